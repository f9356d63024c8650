# ruff: noqa: D102 -- Piece tells what rank and resolve are
"""Days of the week that are told by their month: "آخرین جمعه رمضان", "نخستین شنبه مهر ۱۴۰۲", "آخرین جمعه ماه گذشته"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ravayat.grounding import kinds
from ravayat.grounding.calendar_pieces import AHEAD, Month, Year
from ravayat.grounding.calendars import (
    LUNAR,
    SOLAR,
    NoSuchDayError,
    calendar_of_year,
    month_beside,
    month_span,
    year_and_month,
    year_span,
)
from ravayat.grounding.interval import NO_EVENT, NO_PUBLICATION, Anchor, Interval, Reference, unresolved
from ravayat.grounding.relative_pieces import Period, PeriodOfEvent
from ravayat.grounding.time_grammar import full_year, read_month
from ravayat.grounding.time_words import FRAIL_MONTHS
from ravayat.grounding.unit_grammar import read_same, read_units
from ravayat.grounding.words import Read, Words

_LAST: Final = -1
_LAST_BEFORE: Final = frozenset({"آخرین", "واپسین"})
_LAST_BEHIND: Final = frozenset({"آخر", "پایانی"})
_MOST: Final = 5
"""How many of a weekday a month has at most."""
_WORLD: Final = frozenset({"جهانی"})
_JERUSALEM: Final = "قدس"
_RAMADAN, _FRIDAY = 9, 4
"""Jerusalem Day is the last Friday of Ramadan."""
_OF_ORDINALS: Final = "مین"
_YEARS: Final = 12
"""Years that are looked at for a month with a fifth such weekday."""
_NONE: Final = "that month has no such weekday"


@dataclass(frozen=True, slots=True)
class WeekdayOfMonth:
    """The ``which``-th weekday ``day`` (Monday 0) of a month, -1 the last.

    Without a year the latest such day, or the coming one within seven days, as with feasts.
    ``before`` is how many words in front of the weekday tell which one: "آخرین جمعه" has one.
    """

    which: int
    day: int
    month: Month
    before: int = 0

    @property
    def rank(self) -> int:
        return 6

    def resolve(self, reference: Reference) -> Interval:
        calendar, year = self.month.calendar, self.month.year
        if year is not None:
            found = self._in(year, reference)
            anchor: Anchor = "absolute" if year.number is not None else "publication"
            return Interval(found, found, "day", calendar, anchor, f"weekday of a {calendar} month")
        published = reference.published
        if published is None:
            return unresolved(NO_PUBLICATION, "day", "publication", calendar)
        now = year_and_month(calendar, published)[0]
        coming, latest = self.month.side > 0, published if self.month.side else published + AHEAD
        years = range(now, now + _YEARS) if coming else range(now + 1, now - _YEARS, -1)
        days = (one for one in map(self._of, years) if one is not None)
        nearest = next((one for one in days if (one > published if coming else one <= latest)), None)
        if nearest is None:
            raise NoSuchDayError(_NONE)
        return Interval(nearest, nearest, "day", calendar, "publication", f"latest such weekday of a {calendar} month")

    def _in(self, year: Year, reference: Reference) -> date:
        """The day in a year, which of a lunar month may be one of another calendar: "رمضان ۱۳۹۸" is of the solar."""
        calendar, number = self.month.calendar, year.number
        if number is None or calendar != LUNAR:
            found = self._of(year.of(calendar, reference))
        else:
            told = SOLAR if number < 100 else calendar_of_year(number) or LUNAR
            first, last = year_span(told, Year(number).of(told, reference))
            years = range(year_and_month(LUNAR, first)[0], year_and_month(LUNAR, last)[0] + 1)
            found = next((one for one in map(self._of, years) if one is not None and first <= one <= last), None)
        if found is None:
            raise NoSuchDayError(_NONE)
        return found

    def _of(self, year: int) -> date | None:
        """The day in a year of the month's calendar; a month may have no fifth such weekday."""
        return _within(month_span(self.month.calendar, year, self.month.month), self.which, self.day)


@dataclass(frozen=True, slots=True)
class WeekdayOfMonthBeside:
    """The ``which``-th weekday ``day`` of the month of publication, of an event, or of one beside it.

    ``before`` as in :class:`WeekdayOfMonth`.
    """

    which: int
    day: int
    month: Period | PeriodOfEvent
    before: int = 0

    @property
    def rank(self) -> int:
        return 6

    def resolve(self, reference: Reference) -> Interval:
        event, calendar = isinstance(self.month, PeriodOfEvent), reference.calendar
        anchor: Anchor = "event" if event else "publication"
        origin = reference.anchor if event else reference.published
        if origin is None:
            return unresolved(NO_EVENT if event else NO_PUBLICATION, "day", anchor, calendar)
        found = _within(month_beside(calendar, origin, self.month.shift), self.which, self.day)
        if found is None:
            return unresolved(_NONE, "day", anchor, calendar)
        method = f"weekday of the {calendar} month of {anchor} {self.month.shift:+d}"
        return Interval(found, found, "day", calendar, anchor, method)


ToldByMonth = WeekdayOfMonth | WeekdayOfMonthBeside
"""A weekday that is told by its month, in either way."""


def _within(month: tuple[date, date], which: int, day: int) -> date | None:
    """The ``which``-th weekday ``day`` between the first and the last day of a month, which may lack it."""
    first, last = month
    if which == _LAST:
        return last - timedelta(days=(last.weekday() - day) % 7)
    if which > _MOST:
        return None
    found = first + timedelta(days=(day - first.weekday()) % 7, weeks=which - 1)
    return found if found <= last else None


def read_weekday_of_month(words: Words, index: int) -> Read | None:
    """«آخرین جمعه ماه مبارک رمضان», «نخستین شنبه مهر», «جمعه آخر رمضان»; ``index`` is that of the weekday."""
    at = index + 1 if words.unit(index, "day") else index
    if at > index and words.word(at + (words.word(at) in _WORLD)) == _JERUSALEM:
        after = at + (words.word(at) in _WORLD) + 1
        year = full_year(words, after, LUNAR)
        piece = WeekdayOfMonth(_LAST, _FRIDAY, Month(LUNAR, _RAMADAN, year[0] if year else None))
        return Read(piece, year[1] if year else after)  # "روز قدس"
    if words.kind(at) != kinds.WEEKDAY:
        return None
    which, behind = _which(words, index - 1), at + 1
    before = 1 if which else 0
    if not which and words.word(behind) in _LAST_BEHIND:
        which, behind = _LAST, behind + 1
    if words.kind(behind) == kinds.FROM and words.unit(behind + 1, "month"):
        behind += 1  # "اولین جمعه از ماه محرم"
    if not which or (words.strict and words.word(behind) in FRAIL_MONTHS):
        return None
    beside = read_units(words, behind) or read_same(words, behind)
    if beside and isinstance(beside.piece, Period | PeriodOfEvent) and beside.piece.unit == "month":
        return Read(WeekdayOfMonthBeside(which, words.value(at), beside.piece, before), beside.after)
    month = read_month(Words(words.lexemes, strict=False), behind)
    if month is None or not isinstance(month.piece, Month):
        return None
    return Read(WeekdayOfMonth(which, words.value(at), month.piece, before), month.after)


def _which(words: Words, at: int) -> int:
    """Which one the word before a weekday tells; 0 where it tells none.

    A sixth is none that a month has, and so tells more than "جمعه" alone would; "دهم جمعه مهر" may tell the date.
    """
    if words.word(at) in _LAST_BEFORE:
        return _LAST
    number = words.value(at) if words.kind(at) == kinds.ORDINAL else 0
    return number if 1 <= number <= _MOST or words.word(at).endswith(_OF_ORDINALS) else 0
