"""What of a telling bears on whether it is about the same event as another.

A telling is what one article says of one event: the claims that share an event number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ravayat.grounding.registry import read_context
from ravayat.grounding.registry.folding import stems, tokens
from ravayat.records import Article, Claim, ResolvedActor, ResolvedPlace

RADIUS: Final = {
    "point": 2.0,
    "quarter": 4.0,
    "town": 10.0,
    "district": 30.0,
    "province": 120.0,
    "region": 200.0,
    "country": 600.0,
}
"""Kilometres around its coordinates in which what happened at a place of each precision may have happened."""

_BEFORE: Final = 4
"""Days before publication in which an event without a time is looked for: reports are seldom of last week."""
_SHORTEST: Final = 3
_AROUND: Final = 220
"""Most characters of the text on each side of a trigger that belong to the telling's words."""

Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Traits:
    """Traits of a telling. Days are ordinals (``date.toordinal``).

    Attributes:
        types: of its claims, the most frequent first.
        first, last: the days it may have happened on, from publication where ``time_told`` is false.
        place, within: id of the most exact place told, and of all it lies in, itself first.
        latitude, longitude, radius: its middle in degrees and how far from it (km) the event may have been.
        place_told: whether a place is told that is known.
        country: code of the place's.
        countries: codes of the countries it may have been in: the place's, and what the article is about.
        actors, targets: ids of the registry.
        sides: countries and groups that actors and targets belong to.
        people: stems of the words of the targets.
        names: stems of the words of the places, known or not.
        killed, wounded: every pair of bounds that was told.
        words: folded stems of the words around the triggers.
        outlet: folded.
        published: day of publication.
    """

    types: tuple[str, ...]
    first: int | None = None
    last: int | None = None
    time_told: bool = False
    place: str | None = None
    within: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    radius: float | None = None
    place_told: bool = False
    country: str | None = None
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    killed: tuple[Bounds, ...] = ()
    wounded: tuple[Bounds, ...] = ()
    words: tuple[str, ...] = ()
    outlet: str = ""
    published: int | None = None

    @property
    def precision(self) -> str:
        """Precision of the place, a key of :data:`RADIUS`, or ``""``."""
        return next((name for name, radius in RADIUS.items() if radius == self.radius), "")


def traits_of(article: Article, claims: Sequence[Claim]) -> dict[int, Traits]:
    """Traits of each telling of an article, by event number.

    Args:
        article: where it was read.
        claims: all of the article, with their meanings.
    """
    groups: dict[int, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.event, []).append(claim)
    about = _about(article, claims)
    return {number: _traits(article, group, about) for number, group in groups.items()}


def _about(article: Article, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The country that most places of the article are in, and the one that its words name most."""
    placed = Counter(
        place.country for claim in claims if claim.meaning for place in claim.meaning.places if place.country
    )
    named = read_context(article.text).countries
    found = [placed.most_common(1)[0][0]] if placed else []
    return tuple(dict.fromkeys([*found, *(code for code, _ in named[:1])]))


def _traits(article: Article, claims: Sequence[Claim], about: tuple[str, ...]) -> Traits:
    published = article.published.toordinal() if article.published else None
    days = _days(claims)
    stretch = days or ((published - _BEFORE, published) if published is not None else (None, None))
    place = _place(claims)
    meanings = [claim.meaning for claim in claims if claim.meaning]
    actors = [actor for meaning in meanings for actor in meaning.actors]
    targets = [actor for meaning in meanings for actor in meaning.targets]
    return Traits(
        types=tuple(name for name, _ in Counter(claim.type for claim in claims).most_common()),
        first=stretch[0],
        last=stretch[1],
        time_told=bool(days),
        place=place.id if place else None,
        within=tuple(one.id for one in (place.place, *place.parents) if one) if place else (),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        radius=RADIUS[place.precision] if place else None,
        place_told=place is not None,
        country=place.country if place else None,
        countries=tuple(dict.fromkeys(filter(None, (place.country if place else None, *about)))),
        actors=_ids(actors),
        targets=_ids(targets),
        sides=tuple(sorted({side for actor in (*actors, *targets) for side in (actor.country, actor.parent) if side})),
        people=stems_of(" ".join(quote.text for claim in claims for quote in claim.targets)),
        names=stems_of(" ".join(quote.text for claim in claims for quote in claim.places)),
        killed=_bounds(claims, "killed"),
        wounded=_bounds(claims, "wounded"),
        words=stems_of(" ".join(_around(article.text, claim) for claim in claims)),
        outlet="".join(tokens(article.outlet or "")),
        published=published,
    )


def _days(claims: Sequence[Claim]) -> tuple[int, int] | None:
    """The narrowest stretch of days told; of equally narrow ones the most frequent, then the first."""
    told: Counter[tuple[date, date]] = Counter()
    for claim in claims:
        if claim.time and claim.time.first and claim.time.last:
            told[claim.time.first, claim.time.last] += 1
    if not told:
        return None
    first, last = min(told, key=lambda days: (days[1] - days[0], -told[days], days))
    return first.toordinal(), last.toordinal()


def _place(claims: Sequence[Claim]) -> ResolvedPlace | None:
    """The most exact place told; of equally exact ones the most frequent, then the first."""
    found = [place for claim in claims if claim.meaning for place in claim.meaning.places if place.place]
    often = Counter(place.id for place in found)
    return min(found, key=lambda place: (RADIUS[place.precision], -often[place.id]), default=None)


def _ids(actors: Sequence[ResolvedActor]) -> tuple[str, ...]:
    return tuple(sorted({name for actor in actors for name in (actor.id, *actor.also) if name}))


def _bounds(claims: Sequence[Claim], slot: str) -> tuple[Bounds, ...]:
    counts = [getattr(claim, slot) for claim in claims]
    return tuple(dict.fromkeys((count.minimum, count.maximum) for count in counts if count))


def _around(text: str, claim: Claim) -> str:
    """The line and at most some words around the trigger, cut at full stops."""
    start, end = claim.trigger.span.start, claim.trigger.span.end
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    cut = max(before.rfind(mark) for mark in ".\n؛")
    stops = [at for mark in ".\n؛" if (at := after.find(mark)) >= 0]
    return f"{before[cut + 1 :]}{text[start:end]}{after[: min(stops, default=len(after))]}"


def stems_of(text: str) -> tuple[str, ...]:
    """Stems of the words of a text, each once, without the shortest."""
    found = {min((token, *stems(token)), key=len) for token in tokens(text) if len(token) >= _SHORTEST}
    return tuple(sorted(found))
