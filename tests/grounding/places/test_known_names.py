"""Names that a reader of news knows, told without their country, and where they are."""

from __future__ import annotations

import pytest

from ravayat.grounding.places import PlaceContext, PlaceMention, ResolvedPlace, resolve_places, shipped_gazetteer
from ravayat.records import Span
from ravayat.records.place import kilometres

KNOWN = {
    "درود": (33.49, 49.06), "پرند": (35.48, 50.94), "کهریزک": (35.52, 51.36), "قزل‌حصار": (35.90, 50.93),
    "تهرانسر": (35.70, 51.25), "بیدگنه": (35.62, 50.87), "فرودگاه پیام": (35.78, 50.83), "سربندر": (30.44, 49.10),
    "خونین‌شهر": (30.44, 48.18), "انزلی": (37.47, 49.46), "پایگاه وحدتی": (32.43, 48.40), "گناوه": (29.58, 50.52),
    "کپنهاگ": (55.68, 12.57), "بلگراد": (44.80, 20.46), "ادینبورگ": (55.95, -3.20), "تایپه": (25.05, 121.53),
    "رانگون": (16.81, 96.16), "الجزیره": (36.73, 3.09), "پرنس سلطان": (24.06, 47.58), "لاکربی": (55.12, -3.36),
    "نوولاردو": (27.48, -99.52), "پرل هاربر": (21.36, -157.95), "سیالکوت": (32.49, 74.53), "ژوب": (31.34, 69.45),
    "متولا": (33.28, 35.58), "شانگهای": (31.22, 121.46), "تالین": (59.44, 24.75), "پنوم‌پن": (11.56, 104.92),
    "اسکندریه": (31.20, 29.92), "بیت‌لحم": (31.70, 35.20), "نصیرات": (31.45, 34.39),
}  # fmt: skip


def resolve(name: str, text: str) -> ResolvedPlace:
    start = text.index(name)
    (answer,) = resolve_places([PlaceMention(name, Span(start, start + len(name)))], PlaceContext(text))
    return answer


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_name_is_where_it_is_without_its_country(name: str) -> None:
    answer = resolve(name, f"انفجار در {name} سه کشته داد")
    assert answer.latitude is not None
    assert answer.longitude is not None
    assert kilometres(answer.latitude, answer.longitude, *KNOWN[name]) < 10


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("زیمباوه", "ZW"),
        ("جمهوری دمکراتیک کنگو", "CD"),
        ("شین‌جیانگ", "rv:cn-xinjiang"),
        ("اسکاتلند", "gn:2638360"),
        ("رود دجله", "rv:xx-tigris"),
        ("رود کارون", "rv:ir-karun-river"),
        ("دریاچه ارومیه", "rv:ir-lake-urmia"),
        ("ترکمن صحرا", "rv:ir-turkmen-sahra"),
    ],
)
def test_a_land_or_water_is_known_by_its_name(name: str, identifier: str) -> None:
    assert resolve(name, f"خبری از {name} رسید").id == identifier


@pytest.mark.parametrize(
    ("name", "where", "identifier"),
    [
        ("بلوچستان", "در زاهدان ایران", "rv:ir-baluchestan"),
        ("بلوچستان", "در کویته پاکستان", "rv:pk-balochistan"),
        ("آذربایجان", "در باکو، دولت آذربایجان", "AZ"),
        ("خراسان", "در مشهد ایران", "rv:ir-khorasan"),
        ("سیستان", "در زابل ایران", "rv:ir-sistan"),
    ],
)
def test_a_land_of_two_countries_is_the_part_that_the_article_is_about(name: str, where: str, identifier: str) -> None:
    assert resolve(name, f"خبری از {name} رسید: سه تن {where} کشته شدند.").id == identifier


def test_tabriz_lies_in_the_azerbaijan_of_iran_too() -> None:
    text = "تظاهرات در تبریز در آذربایجان"
    mentions = [PlaceMention(name, Span(text.index(name), text.index(name) + len(name))) for name in text.split()[2::2]]
    tabriz, _ = resolve_places(mentions, PlaceContext(text))
    assert tabriz.country == "IR"


@pytest.mark.parametrize(
    ("name", "seat"),
    [("چالدران", (39.06, 44.38)), ("ممسنی", (30.11, 51.52)), ("لنجان", (32.39, 51.38)), ("بشاگرد", (26.46, 57.90))],
)
def test_a_district_named_otherwise_than_its_town_stands_at_that_town(name: str, seat: tuple[float, float]) -> None:
    answer = resolve(name, f"در شهرستان {name} در ایران")
    assert answer.precision == "district"
    assert answer.place is not None
    assert kilometres(answer.place.latitude, answer.place.longitude, *seat) < 10


def test_a_camp_that_is_named_after_a_river_is_not_at_the_river() -> None:
    assert resolve("فرات", "رزمندگان در اردوگاه فرات در دزفول ایران بودند").id != "rv:xx-euphrates"


def test_small_towns_around_a_province_that_we_place_ourselves_do_not_move_its_country() -> None:
    italy = shipped_gazetteer().place("IT")
    assert italy is not None
    assert italy.latitude > 40
