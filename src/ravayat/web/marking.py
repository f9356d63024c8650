"""An article's text cut into pieces, each with what its claims say of it: text all the way, never HTML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ravayat.records import COUNT_SLOTS, LOW_CONFIDENCE, Claim, Quote, StoredClaim
from ravayat.text.restoring import Restored, restore
from ravayat.views.event_words import EventWords

_VISIBLE = frozenset("\u200c\u200d\n\t")
"""Signs without a glyph that shape Persian words or lines, and do no harm."""


@dataclass(frozen=True, slots=True)
class Part:
    """Letters, or one sign that nobody would see and that can turn the direction of what follows.

    Attributes:
        text: the letters; empty for such a sign.
        code: of such a sign ("U+202E").
    """

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that the same claims speak of.

    Attributes:
        parts: its letters and signs.
        slots: what it is to these claims ("trigger", "chain", "killed").
        claims: their numbers in the store.
        begins: claims whose trigger begins here.
    """

    parts: tuple[Part, ...]
    slots: tuple[str, ...]
    claims: tuple[int, ...]
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text to be shown.

    Attributes:
        pieces: in order, the whole text.
        changes: what makes the shown text of the raw one: offset in the raw text, how many letters stood there, how
            many stand there now.
    """

    pieces: tuple[Piece, ...]
    changes: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class SlotWords:
    """What stands in a slot of a claim.

    Attributes:
        slot: which.
        words: safe to print.
        unsure: the reader is not sure of them.
    """

    slot: str
    words: str
    unsure: bool


def is_unsure(claim: StoredClaim, quote: Quote) -> bool:
    """Whether nobody is sure of these words: neither the reader, nor a person who accepted the claim."""
    return quote.confidence < LOW_CONFIDENCE and claim.reviewed != "accepted"


def words_of(claim: StoredClaim, words: EventWords) -> list[SlotWords]:
    """The words of a claim by slot."""
    return [
        SlotWords(slot, words.quote(claim.article.id, quote), is_unsure(claim, quote))
        for slot, quote in slots_of(claim.claim)
    ]


def slots_of(claim: Claim) -> Iterator[tuple[str, Quote]]:
    """Every quote of a claim with the slot it stands in."""
    yield "trigger", claim.trigger
    for slot, quotes in (
        ("chain", claim.chain),
        ("actor", claim.actors),
        ("target", claim.targets),
        ("place", claim.places),
    ):
        for quote in quotes:
            yield slot, quote
    if claim.cue:
        yield "cue", claim.cue
    if claim.time:
        yield "time", claim.time.quote
    for slot in COUNT_SLOTS:
        if count := getattr(claim, slot):
            yield slot, count.quote


def marked(text: str, claims: Sequence[StoredClaim]) -> Marked:
    """``text`` with half-spaces restored, cut where a quote begins or ends."""
    restored = restore(text)
    found: list[tuple[int, int, str, int]] = []
    for claim in claims:
        for slot, quote in slots_of(claim.claim):
            span = restored.restored_span(quote.span)
            if span is not None:
                found.append((span.start, span.end, slot, claim.id))
    changes = tuple((one.start, len(one.old), len(one.new)) for one in restored.changes)
    return Marked(tuple(_pieces(restored, found)), changes)


def _pieces(restored: Restored, found: Sequence[tuple[int, int, str, int]]) -> Iterator[Piece]:
    length = len(restored.text)
    cuts = sorted({0, length, *(one[0] for one in found), *(one[1] for one in found)})
    begins: dict[int, list[tuple[str, int]]] = {}
    ends: dict[int, list[tuple[str, int]]] = {}
    for start, end, slot, claim in found:
        begins.setdefault(start, []).append((slot, claim))
        ends.setdefault(end, []).append((slot, claim))
    here: list[tuple[str, int]] = []
    for start, end in pairwise(cuts):
        for mark in ends.get(start, ()):
            here.remove(mark)
        here += begins.get(start, ())
        yield Piece(
            parts=tuple(parts(restored.text[start:end])),
            slots=tuple(dict.fromkeys(slot for slot, _ in here)),
            claims=tuple(sorted({claim for _, claim in here})),
            begins=tuple(sorted(claim for slot, claim in begins.get(start, ()) if slot == "trigger")),
        )


def parts(text: str) -> Iterator[Part]:
    """Letters, and apart from them each sign that would not be seen."""
    held: list[str] = []
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn") and char not in _VISIBLE:
            if held:
                yield Part("".join(held))
                held = []
            yield Part("", f"U+{ord(char):04X}")
        else:
            held.append(char)
    if held:
        yield Part("".join(held))
