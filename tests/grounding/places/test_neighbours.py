"""What the names beside a name tell of it, and what they must not."""

from __future__ import annotations

import pytest

from ravayat.grounding.places import PlaceContext, PlaceMention, ResolvedPlace, resolve_places
from ravayat.records import Span


def resolve(text: str, *names: str, apart: bool = False) -> list[ResolvedPlace]:
    """Resolve names of a text, as places of one claim or each of a claim of its own."""
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    mentions = [
        PlaceMention(name, span, group if apart else 0)
        for group, (name, span) in enumerate(zip(names, spans, strict=True))
    ]
    return resolve_places(mentions, PlaceContext(text))


def latin(answers: list[ResolvedPlace]) -> list[str | None]:
    return [answer.place.latin if answer.place else None for answer in answers]


@pytest.mark.parametrize(
    ("text", "town", "other", "found"),
    [
        ("صدای انفجار در کرج سمت فرودگاه پیام", "کرج", "فرودگاه پیام", "Karaj"),
        ("صدای انفجار در شیراز سمت داراب", "شیراز", "داراب", "Shiraz"),
        ("صدای پدافند در بندرعباس سمت دبی", "بندرعباس", "دبی", "Bandar Abbas"),
        ("صدای انفجار در شیراز داراب", "شیراز", "داراب", "Shiraz"),
    ],
)
def test_a_town_stays_itself_before_a_direction_or_a_smaller_town(text: str, town: str, other: str, found: str) -> None:
    assert latin(resolve(text, town, other, apart=True))[0] == found


def test_an_unknown_quarter_behind_its_town_takes_the_town_and_no_namesake() -> None:
    assert latin(resolve("صدای انفجار در اهواز محله گلستان", "اهواز", "گلستان", apart=True)) == ["Ahvaz", "Ahvaz"]


def test_places_on_both_sides_of_an_and_do_not_lie_in_each_other() -> None:
    text = "حمله به مقری در سفارت آمریکا در ریاض و یک مرکز دیگر در شمال عراق"
    assert latin(resolve(text, "ریاض", "عراق")) == ["Riyadh", "Iraq"]


def test_places_of_two_sentences_do_not_lie_in_each_other() -> None:
    text = "ایران: نطنز هدف قرار گرفته است. فردو و اصفهان هم هدف قرار گرفتند."
    assert resolve(text, "نطنز", "اصفهان")[1].precision == "town"


def test_a_famous_town_is_not_its_small_namesake_in_the_country_of_the_article() -> None:
    text = "رئیس‌جمهور آمریکا در آمستردام گفت که آمریکا از اروپا دفاع می‌کند"
    assert [answer.country for answer in resolve(text, "آمستردام")] == ["NL"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("راهپیمایی در ناشناخته، دمشق، هلسینکی", ("ناشناخته", "دمشق", "هلسینکی")),
        ("تظاهرات در ناشناخته، رم، مادرید", ("ناشناخته", "رم", "مادرید")),
        ("جنگ در جمهوری ناشناخته، سودان", ("جمهوری ناشناخته", "سودان")),
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_an_unknown_name_takes_no_place_of_its_row_that_cannot_hold_it(
    text: str, names: tuple[str, ...], apart: bool
) -> None:
    assert resolve(text, *names, apart=apart)[0].place is None


def test_an_unknown_name_in_a_list_that_runs_outward_takes_what_is_around() -> None:
    assert latin(resolve("در ناشناخته، حمص، سوریه", "ناشناخته", "حمص", "سوریه"))[0] == "Homs"
