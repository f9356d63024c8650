"""Numbers of people: each teller's, the lowest, the highest, and the best by a written rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ravayat.ledger.standing.estimates import estimates
from ravayat.ledger.standing.rules import load_rules
from ravayat.records import Estimate, Root, StoredClaim

Stored = Callable[..., StoredClaim]
RootWith = Callable[..., Root]
Told = tuple[int | None, int | None]


def estimate(claims: list[StoredClaim], roots: list[Root], *best: str) -> Estimate:
    rules = load_rules()
    [found] = estimates(claims, roots, replace(rules, best=best or rules.best))
    return found


def summary(found: Estimate) -> tuple[int | None, int | None, int | None, str]:
    return found.low, found.high, found.best, found.rule


@pytest.mark.parametrize(
    ("told", "low", "high", "best"),
    [
        ((7, 7), 7, 7, 7),
        ((15, None), 15, None, 15),
        ((None, 30), None, 30, 30),
        ((5, 9), 5, 9, 5),
        ((0, 0), 0, 0, 0),
    ],
)
def test_one_teller(stored: Stored, root_with: RootWith, told: Told, low: int, high: int, best: int) -> None:
    found = estimate([stored(1, killed=told)], [root_with("a", 1)])
    assert summary(found) == (low, high, best, "only")
    assert (found.slot, found.claims) == ("killed", (1,))
    assert found.fa == load_rules().best_fa["only"]


def test_what_most_independent_roots_tell_is_best(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, killed=(7, 7)), stored(2, killed=(7, 7)), stored(3, killed=(30, 30))]
    found = estimate(claims, [root_with("a", 1), root_with("b", 2), root_with("c", 3)])
    assert summary(found) == (7, 30, 7, "roots")
    assert found.claims == (1, 2)


def test_one_root_that_says_it_often_is_one(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(number, killed=(30, 30)) for number in (1, 2, 3)] + [
        stored(number, killed=(7, 7)) for number in (4, 5)
    ]
    found = estimate(claims, [root_with("a", 1, 2, 3), root_with("b", 4), root_with("c", 5)])
    assert summary(found) == (7, 30, 7, "roots")


def test_of_equals_one_that_is_no_party_is_best(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, killed=(7, 7)), stored(2, killed=(30, 30))]
    found = estimate(claims, [root_with("a", 1, party=True), root_with("b", 2)])
    assert summary(found) == (7, 30, 30, "neutral")


def test_then_the_latest_and_then_the_lowest(stored: Stored, root_with: RootWith) -> None:
    roots = [root_with("a", 1), root_with("b", 2)]
    later = [stored(1, killed=(7, 7)), stored(2, day=2, killed=(30, 30))]
    assert summary(estimate(later, roots)) == (7, 30, 30, "latest")
    same_day = [stored(1, killed=(30, 30)), stored(2, killed=(7, 7))]
    assert summary(estimate(same_day, roots)) == (7, 30, 7, "lowest")


def test_a_root_that_corrects_itself_tells_its_last_number(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, killed=(3, 3)), stored(2, day=2, killed=(9, 9)), stored(3, killed=(3, 3))]
    found = estimate(claims, [root_with("a", 1, 2), root_with("b", 3)], "latest")
    assert summary(found) == (3, 9, 9, "latest")


def test_a_number_that_is_corrected_is_not_the_only_one(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, killed=(3, 3)), stored(2, day=2, killed=(9, 9))]
    found = estimate(claims, [root_with("a", 1, 2)])
    assert summary(found) == (3, 9, 9, "latest")
    assert found.claims == (2,)
    assert found.en == "The number told last."


def test_rules_of_a_users_own_need_no_sentence_for_corrections(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, killed=(3, 3)), stored(2, day=2, killed=(9, 9))]
    told = {"only": "x", "lowest": "y"}
    rules = replace(load_rules(), best=("lowest",), best_fa=told, best_en=told)
    [found] = estimates(claims, [root_with("a", 1, 2)], rules)
    assert (found.best, found.rule, found.en) == (9, "latest", load_rules().best_en["latest"])


def test_of_one_article_the_largest_number_is_the_whole(stored: Stored, root_with: RootWith) -> None:
    """The ministry: fifty were killed, three of them children; the governor: forty-eight."""
    claims = [stored(1, killed=(50, 50)), stored(2, article=1, killed=(3, 3)), stored(3, killed=(48, 48))]
    roots = [root_with("a", 1, 2), root_with("b", 3)]
    assert summary(estimate(claims, roots)) == (48, 50, 48, "lowest")
    assert summary(estimate(claims[:2], roots[:1])) == (50, 50, 50, "whole")
    least = [stored(1, killed=(50, None)), stored(2, article=1, killed=(7, 7))]
    assert summary(estimate(least, roots[:1])) == (50, None, 50, "whole")


def test_two_roots_in_one_article_tell_two_numbers(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, killed=(50, 50)), stored(2, article=1, killed=(3, 3))]
    found = estimate(claims, [root_with("a", 1), root_with("b", 2)])
    assert (found.low, found.high) == (3, 50)


def test_people_of_one_kind_are_no_correction_of_all(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, killed=(50, 50)), stored(2, day=2, whom=("children",), killed=(3, 3))]
    assert summary(estimate(claims, [root_with("a", 1, 2)])) == (50, 50, 50, "whole")
    fewer = [stored(1, whom=("fighters",), killed=(50, 50)), stored(2, day=2, killed=(3, 3))]
    assert summary(estimate(fewer, [root_with("a", 1, 2)])) == (3, 50, 3, "latest")


def test_of_one_day_the_highest_number_of_a_root_is_its_last(stored: Stored, root_with: RootWith) -> None:
    """The hours are not known, nor is it known in which order the articles of a day come into the store."""
    claims = [stored(1, killed=(12, 12)), stored(2, killed=(15, 15)), stored(3, killed=(14, 14))]
    assert summary(estimate(claims, [root_with("a", 1, 2, 3)])) == (12, 15, 15, "latest")


def test_the_order_of_claims_makes_no_difference(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, killed=(3, None)), stored(2, day=2, killed=(9, 12)), stored(3, killed=(None, 40))]
    roots = [root_with("a", 1, 2), root_with("b", 3)]
    assert summary(estimate(claims, roots)) == summary(estimate(claims[::-1], roots[::-1]))


@pytest.mark.parametrize(
    ("numbers", "low", "high"),
    [
        ([(7, 7), (15, None)], 7, None),
        ([(7, 7), (None, 30)], 7, 30),
        ([(7, 7), (None, 5)], None, 7),
        ([(20, 20), (15, None)], 15, 20),
        ([(20, 20), (20, None)], 20, None),
        ([(20, 20), (None, 20)], None, 20),
        ([(15, None), (None, 30)], 15, 30),
    ],
)
def test_a_side_is_open_where_the_teller_of_that_end_leaves_it_open(
    stored: Stored, root_with: RootWith, numbers: list[Told], low: int | None, high: int | None
) -> None:
    claims = [stored(number, killed=told) for number, told in enumerate(numbers, 1)]
    roots = [root_with(f"r{number}", number) for number in range(1, len(numbers) + 1)]
    found = estimate(claims, roots)
    assert (found.low, found.high) == (low, high)


def test_numbers_of_what_is_denied_or_doubted_do_not_count(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, stance="denied", killed=(7, 7)), stored(2, stance="possible", killed=(9, 9))]
    roots = [root_with("a", denies=(1,)), root_with("b", doubts=(2,))]
    assert estimates(claims, roots, load_rules()) == ()


def test_each_kind_of_number_has_its_own(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, wounded=(20, 20), killed=(7, 7)), stored(2, displaced=(500, None))]
    found = estimates(claims, [root_with("a", 1), root_with("b", 2)], load_rules())
    assert [one.slot for one in found] == ["killed", "wounded", "displaced"]
