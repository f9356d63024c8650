"""What speaks for two claims telling of one event."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scored_builder import build_scored

from ravayat.reading.candidates import WordSpan
from ravayat.reading.event_pairs import Pairs, pair_up
from ravayat.reading.events import Told, pair_features
from ravayat.reading.labels import TYPES
from ravayat.reading.name_probabilities import NameProbabilities
from ravayat.text.words import split_words

WORDS = split_words("ارتش حلب را زد. ارتش می‌گوید در حلب ده تن کشته شدند. گروه دیگری گفت در ادلب انفجار بود.")
FORMS = WORDS.forms
TRIGGERS = [WordSpan(at, at) for at in (3, FORMS.index("کشته"), FORMS.index("انفجار"))]
PLACES = [WordSpan(at, at) for at in (1, 8, FORMS.index("ادلب"))]


def pairs(order: tuple[int, ...] = (0, 1, 2), same: npt.NDArray[np.float32] | None = None) -> Pairs:
    """The three claims of the text in some order, each at its own place."""
    triggers = [TRIGGERS[claim] for claim in order]
    links = {(row, claim, "place"): 3.0 for row, claim in enumerate(order)}
    sure = [(0.7, 0.8, 0.9)[claim] for claim in order]
    scored = build_scored(WORDS, triggers, dict.fromkeys(PLACES, "place"), links, sure=sure)
    types = np.tile(np.linspace(0, 1, len(TYPES), dtype=np.float32), (3, 1))
    told = [
        Told(claim, scored.form(trigger), trigger.first, WORDS.sentences[trigger.first], {})
        for claim, trigger in zip(order, triggers, strict=True)
    ]
    kept = np.arange(3)
    probabilities = np.full((3, 3), 0.5, np.float32) if same is None else same
    return pair_up(scored, NameProbabilities.of(scored, kept), kept, types, told, pair_features(told), probabilities)


def test_every_two_claims_are_a_pair_once() -> None:
    found = pairs()
    assert list(zip(found.first.tolist(), found.second.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]


def test_the_order_of_the_claims_changes_nothing() -> None:
    straight, turned = pairs(), pairs((2, 0, 1))
    place = {0: 2, 1: 0, 2: 1}
    rows = {
        (place[first], place[second]): row
        for first, second, row in zip(turned.first.tolist(), turned.second.tolist(), turned.features, strict=True)
    }
    for first, second, row in zip(straight.first.tolist(), straight.second.tolist(), straight.features, strict=True):
        assert np.allclose(rows[first, second], row)


def test_what_the_network_says_of_a_pair_is_known() -> None:
    surer = np.full((3, 3), 0.9, np.float32)
    assert not np.array_equal(pairs().features, pairs(same=surer).features)


def test_one_claim_is_no_pair() -> None:
    found = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 4), np.float32))
    assert found.square(np.zeros(0, np.float32), 1).shape == (1, 1)


def test_probabilities_of_pairs_stand_on_both_sides() -> None:
    square = pairs().square(np.array([0.1, 0.2, 0.3], np.float32), 3)
    assert np.array_equal(square, square.T)
    assert square[0, 2] == np.float32(0.2)
