from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.sources.language import foreign, identify


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


LEAST_RIGHT = {"fa": 1.0, "prs": 0.95, "ar": 0.95, "ur": 0.9, "ps": 0.95, "ckb": 1.0}
"""Shares of sentences of ten words; longer texts are easier."""


def test_languages_are_told_by_single_sentences(root: Path) -> None:
    lines = (root / "tests" / "data" / "languages.tsv").read_text(encoding="utf-8").splitlines()
    sentences = [line.split("\t") for line in lines if not line.startswith("#")]
    for language, least in LEAST_RIGHT.items():
        told = [identify(sentence).code == language for code, sentence in sentences if code == language]
        assert len(told) >= 20
        assert sum(told) / len(told) >= least, language


def test_what_is_set_aside_has_its_code_too() -> None:
    assert identify("الجيش يعلن السيطرة على البلدة").code == "ar"
    assert identify("Ten people were killed on Monday.").code == "und"


def test_dari_articles_of_the_corpus_are_told_from_those_of_iran(root: Path) -> None:
    # Written before the words were chosen; a Dari text about Gaza may have none of them.
    told: dict[bool, list[bool]] = {True: [], False: []}
    for file in sorted((root / "corpus" / "articles").glob("*.toml")):
        article = tomllib.loads(file.read_text(encoding="utf-8"))
        told[article["genre"] == "dari"].append(identify(article["text"]).code == "prs")
    assert sum(told[True]) / len(told[True]) > 0.8
    # Most of these few are papers and communiqués of Afghanistan.
    assert sum(told[False]) / len(told[False]) < 0.02
