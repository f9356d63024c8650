"""Words that can be read in two ways: ``زمینهای`` is ``زمین‌های`` or ``زمینه‌ای``.

The word alone tells which reading is more frequent, what stands around it which one is meant
(a plural is mostly followed by a noun or an adjective). A third logistic model sees that, and nothing
of the word itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ravayat.text.restoring.characters import OTHER, Bools, Characters, Ints, Segments
from ravayat.text.restoring.conventions import UNJOINED
from ravayat.text.restoring.features import Indexes, SplitPlaces, Types, hashed
from ravayat.text.restoring.hashing import Hashes, SubstringHashes, among, pair
from ravayat.text.restoring.model import Floats, Model, probabilities

PLURAL, INDEFINITE, SILENT = "های", "ای", "ه"
_CONCEIVABLE = 0.01
"""A reading less probable than this one, by the word alone, is none."""
_CONTEXT = 2.0
"""Weight of what stands around a word. On training text, folds apart, the word alone gets 85.8 of 100 such words
right; with what stands around it, weighted 1, 91.1; weighted 2, 92.2; weighted 3, 92.1."""


@dataclass(frozen=True, slots=True)
class Context:
    """All segments of a text, with what is needed to look at their neighbours.

    Attributes:
        characters, segments: of the text.
        hashes: of its substrings.
        keys: hash of each segment.
    """

    characters: Characters
    segments: Segments
    hashes: SubstringHashes
    keys: Hashes


@dataclass(frozen=True, slots=True)
class Undecided:
    """Segments that can be read in two ways.

    Attributes:
        segments: number of the segment, in order.
        before: how many of its letters stand before ``های``; before ``ای`` stands one more.
        plural, indefinite: how probable each reading is by the word alone.
        worth: how much the plural speaks for damage.
        glued: whether the plural is sound as it stands (``کردهای``), and ``plural`` tells how probable that is.
    """

    segments: Ints
    before: Ints
    plural: Floats
    indefinite: Floats
    worth: Floats
    glued: Bools

    @classmethod
    def of(cls, rows: Sequence[Sequence[float]]) -> Undecided:
        """From rows of these attributes."""
        segments, before, (plural, indefinite, worth, glued) = place_columns(rows, 4)
        return cls(segments, before, plural, indefinite, worth, glued > 0)


def place_columns(rows: Sequence[Sequence[float]], values: int) -> tuple[Ints, Ints, Floats]:
    """Rows of places as columns: the segment, the letters before, and (``values``, rows) of what is told of each."""
    table = np.array(rows, np.float64).reshape(-1, 2 + values).T
    segments, before = table[:2].astype(np.int64)
    return segments, before, table[2:].astype(np.float32)


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """Different segments that can be read in two ways.

    Attributes:
        places: indexes of their places before ``های``; the place of the other reading is the next one.
        plural, indefinite: how probable each reading is by the segment alone.
        glued: where the plural needs no half-space.
    """

    places: Ints
    plural: Floats
    indefinite: Floats
    glued: Bools

    @classmethod
    def of(cls, types: Types, places: SplitPlaces, probability: Floats, threshold: float) -> TwoReadings:
        """Those where both readings can be, and one of them is at least as probable as ``threshold``.

        After a letter that does not join (``کردهای``) the plural is mostly written without a half-space, and where the
        word need not have any, it may be such a plural.
        """
        # The place before an indefinite stands before ``های`` only in the same segment, and if its word ends on ``ه``.
        plural = among(places.right, (PLURAL,)).nonzero()[0]
        alone, before_it = probability[plural + 1], probability[plural]
        at = types.starts[places.owner[plural]] + places.before[plural]
        glued = (before_it < _CONCEIVABLE) & among(types.hashes.between(at - 1, at), UNJOINED)
        before_it = np.where(glued, 1 - alone, before_it)
        which = (np.maximum(before_it, alone) >= threshold) & (np.minimum(before_it, alone) >= _CONCEIVABLE)
        plural = plural[which]
        return cls(plural, before_it[which], alone[which], glued[which])

    def beside(self, places: SplitPlaces) -> Ints:
        """Indexes of the places of both readings, and of their neighbours: one letter alone is no segment."""
        around = self.places[:, None] + np.arange(-1, 3)
        around = np.clip(around, 0, len(places.owner) - 1)
        beside: Ints = around[places.owner[around] == places.owner[self.places][:, None]]
        return beside


def read(context: Context, undecided: Undecided, model: Model) -> tuple[Bools, Floats]:
    """How segments with two readings are to be read.

    Returns whether each is the indefinite, and the probability of the reading chosen; 0 where it is sound as it stands.
    """
    segments, plural, indefinite = undecided.segments, undecided.plural, undecided.indefinite
    around = model.reading.log_odds(context_features(context, segments, segments, model.reading.bits))
    share = probabilities(_log_odds(indefinite) - _log_odds(plural) + np.float32(_CONTEXT) * around)
    total = np.minimum(plural + indefinite, np.float32(1))
    chosen = share >= np.float32(0.5)
    return chosen, np.where(undecided.glued & ~chosen, np.float32(0), total * np.maximum(share, 1 - share))


def context_features(context: Context, first: Ints, last: Ints, bits: int) -> Indexes:
    """One row of feature indexes for what stands around each word, from its ``first`` segment to its ``last``."""
    segments, hashes, keys = context.segments, context.hashes, context.keys
    gaps, end = segments.gaps, len(segments) - 1
    none = np.uint64(0)
    bound = gaps[last] != OTHER
    after = np.minimum(last + 1, end)
    bound_twice = bound & (gaps[after] != OTHER)
    previous = np.where((first > 0) & (gaps[first - 1] != OTHER), keys[first - 1], none)
    following = np.where(bound, keys[after], none)
    second = np.where(bound_twice, keys[np.minimum(after + 1, end)], none)
    start, stop = segments.starts[after], segments.ends[after]
    tails = [np.where(bound, hashes.between(np.maximum(stop - size, start), stop), none) for size in (1, 2, 3)]
    sign = np.where(bound, 0, np.append(context.characters.codes, 0)[segments.ends[last]]).astype(np.uint64)
    columns = [
        previous,
        following,
        *tails,
        pair(previous, following),
        pair(following, second),
        second,
        sign,
        pair(previous, sign),
    ]
    return hashed(np.stack(columns), bits)


def _log_odds(probability: Floats) -> Floats:
    within = np.clip(probability, 0.001, 0.999)
    odds: Floats = np.log(within / (1 - within)).astype(np.float32)
    return odds
