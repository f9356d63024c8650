"""Articles in, spoken claims out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from tokenizers import Tokenizer

from ravayat.reading.decode import Settings, SpokenClaim, read_claims
from ravayat.reading.network import FloatArray, LinkJudge, Network
from ravayat.reading.windows import Windows, cut_windows
from ravayat.text.restored_words import Restoring, words_to_read
from ravayat.text.words import Words

SECTION = 1200
"""Words that are linked with each other. A longer article is read in sections of about this
length, cut between sentences, so that the cost per word does not grow with its length."""


class Reader:
    """A network with its tokenizer and thresholds.

    Args:
        network: computes the scores.
        tokenizer: the one the network was trained with.
        settings: thresholds of decoding.
        trees: what looks at links a second time.
        restoring: of which texts lost half-spaces are put back first; offsets are those of the raw text all the same.
    """

    def __init__(
        self,
        network: Network,
        tokenizer: Tokenizer,
        settings: Settings,
        trees: LinkJudge | None = None,
        restoring: Restoring = Restoring.DELETED,
    ) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._settings = settings
        self._trees = trees
        self._restoring = restoring

    def read(self, texts: Sequence[str]) -> list[tuple[Words, list[SpokenClaim]]]:
        """Words and claims of each text. Memory grows with the texts given, so hand over no more than a batch."""
        return list(self.begin(texts))

    def begin(self, texts: Sequence[str]) -> Iterator[tuple[Words, list[SpokenClaim]]]:
        """The same, one text at a time; the network goes to work now, whenever the claims are asked for."""
        words = [words_to_read(text, self._restoring) for text in texts]
        windows = [cut_windows(one.forms, self._tokenizer) for one in words]
        states = iter(self._network.encode([pieces for cut in windows for pieces in cut.pieces]))
        return (
            (
                one,
                claims_of(
                    one,
                    word_states(list(islice(states, len(cut.pieces))), cut),
                    self._network,
                    self._settings,
                    self._trees,
                ),
            )
            for one, cut in zip(words, windows, strict=True)
        )


def claims_of(
    words: Words, states: FloatArray, network: Network, settings: Settings, trees: LinkJudge | None = None
) -> list[SpokenClaim]:
    """The claims of an article of any length from the states of its words."""
    return join_sections(
        (first, read_claims(words.part(first, stop), states[first:stop], network, settings, trees))
        for first, stop in sections(words)
    )


def join_sections(parts: Iterable[tuple[int, list[SpokenClaim]]]) -> list[SpokenClaim]:
    """Claims of sections, each with the number of its first word, as those of one article."""
    claims: list[SpokenClaim] = []
    events = 0
    for first, part in parts:
        claims += [claim.moved(first, events) for claim in part]
        events += max((claim.event for claim in part), default=0)
    return claims


def sections(words: Words) -> list[tuple[int, int]]:
    """Stretches [first, stop) of at most :data:`SECTION` words, cut at sentence starts where there is one."""
    found, first = [], 0
    while len(words) - first > SECTION:
        stop = first + SECTION
        while stop > first + SECTION // 2 and words.sentences[stop] == words.sentences[stop - 1]:
            stop -= 1
        if words.sentences[stop] == words.sentences[stop - 1]:
            stop = first + SECTION
        found.append((first, stop))
        first = stop
    return [*found, (first, len(words))]


def word_states(states: Sequence[FloatArray], windows: Windows) -> FloatArray:
    """States of words, (words, width): the mean of first and last piece, each in its best window."""
    starts, total = [], 0
    for window in states:
        starts.append(total)
        total += len(window)
    stacked = np.concatenate(states)
    base = np.array(starts, np.int64)[windows.window]
    return np.asarray((stacked[base + windows.first] + stacked[base + windows.last]) / 2, np.float32)
