from __future__ import annotations

import json
from pathlib import Path

import pytest

from ravayat.evaluate import GoldArticle, load_gold, load_predictions
from ravayat.records import Rejection

CLAIM = {
    "type": "explosion",
    "trigger": "انفجار",
    "trigger_start": 16,
    "stance": "asserted",
    "killed": {"min": 3, "max": 3},
}


def test_annotated_json_and_toml_are_read(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": report, "claims": [CLAIM]}), encoding="utf-8")
    toml = f"genre = 'agency'\ntext = '''{report}'''\n[[claim]]\nevent = 1\ntype = 'explosion'\ntrigger = 'انفجار'\n"
    (tmp_path / "b.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no article", encoding="utf-8")
    items = list(load_gold(tmp_path))
    assert [item.article.doc for item in items if isinstance(item, GoldArticle)] == ["a", "b"]
    assert [item.claims[0].start for item in items if isinstance(item, GoldArticle)] == [16, report.index("انفجار")]


def test_what_is_not_annotated_is_told(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": report}), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"text": report, "claims": [{"trigger": "x"}]}), encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps({"text": report, "claims": 5}), encoding="utf-8")
    (tmp_path / "d.json").write_text("{", encoding="utf-8")
    (tmp_path / "e.toml").write_text("text = 'x'", encoding="utf-8")
    items = list(load_gold(tmp_path))
    assert all(isinstance(item, Rejection) for item in items)
    assert len(items) == 5


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("actor", [1]),
        ("actor", "ارتش"),
        ("chain", {"a": 1}),
        ("killed", 3),
        ("killed", {"min": "3"}),
        ("killed", {"min": 3, "max": 4.5}),
        ("event", "1"),
        ("event", True),
        ("trigger_start", "5"),
        ("type", None),
        ("type", 5),
        ("stance", ["denied"]),
        ("time", "yesterday"),
        ("time", {"from": 2013}),
    ],
)
def test_malformed_slot_is_named(tmp_path: Path, report: str, slot: str, value: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": report, "claims": [CLAIM | {slot: value}]}), encoding="utf-8")
    (item,) = load_gold(tmp_path)
    assert isinstance(item, Rejection)
    assert f"({slot}" in item.reason


def test_claims_that_are_no_objects_and_deep_nests_are_told(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text('[1]\n{"doc": "a", "claims": ["x"]}\n' + '{"a":' * 100_000 + "\n", encoding="utf-8")
    items = list(load_predictions(file))
    assert len(items) == 3
    assert all(isinstance(item, Rejection) for item in items)


def test_second_file_of_one_doc_is_told_with_the_first(tmp_path: Path, report: str) -> None:
    for name in ("a.json", "b.json"):
        fields = {"doc": "one", "text": report, "claims": [CLAIM]}
        (tmp_path / name).write_text(json.dumps(fields), encoding="utf-8")
    first, second = load_gold(tmp_path)
    assert isinstance(first, GoldArticle)
    assert isinstance(second, Rejection)
    assert second.name == str(tmp_path / "b.json")
    assert str(tmp_path / "a.json") in second.reason


def test_folder_without_articles_is_told(tmp_path: Path) -> None:
    (item,) = load_gold(tmp_path)
    assert isinstance(item, Rejection)


def test_predictions_are_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text(f'{json.dumps({"doc": "a", "claims": [CLAIM]})}\n\nbroken\n{{"doc": "b"}}\n', encoding="utf-8")
    good, broken, bare = load_predictions(file)
    assert isinstance(good, tuple)
    assert good[0] == "a"
    assert isinstance(broken, Rejection)
    assert broken.name == f"{file}:3"
    assert isinstance(bare, Rejection)
    (missing,) = load_predictions(tmp_path / "nowhere.jsonl")
    assert isinstance(missing, Rejection)
