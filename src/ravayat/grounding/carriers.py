"""Who carries a teller's words where the text puts the two side by side: "به گزارش رویترز، سخنگوی کرملین گفت"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from ravayat.grounding.registry import Registry, default_registry, resolve_source
from ravayat.grounding.registry.folding import key
from ravayat.records import Quote, Span
from ravayat.text.letters import fold
from ravayat.text.words import Words

_REPORTS: Final = r"(?:به[ \u200c](?:گزارش|نوشته)|نقل[ \u200c]از)[ \u200c]+"
_CARRIER: Final = re.compile(
    rf"{_REPORTS}(?!(?:این|همین|همان)[ \u200c])((?:(?!نقل از )[^،,:.\n()])+?)[ \u200c]*[،,][ \u200c«\"]*\Z"
)
_REPORTED: Final = re.compile(rf"{_REPORTS}(?:[^\W\d_]+[ \u200c]+)?[«\"]?\Z")
_COMMA: Final = re.compile(r"[»\" \u200c]*[،,][ \u200c«\"]*")
_BEFORE: Final = 90
"""Characters before a teller in which the carrier stands."""


def with_carrier(
    text: str,
    words: Words,
    trigger: Span,
    chain: tuple[Quote, ...],
    links: Collection[Span],
    own: str | None,
    registry: Registry | None = None,
) -> tuple[Quote, ...]:
    """A chain of one link with the other one that the text joins to it; any other chain as it is.

    "به گزارش رویترز، سخنگوی کرملین ..." has both: of one who is told of in the same sentence the medium before him,
    and of a medium the teller behind it.

    Args:
        text: of the article.
        words: of it.
        trigger: of the claim.
        chain: of the claim.
        links: of all chains of the article.
        own: the outlet, which carries nothing that is told.
        registry: in which media are looked up.
    """
    if len(chain) != 1:
        return chain
    link = chain[0]
    if behind := _carried(text, link.span, links, registry):
        return (link, Quote.read(text, behind, link.confidence))
    before = _carrier(text, link.span, own, registry)
    if before and words.sentence_of(trigger) == words.sentence_of(link.span):
        return (Quote.read(text, before, link.confidence), link)
    return chain


def _carrier(text: str, teller: Span, own: str | None, registry: Registry | None) -> Span | None:
    """The known medium, not the outlet itself, that is told right before a teller as who reports it."""
    around = fold(text[max(0, teller.start - _BEFORE) : teller.start])
    found = _CARRIER.search(around)
    if not found:
        return None
    first = teller.start - len(around)
    span = Span(first + found.start(1), first + found.end(1))
    medium = _medium(span.of(text), registry)
    return span if medium and not _is_own(span.of(text), medium, own, registry) else None


def _is_own(words: str, medium: str, own: str | None, registry: Registry | None) -> bool:
    """Whether a medium is the outlet itself, in whatever words: "گروه بین‌الملل خبرگزاری فارس"."""
    return own is not None and (key(own) in key(words) or _medium(own, registry) == medium)


def _carried(text: str, medium: Span, links: Collection[Span], registry: Registry | None) -> Span | None:
    """The teller, known from another claim, whom a medium is told right before to report."""
    if not _REPORTED.search(fold(text[max(0, medium.start - _BEFORE) : medium.start])):
        return None
    comma = _COMMA.match(text, medium.end)
    behind: Sequence[Span] = [link for link in links if comma and link.start == comma.end()]
    return max(behind, key=len) if behind and _medium(medium.of(text), registry) else None


def _medium(words: str, registry: Registry | None) -> str | None:
    """The medium that words name or describe, by its id or the id of its class; a reporter speaks for the outlet."""
    found, kinds = resolve_source(words, registry=registry), (registry or default_registry()).kinds
    if found.anonymous or found.who.role == "reporter":
        return None
    return found.who.id if found.who.kind and kinds[found.who.kind].of == "source" else None
