from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from event_builder import (
    AFGHAN_ARMY,
    CIVILIANS,
    KUNDUZ,
    KUNDUZ_PROVINCE,
    STRANGER,
    TALIBAN,
    US_FORCES,
    Telling,
    kunduz,
)

from ravayat.records import Event, ResolvedActor
from ravayat.views.exports import EXPORTS
from ravayat.views.exports.acled import ACLED, COLUMNS, acled_row

PUBLISHED_COLUMNS = (
    "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1, "
    "assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, "
    "country, admin1, admin2, admin3, location, latitude, longitude, geo_precision, source, source_scale, "
    "notes, fatalities, tags, timestamp"
)
TEXT = "طالبان در کندز به ارتش و غیرنظامیان حمله انتحاری با مین در زمین کرد و ۵ تن را کشت"
NEVER_OURS = ("event_id_cnty", "admin3", "source_scale")


def told(type_: str, trigger: str = "حمله", **fields: object) -> Event:
    telling = Telling(type_)
    article = telling.article("روزنامه", TEXT)
    telling.claim(article, trigger, **fields)  # type: ignore[arg-type]
    return telling.event()


def test_columns_are_those_of_acled_in_their_order() -> None:
    assert ", ".join(COLUMNS) == PUBLISHED_COLUMNS


def test_an_event_reads_back_from_csv() -> None:
    event, _ = kunduz()
    [row] = csv.DictReader(io.StringIO("".join(EXPORTS["acled-csv"].lines([event]))))
    assert row["event_date"] == "2015-10-03"
    assert (row["year"], row["time_precision"]) == ("2015", "1")
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert row["disorder_type"] == "Political violence"
    assert (row["actor1"], row["inter1"]) == ("United States Armed Forces", "8")
    assert (row["iso"], row["country"], row["region"]) == ("4", "Afghanistan", "Caucasus and Central Asia")
    assert (row["admin1"], row["location"], row["geo_precision"]) == ("Kunduz", "Kunduz", "1")
    assert row["source"] == "روزنامه چهارراه; خبرگزاری شمال; بازنشر"
    assert row["tags"].startswith("ravayat=1; ")
    assert int(row["timestamp"]) == 1793534400


def test_what_is_not_ours_to_give_stays_empty() -> None:
    event, _ = kunduz()
    [row] = csv.DictReader(io.StringIO("".join(EXPORTS["acled-csv"].lines([event]))))
    assert {row[column] for column in NEVER_OURS} == {""}
    assert {row[column] for column in ("actor2", "inter2", "interaction", "civilian_targeting")} == {""}


def test_fatalities_are_the_lowest_number_anyone_vouches_for_and_the_notes_name_every_teller() -> None:
    event, _ = kunduz()
    row = acled_row(event)
    assert row["fatalities"] == 19
    assert "Killed, by teller: Doctors: at least 19; Doctors: 22." in str(row["notes"])
    assert str(row["notes"]).startswith("Two independent roots tell it.")


@pytest.mark.parametrize(
    ("count", "fatalities"),
    [((5, 5), 5), ((5, None), 5), ((None, 30), None), ((2, 3), 2)],
    ids=["five", "at least five", "up to thirty", "two to three"],
)
def test_a_number_that_only_bounds_from_above_is_no_fatality(
    count: tuple[int | None, int | None], fatalities: int | None
) -> None:
    assert acled_row(told("shelling", killed=(*count, "۵ تن"))).get("fatalities") == fatalities


def test_no_number_told_is_unknown_and_not_nought() -> None:
    assert acled_row(told("shelling"))["fatalities"] is None


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (AFGHAN_ARMY, 1),
        (US_FORCES, 8),
        (TALIBAN, 2),
        (CIVILIANS, 7),
        (ResolvedActor("ارتش", "body", "army", kind="state_forces"), None),
        (ResolvedActor("گروه", "entry", "pkk", kind="rebel_group", country="TR"), None),
        (ResolvedActor("گروه", "entry", "is", kind="rebel_group", country="INT"), 2),
        (ResolvedActor("ناشناس", "class", "gunmen", kind="unidentified"), None),
        (STRANGER, None),
    ],
    ids=[
        "home army",
        "foreign army",
        "rebels",
        "civilians",
        "whose army",
        "rebels abroad",
        "of no country",
        "gunmen",
        "?",
    ],
)
def test_an_actor_has_a_code_only_where_its_kind_and_country_are_sure(actor: ResolvedActor, code: int | None) -> None:
    event = told("armed_clash", actors=[("طالبان", actor)], places=[("کندز", KUNDUZ)])
    assert acled_row(event)["inter1"] == code


def test_interaction_needs_both_sides_and_names_the_lower_first() -> None:
    event = told(
        "armed_clash", actors=[("طالبان", TALIBAN)], targets=[("ارتش", AFGHAN_ARMY)], places=[("کندز", KUNDUZ)]
    )
    assert acled_row(event)["interaction"] == 12


def test_further_actors_are_associated() -> None:
    event = told("armed_clash", actors=[("طالبان", TALIBAN), ("ارتش", AFGHAN_ARMY)], places=[("کندز", KUNDUZ)])
    row = acled_row(event)
    assert (row["actor1"], row["assoc_actor_1"]) == ("Taliban", "armed forces of Afghanistan")


@pytest.mark.parametrize(
    ("type_", "trigger", "sub_event", "event_type"),
    [
        ("explosion", "حمله انتحاری", "Suicide bomb", "Explosions/Remote violence"),
        ("explosion", "مین", "Remote explosive/landmine/IED", "Explosions/Remote violence"),
        ("explosion", "زمین", None, "Explosions/Remote violence"),
        ("explosion", "انتحاری با مین", None, "Explosions/Remote violence"),
        ("offensive", "حمله", None, None),
        ("protest", "حمله", None, "Protests"),
        ("arrest", "حمله", "Arrests", "Strategic developments"),
        ("other", "حمله", None, None),
    ],
)
def test_a_sub_event_type_is_given_where_type_or_words_tell_it(
    type_: str, trigger: str, sub_event: str | None, event_type: str | None
) -> None:
    row = acled_row(told(type_, trigger))
    assert (row["sub_event_type"], row["event_type"]) == (sub_event, event_type)


@pytest.mark.parametrize(
    ("actors", "sub_event"),
    [
        ([("ارتش", AFGHAN_ARMY)], "Government regains territory"),
        ([("طالبان", TALIBAN)], "Non-state actor overtakes territory"),
        ([("طالبان", US_FORCES)], "Non-state actor overtakes territory"),
        ([], None),
    ],
    ids=["the state", "rebels", "a foreign army", "nobody told"],
)
def test_who_took_a_place_decides_what_its_change_of_control_is(
    actors: list[tuple[str, ResolvedActor]], sub_event: str | None
) -> None:
    event = told("territory_change", actors=actors, places=[("کندز", KUNDUZ)])
    assert acled_row(event)["sub_event_type"] == sub_event


def test_violence_against_civilians_targets_civilians() -> None:
    assert acled_row(told("civilian_attack"))["civilian_targeting"] == "Civilian targeting"
    clash = told("shelling", targets=[("غیرنظامیان", CIVILIANS)])
    assert acled_row(clash)["civilian_targeting"] == "Civilian targeting"


def test_precisions_follow_place_and_time() -> None:
    province = told("shelling", places=[("کندز", KUNDUZ_PROVINCE)])
    near = told("shelling", places=[("کندز", KUNDUZ)], method="container")
    assert acled_row(province)["geo_precision"] == 3
    assert acled_row(near)["geo_precision"] == 2
    week = told("shelling", time=(date(2015, 10, 1), date(2015, 10, 5), "در کندز"))
    assert (acled_row(week)["event_date"], acled_row(week)["time_precision"]) == (date(2015, 10, 1), 2)
    assert "Days: 2015-10-01 to 2015-10-05." in str(acled_row(week)["notes"])


def test_a_year_is_too_little_for_a_date_of_theirs() -> None:
    telling = Telling()
    telling.claim(telling.article("روزنامه", TEXT), "حمله")
    event = telling.event(first=date(2015, 1, 1), last=date(2015, 12, 31), time_precision="year")
    row = acled_row(event)
    assert (row["event_date"], row["year"], row["time_precision"]) == (None, 2015, None)


def test_a_column_that_acled_has_not_is_a_fault_of_ours() -> None:
    from ravayat.views.exports.table import Table

    with pytest.raises(KeyError, match="no such column: colour"):
        Table(ACLED.columns, lambda _: {"colour": "red"}).cells(kunduz()[0])
