"""How likely two tellings are about one event: a logistic regression over what they agree and differ in.

The weights are learned by ``python -m ravayat.training.joins`` from annotated stories.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Any

from ravayat.ledger.joining.features import FEATURES, Side, WordWeights, compare_sides, have_something_in_common
from ravayat.ledger.joining.traits import Traits

WEIGHTS_FILE = "weights.json"
_LEAST_REASON = 0.2
"""Log-odds below which an agreement or difference is no reason worth telling."""


LIKELY = 0.5
"""Share of the threshold from which two tellings may be of one event."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights of the features in log-odds.

    Attributes:
        bias: log-odds where nothing agrees or differs.
        features: by name.
        words: of the words that two tellings share.
        threshold: mean probability from which groups of tellings are one event.
    """

    bias: float
    features: dict[str, float]
    words: WordWeights
    threshold: float

    def score(self, one: Traits, other: Traits) -> float:
        """Probability that the two are about one event."""
        return self.score_sides(self.words.side(one), self.words.side(other))

    def score_sides(self, one: Side, other: Side) -> float:
        """As :meth:`score`, for tellings that :attr:`words` made ready."""
        # Without loops of our own: an article takes hundreds of pairs.
        total = self.bias + sum(map(mul, self.features.values(), compare_sides(one, other)))
        return 1 / (1 + math.exp(-total))

    def speaks(self, score: float, one: Side, other: Side) -> bool:
        """Whether two tellings of some score are a reason to take two events for one.

        Most are unlike: what they have in common is asked of the others alone.
        """
        return score >= LIKELY * self.threshold and have_something_in_common(one, other)

    def reasons(self, one: Traits, other: Traits) -> dict[str, float]:
        """What speaks for (above 0) and against the two being one, in log-odds, the heaviest first."""
        return self.reasons_of_sides(self.words.side(one), self.words.side(other))

    def reasons_of_sides(self, one: Side, other: Side) -> dict[str, float]:
        """As :meth:`reasons`, for tellings that :attr:`words` made ready."""
        values = compare_sides(one, other)
        told = {name: round(self.features[name] * v, 2) for name, v in zip(FEATURES, values, strict=True) if v}
        kept = {name: value for name, value in told.items() if abs(value) >= _LEAST_REASON}
        return dict(sorted(kept.items(), key=lambda item: -abs(item[1])))


def weighing_to_json(weighing: Weighing) -> dict[str, Any]:
    """The weights as the object that ``weights.json`` holds."""
    return {
        "bias": weighing.bias,
        "threshold": weighing.threshold,
        "features": weighing.features,
        "words": weighing.words.frequencies,
    }


@cache
def load_weighing() -> Weighing:
    """The weights that come with the package."""
    told = json.loads((files(__package__) / WEIGHTS_FILE).read_text(encoding="utf-8"))
    return Weighing(told["bias"], told["features"], WordWeights(told["words"]), told["threshold"])
