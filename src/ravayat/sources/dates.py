"""The day of publication as feeds, pages and people write it, in three calendars."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import jdatetime
from hijridate import Hijri

from ravayat.month_names import MONTHS, fold_month
from ravayat.sources.fault import Fault

_CLOCK = r"\d{1,2}[:٫]\d{2}.*"
_DIGITS = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"
    rf"(?P<lunar>\s*(?:ه\.?\s*)?ق\.?)?(?:[T\s،,|–-]+(?:ساعت\s*)?{_CLOCK})?"
)
_WORDS = re.compile(
    rf"(?:[^\W\d_\u200c]+(?:[ \u200c]شنبه)?\s*[،,]?\s+)?(?P<day>\d{{1,2}})\s*(?P<month>[^\W\d_][^\d،,:]*?)\s*"
    rf"(?:ماه)?[\s،,.]+(?:سال\s+)?(?P<year>\d{{4}})(?:[\s،,|–-]+(?:ساعت\s*)?{_CLOCK})?"
)
_ENGLISH = re.compile(r"(?:[A-Za-z]+,?\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})(?:\D.*)?")

_UNIX = re.compile(
    r"(?:[A-Za-z]+\s+)?(?P<month>[A-Za-z]{3,9})\s+(?P<day>\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+[A-Za-z]+)?\s+(?P<year>\d{4})"
)
"""As programs print it: ``Tue Jul 30 12:30:00 IRDT 2013``."""
_CLOCK_BEFORE = re.compile(r"(?:ساعت\s*)?\d{1,2}[:٫]\d{2}(?:[:٫]\d{2})?\s*[-–|،,]?\s*(?=\w)")
_MOMENT = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<second>:\d{2})?(?:[.,]\d+)?\s*"
    r"(?:(?P<utc>Z|UTC|GMT)(?![^\W\d])|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})(?!\d))",
    re.IGNORECASE,
)

_SOLAR_YEARS = range(1300, 1500)
_LUNAR_YEARS = range(1343, 1500)
_GREGORIAN_YEARS = range(1900, 2200)
_EITHER_YEARS = range(1420, 1500)
"""Years that are a day in the future in the solar calendar and the recent past in the lunar one."""
_EPOCH = date(1970, 1, 1)
_LONGEST = 100
_NO_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Direction marks, which pages put around digits."""
_SHOWN = 40
_IRAN, _AFGHANISTAN = timezone(timedelta(hours=3, minutes=30)), timezone(timedelta(hours=4, minutes=30))
_SUMMER_TIME = (range(1371, 1385), range(1387, 1402))
"""Solar years in which Iran's clocks went an hour ahead from 2 Farvardin to 30 Shahrivar."""
_SUMMER = ((1, 2), (6, 30))
_SUMMER_TIME_WITHIN = range(1992, 2023)
_OWN_OFFSETS = {timedelta(hours=3, minutes=30), timedelta(hours=4, minutes=30)}
"""Of the clocks of Iran, in summer too, and Afghanistan: what they write is the readers' own day."""


def read_date(value: object, language: str | None = None) -> date | None:
    """The day in ``2013-07-30``, ``1392/05/08``, ``۸ مرداد ۱۳۹۲``, ``۲۱ رمضان ۱۴۳۴``, ``30 July 2013`` and the like.

    Digits of any script will do. Digits alone are of the solar calendar from 1300 on, of the lunar one where ``ق``
    follows. ``None`` and the empty string mean that the day is not known.

    Args:
        value: what is written.
        language: of the readers whose day it is to be where a moment with its zone is written
            (``2013-07-29T21:30:00Z`` is the thirtieth in Tehran); a clock time is dropped as it stands without it, or
            where no zone is told.

    Raises:
        Fault: the value is none of these.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str) and len(value) <= _LONGEST:
        try:
            written = value.translate(_NO_MARKS).strip()
            clock = _CLOCK_BEFORE.match(written)
            if (found := _read(written[clock.end() :] if clock else written)) is not None:
                return _day_of_readers(found, written, language) if language else found
        except (ValueError, OverflowError):
            pass  # a day that no month has: the same fault as a value of another form
    raise Fault(f"published is {_short(value)}, not a date", "write it as 2013-07-30 or 1392-05-08, or leave it out")


def day_of(value: object, language: str | None = None) -> date | None:
    """As :func:`read_date`, but what cannot be read is not known: for what machines wrote about pages."""
    try:
        return read_date(value, language)
    except Fault:
        return None


def names_moment(value: object) -> bool:
    """Whether a clock time with its zone is written, so that the day depends on where the readers are."""
    return isinstance(value, str) and len(value) <= _LONGEST and bool(_MOMENT.search(value))


def is_credible(day: date, at: datetime) -> bool:
    """Whether what a machine calls the day of publication can be one, in a page or feed that came at ``at``.

    What is not set is written as the first day that computers count; what is to come cannot have come already.
    """
    return day != _EPOCH and day <= (at + timedelta(days=1)).date()


def day_there(moment: datetime, language: str | None) -> date:
    """The day of ``moment`` where the readers of a language are: the one that a text's "today" means."""
    if language == "prs":
        return moment.astimezone(_AFGHANISTAN).date()
    if language != "fa":
        return moment.astimezone(UTC).date()
    local = moment.astimezone(_IRAN)
    ahead = local + timedelta(hours=1)
    return (ahead if _is_summer(local.date()) and _is_summer(ahead.date()) else local).date()


def _is_summer(day: date) -> bool:
    if day.year not in _SUMMER_TIME_WITHIN:
        return False
    solar = jdatetime.date.fromgregorian(date=day)
    first, last = _SUMMER
    return any(solar.year in years for years in _SUMMER_TIME) and first <= (solar.month, solar.day) <= last


def _day_of_readers(day: date, written: str, language: str) -> date:
    """The day where the readers are, of a moment that is written with its zone; else the day as it is written."""
    found = _MOMENT.search(written)
    # Midnight sharp is what programs make of a day without a clock.
    if found is None or (int(found["hour"]), int(found["minute"])) == (0, 0):
        return day
    offset = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    offset = -offset if found["sign"] == "-" else offset
    if offset in _OWN_OFFSETS:
        return day
    moment = datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=timezone(offset))
    return day_there(moment, language)


def _read(written: str) -> date | None:
    if found := _DIGITS.fullmatch(written):
        year = int(found["year"])
        calendar: str = "lunar" if found["lunar"] else "solar" if year in _SOLAR_YEARS else "gregorian"
        if calendar == "solar" and year in _EITHER_YEARS:
            return None
        return _day(calendar, year, int(found["month"]), int(found["day"]))
    if (found := _WORDS.fullmatch(written) or _UNIX.fullmatch(written) or _ENGLISH.fullmatch(written)) is None:
        return None
    month = MONTHS.get(fold_month(found["month"]))
    return _day(month[0], int(found["year"]), month[1], int(found["day"])) if month else None


def _day(calendar: str, year: int, month: int, day: int) -> date | None:
    if calendar == "solar" and year in _SOLAR_YEARS:
        return jdatetime.date(year, month, day).togregorian()  # type: ignore[no-any-return]
    if calendar == "lunar" and year in _LUNAR_YEARS:
        return date(*Hijri(year, month, day).to_gregorian().timetuple()[:3])
    if calendar == "gregorian" and year in _GREGORIAN_YEARS:
        return date(year, month, day)
    return None


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "..."
