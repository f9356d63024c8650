"""Times that count from a day, month or year told before them in the article."""

from __future__ import annotations

from datetime import date

import pytest

from ravayat.grounding.article_times import resolve_times
from ravayat.records.span import Span

PUBLISHED = date(2020, 7, 6)


def days(text: str, words: str) -> tuple[date | None, date | None]:
    start = text.rindex(words)
    (found,) = resolve_times(text, [Span(start, start + len(words))], PUBLISHED)
    assert found is not None
    return found.first, found.last


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        (
            "در ۷ اکتبر ۲۰۰۱ حمله شد و در نوامبر همان سال کابل سقوط کرد.",
            "نوامبر همان سال",
            date(2001, 11, 1),
            date(2001, 11, 30),
        ),
        ("در سال ۲۰۱۱ آمد و دی همان سال کشته شد.", "دی همان سال", date(2011, 12, 22), date(2012, 1, 20)),
        ("در سال ۱۳۶۲ آمد و ۲۳ دی همان سال اعدام شد.", "۲۳ دی همان سال", date(1984, 1, 13), date(1984, 1, 13)),
        ("در سال ۲۰۱۱ آمد. دیروز گفتند همان سال کشته شد.", "همان سال", date(2011, 1, 1), date(2011, 12, 31)),
        ("در سال ۲۰۱۱ آمد و دو سال بعد کشته شد.", "دو سال بعد", date(2013, 1, 1), date(2013, 12, 31)),
        ("از سال ۱۳۴۴ آنجا بود و دو سال بعد رفت.", "دو سال بعد", date(1967, 3, 21), date(1968, 3, 20)),
        ("در اکتبر ۲۰۱۷ آمد و یک ماه بعد رفت.", "یک ماه بعد", date(2017, 11, 1), date(2017, 11, 30)),
        ("در مارس ۲۰۱۱ آمد و همان ماه کشته شد.", "همان ماه", date(2011, 3, 1), date(2011, 3, 31)),
        ("در مارس ۲۰۱۱ آمد و ۱۲ همان ماه کشته شد.", "۱۲ همان ماه", date(2011, 3, 12), date(2011, 3, 12)),
        ("نبرد دوم مهر ۱۳۵۹ و ۱۹ همان ماه", "۱۹ همان ماه", date(1980, 10, 11), date(1980, 10, 11)),
    ],
)
def test_months_and_years_told_before_are_counted_from(text: str, words: str, first: date, last: date) -> None:
    assert days(text, words) == (first, last)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("در سال 1371 تصادف شد. در همین سال جاده بسته شد.", "همین سال", date(1992, 3, 21), date(1993, 3, 20)),
        ("تا سال ۱۳۸۰ بیمار شدند. در این سال بهبود یافتند.", "این سال", date(2001, 3, 21), date(2002, 3, 20)),
        ("سال گذشته آمد و مهر این سال کشته شد.", "مهر این سال", date(2019, 9, 23), date(2019, 10, 22)),
        ("در ماه رمضان سال ۱۴۴۰ و در این ماه", "این ماه", date(2019, 5, 6), date(2019, 6, 3)),
        ("دیروز گفت که در این سال کشته شد.", "این سال", date(2020, 1, 1), PUBLISHED),
        ("در ماه خرداد آمد و پنجم این ماه رفت.", "پنجم این ماه", date(2020, 5, 25), date(2020, 5, 25)),
        ("در ۳ خرداد آمد و پنجم این ماه رفت.", "پنجم این ماه", date(2020, 5, 25), date(2020, 5, 25)),
        ("در مه ۲۰۱۸ آمد و پنجم همین ماه رفت.", "پنجم همین ماه", date(2018, 5, 5), date(2018, 5, 5)),
        ("دیروز گفت که پنجم این ماه کشته شد.", "پنجم این ماه", date(2020, 7, 5), date(2020, 7, 5)),
    ],
)
def test_this_year_is_the_one_told_before(text: str, words: str, first: date, last: date) -> None:
    assert days(text, words) == (first, last)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("در سال ۲۰۱۱ آمد و سال بعد کشته شد.", "سال بعد", date(2012, 1, 1), date(2012, 12, 31)),
        ("در سال ۱۳۶۰ آمد و خرداد سال بعد رفت.", "خرداد سال بعد", date(1982, 5, 22), date(1982, 6, 21)),
        ("در مارس ۲۰۱۱ آمد و ماه بعد کشته شد.", "ماه بعد", date(2011, 4, 1), date(2011, 4, 30)),
        ("در ۵ مارس ۲۰۲۰ آمد و هفته بعد رفت.", "هفته بعد", date(2020, 3, 6), date(2020, 3, 12)),
        ("دیروز گفت که هفته بعد می‌آید.", "هفته بعد", date(2020, 7, 11), date(2020, 7, 17)),
        ("در سال ۲۰۱۱ آمد و سال آینده می‌رود.", "سال آینده", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_the_next_year_month_or_week_is_that_of_the_time_told_before_if_it_is_past(
    text: str, words: str, first: date, last: date
) -> None:
    assert days(text, words) == (first, last)
