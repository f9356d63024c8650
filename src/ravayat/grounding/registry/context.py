"""What an article is about, as far as names need it: its countries and its year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ravayat.grounding.registry.pieces import split
from ravayat.grounding.registry.registry import ORDINARY, Registry, default_registry

_CLOSE = 0.9
_BULLETIN = 3
"""Countries that weigh the same in news of everywhere."""
_WEIGHTS = {"name": 1.0, "capital": 0.8, "place": 1.2}


@dataclass(frozen=True, slots=True)
class Context:
    """Countries of an article, heaviest first, and its year.

    Attributes:
        countries: codes with weights above 0, in falling order.
        year: of publication, if told.
        readers: the country it is written for, if told: news of home need not name it.
        near: for one phrase, the country that "this country" or a body without one means where it stands, if told.
        local: the country that most places of the article's events are in, if told.
    """

    countries: tuple[tuple[str, float], ...] = ()
    year: int | None = None
    readers: str | None = None
    near: str | None = None
    local: str | None = None

    @property
    def home(self) -> str | None:
        """The country the article is about, the readers' where it names none.

        Of several that weigh about the same it is the readers', too, if that is among them, or if
        the article is a bulletin of three or more and names it; else ``None``.
        """
        if not self.countries:
            return self.readers
        if only := self.named:
            return only
        heaviest = [code for code, weight in self.countries if weight > self.countries[0][1] * _CLOSE]
        named = self.readers is not None and self.weight(self.readers) > 0
        return self.readers if self.readers in heaviest or (named and len(heaviest) >= _BULLETIN) else None

    @property
    def named(self) -> str | None:
        """The country that it names most; ``None`` if it names none, or two about as much."""
        told = self.countries
        if not told or (len(told) > 1 and told[1][1] > told[0][1] * _CLOSE):
            return None
        return told[0][0]

    def weight(self, country: str) -> float:
        """Of a country in the article; 0 where it does not occur."""
        return next((weight for code, weight in self.countries if code == country), 0.0)


def read_context(
    text: str, year: int | None = None, registry: Registry | None = None, readers: str | None = None
) -> Context:
    """Countries of an article from the names of countries, towns and actors in its text.

    Towns weigh a little more than names of countries: what happens is told where it
    happens, who comments is told by capital and country.
    """
    return Context(_countries(text, registry) if registry else _known_countries(text), year, readers)


@lru_cache(maxsize=64)
def _known_countries(text: str) -> tuple[tuple[str, float], ...]:
    """By the package's registry; the ledger asks again for articles that were just read."""
    return _countries(text, default_registry())


def _countries(text: str, registry: Registry) -> tuple[tuple[str, float], ...]:
    weights: defaultdict[str, float] = defaultdict(float)
    for piece in split(text, registry):
        everyday = bool(piece.senses) and piece.senses[-1].what == ORDINARY
        for sense in piece.senses:
            if sense.what == "country" and sense.country:
                weights[sense.country] += _WEIGHTS[sense.via] / len(piece.senses)
            elif sense.what == "actor" and sense.entry and not (sense.shy or everyday or sense.entry.country == "INT"):
                weights[sense.entry.country] += 0.5 / len(piece.senses)
            elif sense.what == "body" and sense.country:
                weights[sense.country] += 0.5 / len(piece.senses)
    return tuple(sorted(weights.items(), key=lambda item: -item[1]))
