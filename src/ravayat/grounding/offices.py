"""The office of a person whom the registry does not know, where the text gives it beside the name."""

from __future__ import annotations

import re
from dataclasses import replace

from ravayat.grounding.registry import Context, Registry, default_registry, resolve_source
from ravayat.grounding.registry.pieces import Piece, split
from ravayat.grounding.surroundings import opens_line
from ravayat.records import Quote, ResolvedActor, ResolvedSource

_BESIDE = 90
"""Characters beside a name in which its office may stand."""
_MENTIONS = 4
"""Mentions of a name that are looked at."""
_LONGEST = 8
"""Words and names that an office between commas has at most."""
_ENDS = ("،", ",", ":", ")")
_STOP = re.compile(r"[،,؛;:.!؟?()\[\]«»\"\n]")
_COMMA = re.compile(r"\s*[،,]\s*\Z")
_AT_ONCE = re.compile(r"[\s\u200c]*(?:[،,(][\s\u200c]*)?")
_OF_AN_OFFICE = ("role", "body", "actor", "country", "media", "here", "source", "skip")
_SURE = ("entry", "body")
_SORTS = frozenset({"role", "body"})


def office_of(text: str, quote: Quote, context: Context, registry: Registry | None) -> ResolvedSource | None:
    """What the office beside an unknown name speaks for: "یوآو بن‌داود، سخنگوی ارتش اسرائیل" is that army.

    All mentions of the name are looked at, the nearest to the quote first. Only an office of a body that
    is known counts; whoever is only called a witness or an expert stays a name.
    """
    known = registry or default_registry()
    if any(piece.known for piece in split(quote.text, known)):
        return None
    for start in _mentions(text, quote):
        after, colon = _after(text, start + len(quote.text), known)
        own = replace(context, near=context.readers) if colon and opens_line(text, start) else context
        for words, around, behind in ((after, own, True), (_before(text, start, known), context, False)):
            found = resolve_source(words, around, registry) if words else None
            if found and _is_one(found.who, around) and (behind or found.who.role != "reporter"):
                return replace(found, who=replace(found.who, words=quote.text, reason=f"the office beside it: {words}"))
    return None


def _is_one(who: ResolvedActor, context: Context) -> bool:
    """Whether the words beside a name are an office of a known body, by its own country or that of the readers."""
    if who.level not in _SURE or who.kind == "leader" or who.role is None:
        return False
    if who.role == "leader" and who.kind == "government" and str(who.id).endswith(("government", "ministry")):
        return False  # "رئیس ... دولت": of what, the words between tell
    bare = who.country_from == "context"
    return not bare or (who.country == context.readers and not str(who.id).endswith(".ministry"))


def _mentions(text: str, quote: Quote) -> list[int]:
    found = [one.start() for one in re.finditer(rf"(?<!\w){re.escape(quote.text)}(?!\w)", text)]
    return sorted(found, key=lambda start: abs(start - quote.span.start))[:_MENTIONS]


def _after(text: str, end: int, registry: Registry) -> tuple[str, bool]:
    """The office that follows a name at once or after a comma, and whether a colon is behind it.

    Of an office that does not end with a comma as much as the registry knows.
    """
    start = _AT_ONCE.match(text, end)
    begin = start.end() if start else end
    words = _STOP.split(text[begin : begin + _BESIDE], maxsplit=1)[0]
    pieces = split(words, registry)
    stop = text[begin + len(words) : begin + len(words) + 1]
    if not pieces or not any(pieces[0].has(sort) for sort in _SORTS):
        return "", False
    whole = stop in _ENDS and 1 < len(pieces) <= _LONGEST  # between commas nothing else stands
    return words if whole else _office(pieces), stop == ":"


def _before(text: str, start: int, registry: Registry) -> str:
    """The office that stands before a name, with or without a comma between.

    A reporter's is not: "به گزارش خبرنگار مهر، ..." goes on with somebody else.
    """
    words = _COMMA.sub("", text[max(0, start - _BESIDE) : start])
    pieces = split(_STOP.split(words)[-1], registry)
    tail: list[Piece] = []
    for piece in reversed(pieces):
        if not any(piece.has(sort) for sort in _OF_AN_OFFICE) or (not tail and piece.has("skip")):
            break  # "وزیر جنگ آمریکا به رویترز": who is told is not the minister
        tail.insert(0, piece)
    while tail and not any(tail[0].has(sort) for sort in _SORTS):
        tail.pop(0)
    return _office(tail) if tail else ""


def _office(pieces: list[Piece]) -> str:
    """The words of the first pieces that belong to an office."""
    words = []
    for piece in pieces:
        if not any(piece.has(sort) for sort in _OF_AN_OFFICE):
            break
        words.append(piece.form)
    return " ".join(words)
