"""Reprints are found whatever became of their spelling, and reports written apart are none."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.corpus.stories import Story, load_stories
from ravayat.ledger.copies import LEAST_SHARE, Fingerprint, fingerprint, shared
from ravayat.testing import made_report

HALF_SPACE = "\u200c"


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    return list(load_stories(Path(__file__).parents[2] / "corpus" / "stories"))


def meet(one: Fingerprint, other: Fingerprint) -> bool:
    return not set(one.keys).isdisjoint(other.keys)


def test_keys_that_stores_keep_stay_the_same() -> None:
    # Other keys need a migration that files every text anew.
    text = " ".join(f"کلمه{number}" for number in range(60))
    assert sorted(fingerprint(text).keys)[:3] == [932532486127184, 38389083521898015, 65314414212784650]


@pytest.mark.parametrize(
    ("old", "new"),
    [("ی", "ي"), ("ک", "ك"), (HALF_SPACE, ""), (HALF_SPACE, " "), ("7", "۷"), (" ", "\u00a0"), ("،", "")],
)
def test_spelling_damage_does_not_change_a_fingerprint(old: str, new: str) -> None:
    text = made_report(1, denier="ارتش روسیه").article.text + f" گفت{HALF_SPACE}وگو، می{HALF_SPACE}گویند."
    assert old in text
    assert fingerprint(text.replace(old, new)) == fingerprint(text)


@given(st.integers(0, 50), st.floats(0.5, 1))
def test_a_shortened_copy_is_found(seed: int, share: float) -> None:
    text = made_report(seed).article.text
    whole, short = fingerprint(text), fingerprint(text[: int(len(text) * share)])
    assert shared(whole, short) >= 0.95
    assert meet(whole, short)


@given(st.integers(0, 50), st.integers(51, 99))
def test_other_reports_are_no_copies(seed: int, other: int) -> None:
    assert shared(fingerprint(made_report(seed).article.text), fingerprint(made_report(other).article.text)) < 0.5


def test_sharing_is_the_same_both_ways() -> None:
    one, other = (fingerprint(made_report(seed).article.text) for seed in (1, 2))
    assert shared(one, other) == shared(other, one)
    assert shared(one, one) == 1.0


def test_texts_without_letters_share_nothing() -> None:
    one, other = fingerprint("؟!"), fingerprint("")
    assert shared(one, other) == 0.0
    assert not meet(one, other)


def test_short_texts_are_compared_whole() -> None:
    assert shared(fingerprint("انفجار"), fingerprint("انفجار")) == 1.0
    assert shared(fingerprint("انفجار"), fingerprint("درگیری")) == 0.0


def test_the_copies_of_the_stories_are_found_and_nothing_else(stories: list[Story]) -> None:
    missed, wrong = [], []
    for story in stories:
        copies = {frozenset(pair) for event in story.events.values() for pair in event.copies}
        prints = {number: fingerprint(report.article.text) for number, report in enumerate(story.reports, 1)}
        for one, other in combinations(prints, 2):
            found = meet(prints[one], prints[other]) and shared(prints[one], prints[other]) >= LEAST_SHARE
            if found != (frozenset((one, other)) in copies):
                (wrong if found else missed).append((story.name, one, other))
    assert (missed, wrong) == ([], [])
