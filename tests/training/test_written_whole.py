"""What training writes replaces the old file at once: whoever is killed or reads meanwhile has a whole one."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")
pytest.importorskip("sklearn", reason="training needs the extra train")

from ravayat.ledger.joining.features import WordWeights
from ravayat.ledger.joining.weighing import WEIGHTS_FILE, Weighing
from ravayat.reading.decode import Settings
from ravayat.reading.settings_file import SETTINGS_FILE, save_settings
from ravayat.reading.type_words import TYPE_WORDS_FILE, save_type_words, untaught
from ravayat.text.restoring.model import WEIGHTS, load_model, write_model
from ravayat.training import gate
from ravayat.training.articles import Split
from ravayat.training.checkpoints import save_checkpoint
from ravayat.training.encoder_file import save_encoder
from ravayat.training.joins import write_weighing

LINEAR = torch.nn.Linear(2, 2)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        (SETTINGS_FILE, lambda file: save_settings(Settings(), file.parent)),
        (TYPE_WORDS_FILE, lambda file: save_type_words(untaught(2), file.parent)),
        (WEIGHTS, lambda file: write_model(load_model(), file)),
        (WEIGHTS_FILE, lambda file: write_weighing(Weighing(0.0, {}, WordWeights({"": 1.0}), 0.5), file)),
        ("encoder.npz", lambda file: save_encoder(LINEAR, file)),
        ("kept.pt", lambda file: save_checkpoint(LINEAR, file, {})),
    ],
)
def test_a_file_of_weights_is_replaced_and_not_written_over(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    file = tmp_path / name
    file.write_bytes(b"old")
    with file.open("rb") as opened_before:
        write(file)
        assert opened_before.read() == b"old"
    assert len(file.read_bytes()) > len(b"old")
    assert list(tmp_path.iterdir()) == [file]


def test_floors_are_replaced_and_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text("{}", encoding="utf-8")
    table = SimpleNamespace(rows={"claim": SimpleNamespace(f1=0.7, gold=20)})
    stand_ins = {
        "FLOORS_FILE": floors,
        "load_split": lambda *_: Split((), (), (), "now"),
        "load_reader": lambda: None,
        "measure": lambda *_: table,
        "corpus_digest": lambda _: "digest",
    }
    for name, stand_in in stand_ins.items():
        monkeypatch.setattr(gate, name, stand_in)
    monkeypatch.setattr(sys, "argv", ["gate", "--update"])
    with floors.open(encoding="utf-8") as opened_before:
        assert gate.main() == 0
        assert opened_before.read() == "{}"
    assert json.loads(floors.read_text(encoding="utf-8"))["written"]["floors"] == {"claim": 0.69}
    assert list(tmp_path.iterdir()) == [floors]
