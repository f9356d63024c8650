"""A cheap, honest test of whether a text is Persian (Dari included).

It weighs words that only one language of the Arabic script is likely to have: function
words, and words with letters or shapes that the others do not write. A text is turned
away only on evidence: a rival with more of it, a long text with next to none of
Persian's, or another script. A headline without any evidence passes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_PERSIAN_WORDS = frozenset(
    """
    در به از که را این با است برای آن می نمی شد شده کرد کردند کرده بود بودند تا بر خود یک هم نیز گفت گفته
    شدند اند دو سه هر نیست هست باید شود شوند کند کنند دارد دارند داشت داد دادند داده پس پیش روز سال دیگر همچنین
    اما اگر یا چند پی طی روی زیر بیش هزار درصد آنها آنان وی ما شما ایشان خواهد خواهند رسید رسیدند های ها ای
    توسط هنوز امروز دیروز کشته زخمی گزارش خبر جنگ شهر کشور جمهوری
    """.split()
)
_RIVAL_WORDS = {
    "Arabic": frozenset("في فی أن التي الذي عن هذا هذه قال كان كانت ذلك أو حيث قد لم لن إلى إن عليه وفي وقال".split()),
    "Urdu": frozenset("اور کی کا کو نہ ایک تھا تھی کیا گیا ہوا ہیں".split()),
    "Pashto": frozenset("د په شوی کړ چې کې ږغ".split()),
    "Kurdish": frozenset("لە بە کە بۆ ئەو ئەم لەگەڵ".split()),
}
# A person or place from next door may stand in a Persian text, hence words are counted, not letters.
_RIVAL_LETTERS = {
    "Urdu": re.compile("[ٹڈڑںےہ]"),
    "Pashto": re.compile("[ټډړږښځڅګڼېۍ]"),
    "Kurdish": re.compile("[ێۆڕڵڤە]"),
    "Arabic": re.compile("^[وف]?[أإ]|ة$"),
}
_ARABIC_SHAPE = re.compile("[وف]?(?:ال|بال|لل)...+")
_PERSIAN_SHAPE = re.compile("ن?می\u200c.+|.{2,}(?:\u200c(?:ها|اند|ای|تر|ترین|شده)|های|هایی)|.*[پچژگ].*")
_AS_PERSIAN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")

_SAMPLE = 5_000
_SCRIPT_SHARE = 0.3
_SCRIPT_LETTERS = 100
_WEAK, _STRONG = 0.5, 1.0
_ENOUGH = 1.5
_LONG_TEXT = 40
_LEAST_SHARE = 0.04


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
        words = _WORD.findall(_plain(text))
        weights = dict.fromkeys((*_RIVAL_LETTERS, "Persian"), 0.0)
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
        name = max(_RIVAL_LETTERS, key=self.weights.__getitem__)
        return name if self.weights[name] >= max(_ENOUGH, self.weights["Persian"] + _WEAK) else None


def foreign(text: str) -> str | None:
    """Why ``text`` is not Persian, or ``None``."""
    letters = [char for char in _plain(text) if char.isalpha()]
    script = sum("\u0600" <= char <= "\u06ff" for char in letters)
    # Program code and addresses may outweigh a short report that is there all the same.
    if not script or script < min(_SCRIPT_SHARE * len(letters), _SCRIPT_LETTERS):
        return "not in Persian script"
    evidence = Evidence.of(text)
    if evidence.rival:
        return f"looks like {evidence.rival}, not Persian"
    if evidence.words >= _LONG_TEXT and evidence.share < _LEAST_SHARE:
        return "has next to none of the words that Persian needs"
    return None


def _plain(text: str) -> str:
    """The sample without presentation forms, harakat and tatweel, so that words are whole."""
    sample = unicodedata.normalize("NFKC", text[:_SAMPLE])
    marks = {ord(char): None for char in set(sample) if char == "ـ" or unicodedata.category(char) == "Mn"}
    return sample.translate(marks)


def _told_by(word: str) -> tuple[str, float] | None:
    persian = word.translate(_AS_PERSIAN)
    if persian in _PERSIAN_WORDS:
        return "Persian", _STRONG
    for language, letters in _RIVAL_LETTERS.items():
        if word in _RIVAL_WORDS[language] or letters.search(word):
            return language, _STRONG
    if _ARABIC_SHAPE.match(word):
        return "Arabic", _WEAK
    if _PERSIAN_SHAPE.fullmatch(persian):
        return "Persian", _WEAK
    return None
