"""What changed from one version of an article to the next: words taken out and put in, and the claims read in each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ravayat.records import StoredClaim
from ravayat.web.marking import slots_of

Kind = Literal["same", "out", "in"]
_PIECES = re.compile(r"[\w\u200c]+|\s+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_COMPARED = 4_000_000
"""Pairs of words that are compared one by one; longer stretches count as changed whole."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text.

    Attributes:
        kind: ``same`` in both versions, ``out`` (only in the older) or ``in`` (only in the newer).
        text: raw, never HTML.
    """

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that only one of the versions tells so.

    Attributes:
        kind: ``out`` (only the older) or ``in`` (only the newer).
        claim: the claim.
    """

    kind: Kind
    claim: StoredClaim


def changes(older: str, newer: str) -> tuple[Change, ...]:
    """The way from one text to another, word by word; lines that stay are not looked into."""
    joined: list[Change] = []
    for kind, text in _by_line(older, newer):
        if joined and joined[-1].kind == kind:
            joined[-1] = Change(kind, joined[-1].text + text)
        else:
            joined.append(Change(kind, text))
    return tuple(joined)


def claim_changes(older: Sequence[StoredClaim], newer: Sequence[StoredClaim]) -> tuple[ClaimChange, ...]:
    """Claims that the other version does not tell with the same words, those taken out first."""
    left, right = Counter(map(_told, older)), Counter(map(_told, newer))
    found = [ClaimChange("out", claim) for claim in older if _taken(claim, right)]
    return (*found, *(ClaimChange("in", claim) for claim in newer if _taken(claim, left)))


def _taken(claim: StoredClaim, other: Counter[tuple[object, ...]]) -> bool:
    """Whether ``other`` lacks a claim; each of its claims answers to one."""
    told = _told(claim)
    if other[told]:
        other[told] -= 1
        return False
    return True


def _told(claim: StoredClaim) -> tuple[object, ...]:
    return claim.claim.type, claim.claim.stance, tuple((slot, quote.text) for slot, quote in slots_of(claim.claim))


def _by_line(older: str, newer: str) -> Iterator[tuple[Kind, str]]:
    old, new = _LINES.findall(older), _LINES.findall(newer)
    for tag, start, end, begin, stop in _steps(old, new):
        if tag == "equal":
            yield "same", "".join(old[start:end])
        else:
            yield from _by_word("".join(old[start:end]), "".join(new[begin:stop]))


def _by_word(older: str, newer: str) -> Iterator[tuple[Kind, str]]:
    old, new = _PIECES.findall(older), _PIECES.findall(newer)
    for tag, start, end, begin, stop in _steps(old, new):
        if tag == "equal":
            yield "same", "".join(old[start:end])
            continue
        if start < end:
            yield "out", "".join(old[start:end])
        if begin < stop:
            yield "in", "".join(new[begin:stop])


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > _MOST_COMPARED:
        return _whole(old, new)
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _whole(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Everything between what both begin and end with as one change."""
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    rest = least - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    ends = len(old) - tail, len(new) - tail
    return [
        ("equal", 0, head, 0, head),
        ("replace", head, ends[0], head, ends[1]),
        ("equal", ends[0], len(old), ends[1], len(new)),
    ]
