from __future__ import annotations

from typing import Any

import pytest

from ravayat.records import EVENT_TYPES
from ravayat.records.place import PRECISION
from ravayat.views.exports.codes import Words, codes, told_by_words

ACLED_SUB_EVENTS = {
    "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Chemical weapon",
    "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    "Sexual violence", "Attack", "Abduction/forced disappearance", "Peaceful protest", "Protest with intervention",
    "Excessive force against protesters", "Violent demonstration", "Mob violence", "Agreement", "Arrests",
    "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
    "Looting/property destruction", "Non-violent transfer of territory", "Other",
}  # fmt: skip


def test_every_event_type_named_is_one_of_ours() -> None:
    known = codes()
    named: list[Any] = [
        known.acled["sub_event"],
        known.acled["sub_event_by_words"],
        known.acled["event_by_type"],
        known.plover["type"],
        known.plover["mode_by_words"],
        known.ucdp["violence"]["types"],
    ]
    assert {key for table in named for key in table} <= EVENT_TYPES.keys()


def test_every_sub_event_type_is_one_of_acleds_and_has_its_event_type() -> None:
    known = codes()
    by_words = {words.code for rules in known.sub_event_words.values() for words in rules}
    given = {*known.acled["sub_event"].values(), *known.acled["territory"].values(), *by_words}
    assert given <= ACLED_SUB_EVENTS
    assert given == known.acled["event"].keys()


def test_every_precision_of_a_place_has_a_code_of_ucdp() -> None:
    assert {*PRECISION.values(), "near"} == codes().ucdp["where_prec"].keys()


def test_numbers_of_countries_are_nobodys_twice() -> None:
    countries = codes().countries.values()
    for numbers in ([one.iso for one in countries], [one.gw for one in countries], [one.iso3 for one in countries]):
        told = [number for number in numbers if number is not None]
        assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("code", "iso", "gw"),
    [("AF", 4, 700), ("IR", 364, 630), ("SY", 760, 652), ("YE", 887, 678), ("PS", 275, None), ("XK", None, 347)],
)
def test_countries_have_the_numbers_that_are_sure(code: str, iso: int | None, gw: int | None) -> None:
    country = codes().country(code)
    assert country is not None
    assert (country.iso, country.gw) == (iso, gw)


def test_codes_that_are_no_country_have_none() -> None:
    assert [codes().country(code) for code in ("INT", "ZZ", "", None)] == [None] * 4


@pytest.mark.parametrize(
    ("triggers", "code"),
    [
        (["بمب‌گذاری انتحاري"], "suicide"),
        (["انتحاری", "انفجار"], "suicide"),
        (["انتحاری", "مین"], None),
        (["زمین"], None),
        ([], None),
    ],
    ids=["Arabic letters and half-spaces", "one is silent", "they differ", "part of a word", "none"],
)
def test_words_tell_a_code_where_all_that_tell_one_agree(triggers: list[str], code: str | None) -> None:
    rules = {"explosion": [Words(("انتحاری",), "suicide"), Words(("مین",), "mine")]}
    assert told_by_words(rules, "explosion", triggers) == code
