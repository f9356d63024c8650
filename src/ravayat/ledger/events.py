"""An event out of its claims: everything here is derived and can be derived again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ravayat.ledger.joining.traits import RADIUS
from ravayat.ledger.roots import Teller, outlet_teller, root_of, same_tellers
from ravayat.ledger.standing.estimates import estimates
from ravayat.ledger.standing.grading import grade
from ravayat.ledger.standing.rules import Rules
from ravayat.records import Event, Join, ResolvedPlace, Root, StoredClaim

_PRECISIONS = ((1, "day"), (7, "week"), (31, "month"), (366, "year"))
"""Most days of a stretch, and the precision of a day within it."""


@dataclass(frozen=True, slots=True)
class Original:
    """The text that a copied article repeats, through copies of copies.

    Attributes:
        article: the version of it that is in use now, whose claims are in events.
        outlet: who had the text first.
    """

    article: int
    outlet: str | None


def event_of(
    claims: Sequence[StoredClaim],
    rules: Rules,
    *,
    joins: Sequence[Join] = (),
    originals: Mapping[int, Original] | None = None,
    shown: bool = True,
) -> Event:
    """The event that ``claims`` tell.

    Args:
        claims: at least one.
        rules: of grading.
        joins: those among the claims, to be shown with it.
        originals: for articles that are copies (by id) the text that they repeat.
        shown: give tellers that the registry does not know labels that are fit to be shown, not their bare words.
    """
    claims = sorted(claims, key=lambda claim: (claim.article.published or date.max, claim.id))
    roots, owners = _roots(claims, originals or {}, shown=shown)
    # Who denies an event tells its day as well as who asserts it, and where in the country it would have been.
    place = _place(claims, owners)
    days = _days(claims, owners)
    return Event(
        id=min(claim.id for claim in claims),
        type=_type(claims, owners),
        first=days[0] if days else None,
        last=days[1] if days else None,
        time_precision=_precision(days),
        place=place.place if place else None,
        place_precision=place.precision if place else "",
        places=tuple(dict.fromkeys(one.name for one in (place.place, *place.parents) if one)) if place else (),
        country=place.country if place else None,
        province=next((one.name for one in (place.place, *place.parents) if one and one.kind == "province"), None)
        if place
        else None,
        claims=tuple(claims),
        roots=roots,
        standing=grade(claims, roots, rules),
        counts=estimates(claims, roots, rules),
        joins=tuple(joins),
    )


def _roots(
    claims: Sequence[StoredClaim], originals: Mapping[int, Original], *, shown: bool
) -> tuple[tuple[Root, ...], dict[int, str]]:
    """Who the claims come from, those that assert first, and the root's key of each claim."""
    ends: dict[int, Teller] = {}
    for claim in claims:
        original = originals.get(claim.article.id)
        first = (original.outlet if original else None) or claim.article.forwarded_from
        ends[claim.id] = root_of(claim.claim, claim.article.outlet, first)
    ends |= _of_copies(claims, ends, originals)
    names = same_tellers(list(ends.values()))
    owners = {claim: names[teller.key] for claim, teller in ends.items()}
    by_key = {end.key: end for end in reversed(ends.values())}
    # Whose side a party of the event is on is one too, though nobody knows of which conflict: a director of roads.
    sides = {end.side for end in ends.values() if end.party and end.side}
    of_root: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        of_root.setdefault(owners[claim.id], []).append(claim)
    roots = []
    for key, own in of_root.items():
        teller = by_key[key]
        by_stance = {
            stance: tuple(claim.id for claim in own if claim.claim.stance == stance)
            for stance in ("asserted", "denied", "unconfirmed", "possible")
        }
        roots.append(
            Root(
                key=key,
                fa=teller.fa if shown else teller.label,
                en=teller.en,
                kind=teller.kind,
                party=any(ends[claim.id].party or ends[claim.id].side in sides for claim in own),
                asserts=by_stance["asserted"],
                denies=by_stance["denied"],
                doubts=(*by_stance["unconfirmed"], *by_stance["possible"]),
                carriers=tuple(dict.fromkeys(claim.article.outlet for claim in own if claim.article.outlet)),
            )
        )
    roots.sort(key=lambda root: (not root.asserts, not root.denies, -len(root.carriers), root.key))
    return tuple(roots), owners


def _of_copies(
    claims: Sequence[StoredClaim], ends: Mapping[int, Teller], originals: Mapping[int, Original]
) -> dict[int, Teller]:
    """Who those claims of copied texts come from that name nobody, where the copied text tells nothing of its own.

    A copy says no more than its original: that it leaves out who said so does not make the original say so. Such a
    claim is the first teller's whom the original names for it. Where the original names nobody of the same stance
    the claim stays as it is: nobody is made to assert what they deny.
    """
    by_article: dict[int, list[StoredClaim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article.id, []).append(claim)
    found: dict[int, Teller] = {}
    for claim in claims:
        original = originals.get(claim.article.id)
        if original is None or claim.claim.chain:
            continue
        told = by_article.get(original.article, [])
        itself = outlet_teller(original.outlet).key
        if ends[claim.id].key != itself or itself in {ends[one.id].key for one in told}:
            continue
        first = next((one for one in told if one.claim.stance == claim.claim.stance), None)
        if first:
            found[claim.id] = ends[first.id]
    return found


def _type(claims: Sequence[StoredClaim], owners: Mapping[int, str]) -> str:
    """The type that most roots tell; of equals the one that most claims tell, "other" last."""
    by_roots = Counter(kind for kind, _ in {(claim.claim.type, owners[claim.id]) for claim in claims})
    by_claims = Counter(claim.claim.type for claim in claims)
    return min(by_roots, key=lambda kind: (-by_roots[kind], kind == "other", -by_claims[kind], kind))


def _place(claims: Sequence[StoredClaim], owners: Mapping[int, str]) -> ResolvedPlace | None:
    """The most exact place that enough tellers agree on in the country that most claims tell.

    Claims that assert are asked for the country before those that doubt or deny. Enough are half of the claims that
    tell of the country, or more than half of several roots.
    """
    told = [
        (claim, known)
        for claim in claims
        if (known := [place for place in (claim.claim.meaning.places if claim.claim.meaning else ()) if place.place])
    ]
    if not told:
        return None
    country = _country([one for one in told if one[0].claim.stance == "asserted"] or told, owners)
    own = [(claim, at, place) for claim, places in told for at, place in enumerate(places) if place.country == country]

    # Worked out once, not for every pair of tellings: some events have hundreds.
    around: dict[str | None, set[int]] = {}
    first: dict[str | None, int] = {}
    for claim, at, place in own:
        first[place.id] = min(at, first.get(place.id, at))
        for unit in {place.id, *(one.id for one in place.parents)}:
            around.setdefault(unit, set()).add(claim.id)
    roots = {unit: len({owners[claim] for claim in tell}) for unit, tell in around.items()}
    of_claims, of_roots = len({claim.id for claim, _, _ in own}), len({owners[claim.id] for claim, _, _ in own})

    def is_enough(place: ResolvedPlace) -> bool:
        return 2 * len(around[place.id]) >= of_claims or 2 * roots[place.id] > of_roots > 1

    places = {place.id: place for _, _, place in own}
    return min(
        list(filter(is_enough, places.values())) or list(places.values()),
        key=lambda place: (
            RADIUS[place.precision],
            -len(around[place.id]),
            -roots[place.id],
            first[place.id],
            place.id or "",
        ),
    )


def _country(told: Sequence[tuple[StoredClaim, Sequence[ResolvedPlace]]], owners: Mapping[int, str]) -> str | None:
    """The country that most claims tell, each for all that it names; a sea between countries is in none.

    Of equals it is the one of more roots, then that of the most exact place, of the place that is named first.
    """
    by_claims: Counter[str | None] = Counter()
    roots: dict[str | None, set[str]] = {}
    exact: dict[str | None, tuple[float, int]] = {}
    for claim, places in told:
        by_country: dict[str | None, tuple[float, int]] = {}
        for at, place in enumerate(places):
            own = (RADIUS[place.precision], at)
            by_country[place.country] = min(own, by_country.get(place.country, own))
        if len(by_country) > 1:
            by_country.pop(None, None)  # off a coast that is named too
        for country, own in by_country.items():
            by_claims[country] += 1
            roots.setdefault(country, set()).add(owners[claim.id])
            exact[country] = min(own, exact.get(country, own))
    return min(by_claims, key=lambda one: (-by_claims[one], -len(roots[one]), exact[one], one or ""))


def _days(claims: Sequence[StoredClaim], owners: Mapping[int, str]) -> tuple[date, date] | None:
    """The narrowest stretch that agrees with what most of the roots that tell a time say."""
    told = [
        (owners[claim.id], claim.claim.time.first, claim.claim.time.last)
        for claim in claims
        if claim.claim.time and claim.claim.time.first and claim.claim.time.last
    ]
    if not told:
        return None
    of = len({root for root, _, _ in told})

    # Each stretch once: of hundreds of tellers most have the same few.
    support = {
        (first, last): len({root for root, one, other in told if one <= last and first <= other})
        for first, last in {(first, last) for _, first, last in told}
    }
    most = [days for days, roots in support.items() if 2 * roots >= of] or list(support)
    return min(most, key=lambda days: (days[1] - days[0], -support[days], days))


def _precision(days: tuple[date, date] | None) -> str:
    if days is None:
        return ""
    length = (days[1] - days[0]).days + 1
    return next((name for most, name in _PRECISIONS if length <= most), "")
