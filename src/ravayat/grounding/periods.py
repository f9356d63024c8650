# ruff: noqa: D102 -- Piece tells what rank and resolve are
"""Seasons, decades, centuries, feasts, and the beginnings, middles and ends of any period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ravayat.grounding.calendar_pieces import AHEAD, CalendarDay, DayOfMonth, Month, Year
from ravayat.grounding.calendars import (
    GREGORIAN,
    LUNAR,
    SOLAR,
    SOLAR_OFFSET,
    NoSuchDayError,
    calendar_of_year,
    day,
    month_span,
    shift_month,
    year_and_month,
    year_span,
)
from ravayat.grounding.interval import Anchor, Interval, Reference, unresolved
from ravayat.grounding.piece import Piece
from ravayat.grounding.relative_pieces import Period

_HALF_A_DECADE: Final = 5
"""Years of a solar decade that must have passed for its two digits to mean it."""
_WEDNESDAY: Final = 2
"""As Python numbers weekdays."""


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the solar year: spring is Farvardin to Khordad.

    With a Gregorian year the season is the one that begins in it; winter, which lies across two,
    is the one that most of lies in the year named.
    """

    number: int
    year: Year | None = None
    side: int = 0

    @property
    def rank(self) -> int:
        return 2

    def resolve(self, reference: Reference) -> Interval:
        if self.year is not None and self.year.number is not None:
            calendar = self.year.calendar or (calendar_of_year(self.year.number) if self.year.number >= 100 else SOLAR)
            year = self.year.of(calendar or SOLAR, reference)
            if calendar == GREGORIAN:
                year -= SOLAR_OFFSET + (1 if self.number == 4 else 0)
            return Interval(*self._span(year), "season", SOLAR, "absolute", "season of the solar year")
        published = reference.published
        if published is None:
            return unresolved("season without a year, and no day of publication", "season", "publication", SOLAR)
        now = year_and_month(SOLAR, published)[0]
        if self.year is not None:
            calendar = reference.calendar if reference.calendar != LUNAR else SOLAR
            year = self.year.of(calendar, reference)
            first, last = self._span(year if calendar == SOLAR else year - SOLAR_OFFSET - (self.number == 4))
            if self.year.shift == 0 and first > published:
                first, last = self._span(now)  # "تابستان امسال" told in January: of the solar year
        else:
            spans = [self._span(year) for year in (now + 1, now, now - 1)]
            if self.side > 0:
                first, last = min(span for span in spans if span[0] > published)
            elif self.side < 0:
                first, last = max(span for span in spans if span[1] < published)
            else:
                first, last = max(span for span in spans if span[0] <= published)
                last = reference.until_published(last)
        return Interval(first, last, "season", SOLAR, "publication", "latest such season up to publication")

    def _span(self, year: int) -> tuple[date, date]:
        first = day(SOLAR, year, self.number * 3 - 2, 1)
        after = day(SOLAR, year + 1, 1, 1) if self.number == 4 else day(SOLAR, year, self.number * 3 + 1, 1)
        return first, after - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Decade:
    """«دهه ۱۹۸۰», «دهه شصت» (solar 1360 to 1369)."""

    number: int
    calendar: str | None = None

    @property
    def rank(self) -> int:
        return 1

    def resolve(self, reference: Reference) -> Interval:
        calendar = self.calendar or (SOLAR if self.number < 100 else calendar_of_year(self.number) or GREGORIAN)
        start = self.number // 10 * 10
        if self.number < 100 and reference.published is not None:
            calendar, start = self._of_two_digits(reference.published)
        elif self.number < 100:
            start = Year(self.number).of(calendar, reference)
        first, last = day(calendar, start, 1, 1), day(calendar, start + 10, 1, 1) - timedelta(days=1)
        return Interval(first, last, "decade", calendar, "absolute", f"{calendar} decade")

    def _of_two_digits(self, published: date) -> tuple[str, int]:
        """The calendar and the first year: the latest solar decade that is half over, or a Gregorian one that is over.

        "دهه ۲۰" told in 1398 is solar, "دهه هشتاد" told in 1383 Gregorian; where the words tell the calendar, the
        latest that has begun.
        """
        if self.calendar:
            return self.calendar, self._latest(self.calendar, published, 0)
        solar, gregorian = self._latest(SOLAR, published, _HALF_A_DECADE), self._latest(GREGORIAN, published, 10)
        nearer = year_and_month(SOLAR, published)[0] - solar <= published.year - gregorian
        return (SOLAR, solar) if nearer else (GREGORIAN, gregorian)

    def _latest(self, calendar: str, published: date, over: int) -> int:
        """The first year of the latest such decade of which ``over`` years have passed."""
        now = year_and_month(calendar, published)[0]
        start = now // 100 * 100 + self.number
        return start if start + over <= now else start - 100


@dataclass(frozen=True, slots=True)
class Decades:
    """«دهه‌های شصت و هفتاد», «دهه ۷۰ تا ۹۰ میلادی»."""

    first: Decade
    last: Decade

    @property
    def rank(self) -> int:
        return 1

    def resolve(self, reference: Reference) -> Interval:
        first = self.first.resolve(reference)
        last = replace(self.last, calendar=first.calendar).resolve(reference)
        if self.last.number >= 100:
            last = self.last.resolve(reference)
            first = replace(self.first, calendar=last.calendar).resolve(reference)
        if first.first and last.first and first.first > last.first:
            first, last = last, first  # "دهه ۸۰ و ۷۰"
        return last.over(first.first, last.last, f"{last.calendar} decades")


@dataclass(frozen=True, slots=True)
class Century:
    """«قرن بیستم»: the years 1901 to 2000; Gregorian unless an era or a low solar number says otherwise."""

    number: int
    calendar: str = GREGORIAN

    @property
    def rank(self) -> int:
        return 1

    def resolve(self, _reference: Reference) -> Interval:
        start = (self.number - 1) * 100 + 1
        if self.calendar == LUNAR:
            return unresolved("lunar centuries are beyond the tables of hijridate", "century", "absolute", LUNAR)
        first = day(self.calendar, start, 1, 1)
        last = day(self.calendar, start + 100, 1, 1) - timedelta(days=1)
        return Interval(first, last, "century", self.calendar, "absolute", f"{self.calendar} century")


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning, middle or end of a period, cut by whole months where the period is a year.

    اوایل، اواسط and اواخر are thirds; آغاز and پایان twelfths; نیمه without a number is the middle.
    """

    which: str
    of: Piece

    @property
    def rank(self) -> int:
        return self.of.rank

    def resolve(self, reference: Reference) -> Interval:
        whole = self.of.resolve(replace(reference, whole=True))
        if whole.first is None or whole.last is None:
            return whole
        first, last = self._cut(whole, whole.first, whole.last)
        if whole.anchor == "publication" and reference.published is not None and first <= reference.published:
            last = reference.until_published(last)
        return whole.over(first, last, f"{self.which} of: {whole.method}")

    def _cut(self, whole: Interval, first: date, last: date) -> tuple[date, date]:
        begin, end = _SHARES[self.which]
        year, month = year_and_month(whole.calendar, first)
        if (first, last) == year_span(whole.calendar, year) and month == 1:
            months = range(int(12 * begin) + 1, max(int(12 * begin) + 1, round(12 * end)) + 1)
            return day(whole.calendar, year, months[0], 1), month_span(whole.calendar, year, months[-1])[1]
        days = (last - first).days + 1
        start = first + timedelta(days=int(days * begin))
        return start, max(start, first + timedelta(days=int(days * end) - 1))


_SHARES = {
    "begin": (0, 1 / 3), "middle": (1 / 3, 2 / 3), "end": (2 / 3, 1), "first half": (0, 0.5), "second half": (0.5, 1),
    "start": (0, 1 / 12), "half": (0.45, 0.5), "finish": (11 / 12, 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feast:
    """A day known by name ("عاشورا"), with its year where told, of whichever calendar ("عاشورای ۱۳۸۸" is solar).

    ``number`` 0 is the day before the last Wednesday of the month: the fires of چهارشنبه‌سوری burn on the eve of the
    solar year's last Wednesday, by our clocks on Tuesday evening, and then the year's accidents and arrests are told
    (M. Kasheff and A.-A. Saʿīdī Sīrjānī, "Čahāršanba-sūrī", Encyclopaedia Iranica IV, 1990).
    """

    calendar: str
    month: int
    number: int
    year: Year | None = None

    @property
    def rank(self) -> int:
        return 3

    def resolve(self, reference: Reference) -> Interval:
        if self.year is not None:
            found = self._in(self.year, reference)
            anchor: Anchor = "absolute" if self.year.number is not None else "publication"
            return Interval(found, found, "day", self.calendar, anchor, f"{self.calendar} feast")
        published = reference.published
        if published is None:
            return unresolved("feast without a year, and no day of publication", "day", "publication", self.calendar)
        now = year_and_month(self.calendar, published)[0]
        found = next(one for one in map(self._of, (now + 1, now, now - 1)) if one <= published + AHEAD)
        return Interval(found, found, "day", self.calendar, "publication", f"latest such {self.calendar} feast")

    def _in(self, year: Year, reference: Reference) -> date:
        """The feast's day in a year, which may be one of another calendar."""
        if year.number is None:
            return self._of(year.of(self.calendar, reference))
        calendar = year.calendar or (SOLAR if year.number < 100 else calendar_of_year(year.number) or GREGORIAN)
        first, last = year_span(calendar, year.of(calendar, reference))
        years = range(year_and_month(self.calendar, first)[0], year_and_month(self.calendar, last)[0] + 1)
        found = next((one for one in map(self._of, years) if first <= one <= last), None)
        if found is None:
            raise NoSuchDayError(f"no such {self.calendar} feast in that {calendar} year")
        return found

    def _of(self, year: int) -> date:
        """The feast's day in a year of its own calendar."""
        if self.number:
            return day(self.calendar, year, self.month, self.number)
        last = month_span(self.calendar, year, self.month)[1]
        return last - timedelta(days=(last.weekday() - _WEDNESDAY) % 7 + 1)


@dataclass(frozen=True, slots=True)
class UnitsOf:
    """«شش ماه نخست سال ۲۰۲۱», «سه ماهه دوم امسال», «هفته آخر مهر»: so many days, weeks or months of a period.

    ``which`` numbers them in such parts from the period's beginning on, -1 the last.
    """

    number: int
    unit: str
    of: Piece
    which: int = 1

    @property
    def rank(self) -> int:
        return self.of.rank

    def resolve(self, reference: Reference) -> Interval:
        found, published = self._cut(reference), reference.published
        ahead = published is not None and found.last is not None and found.last > published + AHEAD
        if published and ahead and found.anchor == "publication" and found.calendar == GREGORIAN == reference.calendar:
            solar = self._cut(replace(reference, calendar=SOLAR))
            return solar if solar.first and solar.first <= published else found  # "۹ ماه نخست سال جاری" in January
        return found

    def _cut(self, reference: Reference) -> Interval:
        whole = self.of.resolve(replace(reference, whole=True))
        if whole.first is None or whole.last is None:
            return whole
        if self.which > 0:
            first = self._moved(whole.calendar, whole.first, self.number * (self.which - 1))
            last = self._moved(whole.calendar, whole.first, self.number * self.which) - timedelta(days=1)
        else:
            first = self._moved(whole.calendar, whole.last + timedelta(days=1), -self.number)
            last = whole.last
        if first > whole.last:
            raise NoSuchDayError("beyond the end of that period")
        part = {1: "first", -1: "last"}.get(self.which, f"{self.which}.")
        told = f"{part} {self.number} {self.unit}{'s' * (self.number > 1)} of: {whole.method}"
        return replace(whole.over(max(first, whole.first), min(last, whole.last), told), precision=self.unit)

    def _moved(self, calendar: str, when: date, by: int) -> date:
        if self.unit == "month":
            return day(calendar, *shift_month(*year_and_month(calendar, when), by), 1)
        return when + timedelta(days=by * (7 if self.unit == "week" else 1))


@dataclass(frozen=True, slots=True)
class NewYear:
    """The latest first day of a Gregorian or solar year: "شب سال نو" told in January and in April."""

    @property
    def rank(self) -> int:
        return 3

    def resolve(self, reference: Reference) -> Interval:
        one, other = (Feast(calendar, 1, 1).resolve(reference) for calendar in (GREGORIAN, SOLAR))
        return other if one.first and other.first and other.first > one.first else one


@dataclass(frozen=True, slots=True)
class DayAfter:
    """«فردای ۷ اکتبر»."""

    of: Piece

    @property
    def rank(self) -> int:
        return self.of.rank

    def resolve(self, reference: Reference) -> Interval:
        found = self.of.resolve(reference)
        if found.last is None:
            return found
        after = found.last + timedelta(days=1)
        return found.over(after, after, f"day after: {found.method}")


@dataclass(frozen=True, slots=True)
class Eve:
    """«شب جمعه»: by old custom the night before Friday, by new the night of it; both days are given."""

    of: Piece

    @property
    def rank(self) -> int:
        return self.of.rank

    def resolve(self, reference: Reference) -> Interval:
        found = self.of.resolve(reference)
        if found.first is None:
            return found
        return replace(found.over(found.first - timedelta(days=1), found.last, f"eve of: {found.method}"), part="night")


def pointed(piece: Piece | None) -> str:
    """The unit of time told before that a piece points back at ("این سال", "اوایل همین ماه"), or nothing."""
    if isinstance(piece, Edge | UnitsOf | Eve | DayAfter):
        return pointed(piece.of)
    if isinstance(piece, Year):
        return "year" if piece.points else ""
    if isinstance(piece, Period):
        return piece.unit if piece.points else ""
    if isinstance(piece, DayOfMonth):
        return "month" if piece.points else ""
    return pointed(piece.year) if isinstance(piece, Month | CalendarDay | Season | Feast) else ""
