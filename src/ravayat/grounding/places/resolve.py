"""All place mentions of an article, resolved together.

A name is shared by many places; what tells them apart is the article: the country it is about, the
list the name stands in ("الخالدیه، حمص، سوریه"), the word in front of it ("استان"), how near the other
places are.  Every candidate gets points for each, the number of its inhabitants counts least, and
candidates are scored again when their neighbours are known.  Where two places far apart stay close
in points, or only an unlikely one is known, the answer is "unresolved".
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ravayat.grounding.places.arrangement import Arrangement, Stance
from ravayat.grounding.places.containers import Containers
from ravayat.grounding.places.context import PlaceContext
from ravayat.grounding.places.evidence import LARGE_TOWN, Evidence, weigh
from ravayat.grounding.places.gazetteer import Gazetteer, Spelled, shipped_gazetteer
from ravayat.grounding.places.kind_words import CAMPS, KIND_WORDS, NAMED_AFTER, SMALL, WATERS
from ravayat.grounding.places.lookup import BY_NAME, BY_SOUND, Sense, look_up
from ravayat.grounding.places.points import SPELLED, famous, obscure, of_kind, seat, size
from ravayat.grounding.places.spelling import bare_key, name_words, spelling_key
from ravayat.records import Quote, Span
from ravayat.records.place import (
    UNRESOLVED,
    Place,
    PlaceCandidate,
    PlaceMention,
    ResolvedPlace,
)

ROUNDS: Final = 3
"""How often candidates are scored with what their neighbours seem to be."""
MOST_SHOWN: Final = 5
SAME_SPOT_KM: Final = 30.0
"""Candidates this near are one answer: a town, its district, its outskirts."""
LEAST_SCORE: Final = 0.5
"""Share of the points that the best spot needs over all others."""
WELL_KNOWN: Final = 500_000
"""People of a town that may turn up in an article about any country; others need something to speak for theirs."""
WORLD: Final = 0.2
"""Share of its country that a famous town has at least: an article about America names Amsterdam, not its country."""
KNOWN_AT_HOME: Final = 15_000
"""The same for a name that only one country has: domestic news does not name its country."""
HOME: Final = frozenset({"IR"})
"""Where most of the press writes: small places there are named without their country."""
OWN_NAMES: Final = frozenset({"IR", "AF", "TJ"})
"""Countries whose names the press does not put into Persian letters by ear, since they are written so there."""
NEIGHBOURS_KM: Final = 2_500.0
"""From the middle of a country to a town that an event of both may be told of: «از شمال اسرائیل به بیروت»."""
TELLING: Final = 4
"""Letters of a quarter's name that no other quarter is likely to have."""

OF_COUNTRY: Final = 2.2
"""Points for the logarithm of the article's share of a country: the strongest evidence there is."""
TOWN_NAMED: Final = 1.5
TOWN_SILENT: Final = 1.0
"""Points of a quarter whose town the article names, and off one whose town it does not."""
PROVINCE_NAMED: Final = 1.0
"""Points of a town or district whose province the article names."""
IN_TOWN: Final = 3.0
IN_LAND: Final = 2.0
ACROSS_BORDER: Final = 3.0
"""Points for a list that runs from a place to the town or the land around it, off one that leaves the country."""
BESIDE: Final = 1.0
BESIDE_KM: Final = 60.0
"""Points for two places of a list that are neighbours rather than one in the other."""
NEAR: Final = 1.5
NEAR_KM: Final = 120.0
"""Points for the nearest other place of the article, and the distance at which a third of them is left."""

_SPOTS: Final = frozenset({"quarter", "point"})
_PERSIAN_LETTERS: Final = frozenset("پچژگ")
BORDER_KM: Final = 60.0
"""Kilometres across a border that a town may still be named for another's surroundings."""
_ONE_LAND: Final = ({"IL", "PS"},)
"""Countries of which one's places are told as lying in the other by many."""
_HOLDS_KM: Final = {"town": 120.0, "quarter": 40.0, "point": 40.0, "district": 150.0, "province": 500.0}
"""How far from its middle a place still holds others, by its precision."""


def place_mentions(places: Iterable[Sequence[Quote]]) -> list[PlaceMention]:
    """The places of each of an article's claims as mentions, one group a claim."""
    return [PlaceMention(quote.text, quote.span, group) for group, quotes in enumerate(places) for quote in quotes]


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
        self.arrangement = Arrangement(mentions, context.text)
        self.at: defaultdict[Span, list[int]] = defaultdict(list)
        for index, mention in enumerate(mentions):
            if mention.span:
                self.at[mention.span].append(index)
        self.senses = look_up(mentions, context, gazetteer, self.arrangement)
        self.keys = [spelling_key(mention.words) for mention in mentions]
        distinct = dict(zip(self.keys, self.senses, strict=True))
        candidates = {key: sense.places for key, sense in distinct.items() if sense.places}
        self.evidence: Evidence = weigh(context, candidates, gazetteer)
        self.lists: defaultdict[int, list[int]] = defaultdict(list)
        for index, mention in enumerate(mentions):
            self.lists[mention.group].append(index)
        self.senses = [sense if sense.places else self._by_sound(sense) for sense in self.senses]
        quoted = [(mention.words, mention.span) for mention in mentions]
        alone = {words: self._alone(sense) for words, sense in dict(zip(quoted, self.senses, strict=True)).items()}
        self.scores: list[list[tuple[float, Place]]] = [alone[words] for words in quoted]

    def resolved(self) -> list[ResolvedPlace]:
        alone = self.scores
        before: list[Place | None] | None = None
        for _ in range(ROUNDS):
            best = [scores[0][1] if scores else None for scores in self.scores]
            if best == before:
                break  # neighbours that stay what they were would change nothing
            before = best
            # One of each name: a long article repeats its few names.
            named = dict(zip(self.keys, best, strict=True))
            self.scores = [self._among(at, alone[at], best, named) for at in range(len(self.senses))]
        answers = [self._answer(sense, scores) for sense, scores in zip(self.senses, self.scores, strict=True)]
        if all(answer.place for answer in answers):
            return answers
        by_words = {bare_key(a.mention.words): a for a in reversed(answers) if a.place}
        answers = [a if a.place else self._same_words(a, by_words) for a in answers]
        containers = Containers(answers, self.arrangement, self.gazetteer, self.text)
        contained = [a if a.place else containers.of(at) for at, a in enumerate(answers)]
        by_words = {bare_key(a.mention.words): a for a in reversed(contained) if a.place}
        return [a if a.place else self._same_words(a, by_words) for a in contained]

    def _by_sound(self, sense: Sense) -> Sense:
        """Foreign names in a spelling of the writer's own, among the article's main country only."""
        country = self.evidence.country
        if not country or country in OWN_NAMES or self.evidence.share(country) < 0.5:
            return sense
        places = self.gazetteer.sounding(sense.mention.words, country)
        letters = len(spelling_key(sense.mention.words))
        initial = bare_key(sense.mention.words)[:1]
        near = [
            (p, Spelled.BARE)
            for p in places
            if abs(len(spelling_key(p.name)) - letters) <= 3 and bare_key(p.name)[:1] == initial
        ]
        spots = {p.id for p, _ in near if p.distance(near[0][0]) > SAME_SPOT_KM} if near else set()
        return replace(sense, places=near, method=BY_SOUND) if near and not spots else sense

    def _alone(self, sense: Sense) -> list[tuple[float, Place]]:
        """Candidates with the points that do not depend on the other mentions."""
        scored = []
        for place, spelled in sense.places:
            twins = [other for near, other in sense.places if seat(place, near, other)]
            share = max(self.evidence.share(place.country), WORLD if famous(sense, place, spelled) else 0.0)
            points = size(place) + OF_COUNTRY * math.log(share) - obscure(sense, place, spelled)
            points += SPELLED[max([spelled, *twins])]
            points += of_kind(sense, place)
            # A province of the same name is no second witness.
            province = place.parent in self.evidence.named and all(place.parent != p.id for p, _ in sense.places)
            if province and place.precision in ("town", "district"):
                points += PROVINCE_NAMED
            if place.precision in ("quarter", "point") and place.parent:
                around = {place.parent} | {p.id for p in self.gazetteer.parents(place) if p.kind == "town"}
                points += TOWN_NAMED if around & self.evidence.named else -TOWN_SILENT
            scored.append((points, place))
        return sorted(scored, key=lambda pair: -pair[0])

    def _among(
        self,
        at: int,
        scored: Sequence[tuple[float, Place]],
        best: Sequence[Place | None],
        named: Mapping[str, Place | None],
    ) -> list[tuple[float, Place]]:
        """The same candidates with the points of their neighbours' present meaning; ``named`` is that of each name."""
        key = self.keys[at]
        outward = self._outward(at, best)
        scored = [
            (points, place)
            for points, place in scored
            if not (
                self._honours(place, key, outward)
                or self._elsewhere(at, place, best)
                or self._alone_abroad(at, place, best)
            )
        ]
        if len(scored) < 2:
            return scored  # points of one candidate are weighed against nothing
        own = self.lists[self.senses[at].mention.group]
        here = self.senses[at].mention
        listed = [
            (index, place, self.arrangement.stance(here, self.senses[index].mention))
            for index in own
            if (place := best[index]) and self.keys[index] != key
        ]
        spots = [
            place
            for other, place in named.items()
            if other != key and place and place.precision not in ("country", "region")
        ]
        result = []
        for alone, place in scored:
            chain = self._chain(place)
            if place.country:
                chain.add(place.country)
            total = alone
            for index, other, stance in listed:
                if stance is Stance.BESIDE:
                    total += BESIDE if place.country == other.country else 0.0
                elif stance is not Stance.APART:
                    inner, outer = (place, other) if index > at else (other, place)
                    points = self._containment(inner, outer, chain if index > at else None)
                    # A claim over two sentences is of one country, but its places need not lie in each other.
                    total += points if stance is Stance.OUTWARD else min(points, 0.0)
            if spots and place.precision not in ("country", "region"):
                total += NEAR * math.exp(-min(map(place.distance, spots)) / NEAR_KM)
            result.append((total, place))
        return sorted(result, key=lambda pair: -pair[0])

    def _outward(self, at: int, best: Sequence[Place | None]) -> list[Place]:
        """What its list runs to behind a mention, without its equals."""
        mention = self.senses[at].mention
        own = (index for index in self.lists[mention.group] if index > at and self.keys[index] != self.keys[at])
        return [
            place
            for index in own
            if (place := best[index]) and not self.arrangement.beside(mention, self.senses[index].mention)
        ]

    def _elsewhere(self, at: int, place: Place, best: Sequence[Place | None]) -> bool:
        """Whether the text puts the name into another place than this one: «کرگان میناب» is not in Russia.

        So does a word for a village, a quarter or a street with a town of a country that nothing else speaks for.
        """
        sense = self.senses[at]
        if place.kind in WATERS and sense.word in CAMPS:
            return KIND_WORDS.keys().isdisjoint(name_words(sense.mention.words)[:1])  # not of «پایگاه خلیج فارس»
        if not place.country or place.precision == "country":
            return False
        small = sense.word in SMALL
        lent = sense.word in NAMED_AFTER and place.precision in ("town", "province")
        held = self.arrangement.held(sense.mention)
        around = [index for index in self.at.get(held, ()) if best[index]] if held else []
        if not (small or lent or around):
            return False
        foreign = not self.evidence.others_speak(place.country, self.keys[at])
        if foreign and self.evidence.country != place.country and (small or lent):
            return True
        if not around:
            return False
        outer = [other for other, _ in self.senses[around[0]].places]
        nearest = best[around[0]]
        if nearest and nearest.precision == "town" and nearest.country == place.country and _greater(place, nearest):
            return False  # "شیراز، داراب": no town lies in a smaller one
        return not any(self._holds(other, place, foreign=foreign) for other in outer)

    def _alone_abroad(self, at: int, place: Place, best: Sequence[Place | None]) -> bool:
        """Whether a small place lies in a country that only its name speaks for, and its row in another."""
        if place.precision not in ("town", "quarter", "point") or place.population >= LARGE_TOWN:
            return False
        equals = self.arrangement.equals(self.senses[at].mention)
        others = {other.country for span in equals for index in self.at[span][:1] if (other := best[index])}
        foreign = len(others) == 1 and place.country not in others
        return foreign and not self.evidence.others_speak(place.country, self.keys[at])

    def _holds(self, outer: Place, place: Place, *, foreign: bool) -> bool:
        """Whether a place may lie in another, or beside it over a border."""
        if not outer.country or outer.id == place.id or outer.id in self._chain(place):
            return True
        if outer.precision in _SPOTS and place.precision not in _SPOTS:
            return True  # "سفر به کیش در فرودگاه مهرآباد": an airport holds no island
        far = place.distance(outer)
        if {outer.country, place.country} not in _ONE_LAND and outer.country != place.country:
            if outer.precision == "country":
                return not foreign
            return far < BORDER_KM
        return place.precision == "region" or far < _HOLDS_KM.get(outer.precision, math.inf)

    def _chain(self, place: Place) -> set[str]:
        return {around.id for around in self.gazetteer.parents(place)}

    def _honours(self, place: Place, key: str, outward: Sequence[Place]) -> bool:
        """Whether a place in front of towns elsewhere only lends its name, as in «کولومبیا، خارطوم».

        One town behind a far country is enough, a town needs two that agree; and nothing else may speak for it.
        """
        if not outward or place.precision not in ("country", "town"):
            return False
        towns = [other for other in outward if other.precision in ("town", "quarter")]
        if place.kind == "country":
            towns = [
                other
                for other in towns
                if place.distance(other) > NEIGHBOURS_KM and (other.own or other.population >= LARGE_TOWN)
            ]
        elsewhere = [other.country for other in towns]
        enough = 1 if place.kind == "country" else 2
        return (
            len(elsewhere) >= enough
            and set(elsewhere).isdisjoint({place.country})
            and len(set(elsewhere)) == 1
            and not self.evidence.others_speak(place.country, key)
        )

    def _containment(self, inner: Place, outer: Place, chain: set[str] | None) -> float:
        """Points for a list that runs outward, off for one that jumps across a border."""
        around = chain if chain is not None else {p.id for p in self.gazetteer.parents(inner)} | {inner.country}
        if outer.id in around:
            return IN_LAND if outer.kind in ("country", "province") else IN_TOWN
        if inner.country and outer.country and inner.country != outer.country:
            return -ACROSS_BORDER
        return BESIDE if inner.distance(outer) < BESIDE_KM else 0.0

    def _answer(self, sense: Sense, scored: Sequence[tuple[float, Place]]) -> ResolvedPlace:
        if not scored:
            return ResolvedPlace(sense.mention, None, UNRESOLVED, "no place of that name is known")
        top = scored[0][0]
        total = sum(math.exp(points - top) for points, _ in scored)
        shares = tuple(PlaceCandidate(place, round(math.exp(points - top) / total, 4)) for points, place in scored)
        best = shares[0].place
        spot = sum(c.score for c in shares if _same_spot(best, c.place))
        shown = shares[:MOST_SHOWN]
        if spot < LEAST_SCORE:
            return ResolvedPlace(sense.mention, None, UNRESOLVED, "several places are as likely", (), shown)
        if not self._believed(best, sense):
            return ResolvedPlace(sense.mention, None, UNRESOLVED, "the known one is out of place here", (), shown)
        parents = self.gazetteer.parents(best)
        return ResolvedPlace(sense.mention, best, best.precision, sense.method, parents, shown)

    def _believed(self, place: Place, sense: Sense) -> bool:
        """Whether a place of that size may turn up in this article."""
        words = sense.mention.words
        if place.population >= WELL_KNOWN and not _by_another_name(place, sense):
            return True
        if place.kind in ("country", "province") or not place.country:
            return True
        written = any(
            spelled is Spelled.WRITTEN
            for known, spelled in sense.places
            if known is place or seat(place, known, spelled)
        )
        if place.precision in ("quarter", "point") and name_words(words)[0] in NAMED_AFTER:
            # Every town has a Freedom Square: its own town or country must be what the article is about.
            return place.parent in self.evidence.named or place.country == self.evidence.country
        alone = {known.country for known, _ in sense.places} == {place.country}
        known_at_home = place.population >= KNOWN_AT_HOME and not _by_another_name(place, sense)
        at_home = place.country in HOME and self.evidence.country in HOME
        if alone and (known_at_home or place.kind in ("district", "area") or at_home):
            return True
        if written and (place.precision not in ("quarter", "point") or len(spelling_key(words)) >= TELLING):
            return True
        return self.evidence.others_speak(place.country, spelling_key(words))

    def _same_words(self, answer: ResolvedPlace, known: dict[str, ResolvedPlace]) -> ResolvedPlace:
        """The answer to another mention of the same words."""
        twin = known.get(bare_key(answer.mention.words))
        if twin is None:
            return answer
        return ResolvedPlace(answer.mention, twin.place, twin.precision, twin.method, twin.parents, twin.candidates)


def _by_another_name(place: Place, sense: Sense) -> bool:
    """Whether Persian has another name for the place: "پاریس" for "باریس", "السان" for "سان"."""
    how = max((spelled for known, spelled in sense.places if known is place), default=Spelled.WRITTEN)
    other = how is Spelled.FOUND and spelling_key(sense.mention.words) != spelling_key(place.name)
    persian = not _PERSIAN_LETTERS.isdisjoint(place.name)
    return sense.method == BY_NAME and (how is Spelled.BARE or (other and persian))


def _greater(place: Place, other: Place) -> bool:
    return place.population >= LARGE_TOWN and place.population > other.population


def _same_spot(best: Place, other: Place) -> bool:
    return best is other or (best.country == other.country and best.distance(other) < _reach(best, other))


def _reach(best: Place, other: Place) -> float:
    """Kilometres within which two entries can be one: a province and its capital are the wider kind."""
    wide = {best.kind, other.kind} & {"province", "region", "country", "sea", "strait", "district", "area"}
    return 250.0 if wide else SAME_SPOT_KM
