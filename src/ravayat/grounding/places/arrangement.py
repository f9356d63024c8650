"""How the place mentions of an article stand to each other in its text.

«زوطر و کفرا در جنوب لبنان»: the first two stand beside each other and lie inside the third.  «حمص، سوریه» runs from a
place to the land around it; «حمص، حماه و ادلب» is a row of equals, which the «و» at its end tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, IntEnum
from itertools import pairwise
from typing import Final

from ravayat.grounding.places.kind_words import AROUND, KIND_WORDS, SMALL, SPOT_WORDS
from ravayat.grounding.places.spelling import name_words
from ravayat.records.place import PlaceMention
from ravayat.records.span import Span
from ravayat.text.letters import fold

LONGEST_GAP: Final = 40
"""Characters between two mentions that can belong to one row or one inside the other."""
LONGEST_WORD: Final = 24
"""Characters in front of a row that can hold the word for what its names are."""
_AND: Final = frozenset({"و", "همچنین", "نیز"})
_INSIDE: Final = frozenset({"در", "واقع", "از", "توابع", "تابعه"})
_BETWEEN: Final = frozenset(
    {*KIND_WORDS, *AROUND, "این", "غربی", "شرقی", "شمالی", "جنوبی", "مرزی", "هوایی", "نظامی", "بخشهایی"}
    | {"های", "ی"}
    | {f"{word}{ending}" for word in KIND_WORDS for ending in ("های", "ی")}
)
"""Words in front of a name that change nothing in how it stands to the last one."""
_TOWARDS: Final = frozenset({"سمت", "طرف", "جهت", "مسیر"})
"""Words for a direction: what lies that way is not around what stands in front of them."""
_PART_WORDS: Final = frozenset(
    {*SMALL, *SPOT_WORDS} | {f"{word}{ending}" for word in (*SMALL, *SPOT_WORDS) for ending in ("های", "ی")}
)
"""Words for what a town has: «اهواز محله گلستان» tells of the town first."""
_SENTENCE_END: Final = re.compile(r"[.!?؟؛:\n]")
_COMMA: Final = re.compile("[،,]")
_PLURAL: Final = re.compile(r"(?:های|ات|مناطق)[\s\u200c]*[«\"]?\s*$")
"""The end of a plural word in front of a row: «شهرک‌های حداثا، دبین»."""
_QUOTATION: Final = re.compile("[«»\"'“”()\\[\\]]")


class _Link(IntEnum):
    """What stands between a mention and the next one."""

    NONE = 0
    COMMA = 1
    AND = 2
    INSIDE = 3
    HOLDS = 4


class Stance(Enum):
    """How two places of a claim stand to each other."""

    BESIDE = "equals of one row"
    APART = "an «و» between: «در سفارتی در ریاض و مرکزی در شمال عراق» is two places"
    SENTENCES = "told in two sentences"
    OUTWARD = "one may lie in the other"


class Arrangement:
    """Rows of equals, and what lies in what, as the words between the mentions tell.

    Args:
        mentions: of one article; those whose place in the text is not known stand in no row.
        text: the article.
    """

    def __init__(self, mentions: Sequence[PlaceMention], text: str) -> None:
        spans = sorted({mention.span for mention in mentions if mention.span}) if text else []
        self._at: dict[Span, int] = {span: number for number, span in enumerate(spans)}
        self._spans, self._text = spans, text
        self._links = [_stands(text, left, right) if left.end <= right.start else _Link.NONE
                       for left, right in pairwise(spans)]  # fmt: skip
        self._first, self._row = self._rows()

    def _rows(self) -> tuple[list[int], list[int]]:
        """For every span the numbers of the first and the last one in its row."""
        first, last = list(range(len(self._spans))), list(range(len(self._spans)))
        start = 0
        while start < len(last):
            end = start
            while end < len(self._links) and self._links[end] in (_Link.COMMA, _Link.AND):
                end += 1
            front = self._spans[start].start
            plural = end > start and _PLURAL.search(fold(self._text[max(0, front - LONGEST_WORD) : front]))
            if plural or _Link.AND in self._links[start:end]:
                first[start : end + 1] = [start] * (end + 1 - start)
                last[start : end + 1] = [end] * (end + 1 - start)
            start = end + 1
        return first, last

    def known(self, one: PlaceMention) -> bool:
        """Whether the mention's place in the text is known."""
        return one.span in self._at

    def beside(self, one: PlaceMention, other: PlaceMention) -> bool:
        """Whether two mentions are equals of one row."""
        here, there = self._number(one), self._number(other)
        return here is not None and there is not None and here != there and self._row[here] == self._row[there]

    def equals(self, one: PlaceMention) -> list[Span]:
        """The others of a mention's row."""
        here = self._number(one)
        row = [] if here is None else range(self._first[here], self._row[here] + 1)
        return [self._spans[number] for number in row if number != here]

    def first_of_row(self, one: PlaceMention) -> Span | None:
        """Where the row of a mention begins; ``None`` where its place in the text is not known."""
        here = self._number(one)
        return None if here is None else self._spans[self._first[here]]

    def around(self, one: PlaceMention) -> list[Span]:
        """What the text puts around a mention, from the nearest outward.

        Of «اهواز محله گلستان» either holds the other, if the other is not known.
        """
        here = self._number(one)
        holder = self._holder(here)
        found = [] if holder is None else [self._spans[holder]]
        while here is not None:
            here = self._row[here]
            outward = here < len(self._links) and self._links[here] in (_Link.INSIDE, _Link.COMMA, _Link.HOLDS)
            here = here + 1 if outward else None
            if here is not None:
                found.append(self._spans[here])
        return found

    def held(self, one: PlaceMention) -> Span | None:
        """What a mention is told to lie in by «در» or by standing right in front of it, not by a comma.

        Of a row only the last one is: «در تبریز، کنارک و ماهشهر در خوزستان».
        """
        here = self._number(one)
        if here is None:
            return None
        if here < len(self._links) and self._links[here] is _Link.INSIDE:
            return self._spans[here + 1]
        holder = self._holder(here)
        return None if holder is None else self._spans[holder]

    def stance(self, one: PlaceMention, other: PlaceMention) -> Stance:
        """How two places of a claim stand to each other; where the text is not known lists run outward."""
        if self.beside(one, other):
            return Stance.BESIDE
        between = self._between(one, other)
        if not _AND.isdisjoint(name_words(between)):
            return Stance.APART
        return Stance.SENTENCES if _SENTENCE_END.search(between) else Stance.OUTWARD

    def _between(self, one: PlaceMention, other: PlaceMention) -> str:
        """The text between the rows of two mentions."""
        here, there = self._number(one), self._number(other)
        if here is None or there is None:
            return ""
        here, there = min(here, there), max(here, there)
        return self._text[self._spans[self._row[here]].end : self._spans[self._first[there]].start]

    def _holder(self, here: int | None) -> int | None:
        """The number of the town in front of its quarter, its airport or its village."""
        return here - 1 if here and self._links[here - 1] is _Link.HOLDS else None

    def _number(self, one: PlaceMention) -> int | None:
        return self._at.get(one.span) if one.span else None


def _stands(text: str, left: Span, right: Span) -> _Link:
    """How one name stands to the next one: a town stands in front of a quarter, but a street or a house may too."""
    link = _link(text[left.end : right.start])
    if link is not _Link.INSIDE:
        return link
    words = name_words(text[left.end : right.end])
    front = name_words(text[max(0, left.start - LONGEST_WORD) : left.start])[-1:]
    part = not _PART_WORDS.isdisjoint(words[:1]) and _INSIDE.isdisjoint(words)
    return _Link.HOLDS if part and _PART_WORDS.isdisjoint([*front, *name_words(left.of(text))]) else link


def _link(gap: str) -> _Link:
    if len(gap) > LONGEST_GAP or _SENTENCE_END.search(gap):
        return _Link.NONE
    words = name_words(gap)
    if not _TOWARDS.isdisjoint(words):
        return _Link.NONE
    words = [word for word in words if word not in _BETWEEN]
    if _COMMA.search(gap):
        # «، در» goes on with something else; «، از توابع» and «، واقع در» say where it lies.
        if not words:
            return _Link.COMMA
        if set(words) <= _AND:
            return _Link.AND
        return _Link.INSIDE if words[0] in ("واقع", "از") and set(words) <= _INSIDE else _Link.NONE
    if words and set(words) <= _AND:
        return _Link.AND
    if words and "در" not in words and "توابع" not in words and "واقع" not in words:
        return _Link.NONE
    apart = _QUOTATION.sub("", gap).strip() if not words else ""
    return _Link.INSIDE if set(words) <= _INSIDE and not set(apart) & set("-–/|") else _Link.NONE
