"""Measures of joining, against cases worked out by hand."""

from hypothesis import given
from hypothesis import strategies as st

from ravayat.evaluate.joins import b_cubed, best_match, pairwise, same_roots

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2}
LABELS = st.dictionaries(st.integers(0, 12), st.integers(0, 4), min_size=1)


def test_pairs_are_counted() -> None:
    row = pairwise(GOLD, {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert (row.precision, row.recall, row.f1, row.gold) == (0.5, 0.3333, 0.4, 3)


def test_pairs_within_a_group_do_not_count() -> None:
    found = {"a": "x", "b": "x", "c": "x", "d": "y"}
    row = pairwise(GOLD, found, {"a": 1, "b": 1, "c": 2, "d": 2})
    assert (row.precision, row.recall, row.gold) == (1.0, 1.0, 2)


def test_an_item_that_was_not_found_is_alone() -> None:
    assert pairwise(GOLD, {"a": "x", "b": "x"}).recall == 0.3333


def test_b_cubed_as_its_authors_define_it() -> None:
    row = b_cubed(GOLD, {"a": "x", "b": "x", "c": "y", "d": "y"})
    # Precision of a, b: 1; of c, d: 1/2. Recall of a, b: 2/3, of c: 1/3, of d: 1.
    assert (row.precision, row.recall) == (0.75, 0.6667)


@given(LABELS)
def test_what_is_right_is_wholly_right(labels: dict[int, int]) -> None:
    assert b_cubed(labels, labels).f1 == 1.0
    if pairwise(labels, labels).gold:
        assert pairwise(labels, labels).f1 == 1.0


@given(LABELS, LABELS)
def test_names_of_events_do_not_matter(gold: dict[int, int], found: dict[int, int]) -> None:
    renamed = {item: f"event {label}" for item, label in found.items()}
    assert pairwise(gold, found) == pairwise(gold, renamed)
    assert b_cubed(gold, found) == b_cubed(gold, renamed)


def test_the_best_match_is_the_event_that_holds_most() -> None:
    assert best_match(["a", "b", "c"], {"a": "x", "b": "y", "c": "y"}) == "y"
    assert best_match(["a"], {}) is None


def test_roots_are_the_same_where_each_is_one_of_the_others() -> None:
    annotated = [frozenset({"afp", "یکسرهنگپلیس"}), frozenset({"IQ.interior_ministry"})]
    assert same_roots(annotated, {"afp", "IQ.interior_ministry"})
    assert not same_roots(annotated, {"afp", "reuters"})  # as many, and others
    assert not same_roots(annotated, {"afp", "IQ.interior_ministry", "reuters"})
    assert not same_roots(annotated, {"afp", "یکسرهنگپلیس"})  # both are one of those annotated
    assert not same_roots(annotated, set())
    assert same_roots([], set())
