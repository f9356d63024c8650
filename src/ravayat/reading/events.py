"""Which claims of an article tell of the same event."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

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
    """Event numbers from 1: each claim joins the earlier event it fits best, or opens one.

    The fit is the mean of the (claims, claims) probabilities with the event's claims, so
    that one mistaken pair does not fuse two events. Quadratic in the number of claims.
    """
    numbers: list[int] = []
    # fit[e] sums each claim's probabilities with the claims of event e so far.
    fit = np.zeros((0, len(probabilities)), np.float32)
    sizes: list[int] = []
    for claim, row in enumerate(probabilities):
        means = fit[:, claim] / np.array(sizes, np.float32)
        best = int(means.argmax()) if len(means) else -1
        if best < 0 or means[best] < threshold:
            best = len(sizes)
            sizes.append(0)
            fit = np.vstack([fit, np.zeros((1, len(probabilities)), np.float32)])
        numbers.append(best + 1)
        sizes[best] += 1
        fit[best] += row
    return numbers
