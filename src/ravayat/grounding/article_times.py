"""The times of one article together: what counts from another event takes its day from the text before it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from ravayat.grounding.calendars import GREGORIAN
from ravayat.grounding.interval import Interval
from ravayat.grounding.times import find_namings, find_times, resolve_time
from ravayat.records.span import Span

_MOST_ANCHORS: Final = 8
_LONGEST_ANCHOR: Final = {"year": timedelta(days=366), "month": timedelta(days=31), "week": timedelta(days=7)}
"""How long a time may be for another to count so many years, months or weeks from it."""
_A_DAY: Final = timedelta(days=1)
"""How long it may be otherwise."""
_NEAR: Final = 400
"""How many characters before "این ماه" a month must have been told to be meant, rather than that of publication."""
OPEN: Final = ("since", "until", "before")
"""How the methods of times begin that lead from or to the one that is named: that one may be counted from."""
_OWN: Final = frozenset({"absolute", "event"})
"""What times count from that tell a year or month themselves, as "دیروز" does not."""


class _Anchor(NamedTuple):
    """A time that another may count from, and where it ends in the text."""

    end: int
    last: date
    first: date
    calendar: str
    own: bool
    dated: bool
    """Whether it tells its month, as "۳ خرداد" does, if not its year."""


def resolve_times(
    text: str, spans: Sequence[Span], published: date | None, *, calendar: str = GREGORIAN
) -> list[Interval | None]:
    """The days that the words of ``text`` at each of ``spans`` mean.

    As :func:`ravayat.grounding.times.resolve_time`, but «همان روز», «روز بعد» and «دو روز پس از آن»
    count from the nearest day told before them, «همان سال» and «در این سال» from the year; ``method`` then says from
    which.
    """
    resolved = {span: resolve_time(span.of(text), published, calendar=calendar) for span in set(spans)}
    if not any(map(_counts_from_event, resolved.values())):
        return [resolved[span] for span in spans]
    anchors: list[_Anchor] = []
    for span in find_times(text):
        found = resolve_time(span.of(text), published, calendar=calendar)
        _remember(anchors, span, found)
        if found is not None and found.method.startswith(OPEN):  # "از سال ۱۳۴۴ … و دو سال بعد"
            for naming in find_namings(span.of(text)):
                at = Span(span.start + naming.start, span.start + naming.end)
                _remember(anchors, at, resolve_time(at.of(text), published, calendar=calendar))
    for span in sorted(resolved):
        found = resolved[span]
        if found is not None and _counts_from_event(found):
            before = anchors[: bisect_left(anchors, (span.start + 1,))]
            from_event = _from_event if not found.told_before else _pointed
            found = from_event(span, text, found, published, calendar, before[::-1]) or found
        _remember(anchors, span, found)
        resolved[span] = found
    return [resolved[span] for span in spans]


def _counts_from_event(found: Interval | None) -> bool:
    return found is not None and ((not found.resolved and found.anchor == "event") or bool(found.told_before))


def _unit(found: Interval) -> str:
    """The unit that a time is away from what it counts from."""
    return found.told_before or found.precision


def _from_event(
    span: Span, text: str, unread: Interval, published: date | None, calendar: str, anchors: Sequence[_Anchor]
) -> Interval | None:
    """The words counted from the nearest anchor that stays before publication; years from one that tells one."""
    usable = [anchor for anchor in anchors if anchor.last - anchor.first <= _LONGEST_ANCHOR.get(_unit(unread), _A_DAY)]
    if _unit(unread) == "year":
        usable.sort(key=lambda anchor: not anchor.own)
    for anchor in usable[:_MOST_ANCHORS]:
        found = _counted(span.of(text), published, calendar, anchor, _unit(unread))
        if found is None or found.last is None:
            return None
        if published is None or found.last <= published:
            return found
    return None


def _pointed(
    span: Span, text: str, unread: Interval, published: date | None, calendar: str, anchors: Sequence[_Anchor]
) -> Interval | None:
    """The words counted from the nearest anchor that tells such a unit; none where that would be after publication."""
    unit = _unit(unread)
    for anchor in anchors:
        tells = anchor.own or unit == "week" or (unread.precision == "day" and anchor.dated)  # "پنجم این ماه"
        if anchor.last - anchor.first <= _LONGEST_ANCHOR[unit] and tells:
            found = (
                _counted(span.of(text), published, calendar, anchor, unit) if span.start - anchor.end <= _NEAR else None
            )
            past = found is not None and found.last is not None and (published is None or found.last <= published)
            return found if past else None
    return None


def _counted(words: str, published: date | None, calendar: str, anchor: _Anchor, unit: str) -> Interval | None:
    """The words counted from an anchor; "دی همان سال" lies in the year told, of whichever calendar that is.

    "یک ماه بعد" is as long as the month that it counts from.
    """
    calendar = anchor.calendar if anchor.own or anchor.calendar != GREGORIAN else calendar
    if unit == "month" and anchor.first < anchor.last:
        begins, ends = (
            resolve_time(words, published, calendar=calendar, anchor=day) for day in (anchor.first, anchor.last)
        )
        return begins and ends and ends.over(begins.first, ends.last, f"{ends.method}, from {anchor.last}")
    for day in (anchor.last, anchor.first):
        found = resolve_time(words, published, calendar=calendar, anchor=day)
        if found and found.first and anchor.first <= found.first <= anchor.last:
            break
    else:
        found = resolve_time(words, published, calendar=calendar, anchor=anchor.last)
    return found and found.over(found.first, found.last, f"{found.method}, from {anchor.last}")


def _remember(anchors: list[_Anchor], span: Span, found: Interval | None) -> None:
    if found is None or found.first is None or found.last is None or found.method.startswith("time of day"):
        return
    if found.last - found.first <= _LONGEST_ANCHOR["year"]:
        named = found.precision == "year" or found.method.startswith("latest such month")
        own = found.anchor in _OWN or named
        dated = own or found.method.startswith("latest such")
        insort(anchors, _Anchor(span.end, found.last, found.first, found.calendar, own, dated))
