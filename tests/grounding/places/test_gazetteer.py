from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.places.gazetteer import FILE, shipped_gazetteer
from ravayat.grounding.places.spelling import spelling_key
from ravayat.records.place import EARTH_RADIUS_KM, kilometres

COUNTRIES = "SY IQ IR AF YE LB PS IL TR PK SA AE QA KW BH OM SD LY UA RU AM AZ".split()


def test_it_is_small() -> None:
    assert len((files("ravayat.grounding.places") / FILE).read_bytes()) < 5_000_000


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_of_the_conflicts_is_there_with_its_places(code: str) -> None:
    country = shipped_gazetteer().place(code)
    assert country is not None
    assert country.kind == "country"
    assert shipped_gazetteer().spelled([spelling_key(country.name)])[spelling_key(country.name)][0][0].id == code


@pytest.mark.parametrize(
    ("name", "latin", "country"),
    [
        ("خان العسل", "Khan al-Assal", "SY"),
        ("جوبر", "Jobar", "SY"),
        ("خارکف", "Kharkiv", "UA"),
        ("باخموت", "Bakhmut", "UA"),
        ("مزارشریف", "Mazar-i-Sharif", "AF"),
        ("زاپوریژیا", "Zaporizhzhia", "UA"),
        ("تنگهٔ هرمز", "Strait of Hormuz", ""),
    ],
)
def test_names_that_geonames_lacks_are_found(name: str, latin: str, country: str) -> None:
    places = [place for place, _ in shipped_gazetteer().spelled([spelling_key(name)])[spelling_key(name)]]
    assert (latin, country) in {(place.latin, place.country) for place in places}


@pytest.mark.parametrize(
    ("name", "latin", "other"),
    [
        ("ساوه", "Sāveh", "Arak"),
        ("نهاوند", "Nahāvand", "Khoramdasht"),
        ("مرند", "Marand", "Efzar"),
        ("رمله", "Ramla", "Ramallah"),
        ("شاهین‌شهر", "Shahin Shahr", "Qīāmdasht"),
        ("کرج", "Karaj", "Qods"),
    ],
)
def test_a_name_that_is_another_places_own_is_left_to_that_place(name: str, latin: str, other: str) -> None:
    found = {place.latin for place, _ in shipped_gazetteer().spelled([spelling_key(name)])[spelling_key(name)]}
    assert latin in found
    assert other not in found


@pytest.mark.parametrize("name", ["ولایت", "دو"])
def test_a_plain_word_names_no_town(name: str) -> None:
    assert shipped_gazetteer().spelled([spelling_key(name)]) == {}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("پراگ", "پراگ"), ("بوداپست", "بوداپست"), ("لاگوس", "لاگوس"), ("ملتان", "ملتان"), ("سیالکوت", "سیالکوت")],
)
def test_a_name_is_shown_in_persian_letters_whole_and_without_the_land_around_it(name: str, shown: str) -> None:
    places = [place for place, _ in shipped_gazetteer().spelled([spelling_key(name)])[spelling_key(name)]]
    assert max(places, key=lambda place: place.population).name == shown


def test_parents_run_outward_to_the_country() -> None:
    ((place, _), *_) = shipped_gazetteer().spelled([spelling_key("بابا عمرو")])[spelling_key("بابا عمرو")]
    assert [around.latin for around in shipped_gazetteer().parents(place)] == ["Homs", "Ḩimş", "Syria"]


def test_many_keys_are_looked_up_at_once() -> None:
    found = shipped_gazetteer().spelled([f"ندارد{number}" for number in range(5000)] + ["حمص"])
    assert list(found) == ["حمص"]


LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_distance_is_symmetric_and_never_more_than_half_the_globe(
    north: float, east: float, other_north: float, other_east: float
) -> None:
    there, back = kilometres(north, east, other_north, other_east), kilometres(other_north, other_east, north, east)
    assert there == pytest.approx(back)
    assert 0 <= there <= EARTH_RADIUS_KM * 3.15


def test_distance_of_damascus_and_aleppo_is_what_a_map_says() -> None:
    assert kilometres(33.513, 36.292, 36.202, 37.134) == pytest.approx(309, abs=3)
