"""What two tellings have in common, beyond what all of a day have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ravayat.ledger.joining.features import FEATURES, WordWeights, compare, have_something_in_common
from ravayat.ledger.joining.traits import RADIUS, Traits
from ravayat.ledger.joining.weighing import load_weighing

WORDS = WordWeights({"حمله": 0.2, "جمعه": 1.5, "شهر": 0.5, "فروشگاه": 4.0, "": 5.0})
STRIKE = Traits(types=("air_strike",), first=700_000, last=700_000, time_told=True, words=("حمله", "جمعه"))
KHARKIV: dict[str, Any] = {
    "place": "k",
    "within": ("k", "u"),
    "latitude": 50.0,
    "longitude": 36.2,
    "radius": RADIUS["town"],
    "place_told": True,
    "country": "UA",
}


def in_common(**traits: Any) -> bool:
    """Whether two strikes of one day that share some traits have anything in common."""
    one = replace(STRIKE, **traits)
    return have_something_in_common(WORDS.side(one), WORDS.side(replace(one, outlet="x")))


@pytest.mark.parametrize(
    "traits",
    [
        KHARKIV,
        {"actors": ("irgc",)},
        {"targets": ("SY.police",)},
        {"killed": ((3, 3),)},
        {"wounded": ((None, 20),)},
        {"people": ("فروشگاه",)},
        {"names": ("ناکجا",)},
        {"words": ("حمله", "فروشگاه")},
    ],
    ids=lambda traits: next(iter(traits)),
)
def test_something_speaks_for_one_event(traits: dict[str, Any]) -> None:
    assert in_common(**traits)


@pytest.mark.parametrize(
    "traits",
    [{}, {"actors": ("civilians",)}, {"targets": ("civilians",)}, {"people": ("شهر",)}, {"names": ("شهر",)}],
    ids=lambda traits: next(iter(traits), "day and type"),
)
def test_what_all_of_a_day_tell_speaks_for_nothing(traits: dict[str, Any]) -> None:
    assert not in_common(**traits)


def test_near_places_speak_and_far_ones_do_not() -> None:
    here = replace(STRIKE, **KHARKIV)
    near = replace(here, place="n", within=("n",), latitude=50.05)
    far = replace(near, latitude=46.5)
    assert have_something_in_common(WORDS.side(here), WORDS.side(near))
    assert not have_something_in_common(WORDS.side(here), WORDS.side(far))


def value(name: str, one: Traits, other: Traits) -> float:
    return dict(zip(FEATURES, compare(one, other, WORDS), strict=True))[name]


def test_other_is_no_type_in_common() -> None:
    one = replace(STRIKE, types=("other",))
    assert not value("same type", one, one)
    assert not value("a type in common", one, one)
    assert not value("types of another kind", one, one)
    assert value("a type in common", replace(STRIKE, types=("other", "air_strike")), STRIKE)


def test_places_of_two_countries_differ() -> None:
    here = replace(STRIKE, **KHARKIV)
    assert value("two countries", here, replace(here, place="r", country="RU"))
    assert not value("two countries", here, replace(here, place="r"))
    assert not value("two countries", here, STRIKE)
    assert load_weighing().features["two countries"] < 0


def test_the_weights_are_of_the_features() -> None:
    assert tuple(load_weighing().features) == FEATURES
