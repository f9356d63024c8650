"""What a link is judged by, besides words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ravayat.reading.candidates import WordSpan
from ravayat.reading.features import (
    DISTANCE_SIZE,
    LINK_SIZES,
    SENTENCE_REACH,
    link_features,
)

WORDS = 400
spans = st.lists(
    st.builds(lambda first, length: WordSpan(first, first + length), st.integers(0, WORDS - 10), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)
SENTENCES = [word // 20 for word in range(WORDS)]


@given(spans)
def test_distances_are_mirrored(chosen: list[WordSpan]) -> None:
    distances = link_features(chosen, chosen, SENTENCES)[..., :2]
    middle = np.array([DISTANCE_SIZE // 2, SENTENCE_REACH])
    np.testing.assert_array_equal(distances - middle, middle - distances.transpose(1, 0, 2))


@given(spans, spans)
def test_features_index_their_tables(triggers: list[WordSpan], fillers: list[WordSpan]) -> None:
    found = link_features(triggers, fillers, SENTENCES)
    assert (found >= 0).all()
    assert (found < np.array(LINK_SIZES)).all()


def test_what_stands_between_is_counted() -> None:
    chosen = [WordSpan(0, 1), WordSpan(5, 6), WordSpan(9, 9)]
    assert link_features([WordSpan(20, 20)], chosen, SENTENCES)[0, :, 2].tolist() == [2, 1, 0]
