# ruff: noqa: D102 -- Piece tells what rank and resolve are
"""Times that count from publication or from another event.

The conventions are those of ``docs/annotation.md`` and ``docs/grounding.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ravayat.grounding.calendar_pieces import Year
from ravayat.grounding.calendars import (
    LUNAR,
    SOLAR,
    day,
    month_beside,
    months_before,
    parts,
    year_and_month,
    year_span,
)
from ravayat.grounding.interval import NO_EVENT, NO_PUBLICATION, Anchor, Interval, Reference, unresolved
from ravayat.grounding.piece import Piece

SEVERAL: Final = 4
"""How many units «روزهای گذشته» goes back."""

_THURSDAY, _SATURDAY = 3, 5
_DAYS = {"day": 1, "week": 7}
_YEARS = {"year": 1, "decade": 10, "century": 100}
_FINE = {"second": 86_400, "minute": 1_440, "moment": 86_400, "hour": 24}
"""How many of each make a day; a moment is taken for a second."""


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """«دیروز» and the like."""

    shift: int
    part: str | None = None

    @property
    def rank(self) -> int:
        return 5

    def resolve(self, reference: Reference) -> Interval:
        if reference.published is None:
            return unresolved(NO_PUBLICATION, "day", "publication")
        found = reference.published + timedelta(days=self.shift)
        return Interval(found, found, "day", method=f"day of publication {self.shift:+d}", part=self.part)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (Monday 0); ``side`` -1 strictly before publication, 1 after; ``weeks`` of a week told.

    ``event``: all of that is of an event, not of publication.  Saturday "of the week before that" is the one of the
    seven days before it, as :class:`PeriodOfEvent` has it: ``side`` tells these, ``weeks`` how many further.
    """

    day: int
    side: int = 0
    weeks: int | None = None
    part: str | None = None
    event: bool = False

    @property
    def rank(self) -> int:
        return 4

    def resolve(self, reference: Reference) -> Interval:
        origin = reference.anchor if self.event else reference.published
        anchor: Anchor = "event" if self.event else "publication"
        if origin is None:
            return unresolved(NO_EVENT if self.event else NO_PUBLICATION, "day", anchor)
        if self.weeks is not None and not (self.event and self.side):
            start = _saturday(origin) + timedelta(weeks=self.weeks)
            found = start + timedelta(days=(self.day - 5) % 7)
            if self.weeks == 0 and found > origin and not self.event:
                found -= timedelta(days=7)  # news tells what has happened
            method = "weekday of that week, Saturday first"
            return Interval(found, found, "day", anchor=anchor, method=method, part=self.part)
        back = (origin.weekday() - self.day) % 7
        if self.side > 0:
            back -= 7
        elif self.side < 0 and back == 0:
            back = 7
        found = origin + timedelta(days=-back, weeks=self.side * (self.weeks or 0))
        method = "next such weekday" if self.side > 0 else f"last such weekday up to {anchor}"
        return Interval(found, found, "day", anchor=anchor, method=method, part=self.part)


@dataclass(frozen=True, slots=True)
class Weekend:
    """«آخر هفته»: the last one that has begun; ``side`` -1 the last one over, 1 the next, 0 that of this week.

    Saturday and Sunday, or Thursday and Friday where the article counts by the solar calendar.
    """

    side: int | None = None

    @property
    def rank(self) -> int:
        return 4

    def resolve(self, reference: Reference) -> Interval:
        published = reference.published
        if published is None:
            return unresolved(NO_PUBLICATION, "week", "publication")
        begins = _THURSDAY if reference.calendar == SOLAR else _SATURDAY
        first = published - timedelta(days=(published.weekday() - begins) % 7)
        running = published <= first + timedelta(days=1)
        if self.side == 1 or (self.side == 0 and not running):
            first += timedelta(days=7)
        elif self.side == -1 and running:
            first -= timedelta(days=7)
        return Interval(first, first + timedelta(days=1), "week", method="weekend, by the calendar of the article")


@dataclass(frozen=True, slots=True)
class Stretch:
    """«۴۸ ساعت گذشته», «روزهای آینده»: so many units up to publication, or from it (``side`` 1)."""

    number: float
    unit: str
    side: int = -1

    @property
    def rank(self) -> int:
        return 3

    def resolve(self, reference: Reference) -> Interval:
        published = reference.published
        precision = _precision(self.unit)
        if published is None:
            return unresolved(NO_PUBLICATION, precision, "publication")
        other = _moved(published, self.number * self.side, self.unit)
        first, last = sorted((other, published))
        return Interval(first, last, precision, method=f"{self.number:g} {self.unit}(s) up to publication")


@dataclass(frozen=True, slots=True)
class Ago:
    """«دو روز پیش»: so many units away; ``event`` where it counts from an event, not publication.

    Weeks and months give the day so far away (the precision says how loosely it is meant), years the
    calendar year, as the annotators of the corpus do.
    """

    number: float
    unit: str
    side: int = -1
    event: bool = False

    @property
    def rank(self) -> int:
        return 3

    def resolve(self, reference: Reference) -> Interval:
        origin = reference.anchor if self.event else reference.published
        precision = _precision(self.unit)
        anchor: Anchor = "event" if self.event else "publication"
        if origin is None:
            reason = NO_EVENT if self.event else NO_PUBLICATION
            return unresolved(reason, precision, anchor)
        found = _moved(origin, self.number * self.side, self.unit)
        first, last = found, found
        if self.unit in _YEARS and self.number == int(self.number):
            calendar, years = reference.calendar, int(self.number * self.side) * _YEARS[self.unit]
            first, last = year_span(calendar, year_and_month(calendar, origin)[0] + years)
        return Interval(first, last, precision, reference.calendar, anchor, f"{self.number:g} {self.unit}(s) away")


@dataclass(frozen=True, slots=True)
class Period:
    """«هفته گذشته», «این ماه»: the week, month or year of publication (``shift`` 0), the one before or after.

    One that ``points`` is that of the event told before if there is one: "این ماه", "هفته بعد".
    """

    unit: str
    shift: int
    points: bool = False

    @property
    def rank(self) -> int:
        return 3

    def resolve(self, reference: Reference) -> Interval:
        published, calendar = reference.published, reference.calendar
        if self.unit == "year":
            return Year(shift=self.shift, points=self.points).resolve(reference)
        if self.points and reference.anchor is not None:
            return PeriodOfEvent(self.unit, self.shift).resolve(reference)
        if published is None:
            return unresolved(NO_PUBLICATION, _precision(self.unit), "publication", calendar)
        if self.unit == "week":
            return self._week(published, reference)
        if self.unit == "century" and calendar != LUNAR:
            return self._century(published, reference)
        if self.unit == "month":
            first, last = month_beside(calendar, published, self.shift)
            last = reference.until_published(last) if self.shift == 0 else last
            return Interval(first, last, "month", calendar, method=f"{calendar} month of publication {self.shift:+d}")
        if self.unit == "day":
            return RelativeDay(self.shift).resolve(reference)
        if self.shift == 0:
            return RelativeDay(0).resolve(reference)
        return Stretch(1, self.unit, self.shift).resolve(reference)

    def _century(self, published: date, reference: Reference) -> Interval:
        calendar = reference.calendar
        begins = (year_and_month(calendar, published)[0] - 1) // 100 * 100 + 1 + 100 * self.shift
        last = year_span(calendar, begins + 99)[1]
        last = reference.until_published(last) if self.shift == 0 else last
        first = year_span(calendar, begins)[0]
        return Interval(first, last, "century", calendar, method=f"{calendar} century of publication {self.shift:+d}")

    def _week(self, published: date, reference: Reference) -> Interval:
        if self.shift < 0 and not reference.whole:
            span, method = (published - timedelta(days=7), published), "seven days up to publication"
        else:
            saturday = _saturday(published)
            span = (saturday, reference.until_published(saturday + timedelta(days=6)))
            if self.shift:  # of «اوایل هفته گذشته» too: what has a beginning is the week by the calendar
                first = saturday + timedelta(weeks=1 if self.shift > 0 else -1)
                span = (first, first + timedelta(days=6))
            method = f"week of publication {self.shift:+d}, Saturday first"
        return Interval(*span, "week", method=method)


@dataclass(frozen=True, slots=True)
class PeriodOfEvent:
    """«هفته پیش از آن», «همان ماه»: the week or month of an event (``shift`` 0), the one before or after.

    The week before is the seven days before the event's, as «هفته گذشته» is those up to publication; the week of the
    event begins on Saturday.
    """

    unit: str
    shift: int

    @property
    def rank(self) -> int:
        return 3

    def resolve(self, reference: Reference) -> Interval:
        origin, calendar = reference.anchor, reference.calendar
        if origin is None:
            return unresolved(NO_EVENT, self.unit, "event")
        method = f"{self.unit} of event {self.shift:+d}"
        if self.unit == "month":
            first, last = month_beside(calendar, origin, self.shift)
            running = reference.published is not None and first <= reference.published
            last = reference.until_published(last) if running else last
            return Interval(first, last, "month", calendar, "event", method)
        first = {-1: origin - timedelta(days=7), 0: _saturday(origin), 1: origin + timedelta(days=1)}[self.shift]
        return Interval(first, first + timedelta(days=6), "week", calendar, "event", method)


@dataclass(frozen=True, slots=True)
class SuchDay:
    """«۳۹ سال پیش در چنین روزی»: the day of publication in the year that ``years`` names."""

    years: Piece | None = None

    @property
    def rank(self) -> int:
        return 0

    def resolve(self, reference: Reference) -> Interval:
        if reference.published is None:
            return unresolved(NO_PUBLICATION, "day", "publication")
        found = self.years.resolve(reference) if self.years else None
        if found is None or found.first is None:
            return unresolved("of no year that is told", "day", "recurring")
        calendar = found.calendar
        _, month, number = parts(calendar, reference.published)
        then = day(calendar, year_and_month(calendar, found.first)[0], month, number)
        return Interval(then, then, "day", calendar, found.anchor, f"day of publication in a {calendar} year")


@dataclass(frozen=True, slots=True)
class Loose:
    """Words of time that no calendar dates; ``reason`` says why."""

    reason: str
    anchor: Anchor = "none"
    precision: str = "day"

    @property
    def rank(self) -> int:
        return 0

    def resolve(self, _reference: Reference) -> Interval:
        return replace(unresolved(self.reason, self.precision), anchor=self.anchor)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """«یکشنبه خونین»: a weekday in the name of a day of old.

    ``before`` and ``behind`` tell how many words on either side say so: "موسوم به", «.
    """

    before: int = 0
    behind: int = 0

    @property
    def rank(self) -> int:
        return 0

    def resolve(self, _reference: Reference) -> Interval:
        return unresolved("a weekday in the name of a day")


def _saturday(when: date) -> date:
    """The first day of the week that a day lies in."""
    return when - timedelta(days=(when.weekday() - 5) % 7)


def _precision(unit: str) -> str:
    return "hour" if unit in _FINE else unit


def _moved(origin: date, number: float, unit: str) -> date:
    """``origin`` moved by ``number`` units; hours round to days, half a day up."""
    if unit in _FINE:
        days = int(abs(number) / _FINE[unit] + 0.5)
        return origin + timedelta(days=days if number > 0 else -days)
    if unit in _DAYS:
        return origin + timedelta(days=round(number * _DAYS[unit]))
    months = number * 12 * _YEARS[unit] if unit in _YEARS else number
    return months_before(origin, -round(months))
