"""Reprints and lightly edited copies: MinHash (Broder 1997) finds candidates, shared word triples decide.

What counts is containment, not likeness: a paper that prints the first half of an agency's report
has copied it.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import Final

from rensa import RMinHash

from ravayat.grounding.registry.folding import tokens

_SHINGLE: Final = 3
"""Words in a row; with longer runs a changed word here and there would hide a copy."""
_BANDS: Final = 42
_ROWS: Final = 3
"""Bands times rows: texts that share 0.4 of their triples meet with probability 0.94, 0.05 with 0.005."""
_SEED: Final = 1
LEAST_SHARE: Final = 0.5
"""Share of the shorter text's triples from which it is a copy. Two reports of one event written apart share
hardly any; both quoting one statement, up to a third (measured on the stories, ``docs/ledger.md``)."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Word triples of a text and the keys under which copies of it are found."""

    triples: frozenset[str]
    bands: tuple[int, ...]


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text; spelling damage does not change it."""
    # Half-spaces and blanks part alike, so that a copy with other spacing shares its triples.
    words = tokens(text)
    triples = frozenset(" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(sorted(triples))
    digest = sketch.digest()
    rows = [digest[at : at + _ROWS] for at in range(0, _BANDS * _ROWS, _ROWS)]
    return Fingerprint(triples, tuple(_number(number, row) for number, row in enumerate(rows)))


def shared(one: Fingerprint, other: Fingerprint) -> float:
    """Share of the shorter text's triples that the other has too, 0 to 1."""
    fewest = min(len(one.triples), len(other.triples))
    return len(one.triples & other.triples) / fewest if fewest else 0.0


def _number(band: int, row: list[int]) -> int:
    data = struct.pack(f">B{_ROWS}Q", band, *row)
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)
