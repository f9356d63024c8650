"""The seam between the reader's plain code and whatever computes its network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import WordSpan
from ravayat.text.words import Words

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]


class LinkJudge(Protocol):
    """Says of links that are looked at again how likely they are (:mod:`ravayat.reading.second_look`)."""

    def weigh(self, features: Mapping[str, FloatArray]) -> Mapping[str, FloatArray]:
        """Features (links, columns) by role to probabilities (links,) by role."""


class Network(Protocol):
    """The computations of the reader. Scores are logits; shapes are per article."""

    def encode(self, windows: Sequence[IntArray]) -> Iterable[FloatArray]:
        """Each window of piece numbers to states (pieces, width), in their order, as they are ready.

        The work may begin with the call and go on beside whatever the caller does.
        """

    def tag(self, states: FloatArray) -> FloatArray:
        """Word states (words, width) to (words, tags, 3)."""

    def describe(
        self, states: FloatArray, first: IntArray, last: IntArray, scores: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """All candidate spans, each as a trigger and as a filler of roles: two of (spans, hidden)."""

    def judge(self, triggers: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Type scores (last column: no claim) and stance scores of triggers."""

    def name_types(self, words: Words, triggers: Sequence[WordSpan]) -> FloatArray:
        """What the words around triggers say of their types: log-probabilities (triggers, types)."""

    def tell(self, triggers: FloatArray, types: FloatArray, stances: IntArray) -> FloatArray:
        """Vectors of claims from those of their triggers and the stances chosen."""

    def attach(self, claims: FloatArray, fillers: FloatArray, features: IntArray) -> tuple[FloatArray, FloatArray]:
        """Link scores (claims, fillers, roles) and scores of "none" (claims, single roles)."""

    def compare(self, claims: FloatArray, features: FloatArray) -> FloatArray:
        """Scores (claims, claims) that two claims tell of one event."""
