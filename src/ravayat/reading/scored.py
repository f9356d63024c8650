"""What the network says of an article before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import Candidate, WordSpan
from ravayat.text.words import Words

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """Everything the network says of one article; what is made of it is decided by thresholds.

    Attributes:
        words: the article's words.
        triggers, sure: of each possible claim the trigger, and the probability that it is one.
        types, worded: (claims, types) log-probabilities of the network, and those by the words around
            (:mod:`ravayat.reading.type_words`).
        stances, likely: of each possible claim the stance, and that stance's probability.
        best: whether it is the likeliest stance on its trigger.
        vectors: (claims, width), to compare claims by.
        candidates: the spans that can fill roles.
        links, nulls: scores as :meth:`ravayat.reading.network.Network.attach` gives them.
    """

    words: Words
    triggers: list[WordSpan]
    sure: FloatArray
    types: FloatArray
    worded: FloatArray
    stances: npt.NDArray[np.int64]
    likely: FloatArray
    best: npt.NDArray[np.bool_]
    vectors: FloatArray
    candidates: list[Candidate]
    links: FloatArray
    nulls: FloatArray

    def names(self) -> npt.NDArray[np.int64]:
        """The number of each candidate's name, (candidates,): mentions of the same words have one."""
        numbers: dict[str, int] = {}
        own = [numbers.setdefault(self.form(candidate.span), len(numbers)) for candidate in self.candidates]
        return np.array(own, np.int64)

    def form(self, span: WordSpan) -> str:
        """The folded words of a span without blanks: what makes two mentions one name."""
        return "".join(self.words.forms[span.first : span.last + 1])


def softmax(scores: npt.NDArray[np.floating[Any]], axis: int = -1) -> FloatArray:
    """Scores to probabilities that add up to one along ``axis``."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True), np.float32)


def sigmoid(scores: npt.NDArray[np.floating[Any]]) -> FloatArray:
    """Scores to probabilities, each by itself."""
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)
