"""What speaks for two claims telling of one event, beside the network's own score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ravayat.reading.events import Told, contained
from ravayat.reading.name_probabilities import NameProbabilities
from ravayat.reading.scored import Scored

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

EVENT = "event"
"""Under which name pairs are weighed beside the roles."""

_STEM = 6
_BEGINNING = 4
"""Letters of a word, and of a trigger, that count: endings change more than the meaning does."""

_LONG = 3
"""Letters from which a word bears on what a sentence is about."""
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of the claims of a section, the one that stands first in the text first.

    Attributes:
        first: (pairs,) of the claims.
        second: (pairs,) of the claims.
        features: (pairs, columns).
    """

    first: IntArray
    second: IntArray
    features: FloatArray

    def square(self, likely: FloatArray, claims: int) -> FloatArray:
        """Probabilities (pairs,) as (claims, claims)."""
        found = np.zeros((claims, claims), np.float32)
        found[self.first, self.second] = found[self.second, self.first] = likely
        return found


def pair_up(
    scored: Scored,
    network: NameProbabilities,
    kept: IntArray,
    types: FloatArray,
    told: Sequence[Told],
    alike: FloatArray,
    same: FloatArray,
) -> Pairs:
    """All pairs of claims with what is known of each pair.

    Args:
        scored: what the network says of the section.
        network: the same by names, of the claims that are put out.
        kept: these claims, as rows of ``scored``.
        types: (claims, types) probabilities.
        told: what the first look found of each claim.
        alike: (claims, claims, columns) of :func:`ravayat.reading.events.pair_features` over these.
        same: (claims, claims) the network's probability that two claims tell of one event.
    """
    places = np.array([one.first for one in told])
    one, other = np.triu_indices(len(kept), 1)
    turned = places[one] > places[other]
    first, second = np.where(turned, other, one), np.where(turned, one, other)
    vectors = scored.vectors[kept]
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _LEAST)
    highest = network.of_names.max(axis=1)
    kinds, sentences = (np.array([getattr(claim, name) for claim in told]) for name in ("type", "sentence"))
    order = np.argsort(np.argsort(places, kind="stable"), kind="stable")
    lengths = np.array([scored.triggers[row].last - scored.triggers[row].first for row in kept])
    stances, sure = scored.stances[kept], scored.sure[kept]
    shared, smaller = _shared_words(scored, sentences, first, second)
    triggers = [(told[i].trigger, told[j].trigger) for i, j in zip(first, second, strict=True)]
    columns = [
        same[first, second],
        (types[first] * types[second]).sum(axis=1),
        (vectors[first] * vectors[second]).sum(axis=1),
        kinds[first],
        kinds[second],
        kinds[first] == kinds[second],
        alike[first, second],
        (network.of_names[first] * network.of_names[second]).sum(axis=1),
        np.maximum(highest[first], highest[second]),
        np.minimum(highest[first], highest[second]),
        sentences[second] - sentences[first],
        places[second] - places[first],
        order[second] - order[first],
        shared / (1 + smaller),
        shared,
        np.full(len(first), len(kept)),
        sentences[first],
        sentences[second],
        places[first] / len(scored.words),
        places[second] / len(scored.words),
        np.array([i[:_BEGINNING] == j[:_BEGINNING] for i, j in triggers], bool),
        np.array([contained(i, j) for i, j in triggers], bool),
        stances[first],
        stances[second],
        stances[first] == stances[second],
        sure[first],
        sure[second],
        lengths[first],
        lengths[second],
    ]
    return Pairs(first, second, np.column_stack(columns).astype(np.float32))


def _shared_words(scored: Scored, sentences: IntArray, first: IntArray, second: IntArray) -> tuple[IntArray, IntArray]:
    """How many words the sentences of each pair share, and how many the shorter one has."""
    own: dict[int, set[str]] = {int(sentence): set() for sentence in sentences}
    for form, sentence in zip(scored.words.forms, scored.words.sentences, strict=True):
        if sentence in own and len(form) >= _LONG:
            own[sentence].add(form[:_STEM])
    pairs = [(own[int(sentences[i])], own[int(sentences[j])]) for i, j in zip(first, second, strict=True)]
    return (
        np.array([len(i & j) for i, j in pairs], np.int64),
        np.array([min(len(i), len(j)) for i, j in pairs], np.int64),
    )
