"""PLOVER records (Political Language Ontology for Verifiable Event Records): one JSON object a line.

``wiki`` of actors is empty: Wikidata numbers stand in the registry, which events do not carry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ravayat.records import Event
from ravayat.views.context import printable
from ravayat.views.exports.codes import codes, told_by_words
from ravayat.views.exports.telling import Party, Side, iso, outlets, parties, triggers, where

_GEONAMES = "gn:"


def plover_lines(events: Iterable[Event]) -> Iterator[str]:
    """One line an event."""
    for event in events:
        yield json.dumps(plover_record(event), ensure_ascii=False) + "\n"


def plover_record(event: Event) -> dict[str, Any]:
    """The event as a record; what we do not know is ``null``, or a list without members."""
    known = codes()
    code = known.plover["type"].get(event.type, {})
    by_words = told_by_words(known.mode_words, event.type, triggers(event))
    return {
        "id": f"ravayat-{event.id}",
        "date": iso(event.first),
        "date_end": iso(event.last),
        "type": code.get("type"),
        "mode": by_words or code.get("mode"),
        "context": code.get("contexts", []),
        "actor": _actors(event, "actors"),
        "recipient": _actors(event, "targets"),
        "location": _location(event),
        "text": " … ".join(map(printable, triggers(event))),
        "source": "; ".join(outlets(event)) or None,
    }


def _actors(event: Event, side: Side) -> list[dict[str, Any]]:
    return [_actor(party) for party in parties(event, side)]


def _actor(party: Party) -> dict[str, Any]:
    known = codes()
    country = known.country(party.actor.country)
    sector = known.plover["sector"].get(party.actor.kind)
    return {
        "name": party.name,
        "country": country.iso3 if country else None,
        "sector": [sector] if sector else [],
        "wiki": None,
    }


def _location(event: Event) -> dict[str, Any] | None:
    place = event.place
    if place is None:
        return None
    found = where(event)
    country = codes().country(event.country)
    return {
        "name": found.name,
        "lat": place.latitude,
        "lon": place.longitude,
        "country": country.iso3 if country else None,
        "admin1": found.province,
        "geonames_id": place.id.removeprefix(_GEONAMES) if place.id.startswith(_GEONAMES) else None,
    }
