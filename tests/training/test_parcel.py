"""Files come back whole from a machine that gives back parts of a limited size."""

import runpy
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra train")

Tool = dict[str, Any]


@pytest.fixture
def tool(root: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    tool = runpy.run_path(str(root / "tools" / "lent_gpu" / "parcel.py"))
    inside = tool["pack"].__globals__
    monkeypatch.setitem(inside, "MOST", 1000)
    monkeypatch.setitem(inside, "base_words", lambda: torch.ones(5, 384))
    return tool


def test_a_file_in_parts_is_whole_again_in_whatever_order_they_come(tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "said.npz"
    file.write_bytes(bytes(range(256)) * 45)
    parts = tool["pack"](file, tmp_path / "out")
    assert len(parts) == 12
    tool["open_parcel"](parts[::-1], tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("missing", [0, 1, 2])
@pytest.mark.parametrize("size", [2000, 2500])
def test_a_part_that_is_missing_is_told(tool: Tool, tmp_path: Path, missing: int, size: int) -> None:
    file = tmp_path / "said.npz"
    file.write_bytes(b"x" * size)
    parts = tool["pack"](file, tmp_path)
    assert len(parts) == 3
    with pytest.raises(ValueError, match="not the parts of one file"):
        tool["open_parcel"]([part for part in parts if part != parts[missing]], tmp_path / "again.npz")
    assert not (tmp_path / "again.npz").exists()


def test_a_checkpoint_comes_back_with_the_words_that_were_not_sent(tool: Tool, tmp_path: Path) -> None:
    torch.manual_seed(1)
    state = {"encoder.word.weight": torch.randn(5, 384), "heads.weight": torch.randn(30, 30), "steps": torch.tensor(7)}
    torch.save({"state": state, "card": {"plan": {"layers": 8}}}, tmp_path / "student.pt")
    tool["open_parcel"](tool["pack"](tmp_path / "student.pt", tmp_path), tmp_path / "again.pt")
    again = torch.load(tmp_path / "again.pt", weights_only=True)
    assert again["card"] == {"plan": {"layers": 8}}
    assert torch.equal(again["state"]["encoder.word.weight"], torch.ones(5, 384))
    torch.testing.assert_close(again["state"]["heads.weight"], state["heads.weight"], atol=1e-2, rtol=0)
    assert again["state"]["steps"] == 7
