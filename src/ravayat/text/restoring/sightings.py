"""What sound text does with half-spaces, counted for training."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import HALF, HALF_SPACE, Characters, Segments
from ravayat.text.restoring.hashing import Hashes, SubstringHashes, fingerprints, pair
from ravayat.text.restoring.lexicon import Lexicon, LexiconRows, Prints, Tally, count_class

_MOST_PARTS = 5
_BYTE = 255
_LEAST_SHARE = 0.03
_MOST_LOST = 0.02
_OLD = "2014"
"""Reports published before this year are counted twice: nearly all news here is of 2019 and later, and the older
press that lost its half-spaces has other topics and names."""
_ARABIC = str.maketrans("يك", "یک")
_SON = "بن"
_NAME = re.compile(rf"(?<![\w{HALF_SPACE}])([آ-ی]{{2,}})[ {HALF_SPACE}]{_SON}(?=[ {HALF_SPACE}]([آ-ی]{{2,}}))")
_NAME_WEIGHT = 2
"""Each name counts so often, or the many that stand only once in the news would be left out as slips are."""
_PREFIX = re.compile(rf"\bن?می{HALF_SPACE}")
_LOST_PREFIX = re.compile(r"\bن?می (?=\w)|\bن?می(?:شود|کند|کنند|شوند|باشد|دهد|گوید|رسد|تواند)\b")
_PLURAL = re.compile(rf"{HALF_SPACE}ها")
_LOST_PLURAL = re.compile(r" ها(?:ی|یی|یش)?\b")


@dataclass(frozen=True, slots=True)
class CountedLexicon:
    """A lexicon with the numbers themselves, so that an example can be taken out of them."""

    prints: Prints
    free: npt.NDArray[np.int64]
    before: npt.NDArray[np.int64]
    after: npt.NDArray[np.int64]

    def rows(
        self, keys: Hashes, before: npt.NDArray[np.bool_] | int = 0, after: npt.NDArray[np.bool_] | int = 0
    ) -> LexiconRows:
        """Entries of ``keys``, one sighting less where ``before`` or ``after`` is true."""
        which, place = self.prints.locate(keys)
        free, in_front, behind = (np.zeros(len(keys), np.int64) for _ in range(3))
        free[which], in_front[which], behind[which] = self.free[place], self.before[place], self.after[place]
        return LexiconRows(count_class(free), count_class(in_front - before), count_class(behind - after))

    def classes(self) -> Lexicon:
        """What the restorer needs of it."""
        rows = LexiconRows(count_class(self.free), count_class(self.before), count_class(self.after))
        return Lexicon(self.prints, rows)


@dataclass(frozen=True, slots=True)
class Sightings:
    """Counts over one text.

    Attributes:
        words: how often each run of letters occurs when half-spaces are taken out.
        splits: how often with a half-space after so many letters.
        joins: how often two segments stand with a half-space between them.
        lexicon: where segments stand.
    """

    words: Counter[str]
    splits: Counter[tuple[str, int]]
    joins: Counter[tuple[str, str]]
    lexicon: CountedLexicon

    @classmethod
    def of(cls, *texts: tuple[str, int]) -> Sightings:
        """Count texts whose half-spaces are sound, each sighting so many times."""
        free: Counter[str] = Counter()
        words: Counter[str] = Counter()
        splits: Counter[tuple[str, int]] = Counter()
        joins: Counter[tuple[str, str]] = Counter()
        seen: Counter[str] = Counter()
        for text, weight in texts:
            for word, places in _names(text):
                words[word] += weight * _NAME_WEIGHT
                splits.update({(word, place): weight * _NAME_WEIGHT for place in places})
            for word, count in Counter(_words(text)).items():
                seen[word] += count * weight
        for word, count in seen.items():
            parts = word.split(HALF_SPACE)
            if len(parts) == 1:
                free[word] += count
            for run in _runs(parts):
                joined = "".join(run)
                words[joined] += count
                length = 0
                for part in run[:-1]:
                    length += len(part)
                    splits[joined, length] += count
                    joins[joined[:length], joined[length:]] += count
        return cls(words, splits, joins, _lexicon(free, joins))

    def with_words(self, words: Iterable[str], weight: int, *, glued_only: bool = False) -> Sightings:
        """These, and ``words`` with their half-spaces, each sighted so many times more; the lexicon is as it was.

        A dictionary says how a word is written, but not that it is frequent, nor what else its parts are.
        With ``glued_only`` nothing is said of its parts with a blank between them.
        """
        own = Sightings.of(("\n".join(words), weight))
        joins = self.joins if glued_only else self.joins + own.joins
        return Sightings(self.words + own.words, self.splits + own.splits, joins, self.lexicon)


def tally(keys: Hashes, counts: npt.NDArray[np.int64], totals: npt.NDArray[np.int64] | None = None) -> Tally:
    """A table of ``counts``, each brought down in the measure that its total is above what a byte holds."""
    totals = counts if totals is None else totals
    brought_down = np.rint(counts * np.minimum(1.0, _BYTE / np.maximum(totals, 1)))
    prints, first = np.unique(fingerprints(keys), return_index=True)
    return Tally(Prints(prints), np.minimum(brought_down, _BYTE)[first].astype(np.uint8))


def word_keys(words: Iterable[str]) -> Hashes:
    """A hash of each run of letters, as the restorer computes it."""
    characters = Characters.of("\n".join(words))
    segments = Segments.of(characters)
    return SubstringHashes.of(characters.codes).between(segments.starts, segments.ends)


def split_keys(splits: Iterable[tuple[str, int]]) -> Hashes:
    """A hash of each word with a place in it."""
    words, places = zip(*splits, strict=True)
    return pair(word_keys(words), np.array(places, np.uint64))


def join_keys(joins: Iterable[tuple[str, str]]) -> Hashes:
    """A hash of each pair of segments."""
    left, right = zip(*joins, strict=True)
    return pair(word_keys(left), word_keys(right))


def _words(text: str) -> Iterator[str]:
    """Segments joined where half-spaces join them, folded, without marks."""
    characters = Characters.of(text)
    plain = characters.codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    segments = Segments.of(characters)
    last = segments.gaps != HALF
    first = np.concatenate(([True], last[:-1]))
    for start, end in zip(segments.starts[first].tolist(), segments.ends[last].tolist(), strict=True):
        yield plain[start:end]


def _runs(parts: list[str]) -> Iterator[list[str]]:
    """Every run of neighbouring parts: damage may leave a half-space on either side of it."""
    parts = parts[:_MOST_PARTS]
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield parts[start:end]


def _names(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Names with ``بن`` as they look when nothing parts them, and their half-spaces.

    The news writes most of them with blanks. But one that is glued has lost half-spaces, for
    hardly anybody writes it so; therefore each is an example of that, whatever parts it here.
    """
    for match in _NAME.finditer(text.translate(_ARABIC)):
        left, right = match.groups()
        yield left + _SON + right, (len(left), len(left) + len(_SON))
        yield _SON + right, (len(_SON),)
        yield left + _SON, (len(left),)


def _lexicon(free: Counter[str], joins: Counter[tuple[str, str]]) -> CountedLexicon:
    before = Counter(left for left, _ in joins)
    after = Counter(right for _, right in joins)
    words = [*(free | before | after)]
    prints, first = np.unique(fingerprints(word_keys(words)), return_index=True)
    kept = [words[place] for place in first.tolist()]
    return CountedLexicon(
        Prints(prints), *(np.array([counts[word] for word in kept], np.int64) for counts in (free, before, after))
    )


def read_sound_text(shared: Path) -> tuple[str, str]:
    """The treebank's training tokens, and the paragraphs of the news whose half-spaces are sound.

    Each paragraph comes once, one of an old report twice.
    """
    treebank = (shared / "labelled" / "half_space" / "perdt_train_tokens.txt").read_text(encoding="utf-8")
    copies: dict[str, int] = {}
    for name in ("conflict", "general"):
        with gzip.open(shared / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                report = json.loads(line)
                if is_sound(report["text"]):
                    count = 2 if "" < report["published"] < _OLD else 1
                    for paragraph in map(str.strip, report["text"].split("\n")):
                        copies[paragraph] = max(count, copies.get(paragraph, 0))
    return treebank, "\n".join(paragraph for paragraph, count in copies.items() for _ in range(count))


def is_sound(text: str) -> bool:
    """Whether the half-spaces of an article are all there, judged by its verbs and plurals.

    Sound news has a half-space in more than 3 of 100 words, and hardly a ``می`` or ``ها``
    that stands alone or is glued to its verb.
    """
    text = text.translate(_ARABIC)
    if text.count(HALF_SPACE) <= max(2, _LEAST_SHARE * len(text.split())):
        return False
    prefixes, plurals = len(_PREFIX.findall(text)), len(_PLURAL.findall(text))
    return (
        len(_LOST_PREFIX.findall(text)) <= _MOST_LOST * prefixes
        and len(_LOST_PLURAL.findall(text)) <= _MOST_LOST * plurals
    )
