"""Reprints and lightly edited copies: stretches in common find candidates, and their share decides.

What counts is containment, not likeness: a paper that prints the first half of an agency's report
has copied it. Stretches are of letters alone, so that a copy that lost its half-spaces, or has them as
blanks, shares them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from ravayat.grounding.registry.folding import key
from ravayat.text.restoring.hashing import Hashes, SubstringHashes, mixed

_STRETCH: Final = 10
"""Letters in a row, about two words."""
_KEY_STRETCH: Final = 20
"""Letters of a stretch that candidates are found by: ten are too often a phrase that half of the press uses."""
_KEYS: Final = 24
"""Stretches under which a text is filed. Each costs a page of the store that is read and written; those with the
smallest hashes are the same ones in every text that has them (Broder 1997)."""
LEAST_SHARE: Final = 0.3
"""Share of the shorter text's stretches from which it is a copy. In the stories the copies have 0.43 to 0.83 in
common with their originals, other reports of the same events at most 0.09 (``docs/ledger.md``)."""


@dataclass(frozen=True)
class Fingerprint:
    """What copies of a text are known by.

    Attributes:
        letters: of the text, in the form that all spellings have.
    """

    letters: str

    @cached_property
    def stretches(self) -> Hashes:
        """Hashes of the stretches of its letters, each once, in their order."""
        return np.unique(_hashes(self.letters, _STRETCH))

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Signed numbers of 64 bits under which copies of it are found."""
        return tuple(np.unique(mixed(_hashes(self.letters, _KEY_STRETCH)))[:_KEYS].view(np.int64).tolist())


@lru_cache(maxsize=128)
def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text; spelling damage does not change it.

    The last ones are kept: what an outlet prints under every article leads to the same few texts again and again.
    """
    return Fingerprint(key(text))


def shared(one: Fingerprint, other: Fingerprint) -> float:
    """Share of the shorter text's stretches that the other has too, 0 to 1."""
    fewest = min(len(one.stretches), len(other.stretches))
    return len(np.intersect1d(one.stretches, other.stretches, assume_unique=True)) / fewest if fewest else 0.0


def _hashes(letters: str, length: int) -> Hashes:
    """The hash of every stretch of ``length`` letters; a shorter text is one stretch."""
    codes = np.frombuffer(letters.encode("utf-32-le"), np.uint32)
    starts = np.arange(max(1, len(codes) - length + 1) if len(codes) else 0)
    return SubstringHashes.of(codes).between(starts, np.minimum(starts + length, len(codes)))
