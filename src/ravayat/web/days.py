"""Days in three calendars and numbers in two kinds of digits."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from ravayat.grounding import calendars
from ravayat.grounding.calendars import GREGORIAN, NoSuchDayError, calendar_of_year, day
from ravayat.month_names import shown_month
from ravayat.text.letters import fold

Calendar = Literal["gregorian", "solar", "lunar"]
CALENDARS: Final[tuple[Calendar, ...]] = ("solar", "gregorian", "lunar")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_DAY = re.compile(r"(\d{3,4})[-/.](\d{1,2})[-/.](\d{1,2})")


def parts(when: date, calendar: str) -> tuple[int, int, int]:
    """Year, month and day of the month; in the Gregorian calendar where the other does not reach."""
    try:
        return calendars.parts(calendar, when)
    except NoSuchDayError:
        return when.year, when.month, when.day


def reaches(when: date, calendar: str) -> bool:
    """Whether a calendar has the day."""
    return calendar == GREGORIAN or parts(when, calendar)[0] != when.year


def shown(when: date, calendar: str, language: str, *, words: bool = True) -> str:
    """A day in words ("۱۱ مهر ۱۳۹۴", "3 October 2015"), or in numbers that sort."""
    year, month, number = parts(when, calendar)
    if not words:
        return f"{year:04d}-{month:02d}-{number:02d}"
    own = calendar if reaches(when, calendar) else GREGORIAN
    return f"{number} {shown_month(own, month, language)} {year}"


def month_name(year: int, month: int, calendar: str, language: str) -> str:
    """A month with its year."""
    return f"{shown_month(calendar, month, language)} {year}"


def first_of_month(when: date, calendar: str) -> date:
    """The first day of the month that a day lies in."""
    year, month, _ = parts(when, calendar)
    try:
        return day(calendar if reaches(when, calendar) else GREGORIAN, year, month, 1)
    except NoSuchDayError:
        return when.replace(day=1)


def read_day(text: str) -> date:
    """A day that a person wrote in numbers, in any of the calendars: its year tells which.

    Raises:
        ValueError: it is none.
    """
    found = _DAY.fullmatch(fold(text.strip()))
    if found is None:
        raise ValueError(f"{text!r} is no day; write it like 2015-10-03 or 1394-07-11")
    year, month, number = map(int, found.groups())
    try:
        return day(calendar_of_year(year) or GREGORIAN, year, month, number)
    except NoSuchDayError as error:
        raise ValueError(str(error)) from error


def in_digits(text: str, digits: str) -> str:
    """``text`` with Persian digits where they are wanted."""
    return text.translate(_PERSIAN) if digits == "persian" else text
