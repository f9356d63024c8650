"""A weekday told by its month is the one of that month, and none where the month lacks it."""

from __future__ import annotations

from datetime import date

import pytest

from ravayat.grounding.article_times import resolve_times
from ravayat.grounding.times import find_times, resolve_time
from ravayat.grounding.whole_times import whole_time
from ravayat.records.span import Span

PUBLISHED = date(2013, 7, 30)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("آخرین جمعه رمضان", date(2012, 8, 17)),
        ("آخرین جمعه ماه مبارک رمضان", date(2012, 8, 17)),
        ("جمعه آخر ماه رمضان", date(2012, 8, 17)),
        ("آخرین جمعه رمضان ۱۴۳۱", date(2010, 9, 3)),
        ("آخرین جمعه ماه رمضان سال ۱۳۹۸", date(2019, 5, 31)),
        ("آخرین جمعه رمضان گذشته", date(2012, 8, 17)),
        ("نخستین شنبه مهر ۱۳۹۱", date(2012, 9, 22)),
        ("روز جمعه آخر خرداد", date(2013, 6, 21)),
        ("اولین جمعه از ماه محرم", date(2012, 11, 16)),
        ("سومین سه‌شنبه مارس ۲۰۰۳", date(2003, 3, 18)),
        ("پنجمین شنبه ژوئن", date(2013, 6, 29)),
        ("آخرین جمعه", date(2013, 7, 19)),
        ("جمعه اول شهریور ۱۳۹۲", date(2013, 8, 23)),
    ],
)
def test_a_weekday_told_by_its_month_is_the_one_of_that_month(words: str, day: date) -> None:
    found = resolve_time(words, date(2013, 7, 25))
    assert found is not None
    assert (found.first, found.last, found.precision) == (day, day, "day")


def test_the_last_friday_of_ramadan_may_be_the_coming_one_within_a_week() -> None:
    days = [resolve_time("آخرین جمعه رمضان", date(2013, 7, day)) for day in (25, 26)]
    assert [found and found.first for found in days] == [date(2012, 8, 17), date(2013, 8, 2)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("آخرین جمعه ماه گذشته", date(2013, 6, 28)),
        ("جمعه آخر ماه گذشته", date(2013, 6, 28)),
        ("اولین جمعه ماه پیش", date(2013, 6, 7)),
        ("نخستین شنبه ماه جاری", date(2013, 7, 6)),
        ("دومین شنبه همین ماه", date(2013, 7, 13)),
        ("سومین سه‌شنبه ماه آینده", date(2013, 8, 20)),
        ("آخرین جمعه ماه گذشته شمسی", date(2013, 7, 19)),
        ("آخرین جمعه ماه گذشته، ۲۸ ژوئن", date(2013, 6, 28)),
    ],
)
def test_a_weekday_told_by_the_month_before_or_after_is_the_one_of_that_month(words: str, day: date) -> None:
    found = resolve_time(words, date(2013, 7, 25))
    assert found is not None
    assert (found.first, found.last, found.precision, found.anchor) == (day, day, "day", "publication")


def test_the_month_before_is_that_of_the_article_s_calendar() -> None:
    found = resolve_time("آخرین جمعه ماه گذشته", date(2013, 7, 25), calendar="solar")
    assert found is not None
    assert found.first == date(2013, 7, 19)  # Tir 1392 ended on 22 July


def test_a_weekday_of_the_same_month_counts_from_the_day_told_before_it() -> None:
    text = "روز ۱۲ مه ۲۰۱۳ وزیر استعفا کرد و در آخرین جمعه همان ماه شورشیان پایگاه را گرفتند."
    start = text.index("آخرین")
    (found,) = resolve_times(text, [Span(start, start + len("آخرین جمعه همان ماه"))], PUBLISHED)
    assert found is not None
    assert (found.first, found.anchor) == (date(2013, 5, 31), "event")
    alone = resolve_time("آخرین جمعه همان ماه", PUBLISHED)
    undated = resolve_time("آخرین جمعه ماه گذشته", None)
    assert alone is not None
    assert undated is not None
    assert (alone.resolved, undated.resolved) == (False, False)


@pytest.mark.parametrize("words", ["ششمین جمعه آبان", "هفتمین شنبه مهر ۱۳۹۸", "ششمین جمعه ماه گذشته"])
def test_no_month_has_a_sixth_such_weekday(words: str) -> None:
    found = resolve_time(words, PUBLISHED)
    assert found is not None
    assert not found.resolved
    assert "no such weekday" in found.method


def test_a_sixth_friday_of_what_is_no_month_is_the_last_friday() -> None:
    found = resolve_time("ششمین جمعه اعتراضات", PUBLISHED)
    assert found is not None
    assert found.first == date(2013, 7, 26)


def test_a_month_without_a_fifth_such_weekday_is_unresolved() -> None:
    found = resolve_time("پنجمین دوشنبه ژوئن ۲۰۱۲", PUBLISHED)
    bare = resolve_time("پنجمین دوشنبه فوریه", PUBLISHED)
    assert found is not None
    assert bare is not None
    assert ["no such weekday" in one.method for one in (found, bare)] == [True, True]
    assert (found.resolved, bare.resolved) == (False, False)


@pytest.mark.parametrize(
    "told", ["آخرین جمعه ماه گذشته", "نخستین شنبه ماه جاری", "جمعه آخر رمضان", "آخرین روز جمعه ماه گذشته"]
)
def test_in_running_text_what_tells_which_one_is_part_of_it(told: str) -> None:
    text = f"در {told} حمله شد"
    assert [span.of(text) for span in find_times(text)] == [told]


def test_the_day_after_it_counts_from_the_right_one() -> None:
    text = "در آخرین جمعه ماه گذشته حمله شد و روز بعد هم ادامه یافت"
    start = text.index("روز بعد")
    (found,) = resolve_times(text, [Span(start, start + len("روز بعد"))], date(2024, 5, 20))
    assert found is not None
    assert found.first == date(2024, 4, 27)


@pytest.mark.parametrize("tagged", ["جمعه", "آخرین جمعه", "جمعه ماه گذشته"])
def test_a_quote_of_a_part_grows_to_the_whole(tagged: str) -> None:
    text = "در آخرین جمعه ماه گذشته حمله شد"
    start = text.index(tagged)
    whole = whole_time(text, Span(start, start + len(tagged)), date(2024, 5, 20))
    assert whole.of(text) == "آخرین جمعه ماه گذشته"
