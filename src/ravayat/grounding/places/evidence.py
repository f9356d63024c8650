"""Which countries an article is about, and which places it names besides the mentions in question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import add
from typing import Final

from ravayat.grounding.places.context import PlaceContext
from ravayat.grounding.places.gazetteer import Gazetteer, Spelled
from ravayat.grounding.places.kind_words import NAMED_AFTER
from ravayat.grounding.places.spelling import name_words, spelling_key
from ravayat.records.place import Place

LARGE_TOWN: Final = 60_000
"""People of a town whose name in running text is unlikely to be a common word or a person."""
LEAST_LETTERS: Final = 4
OTHER_SENSES: Final = frozenset(
    "درود الجزیره فارس مرکزی گلستان میدان مرکز جزیره وحدت الوحده اقدام شمالی شرقی غربی جنوبی ولادیمیر".split()
)
"""Provinces whose names mean something else in most articles: an agency, "central", "rose garden", Mr Putin."""
TOLD: Final = 12.0
"""Weight of a country that a person or another program has told us."""
NAME_IN_TEXT: Final = 0.5
"""Weight of a place's name in the text beside a place that an event is said to be at."""
COUNTRY_IN_TEXT: Final = 0.8
"""Weight of a country's name in the text."""
COUNTRY: Final = 2.0
"""Weight of a country as the place of an event, where a town has 1."""
HONOUR: Final = 0.2
"""Weight of a square or street: its name is found in many towns."""
MOST_OF_ONE: Final = 4
"""Times that one name counts: an agency's or a ministry's country is repeated without end."""
RIVAL: Final = 0.1
"""Share of a town's inhabitants that makes one of its name elsewhere a rival."""
FLOOR: Final = 0.02
"""Share of a country that the article does not name at all."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the article tells about where it is.

    Attributes:
        shares: how much of the article's places lie in each country; sums to 1 or is empty.
        named: ids of all places whose names stand in the text or among the mentions.
        witnesses: for each country the keys of the names that speak for it.
    """

    shares: Mapping[str, float]
    named: frozenset[str]
    witnesses: Mapping[str, frozenset[str]]

    def share(self, country: str) -> float:
        """Share of a country, never quite 0; places of no country (seas) are as likely as any."""
        return max(FLOOR, self.shares.get(country, 0.0)) if country else 0.5

    def others_speak(self, country: str, key: str) -> bool:
        """Whether anything but the name itself speaks for a country."""
        return any(key not in witness for witness in self.witnesses.get(country, ()))

    @property
    def country(self) -> str:
        """The country that the article is most about, empty where nothing tells."""
        return max(self.shares, key=lambda code: self.shares[code], default="")


def weigh(
    context: PlaceContext, candidates: Mapping[str, Sequence[tuple[Place, Spelled]]], gazetteer: Gazetteer
) -> Evidence:
    """Count what names which country.

    Args:
        context: the article.
        candidates: for the key of each place mention the places of that name, each with how it is spelled so.
        gazetteer: where names in the text are looked up.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    named: set[str] = set()
    witnesses: defaultdict[str, set[str]] = defaultdict(set)
    if context.country:
        weights[context.country] += TOLD
        witnesses[context.country].add("")
    for key, places in candidates.items():
        named |= {place.id for place, _ in places}
        if len({place.country for place, _ in places}) == 1:
            witnesses[places[0][0].country].add(key)
        _spread(weights, places, HONOUR if key.startswith(tuple(NAMED_AFTER)) else 1.0)
    names = Counter(_grams(context.text))
    for key, found in gazetteer.spelled(names).items():
        named |= {place.id for place, _ in found}
        plain = [place for place, spelled in found if _stands_out(place, spelled, key)]
        if plain and len({place.country for place in plain}) == 1 and not _shared(found, plain[0]):
            witnesses[plain[0].country].add(key)
            weight = COUNTRY_IN_TEXT if plain[0].kind == "country" else NAME_IN_TEXT
            weights[plain[0].country] += weight * min(names[key], MOST_OF_ONE)
    weights.pop("", None)
    total = sum(weights.values())
    shares = {code: weight / total for code, weight in weights.items()} if total else {}
    return Evidence(shares, frozenset(named), {code: frozenset(keys) for code, keys in witnesses.items()})


def _spread(weights: dict[str, float], places: Sequence[tuple[Place, Spelled]], weight: float) -> None:
    """One mention votes once: the whole for a name of one country, parts for a shared one."""
    size: dict[str, float] = {}
    # Of "Bethlehem" the larger one is not the one that people write of.
    usual = max((spelled for place, spelled in places if place.precision == "town"), default=Spelled.BARE)
    for place, spelled in places:
        large = place.population > LARGE_TOWN and spelled >= usual
        here = 1.0 + 2.0 * place.own + large + 4.0 * (place.kind == "country")
        size[place.country] = max(here, size.get(place.country, 0.0))
        if place.kind == "country":
            weight = max(weight, COUNTRY)
    total = sum(size.values())
    for country, part in size.items():
        weights[country] += weight * (part / total) ** 1.5


def _stands_out(place: Place, spelled: Spelled, key: str) -> bool:
    """Whether a word of running text is likely to mean this place rather than something else."""
    if key in OTHER_SENSES:
        return False
    if place.kind in ("country", "province"):
        return len(key) >= LEAST_LETTERS - (place.kind == "country")
    if spelled is not Spelled.WRITTEN or len(key) < LEAST_LETTERS:
        return False
    return place.population >= LARGE_TOWN or (" " in place.name and key == spelling_key(place.name))


def _shared(found: Sequence[tuple[Place, Spelled]], place: Place) -> bool:
    """Whether a large town of another country has the name too, such as Lebanon's Tripoli that of Libya's province."""
    rivals = [other.population for other, spelled in found if other.country != place.country and spelled]
    own = max(other.population for other, _ in found if other.country == place.country)
    return place.kind != "country" and max(rivals, default=0) >= max(LARGE_TOWN, own * RIVAL)


def _grams(text: str) -> Iterable[str]:
    """Keys of every word and every two words in a row."""
    words = name_words(text)
    return chain(words, map(add, words, islice(words, 1, None)))
