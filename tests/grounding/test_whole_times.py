"""A part of a time grows to the whole of it, and to nothing more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.whole_times import whole_time
from ravayat.records.span import Span

PUBLISHED = date(2013, 7, 30)


def grown(text: str, part: str, published: date | None = PUBLISHED) -> str:
    start = text.index(part)
    return whole_time(text, Span(start, start + len(part)), published).of(text)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("در تاریخ هفتم خرداد ماه، سال ۱۳۶۴ در مریوان شهید شد", "سال ۱۳۶۴", "هفتم خرداد ماه، سال ۱۳۶۴"),
        ("در ۱۲ دی ۸۴ در بغداد", "۱۲ دی", "۱۲ دی ۸۴"),
        ("در ۲۷\nمرداد ۹۱ تیراندازی شد", "مرداد ۹۱", "۲۷\nمرداد ۹۱"),
        ("بامداد امروز (سه‌شنبه) در حلب", "امروز (سه‌شنبه", "بامداد امروز (سه‌شنبه)"),
        ("در ماه مه ۱۹۴۱ نیروهای انگلیسی آمدند", "ماه مه", "ماه مه ۱۹۴۱"),
        ("نیمه شب پنجشنبه انفجار شد", "شب پنجشنبه", "نیمه شب پنجشنبه"),
        ("هفته گذشته در حلب", "هفته", "هفته گذشته"),
        ("در ۱۱ مارس سال گذشته", "۱۱ مارس", "۱۱ مارس سال گذشته"),
        ("جمعه ۱۵ شهریور ۱۳۹۰ در حلب", "جمعه", "جمعه ۱۵ شهریور ۱۳۹۰"),
        ("سال ۱۳۵۷ بود و ۱۳ آذر ماه\nهمان سال تیر خورد", "۱۳ آذر ماه", "۱۳ آذر ماه\nهمان سال"),
        ("در چهارشنبه سوری زخمی شدند", "چهارشنبه", "چهارشنبه سوری"),
        ("کشتار «یکشنبه خونین» در ولین", "یکشنبه", "«یکشنبه خونین»"),
        ("در سالگرد جمعه سیاه گرد آمدند", "جمعه سیاه", "سالگرد جمعه سیاه"),
        ("روز موسوم به جمعه سیاه در تهران", "جمعه", "موسوم به جمعه سیاه"),
        ("که به جمعه سیاه معروف شد", "جمعه سیاه", "جمعه سیاه معروف"),
    ],
)
def test_what_names_the_same_time_beside_a_quote_belongs_to_it(text: str, part: str, whole: str) -> None:
    assert grown(text, part) == whole


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("از روز جمعه تا یکشنبه جنگیدند", "روز جمعه"),
        ("تا جمعه ادامه داشت", "جمعه"),
        ("بین ۵ مهر و ۹ مهر ۱۳۹۰ درگیری بود", "۹ مهر ۱۳۹۰"),
        ("دیروز در حلب و امروز در حمص", "دیروز"),
        ("در آن روز انفجاری روی داد", "انفجاری"),
        ("در ۱۲ دی ۸۴ کشته شدند", "۱۲ دی"),
    ],
)
def test_what_opens_or_joins_a_stretch_does_not(text: str, part: str) -> None:
    assert grown(text, part) == part


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("شورشیان جنبش ۲۳ مارس ظهر امروز رسیدند", "ظهر امروز"),
        ("در دهه ۱۹۵۰ میلادی دیروز گفت", "دهه ۱۹۵۰ میلادی"),
        ("دیروز، ۵ مهر ۱۳۹۱، مراسم سالگرد", "دیروز"),
        ("در دو سال ۱۳۵۰ نفر کشته شدند", "دو سال"),
        ("حملات جمعه\n\n۱۲ مهر ۱۳۹۱ - خبرگزاری", "جمعه"),
    ],
)
def test_words_that_would_contradict_the_quote_stay_outside(text: str, part: str) -> None:
    assert grown(text, part) == part


def test_without_a_day_of_publication_the_year_beside_a_day_dates_it() -> None:
    assert grown("۸ فروردین ۶۰ در تهران", "۸ فروردین", None) == "۸ فروردین ۶۰"


@given(
    st.lists(st.sampled_from("از ۷ مرداد ۱۳۹۲ تا جمعه ( ) ، گذشته روز سال شب ماه".split()), min_size=1, max_size=30),
    st.data(),
    st.sampled_from([" ", "\n", ""]),
)
def test_the_whole_holds_its_part_within_the_text(words: list[str], data: st.DataObject, blank: str) -> None:
    text = blank.join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    part = Span(start, data.draw(st.integers(start + 1, len(text))))
    whole = whole_time(text, part, PUBLISHED)
    assert 0 <= whole.start <= part.start < part.end <= whole.end <= len(text)
