"""An event as an analyst reads it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from event_builder import (
    ADDED,
    AFGHAN_ARMY,
    DOCTORS,
    KUNDUZ,
    KUNDUZ_PROVINCE,
    REUTERS,
    TALIBAN,
    Telling,
    events,
    kunduz,
)
from hypothesis import given, settings
from rich.console import Console

from ravayat.records import Count, Event, Join
from ravayat.views.event_report import report_lines, show_event
from ravayat.views.labels import label, stance
from ravayat.views.wording import between, bounds, localised, span_of_days

EVENT, TEXTS = kunduz()


def page(event: Event = EVENT, **options: object) -> str:
    return "\n".join(report_lines(event, **options))  # type: ignore[arg-type]


def section(name: str, text: str) -> str:
    """The lines of a section, without its heading."""
    return next(part.partition("\n")[2] for part in text.split("\n\n") if part.startswith(f"{name}\n"))


def test_the_head_tells_type_place_days_sizes_and_standing() -> None:
    title, sizes, standing, *_ = page().splitlines()
    assert title == "Air strike  حمله هوایی | Kunduz, AF (town 36.73, 68.86)  کندز | 2015-10-03"
    assert sizes == "event 1, articles: 3, claims: 5, roots: 2"
    assert standing == "Two independent roots tell it."


def test_a_grade_set_by_hand_says_by_whom() -> None:
    graded = replace(EVENT, standing=replace(EVENT.standing, by="Maryam"))
    assert "Two independent roots tell it. (graded by hand by Maryam)" in page(graded)


def test_an_event_without_place_and_day_says_so() -> None:
    lost = replace(EVENT, place=None, first=None, last=None)
    assert page(lost).splitlines()[0] == "Air strike  حمله هوایی | place not known | (day not known)"


def test_each_root_says_since_when_through_whom_and_with_which_numbers() -> None:
    told = section("Who says what", page())
    assert "  Doctors  since 2015-10-03  سازمان پزشکان\n" in told
    assert "    asserts     [2] 2015-10-04  خبرگزاری شمال ← رویترز ← سازمان پزشکان\n" in told
    assert "        killed      at least 19  دست کم ۱۹ تن\n" in told
    assert "  United States Armed Forces  (a party)  since 2015-10-04  ارتش آمریکا\n" in told
    assert "    denies      [2] 2015-10-04  خبرگزاری شمال ← ارتش آمریکا\n" in told


def test_the_words_are_quoted_alone_or_in_their_sentence_where_the_text_is_at_hand() -> None:
    assert "        «حمله را رد»" in page()
    assert "        «ارتش آمریکا این [حمله را رد] کرد.»" in page(texts=TEXTS)
    only_first = page(texts={1: TEXTS[1]})
    assert "[حمله هوایی] ارتش آمریکا" in only_first
    assert "«حمله را رد»" in only_first


@pytest.mark.parametrize("at_hand", [True, False], ids=["with the text", "without"])
def test_half_spaces_that_the_press_lost_are_restored(at_hand: bool) -> None:
    telling = Telling()
    article = telling.article("روزنامه", "حمله ها در شهر ادامه دارد")
    telling.claim(article, "حمله ها")
    assert "حمله‌ها" in page(telling.event(), texts=telling.texts if at_hand else None)


def test_the_outlets_own_voice_is_named() -> None:
    telling = Telling()
    telling.claim(telling.article(None, "حمله هوایی شد"), "حمله هوایی", reviewed="corrected")
    assert "[1] 2015-10-03  (corrected by a person)  the outlet's own voice: unnamed outlet" in page(telling.event())


def test_numbers_stand_side_by_side_with_the_lowest_the_best_and_the_highest() -> None:
    assert section("Numbers, by teller", page()).splitlines() == [
        "  killed: lowest 19, best 22, highest open. The number that most roots tell.",
        "    at least 19  Doctors  [1] 2015-10-03  سازمان پزشکان",
        "    22  Doctors  [2] 2015-10-04 [3] 2015-10-05  سازمان پزشکان",
    ]


def test_where_tellers_differ_is_told_and_nothing_where_they_do_not() -> None:
    assert "Where they differ" not in page()
    telling = Telling()
    article = telling.article("روزنامه", "رویترز از کندز گفت و سازمان پزشکان از ولایت کندز")
    days = [(date(2015, 10, day), date(2015, 10, day), "از کندز") for day in (3, 4)]
    telling.claim(article, "گفت", chain=[("رویترز", REUTERS)], places=[("کندز", KUNDUZ)], time=days[0])
    telling.claim(
        article, "گفت", chain=[("سازمان پزشکان", DOCTORS)], places=[("ولایت کندز", KUNDUZ_PROVINCE)], time=days[1]
    )
    assert section("Where they differ", page(telling.event())).splitlines() == [
        "  time",
        "    2015-10-03  Reuters  [1] 2015-10-03  رویترز",
        "    2015-10-04  Doctors  [1] 2015-10-03  سازمان پزشکان",
        "  place",
        "    Kunduz  ولایت کندز  Doctors  [1] 2015-10-03  سازمان پزشکان",
        "    Kunduz  کندز  Reuters  [1] 2015-10-03  رویترز",
    ]


def test_roots_stand_with_what_they_do_and_who_carried_them() -> None:
    told = section("Roots", page())
    assert "  Doctors  (asserts 3)  سازمان پزشکان\n    carried by  روزنامه چهارراه، خبرگزاری شمال، بازنشر" in told
    assert "  United States Armed Forces  (a party, denies 2)  ارتش آمریکا" in told


def test_copies_are_named_with_what_they_repeat() -> None:
    assert section("Copies", page()) == "  [3] 2015-10-05  copy of [2] (98 %)  بازنشر"


def test_joins_are_told_on_demand_with_their_reasons() -> None:
    by_hand = Join(2, 1, 3, same=False, score=None, reasons={"reason": "روز دیگری است"}, by="مریم", at=ADDED)
    joined = replace(EVENT, joins=(*EVENT.joins, by_hand))
    assert "Joins" not in page(joined)
    assert section("Joins", page(joined, joins=True)).splitlines() == [
        "  1 – 2  same event score 0.97: place +2.50, time +1.25  (machine, 2026-11-01)",
        "  1 – 3  kept apart: reason: روز دیگری است  (مریم, 2026-11-01)",
    ]


def test_in_persian_labels_digits_and_sentences_are_persian() -> None:
    told = page(language="fa", joins=True, texts=TEXTS)
    assert told.splitlines()[:3] == [
        "حمله هوایی | کندز | ۲۰۱۵-۱۰-۰۳",
        "رویداد ۱، گزارش: ۳، روایت: ۵، ریشه: ۲",
        "دو ریشهٔ مستقل آن را می‌گوید.",
    ]
    assert "  کشته: کمترین ۱۹، برآورد ۲۲، بیشترین باز. عددی که بیشترین ریشه می‌گوید." in told
    assert not re.search(r"asserts|killed|Doctors", told)


def doubtful(reviewed: str | None = None) -> Event:
    """An event whose one claim and its place the reader gives less than even chances."""
    telling = Telling()
    article = telling.article("روزنامه", "در حمله هوایی به کندز ۵ تن کشته شدند")
    telling.claim(article, "حمله هوایی", places=[("کندز", KUNDUZ)], killed=(5, 5, "۵ تن"), reviewed=reviewed)
    event = telling.event()
    [stored] = event.claims
    place = replace(stored.claim.places[0], confidence=0.4)
    return replace(event, claims=(replace(stored, claim=replace(stored.claim, confidence=0.412, places=(place,))),))


def test_claims_and_values_of_less_than_even_chances_are_marked() -> None:
    told = page(doubtful())
    assert "event 1, articles: 1, claims: 1, unsure claims: 1, roots: 1" in told
    assert "asserts     [1] 2015-10-03  unsure (0.41)  the outlet's own voice: روزنامه" in told
    assert "place       کندز ؟" in told
    assert "killed      5  ۵ تن\n" in told
    assert "    5 ؟  [1] 2015-10-03  روزنامه" in section("Numbers, by teller", told)
    persian = page(doubtful(), language="fa")
    assert "روایت نامطمئن: ۱" in persian
    assert "نامطمئن (۰٫۴۱)" in persian


@pytest.mark.parametrize(("reviewed", "place"), [("accepted", "کندز\n"), ("corrected", "کندز ؟\n")])
def test_what_a_person_found_right_is_not_marked(reviewed: str, place: str) -> None:
    """Of a claim that somebody mended in one place the other values are as unsure as before."""
    told = page(doubtful(reviewed))
    assert "unsure" not in told
    assert f"place       {place}" in told


def test_actors_and_targets_are_quoted() -> None:
    telling = Telling("armed_clash")
    article = telling.article("روزنامه", "طالبان با ارتش در کندز درگیر شد")
    telling.claim(article, "درگیر", actors=[("طالبان", TALIBAN)], targets=[("ارتش", AFGHAN_ARMY)])
    told = page(telling.event())
    assert "        actor       طالبان\n        target      ارتش\n" in told


def test_on_a_terminal_lines_fit_and_the_trigger_is_underlined() -> None:
    out = io.StringIO()
    show_event(
        EVENT, Console(file=out, force_terminal=True, width=60, color_system="standard", _environ={}), texts=TEXTS
    )
    plain = re.sub(r"\x1b\[[\d;]*m", "", out.getvalue())
    assert max(map(len, plain.splitlines())) <= 60 + 4  # joiners take no room on the screen
    assert re.search(r"\x1b\[[\d;]*4mحمله", out.getvalue())


def test_in_a_pipe_the_console_writes_what_the_lines_say() -> None:
    out = io.StringIO()
    show_event(EVENT, Console(file=out, highlight=False, markup=False, emoji=False), joins=True, texts=TEXTS)
    assert out.getvalue().splitlines() == list(report_lines(EVENT, joins=True, texts=TEXTS))


@settings(max_examples=40)
@given(told=events())
def test_any_event_can_be_reported_and_none_can_steer_the_terminal(told: tuple[Event, dict[int, str]]) -> None:
    event, texts = told
    for options in ({"joins": True, "texts": texts}, {"language": "fa", "joins": True}):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page(event, **options))


def test_numbers_and_days_read_as_words_in_both_languages() -> None:
    words = EVENT.claims[0].claim.trigger
    assert bounds(Count(None, 30, words)) == "up to 30"
    assert bounds(Count(None, 30, words), "fa") == "حداکثر ۳۰"
    assert (between(2, 3), between(2, 3, "fa"), between(None, None)) == ("2 to 3", "۲ تا ۳", "")
    assert span_of_days(date(2015, 10, 1), date(2015, 10, 3), "fa") == "۲۰۱۵-۱۰-۰۱ تا ۲۰۱۵-۱۰-۰۳"
    assert span_of_days(None, None, "fa") == "(روز نامعلوم)"
    assert localised("12", "en") == "12"


def test_a_stance_of_another_scheme_is_its_own_word() -> None:
    assert (stance("denied", "fa"), stance("mocked", "en")) == ("انکار می‌کند", "mocked")
    with pytest.raises(KeyError):
        label("nothing", "en")
