from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import jdatetime
import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from ravayat.sources.dates import day_there, read_date
from ravayat.sources.fault import Fault

SOLAR = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
LUNAR = "محرم|صفر|ربیع‌الاول|ربیع‌الثانی|جمادی‌الاول|جمادی الثانی|رجب|شعبان|رمضان|شوال|ذی‌القعده|ذی‌الحجه".split("|")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2013-07-30", date(2013, 7, 30)),
        ("2013-07-30T12:13", date(2013, 7, 30)),
        ("2013-07-30 12:13:14+04:30", date(2013, 7, 30)),
        (" 2013-7-3 ", date(2013, 7, 3)),
        ("1392-05-08", date(2013, 7, 30)),
        ("۱۳۹۲-۰۵-۰۸", date(2013, 7, 30)),
        ("1399-12-30", date(2021, 3, 20)),
        ("1403-01-01T00:00", date(2024, 3, 20)),
        ("۱۳۹۲/۰۵/۰۸ - ۱۲:۳۰", date(2013, 7, 30)),
        ("2013/07/30", date(2013, 7, 30)),
        ("۸ مرداد ۱۳۹۲", date(2013, 7, 30)),
        ("سه‌شنبه ۸ مرداد ۱۳۹۲ - ۱۲:۳۰", date(2013, 7, 30)),
        ("سه شنبه، ۸ مرداد ماه ۱۳۹۲ ساعت ۱۲:۳۰", date(2013, 7, 30)),
        ("\u200f۸ اسد ۱۳۹۲\u200f", date(2013, 7, 30)),
        ("۲۱ رمضان ۱۴۳۴", date(2013, 7, 29)),
        ("۱ جمادي‌الثاني ۱۴۳۴", date(2013, 4, 11)),
        ("1434-09-21 ق", date(2013, 7, 29)),
        ("۳۰ ژوئیه ۲۰۱۳", date(2013, 7, 30)),
        ("۳۰ جولای ۲۰۱۳", date(2013, 7, 30)),
        ("30 July 2013", date(2013, 7, 30)),
        ("July 30, 2013", date(2013, 7, 30)),
        ("Tue, 30 Jul 2013 12:13:00 GMT", date(2013, 7, 30)),
        ("۱۲:۳۰ - ۱۳۹۲/۰۵/۰۸", date(2013, 7, 30)),
        ("ساعت ۱۲:۳۰ سه شنبه ۸ مرداد ۱۳۹۲", date(2013, 7, 30)),
        ("Tue Jul 30 12:30:00 IRDT 2013", date(2013, 7, 30)),
        (None, None),
        ("", None),
    ],
)
def test_days_are_read(value: object, day: date | None) -> None:
    assert read_date(value) == day


@pytest.mark.parametrize(
    ("moment", "in_iran", "in_afghanistan"),
    [
        ("2013-07-29T19:45:00Z", 30, 30),  # a quarter past midnight by the summer time that Iran had then
        ("2023-07-29T19:45:00Z", 29, 30),  # and has no more
        ("2013-07-29T19:15:00+00:00", 29, 29),
        ("Mon, 29 Jul 2013 21:30:00 GMT", 30, 30),
        ("2013-07-30T00:10:00+04:30", 30, 30),  # written by the clocks of the readers themselves
        ("2013-12-30T00:10:00+03:30", 30, 30),
        ("2013-07-30T00:00:00+05:00", 30, 30),  # a day without a clock, as programs write it
        ("2013-07-30T23:30:00", 30, 30),
        ("Tue, 30 Jul 2013 23:30:00 IRDT", 30, 30),
    ],
)
def test_moments_are_of_the_day_that_the_readers_have(moment: str, in_iran: int, in_afghanistan: int) -> None:
    read = [read_date(moment, language) for language in ("fa", "prs")]
    assert [day and day.day for day in read] == [in_iran, in_afghanistan]


def test_summer_time_of_iran_began_and_ended_with_its_days() -> None:
    # Midnight of 2 Farvardin and of 31 Shahrivar 1392, a minute before and after.
    for moment, day in [((3, 21, 20, 29), 21), ((3, 22, 19, 29), 22), ((3, 22, 19, 31), 23), ((9, 21, 20, 29), 21)]:
        month, of_month, hour, minute = moment
        assert day_there(datetime(2013, month, of_month, hour, minute, tzinfo=UTC), "fa").day == day


@pytest.mark.parametrize(
    "value",
    [
        "30/07/2013",  # or the seventh month's thirtieth day: 03/07 would be a guess
        "1434-09-21",  # the solar calendar's 2055 or the lunar one's 2013
        "30 Nonsense 2013",
        "۳۱ مهر ۱۳۹۲",
        "2013-07-30 " + "12:13 " * 50,
        "2013-02-30",
        "1400-12-30",
        "0001-01-01",
        "2013-07-30x",
        "9999-01-01",
        20130730,
        [],
        {},
    ],
)
def test_other_values_are_refused_with_a_remedy(value: object) -> None:
    with pytest.raises(Fault, match="not a date") as raised:
        read_date(value)
    assert "2013-07-30" in raised.value.remedy


@given(st.dates(date(1921, 3, 21), date(2099, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    assert read_date(day.isoformat()) == day


@given(st.dates(date(1930, 1, 1), date(2040, 12, 31)))
def test_every_day_reads_back_from_the_other_calendars(day: date) -> None:
    solar = jdatetime.date.fromgregorian(date=day)
    assert read_date(f"{solar.day} {SOLAR[solar.month - 1]} {solar.year}") == day
    assert read_date(f"{solar.year}/{solar.month}/{solar.day}") == day
    lunar = Gregorian.fromdate(day).to_hijri()
    assert read_date(f"{lunar.day} {LUNAR[lunar.month - 1]} {lunar.year}") == day


@given(st.text())
def test_no_text_makes_it_fail_otherwise(value: str) -> None:
    with suppress(Fault):
        read_date(value)
