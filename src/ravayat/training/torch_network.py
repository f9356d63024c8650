"""The network in torch, trained and read with before it is exported."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from ravayat.reading.candidates import WordSpan
from ravayat.reading.labels import TYPES
from ravayat.reading.network import FloatArray, IntArray
from ravayat.reading.type_words import TypeWords, untaught
from ravayat.text.words import Words
from ravayat.training.base_encoder import BaseEncoder
from ravayat.training.heads import Heads
from ravayat.training.network import Encoder, half_as_precise

_BATCH = 16


class ReaderModel(nn.Module):
    """Encoder and heads."""

    def __init__(self, base: BaseEncoder, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder.from_base(base, dropout)
        self.heads = Heads()


class TorchNetwork:
    """:class:`ravayat.reading.network.Network` computed by torch where the model is; heads in float32.

    Args:
        model: encoder and heads.
        type_words: what words say of types; without it all are equally likely by them.
    """

    def __init__(self, model: ReaderModel, type_words: TypeWords | None = None) -> None:
        self._model = model.eval()
        self._type_words = type_words or untaught(len(TYPES))
        self._device = model.encoder.word.weight.device

    def _given(self, *arrays: FloatArray | IntArray) -> list[Tensor]:
        return [torch.from_numpy(np.ascontiguousarray(array)).to(self._device) for array in arrays]

    @torch.inference_mode()
    def encode(self, windows: Sequence[IntArray]) -> list[FloatArray]:
        """Each window to its states."""
        order = sorted(range(len(windows)), key=lambda i: -len(windows[i]))
        states: dict[int, FloatArray] = {}
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            pieces, mask = (tensor.to(self._device) for tensor in pad([windows[i] for i in rows]))
            with half_as_precise(self._device):
                found = _array(self._model.encoder(pieces, mask))
            states |= {i: found[row, : len(windows[i])] for row, i in enumerate(rows)}
        return [states[i] for i in range(len(windows))]

    @torch.inference_mode()
    def tag(self, states: FloatArray) -> FloatArray:
        """See the protocol."""
        return _array(self._model.heads.tag(*self._given(states)))

    @torch.inference_mode()
    def describe(
        self, states: FloatArray, first: IntArray, last: IntArray, scores: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        triggers, fillers = self._model.heads.describe(*self._given(states, first, last, scores))
        return _array(triggers), _array(fillers)

    @torch.inference_mode()
    def judge(self, triggers: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        types, stances = self._model.heads.judge(*self._given(triggers))
        return _array(types), _array(stances)

    def name_types(self, words: Words, triggers: Sequence[WordSpan]) -> FloatArray:
        """See the protocol."""
        return self._type_words.scores(words, triggers)

    @torch.inference_mode()
    def tell(self, triggers: FloatArray, types: FloatArray, stances: IntArray) -> FloatArray:
        """See the protocol."""
        return _array(self._model.heads.tell(*self._given(triggers, types, stances)))

    @torch.inference_mode()
    def attach(self, claims: FloatArray, fillers: FloatArray, features: IntArray) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        links, nulls = self._model.heads.attach(*self._given(claims, fillers, features))
        return _array(links), _array(nulls)

    @torch.inference_mode()
    def compare(self, claims: FloatArray, features: FloatArray) -> FloatArray:
        """See the protocol."""
        return _array(self._model.heads.compare(*self._given(claims, features)))


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
    return np.asarray(tensor.float().cpu().numpy(), np.float32)
