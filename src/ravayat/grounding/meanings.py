"""Who and where the quotes of an article's claims mean, all of an article together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ravayat.grounding.places import Gazetteer, PlaceContext, load_gazetteer, place_mentions, resolve_places
from ravayat.grounding.registry import Registry, load_registry, read_context, resolve_actor, resolve_chain
from ravayat.records import Article, Claim, Meaning


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

    Places are resolved together, since they are each other's best evidence. Words that name
    nobody known stay unresolved and say why.
    """
    if not claims:
        return ()
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
