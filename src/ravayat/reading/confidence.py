"""From the network's probabilities to confidences that mean what they say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

_LEAST = 1e-6

Lines = Mapping[str, Sequence[float]]
"""Slope and intercept for each group of slots; a group that is not there keeps its probabilities."""


def calibrated(probability: float, group: str, lines: Lines) -> float:
    """The confidence for a probability: a line in log-odds (Platt 1999), so that order is kept.

    The slopes are positive and chosen on held-out articles by :mod:`ravayat.training.calibrate`.
    """
    line = lines.get(group)
    if line is None:
        return probability
    slope, intercept = line
    return 1 / (1 + math.exp(-(slope * log_odds(probability) + intercept)))


def log_odds(probability: float) -> float:
    """Log-odds of a probability, kept off the ends."""
    inside = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))
