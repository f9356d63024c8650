"""Days in three calendars and numbers in two kinds of digits."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from ravayat.grounding import calendars
from ravayat.grounding.calendars import GREGORIAN, NoSuchDayError, day
from ravayat.month_names import shown_month

Calendar = Literal["gregorian", "solar", "lunar"]
CALENDARS: Final[tuple[Calendar, ...]] = ("solar", "gregorian", "lunar")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


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


def in_digits(text: str, digits: str) -> str:
    """``text`` with Persian digits where they are wanted."""
    return text.translate(_PERSIAN) if digits == "persian" else text
