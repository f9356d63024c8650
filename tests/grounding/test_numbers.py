from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2fawords import words as in_words

from ravayat.grounding.numbers import find_numbers

HALF_SPACE = "\u200c"


def values(text: str) -> list[int]:
    return [value for _, value in find_numbers(text)]


@given(st.integers(0, 999_999_999))
def test_words_of_a_number_come_back_as_the_number(number: int) -> None:
    assert values(in_words(number)) == [number]


@given(st.integers(0, 999_999), st.sampled_from(["", HALF_SPACE]))
def test_words_glued_or_half_spaced_come_back_too(number: int, between: str) -> None:
    assert values(in_words(number).replace(" ", between)) == [number]


@given(st.integers(0, 10**15 - 1), st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"]))
def test_digits_of_three_scripts(number: int, digits: str) -> None:
    assert values(str(number).translate(str.maketrans("0123456789", digits))) == [number]


@given(st.integers(1_000, 10**12), st.sampled_from([",", "٬", "،"]))
def test_grouped_digits_are_one_number(number: int, mark: str) -> None:
    assert values(f"{number:,}".replace(",", mark)) == [number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("۱۲ هزار", [12_000]),
        ("۲ میلیون و ۳۰۰ هزار", [2_300_000]),
        ("۱.۵ میلیون", [1_500_000]),
        ("۱/۵ میلیون", [1_500_000]),
        ("یک و نیم میلیون", [1_500_000]),
        ("دو میلیون و نیم", [2_500_000]),
        ("هزار میلیارد", [10**12]),
        ("پنج صد", [500]),
        ("بیست ودو", [22]),
        ("بیستو دو", [22]),
        ("بین بیست و سی", [20, 30]),
        ("بین صد و صد و بیست", [100, 120]),
        ("بین هزار و دو هزار", [1_000, 2_000]),
        ("دو سه", [2, 3]),
        ("۵ و ۶", [5, 6]),
    ],
)
def test_scales_halves_and_neighbours(text: str, expected: list[int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["دومین", "سوم", "هفتاد و سومین", "بیست و یکم", "سی‌ام", "سی ام", "۲۳امین", "۲۳ ام", "هزارمین", "نخستین"],
)
def test_ordinals_are_no_numbers(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["یک سوم", "سه چهارم", "۱۲:۳۰", "1398/06/12", "2019-09-04", "۱۲.۵", "سه و نیم"])
def test_fractions_times_and_dates_are_no_whole_numbers(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["اف-۱۶", "F16", "کووید-19", "5G", "هتل4ستاره"])
def test_digits_inside_names_are_no_numbers(text: str) -> None:
    assert values(text) == []


def test_digits_glued_to_what_they_count_are_numbers() -> None:
    assert values("تعداد120نفر، 120نظامی و ۴۵تن") == [120, 120, 45]


def test_the_span_is_that_of_the_raw_text() -> None:
    text = "در این حمله بیست‌ودو نفر و ۱۲٬۰۰۰ خانه"
    assert [span.of(text) for span, _ in find_numbers(text)] == ["بیست‌ودو", "۱۲٬۰۰۰"]


def test_very_long_digits_are_left_alone() -> None:
    assert values("9" * 5_000) == []
