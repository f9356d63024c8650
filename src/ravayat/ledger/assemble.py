"""Spoken claims and their values become claims of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ravayat.grounding.counts import read_count
from ravayat.grounding.times import resolve_time
from ravayat.reading.decode import Filler, SpokenClaim
from ravayat.reading.labels import CHAIN_ROLES
from ravayat.records import COUNT_SLOTS, Article, Claim, Count, Quote, Time
from ravayat.text.words import Words

_LISTS = {"actor": "actors", "target": "targets", "place": "places"}


def assemble(article: Article, words: Words, spoken: Sequence[SpokenClaim]) -> tuple[Claim, ...]:
    """The claims of ``article`` with every value quoted from its raw text.

    A quantity whose words cannot be read as a number is left out; a time that cannot be
    resolved keeps its words.
    """

    def quote(filler: Filler) -> Quote:
        return Quote.read(article.text, words.span(filler.span.first, filler.span.last), filler.confidence)

    claims = []
    for number, told in enumerate(spoken, 1):
        values: dict[str, Any] = {name: tuple(map(quote, told.roles.get(role, ()))) for role, name in _LISTS.items()}
        values |= {slot: _count(map(quote, told.roles.get(slot, ()))) for slot in COUNT_SLOTS}
        for filler in told.roles.get("time", ()):
            values["time"] = _time(quote(filler), article)
        for filler in told.roles.get("cue", ()):
            values["cue"] = quote(filler)
        chain = tuple(quote(filler) for role in CHAIN_ROLES for filler in told.roles.get(role, ()))
        claims.append(
            Claim(
                number,
                told.event,
                told.type,
                quote(told.trigger),
                told.stance,
                chain=chain,
                confidence=told.trigger.confidence,
                **values,
            )
        )
    return tuple(claims)


def _count(quotes: Iterable[Quote]) -> Count | None:
    for quote in quotes:
        if (bounds := read_count(quote.text)) is not None:
            return Count(bounds.minimum, bounds.maximum, quote)
    return None


def _time(quote: Quote, article: Article) -> Time:
    interval = resolve_time(quote.text, article.published)
    return Time(interval.first if interval else None, interval.last if interval else None, quote)
