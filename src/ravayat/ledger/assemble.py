"""Spoken claims and their values become claims of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ravayat.grounding.article_times import resolve_times
from ravayat.grounding.counts import read_count
from ravayat.grounding.interval import Interval
from ravayat.grounding.own_voice import names_outlet
from ravayat.grounding.whole_times import whole_time
from ravayat.reading.decode import Filler, SpokenClaim
from ravayat.reading.labels import CHAIN_ROLES
from ravayat.records import COUNT_SLOTS, LIST_FIELDS, Article, Claim, Count, Quote, Time
from ravayat.text.words import Words


def assemble(article: Article, words: Words, spoken: Sequence[SpokenClaim]) -> tuple[Claim, ...]:
    """The claims of ``article`` with every value quoted from its raw text.

    What names mean is left to :mod:`ravayat.grounding.meanings`.
    A quantity whose words cannot be read as a number is left out; a time that cannot be
    resolved keeps its words.  A time of which the reader marked a part is quoted whole.
    """

    def quote(filler: Filler) -> Quote:
        return Quote.read(article.text, words.span(filler.span.first, filler.span.last), filler.confidence)

    def whole(filler: Filler) -> Quote:
        part = words.span(filler.span.first, filler.span.last)
        return Quote.read(article.text, whole_time(article.text, part, article.published), filler.confidence)

    when = [[whole(filler) for filler in told.roles.get("time", ())] for told in spoken]
    times = _times(article, [quote for quotes in when for quote in quotes])
    claims = []
    for number, (told, told_when) in enumerate(zip(spoken, when, strict=True), 1):
        values: dict[str, Any] = {
            name: tuple(map(quote, told.roles.get(role, ()))) for role, name in LIST_FIELDS.items()
        }
        values |= {slot: _count(slot, map(quote, told.roles.get(slot, ()))) for slot in COUNT_SLOTS}
        for said in told_when:
            values["time"] = times[said]
        chain = [quote(filler) for role in CHAIN_ROLES for filler in told.roles.get(role, ())]
        values["chain"] = tuple(link for link in chain if not names_outlet(link.text, article.outlet))
        # The cue introduces the nearest teller, and goes with it.
        if values["chain"][:1] == tuple(chain[:1]):
            values["cue"] = next(map(quote, told.roles.get("cue", ())), None)
        claims.append(
            Claim(
                number,
                told.event,
                told.type,
                quote(told.trigger),
                told.stance,
                confidence=told.confidence,
                **values,
            )
        )
    return tuple(claims)


def _count(slot: str, quotes: Iterable[Quote]) -> Count | None:
    for quote in quotes:
        if (bounds := read_count(quote.text, slot)) is not None:
            return Count(bounds.minimum, bounds.maximum, quote, bounds.unit, bounds.whom)
    return None


def _times(article: Article, quotes: Sequence[Quote]) -> dict[Quote, Time]:
    """All times of an article together, since one may count from another."""
    intervals = resolve_times(article.text, [quote.span for quote in quotes], article.published)
    return {
        quote: _time(quote, found) if found else Time(None, None, quote, method="no time that can be read")
        for quote, found in zip(quotes, intervals, strict=True)
    }


def _time(quote: Quote, found: Interval) -> Time:
    return Time(
        found.first,
        found.last,
        quote,
        found.precision,
        found.calendar,
        found.anchor,
        found.method,
        found.part,
        found.clock,
        found.zone,
    )
