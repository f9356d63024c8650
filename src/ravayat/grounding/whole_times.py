"""The whole naming of a time around a quote that holds a part of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from ravayat.grounding.interval import Interval
from ravayat.grounding.times import find_namings, resolve_time
from ravayat.records.span import Span

_AROUND: Final = 24
"""How many characters on either side may belong to the same naming."""


def whole_time(text: str, span: Span, published: date | None) -> Span:
    """``span`` with what names the same time right beside it.

    "سال ۱۳۶۴" grows to "هفتم خرداد سال ۱۳۶۴", "۱۲ دی" to "۱۲ دی ۸۴", "امروز (جمعه" to "امروز (جمعه)".
    What opens or joins a stretch ("از", "تا") is left to whoever quoted.  The longer words must not
    contradict the shorter: they may date them more exactly, date what was not dated, or tell a year.
    """
    start, stop = _around(text, span)
    namings = [Span(start + found.start, start + found.end) for found in find_namings(text[start:stop])]
    beside = [naming for naming in namings if naming.start < span.end and span.start < naming.end]
    whole = Span(min((span.start, *(s.start for s in beside))), max((span.end, *(s.end for s in beside))))
    if whole == span:
        return span
    fits = _fits(resolve_time(whole.of(text), published), resolve_time(span.of(text), published))
    return whole if fits else span


def _around(text: str, span: Span) -> tuple[int, int]:
    """Where the words around ``span`` that are looked at begin and end, at a blank where one is near."""
    low, high = max(0, span.start - _AROUND), span.end + _AROUND
    blank, next_blank = text.rfind(" ", max(0, low - _AROUND), low), text.find(" ", high, high + _AROUND)
    return blank + 1 if blank >= 0 else low, next_blank if next_blank >= 0 else min(high, len(text))


def _fits(whole: Interval | None, part: Interval | None) -> bool:
    """Whether the whole says what its part says, and no less."""
    if part is None or not part.resolved:
        return True
    if whole is None or not whole.resolved:
        return False
    if whole.anchor == "absolute" and part.anchor == "publication":
        return True
    return _within(whole.first, part.first, 1) and _within(whole.last, part.last, -1)


def _within(end: date | None, bound: date | None, side: int) -> bool:
    return bound is None or (end is not None and (end - bound).days * side >= 0)
