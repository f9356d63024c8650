"""A quote that stops amid a name has all of it, and one that has all of it does not grow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.whole_names import whole_name, with_office
from ravayat.records import Span


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def grown(text: str, words: str, *places: str, target: bool = False) -> str:
    return whole_name(text, at(text, words), places=[at(text, place) for place in places], target=target).of(text)


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("سپاه پاسداران: یک پهپاد سرنگون شد", "سپاه", "سپاه پاسداران"),
        ("کاخ سفید تا این لحظه چیزی نگفته است", "کاخ", "کاخ سفید"),
        ("به گزارش فاکس نیوز، دو تن کشته شدند", "فاکس", "فاکس نیوز"),
        ("واشینگتن پست می‌نویسد که او رفت", "واشینگتن", "واشینگتن پست"),
        ("خبرگزاری فارس، وابسته به سپاه، نوشت", "خبرگزاری", "خبرگزاری فارس"),
        ("كاخ سفيد خبر را رد كرد", "كاخ", "كاخ سفيد"),
        ("افراد مسلح شلیک کردند", "افراد", "افراد مسلح"),
    ],
)
def test_a_known_name_that_goes_on_is_whole(text: str, words: str, whole: str) -> None:
    assert grown(text, words) == whole


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("پلیس هلند از کشته شدن یک نفر خبر داد", "پلیس", "پلیس هلند"),
        ("رئیس پارلمان لبنان: آتش‌بس شکست", "رئیس پارلمان", "رئیس پارلمان لبنان"),
        ("سناتور آمریکایی: جنگ تمام شد", "سناتور", "سناتور آمریکایی"),
    ],
)
def test_a_body_has_the_country_behind_it(text: str, words: str, whole: str) -> None:
    assert grown(text, words) == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("پلیس هلند را محکوم کرد", "پلیس"),
        ("ارتش لبنان و سوریه را تهدید کرد", "ارتش"),
        ("پلیس در هلند او را گرفت", "پلیس"),
        ("پلیس، هلند و بلژیک خبر دادند", "پلیس"),
        ("پلیس\nهلند آرام است", "پلیس"),
        ("پلیس ایران هلند را محکوم کرد", "پلیس ایران"),
    ],
)
def test_a_country_that_is_no_part_of_it_stays_out(text: str, words: str) -> None:
    assert grown(text, words) == words


def test_whom_it_befell_has_its_country_before_the_mark_of_the_object() -> None:
    assert grown("پلیس هلند را هدف گرفتند", "پلیس", target=True) == "پلیس هلند"


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("نیروهای مرزی شلیک کردند", "نیروهای", "نیروهای مرزی"),
        ("پارتیزان‌های ناشناس پلی را منفجر کردند", "پارتیزان‌های", "پارتیزان‌های ناشناس"),
        ("شفاخانه این سازمان هدف گرفته شد", "شفاخانه این", "شفاخانه این سازمان"),
        ("سخنگوی وزارت امور خارجه گفت", "سخنگوی", "سخنگوی وزارت امور خارجه"),
    ],
)
def test_a_word_that_cannot_stand_alone_has_its_complement(text: str, words: str, whole: str) -> None:
    assert grown(text, words) == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("نیروهای که آمدند", "نیروهای"),
        ("کشتی‌های در حال عبور", "کشتی‌های"),
        ("ارتش بعث این شهر را کوبید", "ارتش بعث این"),
        ("پیش از این، جنگ بود", "پیش از این"),
        ("نیروها آمدند", "نیروها"),
        ("مشاور وزیر کشور آن را نوشت", "مشاور وزیر کشور"),
        ("نیروهای آمریکایی آن‌ها را زدند", "نیروهای آمریکایی"),
    ],
)
def test_words_that_complement_nothing_stay_out(text: str, words: str) -> None:
    assert grown(text, words) == words


def test_a_place_right_behind_a_noun_is_its_name() -> None:
    text = "موشک‌ها به فرودگاه تیفور خورد"
    assert grown(text, "فرودگاه", "تیفور") == "فرودگاه تیفور"
    assert grown(text, "فرودگاه") == "فرودگاه"


def test_a_noun_with_a_place_takes_no_second_one() -> None:
    assert grown("پایگاه العدید قطر", "پایگاه العدید", "العدید", "قطر") == "پایگاه العدید"


def test_a_name_in_quotation_marks_goes_with_its_noun() -> None:
    assert grown("خبرگزاری «میزان» نوشت", "خبرگزاری") == "خبرگزاری «میزان»"
    assert grown("ترامپ «خیلی زود» رفت", "ترامپ") == "ترامپ"


def test_a_teller_has_the_office_right_before_it() -> None:
    def office(text: str, words: str) -> str:
        return with_office(text, at(text, words)).of(text)

    assert office("رئیس‌جمهور ترکیه گفت", "ترکیه") == "رئیس‌جمهور ترکیه"
    assert office("به گفته فرمانده سنتکام", "سنتکام") == "فرمانده سنتکام"
    assert office("به خبرنگار رویترز گفت", "رویترز") == "رویترز"
    assert office("به گفته ترکیه", "ترکیه") == "ترکیه"


@given(st.text(min_size=1), st.data())
def test_a_span_keeps_its_start_and_stays_within_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    whole = whole_name(text, Span(start, end))
    assert whole.start == start
    assert end <= whole.end <= len(text)
