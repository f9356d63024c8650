from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from ravayat.grounding.places.gazetteer import SUPPLEMENT, load_gazetteer, shipped_gazetteer
from ravayat.grounding.places.resolve import resolve_places
from ravayat.grounding.places.rows import PlaceRow, PlacesFault, read_rows
from ravayat.records.place import kilometres

GOOD = "my:tell-x\tتل ایکس|تل‌اکس\tTell X\tvillage\tSY\tgn:169575\t34.700\t36.800\tsurvey of our own"


@pytest.fixture(scope="module")
def supplement() -> tuple[PlaceRow, ...]:
    text = (files("ravayat.grounding.places") / SUPPLEMENT).read_text(encoding="utf-8")
    return read_rows(text, SUPPLEMENT)


def test_a_row_is_read_with_all_its_names() -> None:
    (row,) = read_rows("# comment\n\n" + GOOD + "\n", "mine.tsv")
    assert row.names == ("تل ایکس", "تل‌اکس")
    assert (row.place.name, row.place.country, row.place.latitude, row.line) == ("تل ایکس", "SY", 34.7, 3)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("village", "hamlet", "mine.tsv:1: kind 'hamlet' is none of"),
        ("34.700", "north", "no coordinates"),
        ("34.700", "134.7", "outside the Earth"),
        ("\tsurvey of our own", "", "has 8 columns"),
        ("survey of our own", "", "lacks an id, a name or a source"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_the_remedy(old: str, new: str, message: str) -> None:
    with pytest.raises(PlacesFault, match=r"mine\.tsv") as fault:
        read_rows(GOOD.replace(old, new), "mine.tsv")
    assert message in str(fault.value)


def test_two_rows_of_one_id_far_apart_are_reported_with_both_lines() -> None:
    with pytest.raises(PlacesFault, match="lines 1 and 2 give my:tell-x"):
        read_rows(GOOD + "\n" + GOOD.replace("34.700", "36.700"), "mine.tsv")


def test_a_user_adds_a_place_and_the_package_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text(GOOD, encoding="utf-8")
    own = load_gazetteer(file)
    place = own.place("my:tell-x")
    assert place is not None
    assert [around.country for around in own.parents(place)] == ["SY", "SY"]
    assert shipped_gazetteer().place("my:tell-x") is None


def test_a_user_row_that_contradicts_the_package_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text(GOOD.replace("my:tell-x", "gn:170063").replace("34.700", "10.0"), encoding="utf-8")
    with pytest.raises(PlacesFault, match=r"mine\.tsv:1: gn:170063 is"):
        load_gazetteer(file)


def test_a_parent_that_is_no_place_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text(GOOD.replace("gn:169575", "gn:0"), encoding="utf-8")
    with pytest.raises(PlacesFault, match="parent gn:0"):
        load_gazetteer(file)


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(PlacesFault, match="cannot be read"):
        load_gazetteer(tmp_path / "none.tsv")


def test_supplement_holds_at_least_800_rows_with_a_source_each(supplement: tuple[PlaceRow, ...]) -> None:
    assert len(supplement) >= 800
    assert {row.place.source.split()[0] for row in supplement} == {"GeoNames", "map", "middle"}
    by_hand = [row for row in supplement if row.place.source.startswith("map reading")]
    assert all("km" in row.place.source for row in by_hand)


def test_small_places_of_the_supplement_lie_near_what_they_lie_in(supplement: tuple[PlaceRow, ...]) -> None:
    gazetteer = shipped_gazetteer()
    far = {}
    for row in supplement:
        around = gazetteer.place(row.place.parent) if row.place.parent else None
        if around is None or around.precision not in ("town", "quarter"):
            continue
        distance = kilometres(row.place.latitude, row.place.longitude, around.latitude, around.longitude)
        if distance > 40:
            far[row.place.id] = round(distance)
    assert far == {}


def test_every_parent_in_the_supplement_is_a_place_of_the_same_country(supplement: tuple[PlaceRow, ...]) -> None:
    gazetteer = shipped_gazetteer()
    wrong = []
    for row in supplement:
        around = gazetteer.place(row.place.parent)
        if row.place.parent and (around is None or around.country != row.place.country):
            wrong.append(row.place.id)
    assert wrong == []


def test_every_name_of_the_supplement_is_found(supplement: tuple[PlaceRow, ...]) -> None:
    from ravayat.grounding.places.spelling import spelling_key

    names = {name: row.place.id for row in supplement for name in row.names}
    found = shipped_gazetteer().spelled(map(spelling_key, names))
    missing = [name for name in names if spelling_key(name) not in found]
    assert missing == []


def test_resolving_without_mentions_is_no_work() -> None:
    assert resolve_places([]) == []
