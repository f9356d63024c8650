"""What lies around places that the gazetteer does not have."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, pairwise
from operator import itemgetter
from typing import Final

from ravayat.grounding.places.arrangement import Arrangement
from ravayat.grounding.places.gazetteer import Gazetteer
from ravayat.grounding.places.spelling import name_words
from ravayat.records.place import ResolvedPlace
from ravayat.records.span import Span

CONTAINER: Final = "container"
_LONGEST_GAP: Final = 30
_BETWEEN: Final = frozenset("در شهر واقع استان ولایت حومه از توابع شهرک منطقه".split())
_COMMAS: Final = frozenset("،,")
_COUNTRY: Final = frozenset("جمهوری پادشاهی کشور امارت فدراسیون".split())
"""Words that a country's name begins with: none lies in another."""
_HOLDS_KM: Final = {"town": 120.0, "quarter": 40.0, "point": 40.0}
"""How far from its middle a small place may hold others."""


class Containers:
    """The places around the unresolved mentions of an article.

    Args:
        answers: to all mentions, resolved or not.
        arrangement: of the mentions.
        gazetteer: where the places around a place are looked up.
        text: the article.
    """

    def __init__(
        self, answers: Sequence[ResolvedPlace], arrangement: Arrangement, gazetteer: Gazetteer, text: str
    ) -> None:
        self._answers = answers
        self._arrangement = arrangement
        self._gazetteer = gazetteer
        self._text = text
        # What is asked of an answer is looked for among few others, so that long articles take no longer by the word.
        self._at: defaultdict[Span, list[ResolvedPlace]] = defaultdict(list)
        self._rows: defaultdict[Span, list[ResolvedPlace]] = defaultdict(list)
        self._lists: defaultdict[int, list[int]] = defaultdict(list)
        self._starts: list[tuple[int, int]] = []
        for index, answer in enumerate(answers):
            self._lists[answer.mention.group].append(index)
            if answer.mention.span:
                self._at[answer.mention.span].append(answer)
            if answer.place and (first := arrangement.first_of_row(answer.mention)):
                self._rows[first].append(answer)
            if answer.place and answer.mention.span:
                self._starts.append((answer.mention.span.start, index))
        self._starts.sort()

    def of(self, at: int) -> ResolvedPlace:
        """What the text puts around a mention, or the next known place of its list; the answer as it was otherwise."""
        answer = self._answers[at]
        around = self._around(at) or self._following(at)
        if around is None or around.place is None:
            return answer
        return ResolvedPlace(
            answer.mention, around.place, around.precision, CONTAINER, around.parents, answer.candidates
        )

    def _around(self, at: int) -> ResolvedPlace | None:
        here = self._answers[at].mention
        told = [next((a for a in self._at[span] if a.place), None) for span in self._arrangement.around(here)]
        known = [answer for answer in told if answer and answer.method != CONTAINER]
        if all(_holds(inner, outer) for inner, outer in pairwise(known)):
            own = self._lists[here.group]
            outward = (a for index in own[bisect_right(own, at) :] if (a := self._answers[index]).place)
            apart = (a for a in outward if a.method != CONTAINER and not self._arrangement.beside(here, a.mention))
            around = (a for a in chain(known, apart) if not (a.precision == "country" and _is_country(here.words)))
            return next(around, None) or self._common(at)
        return self._common(at)  # «کپنهاگ، دمشق، هلسینکی»: a list that does not run outward

    def _common(self, at: int) -> ResolvedPlace | None:
        """The smallest unit that holds all known equals of a mention."""
        here = self._answers[at].mention
        first = self._arrangement.first_of_row(here)
        equals = self._rows.get(first, ()) if first else ()
        known = [a for a in equals if a.method != CONTAINER and self._arrangement.beside(here, a.mention)]
        shared = [unit for unit in known[0].parents if all(unit in other.parents for other in known)] if known else []
        unit = next((unit for unit in shared if unit.precision in ("district", "province", "country")), None)
        if unit is None:
            return None
        return ResolvedPlace(here, unit, unit.precision, CONTAINER, self._gazetteer.parents(unit))

    def _following(self, at: int) -> ResolvedPlace | None:
        """The mention behind «در»، «واقع در» or a kind word: «کوی فلان در شهر حمص»."""
        here = self._answers[at].mention.span
        if here is None:
            return None
        low = bisect_right(self._starts, here.end, key=itemgetter(0))
        high = bisect_right(self._starts, here.end + _LONGEST_GAP, lo=low, key=itemgetter(0))
        for start, index in sorted(self._starts[low:high], key=itemgetter(1)):
            gap = self._text[here.end : start]
            if set(name_words(gap)) <= _BETWEEN and not set(gap) & _COMMAS:
                return self._answers[index]
        return None


def _holds(one: ResolvedPlace, other: ResolvedPlace) -> bool:
    """Whether one place of a list may lie in the next one, as far as countries and distances tell."""
    inner, outer = one.place, other.place
    if inner is None or outer is None or outer.id == inner.id or outer in one.parents:
        return True
    if inner.country and outer.country and inner.country != outer.country:
        return False
    return outer.precision not in _HOLDS_KM or inner.distance(outer) < _HOLDS_KM[outer.precision]


def _is_country(words: str) -> bool:
    return not _COUNTRY.isdisjoint(name_words(words)[:1])
