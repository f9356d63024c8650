"""Sums over all events that answer a question: for the map by place, for the timeline by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, select

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
"""Precisions that are no points: drawn as areas, and not put together with points, unless they are too small to see."""
_FLATTER = 0.8
_KM_A_DEGREE = 111.2
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
    keys = _squares(zoom)
    counted = func.count().label("n")
    sums = (func.sum(event.c.latitude), func.sum(event.c.longitude), func.min(event.c.id))
    names = (func.min(event.c.place_name), func.max(event.c.place_name), func.min(event.c.place_precision))
    with desk.looking() as connection:
        where = [*desk.conditions(connection, question), event.c.latitude.is_not(None)]
        kinds = (*keys, event.c.type, event.c.standing)
        rows = connection.execute(select(*kinds, counted, *sums, *names).where(*where).group_by(*kinds)).all()
    found: dict[tuple[float, float, str | None], _Gathered] = {}
    for x, y, place, kind, standing, count, north, east, first, name, last_name, precision in rows:
        cell = found.setdefault((x, y, place), _Gathered(area=RADIUS.get(precision, 0.0) if place else 0.0))
        cell.count += count
        cell.north += north
        cell.east += east
        cell.types[kind] += count
        cell.standings[standing] += count
        cell.names |= {name, last_name}
        cell.event = first
    return [_cell(one) for one in found.values()]


def _squares(zoom: float) -> tuple[ColumnElement[float], ColumnElement[float], ColumnElement[str | None]]:
    """What puts events together: a square of the map, and for areas that are larger than a mark the area itself."""
    step = 360 * _CELL / (_WORLD * 2**zoom)
    kilometres = step * _KM_A_DEGREE / 2
    areas = [precision for precision in _AREAS if RADIUS[precision] > kilometres]
    # Degrees of latitude are longer on the map than those of longitude, by a quarter where most news comes from.
    x, y = func.round(event.c.longitude / step), func.round(event.c.latitude / (_FLATTER * step))
    return x, y, case((event.c.place_precision.in_(areas), event.c.place), else_=None)


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


def box(desk: Desk, question: Question) -> tuple[float, float, float, float] | None:
    """South, west, north and east end of the events that answer and have a place; ``None`` where none has."""
    ends = [end(degrees) for end in (func.min, func.max) for degrees in (event.c.latitude, event.c.longitude)]
    with desk.looking() as connection:
        row = connection.execute(select(*ends).where(*desk.conditions(connection, question))).one()
    return None if row[0] is None else (row[0], row[1], row[2], row[3])


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
