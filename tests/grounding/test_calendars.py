from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.calendars import (
    GREGORIAN,
    LUNAR,
    SOLAR,
    NoSuchDayError,
    calendar_of_year,
    day,
    month_span,
    months_before,
    year_and_month,
    year_of,
    year_span,
)


@pytest.mark.parametrize(
    ("calendar", "year", "month", "number", "expected"),
    [
        (SOLAR, 1392, 5, 7, date(2013, 7, 29)),
        (SOLAR, 1357, 11, 22, date(1979, 2, 11)),
        (SOLAR, 1391, 12, 30, date(2013, 3, 20)),
        (LUNAR, 1434, 9, 20, date(2013, 7, 28)),
        (GREGORIAN, 2012, 2, 29, date(2012, 2, 29)),
    ],
)
def test_known_days(calendar: str, year: int, month: int, number: int, expected: date) -> None:
    assert day(calendar, year, month, number) == expected


@pytest.mark.parametrize(
    "told", [(SOLAR, 1392, 7, 31), (LUNAR, 1434, 9, 31), (GREGORIAN, 2013, 2, 30), (LUNAR, 1200, 1, 1)]
)
def test_days_that_are_not_there(told: tuple[str, int, int, int]) -> None:
    with pytest.raises(NoSuchDayError):
        day(*told)


@given(st.dates(date(1950, 1, 1), date(2070, 1, 1)), st.sampled_from([SOLAR, LUNAR, GREGORIAN]))
def test_every_day_lies_in_its_own_month_and_year(when: date, calendar: str) -> None:
    year, month = year_and_month(calendar, when)
    first, last = month_span(calendar, year, month)
    assert first <= when <= last
    assert year_span(calendar, year)[0] <= first


def test_months_before_clamp_to_the_end_of_the_month() -> None:
    assert months_before(date(2013, 3, 31), 1) == date(2013, 2, 28)
    assert months_before(date(2013, 1, 15), 13) == date(2011, 12, 15)


def test_two_digit_years_are_those_nearest_to_publication() -> None:
    assert year_of(SOLAR, 98, date(2019, 9, 9)) == 1398
    assert year_of(SOLAR, 4, date(2026, 6, 27)) == 1404
    assert year_of(SOLAR, 60, date(2026, 6, 27)) == 1360
    assert year_of(SOLAR, 88, None) == 1388


def test_a_bare_year_belongs_to_one_calendar() -> None:
    assert [calendar_of_year(year) for year in (1392, 1434, 2013, 120)] == [SOLAR, LUNAR, GREGORIAN, None]


def test_leap_days_are_found_years_back() -> None:
    assert day(SOLAR, 1399, 12, 30) - day(SOLAR, 1399, 12, 29) == timedelta(days=1)
