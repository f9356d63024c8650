"""How two tellings compare: numbers that a weighing can add up and a person can read."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, NamedTuple

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
        self._vectors: dict[Words, _Vector] = {}

    def square(self, word: str) -> float:
        """The square of a stem's weight."""
        return self._squares.get(word, self._rare)

    def vector(self, words: Words) -> _Vector:
        """The words as a vector; kept, since a telling is compared with many."""
        found = self._vectors.get(words)
        if found is None:
            if len(self._vectors) >= _KEPT:
                self._vectors.clear()
            # Words that all texts have weigh nothing; a set of them alone has no direction.
            norm = math.sqrt(math.fsum(map(self.square, words))) or 1.0
            found = self._vectors[words] = _Vector(frozenset(words), norm)
        return found


_NEAR: Final = ("point", "quarter", "town")
_KEPT: Final = 20_000
"""Vectors kept at a time."""
_Compare = Callable[[Traits, Traits, WordWeights], float]


def compare(one: Traits, other: Traits, weights: WordWeights) -> tuple[float, ...]:
    """Values of :data:`FEATURES` for two tellings, each about 0 to 1.

    Args:
        one: a telling.
        other: another; in any order the values are the same.
        weights: how telling each stem is.
    """
    return tuple(feature(one, other, weights) for feature in FEATURES.values())


def _same_type(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(one.types[0] == other.types[0])


def _shared_type(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(not set(one.types).isdisjoint(other.types))


def _other_kind(one: Traits, other: Traits, _: WordWeights) -> float:
    pairs = ({a, b} for a in one.types for b in other.types)
    return float(not any(pair <= kin for pair in pairs for kin in KIN))


def _days_apart(one: Traits, other: Traits) -> int | None:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, one.first - other.last, other.first - one.last)


def _same_day(one: Traits, other: Traits, _: WordWeights) -> float:
    """Both tell a day, and it is the same."""
    told = one.time_told and other.time_told
    return float(told and one.first == other.first == one.last == other.last)


def _overlap(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(_days_apart(one, other) == 0)


def _one_day_apart(one: Traits, other: Traits, _: WordWeights) -> float:
    """Both tell a day, and one is the day after the other: a slip of "last night", or another event."""
    return float(one.time_told and other.time_told and _days_apart(one, other) == 1)


def _days_between(one: Traits, other: Traits, _: WordWeights) -> float:
    days = _days_apart(one, other)
    return min(1.0, math.log1p(days) / math.log1p(30)) if days else 0.0


def _reports_apart(one: Traits, other: Traits, _: WordWeights) -> float:
    if one.published is None or other.published is None:
        return 0.5
    return min(1.0, math.log1p(abs(one.published - other.published)) / math.log1p(60))


def _same_place(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(one.place is not None and one.place == other.place and one.precision in _NEAR)


def _one_in_other(one: Traits, other: Traits, _: WordWeights) -> float:
    """One tells a place inside the other's: a quarter and its town, a town and its province."""
    if one.place is None or other.place is None or one.place == other.place:
        return 0.0
    return float(one.place in other.within or other.place in one.within)


def _same_wide_place(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(one.place is not None and one.place == other.place and one.precision not in _NEAR)


def _beyond_reach(one: Traits, other: Traits, _: WordWeights) -> float:
    """How far apart the places are beyond what their precisions leave open."""
    if one.place is None or other.place is None or None in (one.latitude, other.latitude):
        return 0.0
    apart = kilometres(one.latitude or 0, one.longitude or 0, other.latitude or 0, other.longitude or 0)
    # A place inside the other's is never beyond its reach, however large that is.
    if one.place in other.within or other.place in one.within:
        return 0.0
    reach = max(one.radius or 0, other.radius or 0)
    return min(1.0, math.log1p(max(0.0, apart - reach) / 5) / math.log1p(200))


def _two_quarters(one: Traits, other: Traits, _: WordWeights) -> float:
    """Both tell a quarter or a point, and not the same."""
    exact = ("point", "quarter")
    return float(one.precision in exact and other.precision in exact and one.place != other.place)


def _place_untold(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(not (one.place_told and other.place_told))


def _jaccard(one: Collection[str], other: Collection[str]) -> float:
    left, right = set(one), set(other)
    return len(left & right) / len(left | right) if left and right else 0.0


def _shared_actors(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(not set(one.actors).isdisjoint(other.actors))


def _other_actors(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(bool(one.actors and other.actors) and set(one.actors).isdisjoint(other.actors))


def _shared_targets(one: Traits, other: Traits, _: WordWeights) -> float:
    return _jaccard(one.targets, other.targets)


def _shared_sides(one: Traits, other: Traits, _: WordWeights) -> float:
    return _jaccard(one.sides, other.sides)


def _shared_people(one: Traits, other: Traits, weights: WordWeights) -> float:
    return _weighted(one.people, other.people, weights)


def _shared_names(one: Traits, other: Traits, weights: WordWeights) -> float:
    return _weighted(one.names, other.names, weights)


def _other_names(one: Traits, other: Traits, _: WordWeights) -> float:
    """Both name places, and no word of them is the same."""
    return float(bool(one.names and other.names) and set(one.names).isdisjoint(other.names))


def _shared_words(one: Traits, other: Traits, weights: WordWeights) -> float:
    return _weighted(one.words, other.words, weights)


def _weighted(one: Words, other: Words, weights: WordWeights) -> float:
    """Cosine of the two sets of words, each word with its weight."""
    if not one or not other:
        return 0.0
    left, right = weights.vector(one), weights.vector(other)
    shared = left.words & right.words
    return math.fsum(map(weights.square, shared)) / (left.norm * right.norm) if shared else 0.0


def _agree(one: Sequence[Bounds], other: Sequence[Bounds]) -> float:
    """Whether a number of one is a number of the other."""
    return float(any(a == b for a in one for b in other))


def _overlapping(one: Sequence[Bounds], other: Sequence[Bounds]) -> bool:
    return any(
        (a[0] or 0) <= (b[1] if b[1] is not None else math.inf)
        and (b[0] or 0) <= (a[1] if a[1] is not None else math.inf)
        for a in one
        for b in other
    )


def _apart(one: Sequence[Bounds], other: Sequence[Bounds]) -> float:
    """How far the nearest numbers are apart, as a ratio; 0 where they overlap or one side tells none."""
    if not one or not other or _overlapping(one, other):
        return 0.0
    middles = [[(low or high or 0, high or low or 0) for low, high in side] for side in (one, other)]
    nearest = min(abs(math.log1p(sum(a) / 2) - math.log1p(sum(b) / 2)) for a in middles[0] for b in middles[1])
    return min(1.0, nearest / math.log(10))


def _killed_agree(one: Traits, other: Traits, _: WordWeights) -> float:
    return _agree(one.killed, other.killed)


def _killed_apart(one: Traits, other: Traits, _: WordWeights) -> float:
    return _apart(one.killed, other.killed)


def _wounded_agree(one: Traits, other: Traits, _: WordWeights) -> float:
    return _agree(one.wounded, other.wounded)


def _wounded_apart(one: Traits, other: Traits, _: WordWeights) -> float:
    return _apart(one.wounded, other.wounded)


def _same_outlet(one: Traits, other: Traits, _: WordWeights) -> float:
    return float(bool(one.outlet) and one.outlet == other.outlet)


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
