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


def test_a_small_place_abroad_that_only_its_name_speaks_for_is_not_in_a_row_of_places_elsewhere() -> None:
    assert resolve("در ریحان و نبطیه در لبنان", "ریحان", "نبطیه", apart=True)[0].country == "LB"
    assert resolve("درگیری در زاهدان، خاش و تفتان ایران", "زاهدان", "خاش", "تفتان")[2].country != "PK"


def test_a_village_abroad_is_no_place_of_an_article_about_another_country() -> None:
    (village,) = resolve("سه تن در روستای مران در کردستان ایران کشته شدند، خبرگزاری‌های ایران گفتند", "مران")
    assert village.place is None


def test_a_village_of_iran_is_no_place_of_an_article_that_does_not_speak_of_iran() -> None:
    (village,) = resolve("ارتش ترکیه سیران را در شمال عراق بمباران کرد، دولت عراق گفت", "سیران")
    assert village.place is None


@pytest.mark.parametrize("front", ["جنوب", "شمال"])
def test_a_compass_word_behind_a_front_is_no_place(front: str) -> None:
    (answer,) = resolve(f"جنگنده‌های عراقی در جبهه {front} ایران", f"جبهه {front}")
    assert answer.place is None


def test_a_hall_named_after_a_person_is_not_in_the_town_named_after_him() -> None:
    (hall,) = resolve("راهپیمایی از مصلای امام خمینی تا سه راه طالقانی در ایران", "مصلای امام خمینی")
    assert hall.place is None


def test_no_persian_name_is_heard_by_ear() -> None:
    (answer,) = resolve("انفجار در ملخ خور در ایران، ایلام", "ملخ خور")
    assert answer.method != "skeleton"
