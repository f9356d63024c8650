"""A part of a name grows to the whole of it, and to nothing more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.places import whole_places
from ravayat.records.span import Span


def grown(text: str, part: str) -> str:
    start = text.index(part)
    span = Span(start, start + len(part))
    return whole_places(text, [span])[span].of(text)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("کشتی‌ها در تنگه هرمز ماندند", "تنگه", "تنگه هرمز"),
        ("در تنگۀ هرمز", "تنگۀ", "تنگۀ هرمز"),
        ("به پایگاه موفق السلطی اردن", "موفق", "موفق السلطی"),
        ("شهرک النبطیه الفوقا در جنوب", "الفوقا", "النبطیه الفوقا"),
        ("شهرک النبطیه الفوقا در جنوب", "النبطیه", "النبطیه الفوقا"),
        ("در سیستان و بلوچستان", "سیستان", "سیستان و بلوچستان"),
        ("در سیستان و بلوچستان", "بلوچستان", "سیستان و بلوچستان"),
        ("در کردستان عراق", "کردستان", "کردستان عراق"),
        ("نفتکشی در خلیج عدن", "عدن", "خلیج عدن"),
        ("جمهوری کاباردینو-بالکاریا", "کاباردینو", "جمهوری کاباردینو-بالکاریا"),
    ],
)
def test_the_words_beside_a_part_belong_to_the_name(text: str, part: str, whole: str) -> None:
    assert grown(text, part) == whole


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("در ضاحیه بیروت", "بیروت"),  # a place of its own, which holds the other
        ("در ضاحیه بیروت", "ضاحیه"),  # the same place, told more fully
        ("در کردستان عراق", "عراق"),
        ("در جنوب لبنان", "لبنان"),
        ("در استان حمص", "حمص"),
        ("در جمهوری اسلامی ایران", "ایران"),
        ("حمله به حمص دیروز", "حمص"),
        ("در تنگه. هرمز گفت", "تنگه"),
    ],
)
def test_what_is_a_name_by_itself_stays_as_it_is(text: str, part: str) -> None:
    assert grown(text, part) == part


@given(st.text(alphabet="تنگههرمزو \u200c-حص", min_size=1, max_size=40), st.data())
def test_the_quote_is_always_inside_what_it_grows_to(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    whole = whole_places(text, [span])[span]
    assert whole.start <= span.start < span.end <= whole.end <= len(text)
