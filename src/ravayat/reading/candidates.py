"""Candidate spans from the tagger's probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ravayat.reading.labels import ROLE_TAGS, TAGS
from ravayat.text.words import Words

FloatArray = npt.NDArray[np.float32]

MAX_WORDS = 24
"""Longest candidate; longer noun phrases are lists or sentences."""

ASSURANCE = 2.0
"""How much likelier than outside a word must be inside for its span to run on; training weighs
words inside spans more, so that the tagger says inside too readily."""

_JOINING = frozenset("و از در به با بر تا که را یا".split())


@dataclass(frozen=True, slots=True, order=True)
class WordSpan:
    """Words ``first`` to ``last``, both included."""

    first: int
    last: int

    def agreement(self, other: WordSpan) -> float:
        """Shared words over all words of the two (Jaccard)."""
        shared = min(self.last, other.last) - max(self.first, other.first) + 1
        return max(0, shared) / (max(self.last, other.last) - min(self.first, other.first) + 1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span with the probability, per tag of :data:`TAGS`, that it is one of that kind."""

    span: WordSpan
    scores: tuple[float, ...]


def find_spans(probabilities: FloatArray, threshold: float) -> list[tuple[WordSpan, float]]:
    """Spans of one tag from (words, 3) probabilities of outside, begin and inside.

    Every word whose begin-probability reaches ``threshold`` opens a span, which runs on
    while inside is :data:`ASSURANCE` times as likely as outside and no likelier span opens.
    The score is the begin-probability.
    """
    begin, inside, outside = probabilities[:, 1], probabilities[:, 2], probabilities[:, 0]
    found = []
    for first in np.flatnonzero(begin >= threshold):
        last = int(first)
        while (
            last + 1 < len(probabilities)
            and last + 1 - first < MAX_WORDS
            and inside[last + 1] >= ASSURANCE * outside[last + 1]
            and inside[last + 1] >= begin[last + 1]
        ):
            last += 1
        found.append((WordSpan(int(first), last), float(begin[first])))
    return found


def trim(span: WordSpan, forms: Sequence[str]) -> WordSpan | None:
    """``span`` without marks at its ends and joining words behind; ``None`` where nothing is left."""
    first, last = span.first, span.last
    while first <= last and not _has_letters(forms[first]):
        first += 1
    while last >= first and (forms[last] in _JOINING or not _has_letters(forms[last])):
        last -= 1
    return WordSpan(first, last) if first <= last else None


def _has_letters(form: str) -> bool:
    return any(char.isalnum() for char in form)


def propose(words: Words, probabilities: FloatArray, threshold: float) -> list[tuple[WordSpan, float]]:
    """Spans of one tag, trimmed, with their scores; (words, 3) probabilities.

    At most one span to five words: more is noise, and its links would cost without bound.
    """
    likeliest = sorted(find_spans(probabilities, threshold), key=lambda item: -item[1])[: 2 + len(words) // 5]
    return [(span, score) for found, score in likeliest if (span := trim(found, words.forms))]


def choose_apart(spans: Iterable[tuple[WordSpan, float]]) -> list[tuple[WordSpan, float]]:
    """The likeliest of overlapping spans, in the order of the text."""
    chosen: list[tuple[WordSpan, float]] = []
    for span, score in sorted(spans, key=lambda item: -item[1]):
        if all(span.agreement(other) == 0 for other, _ in chosen):
            chosen.append((span, score))
    return sorted(chosen)


def collect(per_tag: Mapping[str, Iterable[tuple[WordSpan, float]]]) -> list[Candidate]:
    """One candidate a stretch, with its score for each tag, in the order of the text."""
    scores: dict[WordSpan, list[float]] = {}
    for tag, spans in per_tag.items():
        column = TAGS.index(tag)
        for span, score in spans:
            row = scores.setdefault(span, [0.0] * len(TAGS))
            row[column] = max(row[column], score)
    return [Candidate(span, tuple(row)) for span, row in sorted(scores.items())]


def allowed_roles(scores: FloatArray, roles: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which spans can fill which of ``roles``, (spans, roles), by their (spans, tags) scores."""
    fitting = np.array([[tag in ROLE_TAGS[role] for role in roles] for tag in TAGS])
    return np.asarray((scores > 0) @ fitting)
