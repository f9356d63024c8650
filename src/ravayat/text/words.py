"""Words of a text with their offsets.

A word is a run of letters (joiners, tatweel and harakat inside it included), a run of
digits, a line break, or any other single character that is not a blank. Digits and
letters that the press has glued together ("120نظامی") come apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ravayat.records import Span
from ravayat.text.letters import INVISIBLE, fold

LINE_BREAK = "\n"

_WORD = re.compile(rf"[^\W\d_]+(?:{INVISIBLE}+[^\W\d_]+)*|\d+|\n|[^\s{INVISIBLE}]")
_SENTENCE_END = frozenset(".!?؟؛…\n")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text.

    Attributes:
        forms: folded forms (:func:`ravayat.text.letters.fold`), one a word, without harakat,
            tatweel and direction marks.
        starts, ends: offsets into the raw text, the end exclusive.
        sentences: for each word the number of its sentence, from 0.
    """

    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def part(self, first: int, stop: int) -> Words:
        """The words from ``first`` up to, not including, ``stop``."""
        cut = slice(first, stop)
        return Words(self.forms[cut], self.starts[cut], self.ends[cut], self.sentences[cut])

    def touched(self, span: Span) -> tuple[int, int]:
        """The first and the last word that characters are of; of blanks alone the word behind them, or the last.

        Raises:
            ValueError: the text has no words.
        """
        if not self.forms:
            raise ValueError("no words")
        first = min(bisect_right(self.ends, span.start), len(self) - 1)
        return first, max(first, bisect_left(self.starts, span.end) - 1)

    def sentence_of(self, span: Span) -> Span:
        """The characters of the sentence in which the first word of ``span`` stands.

        Raises:
            ValueError: the text has no words.
        """
        number = self.sentences[self.touched(span)[0]]
        return self.span(bisect_left(self.sentences, number), bisect_right(self.sentences, number) - 1)

    def span(self, first: int, last: int) -> Span:
        """Characters from the first to the last word, both included."""
        return Span(self.starts[first], self.ends[last])


def split_words(text: str) -> Words:
    """Words and sentences of ``text``; blank lines give one line break each."""
    folded = fold(text)
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[int] = []
    sentence = 0
    for match in _WORD.finditer(folded):
        start, end = match.span()
        form = match[0]
        if INVISIBLE in form:
            form = _without_marks(form, text[start:end])
        if form == LINE_BREAK and (not forms or forms[-1] == LINE_BREAK):
            continue
        forms.append(form)
        starts.append(start)
        ends.append(end)
        sentences.append(sentence)
        if form in _SENTENCE_END and not (form == "." and _inside_number(folded, start)):
            sentence += 1
    return Words(tuple(forms), tuple(starts), tuple(ends), tuple(sentences))


def _without_marks(folded: str, raw: str) -> str:
    # Harakat, tatweel and direction marks are no part of a word; a half-space is.
    return "".join(form for form, char in zip(folded, raw, strict=True) if form != INVISIBLE or char == INVISIBLE)


def _inside_number(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
