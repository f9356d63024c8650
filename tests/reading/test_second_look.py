"""What is known of a link once all claims of a section are scored."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scored_builder import build_scored

from ravayat.reading.candidates import WordSpan
from ravayat.reading.name_probabilities import NameProbabilities
from ravayat.reading.scored import Scored
from ravayat.reading.second_look import LOOKED_AT, _without_each, look_again
from ravayat.text.words import split_words

WORDS = split_words("ارتش حلب را زد. ارتش می‌گوید در حلب ده تن کشته شدند. گروه دیگری گفت در ادلب انفجار بود.")
ARMY, ALEPPO, ARMY_AGAIN, ALEPPO_AGAIN, IDLIB = 0, 1, 2, 3, 4
STRIKE, KILLING, EXPLOSION = 0, 1, 2


def section(links: dict[tuple[int, int, str], float]) -> Scored:
    """Three claims; ``links`` by claim, span and role, all others next to impossible."""
    forms = WORDS.forms
    spans = [WordSpan(at, at) for at in (0, 1, 5, 8, forms.index("ادلب"))]
    tags = ("participant", "place", "source", "place", "place")
    triggers = [WordSpan(at, at) for at in (3, forms.index("کشته"), forms.index("انفجار"))]
    return build_scored(WORDS, triggers, dict(zip(spans, tags, strict=True)), links, sure=[0.9, 0.9, 0.9])


def look(
    links: dict[tuple[int, int, str], float], events: tuple[int, ...] = (1, 1, 2)
) -> dict[str, dict[tuple[int, int], npt.NDArray[np.float32]]]:
    """The features by role, claim and span."""
    scored, kept = section(links), np.arange(3)
    found = look_again(scored, NameProbabilities.of(scored, kept), kept, np.zeros(3, np.int64), events)
    return {
        role: {
            (int(claim), int(span)): row for claim, span, row in zip(own.claims, own.spans, own.features, strict=True)
        }
        for role, own in found.items()
    }


def test_every_role_has_its_links_and_all_have_the_same_columns() -> None:
    scored, kept = section({(STRIKE, ALEPPO, "place"): 2.0}), np.arange(3)
    found = look_again(scored, NameProbabilities.of(scored, kept), kept, np.zeros(3, np.int64), [1, 1, 2])
    assert tuple(found) == LOOKED_AT
    assert len({own.features.shape[1] for own in found.values()}) == 1
    assert all(own.features.dtype == np.float32 for own in found.values())


def test_a_link_that_is_next_to_impossible_is_not_looked_at() -> None:
    assert set(look({(EXPLOSION, IDLIB, "place"): 2.0}, (1, 2, 3))["place"]) == {(EXPLOSION, IDLIB)}


def test_it_is_where_the_claim_before_has_the_name() -> None:
    found = look({(STRIKE, ALEPPO, "place"): 2.0}, (1, 2, 3))["place"]
    assert {claim for claim, _ in found} == {STRIKE, KILLING}


def test_of_several_mentions_of_a_name_the_likeliest_stands_for_it() -> None:
    found = look({(KILLING, ALEPPO, "place"): -1.0, (KILLING, ALEPPO_AGAIN, "place"): 2.0}, (1, 2, 3))
    assert [span for claim, span in found["place"] if claim == KILLING] == [ALEPPO_AGAIN]


def test_what_another_claim_of_the_event_has_is_looked_at_here_too() -> None:
    links = {(STRIKE, ALEPPO, "place"): 2.0}
    assert {claim for claim, _ in look(links, (1, 2, 1))["place"]} == {STRIKE, KILLING, EXPLOSION}


def test_a_link_knows_what_the_other_claims_say() -> None:
    links = {(STRIKE, ALEPPO, "place"): 2.0, (KILLING, ALEPPO_AGAIN, "place"): 0.0}
    alone = links | {(STRIKE, ALEPPO, "place"): -12.0}
    agreed, single = (look(some)["place"][KILLING, ALEPPO_AGAIN] for some in (links, alone))
    assert not np.array_equal(agreed, single)


def test_whether_claims_share_an_event_is_known() -> None:
    links = {(STRIKE, ALEPPO, "place"): 2.0, (EXPLOSION, IDLIB, "place"): 1.0}
    together, apart = (look(links, events)["place"][EXPLOSION, IDLIB] for events in ((1, 2, 1), (1, 2, 3)))
    assert not np.array_equal(together, apart)


def test_the_order_in_which_claims_are_kept_changes_nothing() -> None:
    links = {(STRIKE, ARMY, "actor"): 2.0, (KILLING, ARMY_AGAIN, "chain1"): 1.0, (EXPLOSION, IDLIB, "place"): 1.0}
    scored = section(links)
    straight, turned = (
        look_again(scored, NameProbabilities.of(scored, kept), kept, kinds, events)
        for kept, kinds, events in (
            (np.arange(3), np.array([1, 2, 3]), [1, 1, 2]),
            (np.arange(3)[::-1], np.array([3, 2, 1]), [2, 1, 1]),
        )
    )
    for role in LOOKED_AT:
        own = turned[role]
        rows = {(2 - claim, span): row for claim, span, row in zip(own.claims, own.spans, own.features, strict=True)}
        assert len(rows) == len(straight[role].claims)
        for claim, span, row in zip(straight[role].claims, straight[role].spans, straight[role].features, strict=True):
            assert np.allclose(rows[claim, span], row)


@given(arrays(np.float32, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=st.floats(0, 1, width=32)))
def test_the_highest_of_the_others_is_found_at_every_place(values: npt.NDArray[np.float32]) -> None:
    found = _without_each(values, axis=0)
    for row in range(len(values)):
        others = np.delete(values, row, axis=0)
        assert np.array_equal(found[row], others.max(axis=0) if len(others) else np.full(values.shape[1], -1))
