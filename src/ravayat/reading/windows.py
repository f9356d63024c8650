"""Words to windows of word pieces that the encoder can take, and back to words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ravayat.text.words import LINE_BREAK

IntArray = npt.NDArray[np.int64]

WINDOW = 254
"""Pieces in a window, without the two marks at its ends."""

OVERLAP = 32
"""Pieces that neighbouring windows share, so that no word stands at an edge in both."""

_LINE_BREAK_PIECE = "</s>"


@dataclass(frozen=True, slots=True)
class Windows:
    """An article cut into windows.

    Attributes:
        pieces: one array of piece numbers a window, marks at the ends included.
        window, first, last: for each word, the window in which it is farthest from the
            edges, and its first and last piece there.
    """

    pieces: tuple[IntArray, ...]
    window: IntArray
    first: IntArray
    last: IntArray


def cut_windows(forms: Sequence[str], tokenizer: Tokenizer) -> Windows:
    """Cut the words ``forms`` into overlapping windows.

    A word of more than :data:`WINDOW` pieces (an address, a run of symbols) is cut off there.
    """
    begin, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    encoding = tokenizer.encode(
        [_LINE_BREAK_PIECE if form == LINE_BREAK else form for form in forms], is_pretokenized=True
    )
    owners = np.array([-1 if owner is None else owner for owner in encoding.word_ids], np.int64)
    ids = np.array(encoding.ids, np.int64)
    firsts = np.searchsorted(owners, np.arange(len(forms)), side="left")
    lasts = np.searchsorted(owners, np.arange(len(forms)), side="right") - 1
    # A form that the tokenizer's normaliser erases has no piece; it shares its neighbour's.
    firsts = np.minimum(firsts, max(len(ids) - 1, 0))
    lasts = np.maximum(lasts, firsts)
    starts, size = _layout(len(ids))
    pieces = tuple(np.concatenate([[begin], ids[start : start + size], [end]]).astype(np.int64) for start in starts)
    centres = np.array([start + size / 2 for start in starts])
    # The nearest centre, found by the midpoints between neighbours: no words-by-windows table.
    window = np.searchsorted((centres[1:] + centres[:-1]) / 2, firsts).astype(np.int64)
    offset = 1 - np.array(starts, np.int64)[window]
    limit = np.array([len(window_pieces) - 2 for window_pieces in pieces], np.int64)[window]
    return Windows(pieces, window, np.minimum(firsts + offset, limit), np.minimum(lasts + offset, limit))


def _layout(length: int) -> tuple[list[int], int]:
    """Where windows start and how long they are: as few as can be, of one size, sharing no more than they must."""
    if length <= WINDOW:
        return [0], WINDOW
    count = -(-(length - OVERLAP) // (WINDOW - OVERLAP))
    size = -(-(length + (count - 1) * OVERLAP) // count)
    return [round(i * (length - size) / (count - 1)) for i in range(count)], size
