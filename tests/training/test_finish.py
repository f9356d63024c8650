"""A model folder that is written is written whole."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the extra train")
pytest.importorskip("onnx", reason="training needs the extra train")

from ravayat.training.export import FLOAT_ENCODER_FILE
from ravayat.training.finish import whole_folder


def test_a_crash_leaves_the_old_model_whole(tmp_path: Path) -> None:
    output = tmp_path / "model"
    output.mkdir()
    (output / "encoder.onnx").write_text("old", encoding="utf-8")

    def crash() -> None:
        with whole_folder(output) as folder:
            (folder / "encoder.onnx").write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        crash()
    assert (output / "encoder.onnx").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_float_encoder_that_was_asked_for_is_kept(tmp_path: Path) -> None:
    (tmp_path / FLOAT_ENCODER_FILE).write_text("old", encoding="utf-8")
    with whole_folder(tmp_path) as folder:
        (folder / FLOAT_ENCODER_FILE).write_text("new", encoding="utf-8")
    assert (tmp_path / FLOAT_ENCODER_FILE).read_text(encoding="utf-8") == "new"
