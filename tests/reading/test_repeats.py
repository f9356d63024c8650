"""The same teller restating the same event with nothing new: one claim, at the fullest mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scored_builder import build_scored

from ravayat.reading.candidates import WordSpan
from ravayat.reading.repeats import told_once
from ravayat.reading.roles import Filler, Roles
from ravayat.text.words import split_words

WORDS = split_words("ارتش سوریه حلب را بمباران کرد ارتش در این حمله 12 نفر را کشت حمله 2 نفر رویترز نظامیان غیرنظامیان")
WHOLE_ARMY, ARMY, ALEPPO = WordSpan(0, 1), WordSpan(6, 6), WordSpan(2, 2)
SOLDIERS, CIVILIANS = WordSpan(18, 18), WordSpan(19, 19)
TWELVE, TWO, REUTERS = WordSpan(10, 11), WordSpan(15, 16), WordSpan(17, 17)
BOMBED, ATTACK, KILLED, ATTACK_AGAIN = WordSpan(4, 4), WordSpan(9, 9), WordSpan(13, 13), WordSpan(14, 14)


def claim(**spans: WordSpan) -> Roles:
    return {role: (Filler(span, 0.9),) for role, span in spans.items()}


def left(
    *claims: Roles,
    events: Sequence[int] | None = None,
    stances: Sequence[int] | None = None,
    kinds: Sequence[int] | None = None,
    triggers: Sequence[WordSpan] = (BOMBED, ATTACK, KILLED, ATTACK_AGAIN),
) -> list[int]:
    scored = build_scored(WORDS, triggers[: len(claims)], {WHOLE_ARMY: "participant"}, {})
    scored = replace(scored, stances=np.array(stances or [0] * len(claims)))
    types = np.array(kinds or [0] * len(claims))
    return told_once(scored, np.arange(len(claims)), types, claims, events or [1] * len(claims))


def test_a_mention_that_adds_nothing_goes() -> None:
    assert left(claim(actor=WHOLE_ARMY, place=ALEPPO), claim(actor=WHOLE_ARMY)) == [0]
    assert left(claim(actor=WHOLE_ARMY), claim(actor=WHOLE_ARMY, place=ALEPPO)) == [1]


def test_a_shorter_name_of_the_same_is_nothing_new() -> None:
    assert left(claim(actor=ARMY), claim(actor=WHOLE_ARMY)) == [1]


def test_a_fuller_name_is_not_lost_to_a_mention_with_more_slots() -> None:
    assert left(claim(actor=WHOLE_ARMY), claim(actor=ARMY, place=ALEPPO, killed=TWELVE)) == [0, 1]


def test_a_word_within_another_word_is_another_name() -> None:
    assert left(claim(target=SOLDIERS), claim(target=CIVILIANS, killed=TWELVE)) == [0, 1]


def test_of_equal_mentions_the_first_stays() -> None:
    assert left(claim(actor=ARMY), claim(actor=ARMY), claim(actor=ARMY)) == [0]


def test_a_mention_with_something_new_stays() -> None:
    assert left(claim(actor=ARMY), claim(place=ALEPPO)) == [0, 1]


def test_another_number_is_something_new_though_its_digits_stand_in_the_other() -> None:
    assert left(claim(killed=TWELVE), claim(killed=TWO)) == [0, 1]


def test_another_teller_event_stance_or_type_makes_another_claim() -> None:
    same = claim(actor=ARMY)
    assert left(same, claim(actor=ARMY, chain1=REUTERS)) == [0, 1]
    assert left(same, same, events=[1, 2]) == [0, 1]
    assert left(same, same, stances=[0, 1]) == [0, 1]
    assert left(same, same, kinds=[0, 1]) == [0, 1]


SPANS = st.sampled_from([WHOLE_ARMY, ARMY, ALEPPO, TWELVE, TWO])
CLAIMS = st.lists(st.dictionaries(st.sampled_from(["actor", "place", "killed", "chain1"]), SPANS), max_size=4)


@given(CLAIMS, st.lists(st.integers(1, 2), min_size=4, max_size=4))
def test_every_event_keeps_a_claim_and_what_is_left_stays_when_asked_again(
    told: list[dict[str, WordSpan]], events: list[int]
) -> None:
    claims, numbers = [claim(**one) for one in told], events[: len(told)]
    kept = left(*claims, events=numbers)
    assert {numbers[one] for one in kept} == set(numbers)
    triggers = [(BOMBED, ATTACK, KILLED, ATTACK_AGAIN)[one] for one in kept]
    again = left(*[claims[one] for one in kept], events=[numbers[one] for one in kept], triggers=triggers)
    assert again == list(range(len(kept)))
