from __future__ import annotations

from pathlib import Path

import pytest

from ravayat.grounding.counts import Bounds, find_counts, read_count

WRITTEN = Path(__file__).parents[1] / "data" / "counts.tsv"
FLOOR = 1.0


def number(cell: str) -> int | None:
    return None if cell == "-" else int(cell)


def test_the_written_set_is_read_right() -> None:
    lines = [line for line in WRITTEN.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    errors = []
    for line in lines:
        words, slot, minimum, maximum = line.split("\t")
        found = read_count(words, None if slot == "-" else slot)
        expected = None if minimum == "none" else (number(minimum), number(maximum))
        got = (found.minimum, found.maximum) if found else None
        if got != expected:
            errors.append(f"{words} ({slot}): {got}, not {expected}")
    assert len(lines) >= 300
    assert 1 - len(errors) / len(lines) >= FLOOR, "\n".join(errors)


def test_the_parts_of_a_sum_are_kept() -> None:
    assert read_count("دو سرباز و یک غیرنظامی") == Bounds(
        3,
        3,
        whom=("soldiers", "civilians"),
        parts=(Bounds(2, 2, "سرباز", ("soldiers",)), Bounds(1, 1, "غیرنظامی", ("civilians",))),
    )


def test_a_breakdown_is_not_added_to_the_whole() -> None:
    found = read_count("۲۳ نفر از جمله ۹ کودک و ۴ زن")
    assert found is not None
    assert (found.minimum, found.maximum, found.unit) == (23, 23, "نفر")
    assert [(part.maximum, part.whom) for part in found.parts] == [(9, ("children",)), (4, ("women",))]


@pytest.mark.parametrize(
    ("words", "unit", "whom"),
    [
        ("۱۲ سرباز", "سرباز", ("soldiers",)),
        ("پنج غیر نظامی", "غیر نظامی", ("civilians",)),
        ("سه شبه‌نظامی", "شبه‌نظامی", ("fighters",)),
        ("دو مأمور پلیس", "مأمور", ("police",)),
        ("۹ کودک فلسطینی", "کودک", ("children",)),
        ("۴ زن", "زن", ("women",)),
        ("پنج زن و کودک", "زن", ("women", "children")),
        ("۱۷ فلسطینی", "فلسطینی", ()),
        ("دو نفر توسط سربازان", "نفر", ()),
        ("۲۰۰ خانواده", "خانواده", ("families",)),
        ("۲۰", "", ()),
    ],
)
def test_unit_and_class_of_people(words: str, unit: str, whom: tuple[str, ...]) -> None:
    found = read_count(words)
    assert found is not None
    assert (found.unit, found.whom) == (unit, whom)


def test_what_befell_them_is_told_where_the_words_tell_it() -> None:
    assert [read_count(words).slot for words in ("۵ کشته", "۵ زخمی", "۵ گروگان", "۵ آواره")] == [  # type: ignore[union-attr]
        "killed",
        "wounded",
        "captured",
        "displaced",
    ]


def phrases(text: str) -> list[str]:
    return [span.of(text) for span in find_counts(text)]


def test_count_phrases_of_running_text() -> None:
    text = (
        "به گفته پلیس دست‌کم ۱۵ تن در دومین انفجار ۲۵ تیر کشته و بیش از 120نظامی زخمی شدند؛ "
        "۳۰ تا ۴۰ نفر، ده‌ها غیرنظامی و بین ۵ و ۶ کودک مفقودند و ۳ تانک از کار افتاد."
    )
    assert phrases(text) == [
        "دست‌کم ۱۵ تن",
        "بیش از 120نظامی",
        "۳۰ تا ۴۰ نفر",
        "ده‌ها غیرنظامی",
        "بین ۵ و ۶ کودک",
    ]


def test_a_number_without_people_is_no_count_phrase() -> None:
    assert phrases("سال ۲۰۱۵، ۳۰ درصد، ۱۲ تن مواد منفجره، دختر ۱۲ ساله و ساعت ۱۲") == []


def test_adjectives_that_look_like_people_need_a_number() -> None:
    assert phrases("نیروهای سوری و عراقی با سربازان ترک") == []


@pytest.mark.parametrize(
    "words",
    [
        *("کسی کشته نشد", "هیچ‌کس", "هیچ فردی", "هیچ سربازی", "هیچ‌کدام", "احدی", "هیچ تلفات جانی", "تلفاتی نداشته‌اند"),
        *("هیچ یک از ۱۲ سرنشین", "کشته و مجروح بر جا نگذاشته است"),
    ],
)
def test_nobody_is_none_of_them_where_a_count_was_asked_for(words: str) -> None:
    found = read_count(words, "killed")
    assert found is not None
    assert (found.minimum, found.maximum) == (0, 0)
    assert read_count("کسی", "killed") is None


def test_a_count_of_one_fate_stands_beside_nobody_of_another() -> None:
    found = read_count("۳ نفر کشته و هیچ‌کس زخمی نشد", "killed")
    assert found is not None
    assert (found.minimum, found.maximum) == (3, 3)


@pytest.mark.parametrize("words", ["فردی", "سربازی", "کسی که پشت فرمان بود"])
def test_somebody_is_one(words: str) -> None:
    found = read_count(words, "killed")
    assert found is not None
    assert (found.minimum, found.maximum) == (1, 1)
