"""Which countries an article is about, and which places it names besides the mentions in question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ravayat.grounding.places.gazetteer import Gazetteer
from ravayat.grounding.places.place import Place, PlaceContext
from ravayat.grounding.places.spelling import name_words

LARGE_TOWN: Final = 60_000
"""People of a town whose name in running text is unlikely to be a common word or a person."""
LEAST_LETTERS: Final = 4
TOLD: Final = 12.0
"""Weight of a country that a person or another program has told us."""
NAME_IN_TEXT: Final = 0.5
"""Weight of a place's name in the text beside a place that an event is said to be at."""
MOST_OF_ONE: Final = 4
"""Times that one name counts: an agency's or a ministry's country is repeated without end."""
FLOOR: Final = 0.02
"""Share of a country that the article does not name at all."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the article tells about where it is.

    Attributes:
        shares: how much of the article's places lie in each country; sums to 1 or is empty.
        named: ids of all places whose names stand in the text or among the mentions.
    """

    shares: Mapping[str, float]
    named: frozenset[str]

    def share(self, country: str) -> float:
        """Share of a country, never quite 0; places of no country (seas) are as likely as any."""
        return max(FLOOR, self.shares.get(country, 0.0)) if country else 0.5

    @property
    def country(self) -> str:
        """The country that the article is most about, empty where nothing tells."""
        return max(self.shares, key=lambda code: self.shares[code], default="")


def weigh(context: PlaceContext, candidates: Sequence[Sequence[Place]], gazetteer: Gazetteer) -> Evidence:
    """Count what names which country.

    Args:
        context: the article.
        candidates: for each place mention the places of that name.
        gazetteer: where names in the text are looked up.
    """
    weights: Counter[str] = Counter()
    named: set[str] = set()
    if context.country:
        weights[context.country] += TOLD
    for places in candidates:
        named |= {place.id for place in places}
        _spread(weights, places, 2.0 if any(place.kind == "country" for place in places) else 1.0)
    names = Counter(_grams(context.text))
    for key, found in gazetteer.spelled(names).items():
        places = [place for place, _ in found]
        named |= {place.id for place in places}
        plain = [place for place in places if _stands_out(place, key)]
        if plain and len({place.country for place in plain}) == 1:
            weights[plain[0].country] += NAME_IN_TEXT * min(names[key], MOST_OF_ONE)
    weights.pop("", None)
    total = sum(weights.values())
    return Evidence({code: weight / total for code, weight in weights.items()} if total else {}, frozenset(named))


def _spread(weights: Counter[str], places: Sequence[Place], weight: float) -> None:
    """One mention votes once: the whole for a name of one country, parts for a shared one."""
    size = {place.country: 0.0 for place in places}
    for place in places:
        size[place.country] += 1.0 + 2.0 * place.own + (place.population > LARGE_TOWN) + 4.0 * (place.kind == "country")
    total = sum(size.values())
    for country, part in size.items():
        weights[country] += weight * (part / total) ** 1.5


def _stands_out(place: Place, key: str) -> bool:
    if place.kind in ("country", "province"):
        return len(key) >= LEAST_LETTERS - 1
    return len(key) >= LEAST_LETTERS and (place.population >= LARGE_TOWN or (place.own and " " in place.name))


def _grams(text: str) -> Iterable[str]:
    """Keys of every word and every two words in a row."""
    words = name_words(text)
    yield from words
    yield from (first + second for first, second in pairwise(words))
