"""The network in torch, trained and read with before it is exported."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from ravayat.reading.network import FloatArray, IntArray
from ravayat.training.base_encoder import BaseEncoder
from ravayat.training.heads import Heads
from ravayat.training.network import Encoder

_BATCH = 16


class ReaderModel(nn.Module):
    """Encoder and heads."""

    def __init__(self, base: BaseEncoder, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder.from_base(base, dropout)
        self.heads = Heads()


class TorchNetwork:
    """:class:`ravayat.reading.network.Network` computed by torch, in float32."""

    def __init__(self, model: ReaderModel) -> None:
        self._model = model.eval()

    @torch.inference_mode()
    def encode(self, windows: Sequence[IntArray]) -> list[FloatArray]:
        """Each window to its states."""
        order = sorted(range(len(windows)), key=lambda i: -len(windows[i]))
        states: dict[int, FloatArray] = {}
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            pieces, mask = pad([windows[i] for i in rows])
            with torch.autocast("cpu", torch.bfloat16):
                found = self._model.encoder(pieces, mask).float().numpy()
            states |= {i: found[row, : len(windows[i])] for row, i in enumerate(rows)}
        return [states[i] for i in range(len(windows))]

    @torch.inference_mode()
    def tag(self, states: FloatArray) -> FloatArray:
        """See the protocol."""
        return _array(self._model.heads.tag(torch.from_numpy(states)))

    @torch.inference_mode()
    def judge(self, states: FloatArray, first: IntArray, last: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """See the protocol."""
        vectors, types, stances = self._model.heads.judge(*map(torch.from_numpy, (states, first, last)))
        return _array(vectors), _array(types), _array(stances)

    @torch.inference_mode()
    def tell(self, vectors: FloatArray, types: FloatArray, stances: IntArray) -> FloatArray:
        """See the protocol."""
        return _array(self._model.heads.tell(*map(torch.from_numpy, (vectors, types, stances))))

    @torch.inference_mode()
    def attach(
        self,
        states: FloatArray,
        claims: FloatArray,
        first: IntArray,
        last: IntArray,
        scores: FloatArray,
        features: IntArray,
    ) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        given = map(torch.from_numpy, (states, claims, first, last, scores, features))
        links, nulls = self._model.heads.attach(*given)
        return _array(links), _array(nulls)

    @torch.inference_mode()
    def compare(self, claims: FloatArray, features: FloatArray) -> FloatArray:
        """See the protocol."""
        return _array(self._model.heads.compare(*map(torch.from_numpy, (claims, features))))


def pad(windows: Sequence[IntArray]) -> tuple[Tensor, Tensor]:
    """Piece numbers and mask, (windows, longest); the pad piece is number 1."""
    longest = max(map(len, windows))
    pieces = np.ones((len(windows), longest), np.int64)
    mask = np.zeros_like(pieces)
    for row, window in enumerate(windows):
        pieces[row, : len(window)] = window
        mask[row, : len(window)] = 1
    return torch.from_numpy(pieces), torch.from_numpy(mask)


def _array(tensor: Tensor) -> FloatArray:
    return np.asarray(tensor.float().numpy(), np.float32)
