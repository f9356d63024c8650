"""The columns of ACLED (Armed Conflict Location & Event Data).

Empty for good: ``event_id_cnty`` is an id that ACLED gives, ``admin3`` is not in our gazetteer, ``source_scale`` needs
to know how far each outlet reaches. Ravayat's own number of the event stands in ``tags``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ravayat.records import EVENT_TYPES, Event
from ravayat.views.context import printable
from ravayat.views.exports.codes import Codes, codes, told_by_words
from ravayat.views.exports.table import Kind, Row, Table
from ravayat.views.exports.telling import (
    Party,
    changed,
    is_unsure,
    outlets,
    parties,
    root_name,
    sureness,
    told_counts,
    triggers,
    where,
)
from ravayat.views.wording import bounds, span_of_days

COLUMNS: dict[str, Kind] = {
    "event_id_cnty": "text",
    "event_date": "day",
    "year": "whole",
    "time_precision": "whole",
    "disorder_type": "text",
    "event_type": "text",
    "sub_event_type": "text",
    "actor1": "text",
    "assoc_actor_1": "text",
    "inter1": "whole",
    "actor2": "text",
    "assoc_actor_2": "text",
    "inter2": "whole",
    "interaction": "whole",
    "civilian_targeting": "text",
    "iso": "whole",
    "region": "text",
    "country": "text",
    "admin1": "text",
    "admin2": "text",
    "admin3": "text",
    "location": "text",
    "latitude": "real",
    "longitude": "real",
    "geo_precision": "whole",
    "source": "text",
    "source_scale": "text",
    "notes": "text",
    "fatalities": "whole",
    "tags": "text",
    "timestamp": "whole",
}

_STATE = 1
"""The code of state forces at home."""


def acled_row(event: Event) -> Row:
    """The cells of an event that we can fill."""
    known = codes()
    actors, targets = parties(event, "actors"), parties(event, "targets")
    inter1, inter2 = (_inter(side, event.country, known) for side in (actors, targets))
    sub_event = _sub_event(event, inter1, known)
    event_type, disorder = _event_type(event, sub_event, known)
    country = known.country(event.country)
    place = where(event)
    precision = known.acled["time_precision"].get(event.time_precision)
    moment = changed(event)
    return {
        "event_date": event.first if precision else None,
        "year": _year(event.first, event.last),
        "time_precision": precision,
        "disorder_type": disorder,
        "event_type": event_type,
        "sub_event_type": sub_event,
        **_sides(actors, targets),
        "inter1": inter1,
        "inter2": inter2,
        "interaction": int(f"{min(inter1, inter2)}{max(inter1, inter2)}") if inter1 and inter2 else None,
        "civilian_targeting": _civilian_targeting(event_type, inter2, known),
        "iso": country.iso if country else None,
        "region": country.acled_region if country else None,
        "country": country.name if country else None,
        "admin1": place.province,
        "admin2": place.district,
        "location": place.name,
        "latitude": event.place.latitude if event.place else None,
        "longitude": event.place.longitude if event.place else None,
        "geo_precision": known.acled["geo_precision"].get(place.precision),
        "source": "; ".join(outlets(event)) or None,
        "notes": " ".join(_notes(event)),
        "fatalities": conservative(event, "killed"),
        "tags": "; ".join(_tags(event)),
        "timestamp": int(moment.timestamp()) if moment else None,
    }


def conservative(event: Event, slot: str) -> int | None:
    """The lowest number that anyone vouches for: of "at least 5" 5; "up to 30" vouches for none.

    A number that nobody told is unknown, and never nought.
    """
    told = [one.count.minimum for one in told_counts(event, slot) if one.count.minimum is not None]
    return min(told, default=None)


def _sides(actors: list[Party], targets: list[Party]) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    for number, side in ((1, actors), (2, targets)):
        cells[f"actor{number}"] = side[0].name if side else None
        cells[f"assoc_actor_{number}"] = "; ".join(party.name for party in side[1:]) or None
    return cells


def _inter(side: list[Party], country: str | None, known: Codes) -> int | None:
    """The code of the first of a side."""
    if not side:
        return None
    actor = side[0].actor
    by_place: dict[str, int] = known.acled["inter"].get(actor.kind, {})
    if known.country(actor.country) is None or country is None:
        return by_place.get("unknown")
    return by_place.get("home" if actor.country == country else "abroad")


def _sub_event(event: Event, inter1: int | None, known: Codes) -> str | None:
    if event.type == "territory_change":
        if inter1 is None:
            return None
        names: dict[str, str] = known.acled["territory"]
        return names["home_state" if inter1 == _STATE else "other"]
    plain: str | None = known.acled["sub_event"].get(event.type)
    return told_by_words(known.sub_event_words, event.type, triggers(event)) or plain


def _event_type(event: Event, sub_event: str | None, known: Codes) -> tuple[str | None, str | None]:
    by_type = known.acled["event_by_type"].get(event.type, {})
    found = known.acled["event"].get(sub_event, by_type)
    return found.get("event") or None, found.get("disorder") or None


def _civilian_targeting(event_type: str | None, inter2: int | None, known: Codes) -> str | None:
    rule = known.acled["civilian_targeting"]
    says: str = rule["says"]
    return says if event_type in rule["events"] or inter2 in rule["inter"] else None


def _year(first: date | None, last: date | None) -> int | None:
    return first.year if first and last and first.year == last.year else None


def _tags(event: Event) -> Iterator[str]:
    """What leads back to the ledger, and how sure the reader is."""
    yield f"ravayat={event.id}"
    yield f"ravayat type={event.type}"
    yield f"standing={event.standing.key}"
    yield f"confidence={sureness(event)}"


def _notes(event: Event) -> Iterator[str]:
    """What the codes leave out, in sentences: how it stands, the days, and what each teller counts."""
    if is_unsure(event):
        yield "Read with less than even chances of being right."
    yield printable(event.standing.en)
    if event.first and event.first != event.last:
        yield f"Days: {span_of_days(event.first, event.last)}."
    for slot in ("killed", "wounded"):
        told = dict.fromkeys(
            f"{root_name(one.root, event) if one.root else 'unnamed'}: {bounds(one.count)}"
            for one in told_counts(event, slot)
        )
        if told:
            yield f"{slot.capitalize()}, by teller: {'; '.join(told)}."
    yield f"Told as: {EVENT_TYPES[event.type].en}."


ACLED = Table(COLUMNS, acled_row)
