"""Several networks that answer as one, to teach another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ravayat.reading.candidates import WordSpan
from ravayat.reading.network import FloatArray, IntArray, Network
from ravayat.reading.scored import softmax
from ravayat.text.words import Words


class Ensemble:
    """:class:`ravayat.reading.network.Network` by the mean of its members.

    States and vectors are those of all members side by side; probabilities of tags and types are averaged, and
    the scores of all else (Hansen and Salamon 1990).

    Args:
        members: at least one, of one shape.
    """

    def __init__(self, members: Sequence[Network]) -> None:
        self._members = members

    def _apart(self, vectors: FloatArray) -> Iterator[tuple[Network, FloatArray]]:
        return zip(self._members, np.split(vectors, len(self._members), axis=-1), strict=True)

    def encode(self, windows: Sequence[IntArray]) -> Iterator[FloatArray]:
        """See the protocol."""
        for states in zip(*(member.encode(windows) for member in self._members), strict=True):
            yield np.concatenate(states, axis=-1)

    def tag(self, states: FloatArray) -> FloatArray:
        """See the protocol."""
        return _mean_logarithm([member.tag(own) for member, own in self._apart(states)])

    def describe(
        self, states: FloatArray, first: IntArray, last: IntArray, scores: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        told = [member.describe(own, first, last, scores) for member, own in self._apart(states)]
        return (
            np.concatenate([triggers for triggers, _ in told], axis=-1),
            np.concatenate([fillers for _, fillers in told], axis=-1),
        )

    def judge(self, triggers: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        told = [member.judge(own) for member, own in self._apart(triggers)]
        return _mean_logarithm([types for types, _ in told]), _mean([stances for _, stances in told])

    def name_types(self, words: Words, triggers: Sequence[WordSpan]) -> FloatArray:
        """See the protocol."""
        return _mean([member.name_types(words, triggers) for member in self._members])

    def tell(self, triggers: FloatArray, types: FloatArray, stances: IntArray) -> FloatArray:
        """See the protocol."""
        return np.concatenate([member.tell(own, types, stances) for member, own in self._apart(triggers)], axis=-1)

    def attach(self, claims: FloatArray, fillers: FloatArray, features: IntArray) -> tuple[FloatArray, FloatArray]:
        """See the protocol."""
        pairs = zip(self._apart(claims), self._apart(fillers), strict=True)
        told = [member.attach(own, spans, features) for (member, own), (_, spans) in pairs]
        return _mean([links for links, _ in told]), _mean([nulls for _, nulls in told])

    def compare(self, claims: FloatArray, features: FloatArray) -> FloatArray:
        """See the protocol."""
        return _mean([member.compare(own, features) for member, own in self._apart(claims)])


def _mean(arrays: Sequence[FloatArray]) -> FloatArray:
    return np.asarray(np.mean(arrays, axis=0), np.float32)


def _mean_logarithm(scores: Sequence[FloatArray]) -> FloatArray:
    """The logarithm of the mean probability: logits again, up to a constant."""
    return np.asarray(np.log(np.mean([softmax(one) for one in scores], axis=0) + 1e-9), np.float32)
