"""What a link is judged by, besides words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ravayat.reading.candidates import WordSpan
from ravayat.reading.features import (
    DISTANCE_SIZE,
    LINK_SIZES,
    RELATION_SIZES,
    SENTENCE_REACH,
    link_features,
    relation_features,
)

WORDS = 400
spans = st.lists(
    st.builds(lambda first, length: WordSpan(first, first + length), st.integers(0, WORDS - 10), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)
SENTENCES = [word // 20 for word in range(WORDS)]


@given(spans)
def test_relations_are_mirrored(chosen: list[WordSpan]) -> None:
    relations = relation_features(chosen, SENTENCES)
    middle = np.array([DISTANCE_SIZE // 2, SENTENCE_REACH])
    np.testing.assert_array_equal(relations - middle, middle - relations.transpose(1, 0, 2))


@given(spans, spans)
def test_features_index_their_tables(triggers: list[WordSpan], fillers: list[WordSpan]) -> None:
    for found, sizes in (
        (relation_features(fillers, SENTENCES), RELATION_SIZES),
        (link_features(triggers, fillers, SENTENCES), LINK_SIZES),
    ):
        assert (found >= 0).all()
        assert (found < np.array(sizes)).all()


def test_what_stands_between_is_counted() -> None:
    chosen = [WordSpan(0, 1), WordSpan(5, 6), WordSpan(9, 9)]
    assert link_features([WordSpan(20, 20)], chosen, SENTENCES)[0, :, 2].tolist() == [2, 1, 0]
