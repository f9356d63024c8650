"""Numbers of people, each teller's side by side, with the lowest, the highest and a best one chosen by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ravayat.ledger.standing.rules import Rules
from ravayat.records import COUNT_SLOTS, Count, Estimate, Root, StoredClaim


@dataclass(frozen=True, slots=True)
class _Told:
    """One root's last word on a number."""

    root: Root
    claim: StoredClaim
    count: Count

    @property
    def value(self) -> int:
        """The number itself: of "at least 15" 15, of "up to 30" 30, of a range its lower end."""
        return self.count.minimum if self.count.minimum is not None else self.count.maximum or 0


def estimates(claims: Sequence[StoredClaim], roots: Sequence[Root], rules: Rules) -> tuple[Estimate, ...]:
    """An estimate for each kind of count that some asserting claim tells."""
    owners = {claim: root for root in roots for claim in root.asserts}
    found = []
    for slot in COUNT_SLOTS:
        told = [
            _Told(owners[claim.id], claim, count)
            for claim in claims
            if claim.id in owners and (count := getattr(claim.claim, slot)) is not None
        ]
        if told:
            found.append(_estimate(slot, told, rules))
    return tuple(found)


def _estimate(slot: str, told: Sequence[_Told], rules: Rules) -> Estimate:
    last = _last_words(told)
    rule, chosen = _choose(last, rules)
    best = chosen[0].value
    return Estimate(
        slot=slot,
        low=_low(told),
        high=_high(told),
        best=best,
        rule=rule,
        fa=rules.best_fa[rule],
        en=rules.best_en[rule],
        claims=tuple(one.claim.id for one in told if one.value == best),
    )


def _low(told: Sequence[_Told]) -> int | None:
    """The lowest number told; ``None`` where the teller of the lowest leaves it open ("up to 30")."""
    bottom = min(told, key=lambda one: (one.value, one.count.minimum is not None))
    return bottom.count.minimum


def _high(told: Sequence[_Told]) -> int | None:
    """The highest number told; ``None`` where the teller of the highest leaves it open."""
    top = max(told, key=lambda one: (one.count.maximum or one.value, one.count.maximum is None))
    return top.count.maximum


def _last_words(told: Sequence[_Told]) -> list[_Told]:
    """Of each root the number it told last: a correction takes the place of what it corrects."""
    last: dict[str, _Told] = {}
    for one in sorted(told, key=lambda one: (_day(one), one.claim.id)):
        last[one.root.key] = one
    return list(last.values())


def _day(one: _Told) -> date:
    return one.claim.article.published or one.claim.article.added.date()


def _choose(told: Sequence[_Told], rules: Rules) -> tuple[str, list[_Told]]:
    """The criterion that left one number, and who tells it."""
    left = list(told)
    if len({one.value for one in left}) == 1:
        return "only", left
    chosen_by = rules.best[-1]
    for criterion in rules.best:
        left = _kept(criterion, left)
        if len({one.value for one in left}) == 1:
            chosen_by = criterion
            break
    lowest = min(one.value for one in left)
    return chosen_by, [one for one in left if one.value == lowest]


def _kept(criterion: str, told: list[_Told]) -> list[_Told]:
    if criterion == "neutral":
        neutral = {one.value for one in told if not one.root.party}
        return [one for one in told if one.value in neutral] if neutral else told
    marks = _marks(criterion, told)
    top = max(marks.values())
    return [one for one in told if marks[one.value] == top]


def _marks(criterion: str, told: Sequence[_Told]) -> Mapping[int, int]:
    """How good each number is by a criterion."""
    values = {one.value for one in told}
    if criterion == "roots":
        return {value: sum(one.value == value for one in told) for value in values}
    if criterion == "latest":
        return {value: max(_day(one).toordinal() for one in told if one.value == value) for value in values}
    return {value: -value for value in values}
