"""Events out of joins: claims that are joined belong together, and a person's word goes before the machine's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

READER = "reader"
"""Who joined claims that share an event number within their article."""
MACHINE = "machine"
"""Who joined claims of different articles."""


class Link(Protocol):
    """What of a join decides who belongs together: a :class:`ravayat.records.Join`, or a row without its reasons."""

    @property
    def id(self) -> int:
        """Number in the store: people's newest word goes first."""

    @property
    def first(self) -> int:
        """A claim."""

    @property
    def second(self) -> int:
        """Another claim."""

    @property
    def same(self) -> bool:
        """Whether they are joined or kept apart."""

    @property
    def score(self) -> float | None:
        """How sure the machine is."""

    @property
    def by(self) -> str:
        """Who decided."""


def by_person(join: Link) -> bool:
    """Whether a person decided it."""
    return join.by not in (READER, MACHINE)


def components(claims: Iterable[int], joins: Iterable[Link]) -> list[tuple[int, ...]]:
    """Groups of ``claims``, each sorted, in the order of their first.

    A person's decisions come first, the newest before older ones; then the machine's, the surest first. A
    join that would bring together what a person keeps apart is passed over. The order of
    the arguments makes no difference.
    """
    groups = _Groups(claims)
    known = [join for join in joins if groups.has(join.first) and groups.has(join.second)]
    people = sorted((join for join in known if by_person(join)), key=lambda join: -join.id)
    for join in people:
        if join.same:
            groups.unite(join.first, join.second)
        else:
            groups.part(join.first, join.second)
    machine = [join for join in known if not by_person(join) and join.same]
    machine.sort(key=lambda join: (join.by != READER, -(join.score if join.score is not None else 1.0), join.id))
    for join in machine:
        groups.unite(join.first, join.second)
    return groups.all()


class _Groups:
    """Disjoint sets of claims, with pairs of sets that must not meet."""

    def __init__(self, claims: Iterable[int]) -> None:
        self._members = {claim: [claim] for claim in claims}
        self._leader = {claim: claim for claim in self._members}
        self._apart: dict[int, set[int]] = {}

    def has(self, claim: int) -> bool:
        return claim in self._leader

    def unite(self, one: int, other: int) -> None:
        keep, lose = self._leader[one], self._leader[other]
        if keep == lose or lose in self._apart.get(keep, ()):
            return
        if len(self._members[keep]) < len(self._members[lose]):
            keep, lose = lose, keep
        for claim in self._members[lose]:
            self._leader[claim] = keep
        self._members[keep] += self._members.pop(lose)
        for enemy in self._apart.pop(lose, set()):
            self._apart[enemy].discard(lose)
            self.part(enemy, keep)

    def part(self, one: int, other: int) -> None:
        left, right = self._leader[one], self._leader[other]
        if left != right:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def all(self) -> list[tuple[int, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values())
