"""Finds the half-spaces that a text has lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ravayat.text.restoring.characters import BLANK, HALF, Characters, Ints, Segments
from ravayat.text.restoring.evidence import Evidence
from ravayat.text.restoring.features import JoinPlaces, Types, candidates
from ravayat.text.restoring.hashing import SubstringHashes
from ravayat.text.restoring.model import Floats, Model

_NEVER = 2.0
_EVIDENT = 0.9
"""Places at least so probable are counted to judge the text as a whole."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a place is restored.

    Attributes:
        split, join: least probability, the judgement of the whole text included.
        sure: what a blank alone must reach to be restored whatever the rest of the text says. A place
            inside a word is never that sure, for there the writer may have chosen.
    """

    split: float = 0.5
    join: float = 0.5
    sure: float = 0.995


@dataclass(frozen=True, slots=True)
class Found:
    """Places among the characters, in order.

    Attributes:
        places: indexes of letters before which a half-space belongs, and of blanks that should be one.
        confidences: probability of each.
    """

    places: Ints
    confidences: Floats


def find(characters: Characters, model: Model, thresholds: Thresholds = Thresholds()) -> Found:
    """Every lost half-space, found in rounds until a round finds none.

    A round knows nothing but the text as the rounds before it left it. So the end is a fixed
    point, and restoring a restored text changes nothing.
    """
    added = np.zeros(len(characters.codes), np.bool_)
    confidences = np.zeros(len(added), np.float32)
    hashes = SubstringHashes.of(characters.codes)
    while True:
        segments = Segments.of(characters, added)
        if not len(segments):
            break
        found = _round(characters, segments, hashes, model, thresholds)
        if not len(found.places):
            break
        added[found.places] = True
        confidences[found.places] = found.confidences
    places = np.flatnonzero(added)
    return Found(places, confidences[places])


def _round(
    characters: Characters, segments: Segments, hashes: SubstringHashes, model: Model, thresholds: Thresholds
) -> Found:
    keys = hashes.between(segments.starts, segments.ends)
    _, first, kinds = np.unique(keys, return_index=True, return_inverse=True)
    types = Types.of(characters.codes, segments.starts[first], segments.ends[first])
    split = _splits(segments, types, kinds, model, thresholds.split)
    join = _joins(segments, hashes, types, kinds, model, thresholds.join)
    kept = int(np.count_nonzero(segments.gaps == HALF))
    evidence = Evidence.of(kept, *(int(np.count_nonzero(each.confidences >= _EVIDENT)) for each in (split, join)))
    split = _judged(split, evidence.deleted, thresholds.split, sure=_NEVER)
    join = _judged(join, evidence.blanks, thresholds.join, thresholds.sure)
    return Found(np.concatenate((split.places, join.places)), np.concatenate((split.confidences, join.confidences)))


def _judged(found: Found, damaged: float, threshold: float, sure: float) -> Found:
    """What remains of ``found`` in a text that is ``damaged`` in this way with some probability."""
    confidences = np.where(found.confidences >= sure, found.confidences, found.confidences * np.float32(damaged))
    kept = confidences >= threshold
    return Found(found.places[kept], confidences[kept])


def _splits(segments: Segments, types: Types, kinds: Ints, model: Model, threshold: float) -> Found:
    """Deleted half-spaces: decided for each different segment, then told of each of its occurrences."""
    places, probability = model.splits(types)
    sure = probability >= threshold
    owner, before, probability = places.owner[sure], places.before[sure], probability[sure]
    # The splits of one type stand together: their number and where they begin.
    number = np.bincount(owner, minlength=len(types.starts))
    begin = np.cumsum(number) - number
    repeat = number[kinds]
    occurrence = np.repeat(np.arange(len(kinds)), repeat)
    order = np.arange(len(occurrence)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    which = begin[kinds[occurrence]] + order
    return Found(segments.starts[occurrence] + before[which], probability[which])


def _joins(
    segments: Segments, hashes: SubstringHashes, types: Types, kinds: Ints, model: Model, threshold: float
) -> Found:
    """Half-spaces that became blanks."""
    left = np.flatnonzero(segments.gaps == BLANK)
    rows = model.lexicon.look_up(types.keys)
    places = JoinPlaces(left, left + 1, types.keys[kinds])
    known = model.joins_seen.look_up(places.pairs()) > 0
    left = left[candidates(rows, kinds[left], kinds[left + 1], known)]
    places = JoinPlaces(left, left + 1, places.keys)
    probability = model.joins(hashes, segments, places, rows.take(kinds[left]), rows.take(kinds[left + 1]))
    sure = probability >= threshold
    return Found(segments.ends[left[sure]], probability[sure])
