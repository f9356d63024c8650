"""Which claims of an article tell of the same event."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ravayat.reading.scored import softmax

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

_GONE = -1.0
"""Stands for the probability between groups of which there is none, or one no more."""

_LEAST = 1e-3
"""Added to probabilities of types: how sure one claim can be against the others of its event."""

CONTAINED = 3
"""Letters from which a name that stands inside another is taken for the same."""

_COMPARED = ("actor", "target", "place", "time", "killed", "wounded", "chain1")

_LOG_WORDS = 4.0
"""Divides the logarithm of a distance in words: 4.0 is that of some fifty."""

PAIR_FEATURES = 6 + 2 * len(_COMPARED)
"""Columns of :func:`pair_features`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What of a claim bears on its event: folded words, without blanks, by role."""

    type: int
    trigger: str
    first: int
    sentence: int
    roles: dict[str, frozenset[str]]


def pair_features(claims: Sequence[Told]) -> FloatArray:
    """Features (claims, claims, PAIR_FEATURES), symmetric.

    Same type; same trigger words; same trigger place in the text; same sentence; then for
    each compared role whether both tell it and agree, and whether both tell it and differ; then how near they
    stand, in sentences (1 for the same one, and falling) and in words (logarithmic, of the order of 1).
    """
    found = np.zeros((len(claims), len(claims), PAIR_FEATURES), np.float32)
    for i, a in enumerate(claims):
        for j, b in enumerate(claims[:i]):
            row: list[float] = [a.type == b.type, a.trigger == b.trigger, a.first == b.first, a.sentence == b.sentence]
            for role in _COMPARED:
                x, y = a.roles.get(role, frozenset()), b.roles.get(role, frozenset())
                both, agree = bool(x and y), bool(x & y) or any(contained(a, b) for a in x for b in y)
                row += [both and agree, both and not agree]
            row += [1 / (1 + abs(a.sentence - b.sentence)), math.log1p(abs(a.first - b.first)) / _LOG_WORDS]
            found[i, j] = found[j, i] = row
    return found


def contained(one: str, other: str) -> bool:
    """Whether one name stands inside the other and is long enough for that to mean something."""
    return min(len(one), len(other)) >= CONTAINED and (one in other or other in one)


def cluster(probabilities: FloatArray, threshold: float = 0.5) -> list[int]:
    """Event numbers from 1, in the order in which events are first told.

    Average linkage (Sokal and Michener 1958), whatever the order of the claims but for ties: the two groups of claims
    that are likeliest to tell of one event become one as long as the mean of the probabilities between them reaches
    ``threshold``, so that one mistaken pair does not fuse two events. Cubic in the number of claims, of which a section
    has a few dozen.

    Args:
        probabilities: (claims, claims); those of a pair are averaged, the diagonal is not looked at.
        threshold: above 0.
    """
    between = (probabilities + probabilities.T) / np.float64(2)
    np.fill_diagonal(between, _GONE)
    count = len(between)
    sizes, owners = np.ones(count), np.arange(count)
    while count > 1:
        one, other = sorted(divmod(int(between.argmax()), count))
        if between[one, other] < threshold:
            break
        mean = (between[one] * sizes[one] + between[other] * sizes[other]) / (sizes[one] + sizes[other])
        mean[[one, other]] = _GONE
        between[one] = between[:, one] = mean
        between[other] = between[:, other] = _GONE
        sizes[one] += sizes[other]
        owners[owners == other] = one
    numbers: dict[int, int] = {}
    return [numbers.setdefault(int(owner), len(numbers) + 1) for owner in owners]


def agreed_types(types: FloatArray, events: Sequence[int], same: FloatArray, weight: float) -> IntArray:
    """The type of each claim in view of the others of its event, which nearly always have the same.

    Args:
        types: (claims, types) scores, logarithms of probabilities but for a constant.
        events: the event of each claim.
        same: (claims, claims) how likely two claims tell of one event.
        weight: what the mean of the others counts beside the claim's own, where they surely tell of its event.

    Returns:
        (claims,) places of types.
    """
    own = np.log(softmax(types) + _LEAST)
    numbers = np.array(events)
    beside = np.where(numbers[:, None] == numbers, same, 0)
    np.fill_diagonal(beside, 0)
    sure = beside.sum(axis=1, keepdims=True)
    return np.asarray((own + weight * (beside @ own) / np.maximum(sure, 1)).argmax(axis=1), np.int64)
