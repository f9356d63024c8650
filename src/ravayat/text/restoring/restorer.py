"""Finds the half-spaces that a text has lost."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ravayat.text.restoring.characters import BLANK, HALF, Bools, Characters, Ints, Segments
from ravayat.text.restoring.conventions import Conventions, free_plurals
from ravayat.text.restoring.evidence import Evidence
from ravayat.text.restoring.features import JoinPlaces, Types, candidates
from ravayat.text.restoring.hashing import Hashes, SubstringHashes, contained
from ravayat.text.restoring.model import Floats, Model
from ravayat.text.restoring.readings import Context, TwoReadings
from ravayat.text.restoring.witnesses import witnessed

_NEVER = 2.0
_EVIDENT = 0.9
"""Places at least so probable are counted to judge the text as a whole."""
_FREE_PLURAL = 0.4
"""A glued plural that the writer may have wanted so counts for so much of a place that can only be damage."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is restored.

    Attributes:
        split, join: least probability, the judgement of the whole text included; not below 0.3, for the
            model does not work out lower ones.
        sure: what a blank alone must reach to be restored whatever the rest of the text says. A place
            inside a word is never that sure, for there the writer may have chosen.
        conventions: spellings to follow.
    """

    split: float = 0.5
    join: float = 0.5
    sure: float = 0.999
    conventions: Conventions = field(default_factory=Conventions)


@dataclass(frozen=True, slots=True)
class Found:
    """Places among the characters, in order.

    Attributes:
        places: indexes of letters before which a half-space belongs, and of blanks that should be one.
        confidences: probability of each.
    """

    places: Ints
    confidences: Floats


_DEFAULT = Settings()


def find(characters: Characters, model: Model, settings: Settings = _DEFAULT) -> Found:
    """Every lost half-space, found in rounds until a round finds none.

    What a round finds depends on nothing but the text as the rounds before it left it. So the end
    is a fixed point, and restoring a restored text changes nothing.
    """
    state = _State.of(characters)
    confidences = np.zeros(len(state.added), np.float32)
    while True:
        segments = Segments.of(characters, state.added)
        if not len(segments):
            break
        context = Context(characters, segments, state.hashes, state.hashes.between(segments.starts, segments.ends))
        found = _round(context, state, model, settings)
        if not len(found.places) and state.added.any():
            places, probability = witnessed(context, model, settings.conventions)
            kept = probability >= max(settings.split, settings.join)
            found = Found(places[kept], probability[kept])
        if not len(found.places):
            break
        state.add(found.places)
        confidences[found.places] = found.confidences
    places = np.flatnonzero(state.added)
    return Found(places, confidences[places])


@dataclass(slots=True)
class _State:
    """A text between two rounds, with what need not be computed again because nothing near it changed.

    Attributes:
        hashes: of all substrings of the text.
        added: where half-spaces have been restored.
        latest: where the last round restored them.
        whole: sorted hashes of segments that are not split, wherever they stand.
        blanks: the probability that a blank was a half-space; below 0 where it is not known.
    """

    hashes: SubstringHashes
    added: Bools
    latest: Ints
    whole: Hashes
    blanks: Floats

    @classmethod
    def of(cls, characters: Characters) -> _State:
        count = len(characters.codes)
        none = np.zeros(0, np.int64)
        hashes = SubstringHashes.of(characters.codes)
        return cls(hashes, np.zeros(count, np.bool_), none, none.astype(np.uint64), np.full(count, -1, np.float32))

    def add(self, places: Ints) -> None:
        """Restore half-spaces."""
        self.added[places] = True
        self.latest = np.sort(places)

    def is_whole(self, keys: Hashes) -> Bools:
        """Which segments are known not to be split."""
        return contained(keys, self.whole)

    def unknown(self, segments: Segments, left: Ints) -> Bools:
        """For the blanks after the segments ``left`` whether their probabilities must be computed (again)."""
        if not len(self.latest):
            return np.ones(len(left), np.bool_)
        last = len(segments) - 1
        first, stop = segments.starts[np.maximum(left - 1, 0)], segments.ends[np.minimum(left + 2, last)]
        near = np.searchsorted(self.latest, stop, "right") > np.searchsorted(self.latest, first, "left")
        unknown: Bools = near | (self.blanks[segments.ends[left]] < 0)
        return unknown


def _round(context: Context, state: _State, model: Model, settings: Settings) -> Found:
    segments = context.segments
    unique, first, kinds = np.unique(context.keys, return_index=True, return_inverse=True)
    split, glued = _splits(context, (unique, first, kinds), state, model, settings)
    join = _joins(segments, unique, kinds, state, model, settings)
    kept = int(np.count_nonzero(segments.gaps == HALF))
    evidence = Evidence.of(kept, glued, int(np.count_nonzero(join.confidences >= _EVIDENT)))
    split = _judged(split, evidence.deleted, settings.split, sure=_NEVER)
    join = _judged(join, evidence.blanks, settings.join, settings.sure)
    return Found(np.concatenate((split.places, join.places)), np.concatenate((split.confidences, join.confidences)))


def _judged(found: Found, damaged: float, threshold: float, sure: float) -> Found:
    """What remains of ``found`` in a text that is ``damaged`` in this way with some probability."""
    confidences = np.where(found.confidences >= sure, found.confidences, found.confidences * np.float32(damaged))
    kept = confidences >= threshold
    return Found(found.places[kept], confidences[kept])


def _splits(
    context: Context, kinds: tuple[Hashes, Ints, Ints], state: _State, model: Model, settings: Settings
) -> tuple[Found, float]:
    """Deleted half-spaces: decided for each different segment, then told of each of its occurrences.

    Between two readings each occurrence decides for itself. ``kinds`` are the different segments, where each
    first stands, and which one every segment is. With what is found comes how much speaks for damage, see
    :class:`Evidence`.
    """
    segments = context.segments
    unique, first, kind_of = kinds
    asked = np.flatnonzero(~state.is_whole(unique))
    types = Types.of(context.characters.codes, segments.starts[first[asked]], segments.ends[first[asked]])
    places, probability = model.splits(types)
    probability = settings.conventions.applied(types, places, probability)
    sure = (probability >= settings.split) & ~places.beside_a_better_one(probability)
    readings = TwoReadings.of(places, probability, settings.split)
    if len(readings.places):
        sure[readings.beside(places)] = False
    owner, before = asked[places.owner], places.before

    # The splits of one type stand together: their number and where they begin.
    chosen = np.flatnonzero(sure)
    number = np.bincount(owner[chosen], minlength=len(unique))
    begin = np.cumsum(number) - number
    repeat = number[kind_of]
    occurrence = np.repeat(np.arange(len(kind_of)), repeat)
    order = np.arange(len(occurrence)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    which = chosen[begin[kind_of[occurrence]] + order]
    confidences = probability[which]

    number[owner[readings.places]] += 1
    state.whole = unique[number == 0]
    if len(readings.places):
        slot = np.full(len(unique), -1)
        slot[owner[readings.places]] = np.arange(len(readings.places))
        read = np.flatnonzero(slot[kind_of] >= 0)
        slots = slot[kind_of[read]]
        indefinite, sureness = readings.read(context, read, slots, model)
        occurrence = np.concatenate((occurrence, read))
        which = np.concatenate((which, readings.places[slots] + indefinite))
        confidences = np.concatenate((confidences, sureness))
    plural = np.concatenate((chosen, readings.places))
    worth = np.ones(len(owner), np.float32)
    worth[plural[free_plurals(types, places.take(plural))]] = _FREE_PLURAL
    speaks = worth[which] * (confidences >= _EVIDENT)
    return Found(segments.starts[occurrence] + before[which], confidences), float(speaks.sum())


def _joins(segments: Segments, unique: Hashes, kinds: Ints, state: _State, model: Model, settings: Settings) -> Found:
    """Half-spaces that became blanks."""
    all_left = np.flatnonzero(segments.gaps == BLANK)
    left = all_left[state.unknown(segments, all_left)]
    state.blanks[segments.ends[left]] = 0
    rows = model.lexicon.look_up(unique)
    keys = unique[kinds]
    pairs = JoinPlaces(left, left + 1, keys).pairs()
    maybe = candidates(rows, kinds[left], kinds[left + 1], model.joins_seen.contains(pairs))
    left = left[maybe]
    sides = (rows.take(kinds[left]), rows.take(kinds[left + 1]))
    places = JoinPlaces(left, left + 1, keys)
    learned = model.joins(state.hashes, segments, places, sides, pairs[maybe])
    state.blanks[segments.ends[left]] = settings.conventions.applied_to_blanks(segments, places, learned)
    blanks = segments.ends[all_left]
    probability = state.blanks[blanks]
    sure = probability >= settings.join
    return Found(blanks[sure], probability[sure])
