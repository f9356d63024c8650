"""A quote is not cut off between the marks of a pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.paired_marks import with_pairs
from ravayat.records import Span


def whole(text: str, words: str) -> str:
    start = text.index(words)
    return with_pairs(text, Span(start, start + len(words))).of(text)


@pytest.mark.parametrize(
    ("text", "read", "quoted"),
    [
        ("روزنامه «سپیده» نوشت", "روزنامه «سپیده", "روزنامه «سپیده»"),
        ("«رحیم نوری» کارشناس گفت", "رحیم نوری» کارشناس", "«رحیم نوری» کارشناس"),
        ("سامانه برد بلند (سبب) فعال شد", "سامانه برد بلند (سبب", "سامانه برد بلند (سبب)"),
        ("گروه («سپید») آمد", "گروه («سپید", "گروه («سپید»)"),
    ],
)
def test_the_other_mark_beside_it_belongs_to_the_quote(text: str, read: str, quoted: str) -> None:
    assert whole(text, read) == quoted


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("روزنامه «سپیده امروز» نوشت", "روزنامه «سپیده"),
        ("گفت: «ارتش عقب نشست»", "ارتش عقب نشست"),
        ("گروه «سپید» آمد", "گروه «سپید»"),
        ("(ارتش) آمد", "ارتش"),
    ],
)
def test_marks_further_off_and_marks_around_it_do_not(text: str, read: str) -> None:
    assert whole(text, read) == read


@given(st.text("ا «»()[]", min_size=1, max_size=20), st.data())
def test_it_grows_by_marks_alone_and_once_is_as_good_as_twice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    grown = with_pairs(text, span)
    assert grown.start <= span.start <= span.end <= grown.end
    assert set(text[grown.start : span.start] + text[span.end : grown.end]) <= set("«»()[]")
    assert with_pairs(text, grown) == grown
