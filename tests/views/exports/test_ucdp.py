from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from event_builder import AFGHAN_ARMY, CIVILIANS, KUNDUZ, STRANGER, TALIBAN, US_FORCES, Telling, kunduz

from ravayat.records import Event, Place, ResolvedActor
from ravayat.views.exports import EXPORTS
from ravayat.views.exports.ucdp import COLUMNS, priogrid, ucdp_row

PUBLISHED_COLUMNS = (
    "id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id, "
    "conflict_name, dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, "
    "side_b_dset_id, side_b_new_id, side_b, number_of_sources, source_article, source_office, source_date, "
    "source_headline, source_original, where_prec, where_coordinates, where_description, adm_1, adm_2, "
    "latitude, longitude, geom_wkt, priogrid_gid, country, country_id, region, event_clarity, date_prec, "
    "date_start, date_end, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, high, low, gwnoa, gwnob"
)
THEIRS = (
    "id, relid, active_year, code_status, conflict_dset_id, conflict_new_id, conflict_name, dyad_dset_id, dyad_new_id, "
    "dyad_name, side_a_dset_id, side_a_new_id, side_b_dset_id, side_b_new_id, event_clarity, deaths_a, deaths_b"
).split(", ")
TEXT = "طالبان در کندز به ارتش و غیرنظامیان حمله کرد و ۵ تن را کشت"


def told(type_: str = "armed_clash", **fields: object) -> Event:
    telling = Telling(type_)
    telling.claim(telling.article("روزنامه", TEXT), "حمله", **fields)  # type: ignore[arg-type]
    return telling.event()


def test_columns_are_those_of_the_ged_in_their_order() -> None:
    assert ", ".join(COLUMNS) == PUBLISHED_COLUMNS


def test_an_event_reads_back_from_csv() -> None:
    event, _ = kunduz()
    [row] = csv.DictReader(io.StringIO("".join(EXPORTS["ucdp-csv"].lines([event]))))
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2015-10-03", "2015-10-03", "1")
    assert (row["country"], row["country_id"], row["region"]) == ("Afghanistan", "700", "Asia")
    assert (row["side_a"], row["gwnoa"], row["side_b"]) == ("United States Armed Forces", "2", "")
    assert (row["where_prec"], row["where_coordinates"], row["where_description"]) == ("1", "Kunduz", "کندز")
    assert row["geom_wkt"] == "POINT (68.857 36.72896)"
    assert row["number_of_sources"] == "3"
    assert row["source_original"] == "Doctors"
    assert row["source_headline"] == "حمله به کندز"
    assert row["source_date"] == "2015-10-03; 2015-10-04; 2015-10-05"


def test_numbers_and_judgements_of_theirs_stay_empty() -> None:
    event, _ = kunduz()
    [row] = csv.DictReader(io.StringIO("".join(EXPORTS["ucdp-csv"].lines([event]))))
    assert {row[column] for column in THEIRS} == {""}


def test_deaths_are_the_estimate_with_open_sides_empty() -> None:
    event, _ = kunduz()
    row = ucdp_row(event)
    assert (row["best"], row["low"], row["high"]) == (22, 19, None)
    assert row["deaths_unknown"] == 22
    assert "best" not in ucdp_row(told())


def test_deaths_are_civilian_where_every_teller_of_the_number_says_so() -> None:
    row = ucdp_row(told(killed=(5, 5, "۵ تن"), whom=("children", "women")))
    assert (row["deaths_civilians"], row.get("deaths_unknown")) == (5, None)
    mixed = ucdp_row(told(killed=(5, 5, "۵ تن"), whom=("civilians", "soldiers")))
    assert (mixed.get("deaths_civilians"), mixed["deaths_unknown"]) == (None, 5)


@pytest.mark.parametrize(
    ("type_", "actor", "target", "sides", "violence"),
    [
        ("armed_clash", TALIBAN, AFGHAN_ARMY, ("armed forces of Afghanistan", "Taliban"), 1),
        ("air_strike", AFGHAN_ARMY, TALIBAN, ("armed forces of Afghanistan", "Taliban"), 1),
        ("armed_clash", TALIBAN, TALIBAN, ("Taliban", "Taliban"), 2),
        ("shelling", US_FORCES, CIVILIANS, ("United States Armed Forces", "civilians"), 3),
        ("civilian_attack", TALIBAN, STRANGER, ("Taliban", None), 3),
        ("armed_clash", TALIBAN, STRANGER, ("Taliban", None), None),
        ("protest", CIVILIANS, AFGHAN_ARMY, (None, None), None),
    ],
)
def test_a_state_is_side_a_and_both_sides_tell_the_type_of_violence(
    type_: str,
    actor: ResolvedActor,
    target: ResolvedActor,
    sides: tuple[str | None, str | None],
    violence: int | None,
) -> None:
    row = ucdp_row(told(type_, actors=[("طالبان", actor)], targets=[("ارتش", target)], places=[("کندز", KUNDUZ)]))
    assert ((row["side_a"], row["side_b"]), row["type_of_violence"]) == (sides, violence)


@pytest.mark.parametrize(
    ("days", "code"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (366, 5), (999, None)]
)
def test_date_precision_follows_the_length_of_the_stretch(days: int, code: int | None) -> None:
    first = date(2015, 10, 1)
    event = told(time=(first, first + timedelta(days - 1), "در کندز"))
    assert ucdp_row(event)["date_prec"] == code


@pytest.mark.parametrize(
    ("kind", "method", "code"),
    [("town", "name", 1), ("town", "container", 2), ("district", "name", 3), ("province", "name", 4),
     ("road", "name", 5), ("country", "name", 6), ("country", "container", 6), ("sea", "name", 7)],
)  # fmt: skip
def test_where_precision_follows_the_kind_of_place(kind: str, method: str, code: int) -> None:
    place = Place("rv:x", "جا", "Somewhere", kind, "AF", "", 36.7, 68.8, 0, "test")
    assert ucdp_row(told(places=[("کندز", place)], method=method))["where_prec"] == code


def test_grid_cells_count_from_the_south_west() -> None:
    assert priogrid(-90, -180) == 1
    assert priogrid(34.53, 69.17) == 179779  # Kabul
    assert priogrid(90, 180) == 720 * 360


def test_a_country_without_a_number_has_none() -> None:
    palestine = Place("PS", "فلسطین", "Palestine", "country", "PS", "", 31.9, 35.2, 0, "test")
    row = ucdp_row(told(places=[("کندز", palestine)]))
    assert (row["country"], row["country_id"]) == ("Palestine", None)
