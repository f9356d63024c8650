"""Puts other names and numbers into annotated articles, so that the reader learns sentences and not words by heart.

Entity substitution is the usual augmentation where little text is annotated (Dai and Adel 2020, "An analysis of
simple data augmentation for named entity recognition", call it mention replacement).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from ravayat.corpus.article_file import AnnotatedArticle, occurrences
from ravayat.records import Quote, Span
from ravayat.training.examples import moved

_SHARE = 0.3
"""Of an article's names, how many are replaced."""
_LONGEST = 3
"""Words that a name may have; longer ones are descriptions and fit only where they stand."""
_DIGITS = "۰۱۲۳۴۵۶۷۸۹"


def place_names(articles: Iterable[AnnotatedArticle]) -> tuple[str, ...]:
    """Short names of places that claims of ``articles`` have, each once.

    Parties and tellers are left alone: most are descriptions, which fit only where they stand; replaced tellers made
    chains worse (``docs/quality.md``).
    """
    quotes = (quote for annotated in articles for claim in annotated.claims for quote in claim.places)
    return tuple(sorted({quote.text for quote in quotes if _short(quote)}))


def substituted(annotated: AnnotatedArticle, names: Sequence[str], draw: random.Random) -> AnnotatedArticle:
    """A copy in which some places have other ``names`` throughout, and some numbers in digits are other numbers.

    Names that overlap others, or that stand inside longer words, stay: a quote must remain one stretch.
    """
    text = annotated.article.text
    edits: dict[Span, str] = {}
    quotes = {quote.span for claim in annotated.claims for quote in claim.quotes()}
    for name in place_names([annotated]):
        if names and draw.random() < _SHARE:
            new = draw.choice(names)
            spans = occurrences(text, name)
            if all(_alone(span, quotes, text) for span in spans):
                edits |= dict.fromkeys(spans, new)
    return moved(annotated, *_edited(text, edits, draw)) if edits else annotated


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
