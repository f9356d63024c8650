from __future__ import annotations

import json
from pathlib import Path

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
