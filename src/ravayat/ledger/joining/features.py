"""How two tellings compare: numbers that a weighing can add up and a person can read."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ravayat.grounding.registry import default_registry
from ravayat.ledger.joining.traits import Bounds, Traits
from ravayat.records.place import kilometres

KIN: Final = (
    frozenset({"air_strike", "shelling", "explosion", "weapons", "destruction", "other"}),
    frozenset({"armed_clash", "offensive", "territory_change", "civilian_attack", "deployment", "other"}),
    frozenset({"civilian_attack", "explosion", "armed_clash", "shelling", "air_strike", "other"}),
    frozenset({"protest", "riot", "civilian_attack", "other"}),
    frozenset({"abduction", "arrest", "other"}),
    frozenset({"displacement", "agreement", "other"}),
)
"""Types that tellers and readers use for one and the same event."""

Words = tuple[str, ...]


class _Vector(NamedTuple):
    """A set of words, the square of each one's weight, and the length of the vector of weights."""

    words: frozenset[str]
    squares: Mapping[str, float]
    norm: float


_NO_WORDS: Final = _Vector(frozenset(), {}, 1.0)


class WordWeights:
    """How telling each stem is: inverse document frequencies, squared.

    Args:
        frequencies: inverse document frequency of stems; ``""`` holds that of unknown ones.
    """

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self.frequencies = dict(frequencies)
        self._rare = frequencies[""] ** 2
        self._squares = {word: value * value for word, value in frequencies.items()}
        self._sides: dict[Traits, Side] = {}

    def squares(self, words: Collection[str]) -> dict[str, float]:
        """The square of each stem's weight."""
        get, rare = self._squares.get, self._rare
        return {word: get(word, rare) for word in words}

    def rare(self, words: Collection[str], least: float) -> frozenset[str]:
        """Those of the stems that are at least so telling."""
        get, unknown = self.frequencies.get, self.frequencies[""]
        return frozenset(word for word in words if get(word, unknown) >= least)

    def side(self, traits: Traits) -> Side:
        """The telling made ready to be compared; kept, since it is compared with many."""
        found = self._sides.get(traits)
        if found is None:
            if len(self._sides) >= _KEPT:
                self._sides.clear()
            found = self._sides[traits] = Side(traits, self)
        return found

    def vector(self, words: Words) -> _Vector:
        """The words as a vector."""
        # Words that all texts have weigh nothing; a set of them alone has no direction.
        if not words:
            return _NO_WORDS
        squares = self.squares(words)
        return _Vector(frozenset(squares), squares, math.sqrt(math.fsum(squares.values())) or 1.0)


class Side:
    """A telling made ready to be compared: what its traits come to in every comparison, worked out once.

    Args:
        traits: of the telling.
        weights: how telling each stem is.
    """

    __slots__ = (
        "actors",
        "exact",
        "killed",
        "kin",
        "named",
        "names",
        "near",
        "people",
        "rare",
        "sides",
        "targets",
        "telling",
        "traits",
        "types",
        "within",
        "words",
        "wounded",
    )

    def __init__(self, traits: Traits, weights: WordWeights) -> None:
        self.traits = traits
        self.types = frozenset(traits.types) - {_ANY_TYPE}
        self.kin = _kin(frozenset(traits.types))
        precision = traits.precision
        self.near = precision in _NEAR
        self.exact = precision in _EXACT
        self.within = frozenset(traits.within)
        self.actors = frozenset(traits.actors)
        self.targets = frozenset(traits.targets)
        self.sides = frozenset(traits.sides)
        self.named = frozenset(filter(_is_named, traits.actors)), frozenset(filter(_is_named, traits.targets))
        self.telling = weights.rare((*traits.people, *traits.names), _TELLING)
        self.rare = weights.rare(traits.words, _RARE)
        self.people = weights.vector(traits.people)
        self.names = weights.vector(traits.names)
        self.words = weights.vector(traits.words)
        self.killed = _Numbers.of(traits.killed)
        self.wounded = _Numbers.of(traits.wounded)


@lru_cache(maxsize=4096)
def _is_named(actor: str) -> bool:
    """Whether an actor's id is of one that has a name, and not of a class ("civilians")."""
    return "." in actor or actor in default_registry().entries


@lru_cache(maxsize=1024)
def _kin(types: frozenset[str]) -> frozenset[int]:
    """The sets of kin that types are in: two are kin where one set has both."""
    return frozenset(number for number, kin in enumerate(KIN) if not kin.isdisjoint(types))


class _Numbers(NamedTuple):
    """Numbers told of one kind: as they were told, from where to where each, and the logarithm of each one's middle."""

    told: frozenset[Bounds]
    stretches: tuple[tuple[float, float], ...]
    middles: tuple[float, ...]

    @classmethod
    def of(cls, told: Sequence[Bounds]) -> _Numbers:
        if not told:
            return _NO_NUMBERS
        stretches = tuple((low or 0, math.inf if high is None else high) for low, high in told)
        middles = tuple(math.log1p(((low or high or 0) + (high or low or 0)) / 2) for low, high in told)
        return cls(frozenset(told), stretches, middles)


_NO_NUMBERS: Final = _Numbers(frozenset(), (), ())
_NEAR: Final = ("point", "quarter", "town")
_EXACT: Final = ("point", "quarter")
_ANY_TYPE: Final = "other"
"""What is of no type has none in common with another."""
_TELLING, _RARE = 2.0, 3.0
"""Inverse document frequencies from which a stem of a place or target is one that few share, and one of the words of
the report."""
_KEPT: Final = 2_000
"""Sides kept at a time."""


def compare(one: Traits, other: Traits, weights: WordWeights) -> tuple[float, ...]:
    """Values of :data:`FEATURES` for two tellings, each about 0 to 1.

    Args:
        one: a telling.
        other: another; in any order the values are the same.
        weights: how telling each stem is.
    """
    return compare_sides(weights.side(one), weights.side(other))


def compare_sides(one: Side, other: Side) -> tuple[float, ...]:
    """As :func:`compare`, for tellings made ready by the same weights."""
    return (
        *_types(one, other),
        *_times(one.traits, other.traits),
        *_places(one, other),
        *_who(one, other),
        *_words(one, other),
        *_numbers(one.killed, other.killed),
        *_numbers(one.wounded, other.wounded),
        bool(one.traits.outlet) and one.traits.outlet == other.traits.outlet,
    )


def have_something_in_common(one: Side, other: Side) -> bool:
    """Whether anything but type and time speaks for two tellings being of one event.

    That is a place, somebody with a name, a number, a word of a place or of the targets, or one that few reports have.
    What is told everywhere on one day of a war is not one event for that.
    """
    here, there = one.traits, other.traits
    return (
        (here.place is not None and (here.place in other.within or there.place in one.within))
        or (one.near and other.near and not _beyond(here, there))
        or any(not mine.isdisjoint(theirs) for mine, theirs in zip(one.named, other.named, strict=True))
        or not one.telling.isdisjoint(other.telling)
        or not one.rare.isdisjoint(other.rare)
        or not one.killed.told.isdisjoint(other.killed.told)
        or not one.wounded.told.isdisjoint(other.wounded.told)
    )


def _types(one: Side, other: Side) -> tuple[float, ...]:
    """Same type, a type in common, types of another kind."""
    return (
        one.traits.types[0] == other.traits.types[0] != _ANY_TYPE,
        not one.types.isdisjoint(other.types),
        one.kin.isdisjoint(other.kin),
    )


def _times(one: Traits, other: Traits) -> tuple[float, ...]:
    """Same day, days overlap, one day apart, days between, reports apart."""
    if one.published is None or other.published is None:
        reports = 0.5
    else:
        reports = min(1.0, math.log1p(abs(one.published - other.published)) / _LONG_APART)
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False, False, False, 0.0, reports
    apart = max(0, one.first - other.last, other.first - one.last)
    told = one.time_told and other.time_told
    return (
        # Both tell a day, and it is the same.
        told and one.first == other.first == one.last == other.last,
        apart == 0,
        # Both tell a day, and one is the day after the other: a slip of "last night", or another event.
        told and apart == 1,
        min(1.0, math.log1p(apart) / _LONG_BETWEEN) if apart else 0.0,
        reports,
    )


def _places(one: Side, other: Side) -> tuple[float, ...]:
    """Same place, one inside the other, same region, beyond reach, two countries, two quarters, place untold."""
    here, there = one.traits, other.traits
    same = inside = False
    beyond = 0.0
    if here.place is not None and there.place is not None:
        same = here.place == there.place
        # A quarter and its town, a town and its province. One inside the other is never beyond its reach, however
        # large that is.
        inside = here.place in other.within or there.place in one.within
        if not inside and here.latitude is not None and there.latitude is not None:
            beyond = _beyond(here, there)
    return (
        same and one.near,
        inside and not same,
        same and not one.near,
        beyond,
        bool(here.country and there.country) and here.country != there.country,
        # Both tell a quarter or a point, and not the same.
        one.exact and other.exact and here.place != there.place,
        not (here.place_told and there.place_told),
    )


def _beyond(here: Traits, there: Traits) -> float:
    """How far apart the places are beyond what their precisions leave open."""
    apart = kilometres(here.latitude or 0, here.longitude or 0, there.latitude or 0, there.longitude or 0)
    reach = max(here.radius or 0, there.radius or 0)
    return min(1.0, math.log1p(max(0.0, apart - reach) / 5) / _FAR)


def _who(one: Side, other: Side) -> tuple[float, ...]:
    """An actor in common, other actors, targets in common, sides in common."""
    shared = not one.actors.isdisjoint(other.actors)
    return (
        shared,
        bool(one.actors and other.actors) and not shared,
        _jaccard(one.targets, other.targets),
        _jaccard(one.sides, other.sides),
    )


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _words(one: Side, other: Side) -> tuple[float, ...]:
    """Words of targets, names of places, other names of places, words."""
    names = _weighted(one.names, other.names)
    return (
        _weighted(one.people, other.people),
        names,
        # Both name places, and no word of them is the same.
        bool(one.names.words and other.names.words) and one.names.words.isdisjoint(other.names.words),
        _weighted(one.words, other.words),
    )


def _weighted(one: _Vector, other: _Vector) -> float:
    """Cosine of the two sets of words, each word with its weight."""
    shared = one.words & other.words
    return math.fsum(map(one.squares.__getitem__, shared)) / (one.norm * other.norm) if shared else 0.0


def _numbers(one: _Numbers, other: _Numbers) -> tuple[float, ...]:
    """Whether a number of one is a number of the other, and how far the nearest are apart, as a ratio."""
    if not one.told or not other.told:
        return False, 0.0
    agree = not one.told.isdisjoint(other.told)
    if agree or any(a[0] <= b[1] and b[0] <= a[1] for a in one.stretches for b in other.stretches):
        return agree, 0.0
    nearest = min(abs(a - b) for a in one.middles for b in other.middles)
    return False, min(1.0, nearest / _TENFOLD)


_LONG_APART: Final = math.log1p(60)
_LONG_BETWEEN: Final = math.log1p(30)
_FAR: Final = math.log1p(200)
_TENFOLD: Final = math.log(10)

FEATURES: Final = (
    "same type",
    "a type in common",
    "types of another kind",
    "same day",
    "days overlap",
    "one day apart",
    "days between",
    "reports apart",
    "same place",
    "one place inside the other",
    "same region",
    "beyond reach",
    "two countries",
    "two quarters",
    "place untold",
    "an actor in common",
    "other actors",
    "targets in common",
    "sides in common",
    "words of targets",
    "names of places",
    "other names of places",
    "words",
    "same number killed",
    "numbers killed apart",
    "same number wounded",
    "numbers wounded apart",
    "same outlet",
)
"""What is compared, by the name a person sees among the reasons of a join, in the order of the values."""
