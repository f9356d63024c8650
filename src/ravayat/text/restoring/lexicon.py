"""How often segments stood where in sound text; words themselves are not kept, only 32 bits of their hashes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import Ints
from ravayat.text.restoring.hashing import Hashes, fingerprints

Bytes = npt.NDArray[np.uint8]
Classes = npt.NDArray[np.integer]
_COUNT_CLASSES = 15


def count_class(counts: npt.NDArray[np.integer]) -> Bytes:
    """0 for none, else 1 + log2, at most 15."""
    classes: Bytes = np.minimum(np.ceil(np.log2(np.maximum(counts, 0) + 1.0)), _COUNT_CLASSES).astype(np.uint8)
    return classes


@dataclass(frozen=True)
class Prints:
    """Sorted fingerprints to look others up in."""

    values: npt.NDArray[np.uint32]

    @cached_property
    def _perhaps(self) -> tuple[npt.NDArray[np.bool_], np.uint32]:
        """Whether there is a value with certain upper bits, and how many bits are lower.

        Most that is looked up is not there, and this is quicker. It has four to eight times as many bits as there
        are values: more would take memory away that other things need to be near.
        """
        bits = len(self.values).bit_length() + 2
        shift = np.uint32(32 - bits)
        perhaps = np.zeros(1 << bits, np.bool_)
        perhaps[self.values >> shift] = True
        return perhaps, shift

    def locate(self, keys: Hashes) -> tuple[Ints, Ints]:
        """Which of ``keys`` are here, and where."""
        wanted = fingerprints(keys)
        perhaps, shift = self._perhaps
        which = perhaps[wanted >> shift].nonzero()[0]
        wanted = wanted[which]
        # Where all values are below, the last one is compared.
        place = self.values[:-1].searchsorted(wanted)
        found = self.values[place] == wanted
        return which[found], place[found]


@dataclass(frozen=True, slots=True)
class LexiconRows:
    """Entries of several segments, each a class of counts.

    Attributes:
        free: how often it was a word of its own.
        before: before how many different segments it stood with a half-space between.
        after: after how many.
    """

    free: Classes
    before: Classes
    after: Classes

    def take(self, which: Ints | slice) -> LexiconRows:
        """Some of them."""
        return LexiconRows(self.free[which], self.before[which], self.after[which])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sorted fingerprints of segments with their entries."""

    prints: Prints
    rows: LexiconRows

    def look_up(self, keys: Hashes) -> LexiconRows:
        """The entry of each segment; all 0 where it is unknown."""
        which, place = self.prints.locate(keys)
        columns = [np.zeros(len(keys), np.uint8) for _ in range(3)]
        for column, own in zip(columns, (self.rows.free, self.rows.before, self.rows.after), strict=True):
            column[which] = own[place]
        return LexiconRows(*columns)


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """How often something was seen, by sorted fingerprints; numbers end at 255."""

    prints: Prints
    counts: Bytes

    def look_up(self, keys: Hashes) -> npt.NDArray[np.float32]:
        """The number for each of ``keys``, 0 where it was not seen."""
        which, place = self.prints.locate(keys)
        numbers = np.zeros(len(keys), np.float32)
        numbers[which] = self.counts[place]
        return numbers

    def classes(self, keys: Hashes) -> Bytes:
        """The class of the number for each of ``keys``."""
        which, place = self.prints.locate(keys)
        classes = np.zeros(len(keys), np.uint8)
        classes[which] = count_class(self.counts[place])
        return classes


@lru_cache(maxsize=4)
def side_by_side(one: Tally, other: Tally) -> tuple[Prints, npt.NDArray[np.float32]]:
    """Two tallies in one, to be looked up at once: the fingerprints of both, and two numbers for each."""
    prints = np.union1d(one.prints.values, other.prints.values)
    counts = np.zeros((2, len(prints)), np.float32)
    for row, tally in zip(counts, (one, other), strict=True):
        row[prints.searchsorted(tally.prints.values)] = tally.counts
    return Prints(prints), counts
