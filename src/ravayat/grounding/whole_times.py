"""The whole naming of a time around a quote that holds a part of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from ravayat.grounding.expressions import YEARLESS
from ravayat.grounding.interval import Interval
from ravayat.grounding.periods import Feast
from ravayat.grounding.piece import Piece
from ravayat.grounding.relative_pieces import NamedDay, RelativeDay, Weekday
from ravayat.grounding.times import find_namings, naming_piece, resolve_time
from ravayat.grounding.weekday_of_month import ToldByMonth
from ravayat.records.span import Span

_GAP: Final = "\n\n"
"""Between paragraphs; a line may be broken within a date."""

_AROUND: Final = 24
"""How many characters on either side may belong to the same naming."""


def whole_time(text: str, span: Span, published: date | None) -> Span:
    """``span`` with what names the same time right beside it.

    "سال ۱۳۶۴" grows to "هفتم خرداد سال ۱۳۶۴", "۱۲ دی" to "۱۲ دی ۸۴", "امروز (جمعه" to "امروز (جمعه)", and a weekday to
    the name that it is a part of ("چهارشنبه سوری", "یکشنبه خونین", "آخرین جمعه ماه گذشته").
    What opens or joins a stretch ("از", "تا") is left to whoever quoted.  The longer words must not
    contradict the shorter: they may date them more exactly, date what was not dated, or tell a year.
    """
    start, stop = _around(text, span)
    namings = [Span(start + found.start, start + found.end) for found in find_namings(text[start:stop])]
    beside = [naming for naming in namings if naming.start < span.end and span.start < naming.end]
    whole = Span(min((span.start, *(s.start for s in beside))), max((span.end, *(s.end for s in beside))))
    if whole == span:
        return span
    piece = naming_piece(span.of(text))
    if isinstance(piece, Weekday) and isinstance(naming_piece(whole.of(text)), Feast | NamedDay | ToldByMonth):
        return whole
    part = resolve_time(span.of(text), published)
    return whole if _fits(resolve_time(whole.of(text), published), part, piece) else span


def _around(text: str, span: Span) -> tuple[int, int]:
    """Where the words around ``span`` that are looked at begin and end: in its paragraph, at blanks."""
    first, last = text.rfind(_GAP, 0, span.start), text.find(_GAP, span.end)
    first, last = first + len(_GAP) if first >= 0 else 0, last if last >= 0 else len(text)
    low, high = max(first, span.start - _AROUND), min(last, span.end + _AROUND)
    blank, next_blank = text.rfind(" ", max(first, low - _AROUND), low), text.find(" ", high, min(last, high + _AROUND))
    return blank + 1 if blank >= 0 else low, next_blank if next_blank >= 0 else high


def _fits(whole: Interval | None, part: Interval | None, piece: Piece | None) -> bool:
    """Whether the whole says what its part says, and no less; ``piece`` names the days of the part."""
    if part is None or not part.resolved:
        return True
    if whole is not None and whole.anchor == "event" and part.anchor == "publication" and isinstance(piece, YEARLESS):
        return True  # "۱۳ آذر" with "همان سال": its year is told before
    if whole is None or not whole.resolved:
        return False
    if part.anchor == "publication" and isinstance(piece, YEARLESS):
        return True  # "۱۱ مارس" with "سال گذشته": the year was a guess
    if part.anchor == "publication" and whole.anchor == "absolute" and not isinstance(piece, RelativeDay):
        return True  # but "دیروز، ۱۱ سپتامبر ۲۰۰۱" are two times
    return _within(whole.first, part.first, 1) and _within(whole.last, part.last, -1)


def _within(end: date | None, bound: date | None, side: int) -> bool:
    return bound is None or (end is not None and (end - bound).days * side >= 0)
