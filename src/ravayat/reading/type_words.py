"""What the words around a trigger say of its type: a linear model beside the network.

The network sees a trigger's state alone when it chooses a type, and learns its own articles by heart. Counts
of words learn less, but err elsewhere, so the two together are right more often than either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from ravayat.reading.candidates import WordSpan
from ravayat.reading.network import FloatArray
from ravayat.text.letters import INVISIBLE
from ravayat.text.words import Words
from ravayat.whole_file import replacing

TYPE_WORDS_FILE = "type_words.npz"
BUCKETS: Final = 1 << 15
"""Rows that the features are hashed to."""
_STEM = 6
"""Letters of a word that count: endings change more than the meaning does."""
_BEGINNING = 4
_REACH = 6
"""Words before and after a trigger that count by themselves."""
_NEIGHBOURS = 0.5
_ARTICLE = 0.2
"""What a word of the sentences beside, and one anywhere in the article, counts for; others count 1."""

Weighted = tuple[npt.NDArray[np.int64], FloatArray]
"""Buckets and what each counts for."""


@dataclass(frozen=True, slots=True)
class TypeWords:
    """The linear model.

    Attributes:
        weights: (BUCKETS, types).
        bias: (types,).
    """

    weights: FloatArray
    bias: FloatArray

    def scores(self, words: Words, triggers: Sequence[WordSpan]) -> FloatArray:
        """Log-probabilities (triggers, types)."""
        if not triggers:
            return np.zeros((0, len(self.bias)), np.float32)
        sums = [counts @ self.weights[buckets] for buckets, counts in features(words, triggers)]
        scores = np.stack(sums) + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), np.float32)


def untaught(types: int) -> TypeWords:
    """A model that takes all types for equally likely."""
    return TypeWords(np.zeros((BUCKETS, types), np.float32), np.zeros(types, np.float32))


def features(words: Words, triggers: Sequence[WordSpan]) -> list[Weighted]:
    """For each trigger the buckets of the words in and around it, each bucket once."""
    forms = [form.replace(INVISIBLE, "") for form in words.forms]
    letters = [form.isalpha() for form in forms]
    stems = [form[:_STEM] for form in forms]
    by_sentence: dict[int, list[str]] = {}
    for stem, sentence, spelled in zip(stems, words.sentences, letters, strict=True):
        if spelled:
            by_sentence.setdefault(sentence, []).append(stem)
    once = dict.fromkeys(stem for own in by_sentence.values() for stem in own)
    article = {_bucket("d", stem): _ARTICLE for stem in once}
    found = []
    for trigger in triggers:
        own = words.sentences[trigger.first]
        before = range(max(0, trigger.first - _REACH), trigger.first)
        after = range(trigger.last + 1, min(len(forms), trigger.last + 1 + _REACH))
        inside = [forms[at] for at in range(trigger.first, trigger.last + 1) if letters[at]]
        counts = dict(article)
        for group, worth, some in (
            ("n", _NEIGHBOURS, [*by_sentence.get(own - 1, []), *by_sentence.get(own + 1, [])]),
            ("s", 1.0, by_sentence.get(own, [])),
            ("b", 1.0, [stems[at] for at in before if letters[at]]),
            ("a", 1.0, [stems[at] for at in after if letters[at]]),
            ("t", 1.0, inside),
            ("T", 1.0, [form[:_BEGINNING] for form in inside]),
        ):
            counts.update(dict.fromkeys((_bucket(group, one) for one in some), worth))
        found.append((np.fromiter(counts, np.int64), np.fromiter(counts.values(), np.float32)))
    return found


def load_type_words(folder: Path) -> TypeWords:
    """The model of a folder.

    Raises:
        OSError: there is none.
    """
    with np.load(folder / TYPE_WORDS_FILE) as arrays:
        scale = arrays["scale"].astype(np.float32)
        return TypeWords(arrays["weights"].astype(np.float32) * scale, arrays["bias"].astype(np.float32))


def save_type_words(model: TypeWords, folder: Path) -> None:
    """Write the model as int8 with one scale a type."""
    scale = np.maximum(np.abs(model.weights).max(axis=0), 1e-6) / 127
    with replacing(folder / TYPE_WORDS_FILE, "wb") as out:
        np.savez_compressed(
            out,
            weights=np.round(model.weights / scale).astype(np.int8),
            scale=scale.astype(np.float32),
            bias=model.bias.astype(np.float32),
        )


def _bucket(group: str, word: str) -> int:
    return crc32(f"{group}{word}".encode()) % BUCKETS
