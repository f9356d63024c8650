"""What the gate pins, and what it refuses to pin."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from ravayat.reading import MODEL_FOLDER
from ravayat.training import gate


def test_the_digest_is_over_what_the_reader_loads_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL_FOLDER, folder)
    before = gate.model_digest(folder)
    (folder / "encoder.float32.onnx").touch()
    assert gate.model_digest(folder) == before
    (folder / "tokenizer.json").touch()
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    assert gate.model_digest(folder) != before


def test_floors_of_real_reports_are_not_kept_from_another_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"real": {"floors": {}}}), encoding="utf-8")
    monkeypatch.setattr(gate, "FLOORS_FILE", floors)
    monkeypatch.setattr(sys, "argv", ["gate", "--update"])
    with pytest.raises(SystemExit):
        gate.main()
    assert "--news" in capsys.readouterr().err
