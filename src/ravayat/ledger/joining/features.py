"""How two tellings compare: numbers that a weighing can add up and a person can read."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, Self

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
    """A set of words and the length of its vector of weights."""

    words: frozenset[str]
    norm: float


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

    def square(self, word: str) -> float:
        """The square of a stem's weight."""
        return self._squares.get(word, self._rare)

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
        return _Vector(frozenset(words), math.sqrt(math.fsum(map(self.square, words))) or 1.0)


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
        "names",
        "near",
        "people",
        "sides",
        "targets",
        "traits",
        "types",
        "within",
        "words",
        "wounded",
    )

    def __init__(self, traits: Traits, weights: WordWeights) -> None:
        self.traits = traits
        self.types = frozenset(traits.types)
        # Two types are kin where one set of kin has both.
        self.kin = frozenset(number for number, kin in enumerate(KIN) if not kin.isdisjoint(self.types))
        precision = traits.precision
        self.near = precision in _NEAR
        self.exact = precision in _EXACT
        self.within = frozenset(traits.within)
        self.actors = frozenset(traits.actors)
        self.targets = frozenset(traits.targets)
        self.sides = frozenset(traits.sides)
        self.people = weights.vector(traits.people)
        self.names = weights.vector(traits.names)
        self.words = weights.vector(traits.words)
        self.killed = _Numbers.of(traits.killed)
        self.wounded = _Numbers.of(traits.wounded)


class _Numbers(NamedTuple):
    """Numbers told of one kind: as they were told, from where to where each, and the logarithm of each one's middle."""

    told: frozenset[Bounds]
    stretches: tuple[tuple[float, float], ...]
    middles: tuple[float, ...]

    @classmethod
    def of(cls, told: Sequence[Bounds]) -> Self:
        stretches = tuple((low or 0, math.inf if high is None else high) for low, high in told)
        middles = tuple(math.log1p(((low or high or 0) + (high or low or 0)) / 2) for low, high in told)
        return cls(frozenset(told), stretches, middles)


_NEAR: Final = ("point", "quarter", "town")
_EXACT: Final = ("point", "quarter")
_KEPT: Final = 2_000
"""Sides kept at a time."""
_Compare = Callable[[Side, Side, WordWeights], float]


def compare(one: Traits, other: Traits, weights: WordWeights) -> tuple[float, ...]:
    """Values of :data:`FEATURES` for two tellings, each about 0 to 1.

    Args:
        one: a telling.
        other: another; in any order the values are the same.
        weights: how telling each stem is.
    """
    return compare_sides(weights.side(one), weights.side(other), weights)


def compare_sides(one: Side, other: Side, weights: WordWeights) -> tuple[float, ...]:
    """As :func:`compare`, for tellings made ready by the same ``weights``."""
    return tuple([feature(one, other, weights) for feature in _COMPARISONS])


def _same_type(one: Side, other: Side, _: WordWeights) -> float:
    return float(one.traits.types[0] == other.traits.types[0])


def _shared_type(one: Side, other: Side, _: WordWeights) -> float:
    return float(not one.types.isdisjoint(other.types))


def _other_kind(one: Side, other: Side, _: WordWeights) -> float:
    return float(one.kin.isdisjoint(other.kin))


def _days_apart(one: Traits, other: Traits) -> int | None:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, one.first - other.last, other.first - one.last)


def _same_day(one: Side, other: Side, _: WordWeights) -> float:
    """Both tell a day, and it is the same."""
    here, there = one.traits, other.traits
    told = here.time_told and there.time_told
    return float(told and here.first == there.first == here.last == there.last)


def _overlap(one: Side, other: Side, _: WordWeights) -> float:
    return float(_days_apart(one.traits, other.traits) == 0)


def _one_day_apart(one: Side, other: Side, _: WordWeights) -> float:
    """Both tell a day, and one is the day after the other: a slip of "last night", or another event."""
    return float(one.traits.time_told and other.traits.time_told and _days_apart(one.traits, other.traits) == 1)


def _days_between(one: Side, other: Side, _: WordWeights) -> float:
    days = _days_apart(one.traits, other.traits)
    return min(1.0, math.log1p(days) / math.log1p(30)) if days else 0.0


def _reports_apart(one: Side, other: Side, _: WordWeights) -> float:
    here, there = one.traits.published, other.traits.published
    if here is None or there is None:
        return 0.5
    return min(1.0, math.log1p(abs(here - there)) / math.log1p(60))


def _same_place(one: Side, other: Side, _: WordWeights) -> float:
    return float(one.traits.place is not None and one.traits.place == other.traits.place and one.near)


def _one_in_other(one: Side, other: Side, _: WordWeights) -> float:
    """One tells a place inside the other's: a quarter and its town, a town and its province."""
    here, there = one.traits.place, other.traits.place
    if here is None or there is None or here == there:
        return 0.0
    return float(here in other.within or there in one.within)


def _same_wide_place(one: Side, other: Side, _: WordWeights) -> float:
    return float(one.traits.place is not None and one.traits.place == other.traits.place and not one.near)


def _beyond_reach(one: Side, other: Side, _: WordWeights) -> float:
    """How far apart the places are beyond what their precisions leave open."""
    here, there = one.traits, other.traits
    if here.place is None or there.place is None or None in (here.latitude, there.latitude):
        return 0.0
    # A place inside the other's is never beyond its reach, however large that is.
    if here.place in other.within or there.place in one.within:
        return 0.0
    apart = kilometres(here.latitude or 0, here.longitude or 0, there.latitude or 0, there.longitude or 0)
    reach = max(here.radius or 0, there.radius or 0)
    return min(1.0, math.log1p(max(0.0, apart - reach) / 5) / math.log1p(200))


def _two_quarters(one: Side, other: Side, _: WordWeights) -> float:
    """Both tell a quarter or a point, and not the same."""
    return float(one.exact and other.exact and one.traits.place != other.traits.place)


def _place_untold(one: Side, other: Side, _: WordWeights) -> float:
    return float(not (one.traits.place_told and other.traits.place_told))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _shared_actors(one: Side, other: Side, _: WordWeights) -> float:
    return float(not one.actors.isdisjoint(other.actors))


def _other_actors(one: Side, other: Side, _: WordWeights) -> float:
    return float(bool(one.actors and other.actors) and one.actors.isdisjoint(other.actors))


def _shared_targets(one: Side, other: Side, _: WordWeights) -> float:
    return _jaccard(one.targets, other.targets)


def _shared_sides(one: Side, other: Side, _: WordWeights) -> float:
    return _jaccard(one.sides, other.sides)


def _shared_people(one: Side, other: Side, weights: WordWeights) -> float:
    return _weighted(one.people, other.people, weights)


def _shared_names(one: Side, other: Side, weights: WordWeights) -> float:
    return _weighted(one.names, other.names, weights)


def _other_names(one: Side, other: Side, _: WordWeights) -> float:
    """Both name places, and no word of them is the same."""
    return float(bool(one.traits.names and other.traits.names) and one.names.words.isdisjoint(other.names.words))


def _shared_words(one: Side, other: Side, weights: WordWeights) -> float:
    return _weighted(one.words, other.words, weights)


def _weighted(one: _Vector, other: _Vector, weights: WordWeights) -> float:
    """Cosine of the two sets of words, each word with its weight."""
    shared = one.words & other.words
    return math.fsum(map(weights.square, shared)) / (one.norm * other.norm) if shared else 0.0


def _agree(one: _Numbers, other: _Numbers) -> float:
    """Whether a number of one is a number of the other."""
    return float(not one.told.isdisjoint(other.told))


def _overlapping(one: _Numbers, other: _Numbers) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one.stretches for b in other.stretches)


def _apart(one: _Numbers, other: _Numbers) -> float:
    """How far the nearest numbers are apart, as a ratio; 0 where they overlap or one side tells none."""
    if not one.told or not other.told or _overlapping(one, other):
        return 0.0
    nearest = min(abs(a - b) for a in one.middles for b in other.middles)
    return min(1.0, nearest / math.log(10))


def _killed_agree(one: Side, other: Side, _: WordWeights) -> float:
    return _agree(one.killed, other.killed)


def _killed_apart(one: Side, other: Side, _: WordWeights) -> float:
    return _apart(one.killed, other.killed)


def _wounded_agree(one: Side, other: Side, _: WordWeights) -> float:
    return _agree(one.wounded, other.wounded)


def _wounded_apart(one: Side, other: Side, _: WordWeights) -> float:
    return _apart(one.wounded, other.wounded)


def _same_outlet(one: Side, other: Side, _: WordWeights) -> float:
    return float(bool(one.traits.outlet) and one.traits.outlet == other.traits.outlet)


FEATURES: Final[dict[str, _Compare]] = {
    "same type": _same_type,
    "a type in common": _shared_type,
    "types of another kind": _other_kind,
    "same day": _same_day,
    "days overlap": _overlap,
    "one day apart": _one_day_apart,
    "days between": _days_between,
    "reports apart": _reports_apart,
    "same place": _same_place,
    "one place inside the other": _one_in_other,
    "same region": _same_wide_place,
    "beyond reach": _beyond_reach,
    "two quarters": _two_quarters,
    "place untold": _place_untold,
    "an actor in common": _shared_actors,
    "other actors": _other_actors,
    "targets in common": _shared_targets,
    "sides in common": _shared_sides,
    "words of targets": _shared_people,
    "names of places": _shared_names,
    "other names of places": _other_names,
    "words": _shared_words,
    "same number killed": _killed_agree,
    "numbers killed apart": _killed_apart,
    "same number wounded": _wounded_agree,
    "numbers wounded apart": _wounded_apart,
    "same outlet": _same_outlet,
}
"""What is compared, by the name a person sees among the reasons of a join."""
_COMPARISONS: Final = tuple(FEATURES.values())
