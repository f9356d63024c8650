"""Damage moves words about but never loses where they went."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ravayat.training.damage import damage_with_offsets

TEXT = "نیروهای ارتش سوریه «خان‌العسل» را به‌دست گرفتند. ۱۲ نفر کشته شده‌اند.\nآنها می‌گویند 5 تن زخمی‌اند."


@given(st.one_of(st.text(max_size=80), st.just(TEXT)), st.integers(0, 10_000))
def test_offsets_are_total_and_monotone(text: str, seed: int) -> None:
    damaged, offsets = damage_with_offsets(text, random.Random(seed))
    assert len(offsets) == len(text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(damaged)


@given(st.integers(0, 10_000))
def test_letters_that_are_not_damaged_stay_at_their_offsets(seed: int) -> None:
    damaged, offsets = damage_with_offsets(TEXT, random.Random(seed))
    for at, char in enumerate(TEXT):
        if char in "نروهاتسخلعد":
            assert damaged[offsets[at]] == char


def test_each_kind_of_half_space_loss_happens() -> None:
    outcomes = {damage_with_offsets("می‌گویند", random.Random(seed))[0] for seed in range(60)}
    assert {"میگویند", "می گویند", "می‌گویند"} <= {text.replace("ي", "ی") for text in outcomes}
