"""All place mentions of an article, resolved together.

A name is shared by many places; what tells them apart is the article: the country it is about, the
list the name stands in ("الخالدیه، حمص، سوریه"), the word in front of it ("استان"), how near the other
places are.  Every candidate gets points for each, the number of its inhabitants counts least, and
candidates are scored again when their neighbours are known.  Where two places far apart stay close
in points, or only an unlikely one is known, the answer is "unresolved".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from ravayat.grounding.places.evidence import Evidence, weigh
from ravayat.grounding.places.gazetteer import Gazetteer, shipped_gazetteer
from ravayat.grounding.places.lookup import BY_PART, BY_SOUND, Sense, look_up
from ravayat.grounding.places.place import (
    UNRESOLVED,
    Candidate,
    Place,
    PlaceContext,
    PlaceMention,
    ResolvedPlace,
)
from ravayat.grounding.places.spelling import bare_key, name_words, spelling_key
from ravayat.records import Claim

ROUNDS: Final = 3
"""How often candidates are scored with what their neighbours seem to be."""
MOST_SHOWN: Final = 5
SAME_SPOT_KM: Final = 30.0
"""Candidates this near are one answer: a town, its district, its outskirts."""
LEAST_SCORE: Final = 0.5
"""Share of the points that the best spot needs over all others."""
LEAST_SHARE: Final = 0.08
"""Share of the article below which a country's villages and quarters are not believed."""
WELL_KNOWN: Final = 100_000
CONTAINER: Final = "container"

_SIZE: Final = {"country": 6.0, "province": 2.9, "region": 3.4, "sea": 4.5, "strait": 4.0, "district": 1.6}
"""Points of kinds of place; towns get theirs from their inhabitants."""


def place_mentions(claims: Iterable[Claim]) -> list[PlaceMention]:
    """The places of an article's claims as mentions, one group a claim."""
    return [
        PlaceMention(quote.text, quote.span, group)
        for group, claim in enumerate(claims)
        for quote in claim.places
    ]


def resolve_places(
    mentions: Sequence[PlaceMention], context: PlaceContext | None = None, gazetteer: Gazetteer | None = None
) -> list[ResolvedPlace]:
    """What each mention means, in the order of the mentions.

    Args:
        mentions: the place mentions of one article, lists from the most specific place outward.
        context: the article, as far as known.
        gazetteer: the places to choose from; the package's own by default.
    """
    context, gazetteer = context or PlaceContext(), gazetteer or shipped_gazetteer()
    return _Article(mentions, context, gazetteer).resolved()


class _Article:
    """The mentions of one article while they are weighed against each other."""

    def __init__(self, mentions: Sequence[PlaceMention], context: PlaceContext, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.text = context.text
        self.senses = look_up(mentions, context, gazetteer)
        distinct = {spelling_key(sense.mention.words): sense for sense in self.senses}
        candidates = [[place for place, _ in sense.places] for sense in distinct.values() if sense.places]
        self.evidence: Evidence = weigh(context, candidates, gazetteer)
        self.senses = [sense if sense.places else self._by_sound(sense) for sense in self.senses]
        self.scores: list[list[tuple[float, Place]]] = [self._alone(sense) for sense in self.senses]

    def resolved(self) -> list[ResolvedPlace]:
        alone = self.scores
        for _ in range(ROUNDS):
            best = [scores[0][1] if scores else None for scores in self.scores]
            self.scores = [self._among(at, alone[at], best) for at in range(len(self.senses))]
        answers = [self._answer(sense, scores) for sense, scores in zip(self.senses, self.scores, strict=True)]
        by_words = {bare_key(a.mention.words): a for a in reversed(answers) if a.place}
        answers = [a if a.place else self._same_words(a, by_words) for a in answers]
        contained = [a if a.place else self._contained(at, answers) for at, a in enumerate(answers)]
        by_words = {bare_key(a.mention.words): a for a in reversed(contained) if a.place}
        return [a if a.place else self._same_words(a, by_words) for a in contained]

    def _by_sound(self, sense: Sense) -> Sense:
        """Foreign names in a spelling of the writer's own, among the article's main country only."""
        country = self.evidence.country
        if not country or self.evidence.share(country) < 0.5:
            return sense
        places = self.gazetteer.sounding(sense.mention.words, country)
        letters = len(spelling_key(sense.mention.words))
        near = [(p, False) for p in places if abs(len(spelling_key(p.name)) - letters) <= 3]
        spots = {p.id for p, _ in near if p.distance(near[0][0]) > SAME_SPOT_KM} if near else set()
        return Sense(sense.mention, near, BY_SOUND, sense.kinds) if near and not spots else sense

    def _alone(self, sense: Sense) -> list[tuple[float, Place]]:
        """Candidates with the points that do not depend on the other mentions."""
        scored = []
        for place, exact in sense.places:
            points = _size(place) + 2.2 * math.log(self.evidence.share(place.country)) + 0.6 * exact
            if sense.kinds:
                points += 2.0 if place.kind in sense.kinds else -1.5
            if place.precision in ("quarter", "point") and place.parent:
                around = {place.parent} | {p.id for p in self.gazetteer.parents(place) if p.kind == "town"}
                points += 1.5 if around & self.evidence.named else -1.0
            scored.append((points, place))
        return sorted(scored, key=lambda pair: -pair[0])

    def _among(
        self, at: int, scored: Sequence[tuple[float, Place]], best: Sequence[Place | None]
    ) -> list[tuple[float, Place]]:
        """The same candidates with the points of their neighbours' present meaning."""
        own, words = self.senses[at].mention.group, spelling_key(self.senses[at].mention.words)
        others = [
            (index, place)
            for index, place in enumerate(best)
            if place and index != at and spelling_key(self.senses[index].mention.words) != words
        ]
        listed = [(index, place) for index, place in others if self.senses[index].mention.group == own]
        result = []
        for points, place in scored:
            chain = {around.id for around in self.gazetteer.parents(place)}
            if place.country:
                chain.add(place.country)
            total = points
            for index, other in listed:
                inner, outer = (place, other) if index > at else (other, place)
                total += self._containment(inner, outer, chain if index > at else None)
            near = [
                place.distance(other)
                for _, other in others
                if other.precision not in ("country", "region") and place.precision not in ("country", "region")
            ]
            if near:
                total += 1.5 * math.exp(-min(near) / 120)
            result.append((total, place))
        return sorted(result, key=lambda pair: -pair[0])

    def _containment(self, inner: Place, outer: Place, chain: set[str] | None) -> float:
        """Points for a list that runs outward, off for one that jumps across a border."""
        around = chain if chain is not None else {p.id for p in self.gazetteer.parents(inner)} | {inner.country}
        if outer.id in around:
            return 2.0 if outer.kind in ("country", "province", "region") else 3.0
        if inner.country and outer.country and inner.country != outer.country:
            return -3.0
        if inner.precision != "country" and outer.kind == "country" and inner.country == outer.country:
            return 1.0
        return 1.0 if inner.distance(outer) < 60 else 0.0

    def _answer(self, sense: Sense, scored: Sequence[tuple[float, Place]]) -> ResolvedPlace:
        if not scored:
            return ResolvedPlace(sense.mention, None, UNRESOLVED, "no place of that name is known")
        top = scored[0][0]
        total = sum(math.exp(points - top) for points, _ in scored)
        shares = tuple(Candidate(place, round(math.exp(points - top) / total, 4)) for points, place in scored)
        best = shares[0].place
        spot = sum(c.score for c in shares if _same_spot(best, c.place))
        shown = shares[:MOST_SHOWN]
        if spot < LEAST_SCORE:
            return ResolvedPlace(sense.mention, None, UNRESOLVED, "several places are as likely", (), shown)
        if not self._believed(best):
            return ResolvedPlace(sense.mention, None, UNRESOLVED, "the known one is out of place here", (), shown)
        parents = self.gazetteer.parents(best)
        return ResolvedPlace(sense.mention, best, best.precision, sense.method, parents, shown)

    def _believed(self, place: Place) -> bool:
        """Whether a place of that size may turn up in this article."""
        if not self.evidence.shares or place.kind in ("country", "province") or not place.country:
            return True
        if place.population >= WELL_KNOWN or (place.own and place.precision != "quarter"):
            return True
        return self.evidence.share(place.country) >= LEAST_SHARE

    def _same_words(self, answer: ResolvedPlace, known: dict[str, ResolvedPlace]) -> ResolvedPlace:
        """The answer to another mention of the same words."""
        twin = known.get(bare_key(answer.mention.words))
        if twin is None:
            return answer
        return ResolvedPlace(answer.mention, twin.place, twin.precision, twin.method, twin.parents, twin.candidates)

    def _contained(self, at: int, answers: Sequence[ResolvedPlace]) -> ResolvedPlace:
        """An unknown place takes the next known one of its list, or the one that follows it in the text."""
        answer = answers[at]
        outward = (a for a in answers[at + 1 :] if a.mention.group == answer.mention.group)
        around = next((a for a in outward if a.place and a.method != CONTAINER), None) or self._following(at, answers)
        if around is None or around.place is None:
            return answer
        parents = (around.place, *around.parents)
        return ResolvedPlace(
            answer.mention, around.place, around.precision, CONTAINER, parents, answer.candidates
        )

    def _following(self, at: int, answers: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
        """The mention behind «در»، «واقع در» or a kind word: «کوی فلان در شهر حمص»."""
        here = answers[at].mention.span
        if here is None:
            return None
        for other in answers:
            there = other.mention.span
            if other.place and there and 0 < there.start - here.end <= 30:
                between = set(name_words(self.text[here.end : there.start]))
                if between <= {"در", "شهر", "واقع", "استان", "ولایت", "حومه", "از", "توابع", "شهرک", "منطقه"}:
                    return other
        return None


def _size(place: Place) -> float:
    """Points of a place for itself, before the article is looked at."""
    if place.kind in _SIZE:
        return _SIZE[place.kind] + 0.8 * place.own
    people = math.log10(place.population) if place.population else 2.5
    return 0.55 * people + 1.2 * place.own


def _same_spot(best: Place, other: Place) -> bool:
    return best is other or (best.country == other.country and best.distance(other) < _reach(best, other))


def _reach(best: Place, other: Place) -> float:
    """Kilometres within which two entries can be one: a province and its capital are the wider kind."""
    wide = {best.kind, other.kind} & {"province", "region", "country", "sea", "strait", "district"}
    return 250.0 if wide else SAME_SPOT_KM


__all__ = ["BY_PART", "place_mentions", "resolve_places"]
