"""Places of the gazetteer and what mentions resolve to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from ravayat.records.span import Span

EARTH_RADIUS_KM: Final = 6371.0

PRECISION: Final = {
    "country": "country",
    "province": "province",
    "district": "district",
    "area": "province",
    "town": "town",
    "village": "town",
    "quarter": "quarter",
    "camp": "quarter",
    "site": "point",
    "base": "point",
    "airport": "point",
    "crossing": "point",
    "island": "district",
    "road": "region",
    "region": "region",
    "mountain": "region",
    "river": "region",
    "strait": "region",
    "sea": "region",
}
"""Kinds of place, and the precision that the coordinates of each can claim.

An area is a district of which only the province is known.  A region is larger than a point and no
unit of administration: a sea, a road, a historic land.
"""

UNRESOLVED: Final = "unresolved"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer.

    Attributes:
        id: ``gn:`` and the GeoNames number, ``rv:`` and a slug for places of our own, or the
            ISO 3166-1 code of a country.
        name: as Persian news writes it.
        latin: in Latin letters.
        kind: a key of :data:`PRECISION`.
        country: ISO 3166-1 alpha-2 code; empty for seas and lands of several countries.
        parent: id of the place it lies in, empty for none.
        latitude, longitude: degrees, WGS 84; the middle, where the place is large.
        population: 0 where unknown.
        source: where the coordinates come from.
    """

    id: str
    name: str
    latin: str
    kind: str
    country: str
    parent: str
    latitude: float
    longitude: float
    population: int
    source: str

    @property
    def precision(self) -> str:
        """What the coordinates stand for, see :data:`PRECISION`."""
        return PRECISION[self.kind]

    @property
    def own(self) -> bool:
        """Whether a person wrote the row down, as a place that conflict news names."""
        return self.id.startswith("rv:")

    def distance(self, other: Place) -> float:
        """Kilometres along the great circle (haversine formula)."""
        return kilometres(self.latitude, self.longitude, other.latitude, other.longitude)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance of two points given in degrees (haversine formula)."""
    north, other_north = math.radians(latitude), math.radians(other_latitude)
    half_height = math.sin((other_north - north) / 2) ** 2
    half_width = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    chord = half_height + math.cos(north) * math.cos(other_north) * half_width
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words of an article that name a place.

    Attributes:
        words: the words themselves.
        span: where they stand in the article, if known; the word in front ("استان"، "کوی") helps.
        group: mentions with the same number are one list, from the most specific place outward.
    """

    words: str
    span: Span | None = None
    group: int = 0


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place that a mention may mean; the scores of a mention's candidates sum to 1."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A mention with the place it means.

    Attributes:
        mention: what was asked.
        place: the place, or the nearest known place around it, or ``None``.
        precision: what the coordinates stand for (a value of :data:`PRECISION`), or :data:`UNRESOLVED`.
        method: ``name``, ``part`` (a name inside the words), ``skeleton`` (sounds alike),
            ``container`` (the place around an unknown one), or why nothing was found.
        parents: what the place lies in, from the nearest outward.
        candidates: best first; more than one where the name is shared.
    """

    mention: PlaceMention
    place: Place | None
    precision: str
    method: str
    parents: tuple[Place, ...] = ()
    candidates: tuple[PlaceCandidate, ...] = ()

    @property
    def id(self) -> str | None:
        """Identifier of the place."""
        return self.place.id if self.place else None

    @property
    def name(self) -> str | None:
        """Persian name of the place."""
        return self.place.name if self.place else None

    @property
    def country(self) -> str | None:
        """ISO 3166-1 code; ``None`` also for seas and lands of several countries."""
        return (self.place.country or None) if self.place else None

    @property
    def latitude(self) -> float | None:
        """Degrees north."""
        return self.place.latitude if self.place else None

    @property
    def longitude(self) -> float | None:
        """Degrees east."""
        return self.place.longitude if self.place else None
