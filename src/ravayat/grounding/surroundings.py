"""What the text around a quote tells of whose body it is: "the army of this country", "our army", "Army: ..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from ravayat.grounding.registry import STATE_KINDS, Context, Registry, default_registry, read_context, resolve_source
from ravayat.grounding.registry.folding import tokens
from ravayat.grounding.registry.pieces import split
from ravayat.records import Article, Quote, ResolvedSource
from ravayat.text.letters import fold

_DARI, _OF_DARI, _OF_PERSIAN = "prs", "AF", "IR"
_NEIGHBOURS = frozenset({"AF", "TJ"})
"""Other countries whose outlets write Persian for readers at home."""
_BEFORE = 300
"""Characters before "this country" in which the country it points to is looked for."""
_HERE = re.compile(r"(?<!\w)(?:این|آن|همین)\s+(?:کشور|رژیم|ارتش)|(?<!\w)کشور(?:ش|شان| خود)\b")
_HERE_NEXT = re.compile(r"[\s\u200c]+(?:این|آن|همین)\s+کشور")
_OURS = frozenset({"ما", "مان", "کشورمان", "خودمان", "کشورم", "خودی"})
_OURS_NEXT = re.compile(r"[\s\u200c]+(?:ما|مان|خودمان)(?!\w)")
_NEXT = 32
"""Characters behind a quote that are looked at, in one form of letters."""
_OPENS = re.compile(r"[^\w\n]*\Z")
_COLON = re.compile(r"\s*[:：]")
_SPEAKS = STATE_KINDS | {"leader", "spokesmans_office", "public_body"}


def context_of(article: Article, registry: Registry | None = None) -> Context:
    """The countries and the year of an article, and the country of its readers."""
    year = article.published.year if article.published else None
    return read_context(article.text, year, registry, _readers(article.outlet, article.language))


def with_places(context: Context, countries: Iterable[str]) -> Context:
    """A context with the country that most of the article's places are in, and all of theirs if its words tell none."""
    counted = Counter(countries).most_common()
    if not counted:
        return context
    told = context.countries or tuple((code, float(count)) for code, count in counted)
    return replace(context, countries=told, local=counted[0][0])


@lru_cache(maxsize=1024)
def _readers(outlet: str | None, language: str | None) -> str:
    """The country that an outlet writes for: by its own, where that is a neighbour of Iran, else by its language."""
    own = resolve_source(outlet).who.country if outlet else None
    if own in _NEIGHBOURS:
        return own or _OF_PERSIAN
    return _OF_DARI if language == _DARI else _OF_PERSIAN


def near_teller(text: str, quote: Quote, context: Context, registry: Registry | None) -> str | None:
    """The country of a teller without one, by where it stands.

    "This country" is the last that was named. A body that opens its line and has a colon behind it is the
    readers' own: of others a paper says whose they are.
    """
    if _points_back(text, quote):
        return _last_country(text, quote, registry)
    span = quote.span
    return context.readers if _COLON.match(text, span.end) and opens_line(text, span.start) else None


def near_actor(
    text: str, quote: Quote, chain: Sequence[ResolvedSource], context: Context, registry: Registry | None, *, acts: bool
) -> str | None:
    """The country of an actor (or, without ``acts``, a target) without one, by where it stands and who tells of it.

    "Our army" is the teller's, and so is an army without a country that a state's own body tells of.
    """
    if _points_back(text, quote):
        return _last_country(text, quote, registry)
    speaker = _speaks_for(chain[-1]) if chain else None
    if not _OURS.isdisjoint(tokens(quote.text)) or _OURS_NEXT.match(_behind(text, quote)):
        return speaker or context.readers
    return speaker if acts else None


def opens_line(text: str, start: int) -> bool:
    """Whether nothing but marks stands before a place in its line."""
    return _OPENS.match(text, text.rfind("\n", 0, start) + 1, start) is not None


def _points_back(text: str, quote: Quote) -> bool:
    return bool(_HERE.search(fold(quote.text)) or _HERE_NEXT.match(_behind(text, quote)))


def _behind(text: str, quote: Quote) -> str:
    return fold(text[quote.span.end : quote.span.end + _NEXT])


def _speaks_for(teller: ResolvedSource) -> str | None:
    who = teller.who
    return who.country if who.kind in _SPEAKS or who.of else None


def _last_country(text: str, quote: Quote, registry: Registry | None) -> str | None:
    """The last country named before a quote: by its name, its capital, or a body or leader of its state."""
    before = text[max(0, quote.span.start - _BEFORE) : quote.span.start]
    for piece in reversed(split(before, registry or default_registry())):
        told = {sense.country for sense in piece.senses if sense.what == "country" and sense.via != "place"}
        told |= {
            sense.entry.country
            for sense in piece.senses
            if sense.what == "actor" and sense.entry and sense.entry.kind in _SPEAKS and sense.entry.country != "INT"
        }
        if len(told) == 1:
            return told.pop()
    return None
