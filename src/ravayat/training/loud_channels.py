"""Keeps the one channel of a layer that is far louder than all others out of int8.

The inner states of each layer have one channel that reaches 10 to 60 at the mark that begins a window, where all
others stay below 8.1 (2026-11-27, every sixtieth report of conflict.jsonl.gz; docs/performance.md). Rounded to int8
they share one scale, so nearly all of its steps would go to that one value.
Computed apart, in float32, it costs two products by a single column; it is the decomposition of Dettmers et al.
(LLM.int8(), 2022) for channels that are known beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.reading.network import IntArray
from ravayat.reading.windows import cut_windows
from ravayat.text.words import split_words
from ravayat.training.network import Encoder, Layer, LoudChannel

_SAMPLE = 20
"""Articles that are listened to."""


@torch.no_grad()
def set_apart(encoder: Encoder, windows: Sequence[IntArray]) -> list[int]:
    """Give every layer its loudest channel apart, in place; what the encoder computes stays the same.

    Args:
        encoder: without such channels.
        windows: some texts in pieces, marks at the ends included, to find the channels by.

    Returns:
        The channel of every layer.
    """
    channels = loudest(encoder, windows)
    for layer, channel in zip(_layers(encoder), channels, strict=True):
        apart = LoudChannel()
        apart.inner.weight.copy_(layer.inner.weight[channel : channel + 1])
        apart.inner.bias.copy_(layer.inner.bias[channel : channel + 1])
        apart.outer.weight.copy_(layer.outer.weight[:, channel : channel + 1])
        # GELU of nothing is nothing, so the channel is silent where it was.
        layer.inner.weight[channel], layer.inner.bias[channel] = 0, 0
        layer.outer.weight[:, channel] = 0
        layer.loud = apart
    return channels


@torch.no_grad()
def loudest(encoder: Encoder, windows: Sequence[IntArray]) -> list[int]:
    """The channel of every layer's inner states with the largest value in these texts."""
    layers = _layers(encoder)
    peaks = [torch.zeros(layer.inner.out_features) for layer in layers]

    def listen(peak: Tensor, inner: Tensor) -> None:
        torch.maximum(peak, inner.abs().amax(dim=(0, 1)), out=peak)

    listening = [
        layer.outer.register_forward_pre_hook(lambda _, given, peak=peak: listen(peak, given[0]))
        for layer, peak in zip(layers, peaks, strict=True)
    ]
    try:
        for window in windows:
            encoder(torch.from_numpy(window)[None])
    finally:
        for handle in listening:
            handle.remove()
    return [int(peak.argmax()) for peak in peaks]


def sample_windows(articles: Sequence[AnnotatedArticle], tokens: str) -> list[IntArray]:
    """The windows of the first articles, as :func:`set_apart` takes them; ``tokens`` defines the tokenizer."""
    tokenizer = Tokenizer.from_str(tokens)
    texts = [one.article.text for one in articles[:_SAMPLE]]
    return [window for text in texts for window in cut_windows(split_words(text).forms, tokenizer).pieces]


def _layers(encoder: Encoder) -> list[Layer]:
    return [layer for layer in encoder.layers if isinstance(layer, Layer)]
