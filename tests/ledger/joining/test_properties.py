"""What holds for any two tellings: comparing is fair, and what may be one event meets."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ravayat.ledger.joining.blocking import asks_for, filed_under
from ravayat.ledger.joining.features import FEATURES, Side, WordWeights, compare
from ravayat.ledger.joining.traits import RADIUS, Traits
from ravayat.ledger.joining.weighing import load_weighing
from ravayat.records import EVENT_TYPES

WEIGHTS = WordWeights({"": 5.0, "شهر": 0.5, "همه": 0.0})
DAY = 736_000

words = st.lists(st.sampled_from(["شهر", "همه", "بازار", "موشک"]), max_size=4, unique=True).map(sorted).map(tuple)
names = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple)
counts = st.none() | st.integers(0, 2000)
bounds = st.tuples(counts, counts).filter(lambda pair: pair != (None, None))
PLACES = (
    ((), None, ""),
    (("SY",), "SY", "country"),
    (("p1", "SY"), "SY", "province"),
    (("t1", "p1", "SY"), "SY", "town"),
    (("q1", "t1", "p1", "SY"), "SY", "quarter"),
    (("t2", "p2", "SY"), "SY", "town"),
    (("t3", "p3", "IQ"), "IQ", "town"),
    (("sea",), None, "region"),
)
"""What a place lies in, itself first; its country; how exact it is."""


@st.composite
def tellings(draw: st.DrawFn) -> Traits:
    within, country, precision = draw(st.sampled_from(PLACES))
    first = draw(st.none() | st.integers(DAY, DAY + 60))
    return Traits(
        types=tuple(draw(st.lists(st.sampled_from(list(EVENT_TYPES)), min_size=1, max_size=3, unique=True))),
        first=first,
        last=None if first is None else first + draw(st.integers(0, 4) | st.integers(0, 400)),
        time_told=first is not None and draw(st.booleans()),
        place=within[0] if within else None,
        within=within,
        latitude=draw(st.floats(-90, 90)) if within else None,
        longitude=draw(st.floats(-180, 180)) if within else None,
        radius=RADIUS[precision] if precision else None,
        place_told=bool(within),
        country=country,
        countries=tuple(dict.fromkeys(filter(None, (country, draw(st.sampled_from([None, "SY", "IQ"])))))),
        actors=draw(names),
        targets=draw(names),
        sides=draw(names),
        people=draw(words),
        names=draw(words),
        killed=tuple(draw(st.lists(bounds, max_size=2))),
        wounded=tuple(draw(st.lists(bounds, max_size=2))),
        words=draw(words),
        outlet=draw(st.sampled_from(["", "ایسنا"])),
        published=draw(st.none() | st.integers(DAY, DAY + 60)),
    )


@given(tellings(), tellings())
def test_comparing_is_the_same_both_ways(one: Traits, other: Traits) -> None:
    assert compare(one, other, WEIGHTS) == compare(other, one, WEIGHTS)


@given(tellings(), tellings())
def test_values_are_from_0_to_1(one: Traits, other: Traits) -> None:
    found = dict(zip(FEATURES, compare(one, other, WEIGHTS), strict=True))
    assert {name: value for name, value in found.items() if not 0 <= value <= 1 + 1e-9} == {}


@given(tellings())
def test_nothing_differs_from_itself(one: Traits) -> None:
    found = dict(zip(FEATURES, compare(one, one, WEIGHTS), strict=True))
    against = (
        "days between",
        "one day apart",
        "beyond reach",
        "two quarters",
        "other actors",
        "other names of places",
        "numbers killed apart",
        "numbers wounded apart",
    )
    assert {name: found[name] for name in against if found[name]} == {}


@given(tellings(), tellings())
def test_reasons_add_up_to_the_score(one: Traits, other: Traits) -> None:
    weighing = load_weighing()
    assert list(weighing.features) == list(FEATURES)
    assert 0 <= weighing.score(one, other) <= 1
    reasons = weighing.reasons(one, other)
    assert reasons.keys() <= set(FEATURES)
    assert list(reasons.values()) == sorted(reasons.values(), key=abs, reverse=True)


@given(tellings())
def test_a_telling_finds_itself(one: Traits) -> None:
    assert set(asks_for(one)) & set(filed_under(one))


@given(tellings(), tellings(), st.integers(0, 4), st.integers(0, 4), st.integers(-4, 4))
@example(Traits(("protest",)), Traits(("air_strike",)), 0, 0, 1)
def test_tellings_of_one_kind_near_in_time_and_in_one_province_meet(
    one: Traits, other: Traits, length: int, other_length: int, shift: int
) -> None:
    """Days that overlap or follow each other, of few days each: tellers differ about "last night"."""
    first = DAY + shift
    assume(first <= DAY + length + 1)
    assume(first + other_length + 1 >= DAY)
    province = (("t1", "p1", "SY"), ("p1", "SY"))
    one = replace(one, types=other.types, first=DAY, last=DAY + length, within=province[0], place="t1", place_told=True)
    other = replace(other, first=first, last=first + other_length, within=province[1], place="p1", place_told=True)
    one, other = (replace(each, country="SY", countries=("SY",)) for each in (one, other))
    assert set(asks_for(one)) & set(filed_under(other))
    assert set(asks_for(other)) & set(filed_under(one))


@pytest.mark.parametrize(
    ("changes", "meet"),
    [
        ({}, True),
        ({"types": ("shelling",)}, True),
        ({"types": ("protest",)}, True),
        ({"types": ("agreement",)}, False),
        ({"first": DAY + 1, "last": DAY + 1}, True),
        ({"first": DAY + 9, "last": DAY + 9}, False),
        ({"first": DAY - 20, "last": DAY + 2}, True),
        ({"within": ("SY",), "place": "SY"}, True),
        ({"within": ("t2", "p2", "SY"), "place": "t2"}, False),
        ({"within": ("t3", "p3", "IQ"), "place": "t3", "country": "IQ", "countries": ("IQ",)}, False),
        ({"within": ("t3", "p3", "IQ"), "place": "t3", "country": "IQ", "countries": ("IQ",), "names": ("حلب",)}, True),
        ({"within": (), "place": None, "place_told": False, "country": None, "countries": ()}, True),
    ],
)
def test_what_meets(changes: dict[str, object], meet: bool) -> None:
    one = Traits(
        ("air_strike",), DAY, DAY, time_told=True, place="t1", within=("t1", "p1", "SY"), place_told=True,
        country="SY", countries=("SY",), names=("حلب",),
    )  # fmt: skip
    other = replace(replace(one, names=("موصل",)), **changes)  # type: ignore[arg-type]
    assert bool(set(asks_for(one)) & set(filed_under(other))) == meet
    assert bool(set(asks_for(other)) & set(filed_under(one))) == meet


@given(tellings())
def test_a_telling_is_filed_under_few_keys(one: Traits) -> None:
    assert len(filed_under(one)) <= 500
    assert all(-(2**63) <= key < 2**63 for key in filed_under(one))


def test_keys_of_one_place_and_near_days_stand_side_by_side() -> None:
    """A store reads and writes pages of neighbouring keys: those of an event lie on a few, whatever else is there."""
    one = Traits(("shelling",), DAY, DAY + 3, countries=("SY",), country="SY", names=("حلب",))
    keys = filed_under(one)
    near, far = (filed_under(replace(one, first=DAY + days, last=DAY + 3 + days)) for days in (20, 2000))
    widest = min(abs(a - b) for a in far for b in keys)
    runs = [abs(a - b) for a, b in pairwise(sorted({*keys, *near}))]
    assert set(keys).isdisjoint(near)
    # Three places and the name of one, each a run of its own.
    assert sum(1 for gap in runs if gap >= widest) == len({key >> 24 for key in keys}) - 1


@given(tellings(), tellings())
def test_tellings_made_ready_compare_as_they_are(one: Traits, other: Traits) -> None:
    weighing = load_weighing()
    sides = [Side(each, weighing.words) for each in (one, other)]
    assert weighing.score_sides(*sides) == weighing.score(one, other)
    assert weighing.reasons_of_sides(*sides) == weighing.reasons(one, other)
