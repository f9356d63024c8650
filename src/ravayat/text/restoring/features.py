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
from ravayat.text.restoring.lexicon import Bytes, LexiconRows

Indexes = npt.NDArray[np.int64]

_PAD = 6
_PAD_CODE = 1
_LONGEST = 6
_CROSSED = ((1, 1), (2, 2), (3, 3), (1, 2), (2, 1), (1, 3), (3, 1), (2, 4), (4, 2), (3, 4))


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
        new_starts = np.cumsum(lengths + _PAD) - lengths
        padded = np.full(int((lengths + _PAD).sum()) + _PAD, _PAD_CODE, np.uint32)
        # Where each letter goes: its place in its segment, after all that comes before the segment.
        order = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        padded[np.repeat(new_starts, lengths) + order] = codes[np.repeat(starts, lengths) + order]
        hashes = SubstringHashes.of(padded)
        return cls(hashes, new_starts, new_starts + lengths, hashes.between(new_starts, new_starts + lengths))

    def inner_places(self) -> tuple[Ints, Ints]:
        """For every place between two letters: number of its segment, and how many letters stand before it."""
        inner = np.maximum(self.ends - self.starts - 1, 0)
        owner = np.repeat(np.arange(len(inner)), inner)
        return owner, np.arange(len(owner)) - np.repeat(np.cumsum(inner) - inner, inner) + 1


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
        at = types.starts[owner] + before
        left = types.hashes.between(types.starts[owner], at)
        return cls(owner, before, left, types.hashes.between(at, types.ends[owner]))

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
    types: Types, places: SplitPlaces, left: LexiconRows, right: LexiconRows, apart: Bytes, bits: int
) -> Indexes:
    """One row of feature indexes for every place.

    ``apart`` is the class of counts how often the two parts were two words, one after the other:
    words that often meet are more often glued into one than words that never do.
    """
    at = types.starts[places.owner] + places.before
    length_left, length_right = np.minimum(places.before, 7), np.minimum(types.ends[places.owner] - at, 7)
    grams_left = [types.hashes.between(at - size, at) for size in range(1, _LONGEST + 1)]
    grams_right = [types.hashes.between(at, at + size) for size in range(1, _LONGEST + 1)]
    columns = [
        *grams_left,
        *grams_right,
        *(pair(grams_left[a - 1], grams_right[b - 1]) for a, b in _CROSSED),
        places.left,
        places.right,
        pair(places.left, grams_right[2]),
        pair(grams_left[2], places.right),
        _crossed(left.free, right.after),
        _crossed(left.before, right.free),
        _crossed(left.before, right.after),
        _crossed(left.free, right.free),
        _crossed(left.before, right.after, left.free, right.free),
        _crossed(length_left, length_right, left.free, right.free),
        _crossed(apart, left.free, right.free),
        _crossed(apart, length_left, length_right),
        _crossed(apart, left.before, right.after),
    ]
    return hashed(columns, bits)


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
    first, second = places.left, places.right
    start, stop = segments.starts[first], segments.ends[first]
    begin, end = segments.starts[second], segments.ends[second]
    tails = [hashes.between(np.maximum(stop - size, start), stop) for size in range(1, 5)]
    heads = [hashes.between(begin, np.minimum(begin + size, end)) for size in range(1, 5)]
    whole_left, whole_right = places.keys[first], places.keys[second]
    gap_before = np.where(first > 0, segments.gaps[first - 1], 0)
    gap_after = segments.gaps[second]
    previous = np.where(gap_before > 0, places.keys[first - 1], np.uint64(0))
    following = np.where(gap_after > 0, places.keys[np.minimum(second + 1, len(places.keys) - 1)], np.uint64(0))
    gaps = _crossed(gap_before, gap_after)
    columns = [
        whole_left,
        whole_right,
        *tails,
        *heads,
        pair(whole_left, whole_right),
        pair(tails[0], whole_right),
        pair(tails[1], whole_right),
        pair(tails[2], whole_right),
        pair(whole_left, heads[0]),
        pair(whole_left, heads[1]),
        pair(whole_left, heads[2]),
        pair(tails[1], heads[1]),
        pair(tails[2], heads[2]),
        pair(gaps, whole_left),
        pair(gaps, whole_right),
        pair(previous, whole_left),
        pair(previous, whole_right),
        pair(following, whole_right),
        pair(following, whole_left),
        pair(pair(tails[1], whole_right), following),
        _crossed(left.free, right.after),
        _crossed(left.before, right.free),
        _crossed(left.before, right.after),
        _crossed(left.before, right.after, left.free, right.free),
        pair(_crossed(left.before, left.free), whole_right),
        pair(_crossed(right.after, right.free), whole_left),
        pair(gaps, _crossed(left.before, right.after)),
    ]
    return hashed(columns, bits)


def candidates(rows: LexiconRows, left: Ints, right: Ints, known: Bools) -> Bools:
    """Which of the pairs of segments may have had a half-space between them.

    The left one must be known to stand before half-spaces, or the right one after them in
    several words, or both to do so in one word each, or the pair must be ``known``.
    """
    often = 2
    before, after = rows.before[left], rows.after[right]
    return known | (before >= often) | (after >= often) | ((before > 0) & (after > 0))


def _crossed(*columns: npt.NDArray[np.integer]) -> Hashes:
    total = columns[0].astype(np.uint64)
    for column in columns[1:]:
        total = (total << np.uint64(4)) | column.astype(np.uint64)
    return total + np.uint64(1)


def hashed(columns: list[Hashes], bits: int) -> Indexes:
    """Indexes of weights, one row for each column of hashes; the number of a column is part of each of its features."""
    return (scattered(np.stack(columns)) >> np.uint64(64 - bits)).astype(np.int64)
