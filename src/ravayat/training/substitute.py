"""Puts other names, numbers and triggers into annotated articles, so that the reader learns sentences and not words.

Substitution is the usual augmentation where little text is annotated (Dai and Adel 2020, "An analysis of
simple data augmentation for named entity recognition", call it mention replacement and synonym replacement).
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError, occurrences
from ravayat.evaluate.agreement import comparable
from ravayat.records import Quote, Span
from ravayat.training.examples import moved

_SHARE = 0.3
"""Of an article's names, how many are replaced."""
_LONGEST = 3
"""Words that a name may have; longer ones are descriptions and fit only where they stand."""
_DIGITS = "۰۱۲۳۴۵۶۷۸۹"

OTHER_WORDS = Path("words") / "triggers.tsv"
"""Where they lie in the corpus."""

OtherWords = Mapping[tuple[str, str], tuple[str, ...]]
"""By trigger and type of event what may stand in the trigger's place and tells the same."""


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


def load_other_words(path: Path) -> OtherWords:
    """What may stand in the place of triggers: a table of trigger, type and alternatives between bars.

    Raises:
        CorpusError: the file cannot be read, or a line has other columns.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
                if len(row) != len(("trigger", "type", "alternatives")):
                    raise CorpusError(f"{path}:{number}: not three columns; write trigger, type and alternatives")
                trigger, kind, alternatives = row
                found[_key(trigger), kind] = tuple(alternatives.split("|"))
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); name the table of other words") from error
    return found


def reworded(annotated: AnnotatedArticle, others: OtherWords, share: float, draw: random.Random) -> AnnotatedArticle:
    """A copy in which other words tell the events, of a ``share`` of the triggers, each the same throughout.

    A trigger stays that is no whole words, shares characters with another quote, or is of two types.
    """
    text = annotated.article.text
    kinds: dict[str, set[str]] = {}
    for claim in annotated.claims:
        kinds.setdefault(claim.trigger.text, set()).add(claim.type)
    told = {claim.trigger.span for claim in annotated.claims}
    quotes = {quote.span for claim in annotated.claims for quote in claim.quotes()}
    edits: dict[Span, str] = {}
    for trigger, types in sorted(kinds.items()):
        alternatives = others.get((_key(trigger), min(types)), ()) if len(types) == 1 else ()
        if not alternatives or draw.random() >= share:
            continue
        new = draw.choice(alternatives)
        spans = {span: _alone(span, quotes, text) for span in occurrences(text, trigger)}
        if all(alone for span, alone in spans.items() if span in told):
            edits |= {span: new for span, alone in spans.items() if alone}
    return moved(annotated, *_moving(text, edits)) if edits else annotated


def _key(trigger: str) -> str:
    """A trigger whatever its letters, blanks and half-spaces."""
    return comparable(trigger).replace(" ", "")


def _short(quote: Quote) -> bool:
    return len(quote.text.split()) <= _LONGEST and not any(char.isdigit() for char in quote.text)


def _alone(span: Span, quotes: set[Span], text: str) -> bool:
    """Whether no other quote shares characters with ``span``, and it is a whole word."""
    if (span.start and text[span.start - 1].isalpha()) or (span.end < len(text) and text[span.end].isalpha()):
        return False
    return not any(span.overlaps(quote) and span != quote for quote in quotes)


def _edited(text: str, edits: Mapping[Span, str], draw: random.Random) -> tuple[str, list[int]]:
    """The text with ``edits`` and some other numbers, and for each old offset (and the end) the new one."""
    cells = list(text)
    for index, cell in enumerate(cells):
        # The first digit may rise or fall, never to nought, so that the number stays one of its length.
        if cell in _DIGITS[1:] and (not index or not text[index - 1].isdigit()) and draw.random() < _SHARE:
            cells[index] = draw.choice(_DIGITS[1:])
    return _moving("".join(cells), edits)


def _moving(text: str, edits: Mapping[Span, str]) -> tuple[str, list[int]]:
    """The text with ``edits`` made, and for each old offset (and the end) the new one."""
    cells = list(text)
    for span, new in edits.items():
        cells[span.start] = new
        cells[span.start + 1 : span.end] = [""] * (len(span) - 1)
    offsets, position = [], 0
    for cell in cells:
        offsets.append(position)
        position += len(cell)
    return "".join(cells), [*offsets, position]
