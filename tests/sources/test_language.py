from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.sources.language import foreign


@pytest.mark.parametrize(
    "headline",
    [
        "انفجار در بغداد",
        "الجزیره: انفجار در الحدیده",
        "حمله موشکی القسام",
        "حمله موشکي به پايگاه هوايي",
        "دگروال محمدی: سه تن در قندهار کشته شدند",
        "شفاخانه کندز بمباردمان شد",
        "سقوط کابل",
        "CENTCOM: بیش از ۸۰ هدف زده شد",
        "خ‍ب‍ر: حــمـلـه بـه شـهـر",
        "انفجار مهیب",
        "نیروهای ما شهر را گرفتند 🇮🇷 @channel",
    ],
)
def test_short_persian_and_dari_pass(headline: str) -> None:
    assert foreign(headline) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("مقتل خمسة مدنيين في غارة جوية على مدينة حلب", "Arabic"),
        ("الجيش يعلن السيطرة على البلدة", "Arabic"),
        ("قُتِلَ عَشَرَةُ جُنودٍ فِي الْهُجوم", "Arabic"),
        ("کابل میں دھماکے سے دس افراد ہلاک ہو گئے", "Urdu"),
        ("فوج نے شہر کا کنٹرول سنبھال لیا ہے", "Urdu"),
        ("په کابل کې چاودنې لس کسان وژلي دي", "Pashto"),
        ("د پوځ ویاند وایي چې ښار یې نیولی", "Pashto"),
        ("لە شاری کەرکووک تەقینەوەیەک ڕوویدا", "Kurdish"),
        ("هێزەکانی سوپا شارەکەیان گرت", "Kurdish"),
    ],
)
def test_neighbours_are_told_apart(text: str, language: str) -> None:
    assert foreign(text) == f"looks like {language}, not Persian"


@pytest.mark.parametrize("text", ["Ten people were killed on Monday.", "Десять человек погибли", "1234 🔴 !!"])
def test_other_scripts_are_refused(text: str) -> None:
    assert foreign(text) == "not in Persian script"


def test_english_with_a_persian_name_is_refused_and_persian_with_program_code_is_not() -> None:
    assert foreign("The town of کابل saw ten people killed on Monday in an explosion")
    assert (
        foreign("گزارش ما از درگیری‌های امروز در شهر حلب که در آن چند نفر کشته شدند و ادامه دارد " * 2 + "var x;" * 300)
        is None
    )


def test_quoted_arabic_does_not_make_a_persian_report_arabic() -> None:
    assert foreign("روزنامه الشرق الاوسط به نقل از «قوات سوريا الديمقراطية» نوشت که این نیروها وارد شهر شده‌اند") is None


def test_long_text_without_persian_words_is_refused() -> None:
    assert (
        foreign("بیر ایکی دؤرد بئش آلتی یئدی سککیز دوققوز " * 10) == "has next to none of the words that Persian needs"
    )


@given(st.text(max_size=200))
def test_never_fails(text: str) -> None:
    foreign(text)


def test_no_real_conflict_report_is_refused(shared: Path) -> None:
    with gzip.open(shared / "news" / "conflict.jsonl.gz", "rt", encoding="utf-8") as lines:
        refused = [(row["doc"], reason) for row in map(json.loads, lines) if (reason := foreign(row["text"]))]
    assert refused == []
