"""One teller who is told by name and office side by side: "احمد کریمی، استاندار خوزستان، گفت"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ravayat.grounding.paired_marks import with_pairs
from ravayat.grounding.registry import Registry, default_registry, resolve_source
from ravayat.grounding.registry.former_offices import FORMER
from ravayat.grounding.registry.pieces import Piece, split
from ravayat.records import Quote, Span

_BETWEEN: Final = re.compile(r"[ \t\u200c»\"]*([،,]?)[ \t\u200c«\"]*")
"""What stands between the two, on one line."""
_WHO: Final = re.compile(r"[ \t\u200c]*[،,]?[ \t\u200c]*که[ \t\u200c]+")
_IS: Final = re.compile(r"[ \t\u200c]+(?:است|بود)(?!\w)")
_CLOSES: Final = re.compile(r"[ \t\u200c»\"]*[،,:)]")
_BEGINS: Final = re.compile(r"(?:\A|[\n.!؟?:؛])[\s\u200c«\"]*\Z")
_BEFORE: Final = 12
"""Characters before a name that are looked at for the beginning of a sentence."""
_RANK: Final = "officer"


def one_teller(text: str, chain: Sequence[Quote], registry: Registry | None = None) -> tuple[Quote, ...]:
    """A chain in which a person and the person's own office, two neighbouring links, are one.

    They are where the text puts them beside each other with nothing between, in commas, at the beginning of a
    sentence, or as "X که Y است". In "به گزارش استاندار، احمد کریمی گفت" they stay two.
    """
    joined: list[Quote] = []
    for link in chain:
        if joined and _side_by_side(text, joined[-1].span, link.span) and _is_one(joined[-1], link, registry):
            before = joined.pop()
            span = Span(min(before.span.start, link.span.start), max(before.span.end, link.span.end))
            joined.append(Quote.read(text, with_pairs(text, span), min(before.confidence, link.confidence)))
        else:
            joined.append(link)
    return tuple(joined)


def _side_by_side(text: str, one: Span, other: Span) -> bool:
    """Whether one stands in apposition to the other."""
    first, second = sorted((one, other), key=lambda span: span.start)
    if first.end > second.start:
        return False
    if _WHO.fullmatch(text, first.end, second.start):
        return _IS.match(text, second.end) is not None
    between = _BETWEEN.fullmatch(text, first.end, second.start)
    if not between or not between[1]:
        return between is not None and first.end < second.start
    begins = _BEGINS.search(text, max(0, first.start - _BEFORE), first.start)
    return begins is not None or _CLOSES.match(text, second.end) is not None


def _is_one(one: Quote, other: Quote, registry: Registry | None) -> bool:
    """Whether one of two is the office of a known body and the other a name without an office."""
    return (_is_office(one, registry) and _is_name(other, registry)) or (
        _is_office(other, registry) and _is_name(one, registry)
    )


def _is_office(quote: Quote, registry: Registry | None) -> bool:
    """Whether the words are an office and nothing else, and not one of a medium."""
    known = registry or default_registry()
    if not all(piece.known for piece in split(quote.text, known)):
        return False
    who = resolve_source(quote.text, registry=registry).who
    if who.role in (None, "reporter", _RANK):
        return False
    return who.kind is None or who.reason == FORMER or known.kinds[who.kind].of == "actor"


def _is_name(quote: Quote, registry: Registry | None) -> bool:
    """Whether nothing in the words is known but a title or a rank: "دکتر لیلا بهرامی", "سرهنگ رضا نوروزی"."""
    pieces = split(quote.text, registry or default_registry())
    known = [piece for piece in pieces if piece.known]
    return len(known) < len(pieces) and all(piece.has("skip") or _is_rank(piece) for piece in known)


def _is_rank(piece: Piece) -> bool:
    return any(sense.noun is not None and sense.noun.id == _RANK for sense in piece.senses)
