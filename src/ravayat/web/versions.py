"""What changed from one version of an article to the next: words taken out and put in, and the claims read in each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from ravayat.records import StoredClaim
from ravayat.web.marking import slots_of

Kind = Literal["same", "out", "in"]
_WORDS = re.compile(r"\s*(?:[\w\u200c]+|[^\w\s])|\s+")
"""A word or sign with the blanks before it: blanks alone are in every text and would tie together what differs."""
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_COMPARED = 100_000_000
"""Pairs of words of one stretch that are looked at, each a bit of memory; longer stretches count as changed whole."""
_Step = tuple[int, int, int, int]
"""From and to in the older, from and to in the newer."""


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
    for same, (start, end, begin, stop) in _steps(old, new):
        if same:
            yield "same", "".join(old[start:end])
        else:
            yield from _by_word("".join(old[start:end]), "".join(new[begin:stop]))


def _by_word(older: str, newer: str) -> Iterator[tuple[Kind, str]]:
    old, new = _WORDS.findall(older), _WORDS.findall(newer)
    for same, (start, end, begin, stop) in _steps(old, new):
        out, put = "".join(old[start:end]), "".join(new[begin:stop])
        if same:
            yield "same", out
            continue
        blanks = _shared(_blanks(out), _blanks(put))
        told: tuple[tuple[Kind, str], ...] = (("same", out[:blanks]), ("out", out[blanks:]), ("in", put[blanks:]))
        yield from ((kind, text) for kind, text in told if text)


def _blanks(text: str) -> str:
    """What a text begins with that nobody sees."""
    return text[: len(text) - len(text.lstrip())]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words or characters both begin with."""
    least = min(len(one), len(other))
    return next((at for at in range(least) if one[at] != other[at]), least)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, _Step]]:
    """What stays and what changes, by turns.

    The longest common subsequence is found bit by bit, in a time that only the lengths decide; difflib takes minutes
    where many words come again.
    """
    head = _shared(old, new)
    rest = min(len(old), len(new)) - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    ends = len(old) - tail, len(new) - tail
    if head:
        yield True, (0, head, 0, head)
    if (ends[0] - head) * (ends[1] - head) > _MOST_COMPARED:
        yield False, (head, ends[0], head, ends[1])
    else:
        for same, (start, end, begin, stop) in _common(old[head : ends[0]], new[head : ends[1]]):
            yield same, (head + start, head + end, head + begin, head + stop)
    if tail:
        yield True, (ends[0], len(old), ends[1], len(new))


def _common(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, _Step]]:
    """The steps over stretches that begin and end with different words."""
    at, by = 0, 0
    for step in LCSseq.opcodes(old, new):
        if step.tag != "equal":
            continue
        if (at, by) != (step.src_start, step.dest_start):
            yield False, (at, step.src_start, by, step.dest_start)
        yield True, (step.src_start, step.src_end, step.dest_start, step.dest_end)
        at, by = step.src_end, step.dest_end
    if (at, by) != (len(old), len(new)):
        yield False, (at, len(old), by, len(new))
