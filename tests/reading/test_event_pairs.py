"""What speaks for two claims telling of one event."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import Candidate, WordSpan
from ravayat.reading.event_pairs import Pairs, pair_up
from ravayat.reading.events import Told
from ravayat.reading.labels import ROLES, SINGLE_ROLES, TAGS, TYPES
from ravayat.reading.name_probabilities import NameProbabilities
from ravayat.reading.scored import Scored
from ravayat.text.words import split_words

WORDS = split_words("ارتش حلب را زد. ارتش می‌گوید در حلب ده تن کشته شدند. گروه دیگری گفت در ادلب انفجار بود.")
FORMS = WORDS.forms
TRIGGERS = [WordSpan(at, at) for at in (3, FORMS.index("کشته"), FORMS.index("انفجار"))]
PLACES = [WordSpan(at, at) for at in (1, 8, FORMS.index("ادلب"))]


def pairs(order: tuple[int, ...] = (0, 1, 2), same: npt.NDArray[np.float32] | None = None) -> Pairs:
    """The three claims of the text in some order, each at its own place."""
    triggers = [TRIGGERS[claim] for claim in order]
    links = np.full((3, 3, len(ROLES)), -12.0, np.float32)
    for row, claim in enumerate(order):
        links[row, claim, ROLES.index("place")] = 3.0
    types = np.tile(np.linspace(0, 1, len(TYPES), dtype=np.float32), (3, 1))
    scored = Scored(
        WORDS,
        triggers,
        np.array([0.7, 0.8, 0.9], np.float32)[list(order)],
        types,
        types,
        np.zeros(3, np.int64),
        np.ones(3, np.float32),
        np.ones(3, bool),
        np.eye(3, dtype=np.float32)[list(order)],
        [Candidate(span, tuple(0.9 * (tag == "place") for tag in TAGS)) for span in PLACES],
        links,
        np.zeros((3, len(SINGLE_ROLES)), np.float32),
    )
    told = [
        Told(claim, scored.form(trigger), trigger.first, WORDS.sentences[trigger.first], {})
        for claim, trigger in zip(order, triggers, strict=True)
    ]
    kept = np.arange(3)
    probabilities = np.full((3, 3), 0.5, np.float32) if same is None else same
    return pair_up(scored, NameProbabilities.of(scored, kept), kept, types, told, probabilities)


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
