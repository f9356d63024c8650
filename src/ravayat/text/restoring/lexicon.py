"""How often segments stood where in sound text; words themselves are not kept, only 32 bits of their hashes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import Ints
from ravayat.text.restoring.hashing import Hashes, fingerprints

Bytes = npt.NDArray[np.uint8]
_COUNT_CLASSES = 15


def count_class(counts: npt.NDArray[np.integer]) -> Bytes:
    """0 for none, else 1 + log2, at most 15."""
    return np.minimum(np.ceil(np.log2(np.maximum(counts, 0) + 1.0)), _COUNT_CLASSES).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class LexiconRows:
    """Entries of several segments, each a class of counts.

    Attributes:
        free: how often it was a word of its own.
        before: before how many different segments it stood with a half-space between.
        after: after how many.
    """

    free: Bytes
    before: Bytes
    after: Bytes

    def take(self, which: Ints) -> LexiconRows:
        """Some of them."""
        return LexiconRows(self.free[which], self.before[which], self.after[which])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sorted fingerprints of segments with their entries."""

    prints: npt.NDArray[np.uint32]
    rows: LexiconRows

    def look_up(self, keys: Hashes) -> LexiconRows:
        """The entry of each segment; all 0 where it is unknown."""
        place, found = locate(self.prints, fingerprints(keys))
        taken = self.rows.take(place)
        return LexiconRows(taken.free * found, taken.before * found, taken.after * found)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was seen, by sorted fingerprints; numbers end at 255."""

    prints: npt.NDArray[np.uint32]
    counts: Bytes

    def look_up(self, keys: Hashes) -> npt.NDArray[np.float32]:
        """The number for each of ``keys``, 0 where it was not seen."""
        place, found = locate(self.prints, fingerprints(keys))
        return (self.counts[place] * found).astype(np.float32)


def locate(prints: npt.NDArray[np.uint32], wanted: npt.NDArray[np.uint32]) -> tuple[Ints, npt.NDArray[np.uint8]]:
    """Where in the sorted ``prints`` each wanted one stands, and 1 where it is there, else 0."""
    place = np.minimum(np.searchsorted(prints, wanted), len(prints) - 1)
    return place, (prints[place] == wanted).astype(np.uint8)
