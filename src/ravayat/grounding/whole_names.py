"""The whole name that a quote has the beginning of: «سپاه» of «سپاه پاسداران», «پایگاه» of «پایگاه العدید».

The reader marks words, and now and then stops too early.  What must belong to the quote is told by the words behind
it: a known name that goes on, the country of a body, a place that stands beside the noun without a preposition, the
complement of an ezafe, a name in quotation marks.  Nothing is taken across a mark or the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from ravayat.grounding.registry import Registry, default_registry
from ravayat.grounding.registry.folding import key
from ravayat.grounding.registry.pieces import Piece, split
from ravayat.records import Span
from ravayat.text.letters import fold

_BLANKS: Final = "[ \u00a0\u200c]"
_WORD: Final = re.compile(rf"{_BLANKS}{{1,2}}([^\W_]+(?:\u200c[^\W_]+)*)")
_IN_MARKS: Final = re.compile(rf"{_BLANKS}*(?:«[^«»\n]{{2,40}}»|“[^“”\n]{{2,40}}”|\"[^\"\n]{{2,40}}\")")
_BEFORE: Final = re.compile(rf"(?<!\w)([^\W_]+(?:\u200c[^\W_]+)*){_BLANKS}{{1,2}}\Z")
_WORDS_BEHIND: Final = 4
"""Words behind a quote in which a name that it begins must end."""
_LONGEST_OFFICE: Final = 24
_NAMES: Final = frozenset({"actor", "source", "country", "body", "troops", "class", "teller", "media", "role"})
_NOUNS: Final = frozenset({"body", "troops", "class", "teller", "media", "role"})
"""Sorts of nouns to which a country behind them belongs."""
_TITLED: Final = _NOUNS - {"role"}
"""Sorts of nouns whose own name may stand in quotation marks behind them: "خبرگزاری «میزان»"."""
_EZAFE: Final = re.compile(r"(?:های|(?<!\w)(?:سخنگوی|نیروی|این|همین))\Z")
"""The end of words that cannot stand without the word behind them."""
_NO_PART: Final = frozenset(
    "و یا در به از با بر برای تا را رو که نیز هم هنوز اما ولی درحال آن آنها همان است بود شد شدند کرد کردند".split()
) | {"این", "همین"}
"""Words that end no name and complement no noun."""
_NOTHING: Final = _NO_PART | {""}
_OBJECT: Final = re.compile(rf"(?:{_BLANKS}{{1,2}}و{_BLANKS}{{1,2}}[^\W\d_]+)?{_BLANKS}{{1,2}}(?:را|رو)(?!\w)")
"""What tells that words, or the two that they begin, are an object: "حویجه و رشاد را"."""
_NO_OFFICES: Final = frozenset({"reporter", "press_office"})
"""Roles that speak for whoever they name, too: "خبرنگار رویترز"."""


class _Behind(NamedTuple):
    """A piece with its letters, without blanks, counted from the start of a quote."""

    piece: Piece
    start: int
    stop: int


def whole_name(
    text: str, span: Span, registry: Registry | None = None, places: Collection[Span] = (), *, target: bool = False
) -> Span:
    """The span up to the end of the name that it begins, itself where it has all of it.

    Args:
        text: of the article.
        span: of an actor, a target or a teller.
        registry: in which names are looked up.
        places: that the reader has found in the article.
        target: whom something is done to. Of others a country before "را" is the object of a verb and no part:
            "ارتش ایران را تهدید کرد".
    """
    known = registry or default_registry()
    for _ in range(_WORDS_BEHIND):
        if _word(text, span.end) in _NOTHING:
            break
        behind = list(_pieces_behind(text, span, known))
        ends = (
            _of_ezafe(text, span),
            _of_known_name(text, span, behind),
            _of_country(text, span, behind, known),
            _of_place(text, span, places),
        )
        stop = max((end for end in ends if end and (target or not _OBJECT.match(text, end))), default=None)
        if stop is None:
            break
        span = Span(span.start, stop)
    return Span(span.start, _of_marks(text, span, known) or span.end)


def with_office(text: str, span: Span, registry: Registry | None = None) -> Span:
    """The span with the office that stands right before it: in "رئیس‌جمهور ترکیه" it is not the country that speaks."""
    before = _BEFORE.search(text, max(0, span.start - _LONGEST_OFFICE), span.start)
    pieces = split(before[1], registry or default_registry()) if before else []
    offices = {sense.noun.id for sense in (pieces[0].of("role") if len(pieces) == 1 else ()) if sense.noun}
    return Span(before.start(), span.end) if before and offices and not offices & _NO_OFFICES else span


def _words_behind(text: str, end: int) -> Iterator[int]:
    """Where each of the next words ends."""
    for _ in range(_WORDS_BEHIND):
        word = _WORD.match(text, end)
        if not word:
            return
        end = word.end()
        yield end


def _word(text: str, end: int) -> str:
    """The word behind a place, in one form of letters."""
    word = _WORD.match(text, end)
    return "".join(_forms(word[1])) if word else ""


def _forms(words: str) -> list[str]:
    return fold(words).replace("\u200c", "").split()


def _of_ezafe(text: str, span: Span) -> int | None:
    """Where the next word ends if the last one needs it: "نیروهای" of "نیروهای مرزی", "این" of "تلویزیون این کشور"."""
    behind = _word(text, span.end)
    if not _EZAFE.search(fold(span.of(text))) or behind in _NO_PART or not behind.isalpha():
        return None
    return next(_words_behind(text, span.end))


def _pieces_behind(text: str, span: Span, registry: Registry) -> Iterator[_Behind]:
    """The pieces of the quote and of the words behind it."""
    *_, last = span.end, *_words_behind(text, span.end)
    start = 0
    for piece in split(text[span.start : last], registry):
        stop = start + len(piece.form)
        yield _Behind(piece, start, stop)
        start = stop


def _end_of(text: str, span: Span, letters: int) -> int | None:
    """The end of the word behind the quote that is so many letters from its start."""
    ends = _words_behind(text, span.end)
    return next((end for end in ends if len(key(text[span.start : end])) == letters), None)


def _of_known_name(text: str, span: Span, behind: Sequence[_Behind]) -> int | None:
    """Where a name ends that begins in the quote and goes on behind it: "کاخ" of "کاخ سفید"."""
    own = len(key(span.of(text)))
    stops = (
        stop
        for piece, start, stop in behind
        if start < own < stop and piece.known and any(piece.has(sort) for sort in _NAMES)
    )
    end = next((end for stop in stops if (end := _end_of(text, span, stop))), None)
    return end if end and _forms(text[span.end : end])[-1] not in _NO_PART else None


def _of_country(text: str, span: Span, behind: Sequence[_Behind], registry: Registry) -> int | None:
    """Where the country ends that stands behind a noun without one: "پلیس" of "پلیس هلند"."""
    own = len(key(span.of(text)))
    stop = next((stop for piece, start, stop in behind if start == own and piece.has("country")), None)
    pieces = split(span.of(text), registry) if stop else []
    if not pieces or not any(pieces[-1].has(sort) for sort in _NOUNS) or any(piece.has("country") for piece in pieces):
        return None
    return _end_of(text, span, stop) if stop else None


def _of_place(text: str, span: Span, places: Collection[Span]) -> int | None:
    """Where a place ends that follows a noun without one, a blank between: "فرودگاه" of "فرودگاه صنعا"."""
    if any(span.start <= place.start < span.end for place in places):
        return None
    beside = (place.end for place in places if place.start > span.end and _blank(text[span.end : place.start]))
    return max(beside, default=None)


def _blank(between: str) -> bool:
    return not between.strip(" \u00a0\u200c")


def _of_marks(text: str, span: Span, registry: Registry) -> int | None:
    """Where a name in quotation marks ends that a noun without a name has behind it: "نفتکش" of "نفتکش «مهرنوش»"."""
    named = _IN_MARKS.match(text, span.end)
    pieces = split(span.of(text), registry) if named else []
    bare = bool(pieces) and any(pieces[-1].has(sort) for sort in _TITLED)
    return named.end() if named and bare else None
