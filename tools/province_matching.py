"""Which province of the gazetteer is which shape of Natural Earth; for ``build_borders.py``."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import token_sort_ratio
from shapely import MultiPolygon, Point

SURE, FEW_TOWNS, MOST_TOWNS = 0.75, 3, 10
"""Share of a province's towns that lie in its shape, and of a shape's towns that are its own; fewer towns tell little;
and so many make a part of a country another's."""
SAME_NAME, LIKE, NEAR_KM = 84, 50, 25.0
"""How alike names are that are the same, of 100; those that may be; and how far a middle may lie outside."""
BY_HAND = {
    "gn:167541": "Damascus", "gn:173336": "Quneitra", "gn:98180": "Baghdad", "gn:703447": "Kiev City",
    "gn:71132": "Sana'a", "gn:6940571": "Amanat Al Asimah", "gn:80412": "`Adan", "gn:361059": "Al Iskandariyah",
    "rv:eg-north-sinai": "Shamal Sina'", "gn:615929": "Ajaria",
}  # fmt: skip
"""Cities and strips whose towns in the gazetteer lie mostly outside of them."""
_WORDS_OF_KIND = frozenset(
    "province governorate oblast republic of the al ar as at ad az an ash region city krai kray respublika avtonomnyy"
    " okrug".split()
)
KM_A_DEGREE = 111.2


@dataclass(slots=True)
class Shape:
    """A province of Natural Earth.

    Attributes:
        name: its name there.
        rings: numbers of lines, outer rings alone.
        area: the same in degrees.
        towns: of the gazetteer within it, by the id of their province.
    """

    name: str
    rings: list[list[int]]
    area: MultiPolygon
    towns: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Known:
    """A province or region of the gazetteer."""

    id: str
    country: str
    kind: str
    name: str
    latin: str
    latitude: float
    longitude: float


def matched(
    known: Sequence[Known], found: Sequence[Shape], towns: Iterable[tuple[str, float, float]]
) -> Iterator[tuple[Known, Shape]]:
    """The provinces that are surely the same."""
    of_province: Counter[str] = Counter()
    for parent, latitude, longitude in towns:
        of_province[parent] += 1
        point = Point(longitude, latitude)
        for shape in found:
            if shape.area.contains(point):
                shape.towns[parent] += 1
                break
    sure: dict[str, Shape] = {}
    for one in known:
        if (shape := _surely(one, found, of_province[one.id])) is not None:
            sure[one.id] = shape
            yield one, shape
    # Some provinces stand twice in the gazetteer, once without towns.
    twins = {one.name: sure[one.id] for one in known if one.id in sure}
    for one in known:
        twin = twins.get(one.name)
        if one.id not in sure and twin is not None and _distance(one, twin) <= NEAR_KM:
            yield one, twin


def _surely(one: Known, found: Sequence[Shape], towns: int) -> Shape | None:
    """The shape of a province: by hand, by most of its towns and few of others, or by its name."""
    if one.id in BY_HAND:
        return next((shape for shape in found if shape.name == BY_HAND[one.id]), None)
    best = max(found, key=lambda shape: (shape.towns[one.id], likeness(one, shape)), default=None)
    if best is not None and towns:
        inside = best.towns[one.id]
        held = inside >= SURE * towns and inside >= SURE * best.towns.total()
        if held and (towns >= FEW_TOWNS or likeness(one, best) >= LIKE):
            return best
        if towns >= FEW_TOWNS:
            return None
    named = max(found, key=lambda shape: likeness(one, shape), default=None)
    if named is not None and likeness(one, named) >= SAME_NAME and _distance(one, named) <= NEAR_KM:
        return named
    return None


def likeness(one: Known, shape: Shape) -> float:
    """How much two names are alike, of 100."""
    return token_sort_ratio(plain(one.latin), plain(shape.name))


def _distance(one: Known, shape: Shape) -> float:
    return float(shape.area.distance(Point(one.longitude, one.latitude))) * KM_A_DEGREE


def plain(name: str) -> str:
    """A name without marks, articles and words for its kind."""
    name = name.partition("(")[0].lower().replace("ı", "i")
    letters = "".join(char for char in unicodedata.normalize("NFKD", name) if char.isalnum() or char in " -")
    words = [word for word in letters.replace("-", " ").split() if word not in _WORDS_OF_KIND]
    return " ".join(words)
