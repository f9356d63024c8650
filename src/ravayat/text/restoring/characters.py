"""What each character of a text is for the restorer, as arrays.

A *segment* is a run of Persian letters between half-spaces, blanks or anything else:
``می‌شود`` is two segments. Marks without width (harakat, tatweel, direction marks) belong
to no segment of their own and are skipped, so ``مُحَمَّد`` is the segment ``محمد``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ravayat.text.letters import INVISIBLE, fold
from ravayat.text.restoring.protected import protected_spans

HALF_SPACE = "\u200c"

OTHER, LETTER, MARK, HALF, BLANK = range(5)
"""Classes of characters; a blank is a space inside a line, a line break is ``OTHER``."""

_ARABIC_BLOCKS = (range(0x600, 0x780), range(0x8A0, 0x900), range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))
_TABLE = 0x10000

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

_NOWHERE: Ints = np.zeros(0, np.int64)
_GAPS = np.array([OTHER, HALF, OTHER, HALF, BLANK], np.uint8)
"""The gap that a character of each class makes which stands alone between two segments; see :class:`Segments`."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of one text that have a width, in order.

    Attributes:
        codes: code points, letters folded (:func:`ravayat.text.letters.fold`).
        kinds: one of the classes above for each.
        places: where each stands in the raw text.
    """

    codes: Codes
    kinds: npt.NDArray[np.uint8]
    places: Ints

    @classmethod
    def of(cls, text: str, half: Ints | None = None) -> Characters:
        """The characters of ``text``; what is protected counts as ``OTHER``, what stands at ``half`` as half-spaces."""
        raw = code_points(text)
        kind_of, folded_of = _tables()
        inside = np.minimum(raw, _TABLE - 1)
        kinds = kind_of[inside]
        if half is not None:
            kinds[half] = HALF
        for start, end in protected_spans(text):
            kinds[start:end] = OTHER
        places = (kinds != MARK).nonzero()[0]
        return cls(folded_of[inside[places]], kinds[places], places)


def code_points(text: str) -> Codes:
    """``text`` as code points; a lone surrogate is one, too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def folded_places(text: str) -> Ints:
    """Where ``text`` has characters that :func:`ravayat.text.letters.fold` alters."""
    codes = code_points(text)
    places: Ints = _altered()[np.minimum(codes, _TABLE - 1)].nonzero()[0]
    if (codes[places] >= _TABLE - 1).any():
        places = places[[fold(text[place]) != text[place] for place in places.tolist()]]
    return places


@cache
def _altered() -> Bools:
    """Whether each code point of the first plane has another folded form; its last stands for all that may have."""
    return np.array([fold(chr(code)) != chr(code) for code in range(_TABLE - 1)] + [True])


@cache
def _tables() -> tuple[npt.NDArray[np.uint8], Codes]:
    """Class and folded form of every code point of the first plane; all others share its last, no character."""
    kinds = np.zeros(_TABLE, np.uint8)
    folded = np.arange(_TABLE, dtype=np.uint32)
    for code in range(_TABLE):
        char = chr(code)
        category = unicodedata.category(char)
        if category == "Cf" or (category in ("Mn", "Lm") and fold(char) == INVISIBLE):
            kinds[code] = MARK
        elif fold(char) == " ":
            kinds[code] = BLANK
    for block in _ARABIC_BLOCKS:
        for code in block:
            if unicodedata.category(chr(code)) == "Lo":
                kinds[code] = LETTER
                folded[code] = ord(fold(chr(code)))
    kinds[ord(HALF_SPACE)] = HALF
    return kinds, folded


@dataclass(frozen=True, slots=True)
class Segments:
    """The segments of one text.

    Attributes:
        starts, ends: indexes into the :class:`Characters`, the end exclusive.
        gaps: for each segment what stands between it and the next one: ``HALF`` a
            half-space, ``BLANK`` one blank, ``OTHER`` anything else or the end of the text.
    """

    starts: Ints
    ends: Ints
    gaps: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, characters: Characters, added: Ints = _NOWHERE) -> Segments:
        """The segments, given the half-spaces restored so far.

        ``added`` are letters before which a half-space was put, and blanks that were made one.
        """
        kinds = characters.kinds
        letter = np.zeros(len(kinds) + 2, np.bool_)
        np.equal(kinds, LETTER, out=letter[1:-1])
        edges = (letter[1:] != letter[:-1]).nonzero()[0]
        starts, ends = edges[::2], edges[1::2]
        if len(added):
            inside = kinds[added] == LETTER
            kinds = kinds.copy()
            kinds[added[~inside]] = HALF
            # Both are in order, which is what this kind of sort makes use of.
            starts = np.sort(np.concatenate((starts, added[inside])), kind="stable")
            ends = np.sort(np.concatenate((ends, added[inside])), kind="stable")
        gaps = np.zeros(len(starts), np.uint8)
        # What begins where another ends does so because of a half-space that was put there.
        gaps[:-1] = _GAPS[kinds[ends[:-1]]] * (starts[1:] - ends[:-1] <= 1)
        return cls(starts, ends, gaps)

    def __len__(self) -> int:
        return len(self.starts)
