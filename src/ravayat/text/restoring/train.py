"""Trains the restorer: ``python -m ravayat.text.restoring.train --shared ../shared``.

Needs scikit-learn (extra ``train``). Reads the tokens of PerDT's training part and the
news whose half-spaces are sound; never the development parts, which tune and measure.
``--dictionary`` names Lilak's words, ``index.dic`` of the npm package dictionary-fa
(``npm pack dictionary-fa@2.0.0``), ``--words`` a list of our own, ``corpus/words/half_spaces.txt``; the weights in the
package were made with both.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import BLANK, HALF, Characters, Segments
from ravayat.text.restoring.dictionary import read_dictionary, read_words, unsettled
from ravayat.text.restoring.features import (
    Indexes,
    JoinPlaces,
    SplitPlaces,
    Types,
    candidates,
    join_features,
    split_features,
)
from ravayat.text.restoring.hashing import SubstringHashes, among
from ravayat.text.restoring.lexicon import Tally
from ravayat.text.restoring.model import WEIGHTS, Floats, Logistic, Model, write_model
from ravayat.text.restoring.readings import INDEFINITE, PLURAL, SILENT, Context, context_features
from ravayat.text.restoring.sightings import Sightings, join_keys, read_sound_text, split_keys, tally, word_keys

STRENGTH = 3.0
"""Worth of the logistic models in sightings."""
TREEBANK_WEIGHT = 10
"""A token of the treebank, whose spelling is edited, is worth so many of the news."""
DICTIONARY_WEIGHT = 4
"""A word of a dictionary counts for so many sightings in news: enough to prevail over the logistic models."""
_KEPT_WORD = 2
"""What news wrote once is as often a slip as a word; every word of the treebank is kept."""
_KEPT_BLANK = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """How a logistic model is learned.

    Attributes:
        bits: how many bits index its weights.
        rounds: how often its examples are gone through.
        orders: in how many orders that is done; the weights are the mean.
        pull: strength of the pull of all weights towards 0.
    """

    bits: int
    rounds: int
    orders: int = 1
    pull: float = 1e-6


_SPLIT = Fit(bits=19, rounds=40, orders=4)
"""The examples of splits are words, each once, and far fewer than the blanks: one order alone moves a figure by 0.2."""
_JOIN = Fit(bits=19, rounds=8)
_READING = Fit(bits=15, rounds=20, pull=1e-4)


def main(arguments: list[str] | None = None) -> int:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of the training texts")
    parser.add_argument("--dictionary", type=Path, help="Hunspell dictionary whose words with half-spaces are kept")
    parser.add_argument("--words", type=Path, help="list of words with half-spaces, one a line")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name(WEIGHTS))
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args(arguments)
    try:
        dictionary = read_dictionary(args.dictionary) if args.dictionary else []
        words = read_words(args.words) if args.words else []
    except (OSError, ValueError) as error:
        parser.error(f"words cannot be read: {error}")
    treebank, news = read_sound_text(args.shared)
    model = train(treebank, news, np.random.default_rng(args.seed), dictionary, words)
    write_model(model, args.output)
    sys.stdout.write(f"{args.output}: {args.output.stat().st_size / 1e6:.2f} MB\n")
    return 0


def train(
    treebank: str,
    news: str,
    chance: np.random.Generator,
    dictionary: Sequence[str] = (),
    listed: Sequence[str] = (),
) -> Model:
    """Learn from two texts, one sentence or paragraph a line, and from words of a ``dictionary`` and a list.

    The words are kept, but nothing is learned from them about others: as examples they did harm. Those that are merely
    ``listed`` count where they are glued and where the texts do not say how they are written.
    """
    seen = Sightings.of((treebank, TREEBANK_WEIGHT), (news, 1))
    tallies = _tallies(treebank, news, seen)
    split = _fit(*_split_examples(seen, tallies[-1]), _SPLIT)
    text = f"{treebank}\n{news}"
    join_rows, join_labels = zip(*(_join_examples(text, seen, chance, rate) for rate in (0.0, 0.5)), strict=True)
    labels = np.concatenate(join_labels)
    join = _fit(np.concatenate(join_rows, axis=1), labels, np.ones(len(labels), np.float32), _JOIN)
    rows, indefinite = _reading_examples(text)
    reading = _fit(rows, indefinite, np.ones(len(indefinite), np.float32), _READING)
    # How frequent each reading is at all, the word itself tells.
    usual = float(np.log(indefinite.mean() / (1 - indefinite.mean())))
    reading = replace(reading, bias=reading.bias - usual)
    if dictionary or listed:
        known = set(dictionary)
        own = unsettled((word for word in listed if word not in known), text.splitlines(), seen.words)
        told = seen.with_words(dictionary, DICTIONARY_WEIGHT).with_words(own, DICTIONARY_WEIGHT, glued_only=True)
        tallies = _tallies(treebank, news, told)
    return Model(seen.lexicon.classes(), split, join, reading, *tallies, STRENGTH)


def _tallies(treebank: str, news: str, seen: Sightings) -> tuple[Tally, Tally, Tally, Tally]:
    """Words, their splits, joins, blanks: see :class:`Model`."""
    often = {word: count for word, count in seen.words.items() if count >= _KEPT_WORD}
    splits = {place: count for place, count in seen.splits.items() if place[0] in often}
    words = tally(word_keys(often), _numbers(often.values()))
    split = tally(split_keys(splits), _numbers(splits.values()), _numbers(often[word] for word, _ in splits))

    blanks: Counter[int] = Counter()
    for text, weight in ((treebank, TREEBANK_WEIGHT), (news, 1)):
        _, _, places, _ = _blanks(Characters.of(text), seen)
        keys, counts = np.unique(places.pairs(), return_counts=True)
        blanks.update(dict(zip(keys.tolist(), (counts * weight).tolist(), strict=True)))
    joins = dict(zip(join_keys(seen.joins).tolist(), seen.joins.values(), strict=True))
    blanks = Counter({key: count for key, count in blanks.items() if count >= _KEPT_BLANK or key in joins})

    def both(own: Mapping[int, int], other: Mapping[int, int]) -> Tally:
        totals = _numbers(count + other.get(key, 0) for key, count in own.items())
        return tally(np.fromiter(own, np.uint64), _numbers(own.values()), totals)

    return words, split, both(joins, blanks), both(blanks, joins)


def _numbers(counts: Iterable[int]) -> npt.NDArray[np.int64]:
    return np.fromiter(counts, np.int64)


def _split_examples(seen: Sightings, blanks: Tally) -> tuple[Indexes, npt.NDArray[np.bool_], Floats]:
    """Every place of every word, labelled by what sound text does there most often."""
    words = [word for word, count in seen.words.items() if count >= _KEPT_WORD]
    characters = Characters.of("\n".join(words))
    segments = Segments.of(characters)
    types = Types.of(characters.codes, segments.starts, segments.ends)
    places = SplitPlaces.of(types)
    total = np.array([seen.words[word] for word in words], np.float32)[places.owner]
    half = np.array(
        [seen.splits.get((words[owner], before), 0) for owner, before in zip(places.owner, places.before, strict=True)],
        np.float32,
    )
    # A word must not vouch for its own parts: that is what the lexicon's tallies are for.
    own = half > 0
    rows = (seen.lexicon.rows(places.left, before=own), seen.lexicon.rows(places.right, after=own))
    features = split_features(types, places, *rows, blanks.classes(places.pairs()), _SPLIT.bits)
    return features, half * 2 > total, np.log2(total + 1)


def _join_examples(
    text: str, seen: Sightings, chance: np.random.Generator, deleted: float
) -> tuple[Indexes, npt.NDArray[np.bool_]]:
    """Blanks of a damaged text: of its half-spaces so many are ``deleted``, the others made blanks."""
    whole = Characters.of(text)
    keep = (whole.kinds != HALF) | (chance.random(len(whole.kinds)) >= deleted)
    was_half = whole.kinds[keep] == HALF
    kinds = np.where(was_half, BLANK, whole.kinds[keep]).astype(np.uint8)
    damaged = Characters(whole.codes[keep], kinds, whole.places[keep])
    hashes, segments, places, known = _blanks(damaged, seen)
    rows = (
        seen.lexicon.rows(places.keys[places.left], before=known),
        seen.lexicon.rows(places.keys[places.right], after=known),
    )
    label = was_half[segments.ends[places.left]]
    return join_features(hashes, segments, places, *rows, _JOIN.bits), label


def _reading_examples(text: str) -> tuple[Indexes, npt.NDArray[np.bool_]]:
    """What stands around every plural on ``های`` and every word on ``ه`` with ``ای``, and which are the latter."""
    characters = Characters.of(text)
    segments = Segments.of(characters)
    hashes = SubstringHashes.of(characters.codes)
    keys = hashes.between(segments.starts, segments.ends)
    first = np.flatnonzero(segments.gaps == HALF)
    ends = segments.ends[first]
    silent = among(hashes.between(ends - 1, ends), (SILENT,))
    indefinite = among(keys[first + 1], (INDEFINITE,)) & silent
    either = indefinite | among(keys[first + 1], (PLURAL,))
    first, indefinite = first[either], indefinite[either]
    context = Context(characters, segments, hashes, keys)
    return context_features(context, first, first + 1, _READING.bits), indefinite


def _blanks(
    characters: Characters, seen: Sightings
) -> tuple[SubstringHashes, Segments, JoinPlaces, npt.NDArray[np.bool_]]:
    hashes = SubstringHashes.of(characters.codes)
    segments = Segments.of(characters)
    keys = hashes.between(segments.starts, segments.ends)
    left = np.flatnonzero(segments.gaps == BLANK)
    known = np.isin(JoinPlaces(left, left + 1, keys).pairs(), join_keys(seen.joins))
    rows = seen.lexicon.rows(keys)
    maybe = candidates(rows.before[left], rows.after[left + 1])
    return hashes, segments, JoinPlaces(left[maybe], left[maybe] + 1, keys), known[maybe]


def _fit(features: Indexes, labels: npt.NDArray[np.bool_], weights: Floats, how: Fit) -> Logistic:
    """Logistic regression by averaged stochastic gradient descent, its weights rounded to a byte."""
    # No type information is published for these, and most environments do without them.
    csr_matrix = import_module("scipy.sparse").csr_matrix
    classifier = import_module("sklearn.linear_model").SGDClassifier

    rows = features.T
    count, width = rows.shape
    matrix = csr_matrix(
        (np.ones(rows.size, np.float32), rows.ravel().astype(np.int32), np.arange(0, rows.size + 1, width)),
        shape=(count, 1 << how.bits),
    )
    learned, bias = np.zeros(1 << how.bits), 0.0
    for order in range(1, how.orders + 1):
        fitted = classifier(
            loss="log_loss", alpha=how.pull, max_iter=how.rounds, tol=None, average=True, random_state=order
        )
        fitted.fit(matrix, labels, sample_weight=weights / weights.mean())
        learned += fitted.coef_[0] / how.orders
        bias += float(fitted.intercept_[0]) / how.orders
    scale = float(np.abs(learned).max()) / 127
    return Logistic(np.round(learned / scale).astype(np.int8), scale, bias)


if __name__ == "__main__":
    raise SystemExit(main())
