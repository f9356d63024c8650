"""Stand-ins for tests of programs that use Ravayat: no weights, no waiting."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from ravayat.grounding.meanings import add_meanings
from ravayat.records import Article, Claim, Count, Quote, ReadArticle, Span, Time

KEYWORDS = {"حمله هوایی": "air_strike", "انفجار": "explosion", "درگیری": "armed_clash", "آتش‌بس": "agreement"}
"""Words that :class:`KeywordReader` takes for triggers, with the type of event they name."""

REPORTING = "به گزارش "

TIMES_OF_DAY = {"added", "at", "derived", "withdrawn"}
"""Columns of a store that tell when something was done."""

_PADDING = (
    "منطقه شهر مردم خیابان بازار دولت سازمان کمیته گفت‌وگو برنامه شورا کارگران مدرسه باران جاده روستا نشست هفته "
    "پیشین قیمت آب برق کشاورزی وزارت بهداشت نماینده جوانان کتاب سفر آزمون دانشگاه ورزش فصل سرما کوه دریا"
).split()
"""Words that made reports go on with, so that no two are copies of each other."""


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


def claim_of(
    article: Article,
    kind: str,
    trigger: str,
    *,
    number: int = 1,
    event: int = 1,
    stance: str = "asserted",
    **words: str,
) -> Claim:
    """A claim whose quotes are the first places of the given words in the text.

    Args:
        article: whose text holds the words.
        kind: type of event.
        trigger: the words that name it.
        number: of the claim.
        event: claims with the same one tell of the same event.
        stance: of the teller.
        words: of ``actor``, ``target``, ``place`` and ``chain``; several are parted by "|".

    Raises:
        ValueError: words are not in the text.
    """

    def quotes(slot: str) -> tuple[Quote, ...]:
        return tuple(_quote(article.text, one) for one in words.get(slot, "").split("|") if one)

    return Claim(
        id=number,
        event=event,
        type=kind,
        trigger=_quote(article.text, trigger),
        stance=stance,
        actors=quotes("actor"),
        targets=quotes("target"),
        places=quotes("place"),
        chain=quotes("chain"),
        confidence=0.9,
    )


def made_report(
    seed: int,
    *,
    outlet: str | None = "ایسنا",
    day: date | None = date(2016, 9, 1),
    place: str = "حلب",
    killed: int | None = 7,
    source: str = "",
    denier: str = "",
    kind: str = "air_strike",
    stance: str = "asserted",
    url: str | None = None,
) -> ReadArticle:
    """A report of one event, made of ready sentences, with its claims and what they mean.

    Args:
        seed: reports of different seeds differ in their words, those of one seed only in what is told.
        outlet: who publishes it.
        day: of the event and of publication; ``None`` leaves both untold.
        place: where.
        killed: how many; ``None`` leaves it untold.
        source: "به گزارش" whom.
        denier: who denies it, in a second claim of the same event.
        kind: type of event.
        stance: of the first claim.
        url: the report's address.
    """
    trigger = next((words for words, name in KEYWORDS.items() if name == kind), "حادثه")
    told = f" {killed} نفر کشته شدند" if killed is not None else " خسارت‌هایی بر جا ماند"
    denial = f" {denier} این خبر را رد کرد." if denier else ""
    padding = " ".join(random.Random(seed).choices(_PADDING, k=40))
    lead = f"{REPORTING}{source}، " if source else ""
    text = f"{lead}امروز در {trigger} در {place}{told}.{denial} {padding}."
    article = Article(f"made-{seed}", text, outlet, day, url=url)
    claim = claim_of(article, kind, trigger, stance=stance, place=place, chain=source)
    claim = replace(
        claim,
        time=Time(day, day, _quote(text, "امروز"), "day") if day else None,
        killed=Count(killed, killed, _quote(text, str(killed))) if killed is not None else None,
    )
    claims = [claim]
    if denier:
        denied = claim_of(article, kind, trigger, number=2, stance="denied", place=place, chain=denier)
        claims.append(replace(denied, time=claim.time))
    return ReadArticle(article, add_meanings(article, claims))


def _quote(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote.read(text, Span(start, start + len(words)), 0.9)


def store_contents(path: Path) -> dict[str, list[object]]:
    """Every table of a store of SQLite with its rows in their order, without the times of day at which they came."""
    with closing(sqlite3.connect(path)) as base:
        tables = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, list[object]] = {}
        for table in tables:
            columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")') if row[1] not in TIMES_OF_DAY]
            found[table] = base.execute(f'SELECT {", ".join(columns)} FROM "{table}"').fetchall()  # noqa: S608
    return found
