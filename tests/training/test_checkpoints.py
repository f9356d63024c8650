"""Weights between trainings."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training extra")

from ravayat.training.base_encoder import load_base_encoder
from ravayat.training.checkpoints import WORDS, load_checkpoint, save_checkpoint
from ravayat.training.encoder_file import save_encoder
from ravayat.training.torch_network import ReaderModel

TOLD = {"plan": {"layers": 1}}


@pytest.fixture(scope="module")
def model() -> ReaderModel:
    torch.manual_seed(3)
    return ReaderModel(load_base_encoder(layers=1))


def test_a_checkpoint_gives_back_weights_and_card(model: ReaderModel, tmp_path: Path) -> None:
    save_checkpoint(model, tmp_path / "kept.pt", TOLD)
    state, told = load_checkpoint(tmp_path / "kept.pt")
    assert told == TOLD
    assert all(torch.equal(state[name], weights) for name, weights in model.state_dict().items())


def test_rounded_weights_are_off_by_half_a_step_of_their_row_at_most(model: ReaderModel, tmp_path: Path) -> None:
    save_checkpoint(model, tmp_path / "kept.npz", TOLD)
    state, told = load_checkpoint(tmp_path / "kept.npz")
    assert told == TOLD
    assert state.keys() == model.state_dict().keys()
    for name, weights in model.state_dict().items():
        exact = weights.ndim != 2 or name == WORDS
        step = 0.0 if exact else weights.abs().amax(dim=1, keepdim=True) / 127
        assert bool(((state[name] - weights).abs() <= step * 0.501 if not exact else state[name] == weights).all()), (
            name
        )


def test_rounded_weights_take_a_quarter_and_no_word_embedding(model: ReaderModel, tmp_path: Path) -> None:
    for name in ("kept.pt", "kept.npz"):
        save_checkpoint(model, tmp_path / name, TOLD)
    words = 4 * model.state_dict()[WORDS].numel()
    assert (tmp_path / "kept.npz").stat().st_size < ((tmp_path / "kept.pt").stat().st_size - words) / 3


def test_an_encoder_alone_is_no_checkpoint(model: ReaderModel, tmp_path: Path) -> None:
    save_encoder(model.encoder, tmp_path / "encoder.npz")
    with pytest.raises(ValueError, match="--encoder"):
        load_checkpoint(tmp_path / "encoder.npz")


@pytest.mark.parametrize("name", ["broken.pt", "broken.npz"])
@pytest.mark.parametrize("data", [b"", b"no weights", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_checkpoint_is_told_in_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ValueError, match=f"{name}: no checkpoint of ravayat train") as told:
        load_checkpoint(path)
    assert "\n" not in str(told.value)
