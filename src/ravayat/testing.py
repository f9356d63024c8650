"""Stand-ins for tests of programs that use Ravayat: no weights, no waiting."""

from __future__ import annotations

from collections.abc import Sequence

from ravayat.records import Article, Claim, Quote, ReadArticle, Span

KEYWORDS = {"حمله هوایی": "air_strike", "انفجار": "explosion", "درگیری": "armed_clash", "آتش‌بس": "agreement"}
"""Words that :class:`KeywordReader` takes for triggers, with the type of event they name."""

REPORTING = "به گزارش "


class KeywordReader:
    """Finds the first of every keyword; whoever stands after "به گزارش" at the beginning tells it all.

    It serves wherever a :class:`ravayat.Reader` is wanted. :attr:`batches` holds the sizes
    of the batches it was given.
    """

    digest = "keywords"

    def __init__(self, confidence: float = 0.9) -> None:
        self._confidence = confidence
        self.batches: list[int] = []

    def read(self, articles: Sequence[Article], /) -> list[ReadArticle]:
        """The articles with what their keywords say."""
        self.batches.append(len(articles))
        return [ReadArticle(article, self._claims(article.text)) for article in articles]

    def _claims(self, text: str) -> tuple[Claim, ...]:
        found = sorted((text.find(word), word) for word in KEYWORDS if word in text)
        chain = self._chain(text)
        return tuple(
            Claim(
                id=number,
                event=number,
                type=KEYWORDS[word],
                trigger=Quote.read(text, Span(start, start + len(word)), self._confidence),
                stance="asserted",
                chain=chain,
                confidence=self._confidence,
            )
            for number, (start, word) in enumerate(found, 1)
        )

    def _chain(self, text: str) -> tuple[Quote, ...]:
        if not text.startswith(REPORTING):
            return ()
        start = len(REPORTING)
        name = text[start:].split(maxsplit=1)[0].rstrip("،,") if text[start:].strip() else ""
        return (Quote.read(text, Span(start, start + len(name)), self._confidence),) if name else ()
