"""Reprints and lightly edited copies: MinHash (Broder 1997) finds candidates, shared stretches decide.

What counts is containment, not likeness: a paper that prints the first half of an agency's report
has copied it. Stretches are of letters alone, so that a copy that lost its half-spaces, or has them as
blanks, shares them too.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rensa import RMinHash

from ravayat.grounding.registry.folding import key
from ravayat.ledger.keys import number_of

_STRETCH: Final = 10
"""Letters in a row, about two words."""
_BANDS: Final = 64
_ROWS: Final = 2
"""Bands times rows: texts with a Jaccard likeness of 0.2 meet with probability 0.93, those with 0.003, as two reports
of one event have it, with 0.0006."""
_SEED: Final = 1
LEAST_SHARE: Final = 0.3
"""Share of the shorter text's stretches from which it is a copy. In the stories the copies have 0.43 to 0.83 in
common with their originals, other reports of the same events at most 0.09 (``docs/ledger.md``)."""


@dataclass(frozen=True)
class Fingerprint:
    """What copies of a text are known by.

    Attributes:
        stretches: of its letters, each once.
    """

    stretches: frozenset[str]

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """Keys under which copies of it are found; worked out when asked for, since texts compared with need none."""
        if not self.stretches:
            return ()
        sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        sketch.update(sorted(self.stretches))
        digest = sketch.digest()
        rows = [digest[at : at + _ROWS] for at in range(0, _BANDS * _ROWS, _ROWS)]
        return tuple(number_of(struct.pack(f">B{_ROWS}Q", number, *row)) for number, row in enumerate(rows))


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text; spelling damage does not change it."""
    letters = key(text)
    last = max(1, len(letters) - _STRETCH + 1) if letters else 0
    return Fingerprint(frozenset(letters[at : at + _STRETCH] for at in range(last)))


def shared(one: Fingerprint, other: Fingerprint) -> float:
    """Share of the shorter text's stretches that the other has too, 0 to 1."""
    fewest = min(len(one.stretches), len(other.stretches))
    return len(one.stretches & other.stretches) / fewest if fewest else 0.0
