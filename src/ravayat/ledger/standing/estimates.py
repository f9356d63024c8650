"""Numbers of people, each teller's side by side, with the lowest, the highest and a best one chosen by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ravayat.ledger.standing.rules import Rules, load_rules
from ravayat.records import COUNT_SLOTS, Count, Estimate, Root, StoredClaim

_ONLY, _LATEST, _WHOLE = "only", "latest", "whole"


@dataclass(frozen=True, slots=True)
class _Told:
    """A number that a root tells in one claim."""

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
            whole = _without_parts(told)
            found.append(_estimate(slot, whole, rules, parts=len({one.value for one in told}) > 1))
    return tuple(found)


def _estimate(slot: str, told: Sequence[_Told], rules: Rules, *, parts: bool) -> Estimate:
    """The estimate from numbers of wholes; with ``parts``, other numbers are told too."""
    last = _last_words(told)
    rule, best = _choose(last, rules)
    if rule == _ONLY and any(one.value != best for one in told):
        rule = _LATEST
    elif rule == _ONLY and parts:
        rule = _WHOLE
    return Estimate(
        slot=slot,
        low=_low(told),
        high=_high(told),
        best=best,
        rule=rule,
        fa=_sentence(rules.best_fa, load_rules().best_fa, rule),
        en=_sentence(rules.best_en, load_rules().best_en, rule),
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


def _sentence(own: Mapping[str, str], shipped: Mapping[str, str], rule: str) -> str:
    """What says why a number was chosen; rules of a user's own need not have it for what corrects itself."""
    return own.get(rule) or shipped[rule]


def _without_parts(told: Sequence[_Told]) -> list[_Told]:
    """The numbers without those that tell of a part of what a larger one of the same root tells.

    Of one article's numbers that is all but the largest ("fifty were killed; three of them were children"). A number of
    people of one kind is part of a larger one of people, in another article too: it corrects nothing.
    """
    by_root: dict[str, list[_Told]] = {}
    for one in told:
        by_root.setdefault(one.root.key, []).append(one)
    return [one for one in told if not any(_part_of(one, whole) for whole in by_root[one.root.key])]


def _part_of(one: _Told, whole: _Told) -> bool:
    if one.value >= whole.value:
        return False
    return one.claim.article.id == whole.claim.article.id or bool(one.count.whom and not whole.count.whom)


def _last_words(told: Sequence[_Told]) -> list[_Told]:
    """Of each root the number of its last day: a correction takes the place of what it corrects.

    The hours of a day are not known. Of what a root told on one day the highest number is its last: tolls rise, and
    who tells a part tells less.
    """
    last: dict[str, _Told] = {}
    for one in sorted(told, key=lambda one: (_day(one), one.value, one.claim.id)):
        last[one.root.key] = one
    return list(last.values())


def _day(one: _Told) -> date:
    return one.claim.article.published or one.claim.article.added.date()


def _choose(told: Sequence[_Told], rules: Rules) -> tuple[str, int]:
    """The criterion that left one number, and the number."""
    left = list(told)
    if len({one.value for one in left}) == 1:
        return _ONLY, left[0].value
    chosen_by = rules.best[-1]
    for criterion in rules.best:
        left = _kept(criterion, left)
        if len({one.value for one in left}) == 1:
            chosen_by = criterion
            break
    return chosen_by, min(one.value for one in left)


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
    if criterion == _LATEST:
        return {value: max(_day(one).toordinal() for one in told if one.value == value) for value in values}
    return {value: -value for value in values}
