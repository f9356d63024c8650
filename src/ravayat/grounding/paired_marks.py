"""A quote that has one mark of a pair has the other too, where that stands right beside it: ``سایت «وطن»``."""

from __future__ import annotations

from typing import Final

from ravayat.records import Span

_CLOSING: Final = {"«": "»", "(": ")", "[": "]", "“": "”", "‹": "›"}
_OPENING: Final = {closing: opening for opening, closing in _CLOSING.items()}


def with_pairs(text: str, span: Span) -> Span:
    """The span with marks right before and behind it that close, or open, a pair of which it has the other mark."""
    start, end = span.start, span.end
    unclosed, unopened = _alone(span.of(text))
    while unopened and start and text[start - 1] == _OPENING[unopened[0]]:
        start -= 1
        unopened.pop(0)
    while unclosed and text[end : end + 1] == _CLOSING[unclosed[-1]]:
        end += 1
        unclosed.pop()
    return Span(start, end)


def _alone(words: str) -> tuple[list[str], list[str]]:
    """Opening marks that nothing closes, and closing marks that nothing opens, in the order in which they stand."""
    unclosed: list[str] = []
    unopened: list[str] = []
    for mark in words:
        if mark in _CLOSING:
            unclosed.append(mark)
        elif mark in _OPENING:
            if unclosed and unclosed[-1] == _OPENING[mark]:
                unclosed.pop()
            else:
                unopened.append(mark)
    return unclosed, unopened
