"""The three calendars of the Persian press over one proleptic line of days.

Solar years are computed by ``jdatetime`` (Iran's arithmetic, 33-year cycle), lunar ones by
``hijridate`` (Umm al-Qura, 1343 to 1500; the day a country declares can differ by one).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import jdatetime
from hijridate import Gregorian, Hijri

from ravayat.text.letters import fold

SOLAR: Final = "solar"
GREGORIAN: Final = "gregorian"
LUNAR: Final = "lunar"

SOLAR_OFFSET: Final = 621
"""Solar year y begins in Gregorian year y + 621."""


_WRITTEN: Final = re.compile(r"(\d{3,4})[-/.](\d{1,2})[-/.](\d{1,2})")

_MOST_AHEAD: Final = 10
"""Years ahead that news tells with two digits: those further on are of the last century ("خرداد ۴۲")."""


class NoSuchDayError(ValueError):
    """The calendar has no such day, or none that its library can compute."""


class NoOriginError(NoSuchDayError):
    """What a year counts from, publication or an event, is not known."""


@lru_cache(maxsize=8192)
def day(calendar: str, year: int, month: int, number: int) -> date:
    """The day ``number`` of ``month`` of ``year``.

    Raises:
        NoSuchDayError: there is none.
    """
    try:
        if calendar == SOLAR:
            found: date = jdatetime.date(year, month, number).togregorian()
            return found
        if calendar == LUNAR:
            lunar = Hijri(year, month, number).to_gregorian()
            return date(lunar.year, lunar.month, lunar.day)
        return date(year, month, number)
    except (ValueError, OverflowError) as error:
        raise NoSuchDayError(f"no day {number}/{month}/{year} in the {calendar} calendar") from error


@lru_cache(maxsize=8192)
def parts(calendar: str, when: date) -> tuple[int, int, int]:
    """The year, the month and the number that ``when`` has in ``calendar``.

    Raises:
        NoSuchDayError: the calendar's library does not reach that day.
    """
    try:
        if calendar == SOLAR:
            solar = jdatetime.date.fromgregorian(date=when)
            return int(solar.year), int(solar.month), int(solar.day)
        if calendar == LUNAR:
            lunar = Gregorian(when.year, when.month, when.day).to_hijri()
            return lunar.year, lunar.month, lunar.day
    except (ValueError, OverflowError) as error:
        raise NoSuchDayError(f"the {calendar} calendar does not reach {when}") from error
    return when.year, when.month, when.day


def year_and_month(calendar: str, when: date) -> tuple[int, int]:
    """The year and month of ``calendar`` that ``when`` lies in.

    Raises:
        NoSuchDayError: the calendar's library does not reach that day.
    """
    return parts(calendar, when)[:2]


def month_span(calendar: str, year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return day(calendar, year, month, 1), day(calendar, *following, 1) - timedelta(days=1)


def year_span(calendar: str, year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return day(calendar, year, 1, 1), day(calendar, year + 1, 1, 1) - timedelta(days=1)


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """The year and month ``by`` months later."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def month_beside(calendar: str, when: date, shift: int) -> tuple[date, date]:
    """First and last day of the month ``shift`` months later than that of ``when``.

    Raises:
        NoSuchDayError: the calendar's library does not reach that month.
    """
    return month_span(calendar, *shift_month(*year_and_month(calendar, when), shift))


def months_before(when: date, by: int) -> date:
    """The same day of the Gregorian month ``by`` months earlier, or that month's last day."""
    year, month = shift_month(when.year, when.month, -by)
    if not 1 <= year <= 9998:
        raise NoSuchDayError(f"{by} months before {when}")
    return min(date(year, month, 1) + timedelta(days=when.day - 1), month_span(GREGORIAN, year, month)[1])


def year_of(calendar: str, number: int, published: date | None) -> int:
    """The full year that two digits mean: the one nearest to the day of publication, and not far ahead of it.

    Without a day of publication solar 0 to 20 are 1400 to 1420, the rest 13xx.
    """
    if number >= 100:
        return number
    if published is None:
        base = {SOLAR: 1400 if number <= 20 else 1300, LUNAR: 1400}.get(calendar, 2000)
        return base + number
    now = year_and_month(calendar, published)[0]
    century = now // 100 * 100
    years = (century + shift + number for shift in (-100, 0, 100))
    return min((year for year in years if year <= now + _MOST_AHEAD), key=lambda year: abs(year - now))


def calendar_of_year(year: int) -> str | None:
    """The calendar that a bare four-digit year belongs to, or ``None``.

    Solar 1200 to 1419, lunar 1420 to 1499, Gregorian 1500 to 2199: the press writes lunar
    years seldom and never without saying so in the range it shares with solar ones.
    """
    if 1200 <= year < 1420:
        return SOLAR
    if 1420 <= year < 1500:
        return LUNAR
    return GREGORIAN if 1500 <= year < 2200 else None


def read_day(text: str) -> date:
    """A day that a person wrote in numbers, in any of the calendars: its year tells which.

    Raises:
        ValueError: it is none.
    """
    found = _WRITTEN.fullmatch(fold(text.strip()))
    if found is None:
        raise ValueError(f"{text!r} is no day; write it like 2015-10-03 or 1394-07-11")
    year, month, number = map(int, found.groups())
    try:
        return day(calendar_of_year(year) or GREGORIAN, year, month, number)
    except NoSuchDayError as error:
        raise ValueError(str(error)) from error
