"""Spans from the tagger's probabilities."""

import numpy as np

from ravayat.reading.candidates import WordSpan, collect, find_spans, trim

OUTSIDE, BEGIN, INSIDE = [0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]


def probabilities(*rows: list[float]) -> np.ndarray:
    return np.array(rows, np.float32)


def test_a_span_runs_from_its_begin_over_its_insides() -> None:
    found = find_spans(probabilities(OUTSIDE, BEGIN, INSIDE, INSIDE, OUTSIDE), 0.5)
    assert [span for span, _ in found] == [WordSpan(1, 3)]


def test_a_new_begin_ends_the_span_before_it() -> None:
    found = find_spans(probabilities(BEGIN, INSIDE, BEGIN, OUTSIDE), 0.5)
    assert [span for span, _ in found] == [WordSpan(0, 1), WordSpan(2, 2)]


def test_an_inside_without_a_begin_opens_nothing() -> None:
    assert find_spans(probabilities(OUTSIDE, INSIDE, INSIDE), 0.5) == []


def test_a_lower_threshold_finds_more() -> None:
    unsure = [0.6, 0.3, 0.1]
    assert find_spans(probabilities(unsure), 0.5) == []
    assert [span for span, _ in find_spans(probabilities(unsure), 0.2)] == [WordSpan(0, 0)]


def test_one_stretch_of_two_kinds_is_one_candidate() -> None:
    span = WordSpan(2, 3)
    [candidate] = collect({"participant": [(span, 0.7)], "source": [(span, 0.4)]})
    assert candidate.span == span
    assert sorted(score for score in candidate.scores if score) == [0.4, 0.7]


def test_agreement_is_shared_words_over_all_words() -> None:
    assert WordSpan(0, 3).agreement(WordSpan(2, 5)) == 2 / 6
    assert WordSpan(0, 1).agreement(WordSpan(2, 3)) == 0


def test_a_span_neither_begins_with_a_mark_nor_ends_in_a_joining_word() -> None:
    forms = ["«", "ارتش", "سوریه", "»", "و"]
    assert trim(WordSpan(0, 4), forms) == WordSpan(1, 2)
    assert trim(WordSpan(1, 2), forms) == WordSpan(1, 2)
    assert trim(WordSpan(3, 4), forms) is None
