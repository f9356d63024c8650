"""GeoJSON (RFC 7946): one collection, a feature an event, in WGS 84 with the longitude first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ravayat.records import EVENT_TYPES, Event
from ravayat.views.exports.telling import articles, is_unsure, iso, parties, sureness, web_address, where


def geojson_lines(events: Iterable[Event]) -> Iterator[str]:
    """A feature a line between the lines that open and close the collection, so that it can be written as it grows."""
    yield '{"type": "FeatureCollection", "features": ['
    between = "\n"
    for event in events:
        yield between + json.dumps(feature(event), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def feature(event: Event) -> dict[str, Any]:
    """The event as a feature; without a geometry where its place is not known."""
    place = event.place
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place else None
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": _properties(event)}


def _properties(event: Event) -> dict[str, Any]:
    """What a map shows and filters by; no lists of objects but of tellers, counts and articles."""
    term, found = EVENT_TYPES[event.type], where(event)
    return {
        "type": event.type,
        "type_en": term.en,
        "type_fa": term.fa,
        "first": iso(event.first),
        "last": iso(event.last),
        "time_precision": event.time_precision or None,
        "place": event.place.name if event.place else None,
        "place_en": found.name,
        "place_precision": event.place_precision or None,
        "near": found.near,
        "country": event.country,
        "province": event.province,
        "actors": [party.name for party in parties(event, "actors")],
        "targets": [party.name for party in parties(event, "targets")],
        "standing": event.standing.key,
        "standing_en": event.standing.en,
        "standing_fa": event.standing.fa,
        "tellers": [
            {
                "fa": root.fa,
                "en": root.en or None,
                "party": root.party,
                "asserts": len(root.asserts),
                "denies": len(root.denies),
                "doubts": len(root.doubts),
            }
            for root in event.roots
        ],
        "counts": {one.slot: {"low": one.low, "high": one.high, "best": one.best} for one in event.counts},
        "articles": [
            {
                "doc": one.doc,
                "outlet": one.outlet,
                "published": iso(one.published),
                "title": one.title,
                "url": web_address(one),
            }
            for one in articles(event)
        ],
        "claims": len(event.claims),
        "confidence": sureness(event),
        "unsure": is_unsure(event),
    }
