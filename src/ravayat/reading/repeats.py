"""Claims that only say again what another claim says: the same teller restating the same event with nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ravayat.reading.events import contained
from ravayat.reading.labels import CHAIN_ROLES, LIST_ROLES, SINGLE_ROLES
from ravayat.reading.roles import Roles
from ravayat.reading.scored import Scored

_FIGURES = tuple(role for role in SINGLE_ROLES if role not in (*CHAIN_ROLES, "cue"))
"""Times and counts: "2 نفر" is not told by "12 نفر", though it stands in it. A verb of saying tells nothing."""

Names = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Content:
    """What a claim tells: the folded words of what fills each role, of its chain, and where its trigger begins."""

    stance: int
    chain: Names
    parties: Names
    figures: Names
    first: int

    def adds_nothing_to(self, other: _Content) -> bool:
        """Whether the other has the same teller and stance, and all that is told here, be it in more words.

        Two stances on one trigger, and two claims on it, are what the reader took them for.
        """
        return (
            (self.stance, self.chain) == (other.stance, other.chain)
            and self.first != other.first
            and all(own <= theirs for own, theirs in zip(self.figures, other.figures, strict=True))
            and all(_within(own, theirs) for own, theirs in zip(self.parties, other.parties, strict=True))
        )

    def fullness(self) -> tuple[int, int]:
        """How much is told, and of equals the earlier one is the fuller."""
        return sum(len(form) for names in (*self.parties, *self.figures) for form in names), -self.first


def told_once(
    scored: Scored, kept: npt.NDArray[np.int64], roles: Sequence[Roles], events: Sequence[int]
) -> npt.NDArray[np.int64]:
    """Which of the claims are left when each is told once, at its fullest mention.

    Args:
        scored: what the network says of the section.
        kept: the claims, as rows of ``scored``.
        roles: what fills the roles of each.
        events: the event of each.

    Returns:
        places in ``kept``, in order.
    """
    contents = [_content(scored, int(row), own) for row, own in zip(kept, roles, strict=True)]
    dropped: set[int] = set()
    for one, other in combinations(range(len(kept)), 2):
        if events[one] != events[other] or {one, other} & dropped:
            continue
        less, more = sorted((one, other), key=lambda claim: contents[claim].fullness())
        if contents[less].adds_nothing_to(contents[more]):
            dropped.add(less)
    return np.array([claim for claim in range(len(kept)) if claim not in dropped], np.int64)


def _content(scored: Scored, row: int, roles: Roles) -> _Content:
    def names(which: Sequence[str]) -> Names:
        return tuple(frozenset(scored.form(filler.span) for filler in roles.get(role, ())) for role in which)

    first = scored.triggers[row].first
    return _Content(int(scored.stances[row]), names(CHAIN_ROLES), names(LIST_ROLES), names(_FIGURES), first)


def _within(own: frozenset[str], theirs: frozenset[str]) -> bool:
    return all(any(one == other or contained(one, other) for other in theirs) for one in own)
