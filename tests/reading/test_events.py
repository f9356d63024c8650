"""Claims into events."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ravayat.reading.events import PAIR_FEATURES, Told, agreed_types, cluster, pair_features


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


def test_a_claim_waits_for_the_event_that_it_fits_best() -> None:
    likely = {(0, 1): 0.55, (1, 2): 0.9, (0, 2): 0.1, (2, 3): 0.6, (1, 3): 0.6, (0, 3): 0.1}
    probabilities = np.eye(4, dtype=np.float32)
    for pair, probability in likely.items():
        probabilities[pair] = probabilities[pair[::-1]] = probability
    assert cluster(probabilities) == [1, 2, 2, 2]


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_events_do_not_depend_on_the_order_of_the_claims(count: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    values, order = draw.random((count, count)), draw.permutation(count)
    probabilities = ((values + values.T) / 2).astype(np.float32)
    numbers, shuffled = np.array(cluster(probabilities)), np.array(cluster(probabilities[np.ix_(order, order)]))
    assert ((numbers[order][:, None] == numbers[order]) == (shuffled[:, None] == shuffled)).all()


def test_no_claim_makes_no_event() -> None:
    assert cluster(np.zeros((0, 0), np.float32)) == []


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_events_are_numbered_from_one_without_gaps(count: int, seed: int) -> None:
    values = np.random.default_rng(seed).random((count, count), np.float32)
    numbers = cluster((values + values.T) / 2)
    assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))


SURE_OF_THE_FIRST, RATHER_THE_SECOND = np.log([0.98, 0.02]), np.log([0.4, 0.6])


def types_of(events: list[int], weight: float, same: float = 1.0) -> list[int]:
    scores = np.array([SURE_OF_THE_FIRST, RATHER_THE_SECOND], np.float32)
    return agreed_types(scores, events, np.full((2, 2), same, np.float32), weight).tolist()


def test_a_claim_in_doubt_takes_the_type_of_its_event() -> None:
    assert types_of([1, 1], weight=1) == [0, 0]


def test_claims_of_different_events_have_each_their_own_type() -> None:
    assert types_of([1, 2], weight=1) == [0, 1]


def test_types_stay_where_the_others_do_not_count_or_hardly_tell_of_the_same() -> None:
    assert types_of([1, 1], weight=0) == [0, 1]
    assert types_of([1, 1], weight=1, same=0.05) == [0, 1]


def test_a_sure_claim_keeps_its_type_beside_one_in_doubt() -> None:
    scores = np.array([SURE_OF_THE_FIRST, RATHER_THE_SECOND, RATHER_THE_SECOND], np.float32)
    assert agreed_types(scores, [1, 1, 1], np.ones((3, 3), np.float32), 1).tolist()[0] == 0
