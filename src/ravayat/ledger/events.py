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
    # Who denies an event tells its place and day as well as who asserts it.
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
                party=any(ends[claim.id].party for claim in own),
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
    """The most exact place in or around which most of the roots that name one have it."""
    told: list[tuple[str, ResolvedPlace]] = []
    for claim in claims:
        known = [place for place in (claim.claim.meaning.places if claim.claim.meaning else ()) if place.place]
        if known:
            told.append((owners[claim.id], min(known, key=lambda place: RADIUS[place.precision])))
    if not told:
        return None
    of = len({root for root, _ in told})

    # Worked out once, not for every pair of tellings: some events have hundreds.
    around: dict[str | None, set[str]] = {}
    for root, place in told:
        for number in {place.id, *(one.id for one in place.parents)}:
            around.setdefault(number, set()).add(root)
    candidates = [place for _, place in told]
    most = [place for place in candidates if 2 * len(around[place.id]) >= of] or candidates
    return min(most, key=lambda place: (RADIUS[place.precision], -len(around[place.id]), place.id or ""))


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
