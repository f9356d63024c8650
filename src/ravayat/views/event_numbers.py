"""What tellers say side by side: numbers of people, and whatever else they do not agree on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ravayat.records import EVENT_TYPES, Count, Event, Root, StoredClaim
from ravayat.views.context import printable
from ravayat.views.labels import both
from ravayat.views.wording import Language, span_of_days


@dataclass(frozen=True, slots=True)
class Told:
    """One value as one root told it.

    Attributes:
        root: who tells it; ``None`` where the event's roots lack it.
        value: in words, or the count itself.
        claims: in which it is told.
    """

    root: Root | None
    value: str | Count
    claims: tuple[StoredClaim, ...]


def root_of_claims(event: Event) -> dict[int, Root]:
    """The root that each claim comes from in the end."""
    return {claim: root for root in event.roots for claim in (*root.asserts, *root.denies, *root.doubts)}


def numbers(event: Event, slot: str) -> list[Told]:
    """Every number that someone asserts of ``slot``, each teller's apart."""
    roots = root_of_claims(event)
    found: dict[tuple[str, int | None, int | None], Told] = {}
    for claim in event.claims:
        count: Count | None = getattr(claim.claim, slot)
        if count is not None and claim.claim.stance == "asserted":
            root = roots.get(claim.id)
            key = (root.key if root else claim.root, count.minimum, count.maximum)
            before = found[key].claims if key in found else ()
            found[key] = Told(root, count, (*before, claim))
    return sorted(found.values(), key=lambda told: _height(told.value))


def differences(event: Event, language: Language) -> Iterator[tuple[str, list[Told]]]:
    """Type, time and place where not everyone tells the same, with who tells what."""
    roots = root_of_claims(event)
    for name in ("type", "time", "place"):
        found: dict[tuple[str, str], Told] = {}
        for claim in event.claims:
            value = _value(claim, name, language)
            if value:
                root = roots.get(claim.id)
                key = (value, root.key if root else claim.root)
                before = found[key].claims if key in found else ()
                found[key] = Told(root, value, (*before, claim))
        if len({value for value, _ in found}) > 1:
            yield name, sorted(found.values(), key=lambda told: str(told.value))


def _value(claim: StoredClaim, name: str, language: Language) -> str:
    told = claim.claim
    if name == "type":
        term = EVENT_TYPES[told.type]
        return both(term.fa, term.en, language)
    if name == "time":
        return span_of_days(told.time.first, told.time.last, language) if told.time and told.time.first else ""
    places = told.meaning.places if told.meaning else ()
    known = next((one.place for one in places if one.place), None)
    return both(printable(known.name), printable(known.latin), language) if known else ""


def _height(value: str | Count) -> tuple[int, int]:
    if isinstance(value, str):
        return (0, 0)
    low = value.minimum if value.minimum is not None else value.maximum or 0
    return (low, value.maximum if value.maximum is not None else low)
