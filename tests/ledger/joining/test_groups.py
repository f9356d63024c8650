"""Events out of joins, and joins out of likenesses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ravayat.ledger.joining.clustering import ONCE, cluster, spanning
from ravayat.ledger.joining.components import MACHINE, READER, by_person, components
from ravayat.records import Join

CLAIMS = range(1, 9)


@st.composite
def joins(draw: st.DrawFn) -> list[Join]:
    found = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        first, second = sorted(draw(st.lists(st.sampled_from(CLAIMS), min_size=2, max_size=2, unique=True)))
        by = draw(st.sampled_from([READER, MACHINE, "ندا", "سارا"]))
        same = draw(st.booleans()) if by not in (READER, MACHINE) else True
        score = draw(st.sampled_from([0.5, 0.9])) if by == MACHINE else None
        found.append(Join(number, first, second, same, score, {}, by, datetime(2026, 1, 1, tzinfo=UTC)))
    return found


def groups(of: list[Join]) -> dict[int, tuple[int, ...]]:
    return {claim: group for group in components(CLAIMS, of) for claim in group}


@given(joins())
def test_every_claim_is_in_one_group(of: list[Join]) -> None:
    found = components(CLAIMS, of)
    assert sorted(claim for group in found for claim in group) == list(CLAIMS)
    assert found == sorted(tuple(sorted(group)) for group in found)


@given(joins(), st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(of: list[Join], chance: random.Random) -> None:
    claims, shuffled = list(CLAIMS), list(of)
    chance.shuffle(claims)
    chance.shuffle(shuffled)
    assert components(claims, shuffled) == components(CLAIMS, of)


@given(joins())
def test_what_a_person_keeps_apart_the_machine_does_not_join(of: list[Join]) -> None:
    people = groups([join for join in of if by_person(join)])
    whole = groups(of)
    for join in of:
        if not join.same and people[join.first] != people[join.second]:
            assert whole[join.first] != whole[join.second]


@given(joins())
def test_what_a_person_joins_stays_joined(of: list[Join]) -> None:
    whole = groups(of)
    for group in components(CLAIMS, [join for join in of if by_person(join)]):
        assert len({whole[claim] for claim in group}) == 1


@given(joins())
def test_the_newest_word_of_people_holds(of: list[Join]) -> None:
    people = [join for join in of if by_person(join)]
    if people:
        newest = max(people, key=lambda join: join.id)
        whole = groups(of)
        assert (whole[newest.first] == whole[newest.second]) == newest.same


@given(joins())
def test_without_people_all_that_is_joined_is_one(of: list[Join]) -> None:
    machine = [join for join in of if not by_person(join)]
    whole = groups(machine)
    assert all(whole[join.first] == whole[join.second] for join in machine)


def test_joins_of_claims_that_are_not_asked_for_are_passed_over() -> None:
    join = Join(1, 1, 99, same=True, score=0.9, reasons={}, by=MACHINE, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert components([1, 2], [join]) == [(1,), (2,)]


Scores = dict[tuple[int, int], float]


@st.composite
def likenesses(draw: st.DrawFn) -> tuple[list[int], dict[int, int], Scores]:
    items = list(range(draw(st.integers(1, 7))))
    articles = {item: draw(st.integers(0, 4)) for item in items}
    scores = {pair: draw(st.floats(0, 1)) for pair in combinations(items, 2)}
    return items, articles, scores


@given(likenesses())
def test_clusters_are_a_partition(of: tuple[list[int], dict[int, int], Scores]) -> None:
    items, articles, scores = of
    found = cluster(items, articles, scores, 0.5)
    assert sorted(item for group in found for item in group) == items


@given(likenesses())
def test_a_cluster_is_spanned_by_a_tree(of: tuple[list[int], dict[int, int], Scores]) -> None:
    items, articles, scores = of
    for group in cluster(items, articles, scores, 0.5):
        pairs = spanning(group, scores)
        assert len(pairs) == len(group) - 1
        reached = {group[0]}
        for _ in group:
            reached |= {end for pair in pairs if reached & set(pair) for end in pair}
        assert reached == set(group)
        assert all(one < other for one, other in pairs)


def test_a_chain_of_likenesses_is_no_event() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.0}
    assert cluster([0, 1, 2], {0: 0, 1: 1, 2: 2}, scores, 0.5) == [[0, 1], [2]]


def test_two_tellings_of_one_article_are_one_event_only_where_it_is_surer() -> None:
    almost, surer = {(0, 1): 0.5 + ONCE - 0.01}, {(0, 1): 0.5 + ONCE}
    assert cluster([0, 1], {0: 7, 1: 8}, almost, 0.5) == [[0, 1]]
    assert cluster([0, 1], {0: 7, 1: 7}, almost, 0.5) == [[0], [1]]
    assert cluster([0, 1], {0: 7, 1: 7}, surer, 0.5) == [[0, 1]]


def halves_of(articles: Sequence[int], across: float) -> list[list[int]]:
    """Clusters of six tellings of the articles told, of which the first three are alike and the last three."""
    scores = {(one, other): 0.9 if (one < 3) == (other < 3) else across for one, other in combinations(range(6), 2)}
    return cluster(range(6), dict(enumerate(articles)), scores, 0.5)


def test_a_telling_that_fell_to_the_wrong_side_does_not_keep_two_halves_of_an_event_apart() -> None:
    """Five articles tell it, one of them twice: once in each half."""
    assert halves_of([0, 1, 2, 0, 3, 4], 0.5 + ONCE / 2) == [[0, 1, 2, 3, 4, 5]]


def test_two_events_that_the_same_articles_tell_stay_apart() -> None:
    """Three articles tell two events that are easily confused."""
    assert halves_of([0, 1, 2, 0, 1, 2], 0.5 + ONCE / 2) == [[0, 1, 2], [3, 4, 5]]
    assert halves_of([0, 1, 2, 3, 4, 5], 0.5 + ONCE / 2) == [[0, 1, 2, 3, 4, 5]]


def test_groups_between_which_no_pair_speaks_stay_two() -> None:
    """However sure each pair is: day and type in common are no reason. One pair that speaks is enough."""
    scores = dict.fromkeys(combinations(range(4), 2), 0.9)
    articles = dict(enumerate(range(4)))
    assert cluster(range(4), articles, scores, 0.5, {(0, 1), (2, 3)}) == [[0, 1], [2, 3]]
    assert cluster(range(4), articles, scores, 0.5, {(0, 1), (2, 3), (1, 3)}) == [[0, 1, 2, 3]]
    assert cluster(range(4), articles, scores, 0.5, ()) == [[0], [1], [2], [3]]
