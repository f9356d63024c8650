from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from event_builder import CIVILIANS, KUNDUZ, STRANGER, TALIBAN, Telling, events, kunduz
from hypothesis import given, settings

from ravayat.records import Event
from ravayat.views.exports import EXPORTS


def entities(event: Event) -> list[dict[str, Any]]:
    return [json.loads(line) for line in EXPORTS["followthemoney"].lines([event])]


@settings(max_examples=30)
@given(told=events())
def test_every_entity_is_valid_by_its_schema(told: tuple[Event, dict[int, str]]) -> None:
    ftm = pytest.importorskip("followthemoney", reason="checked where followthemoney is installed")
    for entity in entities(told[0]):
        schema = ftm.model.get(entity["schema"])
        schema.validate(entity)
        for name, values in entity["properties"].items():
            of_type = schema.get(name).type
            assert values
            assert all(of_type.validate(value) for value in values), (name, values)


def test_entities_that_point_at_others_point_at_entities_of_the_right_schema() -> None:
    ftm = pytest.importorskip("followthemoney", reason="checked where followthemoney is installed")
    told = entities(kunduz()[0])
    by_id = {entity["id"]: ftm.model.get(entity["schema"]) for entity in told}
    for entity in told:
        schema = ftm.model.get(entity["schema"])
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            if prop.type.name == "entity":
                assert all(by_id[value].is_a(prop.range) for value in values), (entity["id"], name)


def test_an_event_has_its_day_place_standing_and_documents() -> None:
    [event] = [entity for entity in entities(kunduz()[0]) if entity["schema"] == "Event"]
    told = event["properties"]
    assert told["name"] == ["Air strike, Kunduz, 2015-10-03"]
    assert (told["country"], told["startDate"]) == (["af"], ["2015-10-03"])
    assert told["summary"] == ["Two independent roots tell it.", "دو ریشهٔ مستقل آن را می‌گوید."]
    assert told["involved"] == ["ravayat-actor-US.army"]
    assert len(told["proof"]) == 3


def test_tellers_are_joined_to_the_event_by_what_they_do() -> None:
    links = [entity["properties"] for entity in entities(kunduz()[0]) if entity["schema"] == "UnknownLink"]
    assert [(link["subject"], link["role"], link["date"]) for link in links] == [
        (["ravayat-actor-doctors"], ["asserts"], ["2015-10-03"]),
        (["ravayat-actor-US.army"], ["denies"], ["2015-10-04"]),
    ]


def test_a_class_of_people_and_strangers_are_no_entities() -> None:
    telling = Telling("civilian_attack")
    number = telling.article(None, "طالبان و بنفشه‌پوشان غیرنظامیان را کشتند")
    actors = [("طالبان", TALIBAN), ("بنفشه‌پوشان", STRANGER)]
    telling.claim(number, "کشتند", actors=actors, targets=[("غیرنظامیان", CIVILIANS)], root="طالب‌ها")
    told = entities(telling.event())
    schemata = {entity["id"]: entity["schema"] for entity in told}
    assert schemata["ravayat-actor-taliban"] == "Organization"
    assert "ravayat-actor-civilians" not in schemata
    assert all(key.isascii() for key in schemata)


def test_who_has_no_name_that_can_be_read_goes_by_the_key() -> None:
    telling = Telling()
    telling.claim(telling.article("\x1b", "حمله شد", doc="\x07"), "حمله")
    named = [entity["properties"] for entity in entities(telling.event())]
    assert re.fullmatch("0+1", named[0]["fileName"][0])
    assert re.fullmatch("ravayat-actor-[0-9a-f]{24}", named[1]["name"][0])


def test_a_name_of_joiners_alone_is_none() -> None:
    telling = Telling()
    place = replace(KUNDUZ, name="\u200c", latin="")
    telling.claim(telling.article("روزنامه", "حمله در کندز"), "حمله", places=[("کندز", place)])
    [event] = [entity for entity in entities(telling.event()) if entity["schema"] == "Event"]
    assert "location" not in event["properties"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://example.org/1", ["https://example.org/1"]),
        ("/srv/news/1.html", None),
        ("https://[broken", None),
        ("https:///1", None),
    ],
)
def test_only_addresses_of_the_web_are_source_links(url: str, told: list[str] | None) -> None:
    telling = Telling()
    telling.claim(telling.article("روزنامه", "حمله شد", url=url), "حمله")
    [article] = [entity for entity in entities(telling.event()) if entity["schema"] == "Article"]
    assert article["properties"].get("sourceUrl") == told
