"""Who and where the quotes of an article's claims mean, all of an article together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ravayat.grounding.offices import Offices
from ravayat.grounding.places import (
    Gazetteer,
    PlaceContext,
    load_gazetteer,
    place_mentions,
    resolve_places,
    whole_places,
)
from ravayat.grounding.registry import Context, Registry, carried, load_registry, resolve_actor, resolve_source
from ravayat.grounding.surroundings import context_of, near_actor, near_teller, with_places
from ravayat.records import Article, Claim, Meaning, Quote, ResolvedActor, ResolvedSource, Span


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What names are looked up in; ``None`` for what comes with the package."""

    registry: Registry | None = None
    gazetteer: Gazetteer | None = None


SHIPPED = Knowledge()
_TOLD = "asserted"
"""Stance of those who tell what they or their own did; who denies it speaks of another's army."""


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
    quoted = _whole_places(article.text, claims, knowledge.gazetteer)
    found = resolve_places(place_mentions(quoted), PlaceContext(article.text), knowledge.gazetteer)
    countries = {one.place.id: one.country for one in found if one.place and one.country}
    context = with_places(context_of(article, knowledge.registry), countries.values())
    names = _Names(article, claims, context, knowledge.registry)
    places = iter(found)
    meant = []
    for claim, quotes in zip(claims, quoted, strict=True):
        chain = carried(map(names.teller, claim.chain))
        actors = tuple(names.actor(quote, chain, acts=claim.stance == _TOLD) for quote in claim.actors)
        meaning = Meaning(
            actors,
            tuple(names.target(quote, chain, actors) for quote in claim.targets),
            tuple(next(places) for _ in quotes),
            chain,
        )
        meant.append(replace(claim, places=quotes, meaning=meaning))
    return tuple(meant)


def _whole_places(text: str, claims: Sequence[Claim], gazetteer: Gazetteer | None) -> list[tuple[Quote, ...]]:
    whole = whole_places(text, (quote.span for claim in claims for quote in claim.places), gazetteer)
    return [_whole_quotes(text, claim.places, whole) for claim in claims]


def _whole_quotes(text: str, quotes: Sequence[Quote], whole: Mapping[Span, Span]) -> tuple[Quote, ...]:
    """The quotes of a claim's places, two parts of one name as one."""
    found: dict[Span, Quote] = {}
    for quote in quotes:
        span = whole[quote.span]
        read = quote if span == quote.span else Quote.read(text, span, quote.confidence)
        known = found.get(span)
        found[span] = read if known is None or read.confidence > known.confidence else known
    return tuple(found.values())


class _Names:
    """Who the quotes of one article mean; each wording is looked up once for every country that it may mean."""

    def __init__(self, article: Article, claims: Sequence[Claim], context: Context, registry: Registry | None) -> None:
        self._text = article.text
        self._context = context
        self._registry = registry
        self._actors: dict[tuple[str, str | None, bool], ResolvedActor] = {}
        self._tellers: dict[tuple[str, str | None], ResolvedSource] = {}
        people = (quote for claim in claims for quote in (*claim.chain, *claim.actors, *claim.targets))
        self._offices = Offices(article.text, context, registry, people)

    def teller(self, quote: Quote) -> ResolvedSource:
        """What a link of a chain means: of a name that the registry has not, the office that stands beside it."""
        near = near_teller(self._text, quote, self._context, self._registry)
        key = (quote.text, near)
        if key not in self._tellers:
            self._tellers[key] = resolve_source(quote.text, self._near(near), self._registry)
        found = self._tellers[key]
        # Two people may bear one name, so that where it stands counts, not only how it is worded.
        return (self._offices.of(quote) if _nobody(found.who) else None) or found

    def actor(
        self, quote: Quote, chain: Sequence[ResolvedSource], *, acts: bool, target: bool = False
    ) -> ResolvedActor:
        """What an actor or a target means, told of through ``chain``."""
        near = near_actor(self._text, quote, chain, self._context, self._registry, acts=acts)
        key = (quote.text, near, target)
        if key not in self._actors:
            self._actors[key] = resolve_actor(quote.text, self._near(near), self._registry, target=target)
        return self._actors[key]

    def target(self, quote: Quote, chain: Sequence[ResolvedSource], actors: Sequence[ResolvedActor]) -> ResolvedActor:
        """What a target means: a body without a country is not that of the country that attacks it."""
        found = self.actor(quote, chain, acts=False, target=True)
        if found.country_from != "context" or found.level == "class":
            return found
        attackers = {one.country for one in actors if one.country and one.country_from != "context"}
        if found.country not in attackers:
            return found
        others = tuple(one for one in self._context.countries if one[0] not in attackers)
        return resolve_actor(quote.text, replace(self._context, countries=others), self._registry)

    def _near(self, country: str | None) -> Context:
        return replace(self._context, near=country) if country else self._context


def _nobody(who: ResolvedActor) -> bool:
    return who.level == "unresolved" and who.kind is None
