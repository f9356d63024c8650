"""Which files make a model another model."""

import shutil
from pathlib import Path

from ravayat.reading import MODEL_FOLDER
from ravayat.reading.digest import model_digest


def test_the_digest_is_over_what_the_reader_loads_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL_FOLDER, folder)
    before = model_digest(folder)
    (folder / "encoder.float32.onnx").touch()
    assert model_digest(folder) == before
    (folder / "tokenizer.json").touch()
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    assert model_digest(folder) != before
