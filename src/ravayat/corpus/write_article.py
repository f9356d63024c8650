"""Writes annotated articles in the corpus's form, such as those that people reviewed in a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tomli_w

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError, occurrences
from ravayat.records import COUNT_SLOTS, LIST_FIELDS, Claim, Quote, Span

_WIDEST = 120
"""Most characters that are put around a trigger to tell it from its other occurrences."""


def to_toml(annotated: AnnotatedArticle) -> str:
    """The text of a corpus file that :func:`ravayat.corpus.article_file.load_article` reads back.

    The form names quotes by their words, so a quote that stands farther from its trigger than another
    occurrence of the same words comes back as that one.

    Raises:
        CorpusError: a trigger cannot be told from its other occurrences.
    """
    article = annotated.article
    fields: dict[str, Any] = {"doc": article.doc}
    if article.outlet:
        fields["outlet"] = article.outlet
    if article.published:
        fields["published"] = article.published
    fields |= {"conflict": annotated.conflict, "genre": annotated.genre, "constructions": list(annotated.constructions)}
    fields["text"] = article.text
    fields["claim"] = [_claim(claim, article.text) for claim in annotated.claims]
    return tomli_w.dumps(fields, multiline_strings=True)


def _claim(claim: Claim, text: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"event": claim.event, "type": claim.type, "trigger": claim.trigger.text}
    if len(occurrences(text, claim.trigger.text)) > 1:
        fields["at"] = _around(claim.trigger.span, text)
    for slot, name in LIST_FIELDS.items():
        quotes: Sequence[Quote] = getattr(claim, name)
        if quotes:
            fields[slot] = [quote.text for quote in quotes]
    if claim.time:
        days = {"from": claim.time.first, "to": claim.time.last}
        fields["time"] = {"text": claim.time.quote.text} | {side: day for side, day in days.items() if day}
    for slot in COUNT_SLOTS:
        if (count := getattr(claim, slot)) is not None:
            bounds = {"min": count.minimum, "max": count.maximum}
            fields[slot] = {"text": count.quote.text} | {k: v for k, v in bounds.items() if v is not None}
    if claim.cue:
        fields["cue"] = claim.cue.text
    fields["stance"] = claim.stance
    return fields


def _around(span: Span, text: str) -> str:
    """The shortest stretch of its line around ``span`` that occurs once in the text and holds its words once."""
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    last = len(text) if last < 0 else last
    for more in range(1, _WIDEST):
        for before in range(more + 1):
            start, end = span.start - before, span.end + more - before
            stretch = text[max(0, start) : end]
            if start < first or end > last or text.count(stretch) > 1:
                continue
            if len(occurrences(text, stretch)) == 1 and len(occurrences(stretch, span.of(text))) == 1:
                return stretch
    raise CorpusError(f"{span.of(text)!r} at {span.start} cannot be told from its other occurrences in its line")
