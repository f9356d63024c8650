from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from event_builder import CIVILIANS, KUNDUZ, TALIBAN, Telling, events, kunduz
from hypothesis import given, settings

from ravayat.records import Event
from ravayat.views.exports import EXPORTS


def record(event: Event) -> Any:
    [line] = EXPORTS["plover"].lines([event])
    return json.loads(line)


@settings(max_examples=30)
@given(told=events())
def test_every_record_has_the_form(told: tuple[Event, dict[int, str]], root: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="the schema is checked where jsonschema is installed")
    schema = json.loads((root / "tests/data/exports/plover.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(record(told[0]))


def test_a_strike_is_an_assault_with_heavy_weapons() -> None:
    told = record(kunduz()[0])
    assert (told["type"], told["mode"], told["context"]) == ("ASSAULT", "heavy-weapons", ["military"])
    assert (told["date"], told["id"]) == ("2015-10-03", "ravayat-1")
    assert told["actor"] == [{"name": "United States Armed Forces", "country": "USA", "sector": ["MIL"], "wiki": None}]
    assert told["recipient"] == []
    assert told["location"] == {
        "name": "Kunduz",
        "lat": 36.72896,
        "lon": 68.857,
        "country": "AFG",
        "admin1": "Kunduz",
        "geonames_id": "1135689",
    }
    assert told["source"] == "روزنامه چهارراه; خبرگزاری شمال; بازنشر"


@pytest.mark.parametrize(
    ("type_", "trigger", "code"),
    [
        ("explosion", "انفجار", ("ASSAULT", "explosives")),
        ("explosion", "حمله انتحاری", ("ASSAULT", "suicide-attack")),
        ("civilian_attack", "ترور", ("ASSAULT", "assassinate")),
        ("civilian_attack", "تروریستی", ("ASSAULT", None)),
        ("abduction", "انفجار", ("ASSAULT", "abduct")),
        ("arrest", "انفجار", ("COERCE", "arrest")),
        ("riot", "انفجار", ("PROTEST", "riot")),
        ("displacement", "انفجار", (None, None)),
    ],
)
def test_types_and_modes_follow_the_table_and_the_words(
    type_: str, trigger: str, code: tuple[str | None, str | None]
) -> None:
    telling = Telling(type_)
    text = "در انفجار و حمله انتحاری و ترور و حمله تروریستی"
    telling.claim(telling.article("روزنامه", text), trigger)
    told = record(telling.event())
    assert (told["type"], told["mode"]) == code


def test_actors_and_recipients_have_sectors() -> None:
    telling = Telling("civilian_attack")
    number = telling.article("روزنامه", "طالبان در کندز غیرنظامیان را کشت")
    telling.claim(
        number, "کشت", actors=[("طالبان", TALIBAN)], targets=[("غیرنظامیان", CIVILIANS)], places=[("کندز", KUNDUZ)]
    )
    told = record(telling.event())
    assert [one["sector"] for one in (*told["actor"], *told["recipient"])] == [["REB"], ["CVL"]]
