"""The columns of UCDP GED (Uppsala Conflict Data Program, Georeferenced Event Dataset).

Empty for good: the numbers that UCDP gives (``id``, ``relid``, conflicts, dyads, sides) with the names of conflicts and
dyads, ``active_year`` and ``code_status``, which follow from its own yearly coding, and ``event_clarity``, which is a
coder's judgement. ``deaths_a`` and ``deaths_b`` stay empty too: no teller says whose fighters died in a form we read.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ravayat.records import Count, Event
from ravayat.views.context import printable
from ravayat.views.exports.codes import Codes, codes
from ravayat.views.exports.table import Cell, Kind, Row, Table
from ravayat.views.exports.telling import Party, articles, outlets, parties, root_name, where

COLUMNS: dict[str, Kind] = {
    "id": "whole",
    "relid": "text",
    "year": "whole",
    "active_year": "whole",
    "code_status": "text",
    "type_of_violence": "whole",
    "conflict_dset_id": "text",
    "conflict_new_id": "whole",
    "conflict_name": "text",
    "dyad_dset_id": "text",
    "dyad_new_id": "whole",
    "dyad_name": "text",
    "side_a_dset_id": "text",
    "side_a_new_id": "whole",
    "side_a": "text",
    "side_b_dset_id": "text",
    "side_b_new_id": "whole",
    "side_b": "text",
    "number_of_sources": "whole",
    "source_article": "text",
    "source_office": "text",
    "source_date": "text",
    "source_headline": "text",
    "source_original": "text",
    "where_prec": "whole",
    "where_coordinates": "text",
    "where_description": "text",
    "adm_1": "text",
    "adm_2": "text",
    "latitude": "real",
    "longitude": "real",
    "geom_wkt": "text",
    "priogrid_gid": "whole",
    "country": "text",
    "country_id": "whole",
    "region": "text",
    "event_clarity": "whole",
    "date_prec": "whole",
    "date_start": "day",
    "date_end": "day",
    "deaths_a": "whole",
    "deaths_b": "whole",
    "deaths_civilians": "whole",
    "deaths_unknown": "whole",
    "best": "whole",
    "high": "whole",
    "low": "whole",
    "gwnoa": "whole",
    "gwnob": "whole",
}

_GRID_COLUMNS = 720
_GRID_ROWS = 360
"""PRIO-GRID: cells of half a degree, counted from the south-west corner of the world, row by row."""

_ORDER = ("state", "group", "civilians")


class _Dyad(NamedTuple):
    """Two sides and what their fight is called."""

    a: Party | None = None
    b: Party | None = None
    violence: int | None = None


def ucdp_row(event: Event) -> Row:
    """The cells of an event that we can fill."""
    known = codes()
    country = known.country(event.country)
    dyad = _dyad(event, known)
    tellers = [root_name(root, event) for root in event.roots if root.asserts]
    return {
        "year": event.first.year if event.first and event.last and event.first.year == event.last.year else None,
        "type_of_violence": dyad.violence,
        "side_a": dyad.a.name if dyad.a else None,
        "side_b": dyad.b.name if dyad.b else None,
        "number_of_sources": len(articles(event)),
        **_sources(event),
        "source_original": "; ".join(tellers) or None,
        **_place(event, known),
        "country": (country.ucdp_name or country.name) if country else None,
        "country_id": country.gw if country else None,
        "region": country.ucdp_region if country else None,
        "date_prec": _date_prec(event.first, event.last, known),
        "date_start": event.first,
        "date_end": event.last,
        **_deaths(event, known),
        "gwnoa": _state_number(dyad.a, known),
        "gwnob": _state_number(dyad.b, known),
    }


def priogrid(latitude: float, longitude: float) -> int:
    """The number of the PRIO-GRID cell of a point in degrees."""
    row = min(int((latitude + 90) * 2), _GRID_ROWS - 1)
    column = min(int((longitude + 180) * 2), _GRID_COLUMNS - 1)
    return row * _GRID_COLUMNS + column + 1


def _sources(event: Event) -> dict[str, Cell]:
    told = articles(event)
    named = [(one.outlet, one.published.isoformat() if one.published else None, one.title) for one in told]
    # An article without a title is cited by its name: something must lead to it.
    cited = [(*parts[:2], one.title or one.doc) for parts, one in zip(named, told, strict=True)]
    citations = [", ".join(printable(part) for part in parts if part) for parts in cited]
    return {
        "source_article": "; ".join(filter(None, citations)) or None,
        "source_office": "; ".join(outlets(event)) or None,
        "source_date": "; ".join(day for _, day, _ in named if day) or None,
        "source_headline": "; ".join(printable(title) for _, _, title in named if title) or None,
    }


def _place(event: Event, known: Codes) -> dict[str, Cell]:
    found = where(event)
    cells: dict[str, Cell] = {
        "where_coordinates": found.name,
        "where_description": "; ".join(found.words) or None,
        "adm_1": found.province,
        "adm_2": found.district,
    }
    if place := event.place:
        by_kind = known.ucdp["where_prec_by_kind"]
        cells |= {
            "where_prec": by_kind.get(place.kind, known.ucdp["where_prec"].get(found.precision)),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geom_wkt": f"POINT ({place.longitude} {place.latitude})",
            "priogrid_gid": priogrid(place.latitude, place.longitude),
        }
    return cells


def _dyad(event: Event, known: Codes) -> _Dyad:
    """The sides, a state first and civilians last, where it is violence and the registry knows what both are."""
    if event.type not in known.ucdp["violence"]["types"]:
        return _Dyad()
    actor, target = (next(iter(parties(event, side)), None) for side in ("actors", "targets"))
    of_kind: dict[str | None, str] = known.ucdp["side"]
    attacker = of_kind.get(actor.actor.kind) if actor else None
    attacked = of_kind.get(target.actor.kind) if target else None
    if event.type == "civilian_attack":
        # Whoever is attacked is civilian by definition, whatever the words call them.
        attacked = "civilians"
    if attacker is None or attacked is None:
        return _Dyad(actor, target)
    (first, a), (second, b) = sorted(((attacker, actor), (attacked, target)), key=lambda side: _ORDER.index(side[0]))
    return _Dyad(a, b, known.ucdp["type_of_violence"].get(f"{first} {second}"))


def _state_number(party: Party | None, known: Codes) -> int | None:
    if party is None or known.ucdp["side"].get(party.actor.kind) != "state":
        return None
    country = known.country(party.actor.country)
    return country.gw if country else None


def _date_prec(first: date | None, last: date | None, known: Codes) -> int | None:
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    return next((code for most, code in known.ucdp["date_prec"] if days <= most), None)


def _deaths(event: Event, known: Codes) -> dict[str, Cell]:
    estimate = event.estimate("killed")
    if estimate is None:
        return {}
    cells: dict[str, Cell] = {"best": estimate.best, "low": estimate.low, "high": estimate.high}
    counts = [claim.claim.killed for claim in event.claims if claim.id in estimate.claims and claim.claim.killed]
    if estimate.best is not None:
        column = "deaths_civilians" if _all_civilians(counts, known) else "deaths_unknown"
        cells[column] = estimate.best
    return cells


def _all_civilians(counts: list[Count], known: Codes) -> bool:
    """Whether everyone who tells the number says that it counts civilians, and nobody else."""
    civilians = set(known.ucdp["deaths"]["civilians"])
    return bool(counts) and all(count.whom and set(count.whom) <= civilians for count in counts)


UCDP = Table(COLUMNS, ucdp_row)
