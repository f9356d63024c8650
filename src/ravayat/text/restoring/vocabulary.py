"""What was found out of each word, kept from text to text.

Whether half-spaces were deleted inside a word depends, but for the text as a whole and for words with two
readings, on the word alone. News repeats its words: of a report's words nearly all stood in those before it,
and for a short text to ask the model costs more than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import Bools, Codes, Ints, Segments
from ravayat.text.restoring.conventions import Conventions, damaged_plurals, free_plurals
from ravayat.text.restoring.features import SplitPlaces, Types
from ravayat.text.restoring.hashing import Hashes, mixed
from ravayat.text.restoring.lexicon import LexiconRows
from ravayat.text.restoring.model import WITNESS, Floats, Model
from ravayat.text.restoring.readings import TwoReadings, Undecided, place_columns

_SET_BITS, _WAYS = 15, 4
"""Words have 2 to this power sets of so many slots: 1 MB."""
_FREE_PLURAL = 0.4
"""A glued plural that the writer may have wanted so counts for so much of a place that can only be damage."""
_CLASS = 15
_RARE, _DIVIDED = 1 << 12, 1 << 13
"""Added to the entries of rare words and of those that have places; what is below are three classes of counts."""
_LARGEST = (1 << 14) - 1

_Place = tuple[float, ...]
_Places = tuple[list[_Place], list[_Place]]
"""For a word the rows of :class:`Splits`, and of :class:`Undecided`, without the segment."""


_NONE_UNDECIDED = Undecided.of([])


@dataclass(frozen=True, slots=True)
class Splits:
    """Places inside segments where half-spaces were deleted, if any were deleted from this text.

    Attributes:
        segments: number of the segment, in order.
        before: how many of its letters stand before the place.
        probability: how probable it is.
        worth: how much the place speaks for damage.
        damaged: whether it is damage whatever the rest of the text says.
    """

    segments: Ints
    before: Ints
    probability: Floats
    worth: Floats
    damaged: Bools

    @classmethod
    def of(cls, rows: Sequence[Sequence[float]]) -> Splits:
        """From rows of these attributes."""
        segments, before, (probability, worth, damaged) = place_columns(rows, 3)
        return cls(segments, before, probability, worth, damaged > 0)


@dataclass(frozen=True, slots=True)
class Judged:
    """The segments of a text, each judged by itself.

    Attributes:
        rows: the lexicon's entry of each segment.
        rare: numbers of segments that sound text has so seldom that a witness prevails.
        splits: places inside them.
        undecided: those with two readings.
    """

    rows: LexiconRows
    rare: Ints
    splits: Splits
    undecided: Undecided


class Vocabulary:
    """The words met so far, as a model judges them under some conventions.

    May be used by several threads: each entry is written whole, what is written is the same whoever writes it,
    and what one thread overwrites of another is only found out again.
    """

    def __init__(self, model: Model, conventions: Conventions, threshold: float) -> None:
        """``threshold`` is the probability that a place must reach."""
        self._model, self._conventions, self._threshold = model, conventions, threshold
        self._known = WordTable()

    def judged(self, codes: Codes, segments: Segments, keys: Hashes) -> Judged:
        """Judge ``segments`` of the text of ``codes``, whose hashes are ``keys``."""
        known = self._known
        if known.full:
            known = self._known = WordTable()
        entries, unknown = known.look_up(keys)
        new = unknown.nonzero()[0]
        places = known.places
        if len(new):
            words = keys[new].tolist()
            where = dict(zip(words, new.tolist(), strict=True))
            first = np.fromiter(where.values(), np.int64, len(where))
            types = Types.of(codes, segments.starts[first], segments.ends[first])
            learned, more = self._learned(types)
            places.update(zip(types.keys[list(more)].tolist(), more.values(), strict=True))
            known.add(types.keys, learned)
            entry_of = dict(zip(where, learned.tolist(), strict=True))
            entries[new] = list(map(entry_of.__getitem__, words))
        rows = LexiconRows(entries & _CLASS, entries >> 4 & _CLASS, entries >> 8 & _CLASS)
        divided = (entries >= _DIVIDED).nonzero()[0]
        found = [(at, places[key]) for at, key in zip(divided.tolist(), keys[divided].tolist(), strict=True)]
        splits = [(at, *place) for at, (certain, _) in found for place in certain]
        undecided = [(at, *place) for at, (_, two) in found for place in two]
        return Judged(
            rows,
            (entries & _RARE).nonzero()[0],
            Splits.of(splits),
            Undecided.of(undecided) if undecided else _NONE_UNDECIDED,
        )

    def _learned(self, types: Types) -> tuple[Ints, dict[int, _Places]]:
        """The entry of each of ``types``, and the places of those that have some."""
        judged = self._model.splits(types)
        places, rows = judged.places, judged.rows
        probability = self._conventions.applied(types, places, judged.probability, self._model.lexicon)
        sure = (probability >= self._threshold) & ~places.beside_a_better_one(probability)
        readings = TwoReadings.of(types, places, probability, self._threshold)
        if len(readings.places):
            sure[readings.beside(places)] = False
        chosen = sure.nonzero()[0]
        found: dict[int, _Places] = {}
        if len(chosen) or len(readings.places):
            plurals = np.concatenate((chosen, readings.places))
            worth = np.where(free_plurals(types, places.take(plurals)), _FREE_PLURAL, 1.0)
            damaged = damaged_plurals(types, places.take(chosen)).astype(np.float32)
            for at, place in _rows(places, chosen, probability[chosen], worth[: len(chosen)], damaged):
                found.setdefault(at, ([], []))[0].append(place)
            both = readings.plural, readings.indefinite, worth[len(chosen) :], readings.glued.astype(np.float32)
            for at, place in _rows(places, readings.places, *both):
                found.setdefault(at, ([], []))[1].append(place)
        entries = rows.free + (rows.before.astype(np.int64) << 4) + (rows.after.astype(np.int64) << 8)
        entries += (judged.words <= WITNESS) * _RARE
        entries[list(found)] += _DIVIDED
        return entries, found


class WordTable:
    """Small numbers by the hashes of words, as a cache holds them: a word has few slots, and may be overwritten.

    Attributes:
        places: for the words that have any, where they are divided.
    """

    def __init__(self) -> None:
        """An empty one."""
        self.places: dict[int, _Places] = {}
        self._slots = np.zeros((1 << _SET_BITS, _WAYS), np.uint64)
        self._used = 0

    @property
    def full(self) -> bool:
        """Whether it is better to begin anew."""
        return self._used > self._slots.size // 2

    def look_up(self, keys: Hashes) -> tuple[Ints, Bools]:
        """The number of each of ``keys``, and which are not known; their numbers mean nothing."""
        sets, tags = _addresses(keys)
        # The right slot differs from the word's tag in the number alone.
        first, second, third, fourth = (self._slots[sets] ^ tags[:, None]).T
        numbers = np.minimum(np.minimum(first, second), np.minimum(third, fourth))
        return numbers.view(np.int64), numbers > _LARGEST

    def add(self, keys: Hashes, numbers: Ints) -> None:
        """Keep the number of each of ``keys``, which are not known."""
        sets, tags = _addresses(keys)
        ways = (self._slots[sets] == 0).argmax(axis=1)
        # Where no way is free, this is the first one, which is overwritten.
        self._slots[sets, ways] = tags | numbers.view(np.uint64)
        self._used += len(keys)


def _addresses(keys: Hashes) -> tuple[Ints, Hashes]:
    """The set of slots that each of ``keys`` belongs to, and its other bits, with a bit that no empty slot has."""
    bits = mixed(keys)
    return (bits >> np.uint64(64 - _SET_BITS)).view(np.int64), bits << np.uint64(_SET_BITS) | np.uint64(_LARGEST + 1)


def _rows(places: SplitPlaces, which: Ints, *columns: npt.NDArray[np.floating]) -> Iterator[tuple[int, _Place]]:
    """For some of ``places`` the number of the word, and what is kept of the place: where it is, and ``columns``."""
    values = zip(places.before[which].tolist(), *(column.tolist() for column in columns), strict=True)
    return zip(places.owner[which].tolist(), values, strict=True)
