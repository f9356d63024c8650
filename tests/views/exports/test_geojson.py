from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from event_builder import events, kunduz
from hypothesis import given, settings

from ravayat.records import Event
from ravayat.views.exports import EXPORTS


def collection(*told: Event) -> Any:
    return json.loads("".join(EXPORTS["geojson"].lines(told)))


@settings(max_examples=30)
@given(told=events())
def test_it_is_geojson_by_the_rfc(told: tuple[Event, dict[int, str]], root: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="the schema is checked where jsonschema is installed")
    schema = json.loads((root / "tests/data/exports/geojson.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(collection(told[0], told[0]))


def test_the_model_of_geojson_reads_it() -> None:
    models = pytest.importorskip("geojson_pydantic", reason="read back where geojson-pydantic is installed")
    event, _ = kunduz()
    read = models.FeatureCollection.model_validate(collection(event, event))
    assert len(read.features) == 2
    assert tuple(read.features[0].geometry.coordinates) == (68.857, 36.72896)


def test_an_event_without_a_place_is_a_feature_without_a_geometry() -> None:
    event, _ = kunduz()
    unlocated = Event(**{name: getattr(event, name) for name in event.__dataclass_fields__} | {"place": None})
    assert collection(unlocated)["features"][0]["geometry"] is None


def test_properties_tell_what_a_map_shows() -> None:
    event, _ = kunduz()
    told = collection(event)["features"][0]["properties"]
    assert (told["type_en"], told["place_en"], told["place_precision"]) == ("Air strike", "Kunduz", "town")
    assert told["counts"]["killed"] == {"low": 19, "high": None, "best": 22}
    assert [teller["en"] for teller in told["tellers"]] == ["Doctors", "United States Armed Forces"]
    assert told["articles"][0]["url"] == "https://example.org/1"


def test_an_empty_collection_is_one() -> None:
    assert collection() == {"type": "FeatureCollection", "features": []}
