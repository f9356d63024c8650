from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.sources.dates import read_date
from ravayat.sources.fault import Fault


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
        (None, None),
        ("", None),
    ],
)
def test_days_are_read(value: object, day: date | None) -> None:
    assert read_date(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "30 July 2013",
        "2013/07/30",
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


@given(st.text())
def test_no_text_makes_it_fail_otherwise(value: str) -> None:
    with suppress(Fault):
        read_date(value)
