"""Words keep their places in the raw text, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.records import Span
from ravayat.text.letters import INVISIBLE, fold
from ravayat.text.words import LINE_BREAK, split_words

PERSIAN = st.text(alphabet=st.sampled_from("آابپتسیکيكةۀ ‌\n۱۲3٤ـَ«».،!🔹aB_"), max_size=60)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_unifies_what_the_press_mixes() -> None:
    assert fold("كشتة شدگان") == fold("کشته شدگان")
    assert fold("۱۲٣4") == "1234"
    assert fold("مُحَمَّد") == f"م{INVISIBLE}ح{INVISIBLE}م{INVISIBLE * 2}د"


@given(st.one_of(st.text(), PERSIAN))
def test_every_word_is_the_folded_text_at_its_place(text: str) -> None:
    words = split_words(text)
    folded = fold(text)
    for form, start, end in zip(words.forms, words.starts, words.ends, strict=True):
        assert folded[start:end].replace(INVISIBLE, "") == form.replace(INVISIBLE, "")


@given(st.one_of(st.text(), PERSIAN))
def test_words_cover_everything_but_blanks_and_marks(text: str) -> None:
    words = split_words(text)
    covered = {i for start, end in zip(words.starts, words.ends, strict=True) for i in range(start, end)}
    left = {char for i, char in enumerate(fold(text)) if i not in covered}
    assert all(char.isspace() or char == INVISIBLE for char in left)


@given(st.one_of(st.text(), PERSIAN))
def test_words_are_in_order_and_apart(text: str) -> None:
    words = split_words(text)
    assert all(a <= b for a, b in zip(words.ends, words.starts[1:], strict=False))
    assert list(words.sentences) == sorted(words.sentences)


def test_numbers_come_apart_from_the_words_glued_to_them() -> None:
    assert split_words("120نظامی").forms == ("120", "نظامی")


def test_harakat_and_tatweel_are_no_part_of_a_word() -> None:
    assert split_words("مُحَمَّد").forms == split_words("محمد").forms
    assert split_words("ارتـــش").forms == ("ارتش",)


def test_a_line_break_between_numbers_ends_a_sentence() -> None:
    assert split_words("سال 2015\n12 نفر").sentences[-1] == 1


def test_a_half_space_stays_inside_its_word() -> None:
    assert split_words("درگیری‌های شدید").forms == ("درگیری‌های", "شدید")


def test_a_decimal_point_ends_no_sentence() -> None:
    assert split_words("۱.۵ میلیون نفر. سپس").sentences[-1] == 1


def test_blank_lines_are_one_break() -> None:
    assert split_words("الف\n\n \nب").forms == ("الف", LINE_BREAK, "ب")


def test_the_sentence_of_words_is_the_one_the_first_of_them_stands_in() -> None:
    text = "در حلب جنگیدند. در حمص نه! پایان"
    words = split_words(text)
    told = [words.sentence_of(Span(text.index(word), len(text))).of(text) for word in ("حلب", "حمص", "پایان")]
    assert told == ["در حلب جنگیدند.", "در حمص نه!", "پایان"]


def test_a_text_without_words_has_no_sentence() -> None:
    with pytest.raises(ValueError, match="no words"):
        split_words("").sentence_of(Span(0, 1))


@given(st.one_of(st.text(), PERSIAN), st.data())
def test_the_words_touched_are_those_that_share_a_character(text: str, data: st.DataObject) -> None:
    words = split_words(text)
    if not words.forms:
        with pytest.raises(ValueError, match="no words"):
            words.touched(Span(0, 1))
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    touched = [at for at in range(len(words)) if words.span(at, at).overlaps(span)]
    first, last = words.touched(span)
    assert 0 <= first <= last < len(words)
    if touched:
        assert list(range(first, last + 1)) == touched
    else:  # blanks alone
        assert first == last
