"""The whole count around a quote that holds a part of it, and counts that other words claim."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ravayat.grounding import kinds
from ravayat.grounding.amounts import bound_before, exceeded, kind_at
from ravayat.grounding.count_terms import Term, running_terms, term_at
from ravayat.grounding.counts import Bounds, read_count
from ravayat.grounding.fates import acted, fate_of, fates, is_verb, may_tell, testifies
from ravayat.grounding.lexer import lex
from ravayat.grounding.numbers import composed
from ravayat.grounding.people_words import OTHERS
from ravayat.records.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ravayat.grounding.lexer import Lexeme
    from ravayat.text.words import Words

_BEFORE: Final = 40
_BEHIND: Final = 80
"""Characters on either side of a sentence that are looked at; lines may be broken within one."""

_PARAGRAPH: Final = re.compile(r"\n\s*\n")
_START: Final = attrgetter("start")
_JOINTS: Final = frozenset({kinds.AND, kinds.WITH})
_QUANTITIES: Final = frozenset({kinds.NUMBER, kinds.VAGUE, kinds.SEVERAL, kinds.ONE_OF})
_THAT: Final = "که"
"""Begins a part of those counted, but as often what somebody said."""
_OPPOSITE: Final = {"least": "most", "most": "least"}
_UNDECIDED: Final = frozenset("ترور کشتار جسد اجساد پیکر جنازه".split())
"""Words of a fate that name an attempt, a crowd or a find rather than one death: "ترور نافرجام"."""
_TELLING: Final = frozenset("گفته قول اظهارات روایت".split())
_OWN: Final = ("ش", "شان")
_MOST_TERMS: Final = 8
"""Terms on one side that are joined to a count."""
_MOST_TERM: Final = 9
"""Words of a term that ends before a joint."""
_TERM: Final = 4
"""Words that a noun or verb of a fate can begin before its last one, line breaks among them."""
_APPOSITION: Final = 8
"""Words that may tell who somebody is, between the name and the joint."""


class WholeCounts:
    """The counts of one article with the words around them.

    Args:
        text: the article.
        words: its words.
    """

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words
        self._windows: dict[tuple[int, int], tuple[int, list[Lexeme]]] = {}

    def whole(self, span: Span, slot: str, people: Sequence[Span] = ()) -> Span | None:
        """``span`` with what is counted with it; ``None`` where the words around it tell of another fate.

        "۶ سرباز" grows to "۶ سرباز و یک عکاس", "۲۰ نفر" to "بیش از ۲۰ نفر", "نه مظنون" to "چهل و نه مظنون". A count
        is joined only where the same befell both, and is left as it was quoted where the longer words count nobody.

        Args:
            span: the quoted count.
            slot: what it was quoted for (killed, wounded, captured, displaced).
            people: whom the claim names, so that one of them can be counted: "فلانی به همراه دو محافظش".
        """
        start, lexemes = self._around(span)
        first, stop = _touched(lexemes, span.start - start, span.end - start)
        told = fates(lexemes, first, stop)
        if first == stop or (told and slot not in told):
            return span if first == stop else None
        if not told and acted(lexemes, first, stop, slot):
            return None
        if len(told) > 1:
            return span if _tells_each(lexemes[first:stop], told) else None
        first, stop = _bounded(lexemes, _undivided(lexemes, first)), _joined_behind(lexemes, first, stop, told)
        first, stop = _joined_before(lexemes, first, stop, told), _other_bound(lexemes, first, stop)
        first, stop = exceeded(lexemes, first, stop) or (first, stop)
        whole = Span(min(span.start, start + lexemes[first].start), max(span.end, start + lexemes[stop - 1].end))
        if whole != span and read_count(whole.of(self._text), slot) is None:
            whole = span
        beside = [Span(one.start - start, one.end - start) for one in people if one.start >= start]
        leader = _leader(lexemes, first, stop, beside)
        if leader is None:
            return whole
        led = Span(start + leader.start, whole.end)
        more = _one_more(read_count(led.of(self._text), slot), read_count(whole.of(self._text), slot))
        return led if more else whole

    def beside(self, sentence: Span, slot: str, taken: Iterable[Span]) -> Span | None:
        """The only count of a sentence that tells of ``slot``; ``None`` where it is of ``taken``, or one of several."""
        one, other = self._words.touched(sentence)
        if not may_tell(self._words.forms[one : other + 1], slot):
            return None
        start, lexemes = self._around(sentence)
        found = []
        for begin, end in running_terms(lexemes):
            inside = sentence.start <= start + begin and start + end <= sentence.end
            first, stop = _touched(lexemes, begin, end)
            if inside and not _aside(lexemes, first) and fates(lexemes, first, stop) == (slot,):
                found.append(Span(start + begin, start + end))
        only = found[0] if len(found) == 1 else None
        return None if only and any(only.overlaps(other) for other in taken) else only

    def undergone(self, trigger: Span, target: Span, slot: str) -> Span | None:
        """``target`` where ``trigger`` itself tells ``slot`` of it ("بازداشت", "کشته شد"), and it can be counted."""
        one, other = self._words.touched(trigger)
        if not may_tell(self._words.forms[max(0, one - _TERM) : other + 1], slot):
            return None
        start, lexemes = self._around(trigger)
        first, stop = _touched(lexemes, trigger.start - start, trigger.end - start)
        reach = [at for at in range(first, stop) if lexemes[at].word not in _UNDECIDED and not testifies(lexemes, at)]
        told = {fate_of(lexemes[at]) for at in reach} - {""}
        return target if told == {slot} and read_count(target.of(self._text), slot) else None

    def _around(self, span: Span) -> tuple[int, list[Lexeme]]:
        """Where the sentence of ``span``, with something of its paragraph on either side, begins, and its lexemes."""
        sentence = self._words.sentence_of(span)
        start, stop = max(0, sentence.start - _BEFORE), max(sentence.end, span.end) + _BEHIND
        for blank in _PARAGRAPH.finditer(self._text, start, stop):
            if blank.end() <= sentence.start:
                start = blank.end()
            elif blank.start() >= max(sentence.end - 1, span.end):
                stop = blank.start()
                break
        if (start, stop) not in self._windows:
            self._windows[start, stop] = start, composed(lex(self._text[start:stop]))
        return self._windows[start, stop]


def _touched(lexemes: Sequence[Lexeme], start: int, end: int) -> tuple[int, int]:
    """The lexemes that characters are of: the first, and the one behind the last."""
    first = bisect_right(lexemes, start, key=_START)
    if first and lexemes[first - 1].end > start:
        first -= 1
    return first, max(first, bisect_left(lexemes, end, key=_START))


def _aside(lexemes: Sequence[Lexeme], first: int) -> bool:
    """Whether a count is a part of another ("از جمله ۱۲ کارمند"), or of those who tell ("به گفته سه مقام")."""
    if not first:
        return False
    before = lexemes[first - 1]
    return (before.kind == kinds.BREAKDOWN and before.word != _THAT) or before.word in _TELLING


def _tells_each(lexemes: Sequence[Lexeme], told: tuple[str, ...]) -> bool:
    """Whether the quote has each fate with a number of its own: "۴۰ جنازه و دویست مجروح"."""
    return set(told) <= {fate_of(here) for here in lexemes} and sum(h.kind in _QUANTITIES for h in lexemes) >= len(told)


def _bounded(lexemes: Sequence[Lexeme], first: int) -> int:
    """Before the bound of a count that was quoted without it."""
    if first > 1 and lexemes[first - 1].kind == kinds.INTO and lexemes[first - 2].kind == kinds.BOUND:
        first -= 1  # "دستکم به ۱۶ نفر"
    while first and lexemes[first - 1].kind == kinds.BOUND:
        first -= 1
    return first


def _other_bound(lexemes: list[Lexeme], first: int, stop: int) -> int:
    """Behind the bound on the other side: "دست‌کم ۳۶ نفر" grows to "دست‌کم ۳۶ نفر و حداکثر ۴۰ نفر"."""
    bound, _ = bound_before(lexemes, first)
    if kind_at(lexemes, stop) != kinds.AND or bound not in _OPPOSITE:
        return stop
    other, at = bound_before(lexemes, stop + 1)
    if other != _OPPOSITE[bound] or kind_at(lexemes, at) != kinds.NUMBER:
        return stop
    return at + 1 + (kind_at(lexemes, at + 1) == kinds.CLASSIFIER)


def _undivided(lexemes: list[Lexeme], first: int) -> int:
    """Before the number that a quote breaks up: "به شمول ۱۲ کارمند" belongs to the "۱۹ تن" in front of it."""
    if lexemes[first].kind != kinds.BREAKDOWN or lexemes[first].word == _THAT:
        return first
    end = first - (first > 0 and lexemes[first - 1].kind == kinds.COMMA)
    return next((begin for begin, _ in _ending_at(lexemes, end)), first)


def _ending_at(lexemes: list[Lexeme], end: int) -> Iterator[tuple[int, Term]]:
    """The terms with a noun for people that end before ``end``, each with its first index, the shortest first."""
    for begin in range(end - 1, max(-1, end - 1 - _MOST_TERM), -1):
        if begin and lexemes[begin].kind == kinds.PERSON and lexemes[begin - 1].kind in _QUANTITIES:
            continue  # in "سه خواهر و دو برادر" it is three, not one
        term = term_at(lexemes, begin)
        if term and term.unit and term.after == end:
            yield begin, term


def _joined_behind(lexemes: list[Lexeme], first: int, stop: int, told: tuple[str, ...]) -> int:
    """Behind the terms that are joined to the count, to whose people the same was done."""
    named = not any(here.kind in _QUANTITIES for here in lexemes[first:stop])
    joined, listed = stop, False
    for _ in range(_MOST_TERMS):
        at = stop
        described = named or lexemes[stop - 1].kind == kinds.PERSON  # "دو سرباز ارتش ترکیه"
        while described and at < min(len(lexemes), stop + _APPOSITION) and _apposed(lexemes[at], named=named):
            at += 1
        if at >= len(lexemes) or not (lexemes[at].kind in _JOINTS or _lists(lexemes, first, at)):
            return joined
        term = term_at(lexemes, at + 1)
        if term is None or term.unit is None or fates(lexemes, at + 1, term.after) != told:
            return joined
        stop, named = term.after, False
        while stop > at and fate_of(lexemes[stop - 1]):
            stop -= 1
        listed = listed or lexemes[at].kind == kinds.COMMA
        if lexemes[at].kind in _JOINTS and not (listed and term.unit.kind == kinds.CLASSIFIER):
            joined = stop  # a list ends with "و"
    return joined


def _lists(lexemes: Sequence[Lexeme], first: int, at: int) -> bool:
    """Whether a comma at ``at`` goes on with a list of nouns for people: "۳ زن، ۲ کودک و یک مرد".

    Behind "ده نفر" it rather tells who they were: "ده نفر، ۴ زن و ۶ مرد".
    """
    return lexemes[at].kind == kinds.COMMA and not any(h.kind == kinds.CLASSIFIER for h in lexemes[first:at])


def _apposed(lexeme: Lexeme, *, named: bool = True) -> bool:
    """Whether a word may describe those before it: no fate, and behind a number no verb ("ده سرباز رفتند")."""
    if fate_of(lexeme) or (is_verb(lexeme) and not named):
        return False
    return (lexeme.kind == kinds.OTHER and lexeme.word[:1].isalpha()) or lexeme.kind in (kinds.PERSON, kinds.GROUP)


def _joined_before(lexemes: list[Lexeme], first: int, stop: int, told: tuple[str, ...]) -> int:
    """Before the terms that the count is joined to."""
    for _ in range(_MOST_TERMS):
        if first < 2 or not (lexemes[first - 1].kind in _JOINTS or _listed(lexemes, first, stop)):
            return first
        comma = lexemes[first - 1].kind == kinds.COMMA
        for begin, term in _ending_at(lexemes, first - 1):
            if comma and term.unit and term.unit.kind == kinds.CLASSIFIER:
                return first
            if _bare(lexemes[begin : term.after]) and fates(lexemes, begin, term.after) == told:
                break
        else:
            return first
        first = _bounded(lexemes, begin)
    return first


def _listed(lexemes: Sequence[Lexeme], first: int, stop: int) -> bool:
    """Whether a comma before a count joins it to a list, which ends with "و": "۳ زن، ۲ کودک و یک مرد"."""
    within = {here.kind for here in lexemes[first:stop]}
    return lexemes[first - 1].kind == kinds.COMMA and bool(within & _JOINTS) and kinds.CLASSIFIER not in within


def _bare(lexemes: Sequence[Lexeme]) -> bool:
    """Whether a term is a noun phrase, and no clause: without a verb, which would be that of its own people."""
    return not any(is_verb(here) for here in lexemes)


def _leader(lexemes: list[Lexeme], first: int, stop: int, people: Sequence[Span]) -> Span | None:
    """Who is counted beside "۱۵ تن از افرادش" or "۱۶ چریک دیگر": the nearest of ``people``."""
    if first < 2 or lexemes[first - 1].kind not in _JOINTS:
        return None
    others = any(here.word in OTHERS for here in lexemes[first : stop + 1])
    own = stop + 1 < len(lexemes) and lexemes[stop].kind == kinds.FROM and lexemes[stop + 1].word.endswith(_OWN)
    if not (others or own or lexemes[first - 1].kind == kinds.WITH):
        return None
    begin = first - 1
    while begin > max(0, first - 1 - _APPOSITION) and _apposed(lexemes[begin - 1]):
        begin -= 1
    near = [one for one in people if lexemes[begin].start <= one.start and one.end <= lexemes[first - 1].start]
    return max(near, key=lambda one: one.start, default=None)


def _one_more(longer: Bounds | None, shorter: Bounds | None) -> bool:
    if longer is None or longer.minimum is None or shorter is None or shorter.minimum is None:
        return False
    return longer.minimum == shorter.minimum + 1
