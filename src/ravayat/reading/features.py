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

RELATION_SIZES = (DISTANCE_SIZE, SENTENCE_SIZE)
"""The same for :func:`relation_features`."""


def relation_features(spans: Sequence[WordSpan], sentences: Sequence[int]) -> IntArray:
    """Features (spans, spans, 2) of every span with every other.

    Columns: signed distance in words on a rough logarithmic scale; signed distance in sentences.
    """
    return np.stack(_distances(*_edges(spans, spans), sentences), axis=-1)


def link_features(triggers: Sequence[WordSpan], spans: Sequence[WordSpan], sentences: Sequence[int]) -> IntArray:
    """Features (triggers, spans, 4) of every trigger with every span.

    Columns: those of :func:`relation_features`; other spans between the two; other triggers
    between the two.
    """
    if not triggers or not spans:
        return np.zeros((len(triggers), len(spans), len(LINK_SIZES)), np.int64)
    trigger_first, trigger_last, span_first, span_last = _edges(triggers, spans)
    low = np.minimum(trigger_last, span_last)
    high = np.maximum(trigger_first, span_first)
    return np.stack(
        [
            *_distances(trigger_first, trigger_last, span_first, span_last, sentences),
            _between([s.first for s in spans], low, high),
            _between([t.first for t in triggers], low, high),
        ],
        axis=-1,
    )


def _edges(rows: Sequence[WordSpan], columns: Sequence[WordSpan]) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    return (
        np.array([span.first for span in rows], np.int64)[:, None],
        np.array([span.last for span in rows], np.int64)[:, None],
        np.array([span.first for span in columns], np.int64)[None, :],
        np.array([span.last for span in columns], np.int64)[None, :],
    )


def _distances(
    row_first: IntArray, row_last: IntArray, column_first: IntArray, column_last: IntArray, sentences: Sequence[int]
) -> tuple[IntArray, IntArray]:
    after, before = column_first - row_last, row_first - column_last
    gap = np.maximum(np.maximum(after, before), 0)
    side = np.where(after > 0, 1, np.where(before > 0, -1, 0))
    rough = np.searchsorted(_DISTANCES, gap, side="left")
    rough = np.minimum(rough + (gap > 0), len(_DISTANCES))
    numbers = np.array(sentences, np.int64)
    apart = np.clip(numbers[column_first] - numbers[row_first], -SENTENCE_REACH, SENTENCE_REACH) + SENTENCE_REACH
    return side * rough + len(_DISTANCES), apart


def _between(starts: Sequence[int], low: IntArray, high: IntArray) -> IntArray:
    ordered = np.sort(np.array(starts))
    count = np.searchsorted(ordered, high, side="left") - np.searchsorted(ordered, low, side="right")
    return np.asarray(np.clip(count, 0, BETWEEN_REACH), np.int64)
