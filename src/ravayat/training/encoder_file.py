"""Weights in a file small enough to commit: int8 with one scale a row.

The word embedding is not in it: adaptation and training leave it as the base has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ravayat.training.network import Encoder
from ravayat.whole_file import replacing

KEPT_AS_IN_BASE = "word.weight"
"""The word embedding: training leaves it as the base has it."""


_SCALE = ":scale"


def rounded(state: Mapping[str, Tensor]) -> dict[str, npt.NDArray[Any]]:
    """Weights by name as arrays for a file: matrices with 8 bits a weight and a scale a row; without word embedding."""
    arrays = {}
    for name, tensor in state.items():
        weights = tensor.float().numpy()
        if name.endswith(KEPT_AS_IN_BASE):
            continue
        if weights.ndim == 2:
            scale = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-8) / 127
            arrays[f"{name}{_SCALE}"] = scale.astype(np.float32)
            arrays[name] = np.round(weights / scale).astype(np.int8)
        else:
            arrays[name] = weights
    return arrays


def unrounded(arrays: Mapping[str, npt.NDArray[Any]]) -> dict[str, Tensor]:
    """The weights in what :func:`rounded` made; the word embedding is missing."""
    return {
        name: torch.from_numpy(
            array.astype(np.float32) * arrays[f"{name}{_SCALE}"] if f"{name}{_SCALE}" in arrays else array
        )
        for name, array in arrays.items()
        if not name.endswith(_SCALE)
    }


def save_encoder(encoder: Encoder, path: Path) -> None:
    """Write the encoder's weights, rounded."""
    with replacing(path, "wb") as out:
        np.savez_compressed(out, allow_pickle=False, **rounded(encoder.state_dict()))


def load_encoder(encoder: Encoder, path: Path) -> None:
    """Set the encoder's weights from a file of :func:`save_encoder`, or of ``torch.save``.

    An encoder of fewer layers than the file has takes the first ones.

    Raises:
        ValueError: the file belongs to an encoder of another size.
    """
    if path.suffix == ".pt":
        encoder.load_state_dict(torch.load(path, weights_only=True))
        return
    with np.load(path) as arrays:
        state = unrounded(dict(arrays))
    own = encoder.state_dict().keys() - {KEPT_AS_IN_BASE}
    state = {name: weights for name, weights in state.items() if name in own or not name.startswith("layers.")}
    unexpected = state.keys() ^ own
    if unexpected:
        raise ValueError(f"{path}: made for another encoder ({len(unexpected)} weights differ)")
    encoder.load_state_dict(state, strict=False)
