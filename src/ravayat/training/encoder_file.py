"""An adapted encoder in a file small enough to commit: int8 with one scale a row.

The word embedding is not in it: adaptation leaves it as the base has it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from ravayat.training.network import Encoder
from ravayat.whole_file import replacing

KEPT_AS_IN_BASE = "word.weight"
"""The word embedding: training leaves it as the base has it."""


def save_encoder(encoder: Encoder, path: Path) -> None:
    """Write the encoder's weights; matrices are rounded to 8 bits a weight."""
    arrays = {}
    for name, tensor in encoder.state_dict().items():
        weights = tensor.float().numpy()
        if name == KEPT_AS_IN_BASE:
            continue
        if weights.ndim == 2:
            scale = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-8) / 127
            arrays[f"{name}:scale"] = scale.astype(np.float32)
            arrays[name] = np.round(weights / scale).astype(np.int8)
        else:
            arrays[name] = weights
    with replacing(path, "wb") as out:
        np.savez_compressed(out, allow_pickle=False, **arrays)


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
        state = {}
        for name in arrays.files:
            if name.endswith(":scale"):
                continue
            weights = arrays[name].astype(np.float32)
            state[name] = torch.from_numpy(
                weights * arrays[f"{name}:scale"] if f"{name}:scale" in arrays.files else weights
            )
    own = encoder.state_dict().keys() - {KEPT_AS_IN_BASE}
    state = {name: weights for name, weights in state.items() if name in own or not name.startswith("layers.")}
    unexpected = state.keys() ^ own
    if unexpected:
        raise ValueError(f"{path}: made for another encoder ({len(unexpected)} weights differ)")
    encoder.load_state_dict(state, strict=False)
