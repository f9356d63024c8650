"""What fills a claim's roles, at first and when its links have been looked at again."""

from __future__ import annotations

import numpy as np
import pytest
from scored_builder import build_scored

from ravayat.reading.candidates import WordSpan
from ravayat.reading.labels import LIST_ROLES
from ravayat.reading.roles import Roles, fill_again, fill_roles
from ravayat.reading.scored import Scored
from ravayat.text.words import split_words

WORDS = split_words("رویترز به نقل از ارتش گفت ارتش حلب را بمباران کرد")
REUTERS, ARMY, ARMY_AGAIN, ALEPPO = 0, 1, 2, 3
SPANS = (WordSpan(0, 0), WordSpan(4, 4), WordSpan(6, 6), WordSpan(7, 7))
THRESHOLDS = {"actor": 0.3, "target": 0.3, "place": 0.3, "time": 0.3, "chain1": 0.4, "chain2": 0.4}


def scored(links: dict[tuple[int, str], float] | None = None) -> Scored:
    by_claim = {(0, span, role): score for (span, role), score in (links or {}).items()}
    tags = ("source", "source", "participant", "place")
    return build_scored(WORDS, [WordSpan(9, 9)], dict(zip(SPANS, tags, strict=True)), by_claim)


def filled(roles: Roles) -> dict[str, list[WordSpan]]:
    return {role: [filler.span for filler in fillers] for role, fillers in roles.items() if fillers}


def first(links: dict[tuple[int, str], float]) -> Roles:
    (roles,) = fill_roles(scored(links), np.array([0]), dict.fromkeys(LIST_ROLES, 0.5), {})
    return roles


def again(
    likely: dict[str, dict[int, float]], links: dict[tuple[int, str], float] | None = None, sure: float = 1.0
) -> Roles:
    everything = {role: likely.get(role, {}) for role in THRESHOLDS}
    return fill_again(scored(links), first(links or {}), everything, THRESHOLDS, sure)


def test_what_the_second_look_finds_likely_comes_in() -> None:
    assert filled(again({"place": {ALEPPO: 0.6}})) == {"place": [SPANS[ALEPPO]]}


def test_what_it_finds_unlikely_goes() -> None:
    links = {(ALEPPO, "place"): 3.0}
    assert filled(first(links)) == {"place": [SPANS[ALEPPO]]}
    assert filled(again({"place": {ALEPPO: 0.2}}, links)) == {}


def test_two_mentions_of_one_name_fill_a_list_once() -> None:
    found = again({"actor": {ARMY: 0.5, ARMY_AGAIN: 0.9, REUTERS: 0.4}})
    assert filled(found) == {"actor": [SPANS[REUTERS], SPANS[ARMY_AGAIN]]}


def test_nobody_is_actor_and_target_of_one_claim() -> None:
    found = again({"actor": {ARMY: 0.4, REUTERS: 0.6}, "target": {ARMY: 0.7, REUTERS: 0.5}})
    assert filled(found) == {"actor": [SPANS[REUTERS]], "target": [SPANS[ARMY]]}


def test_one_span_at_most_fills_a_single_role() -> None:
    assert filled(again({"time": {REUTERS: 0.5, ALEPPO: 0.7}})) == {"time": [SPANS[ALEPPO]]}


def test_a_role_without_a_threshold_stays_as_it_was() -> None:
    links = {(ALEPPO, "captured"): 3.0}
    assert again({}, links)["captured"] == first(links)["captured"]


def test_a_chain_without_thresholds_stays_as_it_was() -> None:
    before = first({(REUTERS, "chain1"): 3.0})
    assert fill_again(scored(), before, {"place": {ALEPPO: 0.9}}, {"place": 0.3}, 1.0)["chain1"] == before["chain1"]


def test_the_chain_is_built_from_the_nearest_teller_on() -> None:
    found = again({"chain1": {REUTERS: 0.8, ARMY: 0.5}, "chain2": {REUTERS: 0.9, ARMY: 0.6}})
    assert (filled(found)["chain1"], filled(found)["chain2"]) == ([SPANS[REUTERS]], [SPANS[ARMY]])


def test_nobody_stands_behind_a_teller_that_is_not_known() -> None:
    assert filled(again({"chain1": {REUTERS: 0.3}, "chain2": {ARMY: 0.9}})) == {}


def test_nobody_speaks_for_himself() -> None:
    found = filled(again({"chain1": {ARMY: 0.8}, "chain2": {ARMY_AGAIN: 0.9}}))
    assert found == {"chain1": [SPANS[ARMY]]}


def test_the_verb_of_saying_goes_with_its_teller() -> None:
    links = {(REUTERS, "chain1"): 3.0}
    cue = {"cue": first(links)["chain1"]}
    kept = fill_again(scored(), first(links) | cue, _only("chain1", {REUTERS: 0.9}), THRESHOLDS, 1.0)
    changed = fill_again(scored(), first(links) | cue, _only("chain1", {ARMY: 0.9}), THRESHOLDS, 1.0)
    assert kept["cue"] == cue["cue"]
    assert changed["cue"] == ()


def test_a_third_link_stays_behind_two_others_only() -> None:
    third = {"chain3": first({(ALEPPO, "place"): 3.0})["place"]}
    two = {"chain1": {REUTERS: 0.9}, "chain2": {ARMY: 0.9}}
    for likely, kept in ((two, third["chain3"]), (two | {"chain2": {}}, ())):
        everything = _nothing() | likely
        assert fill_again(scored(), first({}) | third, everything, THRESHOLDS, 1.0)["chain3"] == kept


def test_confidence_is_that_of_the_link_where_the_claim_holds() -> None:
    (place,) = again({"place": {ALEPPO: 0.4}}, sure=0.8)["place"]
    assert place.confidence == pytest.approx(0.5)
    (surer,) = again({"place": {ALEPPO: 0.9}}, sure=0.8)["place"]
    assert surer.confidence == 1.0


def _only(role: str, likely: dict[int, float]) -> dict[str, dict[int, float]]:
    return _nothing() | {role: likely}


def _nothing() -> dict[str, dict[int, float]]:
    return {role: {} for role in THRESHOLDS}
