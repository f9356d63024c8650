"""Names that two countries of the news share: the country that the article is about decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from ravayat.grounding.places import PlaceContext, PlaceMention, ResolvedPlace, resolve_places
from ravayat.records import Span

TABLE = Path(__file__).parents[2] / "data" / "place_twins.tsv"
TWINS = [
    (name, *country.split(" ", 1))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name, *countries in [line.split("\t")]
    for country in countries
]


def resolve(name: str, text: str) -> ResolvedPlace:
    start = text.index(name)
    (answer,) = resolve_places([PlaceMention(name, Span(start, start + len(name)))], PlaceContext(text))
    return answer


@pytest.mark.parametrize(("name", "code", "country"), TWINS, ids=[f"{name} {code}" for name, code, _ in TWINS])
@pytest.mark.parametrize(
    "report",
    [
        "انفجاری در {name} رخ داد. ارتش {country} گفت سه تن کشته شدند.",
        "سه تن در {name} کشته شدند. رئیس‌جمهور {country} این حمله را محکوم کرد و {country} سه روز عزا گرفت.",
    ],
)
def test_a_shared_name_is_the_place_in_the_country_of_the_article(
    name: str, code: str, country: str, report: str
) -> None:
    assert resolve(name, report.format(name=name, country=country)).country == code


def test_the_table_has_two_countries_or_more_for_each_name() -> None:
    assert len(TWINS) >= 70
    for name in {name for name, _, _ in TWINS}:
        assert len({code for other, code, _ in TWINS if other == name}) >= 2, name


def test_tripoli_is_libyas_where_nothing_tells() -> None:
    assert resolve("طرابلس", "در درگیری‌های طرابلس سه تن کشته شدند.").country == "LY"


def test_tripoli_is_lebanons_where_its_quarters_are_named() -> None:
    assert resolve("طرابلس", "درگیری‌های طرابلس میان باب التبانه و جبل محسن سه کشته داد.").country == "LB"


@pytest.mark.parametrize(
    ("report", "code"),
    [
        ("در روستای هرمز در میرعلی در وزیرستان شمالی سه تن کشته شدند.", "PK"),
        ("در هرمز سه تن کشته شدند. ارتش در وزیرستان عملیات دارد.", "PK"),
        ("نفتکشی در هرمز توقیف شد. ارتش آمریکا گفت که سپاه پاسداران دست داشته است.", "IR"),
    ],
)
def test_hormuz_is_the_village_in_an_article_about_waziristan_and_the_island_elsewhere(report: str, code: str) -> None:
    assert resolve("هرمز", report).country == code
