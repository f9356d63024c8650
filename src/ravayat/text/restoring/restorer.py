"""Finds the half-spaces that a text has lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from ravayat.text.restoring.characters import BLANK, HALF, Bools, Characters, Ints, Segments
from ravayat.text.restoring.conventions import CHOSEN, Conventions
from ravayat.text.restoring.evidence import Evidence
from ravayat.text.restoring.features import JoinPlaces, candidates
from ravayat.text.restoring.hashing import SubstringHashes
from ravayat.text.restoring.lexicon import LexiconRows
from ravayat.text.restoring.model import Floats, Model
from ravayat.text.restoring.readings import Context, read
from ravayat.text.restoring.vocabulary import Judged, Vocabulary
from ravayat.text.restoring.witnesses import witnessed

_EVIDENT = 0.9
"""Places at least so probable are counted to judge the text as a whole."""
_LIKELY = CHOSEN
"""Places at least so probable follow the strongest evidence, others that of their own round: what only a repair brings
to light is less often right. Conventions reach it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is restored.

    Attributes:
        split, join: least probability, the judgement of the whole text included; not below 0.3, for the
            model does not work out lower ones.
        sure: what a blank alone must reach to be restored whatever the rest of the text says. A place
            inside a word is that sure only in a plural that nobody glues, for elsewhere the writer may have chosen.
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

    What a round finds depends on the text as the rounds before it left it, and, for likely places, on the strongest
    evidence of damage that any of them found: repaired halfway, a text looks sound. The last round found nothing with
    evidence at least as strong as what the restored text itself gives. So restoring a restored text changes nothing.
    """
    state = _State.of(characters)
    vocabulary = _vocabulary(model, settings.conventions, settings.split)
    while True:
        segments = Segments.of(characters, state.added.places)
        if not len(segments):
            break
        context = Context(characters, segments, state.hashes, state.hashes.between(segments.starts, segments.ends))
        judged = vocabulary.judged(characters.codes, segments, context.keys)
        found = _round(context, judged, state, model, settings)
        if not len(found.places) and len(state.added.places):
            places, probability = witnessed(context, judged.rare, model, settings.conventions)
            kept = probability >= max(settings.split, settings.join)
            found = Found(places[kept], probability[kept])
        if not len(found.places):
            break
        state.add(found)
    return state.added


@dataclass(slots=True)
class _State:
    """A text between two rounds, with what need not be computed again because nothing near it changed.

    Attributes:
        hashes: of all substrings of the text.
        added: the half-spaces that have been restored.
        latest: where the last round restored them.
        blanks: the probability that a blank was a half-space; below 0 where it is not known.
        evidence: the strongest of all rounds.
    """

    hashes: SubstringHashes
    added: Found
    latest: Ints
    blanks: Floats
    evidence: Evidence = field(default_factory=lambda: Evidence(0.0, 0.0))

    @classmethod
    def of(cls, characters: Characters) -> _State:
        count = len(characters.codes)
        none = Found(np.zeros(0, np.int64), np.zeros(0, np.float32))
        return cls(SubstringHashes.of(characters.codes), none, none.places, np.full(count, -1, np.float32))

    def add(self, found: Found) -> None:
        """Restore half-spaces."""
        places = np.concatenate((self.added.places, found.places))
        order = places.argsort()
        self.latest = np.sort(found.places)
        self.added = Found(places[order], np.concatenate((self.added.confidences, found.confidences))[order])

    def unknown(self, segments: Segments, left: Ints) -> Bools:
        """For the blanks after the segments ``left`` whether their probabilities must be computed (again)."""
        if not len(self.latest):
            return self.blanks[segments.ends[left]] < 0
        last = len(segments) - 1
        first, stop = segments.starts[np.maximum(left - 1, 0)], segments.ends[np.minimum(left + 2, last)]
        near = self.latest.searchsorted(stop, "right") > self.latest.searchsorted(first, "left")
        unknown: Bools = near | (self.blanks[segments.ends[left]] < 0)
        return unknown


@lru_cache(maxsize=4)
def _vocabulary(model: Model, conventions: Conventions, threshold: float) -> Vocabulary:
    return Vocabulary(model, conventions, threshold)


def _round(context: Context, judged: Judged, state: _State, model: Model, settings: Settings) -> Found:
    segments = context.segments
    split, glued, damaged = _splits(context, judged, model)
    join = _joins(context, judged.rows, state, model, settings)
    kept = int(np.count_nonzero(segments.gaps == HALF))
    own = Evidence.of(kept, glued, int(np.count_nonzero(join.confidences >= _EVIDENT)))
    state.evidence = state.evidence.strengthened(own)
    if len(split.places):
        split = _convincing(split, own.deleted, state.evidence.deleted, settings.split, damaged)
    if len(join.places):
        sure = join.confidences >= settings.sure
        join = _convincing(join, own.blanks, state.evidence.blanks, settings.join, sure)
    return Found(np.concatenate((split.places, join.places)), np.concatenate((split.confidences, join.confidences)))


def _convincing(found: Found, damaged: float, strongest: float, threshold: float, sure: Bools) -> Found:
    """What remains of ``found`` in a text that is ``damaged`` in this way with some probability.

    ``strongest`` is the highest that any round gave to that; what is ``sure`` does not depend on it.
    """
    damage = np.where(found.confidences >= _LIKELY, np.float32(strongest), np.float32(damaged))
    confidences = np.where(sure, found.confidences, found.confidences * damage)
    kept = confidences >= threshold
    return Found(found.places[kept], confidences[kept])


def _splits(context: Context, judged: Judged, model: Model) -> tuple[Found, float, Bools]:
    """Deleted half-spaces, how much speaks for damage, see :class:`Evidence`, and which are damage in any text.

    Between two readings what stands around each word decides.
    """
    starts, splits, undecided = context.segments.starts, judged.splits, judged.undecided
    damaged = splits.damaged
    places, confidences, worth = starts[splits.segments] + splits.before, splits.probability, splits.worth
    if len(undecided.segments):
        indefinite, sureness = read(context, undecided, model)
        places = np.concatenate((places, starts[undecided.segments] + undecided.before + indefinite))
        confidences = np.concatenate((confidences, sureness))
        damaged = np.concatenate((damaged, np.zeros(len(indefinite), np.bool_)))
        worth = np.concatenate((worth, np.where(indefinite, np.float32(1), undecided.worth)))
    speaks = worth * (confidences >= _EVIDENT)
    return Found(places, confidences), float(speaks.sum()), damaged


def _joins(context: Context, rows: LexiconRows, state: _State, model: Model, settings: Settings) -> Found:
    """Half-spaces that became blanks; ``rows`` are the lexicon's of the segments."""
    segments = context.segments
    all_left = (segments.gaps == BLANK).nonzero()[0]
    left = all_left[state.unknown(segments, all_left)]
    state.blanks[segments.ends[left]] = 0
    left = left[candidates(rows.before[left], rows.after[left + 1])]
    if len(left):
        places = JoinPlaces(left, left + 1, context.keys)
        learned = model.joins(state.hashes, segments, places, rows)
        state.blanks[segments.ends[left]] = settings.conventions.applied_to_blanks(segments, places, learned)
    blanks = segments.ends[all_left]
    probability = state.blanks[blanks]
    sure = probability >= settings.join
    return Found(blanks[sure], probability[sure])
