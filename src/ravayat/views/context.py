"""What is shown of a text: its quotes and their sentences, with the half-spaces that the press lost."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from ravayat.records import Span
from ravayat.text.restoring import restore
from ravayat.text.words import LINE_BREAK, split_words

_AROUND = 220
"""Most characters shown on either side of the quote."""


@dataclass(frozen=True, slots=True)
class Context:
    """A quote with what stands before and after it in its sentence, safe to print."""

    before: str
    quote: str
    after: str


class Sentences:
    """The sentences of one text. Offsets are those of the raw text, what comes out is restored for reading."""

    def __init__(self, text: str) -> None:
        self._restored = restore(text)
        self._words = split_words(text)

    def quote(self, span: Span) -> str:
        """The words at ``span``, safe to print."""
        return printable(self._shown(span.start, span.end))

    def _shown(self, start: int, end: int) -> str:
        stretch = self._restored.restored_span(Span(start, end)) if start < end else None
        return stretch.of(self._restored.text) if stretch else ""

    def around(self, span: Span) -> Context:
        """The sentence that ``span`` begins in, up to the end of the one it ends in."""
        start, end = self._bounds(span)
        before, after = self._shown(start, span.start), self._shown(span.end, end)
        if len(before) > _AROUND:
            before = "… " + before[-_AROUND:].partition(" ")[2]
        if len(after) > _AROUND:
            after = after[:_AROUND].rpartition(" ")[0] + " …"
        return Context(printable(before).lstrip(), self.quote(span), printable(after).rstrip())

    def _bounds(self, span: Span) -> tuple[int, int]:
        words = self._words
        if not words.forms:
            return span.start, span.end
        _, last = words.touched(span)
        sentence = words.sentences[last]
        while last + 1 < len(words) and words.sentences[last + 1] == sentence and words.forms[last + 1] != LINE_BREAK:
            last += 1
        return min(words.sentence_of(span).start, span.start), max(words.ends[last], span.end)


def printable(text: str) -> str:
    """``text`` on one line, without characters that steer a terminal or turn the direction of what follows."""
    return "".join(map(_printable, text))


def _printable(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    # Joiners shape Persian words; every other invisible sign is for layouts that are not ours.
    return "" if category == "Cf" and char not in "\u200c\u200d" else char
