"""Who and where the quotes of an article's claims mean, all of an article together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ravayat.grounding.places import (
    Gazetteer,
    PlaceContext,
    load_gazetteer,
    place_mentions,
    resolve_places,
    whole_places,
)
from ravayat.grounding.registry import Registry, load_registry, read_context, resolve_actor, resolve_chain
from ravayat.records import Article, Claim, Meaning, Quote, Span


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What names are looked up in; ``None`` for what comes with the package."""

    registry: Registry | None = None
    gazetteer: Gazetteer | None = None


SHIPPED = Knowledge()


def load_knowledge(registries: Sequence[Path] = (), places: Sequence[Path] = ()) -> Knowledge:
    """The package's knowledge with a user's files added; what nobody adds to is not loaded before it is used.

    Raises:
        RegistryError: a registry's file cannot be read or contradicts another.
        PlacesFault: the same for a file of places.
    """
    return Knowledge(load_registry(*registries) if registries else None, load_gazetteer(*places) if places else None)


def add_meanings(article: Article, claims: Sequence[Claim], knowledge: Knowledge = SHIPPED) -> tuple[Claim, ...]:
    """The claims with what their actors, targets, places and tellers mean.

    Places are resolved together, since they are each other's best evidence; a place of which the reader marked a
    part is quoted whole. Words that name nobody known stay unresolved and say why.
    """
    if not claims:
        return ()
    claims = _with_whole_places(article.text, claims, knowledge.gazetteer)
    year = article.published.year if article.published else None
    context = read_context(article.text, year, knowledge.registry)
    places = iter(resolve_places(place_mentions(claims), PlaceContext(article.text), knowledge.gazetteer))
    actors = {
        words: resolve_actor(words, context, knowledge.registry)
        for words in {quote.text for claim in claims for quote in (*claim.actors, *claim.targets)}
    }
    chains = {
        chain: resolve_chain(chain, context, knowledge.registry)
        for chain in {tuple(quote.text for quote in claim.chain) for claim in claims}
    }
    return tuple(
        replace(
            claim,
            meaning=Meaning(
                tuple(actors[quote.text] for quote in claim.actors),
                tuple(actors[quote.text] for quote in claim.targets),
                tuple(next(places) for _ in claim.places),
                chains[tuple(quote.text for quote in claim.chain)],
            ),
        )
        for claim in claims
    )


def _with_whole_places(text: str, claims: Sequence[Claim], gazetteer: Gazetteer | None) -> tuple[Claim, ...]:
    whole = whole_places(text, (quote.span for claim in claims for quote in claim.places), gazetteer)
    return tuple(replace(claim, places=_whole_quotes(text, claim.places, whole)) for claim in claims)


def _whole_quotes(text: str, quotes: Sequence[Quote], whole: Mapping[Span, Span]) -> tuple[Quote, ...]:
    """The quotes of a claim's places, two parts of one name as one."""
    found: dict[Span, Quote] = {}
    for quote in quotes:
        span = whole[quote.span]
        read = quote if span == quote.span else Quote.read(text, span, quote.confidence)
        known = found.get(span)
        found[span] = read if known is None or read.confidence > known.confidence else known
    return tuple(found.values())
