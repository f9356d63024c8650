"""The day of publication as feeds write it."""

from __future__ import annotations

import re
from datetime import date

import jdatetime

from ravayat.sources.fault import Fault

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_SOLAR_YEARS = range(1300, 1500)
_GREGORIAN_YEARS = range(1900, 2200)
_SHOWN = 40


def read_date(value: object) -> date | None:
    """The day in ``2013-07-30``, ``2013-07-30T12:13`` or, in the solar calendar, ``1392-05-08``.

    Digits of any script will do; a clock time is dropped as it stands. ``None`` and the
    empty string mean that the day is not known.

    Raises:
        Fault: the value is none of these.
    """
    if value is None or value == "":
        return None
    found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if found:
            year, month, day = map(int, found.groups())
            if year in _SOLAR_YEARS:
                return jdatetime.date(year, month, day).togregorian()  # type: ignore[no-any-return]
            if year in _GREGORIAN_YEARS:
                return date(year, month, day)
    except ValueError:
        pass  # a day that no month has: the same fault as a value of another form
    raise Fault(f"published is {_short(value)}, not a date", "write it as 2013-07-30 or 1392-05-08, or leave it out")


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "..."
