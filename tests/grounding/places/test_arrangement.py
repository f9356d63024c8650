"""What stands beside what, and what lies in what, as the words between the names tell."""

from __future__ import annotations

import pytest

from ravayat.grounding.places.arrangement import Arrangement
from ravayat.records.place import PlaceMention
from ravayat.records.span import Span


def mention(text: str, words: str) -> PlaceMention:
    start = text.index(words)
    return PlaceMention(words, Span(start, start + len(words)))


def arranged(text: str, *names: str) -> tuple[Arrangement, list[PlaceMention]]:
    mentions = [mention(text, name) for name in names]
    return Arrangement(mentions, text), mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("در حمص و حماه", ("حمص", "حماه")),
        ("در حمص، حماه و ادلب", ("حمص", "حماه", "ادلب")),
        ("در شهرهای حمص، حماه", ("حمص", "حماه")),
        ("در شهرهاي حمص، حماه", ("حمص", "حماه")),
        ("در «حمص» و همچنین شهر «حماه»", ("حمص", "حماه")),
    ],
)
def test_a_row_that_ends_with_and_or_begins_with_a_plural_is_one_of_equals(text: str, names: tuple[str, ...]) -> None:
    found, mentions = arranged(text, *names)
    assert all(found.beside(mentions[0], other) for other in mentions[1:])
    assert found.around(mentions[0]) == []


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("در خالدیه در حمص", "خالدیه", "حمص"),
        ("در خالدیه حمص", "خالدیه", "حمص"),
        ("روستای گلزار از توابع شهرستان بانه", "گلزار", "بانه"),
        ("شهرک رز، واقع در شهر کابل", "رز", "کابل"),
    ],
)
def test_in_or_nothing_between_two_names_puts_the_first_into_the_second(text: str, inner: str, outer: str) -> None:
    found, (here, there) = arranged(text, inner, outer)
    assert found.around(here) == [there.span]
    assert not found.beside(here, there)


@pytest.mark.parametrize(
    ("text", "town", "part"),
    [
        ("انفجار در اهواز محله گلستان", "اهواز", "گلستان"),
        ("انفجار در اهواز محله گلستان", "اهواز", "محله گلستان"),
        ("انفجار در کرج فرودگاه پیام", "کرج", "پیام"),
    ],
)
def test_a_town_in_front_of_its_quarter_or_airport_holds_it(text: str, town: str, part: str) -> None:
    found, (here, there) = arranged(text, town, part)
    assert found.held(here) is None
    assert found.held(there) == here.span
    assert found.around(there) == [here.span]


def test_a_street_in_front_of_a_quarter_lies_in_it() -> None:
    found, (street, quarter) = arranged("خیابان آذر محله گلستان", "آذر", "گلستان")
    assert found.held(street) == quarter.span


def test_what_lies_in_a_direction_is_not_around() -> None:
    found, (here, there) = arranged("انفجار در شیراز سمت داراب", "شیراز", "داراب")
    assert found.around(here) == found.around(there) == []


def test_what_holds_the_last_of_a_row_holds_them_all() -> None:
    found, mentions = arranged("در کفرا و شوکین در جنوب لبنان", "کفرا", "شوکین", "لبنان")
    assert found.around(mentions[0]) == found.around(mentions[1]) == [mentions[2].span]
    assert found.held(mentions[1]) == mentions[2].span


def test_of_a_row_of_known_names_only_the_last_must_lie_there() -> None:
    found, mentions = arranged("در تبریز، کنارک و ماهشهر در خوزستان", "تبریز", "کنارک", "ماهشهر", "خوزستان")
    assert [found.held(one) for one in mentions] == [None, None, mentions[3].span, None]


def test_a_list_with_commas_runs_outward() -> None:
    found, (quarter, town, land) = arranged("خالدیه، حمص، سوریه", "خالدیه", "حمص", "سوریه")
    assert found.around(quarter) == [town.span, land.span]
    assert found.held(quarter) is None


@pytest.mark.parametrize("text", ["از حمص به دمشق رفت", "در حمص بود. دمشق گفت", "حمص\nدمشق", "حمص - دمشق"])
def test_other_words_a_dash_or_the_end_of_a_sentence_tell_nothing(text: str) -> None:
    found, (one, other) = arranged(text, "حمص", "دمشق")
    assert found.around(one) == []
    assert not found.beside(one, other)


def test_without_the_text_nothing_is_known() -> None:
    one, other = PlaceMention("حمص"), PlaceMention("حماه", Span(4, 8))
    assert not Arrangement([one, other], "").beside(one, other)
    assert not Arrangement([one], "حمص و حماه").known(one)
