"""What a link between a claim and a span is judged by, besides the words themselves.

All features are small whole numbers that index embedding tables; they are the same in
training and in reading.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import WordSpan

IntArray = npt.NDArray[np.int64]

_DISTANCES = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256])
DISTANCE_SIZE = 2 * len(_DISTANCES) + 1
SENTENCE_REACH = 6
SENTENCE_SIZE = 2 * SENTENCE_REACH + 1
BETWEEN_REACH = 6
BETWEEN_SIZE = BETWEEN_REACH + 1

LINK_SIZES = (DISTANCE_SIZE, SENTENCE_SIZE, BETWEEN_SIZE, BETWEEN_SIZE)
"""Rows of the embedding table of each column of :func:`link_features`."""


def link_features(triggers: Sequence[WordSpan], spans: Sequence[WordSpan], sentences: Sequence[int]) -> IntArray:
    """Features (triggers, spans, 4) of every trigger with every span.

    Columns: signed distance in words on a rough logarithmic scale; signed distance in
    sentences; other spans between the two; other triggers between the two.
    """
    if not triggers or not spans:
        return np.zeros((len(triggers), len(spans), len(LINK_SIZES)), np.int64)
    trigger_first = np.array([t.first for t in triggers])[:, None]
    trigger_last = np.array([t.last for t in triggers])[:, None]
    span_first = np.array([s.first for s in spans])[None, :]
    span_last = np.array([s.last for s in spans])[None, :]
    after, before = span_first - trigger_last, trigger_first - span_last
    gap = np.maximum(np.maximum(after, before), 0)
    side = np.where(after > 0, 1, np.where(before > 0, -1, 0))
    rough = np.searchsorted(_DISTANCES, gap, side="left")
    rough = np.minimum(rough + (gap > 0), len(_DISTANCES))
    distance = side * rough + len(_DISTANCES)
    numbers = np.array(sentences)
    apart = np.clip(numbers[span_first] - numbers[trigger_first], -SENTENCE_REACH, SENTENCE_REACH) + SENTENCE_REACH
    low = np.minimum(trigger_last, span_last)
    high = np.maximum(trigger_first, span_first)
    return np.stack(
        [
            distance,
            apart,
            _between([s.first for s in spans], low, high),
            _between([t.first for t in triggers], low, high),
        ],
        axis=-1,
    ).astype(np.int64)


def _between(starts: Sequence[int], low: IntArray, high: IntArray) -> IntArray:
    ordered = np.sort(np.array(starts))
    count = np.searchsorted(ordered, high, side="left") - np.searchsorted(ordered, low, side="right")
    return np.asarray(np.clip(count, 0, BETWEEN_REACH), np.int64)
