"""How an event stands by the rules: what its roots say, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ravayat.ledger.roots import outlet_teller, root_of, side_of
from ravayat.ledger.standing.rules import Rules, load_rules
from ravayat.records import Root, Standing, StoredClaim

UNGRADED = "ungraded"
"""Standing of an event for which no rule holds."""
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_UNSURE = {"fa": "نامطمئن", "en": "unsure"}
_UNGRADED = Standing(UNGRADED, (), "هیچ قاعده‌ای بر آن صدق نمی‌کند.", "No rule holds for it.", ())


@dataclass(frozen=True, slots=True)
class Facts:
    """Roots by what they do. Each is in as many lists as hold, but asserts against no denial of its own."""

    asserting: tuple[Root, ...]
    neutral: tuple[Root, ...]
    denying: tuple[Root, ...]
    doubting: tuple[Root, ...]
    retracting: tuple[Root, ...]
    wavering: tuple[Root, ...]
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
    last = {root.key: _last_word(root, days) for root in roots}
    asserting, denying, retracting, wavering = (
        tuple(root for root in roots if last[root.key] == word) for word in ("asserts", "denies", "took back", "both")
    )
    # Who says both says what nobody else says: an event is contested by two, not by one against himself.
    if asserting:
        denying += wavering
    else:
        asserting = wavering
    return Facts(
        asserting=asserting,
        neutral=_neutral(claims, asserting),
        denying=denying,
        doubting=tuple(root for root in roots if root.doubts and not root.asserts and not root.denies),
        retracting=retracting,
        wavering=wavering,
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
    alone = _carried_by_one_report(claims, facts.asserting)
    unsure = frozenset(claim.id for claim in claims if claim.unsure)
    fa, en = (
        _sentence(sentence, _Names(lists, language, unsure, n=numbers["asserting"]), rules if alone else None, language)
        for sentence, language in ((first.fa, "fa"), (first.en, "en"))
    )
    return Standing(
        key=first.key,
        also=tuple(rule.key for rule in others),
        fa=fa,
        en=en,
        claims=tuple(sorted(resting)),
    )


def _carried_by_one_report(claims: Sequence[StoredClaim], asserting: Sequence[Root]) -> bool:
    """Whether several roots assert it and all that they say stands in one report, or in copies of it."""
    told = {claim for root in asserting for claim in root.asserts}
    texts = {claim.article.copy_of or claim.article.id for claim in claims if claim.id in told}
    return len(asserting) > 1 and len(texts) == 1


def _sentence(sentence: str, names: _Names, alone: Rules | None, language: str) -> str:
    """A rule's sentence filled in; with ``alone``, the rules in force, also that one report carries all who assert."""
    filled = sentence.format_map(names)
    if alone is None:
        return filled
    return f"{filled} {alone.one_report.get(language, load_rules().one_report[language])}".rstrip()


def _last_word(root: Root, days: Mapping[int, date]) -> str:
    """What a root says in the end: ``asserts``, ``denies``, ``took back`` what it had asserted, or ``both``.

    The later day counts. What one day has of both is no order of time: an article may tell a denial first, and what was
    denied after it.
    """
    if not (root.asserts and root.denies):
        return "asserts" if root.asserts else "denies" if root.denies else ""
    asserted, denied = (max(days[claim] for claim in claims) for claims in (root.asserts, root.denies))
    if asserted == denied:
        return "both"
    return "asserts" if asserted > denied else "took back"


def _neutral(claims: Sequence[StoredClaim], asserting: Sequence[Root]) -> tuple[Root, ...]:
    """Roots that are no party.

    Of a name that nobody knows more of than that it was quoted it is not known. Beside parties alone it makes no
    neutral voice: who is quoted with an army is its own man more often than a passer-by.
    """
    outlets = {outlet_teller(claim.article.outlet).key for claim in claims}
    neutral = [root for root in asserting if not root.party]
    if any(root.party for root in asserting):
        neutral = [root for root in neutral if root.kind is not None or root.key in outlets]
    return tuple(neutral)


def _acknowledging(claims: Sequence[StoredClaim], asserting: Sequence[Root]) -> tuple[Root, ...]:
    """Roots that say of their own side that it did it, where a root outside that side says so too."""
    owners = {claim: root.key for root in asserting for claim in root.asserts}
    blaming: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    inside: dict[str, set[str | None]] = {}
    for claim in claims:
        root = owners.get(claim.id)
        if root is None or claim.claim.meaning is None:
            continue
        teller = root_of(claim.claim, claim.article.outlet)
        inside.setdefault(root, set()).update((teller.side, teller.owner))
        sides = {side for actor in claim.claim.meaning.actors if (side := side_of(actor))}
        for side in sides:
            blaming.setdefault(side, set()).add(root)
        if teller.side is not None and teller.side in sides:
            own.setdefault(root, set()).add(teller.side)
    blamed = {side for side, roots in blaming.items() if any(side not in inside[root] for root in roots)}
    return tuple(root for root in asserting if not blamed.isdisjoint(own.get(root.key, ())))


class _Names(dict[str, object]):
    """What a sentence may speak of; the names of roots are put together where it does."""

    def __init__(self, lists: Mapping[str, tuple[Root, ...]], language: str, unsure: frozenset[int], *, n: int) -> None:
        super().__init__(n=str(n).translate(_PERSIAN_DIGITS) if language == "fa" else n)
        self._lists = lists
        self._language = language
        self._unsure = unsure

    def __missing__(self, name: str) -> str:
        roots = self._lists[name]
        return _listed([self._name(root, roots, name) for root in roots], self._language)

    def _name(self, root: Root, roots: Sequence[Root], fact: str) -> str:
        """A root's name, with a mark where every claim that makes it one of these has less than even chances."""
        name = root.name_among(roots) if self._language == "en" else root.fa
        claims = {"denying": root.denies, "doubting": root.doubts}.get(fact, root.asserts)
        return f"{name} ({_UNSURE[self._language]})" if claims and self._unsure.issuperset(claims) else name


def _listed(names: Sequence[str], language: str) -> str:
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    *most, last = names
    return f"{'، '.join(most)} و {last}" if language == "fa" else f"{', '.join(most)} and {last}"
