"""Spoken claims and their values become claims of the ledger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from ravayat.grounding.appositions import one_teller
from ravayat.grounding.article_times import OPEN, resolve_times
from ravayat.grounding.carriers import with_carrier
from ravayat.grounding.counted_nouns import with_counted_noun
from ravayat.grounding.counts import read_count
from ravayat.grounding.interval import Interval
from ravayat.grounding.own_voice import names_outlet
from ravayat.grounding.paired_marks import with_pairs
from ravayat.grounding.registry import Registry
from ravayat.grounding.times import find_times
from ravayat.grounding.whole_counts import WholeCounts
from ravayat.grounding.whole_names import whole_name, with_office
from ravayat.grounding.whole_times import whole_time
from ravayat.reading.candidates import WordSpan
from ravayat.reading.decode import SpokenClaim
from ravayat.reading.labels import CHAIN_ROLES
from ravayat.reading.roles import Filler
from ravayat.records import COUNT_SLOTS, LIST_FIELDS, Article, Claim, Count, Quote, Span, Time
from ravayat.text.words import Words

_PARTIES = ("actor", "target")
"""Roles that no number alone can have."""
_NAMED = (*_PARTIES, *CHAIN_ROLES)
"""Roles of those who have names."""
_BESIDE = ("killed", "wounded")
_HOURS = re.compile(r"\d[:.]\d|ساع|دق[یيىا]|د[یيى]ق|لحظ|ثان[یيى]ه")
"""What a sentence with an hour holds; few have it, so that times are looked for in few."""
_AROUND = 0.5
"""How often a count around a claim is the claim's: about every second time (docs/grounding.md)."""


def assemble(
    article: Article, words: Words, spoken: Sequence[SpokenClaim], registry: Registry | None = None
) -> tuple[Claim, ...]:
    """The claims of ``article`` with every value quoted from its raw text.

    What names mean is left to :mod:`ravayat.grounding.meanings`; the registry (the package's where none is given)
    only tells the outlet's own name, which is no link of a chain.
    A quantity whose words cannot be read as a number is left out; a time that cannot be
    resolved keeps its words.  A time or a name of which the reader marked a part is quoted whole.
    """
    places = {
        words.span(filler.span.first, filler.span.last) for told in spoken for filler in told.roles.get("place", ())
    }

    @cache
    def span_of(marked: WordSpan, role: str) -> Span:
        span = words.span(marked.first, marked.last)
        if role in _PARTIES:
            span = with_counted_noun(article.text, span)
        if role in _NAMED:
            span = whole_name(article.text, span, registry, places, target=role == "target")
        if role in CHAIN_ROLES:
            span = with_office(article.text, span, registry)
        return with_pairs(article.text, span)

    def quote(filler: Filler, role: str = "") -> Quote:
        return Quote.read(article.text, span_of(filler.span, role), filler.confidence)

    times = _times(article, [quote(filler) for told in spoken for filler in told.roles.get("time", ())])
    counts = WholeCounts(article.text, words)
    claims = []
    for number, told in enumerate(spoken, 1):
        values: dict[str, Any] = {
            name: _apart([quote(filler, role) for filler in told.roles.get(role, ())])
            for role, name in LIST_FIELDS.items()
        }
        people = [target.span for target in values["targets"]]
        values |= {
            slot: _count(article.text, counts, slot, map(quote, told.roles.get(slot, ())), people)
            for slot in COUNT_SLOTS
        }
        for filler in told.roles.get("time", ()):
            values["time"] = times[quote(filler)]
        chain = [quote(filler, role) for role in CHAIN_ROLES for filler in told.roles.get(role, ())]
        values["chain"] = tuple(link for link in chain if not names_outlet(link.text, article.outlet, registry))
        # The cue introduces the nearest teller, and goes with it.
        if values["chain"][:1] == tuple(chain[:1]):
            values["cue"] = next(map(quote, told.roles.get("cue", ())), None)
        values["chain"] = one_teller(article.text, values["chain"], registry)
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
    claims = _with_carriers(article, words, claims, registry)
    sentences = [words.sentence_of(claim.trigger.span) for claim in claims]
    return _with_hours_around(article, sentences, _with_counts_around(article.text, sentences, counts, claims))


def _with_carriers(article: Article, words: Words, claims: Sequence[Claim], registry: Registry | None) -> list[Claim]:
    """The claims with who carries their teller's words, where the text puts the two side by side."""
    links = {link.span for claim in claims for link in claim.chain}
    carried = []
    for claim in claims:
        chain = with_carrier(article.text, words, claim.trigger.span, claim.chain, links, article.outlet, registry)
        cue = claim.cue if chain[:1] == claim.chain[:1] else None
        carried.append(replace(claim, chain=chain, cue=cue))
    return carried


def _apart(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes without those that are a part of another: "جدایی" and "طلبان" are both "جدایی طلبان"."""
    return tuple(
        own
        for at, own in enumerate(quotes)
        if not any(
            _holds(other.span, own.span) and (other.span != own.span or n < at) for n, other in enumerate(quotes)
        )
    )


def _holds(span: Span, part: Span) -> bool:
    return span.start <= part.start and part.end <= span.end


def _count(text: str, counts: WholeCounts, slot: str, quotes: Iterable[Quote], people: Sequence[Span]) -> Count | None:
    for quote in quotes:
        span = counts.whole(quote.span, slot, people)
        bounds = read_count(span.of(text), slot) if span else None
        if span and bounds:
            whole = Quote.read(text, span, quote.confidence)
            return Count(bounds.minimum, bounds.maximum, whole, bounds.unit, bounds.whom)
    return None


def _with_counts_around(
    text: str, sentences: Sequence[Span], counts: WholeCounts, claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """The claims with counts that the reader has not linked, half as sure as the claim.

    The only claim of a sentence has what the sentence counts of killed or wounded; a claim whose trigger tells of
    its only target that it was taken, killed or wounded has as many.
    """
    claims_of = Counter(sentences)
    taken = {slot: [count.quote.span for claim in claims if (count := getattr(claim, slot))] for slot in _BESIDE}
    filled = []
    for claim, sentence in zip(claims, sentences, strict=True):
        around: dict[str, Span | None] = {}
        for slot in _BESIDE if claims_of[sentence] == 1 else ():
            if getattr(claim, slot) is None:
                around[slot] = counts.beside(sentence, slot, taken[slot])
        for slot in ("captured", "killed", "wounded"):
            if getattr(claim, slot) is None and len(claim.targets) == 1 and not around.get(slot):
                around[slot] = counts.undergone(claim.trigger.span, claim.targets[0].span, slot)
        people = [target.span for target in claim.targets]
        values: dict[str, Any] = {
            slot: _count(text, counts, slot, [Quote.read(text, span, claim.confidence * _AROUND)], people)
            for slot, span in around.items()
            if span
        }
        filled.append(replace(claim, **values) if values else claim)
    return tuple(filled)


def _with_hours_around(article: Article, sentences: Sequence[Span], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with an hour that the reader has not linked, half as sure as the claim.

    The only claim of a sentence has the sentence's only time where that tells an hour or how many minutes ago. Whole
    days are not taken: most are when it was said ("روز سه‌شنبه گزارش داد که"); nor are hours after or before something
    else that happened, or up to which it went on.
    """
    claims_of = Counter(sentences)
    alone = [claim.time is None and claims_of[at] == 1 for claim, at in zip(claims, sentences, strict=True)]
    quotes = [
        Quote.read(article.text, span, claim.confidence * _AROUND)
        if lone and (span := _only_time(article, at))
        else None
        for claim, at, lone in zip(claims, sentences, alone, strict=True)
    ]
    times = _times(article, [quote for quote in quotes if quote])
    return tuple(
        replace(claim, time=times[quote]) if quote and _tells_an_hour(times[quote]) else claim
        for claim, quote in zip(claims, quotes, strict=True)
    )


def _only_time(article: Article, sentence: Span) -> Span | None:
    text = sentence.of(article.text)
    found = find_times(text) if _HOURS.search(text) else []
    return Span(sentence.start + found[0].start, sentence.start + found[0].end) if len(found) == 1 else None


def _tells_an_hour(time: Time) -> bool:
    by_itself = time.anchor != "event" and not time.method.startswith(OPEN)
    return time.precision == "hour" and by_itself and time.first is not None and time.first == time.last


def _times(article: Article, parts: Sequence[Quote]) -> dict[Quote, Time]:
    """All times of an article together, since one may count from another; each by what the reader marked of it."""
    text, published = article.text, article.published
    spans = {span: whole_time(text, span, published) for span in {part.span for part in parts}}
    intervals = dict(zip(spans, resolve_times(text, list(spans.values()), published), strict=True))
    times = {}
    for part in parts:
        quote, found = Quote.read(text, spans[part.span], part.confidence), intervals[part.span]
        times[part] = _time(quote, found) if found else Time(None, None, quote, method="no time that can be read")
    return times


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
