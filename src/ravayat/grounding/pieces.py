"""What single time expressions mean: each piece resolves itself against a :class:`Reference`.

The conventions are those of ``docs/annotation.md`` and ``docs/grounding.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Protocol

from ravayat.grounding.calendars import (
    GREGORIAN,
    LUNAR,
    SOLAR,
    NoSuchDayError,
    calendar_of_year,
    day,
    month_span,
    months_before,
    shift_month,
    year_and_month,
    year_of,
    year_span,
)
from ravayat.grounding.interval import NO_EVENT, NO_PUBLICATION, Interval, Reference, unresolved

AHEAD: Final = timedelta(days=7)
"""How far after publication a date without a year may lie and still be this year's."""

SEVERAL: Final = 4
"""How many units "روزهای گذشته" goes back."""

FAMOUS = {(GREGORIAN, 9, 11): 2001, (GREGORIAN, 10, 7): 2023}
"""Days that name an event when their anniversary is not near."""
_ANNIVERSARY: Final = timedelta(days=45)

_DAYS = {"day": 1, "week": 7}


class Piece(Protocol):
    """One expression; ``rank`` says how exactly it names days, the highest of neighbours wins."""

    @property
    def rank(self) -> int: ...

    def resolve(self, reference: Reference) -> Interval:
        """The days it means."""
        ...


@dataclass(frozen=True, slots=True)
class Year:
    """A year: its number (two digits or more), its distance from the year of publication, or an event's."""

    number: int | None = None
    shift: int = 0
    calendar: str | None = None
    same: bool = False

    @property
    def rank(self) -> int:
        return 1

    def of(self, calendar: str, reference: Reference) -> int:
        """The full year in ``calendar``.

        Raises:
            NoSuchDayError: it is relative and there is no day of publication.
        """
        if self.number is not None:
            return year_of(calendar, self.number, reference.published)
        origin = reference.anchor if self.same else reference.published
        if origin is None:
            raise NoSuchDayError(NO_EVENT if self.same else NO_PUBLICATION)
        return year_and_month(calendar, origin)[0] + self.shift

    def resolve(self, reference: Reference) -> Interval:
        if self.same:
            return Ago(0, "year", 1, event=True).resolve(reference)
        if self.number is None:
            calendar = self.calendar or reference.calendar
            if reference.published is None:
                return unresolved(NO_PUBLICATION, "year", "publication", calendar)
            first, last = year_span(calendar, self.of(calendar, reference))
            last = reference.until_published(last) if self.shift == 0 else last
            return Interval(first, last, "year", calendar, "publication", f"{calendar} year of publication {self.shift:+d}")
        calendar = self.calendar or (SOLAR if self.number < 100 else calendar_of_year(self.number) or GREGORIAN)
        first, last = year_span(calendar, self.of(calendar, reference))
        return Interval(first, last, "year", calendar, "absolute", f"{calendar} year")


@dataclass(frozen=True, slots=True)
class Years:
    """ "سال‌های ۲۰۰۵ تا ۲۰۱۴"."""

    first: Year
    last: Year

    @property
    def rank(self) -> int:
        return 1

    def resolve(self, reference: Reference) -> Interval:
        last = self.last.resolve(reference)
        first = replace(self.first, calendar=last.calendar).resolve(reference)
        if first.first and last.first and first.first > last.first:
            first, last = last, first  # "1992-1991", written from right to left
        return last.over(first.first, last.last, f"{last.calendar} years")


@dataclass(frozen=True, slots=True)
class Month:
    """A month by name, with its year where told; ``side`` -1 for the last one, 1 for the next."""

    calendar: str
    month: int
    year: Year | None = None
    side: int = 0

    @property
    def rank(self) -> int:
        return 2

    def resolve(self, reference: Reference) -> Interval:
        if self.year is not None:
            span = month_span(self.calendar, self.year.of(self.calendar, reference), self.month)
            anchor = "absolute" if self.year.number is not None else "publication"
            return Interval(*span, "month", self.calendar, anchor, f"{self.calendar} month")
        published = reference.published
        if published is None:
            return unresolved("month without a year, and no day of publication", "month", "publication", self.calendar)
        now = year_and_month(self.calendar, published)[0]
        spans = [month_span(self.calendar, year, self.month) for year in (now + 1, now, now - 1)]
        if self.side > 0:
            span = min(span for span in spans if span[0] > published)
        elif self.side < 0:
            span = max(span for span in spans if span[1] < published)
        else:
            first, last = max(span for span in spans if span[0] <= published)
            span = (first, reference.until_published(last))
        return Interval(*span, "month", self.calendar, "publication", "latest such month up to publication")


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a month, or days ``first_day`` to ``last_day`` of it; ``side`` as for :class:`Month`."""

    calendar: str
    month: int
    first_day: int
    last_day: int
    year: Year | None = None
    side: int = 0

    @property
    def rank(self) -> int:
        # The moon is sighted where the reporter sits: a lunar date may be a day off, other words are not.
        return 3 if self.calendar == LUNAR else 6

    def _span(self, year: int) -> tuple[date, date]:
        return day(self.calendar, year, self.month, self.first_day), day(self.calendar, year, self.month, self.last_day)

    def resolve(self, reference: Reference) -> Interval:
        if self.year is not None:
            span = self._span(self.year.of(self.calendar, reference))
            anchor = "absolute" if self.year.number is not None else "publication"
            return Interval(*span, "day", self.calendar, anchor, f"{self.calendar} date")
        published = reference.published
        if published is None:
            self._span({SOLAR: 1403, LUNAR: 1443, GREGORIAN: 2024}[self.calendar])  # leap years: any such day at all?
            return unresolved("day without a year, and no day of publication", "day", "publication", self.calendar)
        first, last = self._latest(published)
        return Interval(first, last, "day", self.calendar, "publication", f"latest such {self.calendar} date")

    def _latest(self, published: date) -> tuple[date, date]:
        now = year_and_month(self.calendar, published)[0]
        reason = NoSuchDayError("no such day")
        for year in range(now + 1, now - 9, -1):  # nine years: 29 February and 30 Esfand are rare
            try:
                first, last = self._span(year)
            except NoSuchDayError as error:
                reason = error
                continue
            if self.side > 0:
                return self._following(published, now)
            if first <= published + AHEAD and not (self.side < 0 and last >= published):
                famous = FAMOUS.get((self.calendar, self.month, self.first_day))
                if famous is not None and famous < year and published - last > _ANNIVERSARY:
                    return self._span(famous)
                return first, last
        raise reason

    def _following(self, published: date, now: int) -> tuple[date, date]:
        spans = (self._span(year) for year in (now, now + 1))
        return next(span for span in spans if span[0] > published)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """ "دهم ماه جاری": a day of the month of publication, or of one ``shift`` months away."""

    number: int
    shift: int = 0

    @property
    def rank(self) -> int:
        return 6

    def resolve(self, reference: Reference) -> Interval:
        if reference.published is None:
            return unresolved(NO_PUBLICATION, "day", "publication", reference.calendar)
        year, month = shift_month(*year_and_month(reference.calendar, reference.published), self.shift)
        found = day(reference.calendar, year, month, self.number)
        return Interval(found, found, "day", reference.calendar, "publication", "day of the month of publication")


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """ "دیروز" and the like."""

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
    """A day of the week (Monday 0); ``side`` -1 strictly before publication, 1 after; ``weeks`` of a week told."""

    day: int
    side: int = 0
    weeks: int | None = None
    part: str | None = None

    @property
    def rank(self) -> int:
        return 4

    def resolve(self, reference: Reference) -> Interval:
        published = reference.published
        if published is None:
            return unresolved(NO_PUBLICATION, "day", "publication")
        if self.weeks is not None:
            since_saturday = (published.weekday() - 5) % 7
            start = published - timedelta(days=since_saturday) + timedelta(weeks=self.weeks)
            found = start + timedelta(days=(self.day - 5) % 7)
            return Interval(found, found, "day", method="weekday of that week, Saturday first", part=self.part)
        back = (published.weekday() - self.day) % 7
        if self.side > 0:
            back -= 7
        elif self.side < 0 and back == 0:
            back = 7
        found = published - timedelta(days=back)
        method = "next such weekday" if self.side > 0 else "last such weekday up to publication"
        return Interval(found, found, "day", method=method, part=self.part)


@dataclass(frozen=True, slots=True)
class Stretch:
    """ "۴۸ ساعت گذشته", "روزهای آینده": so many units up to publication, or from it (``side`` 1)."""

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
    """ "دو روز پیش": so many units away; ``event`` where it counts from an event, not publication.

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
        anchor = "event" if self.event else "publication"
        if origin is None:
            reason = NO_EVENT if self.event else NO_PUBLICATION
            return unresolved(reason, precision, anchor)
        found = _moved(origin, self.number * self.side, self.unit)
        first, last = found, found
        if self.event and self.number == 0 and self.unit == "month":
            first, last = month_span(reference.calendar, *year_and_month(reference.calendar, origin))
        elif self.unit in _YEARS and self.number == int(self.number):
            calendar, years = reference.calendar, int(self.number * self.side) * _YEARS[self.unit]
            first, last = year_span(calendar, year_and_month(calendar, origin)[0] + years)
        return Interval(first, last, precision, reference.calendar, anchor, f"{self.number:g} {self.unit}(s) away")


@dataclass(frozen=True, slots=True)
class Period:
    """ "هفته گذشته", "این ماه": the week, month or year of publication (``shift`` 0), the one before or after."""

    unit: str
    shift: int

    @property
    def rank(self) -> int:
        return 3

    def resolve(self, reference: Reference) -> Interval:
        published, calendar = reference.published, reference.calendar
        if self.unit == "year":
            return Year(shift=self.shift).resolve(reference)
        if published is None:
            return unresolved(NO_PUBLICATION, _precision(self.unit), "publication", calendar)
        if self.unit == "week":
            return self._week(published, reference)
        if self.unit == "month":
            first, last = month_span(calendar, *shift_month(*year_and_month(calendar, published), self.shift))
            last = reference.until_published(last) if self.shift == 0 else last
            return Interval(first, last, "month", calendar, method=f"{calendar} month of publication {self.shift:+d}")
        if self.unit == "day":
            return RelativeDay(self.shift).resolve(reference)
        if self.shift == 0:
            return RelativeDay(0).resolve(reference)
        return Stretch(1, self.unit, self.shift).resolve(reference)

    def _week(self, published: date, reference: Reference) -> Interval:
        if self.shift < 0:
            span, method = (published - timedelta(days=7), published), "seven days up to publication"
        else:
            saturday = published - timedelta(days=(published.weekday() - 5) % 7)
            span = (saturday, reference.until_published(saturday + timedelta(days=6)))
            if self.shift > 0:
                span = (saturday + timedelta(days=7), saturday + timedelta(days=13))
            method = f"week of publication {self.shift:+d}, Saturday first"
        return Interval(*span, "week", method=method)


@dataclass(frozen=True, slots=True)
class Loose:
    """Words of time that no calendar dates; ``reason`` says why."""

    reason: str
    anchor: str = "none"
    precision: str = "day"

    @property
    def rank(self) -> int:
        return 0

    def resolve(self, _reference: Reference) -> Interval:
        return replace(unresolved(self.reason, self.precision), anchor=self.anchor)


_YEARS = {"year": 1, "decade": 10, "century": 100}
_FINE = {"second": 86_400, "minute": 1_440, "moment": 86_400, "hour": 24}


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
