"""The times of one article together: what counts from another event takes its day from the text before it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from ravayat.grounding.calendars import GREGORIAN
from ravayat.grounding.interval import Interval
from ravayat.grounding.times import find_times, resolve_time
from ravayat.records.span import Span

_MOST_ANCHORS: Final = 8
_LONGEST_ANCHOR: Final = timedelta(days=1)
"""How long a time may be for another to count from it."""


def resolve_times(
    text: str, spans: Sequence[Span], published: date | None, *, calendar: str = GREGORIAN
) -> list[Interval | None]:
    """The days that the words of ``text`` at each of ``spans`` mean.

    As :func:`ravayat.grounding.times.resolve_time`, but «همان روز», «روز بعد» and «دو روز پس از آن»
    count from the nearest day told before them; ``method`` then says from which.
    """
    resolved = {span: resolve_time(span.of(text), published, calendar=calendar) for span in set(spans)}
    if not any(map(_counts_from_event, resolved.values())):
        return [resolved[span] for span in spans]
    anchors: list[tuple[int, date]] = []
    for span in find_times(text):
        _remember(anchors, span, resolve_time(span.of(text), published, calendar=calendar))
    for span in sorted(resolved):
        words, found = span.of(text), resolved[span]
        if _counts_from_event(found):
            before = anchors[: bisect_left(anchors, (span.start + 1, date.min))]
            found = _from_event(words, published, calendar, [day for _, day in reversed(before)]) or found
        _remember(anchors, span, found)
        resolved[span] = found
    return [resolved[span] for span in spans]


def _counts_from_event(found: Interval | None) -> bool:
    return found is not None and not found.resolved and found.anchor == "event"


def _from_event(words: str, published: date | None, calendar: str, days: Sequence[date]) -> Interval | None:
    """``words`` counted from the first of ``days`` that does not lead beyond publication."""
    for anchor in days[:_MOST_ANCHORS]:
        found = resolve_time(words, published, calendar=calendar, anchor=anchor)
        if found is None or found.last is None:
            return None
        if published is None or found.last <= published:
            return found.over(found.first, found.last, f"{found.method}, from {anchor}")
    return None


def _remember(anchors: list[tuple[int, date]], span: Span, found: Interval | None) -> None:
    if found is None or found.first is None or found.last is None or found.method.startswith("time of day"):
        return
    if found.last - found.first <= _LONGEST_ANCHOR:
        insort(anchors, (span.end, found.last))
