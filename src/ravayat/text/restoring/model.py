"""The learned part: how probable it is that a half-space was lost at a place.

Two sources are united. A logistic model over character n-grams and word classes speaks for
every place. A lexicon of what sound text does with the very word (or pair of words) speaks
where it was seen. With the model's probability ``p`` as the mean of a Beta prior worth
``strength`` sightings, the answer is ``(half + strength * p) / (half + plain + strength)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import Ints, Segments
from ravayat.text.restoring.features import (
    Indexes,
    JoinPlaces,
    SplitPlaces,
    Types,
    join_features,
    split_features,
)
from ravayat.text.restoring.hashing import Hashes, SubstringHashes, pair
from ravayat.text.restoring.lexicon import Lexicon, LexiconRows, Prints, Tally, side_by_side
from ravayat.text.restoring.rules import impossible, inflected, inseparable, unlikely, word_classes
from ravayat.whole_file import replacing

Floats = npt.NDArray[np.float32]

WEIGHTS = "weights.npz"
_ONE = np.float32(1)
_CERTAIN = np.float32(30)
_HOPELESS = 0.3
"""Probabilities below this one may be too low: none so low is ever acted on."""
WITNESS = 6.0
"""What the text itself says of a word is worth so many sightings: it prevails over three sightings of the contrary."""
_FULL, _SLIPS = 250, 2
"""Beside so many half-spaces of a form that has no other spelling so many blanks are slips: tables bring large numbers
down to a byte, and without this nothing frequent would be as sure as what is too rare for a slip."""
LOGISTIC = ("split", "join", "reading")
TALLIES = ("words", "splits_seen", "joins_seen", "blanks_seen")


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over hashed features.

    Attributes:
        weights: one byte each; their number is a power of two.
        scale: what one step of a weight is worth.
        bias: log odds where no feature speaks.
    """

    weights: npt.NDArray[np.int8]
    scale: float
    bias: float

    @property
    def bits(self) -> int:
        """How many bits index the weights."""
        return len(self.weights).bit_length() - 1

    def log_odds(self, features: Indexes) -> Floats:
        """Those of each column of ``features``."""
        odds: Floats = self.weights.take(features).sum(axis=0, dtype=np.int32) * np.float32(self.scale)
        odds += np.float32(self.bias)
        return odds

    def probabilities(self, features: Indexes) -> Floats:
        """One for each column of ``features``."""
        return probabilities(self.log_odds(features))


def probabilities(log_odds: Floats) -> Floats:
    """The probabilities that these are the log odds of."""
    within = np.minimum(np.maximum(log_odds, -_CERTAIN), _CERTAIN)
    result: Floats = _ONE / (_ONE + np.exp(-within))
    return result


@dataclass(frozen=True, slots=True)
class SplitsFound:
    """What a model says of different segments.

    Attributes:
        places: all places inside them.
        probability: of each place, that a half-space was deleted there.
        words: how often each segment was seen as a word with its half-spaces taken out.
        rows: the lexicon's entry of each segment.
    """

    places: SplitPlaces
    probability: Floats
    words: Floats
    rows: LexiconRows


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything learned.

    Attributes:
        lexicon: where segments stand in sound text.
        split, join: the logistic models.
        reading: a third one: how much what stands around a word speaks for ``ه‌ای`` at its end, against ``‌های``.
        words, splits_seen: how often sound text has a word (half-spaces taken out), and one with a half-space at
            a certain place.
        joins_seen, blanks_seen: how often it has two segments with a half-space, and with a blank, between them.
        strength: how many sightings the logistic model's word is worth.
    """

    lexicon: Lexicon
    split: Logistic
    join: Logistic
    reading: Logistic
    words: Tally
    splits_seen: Tally
    joins_seen: Tally
    blanks_seen: Tally
    strength: float

    def splits(self, types: Types) -> SplitsFound:
        """Every place inside the segments ``types``, and the probability that a half-space was deleted there."""
        places = SplitPlaces.of(types)
        words = self.words.look_up(types.keys)
        seen = words[places.owner]
        half = np.zeros(len(seen), np.float32)
        # What was never seen as a word was not seen with half-spaces either.
        again = seen.nonzero()[0]
        if len(again):
            half[again] = self.splits_seen.look_up(split_keys(types, places.take(again)))
        prior = np.zeros(len(half), np.float32)
        asked = self._undecided(half, seen)
        few = places.take(asked)
        rows = self.lexicon.look_up(np.concatenate((few.left, few.right, types.keys)))
        count = len(asked)
        if count:
            sides = rows.take(slice(count)), rows.take(slice(count, 2 * count))
            prior[asked] = self.split_prior(types, few, *sides)
        united = self._united(half, seen, prior)
        learned = ((united >= _HOPELESS) & (half == 0)).nonzero()[0]
        united[learned[inseparable(types, places.take(learned))]] = 0
        return SplitsFound(places, united, words, rows.take(slice(2 * count, None)))

    def joins(
        self,
        hashes: SubstringHashes,
        segments: Segments,
        places: JoinPlaces,
        rows: LexiconRows,
    ) -> Floats:
        """The probability that each blank was a half-space; ``rows`` are those of all segments."""
        prints, counts = side_by_side(self.joins_seen, self.blanks_seen)
        which, place = prints.locate(places.pairs())
        half, blank = numbers = np.zeros((2, len(places.left)), np.float32)
        numbers[:, which] = counts[:, place]
        classes = word_classes(places.keys)
        slips = ((half >= _FULL) & (blank <= _SLIPS) & (blank > 0)).nonzero()[0]
        blank[slips[inflected(places.take(slips), classes)]] = 0
        seen = half + blank
        prior = np.zeros(len(half), np.float32)
        asked = self._undecided(half, seen)
        kept = half[asked] > 0
        unseen = (~kept).nonzero()[0]
        kept[unseen] = ~unlikely(hashes, segments, places.take(asked[unseen]), rows, classes)
        asked = asked[kept]
        if len(asked):
            few = places.take(asked)
            prior[asked] = self.join_prior(hashes, segments, few, rows.take(few.left), rows.take(few.right))
        united = self._united(half, seen, prior)
        united[impossible(hashes, segments, places, classes)] = 0
        return united

    def splits_witnessed(self, types: Types, places: SplitPlaces, worth: float) -> Floats:
        """The probability of half-spaces at places for which something speaks that is worth so many sightings."""
        half = self.splits_seen.look_up(split_keys(types, places)) + np.float32(worth)
        seen = self.words.look_up(types.keys)[places.owner] + np.float32(worth)
        return self._united(half, seen, np.zeros(len(half), np.float32))

    def joins_witnessed(self, pairs: Hashes, worth: float) -> Floats:
        """The same of half-spaces between the segments of ``pairs``."""
        half = self.joins_seen.look_up(pairs) + np.float32(worth)
        return self._united(half, half + self.blanks_seen.look_up(pairs), np.zeros(len(half), np.float32))

    def split_prior(self, types: Types, places: SplitPlaces, left: LexiconRows, right: LexiconRows) -> Floats:
        """What the logistic model says of places inside words, the words themselves not looked up."""
        apart = self.blanks_seen.classes(places.pairs())
        return self.split.probabilities(split_features(types, places, left, right, apart, self.split.bits))

    def join_prior(
        self, hashes: SubstringHashes, segments: Segments, places: JoinPlaces, left: LexiconRows, right: LexiconRows
    ) -> Floats:
        """What the logistic model says of blanks, the pairs themselves not looked up."""
        return self.join.probabilities(join_features(hashes, segments, places, left, right, self.join.bits))

    def _undecided(self, half: Floats, seen: Floats) -> Ints:
        """Where the logistic model can still matter: it is not asked of what was seen often and never so."""
        return (self._united(half, seen, _ONE) >= _HOPELESS).nonzero()[0]

    def _united(self, half: Floats, seen: Floats, prior: Floats | np.float32) -> Floats:
        strength = np.float32(self.strength)
        # Both tallies end at the same number, so that a word seen always with a half-space stays so.
        united = (half + strength * prior) / (np.maximum(seen, half) + strength)
        return united.astype(np.float32, copy=False)


def split_keys(types: Types, places: SplitPlaces) -> Hashes:
    """A hash for each place inside a word, the word included."""
    return pair(types.keys[places.owner], places.before.astype(np.uint64))


@cache
def load_model(path: Path | None = None) -> Model:
    """The model of the package, or the one at ``path``."""
    if path is None:
        with as_file(files(__package__) / WEIGHTS) as own:
            return _read(own)
    return _read(path)


def _read(path: Path) -> Model:
    with np.load(path, allow_pickle=False) as data:
        logistic = {
            name: Logistic(data[name], float(scale), float(bias))
            for name, scale, bias in zip(LOGISTIC, data["scales"], data["biases"], strict=True)
        }
        return Model(
            Lexicon(Prints(data["prints"]), LexiconRows(data["free"], data["before"], data["after"])),
            logistic["split"],
            logistic["join"],
            logistic["reading"],
            **{name: Tally(Prints(data[name]), data[f"{name}_counts"]) for name in TALLIES},
            strength=float(data["strength"]),
        )


def write_model(model: Model, path: Path) -> None:
    """Write what :func:`load_model` reads."""
    arrays: dict[str, Any] = {
        "prints": model.lexicon.prints.values,
        "free": model.lexicon.rows.free,
        "before": model.lexicon.rows.before,
        "after": model.lexicon.rows.after,
        "strength": np.float32(model.strength),
    }
    logistic: list[Logistic] = [getattr(model, name) for name in LOGISTIC]
    arrays |= dict(zip(LOGISTIC, (one.weights for one in logistic), strict=True))
    arrays["scales"] = np.array([one.scale for one in logistic], np.float32)
    arrays["biases"] = np.array([one.bias for one in logistic], np.float32)
    for name in TALLIES:
        tally: Tally = getattr(model, name)
        arrays |= {name: tally.prints.values, f"{name}_counts": tally.counts}
    with replacing(path, "wb") as out:
        np.savez_compressed(out, **arrays)
