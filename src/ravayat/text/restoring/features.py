"""What the two main models see, as hashed features.

*Splits* ask of every place inside a segment whether a half-space was deleted there; they
see the segment alone. *Joins* ask of every blank between two segments whether it was a
half-space; they see both, their neighbours and what stands between those. Each feature is
a hash; the low bits of all of them index one table of weights (the hashing trick,
Weinberger et al., 2009).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import Bools, Codes, Ints, Segments
from ravayat.text.restoring.hashing import Hashes, SubstringHashes, pair, scattered
from ravayat.text.restoring.lexicon import Classes, LexiconRows

Indexes = npt.NDArray[np.int64]

_PAD = 6
_PAD_CODE = 1
_LONGEST = 6
_LONGEST_PART = 7
"""Longer parts of a word count as of this length."""


def _ways(columns: int, *ways: tuple[int, ...]) -> Hashes:
    """Factors that make one number of some of so many columns, each below 16, for each of ``ways`` to choose them."""
    factors = np.zeros((len(ways), columns), np.uint64)
    for row, way in zip(factors, ways, strict=True):
        row[list(way)] = [16**place for place in reversed(range(len(way)))]
    return factors


# All features of one kind are worked out at once: a short text has few places, and each operation its fixed cost.
# The order of the features is that of the weights.
_SIZES = np.arange(1, 5)[:, None]
_BACKWARD = np.concatenate((np.arange(1, _LONGEST + 1), np.zeros(_LONGEST, np.int64)))[:, None]
_FORWARD = np.roll(_BACKWARD, _LONGEST)
# Numbers of letters before a place, and after it, that are seen together.
_CROSSED_LEFT = np.array([1, 2, 3, 1, 2, 1, 3, 2, 4, 3]) - 1
_CROSSED_RIGHT = np.array([1, 2, 3, 2, 1, 3, 1, 4, 2, 4]) - 1 + _LONGEST
# Of free and before of the left part, free and after of the right one, both lengths, and how often they stand apart.
_SPLIT_WAYS = _ways(7, (0, 3), (1, 2), (1, 3), (0, 2), (1, 3, 0, 2), (4, 5, 0, 2), (6, 0, 2), (6, 4, 5), (6, 1, 3))
# Of the same entries of the words on both sides of a blank, and of the gaps before and after them.
_JOIN_WAYS = _ways(6, (0, 3), (1, 2), (1, 3), (1, 3, 0, 2), (1, 0), (3, 2), (4, 5))
# Parts of join_features that are seen together.
_PAIRED_LEFT = np.array([0, 2, 3, 4, 0, 0, 0, 3, 4, 16, 16, 17, 17, 18, 18, 14, 15, 16])
_PAIRED_RIGHT = np.array([1, 1, 1, 1, 6, 7, 8, 7, 8, 0, 1, 0, 1, 1, 0, 1, 0, 12])


@dataclass(frozen=True, slots=True)
class Types:
    """The different segments of a text, each once, padded so that no substring runs into the next one.

    Attributes:
        hashes: of the padded characters.
        starts, ends: of each segment within them.
        keys: hash of each segment as a whole.
    """

    hashes: SubstringHashes
    starts: Ints
    ends: Ints
    keys: Hashes

    @classmethod
    def of(cls, codes: Codes, starts: Ints, ends: Ints) -> Types:
        """The segments that stand at ``starts`` and ``ends`` of ``codes``."""
        lengths = ends - starts
        total = lengths.cumsum()
        new_ends = total + _PAD * np.arange(1, len(lengths) + 1)
        new_starts = new_ends - lengths
        letters = int(lengths.sum())
        padded = np.full(letters + _PAD * (len(lengths) + 1), _PAD_CODE, np.uint32)
        # Where each letter goes: its place in its segment, after all that comes before the segment.
        order = np.arange(letters)
        padded[order + (new_ends - total).repeat(lengths)] = codes[order + (ends - total).repeat(lengths)]
        hashes = SubstringHashes.of(padded)
        return cls(hashes, new_starts, new_ends, hashes.between(new_starts, new_ends))

    def inner_places(self) -> tuple[Ints, Ints]:
        """For every place between two letters: number of its segment, and how many letters stand before it."""
        inner = self.ends - self.starts - 1
        owner = np.arange(len(inner)).repeat(inner)
        return owner, np.arange(1, len(owner) + 1) - (inner.cumsum() - inner).repeat(inner)


@dataclass(frozen=True, slots=True)
class SplitPlaces:
    """Places inside segments with the hashes of the two parts."""

    owner: Ints
    before: Ints
    left: Hashes
    right: Hashes

    @classmethod
    def of(cls, types: Types) -> SplitPlaces:
        """All places of ``types``."""
        owner, before = types.inner_places()
        start = types.starts[owner]
        at = start + before
        return cls(owner, before, types.hashes.between(start, at), types.hashes.between(at, types.ends[owner]))

    def take(self, which: Ints | Bools) -> SplitPlaces:
        """Some of them."""
        return SplitPlaces(self.owner[which], self.before[which], self.left[which], self.right[which])

    def pairs(self) -> Hashes:
        """A hash of both parts of each place, the one that they have as two segments (:class:`JoinPlaces`)."""
        return pair(self.left, self.right)

    def beside_a_better_one(self, probability: npt.NDArray[np.float32]) -> Bools:
        """Places whose neighbour is more probable: one letter alone is no segment (``کوچ‌ه‌ای``)."""
        neighbours = (self.owner[1:] == self.owner[:-1]) & (self.before[1:] == self.before[:-1] + 1)
        worse = np.zeros(len(self.owner), np.bool_)
        worse[1:] |= neighbours & (probability[1:] <= probability[:-1])
        worse[:-1] |= neighbours & (probability[:-1] < probability[1:])
        return worse


def split_features(
    types: Types, places: SplitPlaces, left: LexiconRows, right: LexiconRows, apart: Classes, bits: int
) -> Indexes:
    """One row of feature indexes for every place.

    ``apart`` is the class of counts how often the two parts were two words, one after the other:
    words that often meet are more often glued into one than words that never do.
    """
    at = types.starts[places.owner] + places.before
    after = types.ends[places.owner] - at
    grams = types.hashes.between(at - _BACKWARD, at + _FORWARD)
    lengths = np.minimum((places.before, after), _LONGEST_PART)
    rows = np.empty((26 + len(_SPLIT_WAYS), len(at)), np.uint64)
    rows[:12] = grams
    rows[12:22] = pair(grams[_CROSSED_LEFT], grams[_CROSSED_RIGHT])
    rows[22:24] = places.left, places.right
    rows[24] = pair(places.left, grams[_LONGEST + 2])
    rows[25] = pair(grams[2], places.right)
    rows[26:] = _crossed(_SPLIT_WAYS, (left.free, left.before, right.free, right.after, *lengths, apart))
    return hashed(rows, bits)


@dataclass(frozen=True, slots=True)
class JoinPlaces:
    """Blanks between two segments.

    Attributes:
        left, right: numbers of the segments on the two sides.
        keys: hash of each segment of the text.
    """

    left: Ints
    right: Ints
    keys: Hashes

    def take(self, which: Ints | Bools) -> JoinPlaces:
        """Some of them."""
        return JoinPlaces(self.left[which], self.right[which], self.keys)

    def pairs(self) -> Hashes:
        """A hash of both segments of each blank."""
        return pair(self.keys[self.left], self.keys[self.right])


def join_features(
    hashes: SubstringHashes, segments: Segments, places: JoinPlaces, left: LexiconRows, right: LexiconRows, bits: int
) -> Indexes:
    """One row of feature indexes for every blank."""
    first, second, keys = places.left, places.right, places.keys
    stop, begin = segments.ends[first], segments.starts[second]
    gap_before, gap_after = segments.gaps[first - 1] * (first > 0), segments.gaps[second]
    # What is seen, alone and in pairs: the two words (0, 1), the ends of the one, the beginnings of the other,
    # numbers made of both sides' entries and of the gaps, then the words before (17) and after (18).
    parts = np.empty((19, len(first)), np.uint64)
    parts[0], parts[1] = keys[first], keys[second]
    parts[2:6] = hashes.between(np.maximum(stop - _SIZES, segments.starts[first]), stop)
    parts[6:10] = hashes.between(begin, np.minimum(begin + _SIZES, segments.ends[second]))
    sides = (left.free, left.before, right.free, right.after, gap_before, gap_after)
    parts[10:17] = _crossed(_JOIN_WAYS, sides)
    parts[17] = keys[first - 1] * (gap_before > 0)
    parts[18] = keys[np.minimum(second + 1, len(keys) - 1)] * (gap_after > 0)
    pairs = pair(parts[_PAIRED_LEFT], parts[_PAIRED_RIGHT])
    rows = np.empty((33, len(first)), np.uint64)
    rows[:10], rows[10:25], rows[25] = parts[:10], pairs[:15], pair(pairs[2], parts[18])
    rows[26:30], rows[30:] = parts[10:14], pairs[15:]
    return hashed(rows, bits)


def candidates(before: Classes, after: Classes) -> Bools:
    """Which pairs of segments may have had a half-space between them, by their entries in the lexicon.

    The left one must be known to stand ``before`` half-spaces, or the right one ``after`` them in
    several words, or both to do so in one word each.
    """
    often = 2
    return (before >= often) | (after >= often) | ((before > 0) & (after > 0))


def _crossed(ways: Hashes, columns: tuple[npt.NDArray[np.integer], ...]) -> Hashes:
    """For each of ``ways`` one number, not 0, made of some of the ``columns``; see :func:`_ways`."""
    return ways @ np.array(columns, np.uint64) + np.uint64(1)


def hashed(rows: Hashes, bits: int) -> Indexes:
    """Indexes of weights for hashes, a column a row; the number of a column is part of each of its features."""
    indexes = scattered(rows)
    indexes >>= np.uint64(64 - bits)
    return indexes.view(np.int64)
