"""Whether confidences mean what they say."""

import random

import pytest

from ravayat.evaluate import PlainClaim
from ravayat.evaluate.calibration import Observation, expected_error, observe, reliability
from ravayat.records import CLAIM_GROUP, Claim, Count, Quote, Span

TEXT = "سانا: سه نفر در حلب کشته شدند"


def quote(words: str, confidence: float) -> Quote:
    start = TEXT.index(words)
    return Quote.read(TEXT, Span(start, start + len(words)), confidence)


def claim(stance: str = "asserted") -> Claim:
    return Claim(
        1,
        1,
        "other",
        quote("کشته", 0.9),
        stance,
        killed=Count(3, 3, quote("سه نفر", 0.8)),
        places=(quote("حلب", 0.7),),
        chain=(quote("سانا", 0.6),),
        confidence=0.9,
    )


def test_values_are_right_where_the_annotator_has_them() -> None:
    gold = PlainClaim.of(claim())
    wanted = PlainClaim(gold.type, gold.trigger, gold.start, gold.stance, place=("حلب",), counts=gold.counts)
    found = {one.group: (one.confidence, one.right) for one in observe({"a": [wanted]}, {"a": [claim()]})}
    assert found == {CLAIM_GROUP: (0.9, True), "place": (0.7, True), "source": (0.6, False), "count": (0.8, True)}


def test_a_claim_of_another_stance_is_wrong_and_its_values_may_be_right() -> None:
    gold = PlainClaim.of(claim())
    found = {one.group: one.right for one in observe({"a": [gold]}, {"a": [claim("denied")]})}
    assert found == {CLAIM_GROUP: False, "place": True, "source": True, "count": True}


def test_without_a_partner_all_is_wrong() -> None:
    assert not any(one.right for one in observe({"a": []}, {"a": [claim()]}))


def test_confidences_that_come_true_have_no_error() -> None:
    chance = random.Random(1)
    drawn = [chance.random() for _ in range(20_000)]
    observations = [Observation("a", CLAIM_GROUP, one, chance.random() < one) for one in drawn]
    assert expected_error(observations) < 0.02
    assert len(reliability(observations)) == 10


@pytest.mark.parametrize(("told", "error"), [(0.95, 0.45), (0.5, 0.0)])
def test_the_error_is_how_far_off_they_are(told: float, error: float) -> None:
    observations = [Observation("a", CLAIM_GROUP, told, bool(number % 2)) for number in range(100)]
    assert expected_error(observations) == pytest.approx(error)


def test_nothing_observed_nothing_wrong() -> None:
    assert expected_error([]) == 0.0
