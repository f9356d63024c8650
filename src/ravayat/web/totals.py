"""Sums over all events that answer a question: for the map by place, for the timeline by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from ravayat.ledger.joining.traits import RADIUS
from ravayat.ledger.store import Question
from ravayat.web.days import first_of_month, parts
from ravayat.web.desk import Desk
from ravayat.web.map_files import half_widths
from ravayat.web.placing import latin_name
from ravayat.web.snapshot import Column, Numbers, Snapshot

_WORLD = 256
"""Pixels of the whole world at zoom 0, as maps on the web have it."""
_CELL = 44
"""Pixels within which events are shown as one."""
_AREAS = frozenset({"district", "province", "region", "country"})
"""Precisions that are no points: drawn as areas, and not put together with points, unless they are too small to see."""
_FLATTER = 0.8
_KM_A_DEGREE = 111.2
_FAR = 2**24
"""More squares than the finest map has between its middle and its edge."""
_FEW_DAYS, _FEW_MONTHS = 62, 62
"""Up to so many bars days are shown, then months, then years."""


@dataclass(slots=True)
class Cell:
    """Events of one place, or of places near each other.

    Attributes:
        latitude, longitude: the middle of its events.
        count: of its events.
        types, standings: how many of each.
        unsure: how many of which the reader is not sure.
        area: kilometres around within which they may have happened; 0 for points.
        event: its number, where there is one alone.
        name: of the place, where all have one.
        latin: the same in Latin letters, as far as the gazetteer has it.
        place: the gazetteer's id of an area, under which its borders are found.
    """

    latitude: float
    longitude: float
    count: int
    types: dict[str, int]
    standings: dict[str, int]
    unsure: int
    area: float
    event: int | None
    name: str | None
    latin: str | None = None
    place: str | None = None


def cells(desk: Desk, question: Question, zoom: float) -> list[Cell]:
    """The events of a question that have a place, put together as far as they would overlap at a zoom."""
    events, rows = desk.events.answer(question)
    rows = rows[~np.isnan(events.latitude[rows])]
    keys, areas = _keys(events, rows, zoom)
    _, firsts, groups, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    latitudes, longitudes = (
        np.bincount(groups, weights=degrees[rows]) / counts for degrees in (events.latitude, events.longitude)
    )
    types, standings = (_words(column, rows, groups, len(counts)) for column in (events.type, events.standing))
    unsure = np.bincount(groups, weights=events.unsure[rows])
    names = _only(events.name, rows, groups, len(counts))
    found = []
    for number, count in enumerate(counts.tolist()):
        first = firsts[number]
        row = rows[first]
        found.append(
            Cell(
                latitude=round(float(latitudes[number]), 4),
                longitude=round(float(longitudes[number]), 4),
                count=count,
                types=types[number],
                standings=standings[number],
                unsure=int(unsure[number]),
                area=RADIUS.get(events.precision.of(row) or "", 0.0) if areas[first] else 0.0,
                event=int(events.ids[row]) if count == 1 else None,
                name=names[number],
                latin=latin_name(events.place.of(row)) if names[number] else None,
                place=events.place.of(row) if areas[first] else None,
            )
        )
    return found


def _keys(events: Snapshot, rows: Numbers, zoom: float) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """What puts events together: a square of the map, and for areas that are larger than a mark the area itself.

    Returns:
        One number a row, the same for what belongs together, and which rows are areas.
    """
    step = 360 * _CELL / (_WORLD * 2**zoom)
    # Degrees of latitude are longer on the map than those of longitude, by a quarter where most news comes from.
    x = np.floor(events.longitude[rows] / step + 0.5).astype(np.int64)
    y = np.floor(events.latitude[rows] / (_FLATTER * step) + 0.5).astype(np.int64)
    squares = (x + _FAR) * 2 * _FAR + (y + _FAR)
    kinds = np.array([word in _AREAS for word in events.precision.words], dtype=bool)
    radius = np.array([RADIUS.get(word or "", 0.0) for word in events.precision.words])
    known = half_widths()
    drawn = np.array([known.get(word or "", 0.0) for word in events.place.words])
    places, precisions = events.place.codes[rows], events.precision.codes[rows]
    # Where the borders are known they tell how large an area is, else its kind does.
    wide = np.where(drawn[places] > 0, drawn[places], radius[precisions])
    areas = kinds[precisions] & (wide > step * _KM_A_DEGREE / 2)
    return np.where(areas, -1 - places, squares), areas


def _words(column: Column, rows: Numbers, groups: Numbers, many: int) -> list[dict[str, int]]:
    """For each group how many of its events have which word, the most frequent first."""
    width = len(column.words)
    keys, counts = np.unique(groups * width + column.codes[rows], return_counts=True)
    found: list[dict[str, int]] = [{} for _ in range(many)]
    for place in np.argsort(-counts, kind="stable").tolist():
        group, code = divmod(int(keys[place]), width)
        found[group][column.words[code] or ""] = int(counts[place])
    return found


def _only(column: Column, rows: Numbers, groups: Numbers, many: int) -> list[str | None]:
    """For each group the word that all its events have; ``None`` where they differ."""
    codes = column.codes[rows]
    lowest, highest = np.full(many, len(column.words)), np.full(many, -1)
    np.minimum.at(lowest, groups, codes)
    np.maximum.at(highest, groups, codes)
    return [column.words[low] if low == high else None for low, high in zip(lowest, highest, strict=True)]


def box(desk: Desk, question: Question) -> tuple[float, float, float, float] | None:
    """South, west, north and east end of the events that answer and have a place; ``None`` where none has."""
    events, rows = desk.events.answer(question)
    rows = rows[~np.isnan(events.latitude[rows])]
    if not len(rows):
        return None
    latitude, longitude = events.latitude[rows], events.longitude[rows]
    return float(latitude.min()), float(longitude.min()), float(latitude.max()), float(longitude.max())


def countries(desk: Desk) -> list[str]:
    """Codes of the countries in which events are."""
    events, _ = desk.events.answer(Question())
    return sorted(filter(None, events.country.words))


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
    events, rows = desk.events.answer(question)
    days, counts = np.unique(events.first[rows], return_counts=True)
    pairs = zip(days.tolist(), counts.tolist(), strict=True)
    return bars([(date.fromordinal(first), count) for first, count in pairs if first], calendar)


def undated(desk: Desk, question: Question) -> int:
    """How many events without a day answer the other conditions of a question: no stretch of days holds them."""
    events, rows = desk.events.answer(replace(question, since=None, until=None))
    return int(np.count_nonzero(events.first[rows] == 0))


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
