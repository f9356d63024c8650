"""A quote that is a number alone has the noun that it counts, too: ``سه`` of ``سه کودک``."""

from __future__ import annotations

from typing import Final

from ravayat.grounding import kinds
from ravayat.grounding.lexer import lex
from ravayat.records import Span

_NUMBERS: Final = frozenset({kinds.NUMBER, kinds.VAGUE, kinds.SEVERAL, kinds.AND})
_NOUNS: Final = frozenset({kinds.OTHER, kinds.PERSON, kinds.CLASSIFIER, kinds.MEASURE, kinds.GROUP})
_LONGEST: Final = 40
"""Characters in which the noun must end."""
_BLANKS: Final = " \t\u200c\u00a0"


def with_counted_noun(text: str, span: Span) -> Span:
    """The span up to the end of the next word where it holds nothing but a number, and the word may be counted.

    No number does something or has something done to it, whoever marked it. A mark between them ends the quote.
    """
    if not all(lexeme.kind in _NUMBERS for lexeme in lex(span.of(text))):
        return span
    behind = text[span.end : span.end + _LONGEST]
    word = next(iter(lex(behind)), None)
    if word is None or word.kind not in _NOUNS or not word.word[:1].isalpha() or behind[: word.start].strip(_BLANKS):
        return span
    return Span(span.start, span.end + word.end)
