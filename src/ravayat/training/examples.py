"""Annotated articles to what the network learns from: words, tags, claims, links."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ravayat.corpus.article_file import AnnotatedArticle, occurrences
from ravayat.reading.candidates import WordSpan
from ravayat.reading.labels import CHAIN_ROLES, STANCE_NAMES, TAGS, TYPES
from ravayat.reading.windows import Windows, cut_windows
from ravayat.records import COUNT_SLOTS, Claim, Count, Quote, Span, Time
from ravayat.text.words import Words, split_words
from ravayat.training.damage import damage_with_offsets

if TYPE_CHECKING:
    # For its type alone: examples are made where torch is not.
    from ravayat.training.distill import Taught

IntArray = npt.NDArray[np.int64]

IGNORED = -100
"""Label of a word that is not learned from."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim to be learned: trigger, stance, and for each role the spans that fill it."""

    trigger: int
    stance: int
    event: int
    roles: dict[str, tuple[WordSpan, ...]]


@dataclass(frozen=True, slots=True)
class Example:
    """One article ready for the network.

    Attributes:
        tags: (words, tags) labels 0 outside, 1 begin, 2 inside, or :data:`IGNORED`.
        triggers, types: the distinct trigger spans and the type of each.
        stances: (triggers, stances), 1 where a claim of that stance hangs on the trigger.
        claims: one for each trigger and stance.
        lesson: what teachers say of the article, if they were asked.
        annotated: whether somebody has annotated it; if not, only the lesson is learned.
    """

    doc: str
    words: Words
    windows: Windows
    tags: IntArray
    triggers: tuple[WordSpan, ...]
    types: tuple[int, ...]
    stances: npt.NDArray[np.float32]
    claims: tuple[Told, ...]
    lesson: Taught | None = None
    annotated: bool = True


def damaged(annotated: AnnotatedArticle, draw: random.Random) -> AnnotatedArticle:
    """A copy whose text has the press's damage and whose quotes still point at their words."""
    return moved(annotated, *damage_with_offsets(annotated.article.text, draw))


def moved(annotated: AnnotatedArticle, text: str, offsets: Sequence[int]) -> AnnotatedArticle:
    """A copy over an edited text; ``offsets`` tell for each old offset the new one."""

    def move(value: Any) -> Any:
        if isinstance(value, Quote):
            start, end = offsets[value.span.start], offsets[value.span.end]
            return Quote.read(text, Span(start, max(end, start + 1)), value.confidence)
        if isinstance(value, Count | Time):
            return replace(value, quote=move(value.quote))
        if isinstance(value, tuple):
            return tuple(map(move, value))
        return value

    claims = tuple(
        replace(claim, **{name: move(getattr(claim, name)) for name in Claim.__dataclass_fields__})
        for claim in annotated.claims
    )
    return replace(annotated, article=replace(annotated.article, text=text), claims=claims)


def locate(words: Words, span: Span) -> WordSpan:
    """The words that a stretch of characters touches."""
    return WordSpan(*words.touched(span))


def make_example(annotated: AnnotatedArticle, tokenizer: Tokenizer) -> Example:
    """Words, windows and labels of one article."""
    text = annotated.article.text
    words = split_words(text)
    tags = np.zeros((len(words), len(TAGS)), np.int64)
    triggers: dict[WordSpan, int] = {}
    types: list[int] = []
    told: dict[tuple[int, int], Told] = {}
    marked: dict[str, dict[str, list[Span]]] = {tag: {} for tag in TAGS}
    for claim in annotated.claims:
        span = locate(words, claim.trigger.span)
        if span not in triggers:
            triggers[span] = len(triggers)
            types.append(TYPES.index(claim.type))
        roles = {}
        for role, tag, quotes in _slots(claim):
            roles[role] = tuple(locate(words, quote.span) for quote in quotes)
            for quote in quotes:
                marked[tag].setdefault(quote.text, []).append(quote.span)
        marked["trigger"].setdefault(claim.trigger.text, []).append(claim.trigger.span)
        key = (triggers[span], STANCE_NAMES.index(claim.stance))
        # A second claim with the same trigger and stance differs only in its chain; the network tells one.
        told.setdefault(key, Told(*key, claim.event, roles))
    for tag, places in marked.items():
        column = TAGS.index(tag)
        for quoted, spans in places.items():
            if tag in ("participant", "source", "place"):
                # The same name elsewhere is as good a mention as the nearest, which alone is annotated.
                for other in occurrences(text, quoted):
                    where = locate(words, other)
                    tags[where.first : where.last + 1, column] = np.where(
                        tags[where.first : where.last + 1, column] == 0,
                        IGNORED,
                        tags[where.first : where.last + 1, column],
                    )
            for span_ in spans:
                where = locate(words, span_)
                tags[where.first, column] = 1
                tags[where.first + 1 : where.last + 1, column] = 2
    stances = np.zeros((len(triggers), len(STANCE_NAMES)), np.float32)
    for trigger, stance in told:
        stances[trigger, stance] = 1
    return Example(
        annotated.article.doc,
        words,
        cut_windows(words.forms, tokenizer),
        tags,
        tuple(triggers),
        tuple(types),
        stances,
        tuple(told.values()),
    )


def _slots(claim: Claim) -> list[tuple[str, str, Sequence[Quote]]]:
    slots: list[tuple[str, str, Sequence[Quote]]] = [
        ("actor", "participant", claim.actors),
        ("target", "participant", claim.targets),
        ("place", "place", claim.places),
        ("time", "time", [claim.time.quote] if claim.time else []),
        ("cue", "cue", [claim.cue] if claim.cue else []),
    ]
    for slot in COUNT_SLOTS:
        count: Count | None = getattr(claim, slot)
        slots.append((slot, "quantity", [count.quote] if count else []))
    links = [(role, "source", claim.chain[at : at + 1]) for at, role in enumerate(CHAIN_ROLES)]
    return [*slots, *links]
