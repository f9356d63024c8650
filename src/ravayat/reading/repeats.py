"""Claims that only say again what another claim says: the same teller restating the same event with nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ravayat.reading.labels import CHAIN_ROLES, LIST_ROLES, SINGLE_ROLES
from ravayat.reading.roles import Roles
from ravayat.reading.scored import Scored

_FIGURES = tuple(role for role in SINGLE_ROLES if role not in (*CHAIN_ROLES, "cue"))
"""Times and counts: "2 نفر" is not told by "2 نفر از 12 نفر". A verb of saying tells nothing."""

Names = tuple[frozenset[tuple[str, ...]], ...]
"""By role, the folded words of each filler."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What a claim tells: kind and stance, the names in its chain and in its roles, and where its trigger begins."""

    kind: int
    stance: int
    chain: Names
    parties: Names
    figures: Names
    first: int

    def adds_nothing_to(self, other: _Content) -> bool:
        """Whether the other has the same kind, teller and stance, and all that is told here, be it in more words."""
        return (
            (self.kind, self.stance, self.chain) == (other.kind, other.stance, other.chain)
            and all(own <= theirs for own, theirs in zip(self.figures, other.figures, strict=True))
            and all(_within(own, theirs) for own, theirs in zip(self.parties, other.parties, strict=True))
        )

    def fullness(self) -> tuple[int, int]:
        """How much is told, in letters; of equals the earlier one is the fuller."""
        names = [name for role in (*self.parties, *self.figures) for name in role]
        return sum(len(word) for name in names for word in name), -self.first


def told_once(
    scored: Scored,
    kept: npt.NDArray[np.int64],
    kinds: npt.NDArray[np.int64],
    roles: Sequence[Roles],
    events: Sequence[int],
) -> list[int]:
    """Which of the claims are left when each is told once, at its fullest mention.

    Args:
        scored: what the network says of the section.
        kept: the claims, as rows of ``scored``.
        kinds: the type of each.
        roles: what fills the roles of each.
        events: the event of each.

    Returns:
        places in ``kept``, in order.
    """
    contents = [_content(scored, int(row), int(kind), own) for row, kind, own in zip(kept, kinds, roles, strict=True)]
    left: list[int] = []
    for claim in sorted(range(len(kept)), key=lambda claim: contents[claim].fullness(), reverse=True):
        fuller = (contents[other] for other in left if events[other] == events[claim])
        if not any(contents[claim].adds_nothing_to(other) for other in fuller):
            left.append(claim)
    return sorted(left)


def _content(scored: Scored, row: int, kind: int, roles: Roles) -> _Content:
    forms = scored.words.forms

    def names(which: Sequence[str]) -> Names:
        spans = ([filler.span for filler in roles.get(role, ())] for role in which)
        return tuple(frozenset(tuple(forms[span.first : span.last + 1]) for span in own) for own in spans)

    first = scored.triggers[row].first
    return _Content(kind, int(scored.stances[row]), names(CHAIN_ROLES), names(LIST_ROLES), names(_FIGURES), first)


def _within(own: frozenset[tuple[str, ...]], theirs: frozenset[tuple[str, ...]]) -> bool:
    """Whether each name is a run of the words of one of the others: "نظامیان" is none of "غیرنظامیان"."""
    return all(any(_runs_in(name, longer) for longer in theirs) for name in own)


def _runs_in(name: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    return any(longer[start : start + len(name)] == name for start in range(len(longer) - len(name) + 1))
