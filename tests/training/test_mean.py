"""The mean of several readers."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training extra")

from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.checkpoints import load_checkpoint, save_checkpoint
from ravayat.training.mean import main, mean_of
from ravayat.training.torch_network import ReaderModel


def reader(seed: int, layers: int = 1) -> ReaderModel:
    torch.manual_seed(seed)
    return ReaderModel(load_base_encoder(layers=layers))


def kept(folder: Path, seed: int, layers: int = 1, left_out: str | None = None) -> Path:
    path = folder / f"{seed}.pt"
    told = {"plan": {"layers": layers}, "trained_on": f"articles of {seed}", "left_out": left_out}
    save_checkpoint(reader(seed, layers), path, told)
    return path


def test_every_weight_is_the_mean_and_a_file_named_twice_counts_twice(tmp_path: Path) -> None:
    one, other = kept(tmp_path, 1), kept(tmp_path, 2)
    assert main([str(one), str(other), str(other), "--output", str(tmp_path / "mean.pt")]) == 0
    state, told = load_checkpoint(tmp_path / "mean.pt")
    first, second = reader(1).state_dict(), reader(2).state_dict()
    for name, weights in state.items():
        torch.testing.assert_close(weights, (first[name] + 2 * second[name]) / 3)
    assert told is not None
    assert told["went_on_from"] == "the mean of 1.pt, 2.pt (2 times)"
    assert told["trained_on"] == "articles of 2"


def test_readers_of_different_depth_have_no_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(kept(tmp_path, 1)), str(kept(tmp_path, 2, layers=2))]
    with pytest.raises(SystemExit):
        main([*paths, "--output", str(tmp_path / "mean.pt")])
    assert "2.pt: readers of different layers" in capsys.readouterr().err
    assert not (tmp_path / "mean.pt").exists()


@pytest.mark.parametrize(("other", "both"), [("1/3", "1/3"), ("2/3", None), (None, None)])
def test_it_has_left_out_only_what_all_have(tmp_path: Path, other: str | None, both: str | None) -> None:
    paths = [str(kept(tmp_path, 2, left_out=other)), str(kept(tmp_path, 1, left_out="1/3"))]
    main([*paths, "--output", str(tmp_path / "mean.pt")])
    _, told = load_checkpoint(tmp_path / "mean.pt")
    assert told is not None
    assert told["left_out"] == both


def test_weights_of_which_nothing_is_told_make_no_reader(tmp_path: Path) -> None:
    torch.save(reader(1).state_dict(), tmp_path / "bare.pt")
    with pytest.raises(SystemExit, match=r"bare\.pt: bare weights"):
        main([str(tmp_path / "bare.pt"), "--output", str(tmp_path / "mean.pt")])


def test_the_mean_of_one_is_itself() -> None:
    state = reader(1).state_dict()
    assert all(torch.equal(weights, state[name]) for name, weights in mean_of([state]).items())
