"""The office of a person whom the registry does not know, where the text gives it beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ravayat.grounding.registry import Context, Registry, default_registry, resolve_source
from ravayat.grounding.registry.former_offices import FORMER
from ravayat.grounding.registry.pieces import Piece, split
from ravayat.grounding.surroundings import opens_line, whole_words
from ravayat.records import Quote, ResolvedActor, ResolvedSource, Span
from ravayat.text.letters import INVISIBLE, fold

_BESIDE = 90
"""Characters beside a name in which its office may stand."""
_MENTIONS = 24
"""Mentions of a name that are looked at, the first of the text."""
_GIVEN_NAMES = 2
"""Words that stand at most before a family name in a full one."""
_LONGEST = 8
"""Words and names that an office between commas has at most."""
_ENDS = ("،", ",", ":", ")")
_STOP = re.compile(r"[،,؛;:.!؟?()\[\]«»\"\n]")
_COMMA = re.compile(r"\s*[،,]\s*\Z")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \t\u200c]*\Z")
_AT_ONCE = re.compile(r"[\s\u200c]*(?:[،,(][\s\u200c]*)?")
_OF_AN_OFFICE = ("role", "body", "actor", "country", "media", "here", "source", "skip")
_SURE = ("entry", "body")
_SORTS = frozenset({"role", "body"})
_TOWARDS = ("به", "با")
"""Whom these govern, before a comma, is spoken to or met, and is not who speaks behind it."""


class _Mention(NamedTuple):
    """A name in the text, with the given name where that is quoted.

    Attributes:
        span: of its words.
        person: the full name it is part of, or that was last before it; empty where there is none.
        alike: it has that full name, or no word before it that may be another given name.
    """

    span: Span
    person: str
    alike: bool


class Offices:
    """What the offices beside the names of one article speak for.

    Args:
        text: of the article.
        context: its countries.
        registry: where offices are looked up.
        quotes: of people, whose full names tell two of one family name apart.
    """

    def __init__(self, text: str, context: Context, registry: Registry | None, quotes: Iterable[Quote] = ()) -> None:
        self._text = text
        self._context = context
        self._registry = registry or default_registry()
        self._quoted = {_words(quote.text) for quote in quotes}
        self._mentions: dict[tuple[str, ...], list[_Mention]] = {}
        self._found: dict[Span, ResolvedSource | None] = {}

    def of(self, quote: Quote) -> ResolvedSource | None:
        """What the office beside an unknown name speaks for: "یوآو بن‌داود، سخنگوی ارتش اسرائیل" is that army.

        A family name is that of the person whose full name stands there or last before it, and has the office of
        that person's mentions: of this one, the nearest before it, or else after it. Only an office of a body that
        is known counts, or a former one, which is nobody's; whoever is only called a witness or an expert stays a name.
        """
        if any(piece.known for piece in split(quote.text, self._registry)):
            return None
        mentions, start = self._mentions_of(quote.text), quote.span.start
        before = [one for one in mentions if one.span.start <= start]
        person = before[-1].person if before else ""
        for mention in (*reversed(before), *mentions[len(before) :]):
            if person and mention is not before[-1] and not (mention.alike and mention.person in ("", person)):
                continue
            if mention.span not in self._found:
                self._found[mention.span] = self._beside(mention.span)
            if found := self._found[mention.span]:
                return replace(found, who=replace(found.who, words=quote.text))
        return None

    @cached_property
    def _folded(self) -> str:
        return fold(self._text)

    def _mentions_of(self, name: str) -> list[_Mention]:
        """Where a name stands, in the order of the text; without a given name it is the one before's person."""
        words = _words(name)
        if words not in self._mentions:
            longer = sorted((one for one in self._quoted if self._is_full_name(one, words)), key=len, reverse=True)
            full = {span.end: (span, "".join(one)) for one in longer for span in self._places(one)}
            found, person = [], ""
            for span in self._places(words):
                whole, person = full.get(span.end, (span, person))
                found.append(_Mention(whole, person, span.end in full or not self._behind_a_stranger(span)))
            self._mentions[words] = found
        return self._mentions[words]

    def _is_full_name(self, words: tuple[str, ...], family: tuple[str, ...]) -> bool:
        """Whether the words are a family name with given names before it, and not with an office or a title."""
        given = len(words) - len(family)
        if not 0 < given <= _GIVEN_NAMES or words[given:] != family:
            return False
        return not any(piece.known for piece in split(" ".join(words), self._registry))

    def _behind_a_stranger(self, name: Span) -> bool:
        """Whether the word before a name is not known: a given name, or a verb."""
        before = _WORD_BEFORE.search(self._text, max(0, name.start - _BESIDE), name.start)
        return before is not None and not any(piece.known for piece in split(before[1], self._registry))

    def _places(self, words: tuple[str, ...]) -> list[Span]:
        """Where the words stand, with spaces, half-spaces or nothing between them."""
        if not words:
            return []
        letters = (f"{INVISIBLE}*".join(map(re.escape, word)) for word in words)
        between = rf"[ \t{INVISIBLE}]*\n?[ \t{INVISIBLE}]*"
        name = re.compile(rf"(?<!\w)(?<!\w{INVISIBLE}){between.join(letters)}(?!{INVISIBLE}*\w)")
        return [Span(*one.span()) for one in islice(name.finditer(self._folded), _MENTIONS)]

    def _beside(self, name: Span) -> ResolvedSource | None:
        """What the office beside one mention of a name speaks for."""
        text, context, registry = self._text, self._context, self._registry
        after, colon = _after(text, name.end, registry)
        own = replace(context, near=context.readers) if colon and opens_line(text, name.start) else context
        for words, around, behind in ((after, own, True), (_before(text, name.start, registry), context, False)):
            found = resolve_source(words, around, registry) if words else None
            former = found is not None and found.who.reason == FORMER and found.who.kind == "person"
            if found and (former or _is_one(found.who, around)) and (behind or found.who.role != "reporter"):
                reason = f"the {'former ' if former else ''}office beside it: {words}"
                return replace(found, who=replace(found.who, reason=reason))
        return None


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in one form of letters, parts between half-spaces as words of their own."""
    return tuple(fold(name).replace(INVISIBLE, " ").split())


def _is_one(who: ResolvedActor, context: Context) -> bool:
    """Whether the words beside a name are an office of a known body, by its own country or that of the readers."""
    if who.level not in _SURE or who.kind == "leader" or who.role is None:
        return False
    if who.role == "leader" and who.kind == "government" and str(who.id).endswith(("government", "ministry")):
        return False  # "رئیس ... دولت": of what, the words between tell
    bare = who.country_from == "context"
    return not bare or (who.country == context.readers and not str(who.id).endswith(".ministry"))


def _after(text: str, end: int, registry: Registry) -> tuple[str, bool]:
    """The office that follows a name at once or after a comma, and whether a colon is behind it.

    Of an office that does not end with a comma as much as the registry knows.
    """
    start = _AT_ONCE.match(text, end)
    begin = start.end() if start else end
    words = _STOP.split(whole_words(text, begin, min(len(text), begin + _BESIDE)), maxsplit=1)[0]
    pieces = split(words, registry)
    stop = text[begin + len(words) : begin + len(words) + 1]
    if not pieces or not any(pieces[0].has(sort) for sort in _SORTS):
        return "", False
    whole = stop in _ENDS and 1 < len(pieces) <= _LONGEST  # between commas nothing else stands
    return words if whole else _office(pieces), stop == ":"


def _before(text: str, start: int, registry: Registry) -> str:
    """The office that stands before a name, with or without a comma between.

    A reporter's is not: "به گزارش خبرنگار مهر، ..." goes on with somebody else, and so does "در واکنش به وزیر دفاع،
    ...".
    """
    around = whole_words(text, max(0, start - _BESIDE), start)
    words = _COMMA.sub("", around)
    pieces = split(_STOP.split(words)[-1], registry)
    tail: list[Piece] = []
    for piece in reversed(pieces):
        if not any(piece.has(sort) for sort in _OF_AN_OFFICE) or (not tail and piece.has("skip")):
            break  # "وزیر جنگ آمریکا به رویترز": who is told is not the minister
        tail.insert(0, piece)
    while tail and not any(tail[0].has(sort) for sort in _SORTS):
        tail.pop(0)
    comma = words != around
    if comma and pieces[: -len(tail)] and pieces[-len(tail) - 1].form in _TOWARDS:
        return ""
    return _office(tail)


def _office(pieces: list[Piece]) -> str:
    """The words of the first pieces that belong to an office."""
    words = []
    for piece in pieces:
        if not any(piece.has(sort) for sort in _OF_AN_OFFICE):
            break
        words.append(piece.form)
    return " ".join(words)
