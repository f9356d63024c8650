"""Puts other names and numbers into annotated articles, so that the reader learns sentences and not words by heart.

Entity substitution is the usual augmentation where little text is annotated (Dai and Adel 2020, "An analysis of
simple data augmentation for named entity recognition", call it mention replacement).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ravayat.corpus.article_file import AnnotatedArticle, occurrences
from ravayat.records import Claim, Quote, Span
from ravayat.training.examples import moved

_SHARE = 0.3
"""Of an article's names, how many are replaced."""
_LONGEST = 3
"""Words that a name may have; longer ones are descriptions and fit only where they stand."""
_DIGITS = "۰۱۲۳۴۵۶۷۸۹"


@dataclass(frozen=True, slots=True)
class Names:
    """Words that may stand for each other, by slot: short quotes of places and of sources of the corpus.

    Parties are left alone: most are descriptions, which fit only where they stand.
    """

    places: tuple[str, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, articles: Iterable[AnnotatedArticle]) -> Names:
        """Those of ``articles``, each once."""
        claims = [claim for annotated in articles for claim in annotated.claims]
        return cls(*(tuple(sorted({q.text for c in claims for q in slot(c) if _short(q)})) for slot in _SLOTS))


_SLOTS: tuple[Callable[[Claim], tuple[Quote, ...]], ...] = (lambda claim: claim.places, lambda claim: claim.chain)


def substituted(annotated: AnnotatedArticle, names: Names, draw: random.Random) -> AnnotatedArticle:
    """A copy in which some names are others throughout, and some numbers in digits other numbers.

    Names that overlap others, or that stand inside longer words, stay: a quote must remain one stretch.
    """
    text = annotated.article.text
    edits: dict[Span, str] = {}
    quotes = {quote.span for claim in annotated.claims for quote in claim.quotes()}
    pools = (names.places, names.sources)
    for name, pool in _names(annotated.claims, pools):
        if pool and draw.random() < _SHARE:
            new = draw.choice(pool)
            spans = occurrences(text, name)
            if all(_alone(span, quotes, text) for span in spans):
                edits |= dict.fromkeys(spans, new)
    return moved(annotated, *_edited(text, edits, draw)) if edits else annotated


def _names(claims: Sequence[Claim], pools: tuple[tuple[str, ...], ...]) -> list[tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        for slot, pool in zip(_SLOTS, pools, strict=True):
            found |= {quote.text: pool for quote in slot(claim) if _short(quote) and quote.text not in found}
    return sorted(found.items())


def _short(quote: Quote) -> bool:
    return len(quote.text.split()) <= _LONGEST and not any(char.isdigit() for char in quote.text)


def _alone(span: Span, quotes: set[Span], text: str) -> bool:
    """Whether no other quote shares characters with ``span``, and it is a whole word."""
    if (span.start and text[span.start - 1].isalpha()) or (span.end < len(text) and text[span.end].isalpha()):
        return False
    return not any(span.overlaps(quote) and span != quote for quote in quotes)


def _edited(text: str, edits: dict[Span, str], draw: random.Random) -> tuple[str, list[int]]:
    """The text with ``edits`` made, and for each old offset (and the end) the new one."""
    cells = list(text)
    for index, cell in enumerate(cells):
        # The first digit may rise or fall, never to nought, so that the number stays one of its length.
        if cell in _DIGITS[1:] and (not index or not text[index - 1].isdigit()) and draw.random() < _SHARE:
            cells[index] = draw.choice(_DIGITS[1:])
    for span, new in edits.items():
        cells[span.start] = new
        cells[span.start + 1 : span.end] = [""] * (len(span) - 1)
    offsets, position = [], 0
    for cell in cells:
        offsets.append(position)
        position += len(cell)
    return "".join(cells), [*offsets, position]
