# ruff: noqa: D102 -- Piece tells what rank and resolve are
"""Days, months and years of a calendar, as the words name them.

The conventions are those of ``docs/annotation.md`` and ``docs/grounding.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ravayat.grounding.calendars import (
    GREGORIAN,
    LUNAR,
    SOLAR,
    NoOriginError,
    NoSuchDayError,
    calendar_of_year,
    day,
    month_span,
    shift_month,
    year_and_month,
    year_of,
    year_span,
)
from ravayat.grounding.interval import NO_EVENT, NO_PUBLICATION, Anchor, Interval, Reference, unresolved

AHEAD: Final = timedelta(days=7)
"""How far after publication a date without a year may lie and still be this year's."""

FAMOUS = {(GREGORIAN, 9, 11): 2001, (GREGORIAN, 10, 7): 2023}
"""Days that name an event when their anniversary is not near."""

_UNDATED: Final = FAMOUS | {(SOLAR, 5, 28): 1332}  # the coup of August 1953
"""Days that name an event where nobody knows when they are told."""

_REMEMBERED: Final = _UNDATED | {
    (SOLAR, 3, 3): 1361,  # Khorramshahr retaken
    (SOLAR, 3, 15): 1342,  # the rising of June 1963
    (SOLAR, 6, 17): 1357,  # Black Friday, September 1978
}
"""Days that name an event when their anniversary is still to come: what is told has happened."""

_ANNIVERSARY: Final = timedelta(days=45)
_YEARS_AHEAD: Final = 2
"""How many solar years ahead a bare year of two digits may lie: budgets and plans tell the coming ones."""


def _anchor(year: Year) -> Anchor:
    if year.number is not None:
        return "absolute"
    return "event" if year.same else "publication"


@dataclass(frozen=True, slots=True)
class Year:
    """A year: its number (two digits or more), its distance from the year of publication, or an event's.

    A ``literal`` number is all of the year: "سال ۶۱ هجری".  One that ``points`` counts from the event told before if
    there is one, else from publication: "این سال", "سال بعد".
    """

    number: int | None = None
    shift: int = 0
    calendar: str | None = None
    same: bool = False
    literal: bool = False
    points: bool = False

    @property
    def rank(self) -> int:
        return 1

    def of(self, calendar: str, reference: Reference) -> int:
        """The full year in ``calendar``.

        Raises:
            NoOriginError: it is relative and there is no day to count from.
        """
        if self.number is not None and self.literal:
            return self.number
        if self.number is not None:
            return year_of(calendar, self.number, reference.published)
        origin = reference.anchor if self._of_event(reference) else reference.published
        if origin is None:
            raise NoOriginError(NO_EVENT if self.same else NO_PUBLICATION)
        return year_and_month(calendar, origin)[0] + self.shift

    def beside(self, by: int) -> Year:
        """The year ``by`` years later."""
        if self.number is None:
            return replace(self, shift=self.shift + by)
        return replace(self, number=(self.number + by) % 100 if self.number < 100 else self.number + by)

    def _of_event(self, reference: Reference) -> bool:
        return self.same or (self.points and reference.anchor is not None)

    def resolve(self, reference: Reference) -> Interval:
        if self.same or self.number is None:
            return self._relative(self.calendar or reference.calendar, reference)
        calendar = self.calendar or (SOLAR if self.number < 100 else calendar_of_year(self.number) or GREGORIAN)
        if self.calendar is None and self.number < 100 and reference.published is not None:
            calendar = self._of_two_digits(reference, reference.published)
        first, last = year_span(calendar, self.of(calendar, reference))
        return Interval(first, last, "year", calendar, "absolute", f"{calendar} year")

    def _of_two_digits(self, reference: Reference, published: date) -> str:
        """The calendar of a bare year: "سال 98" told in 2006 is 1998, since news tells of what has been or is near."""
        since = year_and_month(SOLAR, published)[0] - self.of(SOLAR, reference)
        gregorian = published.year - self.of(GREGORIAN, reference)
        return GREGORIAN if gregorian >= 0 and not -_YEARS_AHEAD <= since <= gregorian else SOLAR

    def _relative(self, calendar: str, reference: Reference) -> Interval:
        of_event = self._of_event(reference)
        anchor: Anchor = "event" if of_event else "publication"
        if (reference.anchor if of_event else reference.published) is None:
            return unresolved(NO_EVENT if of_event else NO_PUBLICATION, "year", anchor, calendar)
        first, last = year_span(calendar, self.of(calendar, reference))
        if reference.published is not None and (self.shift == 0 or of_event) and first <= reference.published:
            last = reference.until_published(last)
        return Interval(first, last, "year", calendar, anchor, f"{calendar} year of {anchor} {self.shift:+d}")


@dataclass(frozen=True, slots=True)
class Years:
    """«سال‌های ۲۰۰۵ تا ۲۰۱۴»."""

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


def _in_year(
    year: Year, calendar: str, reference: Reference, span_of: Callable[[int], tuple[date, date]]
) -> tuple[date, date]:
    """First and last day of what lies in a year, which of a lunar month may be one of another calendar."""
    told = calendar_of_year(year.number or 0) if calendar == LUNAR and year.calendar is None else None
    if year.number is None or told in (None, LUNAR):
        return span_of(year.of(calendar, reference))
    first, last = year_span(told or calendar, year.number)
    if reference.published is not None and first.year > reference.published.year + _YEARS_AHEAD:
        return span_of(year.number)
    for lunar in range(year_and_month(LUNAR, first)[0], year_and_month(LUNAR, last)[0] + 1):
        with suppress(NoSuchDayError):  # a month may have no 30th
            span = span_of(lunar)
            if first <= span[0] <= last:
                return span
    raise NoSuchDayError(f"no such {calendar} day in that {told} year")


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
            span = _in_year(
                self.year, self.calendar, reference, lambda year: month_span(self.calendar, year, self.month)
            )
            return Interval(*span, "month", self.calendar, _anchor(self.year), f"{self.calendar} month")
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
            span = _in_year(self.year, self.calendar, reference, self._span)
            return Interval(*span, "day", self.calendar, _anchor(self.year), f"{self.calendar} date")
        published = reference.published
        if published is None:
            self._span({SOLAR: 1403, LUNAR: 1443, GREGORIAN: 2024}[self.calendar])  # leap years: any such day at all?
            event = _UNDATED.get((self.calendar, self.month, self.first_day))
            if event and self.first_day == self.last_day:
                return Interval(
                    *self._span(event), "day", self.calendar, "absolute", f"{self.calendar} date of an event"
                )
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
                known = _REMEMBERED if first > published else FAMOUS if published - last > _ANNIVERSARY else {}
                event = known.get((self.calendar, self.month, self.first_day), year)
                return self._span(event) if event < year else (first, last)
        raise reason

    def _following(self, published: date, now: int) -> tuple[date, date]:
        spans = (self._span(year) for year in (now, now + 1))
        return next(span for span in spans if span[0] > published)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """«دهم ماه جاری»: days of the month of publication, or of one ``shift`` months away.

    One that ``points`` is of the month told before if there is one ("پنجم این ماه"), the ``same`` of no other.
    """

    first_day: int
    last_day: int
    shift: int = 0
    points: bool = False
    same: bool = False

    @property
    def rank(self) -> int:
        return 6

    def resolve(self, reference: Reference) -> Interval:
        of_event = self.same or (self.points and reference.anchor is not None)
        origin = reference.anchor if of_event else reference.published
        anchor: Anchor = "event" if of_event else "publication"
        if origin is None:
            return unresolved(NO_EVENT if of_event else NO_PUBLICATION, "day", anchor, reference.calendar)
        year, month = shift_month(*year_and_month(reference.calendar, origin), self.shift)
        first, last = (day(reference.calendar, year, month, number) for number in (self.first_day, self.last_day))
        return Interval(first, last, "day", reference.calendar, anchor, f"day of the month of {anchor}")
