"""What a network says of a text, made up: only what a test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import Candidate, WordSpan
from ravayat.reading.labels import ROLES, SINGLE_ROLES, TAGS, TYPES
from ravayat.reading.scored import Scored
from ravayat.text.words import Words

IMPOSSIBLE = -12.0


def build_scored(
    words: Words,
    triggers: Sequence[WordSpan],
    spans: Mapping[WordSpan, str],
    links: Mapping[tuple[int, int, str], float],
    *,
    others: float = IMPOSSIBLE,
    sure: Sequence[float] | None = None,
) -> Scored:
    """Claims of the first type, asserted, one at each trigger, each with a vector of its own.

    Args:
        words: of the text.
        triggers: of the claims.
        spans: the candidates, each with the one tag that it has.
        links: scores by claim, candidate and role.
        others: the score of all other links.
        sure: probability of each claim; without it all are certain.
    """
    count = len(triggers)
    types = np.full((count, len(TYPES)), -9.0, np.float32)
    types[:, 0] = 0
    scores: npt.NDArray[np.float32] = np.full((count, len(spans), len(ROLES)), others, np.float32)
    for (claim, span, role), score in links.items():
        scores[claim, span, ROLES.index(role)] = score
    return Scored(
        words,
        list(triggers),
        np.array(sure if sure is not None else [1.0] * count, np.float32),
        types,
        types,
        np.zeros(count, np.int64),
        np.ones(count, np.float32),
        np.ones(count, bool),
        np.eye(count, 4, dtype=np.float32),
        [Candidate(span, tuple(0.9 * (tag == own) for tag in TAGS)) for span, own in spans.items()],
        scores,
        np.zeros((count, len(SINGLE_ROLES)), np.float32),
    )
