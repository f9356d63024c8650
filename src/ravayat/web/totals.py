"""Sums over all events that answer a question: for the map by place, for the timeline by day."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select

from ravayat.ledger.joining.traits import RADIUS
from ravayat.ledger.store import Question
from ravayat.ledger.store.schema import event
from ravayat.web.days import first_of_month, parts
from ravayat.web.desk import Desk

_WORLD = 256
"""Pixels of the whole world at zoom 0, as maps on the web have it."""
_CELL = 44
"""Pixels within which events are shown as one."""
_AREAS = frozenset({"district", "province", "region", "country"})
"""Precisions that are no points: never put together with points, and drawn as areas."""
_NORTHMOST = 85.05
_FEW_DAYS, _FEW_MONTHS = 62, 62
"""Up to so many bars days are shown, then months, then years."""


@dataclass(slots=True)
class Cell:
    """Events of one place, or of places near each other.

    Attributes:
        latitude, longitude: the middle of its events.
        count: of its events.
        types, standings: how many of each.
        area: kilometres around within which they may have happened; 0 for points.
        event: its number, where there is one alone.
        name: of the place, where all have one.
    """

    latitude: float
    longitude: float
    count: int
    types: dict[str, int]
    standings: dict[str, int]
    area: float
    event: int | None
    name: str | None


@dataclass(slots=True)
class _Gathered:
    count: int = 0
    north: float = 0.0
    east: float = 0.0
    types: Counter[str] = field(default_factory=Counter)
    standings: Counter[str] = field(default_factory=Counter)
    names: set[str | None] = field(default_factory=set)
    event: int | None = None
    area: float = 0.0


def cells(desk: Desk, question: Question, zoom: float) -> list[Cell]:
    """The events of a question that have a place, put together as far as they would overlap at a zoom."""
    columns = (event.c.latitude, event.c.longitude, event.c.place_precision, event.c.place_name, event.c.type)
    counted = func.count().label("n")
    with desk.looking() as connection:
        where = desk.conditions(connection, question)
        query = (
            select(*columns, event.c.standing, counted, func.min(event.c.id).label("first"))
            .where(*where, event.c.latitude.is_not(None))
            .group_by(*columns, event.c.standing)
        )
        rows = connection.execute(query).all()
    size = _CELL / (_WORLD * 2**zoom)
    found: dict[tuple[float, float, float], _Gathered] = {}
    for latitude, longitude, precision, name, kind, standing, count, first in rows:
        area = RADIUS.get(precision, 0.0) if precision in _AREAS else 0.0
        key = (latitude, longitude, area) if area else (*_square(latitude, longitude, size), 0.0)
        cell = found.setdefault(key, _Gathered(area=area))
        cell.count += count
        cell.north += latitude * count
        cell.east += longitude * count
        cell.types[kind] += count
        cell.standings[standing] += count
        cell.names.add(name)
        cell.event = first
    return [_cell(one) for one in found.values()]


def _cell(one: _Gathered) -> Cell:
    return Cell(
        latitude=one.north / one.count,
        longitude=one.east / one.count,
        count=one.count,
        types=dict(one.types.most_common()),
        standings=dict(one.standings.most_common()),
        area=one.area,
        event=one.event if one.count == 1 else None,
        name=next(iter(one.names)) if len(one.names) == 1 else None,
    )


def _square(latitude: float, longitude: float, size: float) -> tuple[float, float]:
    """The square of a grid over Mercator's map."""
    north = math.radians(max(-_NORTHMOST, min(_NORTHMOST, latitude)))
    y = (1 - math.asinh(math.tan(north)) / math.pi) / 2
    return math.floor(y / size), math.floor((longitude + 180) / 360 / size)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the timeline.

    Attributes:
        since, until: its days, both inclusive.
        count: of events whose first day lies in it.
        unit: ``day``, ``month`` or ``year``.
    """

    since: date
    until: date
    count: int
    unit: str


def timeline(desk: Desk, question: Question, calendar: str) -> list[Bar]:
    """The events of a question by days, months or years of a calendar, gaps included."""
    with desk.looking() as connection:
        where = desk.conditions(connection, question)
        query = select(event.c.first, func.count().label("n")).where(*where, event.c.first.is_not(None))
        rows = connection.execute(query.group_by(event.c.first).order_by(event.c.first)).all()
    return bars([(date.fromordinal(first), count) for first, count in rows], calendar)


def bars(days: Sequence[tuple[date, int]], calendar: str) -> list[Bar]:
    """Counts by day, which are in order, as the bars of a timeline."""
    if not days:
        return []
    first, last = days[0][0], days[-1][0]
    if (last - first).days < _FEW_DAYS:
        counts = Counter(dict(days))
        every = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return [Bar(one, one, counts[one], "day") for one in every]
    months = _starts(first, last, calendar)
    if len(months) <= _FEW_MONTHS:
        return _counted(months, last, days, "month")
    years = [start for start in months if parts(start, calendar)[1] == 1]
    if not years or years[0] > first:
        years.insert(0, months[0])
    return _counted(years, last, days, "year")


def _starts(first: date, last: date, calendar: str) -> list[date]:
    """The first days of all months from that of ``first`` to that of ``last``."""
    starts = [first_of_month(first, calendar)]
    while True:
        # No month is longer than 31 days or shorter than 28.
        following = first_of_month(starts[-1] + timedelta(days=32), calendar)
        if following > last or following <= starts[-1]:
            return starts
        starts.append(following)


def _counted(starts: Sequence[date], last: date, days: Iterable[tuple[date, int]], unit: str) -> list[Bar]:
    ends = [*(start - timedelta(days=1) for start in starts[1:]), last]
    counts = [0] * len(starts)
    at = 0
    for when, count in days:
        while at + 1 < len(starts) and when >= starts[at + 1]:
            at += 1
        counts[at] += count
    return [Bar(start, end, count, unit) for start, end, count in zip(starts, ends, counts, strict=True)]
