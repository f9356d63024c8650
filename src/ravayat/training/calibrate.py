"""Chooses the lines that turn the network's probabilities into confidences."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from ravayat.evaluate.calibration import Observation
from ravayat.reading.confidence import calibrated, log_odds

_FEWEST = 20
"""Observations of each outcome below which a group takes the line of all values."""

_FOLDS = 5


def fit(observations: Sequence[Observation]) -> dict[str, list[float]]:
    """Slope and intercept a group, by logistic regression on the log-odds.

    A group with too few observations, or whose line would fall, has the line of all of them.
    """
    groups: defaultdict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        groups[one.group].append(one)
    common = _line(observations)
    return {group: _line(held) or common or [1.0, 0.0] for group, held in groups.items()}


def _line(observations: Sequence[Observation]) -> list[float] | None:
    right = np.array([one.right for one in observations], bool)
    if min(right.sum(), (~right).sum()) < _FEWEST:
        return None
    odds = np.array([[log_odds(one.confidence)] for one in observations])
    model = LogisticRegression().fit(odds, right)
    slope, intercept = float(model.coef_[0, 0]), float(model.intercept_[0])
    return [round(slope, 4), round(intercept, 4)] if slope > 0 else None


def cross_calibrated(observations: Sequence[Observation], seed: int = 1) -> list[Observation]:
    """The observations with confidences from lines that were fitted on other articles."""
    docs = sorted({one.doc for one in observations})
    random.Random(seed).shuffle(docs)
    fold = {doc: index % _FOLDS for index, doc in enumerate(docs)}
    found = []
    for held in range(_FOLDS):
        lines = fit([one for one in observations if fold[one.doc] != held])
        found += _told(lines, (one for one in observations if fold[one.doc] == held))
    return found


def _told(lines: dict[str, list[float]], observations: Iterable[Observation]) -> list[Observation]:
    return [
        Observation(one.doc, one.group, calibrated(one.confidence, one.group, lines), one.right) for one in observations
    ]
