"""What became of a text's half-spaces as a whole, judged by all its places together.

A single ``سازمانهای`` may be a lost half-space or the writer's own spelling. A text tells
which: where half-spaces stand elsewhere, its writer set them and they have survived; where
every other one is missing, this one is missing, too. Four accounts of the text are weighed
against each other by Bayes' rule. Each holds what share of the half-spaces that belong into
the text is still there, glued away, or a blank, as a Dirichlet distribution, for neither
writers nor damage are alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, lgamma, log

Shares = tuple[float, float, float]

# Weights of the shares kept, glued and blank. Even careful writers glue some ("سازمانهای") and
# part some ("به شدت") that most would give a half-space.
_ACCOUNTS: dict[str, tuple[float, Shares]] = {
    "sound": (0.33, (20.0, 2.0, 0.5)),
    "deleted": (0.24, (0.05, 20.0, 0.7)),
    "blanks": (0.24, (0.05, 0.6, 20.0)),
    "mixed": (0.19, (0.3, 4.0, 4.0)),
}
"""For each account how probable it is beforehand, and its shares."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How probable it is that half-spaces of this text were deleted, and that they became blanks."""

    deleted: float
    blanks: float

    @classmethod
    def of(cls, kept: int, glued: float, blank: int) -> Evidence:
        """Weigh the half-spaces there are, and the places that surely lack one.

        ``glued`` need not be whole: a place that a writer may have wanted so counts for a part of one.
        """
        weights = {
            name: log(prior) + _log_likelihood((kept, glued, blank), shares)
            for name, (prior, shares) in _ACCOUNTS.items()
        }
        highest = max(weights.values())
        odds = {name: exp(value - highest) for name, value in weights.items()}
        total = sum(odds.values())
        return cls((odds["deleted"] + odds["mixed"]) / total, (odds["blanks"] + odds["mixed"]) / total)


def _log_likelihood(counts: tuple[float, float, float], shares: Shares) -> float:
    """Of a Dirichlet-multinomial, without the number of orders, which is the same for all accounts."""
    value = _without_counts(shares) - lgamma(sum(shares) + sum(counts))
    for count, share in zip(counts, shares, strict=True):
        value += lgamma(share + count)
    return value


@cache
def _without_counts(shares: Shares) -> float:
    return lgamma(sum(shares)) - sum(map(lgamma, shares))
