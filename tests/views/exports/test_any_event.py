"""Whatever an event holds, every export writes it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from event_builder import events, kunduz
from hypothesis import given, settings

from ravayat.records import Event
from ravayat.views.exports import EXPORTS, Export, ExportFault

TEXTS = [export for export in EXPORTS.values() if not export.binary]
SIMPLE = settings(max_examples=40)


@pytest.mark.parametrize("export", TEXTS, ids=lambda export: export.name)
@SIMPLE
@given(told=events())
def test_any_event_can_be_written_as_text(export: Export, told: tuple[Event, dict[int, str]]) -> None:
    event, _ = told
    lines = list(export.lines([event, event]))
    assert "".join(lines).encode("utf-8")
    assert lines[-1].endswith("\n")


@pytest.mark.parametrize("export", [one for one in EXPORTS.values() if one.binary], ids=lambda export: export.name)
@settings(max_examples=15)
@given(told=events())
def test_any_event_can_be_written_as_parquet(export: Export, told: tuple[Event, dict[int, str]]) -> None:
    pytest.importorskip("pyarrow", reason="Parquet is tested where pyarrow is installed")
    out = io.BytesIO()
    export.write([told[0]], out)
    assert out.getvalue().startswith(b"PAR1")


@SIMPLE
@given(told=events())
def test_every_quote_is_found_in_the_text_at_its_offsets(told: tuple[Event, dict[int, str]]) -> None:
    event, texts = told
    [line] = EXPORTS["jsonl"].lines([event])
    claims = json.loads(line)["claims"]
    assert len(claims) == len(event.claims)
    for claim in claims:
        text = texts[claim["article"]["id"]]
        found = list(_quotes(claim["claim"]))
        assert found
        assert all(text[quote["span"]["start"] : quote["span"]["end"]] == quote["text"] for quote in found)


@SIMPLE
@given(told=events())
def test_every_annotation_quotes_the_text_it_points_at(told: tuple[Event, dict[int, str]]) -> None:
    event, texts = told
    [line] = EXPORTS["jsonld"].lines([event])
    by_digest = {claim.article.digest: texts[claim.article.id] for claim in event.claims}
    notes = [node for node in json.loads(line)["@graph"] if node.get("type") == "Annotation"]
    assert len(notes) == sum(len(claim.claim.quotes()) for claim in event.claims)
    for note in notes:
        position, words = note["target"]["selector"]
        text = by_digest[note["target"]["source"].rpartition(":")[2]]
        assert text[position["start"] : position["end"]] == words["exact"]


@pytest.mark.parametrize("export", TEXTS, ids=lambda export: export.name)
def test_events_are_read_one_after_the_other(export: Export) -> None:
    event, _ = kunduz()
    read = 0

    def many() -> Any:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield event

    lines = export.lines(many())
    for _ in range(5):
        next(lines)
    assert read <= 5


@pytest.mark.parametrize("export", TEXTS, ids=lambda export: export.name)
def test_no_events_are_written_too(export: Export) -> None:
    out = io.StringIO()
    export.write([], out)
    assert "None" not in out.getvalue()


def test_output_of_the_wrong_kind_is_told_with_the_remedy() -> None:
    with pytest.raises(ExportFault, match="acled-csv is written as text; open the output for text"):
        EXPORTS["acled-csv"].write([], io.BytesIO())
    with pytest.raises(ExportFault, match="open the output for bytes"):
        EXPORTS["acled-parquet"].write([], io.StringIO())
    with pytest.raises(ExportFault, match="not text"):
        EXPORTS["acled-parquet"].lines([])


def test_a_file_is_replaced_only_when_all_is_written(tmp_path: Any) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old")
    event, _ = kunduz()

    def broken() -> Any:
        yield event
        raise OSError("the store is gone")

    with pytest.raises(OSError, match="gone"):
        EXPORTS["jsonl"].save(broken(), path)
    assert path.read_text() == "old"
    EXPORTS["jsonl"].save([event], path)
    assert json.loads(path.read_text(encoding="utf-8"))["id"] == 1
    assert list(tmp_path.iterdir()) == [path]


def _quotes(value: Any) -> Any:
    """Every object with a text and a span, at any depth."""
    if isinstance(value, dict):
        if {"text", "span"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _quotes(one)
