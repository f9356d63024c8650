"""What holds for any text: no exception, spans inside, folded text read the same, time linear."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.calendars import GREGORIAN, LUNAR, SOLAR, parts
from ravayat.grounding.counts import find_counts, read_count
from ravayat.grounding.fates import fate_of, may_tell
from ravayat.grounding.lexer import LEXICON, lex
from ravayat.grounding.mentions import find_time_mentions
from ravayat.grounding.numbers import find_numbers
from ravayat.grounding.surroundings import whole_words
from ravayat.grounding.times import find_times, resolve_time
from ravayat.text.letters import fold
from ravayat.text.words import split_words

WORDS = [*sorted(LEXICON), *"،,.()-/:0123456789۱۲۳", "1398/06/12", "14:30", "1.5", "2013", "حلب", "ی", "م"]
persian = st.lists(st.sampled_from(WORDS), max_size=7).flatmap(
    lambda words: st.sampled_from([" ", "", "\u200c"]).map(lambda between: between.join(words))
)
texts = st.text(max_size=60) | persian
days = st.none() | st.dates()


@given(persian)
def test_no_word_that_tells_a_fate_escapes_the_quick_look(text: str) -> None:
    told = {fate_of(lexeme) for lexeme in lex(text)} & {"killed", "wounded", "captured", "displaced"}
    assert all(may_tell(split_words(text).forms, fate) for fate in told)


@pytest.mark.parametrize(("text", "fate"), [("شهدا", "killed"), ("اسرای", "captured"), ("دست\u200cگیر", "captured")])
def test_irregular_plurals_and_half_spaces_do_not_escape_it(text: str, fate: str) -> None:
    assert may_tell(split_words(text).forms, fate)


@given(texts, days)
def test_resolve_time_never_fails_and_never_ends_before_it_begins(text: str, published: date | None) -> None:
    found = resolve_time(text, published)
    if found is not None and found.first is not None and found.last is not None:
        assert found.first <= found.last


@given(
    st.sampled_from(["آخرین", "نخستین", "دومین", "سومین", "چهارمین"]),
    st.sampled_from(["رمضان", "مهر", "ژوئن"]),
    st.sampled_from(["", " گذشته"]),
    st.dates(date(1950, 1, 1), date(2070, 1, 1)),
)
def test_a_weekday_told_by_its_month_lies_in_it_and_not_far_ahead(which: str, month: str, side: str, day: date) -> None:
    found = resolve_time(f"{which} جمعه {month}{side}", day)
    assert found is not None
    assert found.first is not None
    assert found.first == found.last
    assert found.first.weekday() == 4
    assert found.calendar == {"رمضان": LUNAR, "مهر": SOLAR, "ژوئن": GREGORIAN}[month]
    assert parts(found.calendar, found.first)[1] == {"رمضان": 9, "مهر": 7, "ژوئن": 6}[month]
    assert day - timedelta(days=2 * 366) < found.first <= day + (timedelta(0) if side else timedelta(days=7))


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_a_window_of_a_text_holds_whole_words_of_it(text: str, start: int, stop: int) -> None:
    start, stop = sorted((min(start, len(text)), min(stop, len(text))))
    words = re.compile(r"\w+(?:\u200c+\w+)*")
    whole = {one[0] for one in words.finditer(text)}
    found = whole_words(text, start, stop)
    assert found in text[start:stop]
    assert {one[0] for one in words.finditer(found)} <= whole


@given(texts, st.sampled_from([None, "killed", "wounded"]))
def test_read_count_never_fails_and_keeps_its_bounds_in_order(text: str, slot: str | None) -> None:
    found = read_count(text, slot)
    if found is not None:
        assert not found.minimum == found.maximum is None
        if found.minimum is not None and found.maximum is not None:
            assert found.minimum <= found.maximum


FINDERS: list[Callable[[str], list[tuple[int, int]]]] = [
    lambda text: [(span.start, span.end) for span in find_times(text)],
    lambda text: [(span.start, span.end) for span in find_counts(text)],
    lambda text: [(span.start, span.end) for span in find_time_mentions(text)],
    lambda text: [(span.start, span.end) for span, _ in find_numbers(text)],
]


@pytest.mark.parametrize("find", FINDERS)
@given(text=texts)
def test_spans_lie_in_the_text_in_order_and_apart(find: Callable[[str], list[tuple[int, int]]], text: str) -> None:
    ends = [0, *(place for span in find(text) for place in span), len(text)]
    assert ends == sorted(ends)


# A tatweel between numbers is a dash before folding and nothing after it.
@pytest.mark.parametrize("find", FINDERS)
@given(text=texts.map(lambda text: text.replace("ـ", "")))
def test_folded_text_gives_the_same_spans(find: Callable[[str], list[tuple[int, int]]], text: str) -> None:
    assert find(fold(text)) == find(text)


@given(texts.map(lambda text: text.replace("ـ", "")))
def test_folded_words_mean_the_same(text: str) -> None:
    published = date(2013, 7, 30)
    assert resolve_time(fold(text), published) == resolve_time(text, published)
    raw, folded = read_count(text), read_count(fold(text))
    assert (raw and (raw.minimum, raw.maximum)) == (folded and (folded.minimum, folded.maximum))


@pytest.mark.parametrize(
    "unit",
    [
        "از ",
        "تا ",
        "طی ",
        "حدود ",
        "اواخر ",
        "صبح ",
        "۵ و ",
        "هزار و ",
        "۱۲،",
        "هر ",
        "صبح تا ",
        "نفر و ",
        "بیستو",
        "ـ",
        "1.",
    ],
)
def test_hostile_repetition_takes_steps_in_proportion_to_its_length(unit: str) -> None:
    def steps(text: str) -> int:
        calls = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event == "call"

        sys.setprofile(count)
        try:
            for find in FINDERS:
                find(text)
            resolve_time(text, date(2013, 7, 30))
            read_count(text)
        finally:
            sys.setprofile(None)
        return calls

    # Quadratic growth would make the ratio 64.
    assert steps(unit * 4_000) < 16 * max(steps(unit * 500), 1_000)
