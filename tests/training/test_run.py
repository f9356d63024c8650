"""What ``ravayat train`` writes, and what it refuses before it starts."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")
pytest.importorskip("onnx", reason="training needs the extra train")

from ravayat.corpus.article_file import CorpusError
from ravayat.reading.link_trees import LINK_TREES_FILE
from ravayat.training import finish, run
from ravayat.training.articles import Fold, Split
from ravayat.training.checkpoints import save_checkpoint
from ravayat.training.export import FLOAT_ENCODER_FILE
from ravayat.training.trainer import Plan

TOLD = {
    "adapted_encoder": "encoder.npz",
    "went_on_from": None,
    "corpus_digest": "abc",
    "trained_on": "7 articles, 9 claims",
    "left_out": None,
    "plan": {"epochs": 3, "layers": 2},
}


class Weights(torch.nn.Linear):
    """Stands for the model."""

    def __init__(self, *_: object) -> None:
        super().__init__(2, 2)


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the course of ``main`` replaced by next to nothing."""

    class Base:
        tokenizer = "tokens"

    class Articles:
        def __init__(self, *_: object, **__: object) -> None: ...

        def score(self, *_: object) -> Any:
            return type("Table", (), {"rows": {}})()

        def observe(self, *_: object) -> list[Any]:
            return []

    def export(_model: object, folder: Path, _sample: object, **_: object) -> None:
        (folder / "encoder.onnx").write_text("new", encoding="utf-8")

    one: Any = type("One", (), {"claims": ()})()
    monkeypatch.setattr(run, "load_split", lambda *_: Split((one,), (one,), (), "now"))
    monkeypatch.setattr(run, "load_base_encoder", lambda **_: Base)
    monkeypatch.setattr(run.Tokenizer, "from_str", lambda _: None, raising=False)
    monkeypatch.setattr(run, "ReaderModel", Weights)
    monkeypatch.setattr(run, "export", export)
    monkeypatch.setattr(run, "sample_windows", lambda *_: [])
    monkeypatch.setattr(run, "fit_type_words", lambda _: None)
    monkeypatch.setattr(run, "tune", lambda _, settings: settings)
    monkeypatch.setattr(finish, "OnnxNetwork", lambda _: None)
    monkeypatch.setattr(finish.Tokenizer, "from_file", lambda _: None, raising=False)
    monkeypatch.setattr(finish, "EncodedArticles", Articles)


def card_of(folder: Path) -> dict[str, Any]:
    card: dict[str, Any] = json.loads((folder / finish.CARD_FILE).read_text(encoding="utf-8"))
    return card


@pytest.mark.usefixtures("light")
def test_a_checkpoint_tells_of_its_own_training(tmp_path: Path) -> None:
    checkpoint, output = tmp_path / "kept.pt", tmp_path / "model"
    keep = run._keeper(checkpoint, TOLD | {"plan": {"epochs": 3, "layers": 2}})
    assert keep
    keep(Weights())  # type: ignore[arg-type]
    assert run.main(["--from-checkpoint", str(checkpoint), "--output", str(output), "--epochs", "9"]) == 0
    card = card_of(output)
    assert {key: card[key] for key in TOLD} == TOLD
    assert "first 2 layers" in card["base"]
    assert (output / "encoder.onnx").exists()


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize("name", [FLOAT_ENCODER_FILE, LINK_TREES_FILE])
def test_nothing_of_another_model_stays_beside_a_new_one(tmp_path: Path, name: str) -> None:
    stale = tmp_path / name
    stale.write_text("old", encoding="utf-8")
    checkpoint = tmp_path / "kept.pt"
    save_checkpoint(Weights(), checkpoint, TOLD)  # type: ignore[arg-type]
    assert run.main(["--from-checkpoint", str(checkpoint), "--output", str(tmp_path)]) == 0
    assert not stale.exists()


@pytest.mark.usefixtures("light")
def test_bare_weights_need_a_note(tmp_path: Path) -> None:
    checkpoint, output = tmp_path / "bare.pt", tmp_path / "model"
    torch.save(Weights().state_dict(), checkpoint)
    asked = ["--from-checkpoint", str(checkpoint), "--output", str(output)]
    with pytest.raises(SystemExit, match="--note"):
        run.main(asked)
    assert not output.exists()
    run.main([*asked, "--note", "made by hand"])
    card = card_of(output)
    assert card["note"] == "made by hand"
    assert card["plan"] is card["corpus_digest"] is card["trained_on"] is None


@pytest.mark.usefixtures("light")
def test_what_is_left_out_is_not_learned_from_and_the_card_tells_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(doc: str) -> Any:
        return SimpleNamespace(article=SimpleNamespace(doc=doc), claims=())

    articles = [named(f"article-{number}") for number in range(20)]
    learned: list[str] = []

    def train(model: object, train: Sequence[Any], *_: object, **__: object) -> object:
        learned.extend(one.article.doc for one in train)
        return model

    monkeypatch.setattr(run, "load_split", lambda *_: Split(tuple(articles), (articles[0],), (), "now"))
    monkeypatch.setattr(run, "train", train)
    monkeypatch.setattr(run, "_encoder_file", lambda _: None)
    assert run.main(["--leave-out", "1/2", "--output", str(tmp_path)]) == 0
    assert learned == [one.article.doc for one in articles if Fold(2, 2).holds(one.article.doc)]
    assert 0 < len(learned) < len(articles)
    assert card_of(tmp_path)["left_out"] == "1/2"


@pytest.mark.usefixtures("light")
def test_what_readers_agree_on_teaches_the_network_but_not_the_words_of_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotated: Any = SimpleNamespace(article=SimpleNamespace(doc="annotated"), claims=())
    guessed: Any = SimpleNamespace(article=SimpleNamespace(doc="guessed"), claims=((), ()))
    learned: dict[str, list[str]] = {}

    def train(model: object, articles: Sequence[Any], *_: object, **__: object) -> object:
        learned["network"] = [one.article.doc for one in articles]
        return model

    def fit_type_words(articles: Sequence[Any]) -> None:
        learned["words"] = [one.article.doc for one in articles]

    monkeypatch.setattr(run, "load_split", lambda *_: Split((annotated,), (annotated,), (), "now"))
    monkeypatch.setattr(run, "load_real_reports", lambda *_: [guessed])
    monkeypatch.setattr(run, "train", train)
    monkeypatch.setattr(run, "fit_type_words", fit_type_words)
    monkeypatch.setattr(run, "_encoder_file", lambda _: None)
    assert run.main(["--agreed", "agreed.jsonl", "--output", str(tmp_path)]) == 0
    assert learned == {"network": ["annotated", "guessed"], "words": ["annotated"]}
    assert card_of(tmp_path)["trained_on"] == (
        "1 articles, 0 claims, and 1 articles, 2 claims on which two readers agree"
    )


@pytest.mark.usefixtures("light")
def test_a_teacher_is_left_at_its_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint, output = tmp_path / "kept.pt", tmp_path / "model"

    def train(model: object, *_: object, keep: Callable[[object], None]) -> object:
        keep(model)
        return model

    monkeypatch.setattr(run, "train", train)
    monkeypatch.setattr(run, "_encoder_file", lambda _: None)
    assert run.main(["--no-export", "--checkpoint", str(checkpoint), "--output", str(output)]) == 0
    assert checkpoint.exists()
    assert not output.exists()


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        (["--no-export"], "--checkpoint"),
        (["--no-export", "--checkpoint", "a.pt", "--from-checkpoint", "b.pt"], "no --from-checkpoint"),
        (["--leave-out", "4/3"], "such as 1/3"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(
    asked: list[str], remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run.main(asked)
    assert remedy in capsys.readouterr().err


@pytest.mark.usefixtures("light")
def test_no_teacher_goes_on_from_a_reader_that_has_learned_what_it_leaves_out(tmp_path: Path) -> None:
    checkpoint = tmp_path / "full.pt"
    keep = run._keeper(checkpoint, TOLD)
    assert keep
    keep(Weights())  # type: ignore[arg-type]
    with pytest.raises(SystemExit, match="has learned from the part 1/3"):
        run.main(["--leave-out", "1/3", "--go-on-from", str(checkpoint), "--output", str(tmp_path / "model")])


def test_an_empty_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="too few articles"):
        run.main(["--corpus", str(tmp_path), "--output", str(tmp_path / "model")])


def test_the_adapted_encoder_is_looked_for_beside_the_corpus(tmp_path: Path) -> None:
    beside = tmp_path / "weights" / "encoder.npz"
    beside.parent.mkdir()
    beside.touch()
    asked = ["--corpus", str(tmp_path / "corpus")]
    assert run._encoder_file(run._parser().parse_args(asked)) == beside
    other = run._parser().parse_args([*asked, "--layers", str(Plan().layers + 1)])
    assert run._encoder_file(other) is None


@pytest.mark.parametrize(
    ("option", "value", "fault"),
    [
        ("--epochs", "-1", "no whole number from 1 on"),
        ("--batch", "0", "no whole number from 1 on"),
        ("--processes", "two", "no whole number from 1 on"),
        ("--substitution", "1.5", "no share between 0 and 1"),
        ("--average", "nan", "no share between 0 and 1"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    option: str, value: str, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run.main([option, value])
    assert f"{value} is {fault}" in capsys.readouterr().err


def test_a_file_that_is_no_checkpoint_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "broken.pt").write_text("no weights")
    for path in (tmp_path / "broken.pt", tmp_path / "missing.pt"):
        with pytest.raises(SystemExit, match=path.name):
            run.main(["--from-checkpoint", str(path)])
