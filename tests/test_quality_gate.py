"""The shipped reader is as good as it was, on articles held out from training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ravayat.pipeline import load_reader
from ravayat.reading.digest import model_digest
from ravayat.training.articles import corpus_digest, load_split
from ravayat.training.gate import fallen, measure

UPDATE = "python -m ravayat.training.gate --news NEWS --update"


@pytest.fixture(scope="module")
def pinned(root: Path) -> dict[str, Any]:
    floors: dict[str, Any] = json.loads((root / "tests" / "floors.json").read_text(encoding="utf-8"))
    return floors


def test_the_floors_were_measured_on_this_model(pinned: dict[str, Any]) -> None:
    assert pinned["model"] == model_digest(), f"the model changed: {UPDATE}"


def test_written_articles(root: Path, pinned: dict[str, Any]) -> None:
    articles = load_split(root / "corpus").held_out_written
    assert pinned["written"]["articles"] == corpus_digest(articles), f"the held-out articles changed: {UPDATE}"
    assert not fallen(pinned["written"]["floors"], measure(articles, load_reader()))


def test_real_reports(root: Path, shared: Path, pinned: dict[str, Any]) -> None:
    articles = load_split(root / "corpus", sorted((shared / "news").glob("*.gz"))).held_out_real
    assert pinned["real"]["articles"] == corpus_digest(articles), f"the held-out reports changed: {UPDATE}"
    assert not fallen(pinned["real"]["floors"], measure(articles, load_reader()))


def test_the_gate_closes() -> None:
    articles = load_split(Path(__file__).parents[1] / "corpus").held_out_written
    table = measure(articles[:3], load_reader())
    assert fallen({"ledger": 1.01}, table)
    assert not fallen({"ledger": 0.0}, table)
