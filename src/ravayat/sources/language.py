"""A cheap test, whose reasons can be told, of which language of the Arabic script a text is in.

It weighs words that only one language of the Arabic script is likely to have: function
words, and words with letters or shapes that the others do not write. A text is turned
away only on evidence: a rival with more of it, a long text with next to none of
Persian's, or another script. A headline without any evidence passes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ravayat.sources import language_words as known

_AS_PERSIAN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")

_SAMPLE = 5_000
_SCRIPT_SHARE = 0.3
_SCRIPT_LETTERS = 100
_WEAK, _STRONG, _SURE = 0.5, 1.0, 1.5
_ENOUGH = 1.5
_LONG_TEXT = 40
_LEAST_SHARE = 0.04
_WORDS_A_MARKER = 100
_CODES = {"Arabic": "ar", "Urdu": "ur", "Pashto": "ps", "Kurdish": "ckb"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words of a text say about its language.

    Attributes:
        words: how many words were looked at.
        weights: evidence by language, about one a telling word.
    """

    words: int
    weights: Mapping[str, float]

    @classmethod
    def of(cls, text: str) -> Evidence:
        """The evidence in the beginning of ``text``; its language does not change later."""
        return cls.of_plain(_plain(text))

    @classmethod
    def of_plain(cls, plain: str) -> Evidence:
        """The evidence in a beginning whose words are whole."""
        words = _WORD.findall(plain)
        weights = dict.fromkeys((*known.LETTERS, "Persian"), 0.0)
        for word in words:
            if (told := _told_by(word)) is not None:
                weights[told[0]] += told[1]
        return cls(len(words), weights)

    @property
    def share(self) -> float:
        """Evidence for Persian a word."""
        return self.weights["Persian"] / self.words if self.words else 0.0

    @property
    def rival(self) -> str | None:
        """The language that has more evidence than Persian has, if there is one."""
        name = max(known.LETTERS, key=self.weights.__getitem__)
        return name if self.weights[name] >= max(_ENOUGH, self.weights["Persian"] + _WEAK) else None


class Verdict(NamedTuple):
    """The language of a text.

    Attributes:
        code: ``fa`` (Persian), ``prs`` (Dari), ``ar``, ``ur``, ``ps``, ``ckb``, or ``und`` where it is none of these.
        reason: why it is set aside, where it is.
    """

    code: str
    reason: str | None = None


def identify(text: str) -> Verdict:
    """The language of ``text``; Persian where nothing speaks against it."""
    plain = _plain(text)
    letters = {char: times for char, times in Counter(plain).items() if char.isalpha()}
    script = sum(times for char, times in letters.items() if "\u0600" <= char <= "\u06ff")
    # Program code and addresses may outweigh a short report that is there all the same.
    if not script or script < min(_SCRIPT_SHARE * sum(letters.values()), _SCRIPT_LETTERS):
        return Verdict("und", "not in Persian script")
    evidence = Evidence.of_plain(plain)
    if evidence.rival:
        return Verdict(_CODES[evidence.rival], f"looks like {evidence.rival}, not Persian")
    if evidence.words >= _LONG_TEXT and evidence.share < _LEAST_SHARE:
        return Verdict("und", "has next to none of the words that Persian needs")
    return Verdict("prs" if _is_dari(plain) else "fa")


def foreign(text: str) -> str | None:
    """Why ``text`` is not Persian, or ``None``."""
    return identify(text).reason


def _is_dari(plain: str) -> bool:
    """More words of Afghanistan than of Iran, each counted once: a name that comes again and again proves nothing more.

    A long report from Iran about Afghanistan has a few of them, hence the longer the text, the more are asked for.
    """
    words = _WORD.findall(plain.translate(_AS_PERSIAN))
    afghan = len(known.DARI.intersection(words))
    return afghan >= 1 + min(len(words) // _WORDS_A_MARKER, 2) and afghan > len(known.IRANIAN.intersection(words))


def _plain(text: str) -> str:
    """The sample without presentation forms, harakat and tatweel, so that words are whole."""
    sample = unicodedata.normalize("NFKC", text[:_SAMPLE])
    marks = {ord(char): None for char in set(sample) if char == "ـ" or unicodedata.category(char) == "Mn"}
    return sample.translate(marks)


@lru_cache(maxsize=1 << 16)
def _told_by(word: str) -> tuple[str, float] | None:
    persian = word.translate(_AS_PERSIAN)
    if persian in known.PERSIAN:
        return "Persian", _STRONG
    for language, letters in known.LETTERS.items():
        if word in known.RIVALS[language] or letters.search(word):
            return language, _SURE if word in known.SURE else _STRONG
    if known.ARABIC_SHAPE.match(word):
        return "Arabic", _WEAK
    if known.PERSIAN_SHAPE.fullmatch(persian):
        return "Persian", _WEAK
    return None
