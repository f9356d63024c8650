from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from cattrs import Converter
from event_builder import events, kunduz
from hypothesis import given, settings

from ravayat.records import Event
from ravayat.views.exports import EXPORTS
from ravayat.views.exports.jsonl import FORM, plain


def read_back(line: str) -> Event:
    converter = Converter()
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_structure_hook(float | str, lambda value, _: value)
    return converter.structure(json.loads(line), Event)


@settings(max_examples=40)
@given(told=events())
def test_nothing_is_lost(told: tuple[Event, dict[int, str]]) -> None:
    event, _ = told
    [line] = EXPORTS["jsonl"].lines([event])
    assert read_back(line) == event


def test_an_object_names_its_form_and_both_labels_and_sentences() -> None:
    event, _ = kunduz()
    [line] = EXPORTS["jsonl"].lines([event])
    told: dict[str, Any] = json.loads(line)
    assert told["form"] == FORM
    assert told["type_label"] == {"en": "Air strike", "fa": "حمله هوایی"}
    assert (told["standing"]["en"], told["standing"]["fa"]) == (event.standing.en, event.standing.fa)
    assert told["joins"][0]["reasons"] == {"place": 2.5, "time": 1.25}
    assert told["roots"][0]["key"] == "doctors"
    chain = told["claims"][1]["claim"]["chain"]
    assert [quote["text"] for quote in chain] == ["رویترز", "سازمان پزشکان"]
    assert "\\u" not in line


def test_what_json_cannot_hold_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="object has no form in JSON"):
        plain(object())
