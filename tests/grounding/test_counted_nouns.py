"""A quote of a number alone has the noun behind it, and nothing else grows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.counted_nouns import with_counted_noun
from ravayat.records import Span


def grown(text: str, words: str) -> str:
    start = text.index(words)
    return with_counted_noun(text, Span(start, start + len(words))).of(text)


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("۱۴ نفر از جمله سه کودک کشته شدند", "سه", "سه کودک"),
        ("حتی یک پاسگاه در اختیار آنان نیست", "یک", "یک پاسگاه"),
        ("بیست و سه نفر کشته شدند", "بیست و سه", "بیست و سه نفر"),
        ("کشتار 148نفر از اهالی", "148", "148نفر"),
        ("چند\u200cسرباز زخمی شدند", "چند", "چند\u200cسرباز"),
    ],
)
def test_a_number_alone_has_the_noun_that_it_counts(text: str, words: str, whole: str) -> None:
    assert grown(text, words) == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("سه تن را کشت", "سه تن"),
        ("ارتش سه شهر را گرفت", "ارتش"),
        ("هر سه را کشت", "سه"),
        ("دو، کودکان هم بودند", "دو"),
        ("۳۰۰ «تروریست» از میان رفتند", "۳۰۰"),
        ("آنان دو", "دو"),
    ],
)
def test_nothing_else_grows(text: str, words: str) -> None:
    assert grown(text, words) == words


@given(st.text(min_size=1), st.data())
def test_a_span_keeps_its_start_and_stays_within_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    whole = with_counted_noun(text, Span(start, end))
    assert whole.start == start
    assert end <= whole.end <= len(text)
