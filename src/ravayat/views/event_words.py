"""The quotes of an event with the half-spaces that the press lost and, where the text is at hand, their sentences."""

from __future__ import annotations

from collections.abc import Mapping

from ravayat.records import Quote
from ravayat.text.restoring import restore
from ravayat.views.context import Context, Sentences, printable


class EventWords:
    """What the articles of an event say, safe to print.

    Args:
        texts: raw texts by the article's number in the store, as far as they are at hand.
    """

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = texts
        self._sentences: dict[int, Sentences] = {}

    def quote(self, article: int, quote: Quote) -> str:
        """The words of a quote."""
        sentences = self._read(article)
        return sentences.quote(quote.span) if sentences else printable(restore(quote.text).text)

    def around(self, article: int, quote: Quote) -> Context:
        """The quote in its sentence, or alone where the text is not at hand."""
        sentences = self._read(article)
        return sentences.around(quote.span) if sentences else Context("", self.quote(article, quote), "")

    def _read(self, article: int) -> Sentences | None:
        if article in self._texts and article not in self._sentences:
            self._sentences[article] = Sentences(self._texts[article])
        return self._sentences.get(article)
