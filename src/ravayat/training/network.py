"""The encoder in torch, in the plain shape that onnxruntime's BERT fusion knows."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from ravayat.training.base_encoder import BaseEncoder

WIDTH = 384
HEADS = 12
INNER = 1536
POSITIONS = 512

_EMULATING = ("NO AVX", "DEFAULT", "AVX2")
"""Processors without bfloat16, in torch's words."""


def half_as_precise(device: torch.device) -> torch.autocast:
    """Autocast to bfloat16 where the device computes with it: emulated, it takes a hundred times as long."""
    able = device.type != "cpu" or torch.backends.cpu.get_cpu_capability() not in _EMULATING
    return torch.autocast(device.type, torch.bfloat16, enabled=able)


class LoudChannel(nn.Module):
    """One channel of a layer's inner states, from a layer's states to what it adds to the outer ones.

    A layer has it only for its export (:mod:`ravayat.training.loud_channels`).
    """

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(WIDTH, 1)
        self.outer = nn.Linear(1, WIDTH, bias=False)

    def forward(self, states: Tensor) -> Tensor:
        """(batch, length, WIDTH) to the same."""
        found: Tensor = self.outer(nn.functional.gelu(self.inner(states)))
        return found


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    loud: LoudChannel | None

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.output_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.loud = None

    def _heads(self, states: Tensor) -> Tensor:
        batch, length, _ = states.shape
        return states.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        """(batch, length, WIDTH) to the same; ``bias``, if any, is (batch, 1, 1, length), added to the scores."""
        query, key, value = (
            self._heads(self.query(states)),
            self._heads(self.key(states)),
            self._heads(self.value(states)),
        )
        if torch.onnx.is_in_onnx_export():
            # Written out and without a bias: the shape that onnxruntime's attention fusion recognises.
            scores = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(WIDTH // HEADS)
            mixed = torch.matmul(torch.softmax(scores, dim=-1), value)
        else:
            bias = None if bias is None else bias.to(query.dtype)
            mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        batch, length, _ = states.shape
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.attention_norm(states + self.dropout(self.output(mixed)))
        outer = self.outer(nn.functional.gelu(self.inner(states)))
        if self.loud is not None:
            outer = outer + self.loud(states)
        normed: Tensor = self.output_norm(states + self.dropout(outer))
        return normed


class Encoder(nn.Module):
    """Word pieces to states.

    Args:
        vocabulary: rows of the embedding.
        layers: transformer layers.
        dropout: applied to embeddings and both residual branches.
    """

    def __init__(self, vocabulary: int, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))

    @classmethod
    def from_base(cls, base: BaseEncoder, dropout: float = 0.1) -> Encoder:
        """An encoder with the base's weights."""
        encoder = cls(len(base.weights["embedding.word"]), base.layers, dropout)
        weights = {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in base.weights.items()}
        state = {
            "word.weight": weights["embedding.word"],
            # Every text is one segment, so its type vector is part of each position.
            "position.weight": weights["embedding.position"] + weights["embedding.type"],
            "norm.weight": weights["embedding.norm.weight"],
            "norm.bias": weights["embedding.norm.bias"],
        }
        state |= {
            name.replace("layer.", "layers."): array for name, array in weights.items() if name.startswith("layer.")
        }
        encoder.load_state_dict(state)
        return encoder

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        """(batch, length) piece numbers and 0/1 mask, both int64, to (batch, length, WIDTH).

        Without a mask every piece counts; so it is exported, since the reader runs every window by itself.
        """
        # Those of one layer at a time: without gradients nobody needs the others any more.
        (states,) = deque(self.by_layer(pieces, mask), maxlen=1)
        return states

    def by_layer(self, pieces: Tensor, mask: Tensor | None = None) -> Iterator[Tensor]:
        """The states after each layer, (batch, length, WIDTH), from those below all layers on."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.dropout(self.norm(self.word(pieces) + self.position(positions)))
        yield states
        bias = None if mask is None else (1.0 - mask.unsqueeze(1).unsqueeze(2).float()) * -10000.0
        for layer in self.layers:
            states = layer(states, bias)
            yield states
