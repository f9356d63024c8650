"""Claims into events."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ravayat.reading.events import PAIR_FEATURES, Told, cluster, pair_features


def told(**roles: str) -> Told:
    return Told(0, "حمله", 1, 0, {role: frozenset([words]) for role, words in roles.items()})


def test_agreeing_and_differing_places_are_told_apart() -> None:
    here, there, nowhere = told(place="حلب"), told(place="حمص"), told()
    features = pair_features([here, here, there, nowhere])
    agree, differ = 4 + 2 * 2, 4 + 2 * 2 + 1
    assert features[0, 1, agree] == 1
    assert features[0, 2, differ] == 1
    assert features[0, 3, agree] == features[0, 3, differ] == 0


def test_claims_far_apart_are_told_from_neighbours() -> None:
    first, next_sentence, far = (
        Told(0, "حمله", place, sentence, {}) for place, sentence in ((1, 0), (9, 1), (400, 30))
    )
    nearness, distance = pair_features([first, next_sentence, far])[0, :, -2:].T
    assert nearness[1] > nearness[2]
    assert distance[1] < distance[2]


def test_features_are_symmetric() -> None:
    features = pair_features([told(place="حلب"), told(actor="ارتش"), told(place="حلب", actor="ارتش سوریه")])
    assert features.shape == (3, 3, PAIR_FEATURES)
    assert (features == features.transpose(1, 0, 2)).all()


def test_likely_pairs_share_an_event() -> None:
    probabilities = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]], np.float32)
    assert cluster(probabilities) == [1, 1, 2]


def test_one_mistaken_pair_does_not_fuse_two_events() -> None:
    probabilities = np.full((4, 4), 0.05, np.float32)
    probabilities[:2, :2] = probabilities[2:, 2:] = 0.95
    probabilities[1, 2] = probabilities[2, 1] = 0.8
    assert cluster(probabilities) == [1, 1, 2, 2]


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_events_are_numbered_from_one_without_gaps(count: int, seed: int) -> None:
    values = np.random.default_rng(seed).random((count, count), np.float32)
    numbers = cluster((values + values.T) / 2)
    assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))
