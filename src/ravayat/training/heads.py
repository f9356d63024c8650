"""What stands on the encoder: tags of words, claims at triggers, links to spans, pairs of claims.

The parts are separate so that each can be exported as a graph of its own; between them
the reader chooses candidates in plain code.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ravayat.reading.events import PAIR_FEATURES
from ravayat.reading.features import LINK_SIZES
from ravayat.reading.labels import ROLES, SINGLE_ROLES, STANCE_NAMES, TAGS, TYPES
from ravayat.training.network import WIDTH

HIDDEN = 256
_FEATURE_WIDTH = 32


def pool(states: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """First word, last word and mean of each span: (words, W), (spans,), (spans,) to (spans, 3 W)."""
    sums = nn.functional.pad(torch.cumsum(states, dim=0), (0, 0, 1, 0))
    length = (last - first + 1).unsqueeze(-1).to(states.dtype)
    mean = (sums[last + 1] - sums[first]) / length
    return torch.cat([states[first], states[last], mean], dim=-1)


class Heads(nn.Module):
    """Everything above the encoder; rows are those of one article, or of several one after the other."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.norm = nn.LayerNorm(WIDTH)
        self.span_norm = nn.LayerNorm(HIDDEN)
        self.trigger_norm = nn.LayerNorm(HIDDEN)
        self.filler_norm = nn.LayerNorm(HIDDEN)
        self.claim_norm = nn.LayerNorm(HIDDEN)
        self.tags = nn.Linear(WIDTH, len(TAGS) * 3)
        self.span = nn.Linear(3 * WIDTH, HIDDEN)
        self.span_score = nn.Linear(len(TAGS), HIDDEN, bias=False)
        self.mixed_norm = nn.LayerNorm(HIDDEN)
        self.trigger = nn.Linear(3 * WIDTH, HIDDEN)
        self.filler = nn.Linear(3 * WIDTH, HIDDEN)
        self.mixed_trigger = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.mixed_filler = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.kind = nn.Linear(HIDDEN, len(TYPES) + 1)
        self.stance = nn.Linear(HIDDEN, len(STANCE_NAMES))
        self.stance_vector = nn.Embedding(len(STANCE_NAMES), HIDDEN)
        self.kind_vector = nn.Linear(len(TYPES) + 1, HIDDEN, bias=False)
        self.claim = nn.Linear(HIDDEN, HIDDEN)
        self.features = nn.ModuleList(nn.Embedding(size, _FEATURE_WIDTH) for size in LINK_SIZES)
        self.feature = nn.Linear(_FEATURE_WIDTH * len(LINK_SIZES), HIDDEN, bias=False)
        self.claim_factor = nn.Linear(HIDDEN, HIDDEN)
        self.span_factor = nn.Linear(HIDDEN, HIDDEN)
        self.link = nn.Linear(HIDDEN, len(ROLES))
        self.null = nn.Linear(HIDDEN, len(SINGLE_ROLES))
        self.pair_claim = nn.Linear(HIDDEN, HIDDEN // 2)
        self.pair_feature = nn.Linear(PAIR_FEATURES, HIDDEN // 2)
        self.pair = nn.Linear(HIDDEN // 2, 1)

    def tag(self, states: Tensor) -> Tensor:
        """(words, WIDTH) to scores (words, tags, 3) of outside, begin, inside."""
        scores: Tensor = self.tags(self.dropout(self.norm(states)))
        return scores.view(-1, len(TAGS), 3)

    def describe(self, states: Tensor, first: Tensor, last: Tensor, scores: Tensor) -> tuple[Tensor, Tensor]:
        """Candidate spans, triggers among them, as triggers and as fillers of roles: two of (spans, HIDDEN).

        ``scores`` (spans, tags) are the tagger's probabilities. Each vector has a straight path from
        the span's words and one through a layer that also knows what the tagger takes the span for.
        """
        pooled = self.dropout(pool(self.norm(states), first, last))
        mixed = self.mixed_norm(nn.functional.gelu(self.span_norm(self.span(pooled) + self.span_score(scores))))
        triggers = nn.functional.gelu(self.trigger_norm(self.trigger(pooled) + self.mixed_trigger(mixed)))
        fillers = nn.functional.gelu(self.filler_norm(self.filler(pooled) + self.mixed_filler(mixed)))
        return triggers, fillers

    def judge(self, triggers: Tensor) -> tuple[Tensor, Tensor]:
        """Triggers to type scores (triggers, types + 1; last is "no claim") and stance scores."""
        return self.kind(self.dropout(triggers)), self.stance(self.dropout(triggers))

    def tell(self, triggers: Tensor, types: Tensor, stances: Tensor) -> Tensor:
        """Claims from their triggers, the triggers' type scores and the stances chosen: (claims, HIDDEN)."""
        given = triggers + self.stance_vector(stances) + self.kind_vector(torch.softmax(types, dim=-1))
        claims: Tensor = nn.functional.gelu(self.claim_norm(self.claim(self.dropout(given))))
        return claims

    def attach(self, claims: Tensor, fillers: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Link scores (claims, fillers, roles) and the scores of "none" (claims, single roles).

        ``features`` (claims, fillers, 4) come from :func:`ravayat.reading.features.link_features`.
        """
        return self._attach(claims, fillers.unsqueeze(0), self.span_factor(fillers).unsqueeze(0), features)

    def attach_each(self, claims: Tensor, fillers: Tensor, asked: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """The same where each claim is asked about fillers of its own: ``asked`` (claims, fillers of each) are rows."""
        return self._attach(claims, fillers[asked], self.span_factor(fillers)[asked], features)

    def _attach(self, claims: Tensor, fillers: Tensor, factors: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        told = torch.cat([table(features[..., i]) for i, table in enumerate(self.features)], dim=-1)
        mixed = self.claim_factor(claims).unsqueeze(1) * factors / HIDDEN**0.5
        joint = nn.functional.gelu(mixed + claims.unsqueeze(1) + fillers + self.feature(told))
        return self.link(self.dropout(joint)), self.null(self.dropout(claims))

    def compare(self, claims: Tensor, features: Tensor) -> Tensor:
        """Scores (claims, claims) that two claims tell of one event, symmetric."""
        vectors = self.pair_claim(self.dropout(claims))
        return self._pair(vectors.unsqueeze(1) * vectors.unsqueeze(0), features)

    def compare_pairs(self, claims: Tensor, one: Tensor, other: Tensor, features: Tensor) -> Tensor:
        """The same for some pairs alone, given as rows ``one`` and ``other`` of the claims: (pairs,)."""
        vectors = self.pair_claim(self.dropout(claims))
        return self._pair(vectors[one] * vectors[other], features)

    def _pair(self, products: Tensor, features: Tensor) -> Tensor:
        scores: Tensor = self.pair(nn.functional.gelu(products + self.pair_feature(features))).squeeze(-1)
        return scores
