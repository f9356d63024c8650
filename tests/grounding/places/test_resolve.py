from __future__ import annotations

import re
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.places import PlaceContext, PlaceMention, ResolvedPlace, place_mentions, resolve_places
from ravayat.records import Claim, Quote, Span


def resolve(*lists: list[str], text: str = "", country: str = "") -> list[ResolvedPlace]:
    """Resolve lists of names; where the text holds a name, the mention has its span."""
    mentions = []
    for group, names in enumerate(lists):
        for name in names:
            found = re.search(re.escape(name), text)
            mentions.append(PlaceMention(name, Span(*found.span()) if found else None, group))
    return resolve_places(mentions, PlaceContext(text, country))


def ids(answers: list[ResolvedPlace]) -> list[tuple[str | None, str | None]]:
    return [(answer.place.latin if answer.place else None, answer.country) for answer in answers]


def test_quneitra_is_in_syria_unless_the_article_is_about_morocco() -> None:
    syria = "ارتش سوریه اعلام کرد در قنیطره با گروه‌های مسلح درگیر شده است."
    morocco = "پلیس مغرب از بازداشت سه تن در قنیطره خبر داد. به گفته مقام‌های مراکش و شهر رباط"
    assert ids(resolve(["قنیطره"], text=syria)) == [("Quneitra", "SY")]
    assert ids(resolve(["قنیطره"], text=morocco)) == [("Kenitra", "MA")]
    assert ids(resolve(["قنیطره"], country="MA")) == [("Kenitra", "MA")]


def test_the_list_tells_which_of_many_places_of_a_name_it_is() -> None:
    assert ids(resolve(["خالدیه", "حمص", "سوریه"])) == [("Khaldiyeh", "SY"), ("Homs", "SY"), ("Syria", "SY")]
    assert ids(resolve(["رفح", "مصر"]))[0][1] == "EG"
    assert ids(resolve(["رفح", "نوار غزه"]))[0][1] == "PS"
    assert ids(resolve(["طرابلس", "لبنان"]))[0][1] == "LB"
    assert ids(resolve(["طرابلس", "لیبی"]))[0] == ("Tripoli", "LY")
    assert ids(resolve(["صلاح‌الدین", "حلب", "سوریه"]))[0] == ("Salaheddine", "SY")


def test_the_other_places_of_the_article_tell_too() -> None:
    yemen = resolve(["زنجبار"], ["عدن"], ["ابین"], text="درگیری در زنجبار و عدن؛ ابین و یمن")
    assert ids(yemen)[0] == ("Zinjibar", "YE")
    assert ids(resolve(["دوما"], ["حرستا"], ["غوطه شرقی"]))[0] == ("Douma", "SY")


def test_the_word_in_front_chooses_between_a_province_and_its_town() -> None:
    town = resolve(["درعا"], text="در شهر درعا در سوریه تظاهرات شد")
    province = resolve(["درعا"], text="در استان درعا در سوریه تظاهرات شد")
    assert (town[0].precision, province[0].precision) == ("town", "province")


@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("سوریه", "country"),
        ("هلمند", "province"),
        ("باخموت", "town"),
        ("بابا عمرو", "quarter"),
        ("تیفور", "point"),
        ("دونباس", "region"),
        ("تنگه هرمز", "region"),
    ],
)
def test_every_answer_says_how_precise_it_is(words: str, precision: str) -> None:
    (answer,) = resolve([words])
    assert answer.precision == precision
    assert answer.latitude is not None
    assert answer.longitude is not None


def test_an_unknown_quarter_takes_its_town_and_the_precision_says_so() -> None:
    quarter, town = resolve(["کوی ناشناخته‌آباد", "حمص"], text="در کوی ناشناخته‌آباد در شهر حمص")
    assert quarter.place == town.place
    assert (quarter.precision, quarter.method) == ("town", "container")


def test_the_town_behind_an_unknown_name_in_the_text_holds_it() -> None:
    text = "انفجاری در ناشناخته‌آباد در حمص رخ داد"
    quarter, _ = resolve(["ناشناخته‌آباد"], ["حمص"], text=text)
    assert (quarter.name, quarter.method) == ("حمص", "container")


def test_what_nobody_knows_is_unresolved_rather_than_guessed() -> None:
    (answer,) = resolve(["ناشناخته‌آباد"], text="در ناشناخته‌آباد سه تن کشته شدند")
    assert (answer.place, answer.precision) == (None, "unresolved")
    assert answer.latitude is None


def test_a_square_of_a_common_name_is_not_looked_for_in_another_country() -> None:
    (square, town) = resolve(["میدان آزادی", "کوبانی"], text="میدان آزادی کوبانی در سوریه")
    assert square.country == town.country == "SY"


def test_a_country_in_front_of_a_town_elsewhere_is_a_quarter_of_it() -> None:
    (quarter, town) = resolve(["کولومبیا", "خارطوم"], text="در کولومبیا در خارطوم سودان")
    assert quarter.country == town.country == "SD"


def test_foreign_names_spelled_in_a_way_of_the_writers_own_are_heard_in_the_articles_country_only() -> None:
    text = "نیروهای اوکراین در کراماترسک، کی‌یف و خارکیف"
    (answer,) = resolve(["کراماترسک"], text=text)
    assert (answer.place and answer.place.latin, answer.method) == ("Kramatorsk", "skeleton")
    (elsewhere,) = resolve(["کراماترسک"], text="ارتش یمن در صنعا و عدن")
    assert elsewhere.place is None


def test_words_for_kinds_and_directions_inside_the_mention_do_no_harm() -> None:
    assert ids(resolve(["استان هلمند"], ["حومه دمشق"], ["جنوب لبنان"])) == [
        ("Helmand", "AF"),
        ("Rif Dimashq (countryside)", "SY"),
        ("South Lebanon", "LB"),
    ]
    assert ids(resolve(["شهر باخموت"], ["شرق سوریه"])) == [("Bakhmut", "UA"), ("Syria", "SY")]


def test_seas_have_no_country() -> None:
    (answer,) = resolve(["دریای سرخ"])
    assert (answer.country, answer.precision) == (None, "region")


def test_candidates_are_shown_with_scores_best_first() -> None:
    (answer,) = resolve(["صور"], text="صور در جنوب لبنان")
    scores = [candidate.score for candidate in answer.candidates]
    assert scores == sorted(scores, reverse=True)
    assert {candidate.place.country for candidate in answer.candidates} >= {"LB", "OM"}


def test_mentions_of_claims_keep_words_place_and_list() -> None:
    text = "درگیری در خالدیه در حمص"
    places = tuple(Quote.read(text, Span(*match.span())) for match in re.finditer("خالدیه|حمص", text))
    claim = Claim(1, 1, "armed_clash", Quote.read(text, Span(0, 6)), "asserted", places=places)
    mentions = place_mentions([claim.places, claim.places])
    assert [(mention.words, mention.group) for mention in mentions] == [
        ("خالدیه", 0),
        ("حمص", 0),
        ("خالدیه", 1),
        ("حمص", 1),
    ]


NAMES = st.sampled_from(
    "حمص دمشق رفح صور هرات قنیطره خالدیه دوما بغداد کابل غزه عدن سوریه ایران نصر صدر ندارد ۱۲ ؟".split()
)


@given(st.lists(st.lists(NAMES, min_size=1, max_size=4), max_size=5), st.text(max_size=60))
def test_every_mention_gets_one_answer_and_its_scores_sum_to_at_most_one(lists: list[list[str]], text: str) -> None:
    answers = resolve(*lists, text=text)
    assert [answer.mention.words for answer in answers] == [name for names in lists for name in names]
    for answer in answers:
        assert sum(candidate.score for candidate in answer.candidates) <= 1.001
        assert (answer.place is None) == (answer.precision == "unresolved")


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_lists_of_the_same_names_get_the_same_answers(names: list[str]) -> None:
    once, again = resolve(names), resolve(names)
    assert [answer.id for answer in once] == [answer.id for answer in again]


@given(st.text(max_size=30))
def test_any_words_are_answered(words: str) -> None:
    (answer,) = resolve_places([PlaceMention(words)])
    assert answer.mention.words == words


def test_equals_of_a_row_do_not_hold_each_other() -> None:
    text = "نیروها در ناشناخته‌آباد و حمیدیه در استان خوزستان"
    unknown, known, _ = resolve(["ناشناخته‌آباد", "حمیدیه", "خوزستان"], text=text)
    assert (unknown.name, unknown.precision) == ("خوزستان", "province")
    assert known.precision == "town"


def test_an_unknown_equal_lies_in_what_holds_the_known_ones() -> None:
    text = "سه نقطه در ماهشهر، ناشناخته‌آباد و حمیدیه هدف شد. ایران"
    _, unknown, _ = resolve(["ماهشهر", "ناشناخته‌آباد", "حمیدیه"], text=text)
    assert (unknown.name, unknown.method) == ("خوزستان", "container")


def test_a_country_beside_a_town_of_another_is_that_country() -> None:
    text = "پس از شلیک به شمال اسرائیل، اهدافی در ضاحیه بیروت هدف شد."
    israel, *_ = resolve(["اسرائیل", "ضاحیه", "بیروت"], text=text)
    assert (israel.id, israel.method) == ("IL", "name")
    jordan, erbil = resolve(["اردن", "اربیل"], text="چند جنگنده در اردن و اقامتگاهی در اربیل منهدم شد")
    assert (jordan.id, erbil.country) == ("JO", "IQ")


def test_a_name_lies_where_the_text_puts_it_not_where_a_namesake_is_known() -> None:
    village, town = resolve(["کرگان", "میناب"], text="مردم در کرگان میناب صدای انفجار شنیدند")
    assert (village.place, village.method) == (town.place, "container")
    quarter, _ = resolve(["انارک", "چوار"], text="حمله به منطقه انارک در چوار در استان ایلام ایران")
    assert quarter.name == "چوار"
    (small, _) = resolve(["مهدیه", "کابل"], text="انفجاری در شهرک مهدیه، واقع در ناحیه سوم شهر کابل")
    assert small.country == "AF"


def test_the_plural_word_for_a_kind_counts_for_its_whole_row() -> None:
    text = "ارتش در ولایت‌های کنر، خوست و پکتیکا در افغانستان عملیات دارد"
    assert [answer.precision for answer in resolve(["کنر", "خوست", "پکتیکا"], text=text)] == ["province"] * 3


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("بخشی از فرودگاه سمنان هدف حمله شد", "سمنان", "town"),
        ("دو نقطه از شهر بوشهر هدف شد", "بوشهر", "town"),
        ("انفجاری در شهرستان میناب شنیده شد", "میناب", "district"),
        ("درگیری در شهر بنت جبیل لبنان", "بنت جبیل", "town"),
        ("در استان سلیمانیه عراق", "سلیمانیه", "province"),
        ("استانداری همدان اعلام کرد", "همدان", "province"),
        ("ارتش روسیه منطقه لوهانسک اوکراین را زد", "لوهانسک", "province"),
        ("به شهر لوهانسک اوکراین حمله شد", "لوهانسک", "town"),
        ("ساکن برزیل است", "برزیل", "country"),
    ],
)
def test_the_word_in_front_tells_how_large_a_place_is_meant(text: str, name: str, precision: str) -> None:
    (answer,) = resolve([name], text=text)
    assert answer.precision == precision


def test_a_country_behind_a_name_in_the_same_words_tells_which_it_is() -> None:
    (town,) = resolve(["بیت شمش اسرائیل"])
    assert (town.place and town.place.latin, town.country) == ("Beit Shemesh", "IL")


def test_a_foreign_spelling_of_a_large_town_elsewhere_is_not_believed() -> None:
    (answer, _) = resolve(["باریس", "لبنان"], text="حمله به شهرک باریس در جنوب لبنان")
    assert answer.country == "LB"


def test_small_places_of_iran_need_no_country_beside_them() -> None:
    (answer,) = resolve(["شیرگاه"], text="قطار با دو عابر در شیرگاه برخورد کرد")
    assert answer.country == "IR"


def test_a_quarter_with_the_name_of_a_country_needs_its_town_beside_it() -> None:
    text = "بولدوزرها در محله برزیل در رفح در جنوب نوار غزه؛ مقام‌های فلسطین در غزه"
    assert resolve(["برزیل", "رفح"], text=text)[0].precision == "quarter"


def test_a_street_lends_no_town_of_a_country_that_nothing_speaks_for() -> None:
    street, state = resolve(["چستر", "کالیفرنیا"], text="در خیابان چستر در جنوب ایالت کالیفرنیا")
    assert (street.country, state.country) == ("US", "US")


@pytest.mark.parametrize("words", ["زیتون اهواز", "محله زیتون اهواز", "دشت اهواز", "پایگاه دریایی اهواز"])
def test_what_stands_in_front_of_a_large_town_in_the_same_words_lies_in_it(words: str) -> None:
    assert ids(resolve([words], text=f"انفجار در {words}")) == [("Ahvaz", "IR")]


@pytest.mark.parametrize("words", ["کوره موش", "دیر حلب", "کفر اهواز", "خیابان اهواز"])
def test_short_words_and_streets_in_front_of_a_town_do_not(words: str) -> None:
    assert ids(resolve([words], text=f"انفجار در {words}")) == [(None, None)]


def test_the_end_of_an_ezafe_and_the_word_for_occupied_are_no_part_of_a_name() -> None:
    assert ids(resolve(["تنگه‌ی هرمز"])) == ids(resolve(["تنگه هرمز"]))
    assert ids(resolve(["یافای اشغالی"])) == ids(resolve(["یافا"]))
    assert ids(resolve(["آلابامای"], text="ایالت آلابامای آمریکا"))[0] == ("Alabama", "US")


@pytest.mark.parametrize(
    ("words", "latin"),
    [
        ("بندرکوهستک", "Kūhestak"),
        ("نورآباد فارس", "Nūrābād"),
        ("مشهد مقدس", "Mashhad"),
        ("بندرامام", "Bandar-e Emam Khomeyni"),
    ],
)
def test_what_the_press_glues_to_a_name_or_puts_behind_it_does_no_harm(words: str, latin: str) -> None:
    assert ids(resolve([words], text="ایران"))[0] == (latin, "IR")


def test_a_square_in_front_of_its_own_town_leaves_it_the_town() -> None:
    (town,) = resolve(["زنجان"], text="در سبزه‌میدان زنجان با گلوله کشته شد")
    assert (town.precision, town.country) == ("town", "IR")


def test_an_airport_holds_no_island() -> None:
    island, airport = resolve(["کیش", "مهرآباد"], text="هنگام سفر به کیش در فرودگاه مهرآباد در تهران بازداشت شد")
    assert (island.method, airport.precision) == ("name", "point")


@pytest.mark.parametrize("sentence", ["در زغنبوت", "در زغنبوت در سوریه", "در حلب و زغنبوت"])
def test_places_take_steps_in_proportion_to_their_number(sentence: str) -> None:
    def steps(sentences: int) -> int:
        text = f"{sentence} گفت. " * sentences
        names = [*re.finditer("زغنبوت|سوریه|حلب", text)]
        mentions = [PlaceMention(name[0], Span(*name.span()), number) for number, name in enumerate(names)]
        lines = 0

        def count(_frame: FrameType, event: str, _argument: object) -> Any:
            nonlocal lines
            lines += event == "line"
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            resolve_places(mentions, PlaceContext(text))
        finally:
            sys.settrace(before)
        return lines

    steps(1)  # what is loaded once
    # Quadratic growth would make the ratio 16.
    assert steps(800) < 8 * steps(200)
