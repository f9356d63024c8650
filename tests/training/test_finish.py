"""The last steps to a model folder: each held-out article is read once, and the folder is written whole."""

import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="training needs the extra train")
pytest.importorskip("onnx", reason="training needs the extra train")

from ravayat.reading import MODEL_FOLDER
from ravayat.reading.onnx_network import OnnxNetwork
from ravayat.reading.settings_file import load_settings
from ravayat.training.articles import Split, load_split
from ravayat.training.export import FLOAT_ENCODER_FILE
from ravayat.training.finish import finish, whole_folder


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


def test_other_files_of_the_folder_are_kept_and_it_is_never_a_mixture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "model"
    output.mkdir()
    for name in ("encoder.onnx", "notes.md", FLOAT_ENCODER_FILE):
        (output / name).write_text("old", encoding="utf-8")
    seen = []
    rename = Path.rename

    def watched(self: Path, target: Path) -> Path:
        seen.append({file.name: file.read_text(encoding="utf-8") for file in self.iterdir()})
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", watched)
    with whole_folder(output) as folder:
        for name in ("encoder.onnx", "tell.onnx"):
            (folder / name).write_text("new", encoding="utf-8")
    whole = {"encoder.onnx": "new", "tell.onnx": "new", "notes.md": "old"}
    assert seen == [{"encoder.onnx": "old", "notes.md": "old", FLOAT_ENCODER_FILE: "old"}, whole]
    assert {file.name: file.read_text(encoding="utf-8") for file in output.iterdir()} == whole
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_the_old_folder_comes_back_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "model"
    output.mkdir()
    (output / "encoder.onnx").write_text("old", encoding="utf-8")
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError
        return rename(self, target)

    def swap() -> None:
        with whole_folder(output) as folder:
            (folder / "encoder.onnx").write_text("new", encoding="utf-8")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError):  # noqa: PT011 - it is the one raised above
        swap()
    assert (output / "encoder.onnx").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_new_folder_may_be_read_by_who_may_read_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    for _ in range(2):
        with whole_folder(tmp_path / "model") as folder:
            (folder / "encoder.onnx").write_text("new", encoding="utf-8")
        assert (tmp_path / "model").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_each_held_out_article_is_encoded_once(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(MODEL_FOLDER, tmp_path, dirs_exist_ok=True)
    one, other, *_ = load_split(root / "corpus").held_out_written
    encoded = []
    encode = OnnxNetwork.encode

    def counted(self: OnnxNetwork, pieces: Any) -> Any:
        encoded.append(len(pieces))
        return encode(self, pieces)

    monkeypatch.setattr(OnnxNetwork, "encode", counted)
    finish(tmp_path, Split((), (one,), (other,), ""), {}, lambda _: load_settings(MODEL_FOLDER))
    assert len(encoded) == 2
