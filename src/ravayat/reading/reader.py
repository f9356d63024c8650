"""Articles in, spoken claims out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from ravayat.reading.decode import Settings, SpokenClaim, read_claims
from ravayat.reading.network import FloatArray, Network
from ravayat.reading.windows import Windows, cut_windows
from ravayat.text.words import Words, split_words


class Reader:
    """A network with its tokenizer and thresholds.

    Args:
        network: computes the scores.
        tokenizer: the one the network was trained with.
        settings: thresholds of decoding.
    """

    def __init__(self, network: Network, tokenizer: Tokenizer, settings: Settings) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._settings = settings

    def read(self, texts: Sequence[str]) -> list[tuple[Words, list[SpokenClaim]]]:
        """Words and claims of each text; the texts are encoded together, longest windows first."""
        words = [split_words(text) for text in texts]
        windows = [cut_windows(one.forms, self._tokenizer) for one in words]
        states = self._network.encode([pieces for cut in windows for pieces in cut.pieces])
        found, start = [], 0
        for one, cut in zip(words, windows, strict=True):
            own = states[start : start + len(cut.pieces)]
            start += len(cut.pieces)
            found.append((one, read_claims(one, word_states(own, cut), self._network, self._settings)))
        return found


def word_states(states: Sequence[FloatArray], windows: Windows) -> FloatArray:
    """States of words, (words, width): the mean of first and last piece, each in its best window."""
    starts, total = [], 0
    for window in states:
        starts.append(total)
        total += len(window)
    stacked = np.concatenate(states)
    base = np.array(starts, np.int64)[windows.window]
    return np.asarray((stacked[base + windows.first] + stacked[base + windows.last]) / 2, np.float32)
