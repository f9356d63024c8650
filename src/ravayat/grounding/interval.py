"""What a time expression means, and against what it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from ravayat.grounding.calendars import GREGORIAN

Anchor = Literal["absolute", "publication", "event", "recurring", "duration", "none"]
"""What the words count from: a calendar, the day of publication, another event; or nothing that can be dated."""

PRECISIONS: Final = ("hour", "day", "week", "month", "season", "year", "decade", "century")
"""From fine to coarse."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative words are read against.

    Attributes:
        published: day of publication, if told.
        calendar: calendar of the article, for "سال گذشته" and "ماه جاری", which name none.
        anchor: day of the event that "همان روز" and "روز بعد" refer to, if known.
        whole: whether a running period ("این ماه") is meant to its end rather than up to publication.
    """

    published: date | None
    calendar: str = GREGORIAN
    anchor: date | None = None
    whole: bool = False

    def until_published(self, last: date) -> date:
        """``last``, or the day of publication where the period is still running then."""
        return last if self.whole or self.published is None else min(last, self.published)


@dataclass(frozen=True, slots=True)
class Interval:
    """The days that words mean, first and last inclusive.

    Attributes:
        first: ``None`` where the words cannot be resolved or leave the beginning open.
        last: ``None`` where they cannot be resolved or leave the end open.
        precision: one of :data:`PRECISIONS`, that of the words ("دو ماه پیش": month).
        calendar: calendar the words were read in: solar, gregorian or lunar.
        anchor: what the words count from.
        method: how they were read, or why they were not, in a few words.
        part: part of the day where told: dawn, morning, noon, afternoon, evening, night.
        clock: time of day where told, "HH:MM", or "HH:MM-HH:MM".
        zone: time zone where told (IANA name), or "local".
        told_before: the unit ("year", "month", "week") of a time told before the words that is meant instead of that
            of publication wherever one was told: "در همین سال".
    """

    first: date | None
    last: date | None
    precision: str
    calendar: str = GREGORIAN
    anchor: Anchor = "publication"
    method: str = ""
    part: str | None = None
    clock: str | None = None
    zone: str | None = None
    told_before: str = ""

    @property
    def resolved(self) -> bool:
        """Whether at least one end is known."""
        return self.first is not None or self.last is not None

    def over(self, first: date | None, last: date | None, method: str) -> Interval:
        """The same reading over other days."""
        return replace(self, first=first, last=last, method=method)


def unresolved(reason: str, precision: str = "day", anchor: Anchor = "none", calendar: str = GREGORIAN) -> Interval:
    """An interval without days that says why."""
    return Interval(None, None, precision, calendar, anchor, f"unresolved: {reason}")


NO_PUBLICATION: Final = "relative, and no day of publication"
NO_EVENT: Final = "counts from an event whose day is not known"
