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

_SOLAR_YEARS = range(1300, 1500)
_LUNAR_YEARS = range(1343, 1500)
_GREGORIAN_YEARS = range(1900, 2200)
_EITHER_YEARS = range(1420, 1500)
"""Years that are a day in the future in the solar calendar and the recent past in the lunar one."""
_LONGEST = 100
_NO_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Direction marks, which pages put around digits."""
_SHOWN = 40
_ZONES = {"fa": timezone(timedelta(hours=3, minutes=30)), "prs": timezone(timedelta(hours=4, minutes=30))}


def read_date(value: object) -> date | None:
    """The day in ``2013-07-30``, ``1392/05/08``, ``۸ مرداد ۱۳۹۲``, ``۲۱ رمضان ۱۴۳۴``, ``30 July 2013`` and the like.

    Digits of any script will do; a clock time is dropped as it stands. Digits alone are of the solar calendar from
    1300 on, of the lunar one where ``ق`` follows. ``None`` and the empty string mean that the day is not known.

    Raises:
        Fault: the value is none of these.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str) and len(value) <= _LONGEST:
        try:
            if (found := _read(value.translate(_NO_MARKS).strip())) is not None:
                return found
        except (ValueError, OverflowError):
            pass  # a day that no month has: the same fault as a value of another form
    raise Fault(f"published is {_short(value)}, not a date", "write it as 2013-07-30 or 1392-05-08, or leave it out")


def day_of(value: object) -> date | None:
    """As :func:`read_date`, but what cannot be read is not known: for what machines wrote about pages."""
    try:
        return read_date(value)
    except Fault:
        return None


def day_there(moment: datetime, language: str | None) -> date:
    """The day of ``moment`` where the readers of a language are: the one that a text's "today" means.

    Iran's summer time, which ended in 2022, is left aside: it would matter for what came within an hour of midnight.
    """
    return moment.astimezone(_ZONES.get(language or "", UTC)).date()


def _read(written: str) -> date | None:
    if found := _DIGITS.fullmatch(written):
        year = int(found["year"])
        calendar: str = "lunar" if found["lunar"] else "solar" if year in _SOLAR_YEARS else "gregorian"
        if calendar == "solar" and year in _EITHER_YEARS:
            return None
        return _day(calendar, year, int(found["month"]), int(found["day"]))
    if (found := _WORDS.fullmatch(written) or _ENGLISH.fullmatch(written)) is None:
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
