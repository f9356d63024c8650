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
from math import exp, lgamma, log


class _Account:
    """What may have become of a text: how probable that is beforehand, and weights of the shares that it leaves."""

    def __init__(self, prior: float, kept: float, glued: float, blank: float) -> None:
        shares = self.kept, self.glued, self.blank = kept, glued, blank
        self.total = sum(shares)
        self.without_counts = log(prior) + (lgamma(self.total) - sum(map(lgamma, shares)))


# Even careful writers glue some ("سازمانهای") and part some ("به شدت") that most would give a half-space.
_ACCOUNTS = (
    _Account(0.33, 20.0, 2.0, 0.5),  # sound
    _Account(0.24, 0.05, 20.0, 0.7),  # deleted
    _Account(0.24, 0.05, 0.6, 20.0),  # made blanks
    _Account(0.19, 0.3, 4.0, 4.0),  # mixed
)


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
        weights = [_log_likelihood(account, kept, glued, blank) for account in _ACCOUNTS]
        highest = max(weights)
        sound, deleted, blanks, mixed = (exp(weight - highest) for weight in weights)
        total = sound + deleted + blanks + mixed
        return cls((deleted + mixed) / total, (blanks + mixed) / total)

    def strengthened(self, other: Evidence) -> Evidence:
        """Of each kind of damage the higher probability of both."""
        return Evidence(max(self.deleted, other.deleted), max(self.blanks, other.blanks))


def _log_likelihood(account: _Account, kept: int, glued: float, blank: int) -> float:
    """Of a Dirichlet-multinomial, without the number of orders, which is the same for all accounts."""
    value = account.without_counts - lgamma(account.total + (kept + glued + blank))
    return value + lgamma(account.kept + kept) + lgamma(account.glued + glued) + lgamma(account.blank + blank)
