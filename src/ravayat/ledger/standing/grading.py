"""How an event stands by the rules: what its roots say, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ravayat.ledger.roots import root_of, side_of
from ravayat.ledger.standing.rules import Rules
from ravayat.records import Root, Standing, StoredClaim

UNGRADED = "ungraded"
"""Standing of an event for which no rule holds."""
_UNGRADED = Standing(UNGRADED, (), "هیچ قاعده‌ای بر آن صدق نمی‌کند.", "No rule holds for it.", ())


@dataclass(frozen=True, slots=True)
class Facts:
    """Roots by what they do. Each is in as many lists as hold."""

    asserting: tuple[Root, ...]
    neutral: tuple[Root, ...]
    denying: tuple[Root, ...]
    doubting: tuple[Root, ...]
    retracting: tuple[Root, ...]
    acknowledging: tuple[Root, ...]

    def numbers(self) -> dict[str, int]:
        """How many there are of each."""
        return {name: len(roots) for name, roots in self.lists().items()}

    def lists(self) -> dict[str, tuple[Root, ...]]:
        """By the names that rules use."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def facts_of(claims: Sequence[StoredClaim], roots: Sequence[Root]) -> Facts:
    """What the roots of an event do."""
    days = {claim.id: claim.article.published or claim.article.added.date() for claim in claims}
    retracting = tuple(root for root in roots if _took_back(root, days))
    asserting = tuple(root for root in roots if root.asserts and root not in retracting)
    return Facts(
        asserting=asserting,
        neutral=tuple(root for root in asserting if not root.party),
        denying=tuple(root for root in roots if root.denies and root not in retracting),
        doubting=tuple(root for root in roots if root.doubts and not root.asserts and not root.denies),
        retracting=retracting,
        acknowledging=_acknowledging(claims, asserting),
    )


def grade(claims: Sequence[StoredClaim], roots: Sequence[Root], rules: Rules) -> Standing:
    """The first rule that holds, with the others that do."""
    facts = facts_of(claims, roots)
    numbers = facts.numbers()
    held = [rule for rule in rules.grades if rule.holds(numbers)]
    if not held:
        return _UNGRADED
    first, *others = held
    lists = facts.lists()
    resting = {
        claim for fact in first.when for root in lists[fact] for claim in (*root.asserts, *root.denies, *root.doubts)
    }
    return Standing(
        key=first.key,
        also=tuple(rule.key for rule in others),
        fa=first.fa.format_map(_Names(lists, "fa", n=numbers["asserting"])),
        en=first.en.format_map(_Names(lists, "en", n=numbers["asserting"])),
        claims=tuple(sorted(resting)),
    )


def _took_back(root: Root, days: Mapping[int, date]) -> bool:
    """Whether it denies later what it asserted."""
    if not (root.asserts and root.denies):
        return False
    return max(days[claim] for claim in root.denies) > max(days[claim] for claim in root.asserts)


def _acknowledging(claims: Sequence[StoredClaim], asserting: Sequence[Root]) -> tuple[Root, ...]:
    """Roots that say of their own side that it did it, where another root says so too."""
    owners = {claim: root.key for root in asserting for claim in root.asserts}
    blamed: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    for claim in claims:
        root = owners.get(claim.id)
        if root is None or claim.claim.meaning is None:
            continue
        sides = {side for actor in claim.claim.meaning.actors if (side := side_of(actor))}
        for side in sides:
            blamed.setdefault(side, set()).add(root)
        if sides and (side := root_of(claim.claim, claim.article.outlet).side) in sides and side is not None:
            own.setdefault(root, set()).add(side)
    return tuple(root for root in asserting if any(blamed[side] - {root.key} for side in own.get(root.key, ())))


class _Names(dict[str, object]):
    """What a sentence may speak of; the names of roots are put together where it does."""

    def __init__(self, lists: Mapping[str, tuple[Root, ...]], language: str, *, n: int) -> None:
        super().__init__(n=n)
        self._lists = lists
        self._language = language

    def __missing__(self, name: str) -> str:
        return _named(self._lists[name], self._language)


def _named(roots: Sequence[Root], language: str) -> str:
    names = [(root.en or root.fa) if language == "en" else root.fa for root in roots]
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    *most, last = names
    return f"{'، '.join(most)} و {last}" if language == "fa" else f"{', '.join(most)} and {last}"
