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
    """Everything above the encoder. Shapes are per article, without a batch dimension."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.norm = nn.LayerNorm(WIDTH)
        self.trigger_norm = nn.LayerNorm(HIDDEN)
        self.claim_norm = nn.LayerNorm(HIDDEN)
        self.span_norm = nn.LayerNorm(HIDDEN)
        self.tags = nn.Linear(WIDTH, len(TAGS) * 3)
        self.trigger = nn.Linear(3 * WIDTH, HIDDEN)
        self.kind = nn.Linear(HIDDEN, len(TYPES) + 1)
        self.stance = nn.Linear(HIDDEN, len(STANCE_NAMES))
        self.stance_vector = nn.Embedding(len(STANCE_NAMES), HIDDEN)
        self.kind_vector = nn.Linear(len(TYPES) + 1, HIDDEN, bias=False)
        self.claim = nn.Linear(HIDDEN, HIDDEN)
        self.span = nn.Linear(3 * WIDTH, HIDDEN)
        self.span_score = nn.Linear(len(TAGS), HIDDEN, bias=False)
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

    def judge(self, states: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Trigger spans to vectors (n, HIDDEN), type scores (n, types + 1; last is "no claim") and stance scores."""
        spans = pool(self.norm(states), first, last)
        vectors = nn.functional.gelu(self.trigger_norm(self.trigger(self.dropout(spans))))
        return vectors, self.kind(self.dropout(vectors)), self.stance(self.dropout(vectors))

    def tell(self, vectors: Tensor, types: Tensor, stances: Tensor) -> Tensor:
        """Claims from the vectors and type scores of their triggers and the stances chosen: (claims, HIDDEN)."""
        given = vectors + self.stance_vector(stances) + self.kind_vector(torch.softmax(types, dim=-1))
        claims: Tensor = nn.functional.gelu(self.claim_norm(self.claim(self.dropout(given))))
        return claims

    def attach(
        self, states: Tensor, claims: Tensor, first: Tensor, last: Tensor, scores: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Link scores (claims, spans, roles) and the scores of "none" (claims, single roles).

        ``scores`` (spans, tags) are the tagger's probabilities, ``features`` (claims, spans, 4)
        come from :func:`ravayat.reading.features.link_features`.
        """
        pooled = self.dropout(pool(self.norm(states), first, last))
        spans = nn.functional.gelu(self.span_norm(self.span(pooled) + self.span_score(scores)))
        told = torch.cat([table(features[..., i]) for i, table in enumerate(self.features)], dim=-1)
        mixed = self.claim_factor(claims).unsqueeze(1) * self.span_factor(spans).unsqueeze(0) / HIDDEN**0.5
        joint = nn.functional.gelu(mixed + claims.unsqueeze(1) + spans.unsqueeze(0) + self.feature(told))
        return self.link(self.dropout(joint)), self.null(self.dropout(claims))

    def compare(self, claims: Tensor, features: Tensor) -> Tensor:
        """Scores (claims, claims) that two claims tell of one event, symmetric."""
        vectors = self.pair_claim(self.dropout(claims))
        joint = vectors.unsqueeze(1) * vectors.unsqueeze(0) + self.pair_feature(features)
        scores: Tensor = self.pair(nn.functional.gelu(joint)).squeeze(-1)
        return scores
