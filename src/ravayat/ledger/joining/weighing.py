"""How likely two tellings are about one event: a logistic regression over what they agree and differ in.

The weights are learned by ``python -m ravayat.training.joins`` from annotated stories.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ravayat.ledger.joining.features import FEATURES, compare
from ravayat.ledger.joining.traits import Traits

WEIGHTS_FILE = "weights.json"
_LEAST_REASON = 0.2
"""Log-odds below which an agreement or difference is no reason worth telling."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights of the features in log-odds.

    Attributes:
        bias: log-odds where nothing agrees or differs.
        features: by name.
        words: inverse document frequencies of stems; ``""`` holds that of unknown ones.
        threshold: probability from which tellings are joined.
    """

    bias: float
    features: dict[str, float]
    words: dict[str, float]
    threshold: float

    def score(self, one: Traits, other: Traits) -> float:
        """Probability that the two are about one event."""
        values = compare(one, other, self.words)
        total = self.bias + sum(w * v for w, v in zip(self.features.values(), values, strict=True) if v)
        return 1 / (1 + math.exp(-total))

    def reasons(self, one: Traits, other: Traits) -> dict[str, float]:
        """What speaks for (above 0) and against the two being one, in log-odds, the heaviest first."""
        values = compare(one, other, self.words)
        told = {name: round(self.features[name] * v, 2) for name, v in zip(FEATURES, values, strict=True)}
        kept = {name: value for name, value in told.items() if abs(value) >= _LEAST_REASON}
        return dict(sorted(kept.items(), key=lambda item: -abs(item[1])))


@cache
def load_weighing() -> Weighing:
    """The weights that come with the package."""
    return Weighing(**json.loads((files(__package__) / WEIGHTS_FILE).read_text(encoding="utf-8")))
