"""Times and parts of the day: "ساعت ۱۰ و ۳۰ دقیقه صبح", "۱۴:۳۰ به وقت محلی", "نخستین ساعات بامداد"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from ravayat.grounding import kinds
from ravayat.grounding.interval import Interval
from ravayat.grounding.time_words import ZONES
from ravayat.grounding.words import Words

EARLY = frozenset("اولیه نخست نخستین ابتدایی آغازین پایانی واپسین آخرین".split())
"""Words that tell which hours of a day: "ساعات اولیه"."""
_LANDS = frozenset({"آمریکا", "امریکا"})
"""Second words of zones: "به وقت شرق آمریکا"."""
_SHORT = 4
"""Words of a quote that may be a bare time of day, a stretch of two included."""
_COUNTED = frozenset({kinds.CLASSIFIER, kinds.PERSON, kinds.MEASURE, kinds.UNIT, kinds.MONTH})
_BOUND = frozenset({kinds.BOUND})
_SIDES = frozenset({kinds.LAST, kinds.AGO})
_DIRECTIONS = frozenset({kinds.LAST, kinds.AGO, kinds.NEXT, kinds.AFTER, kinds.BEFORE})
"""Kinds of word behind a length of time that tell which way it goes."""
_NO_SIDES = frozenset({"اخیر"})
_OCLOCK = "بجه"
"""Dari behind an hour: "ساعت ده بجه"."""
_AFTERNOON = frozenset({"afternoon", "evening", "night"})


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as far as it is told."""

    part: str | None = None
    clock: str | None = None
    zone: str | None = None

    def joined(self, other: Clock) -> Clock:
        """Both, the first told wins."""
        return Clock(self.part or other.part, self.clock or other.clock, self.zone or other.zone)


class ClockRead(NamedTuple):
    """A time of day and the index behind it."""

    clock: Clock
    after: int


def _time(words: Words, index: int) -> tuple[int, int, int] | None:
    """Hour, minute and the index behind "۱۰", "۱۴:۳۰", "۱۰ و ۳۰ دقیقه", "ده و نیم"."""
    if words.kind(index) == kinds.CLOCK:
        hour, minute = (int(part) for part in words.word(index).split(":")[:2])
        if len(words.word(index).split(":")[1]) < 2 and not words.unit(index - 1, "hour"):
            return None  # "۲:۱" is a score
        after = index + 2 if words.unit(index + 1, "minute") else index + 1
        return (hour, minute, after) if hour <= 24 and minute < 60 else None
    if words.kind(index) == kinds.DECIMAL and words.word(index) == "":
        return (words.value(index), 30, index + 1) if words.value(index) <= 24 else None
    if words.kind(index) == kinds.DECIMAL and (words.unit(index - 1, "hour") or _bare_clock(words, index)):
        whole, part = (int(half) for half in re.split(r"\D", words.word(index))[:2])  # "ساعت ۱۰.۰۲"
        return (whole, part, index + 1) if whole <= 24 and part < 60 else None
    if words.kind(index) != kinds.NUMBER or words.value(index) > 24:
        return None
    hour, at = words.value(index), index + 1
    if words.kind(at) == kinds.AND and words.kind(at + 1) == kinds.HALF:
        return hour, 30, at + 2
    if words.kind(at) == kinds.AND and words.kind(at + 1) == kinds.NUMBER and words.value(at + 1) < 60:
        if words.unit(at + 2, "minute"):
            return hour, words.value(at + 1), at + 3
        if words.name(at + 1) == "digits" and words.kind(at + 2) not in _COUNTED:
            return hour, words.value(at + 1), at + 2
    return hour, 0, at


def _bare_clock(words: Words, index: int) -> bool:
    """Whether a short quote tells its hour so: «۳.۵۷», «23/44»; «9/11» is a month and a day."""
    if words.strict or words.size > _SHORT or words.kind(index) != kinds.DECIMAL:
        return False
    found = re.fullmatch(r"(\d{1,2})([./])(\d\d)", words.word(index))
    return found is not None and (found[2] == "." or not _month_and_day(int(found[1]), int(found[3])))


def _month_and_day(one: int, other: int) -> bool:
    """Whether the numbers can be a month and a day, in either order."""
    return 1 <= min(one, other) <= 12 and max(one, other) <= 31


def _before_part(words: Words, index: int) -> tuple[int, int, int] | None:
    """«۲ و ۳۰ بامداد», «۵۰ دقیقه بامداد» (ten to one): hours that only what is behind them tells; «۱۲ و ۱ دقیقه»."""
    if words.kind(index) != kinds.NUMBER:
        return None
    at = index + 1
    if words.unit(at, "minute") and words.word(at + 1) == "بامداد" and words.value(index) < 60:
        return 0, words.value(index), at + 1
    if words.kind(at) != kinds.AND or words.value(index) > 24:
        return None
    found = _time(words, index)
    if found is None or found[2] == at:
        return None
    minutes = words.unit(found[2] - 1, "minute") and not words.strict and words.kind(found[2]) not in _DIRECTIONS
    return found if minutes or words.kind(found[2]) == kinds.PART else None


def _of_day(hour: int, minute: int, part: str | None) -> str:
    if hour == 12 and part in ("dawn", "night"):
        hour = 0  # "۱۲:۴۰ بامداد", "ساعت ۱۲ شب"
    if part in _AFTERNOON and hour < 12 and not (part == "night" and hour < 6):
        hour += 12
    return f"{hour % 24:02}:{minute:02}"


def read_clock(words: Words, index: int) -> ClockRead | None:
    """A time of day with its part and zone, or a part of the day alone."""
    at, part = index, None
    if words.kind(at) == kinds.PART:
        part, at = words.name(at), at + 1
    at = words.behind(at, _BOUND)
    told = words.unit(at, "hour")
    bare = words.kind(at) == kinds.CLOCK or _bare_clock(words, at)
    first = _time(words, at + 1 if told else at) if told or bare else _before_part(words, at)
    if first is None:
        return _early_hours(words, index) or (ClockRead(Clock(part), index + 1) if part else None)
    hour, minute, at = first
    second = None
    if words.kind(at) in (kinds.TO, kinds.DASH):
        again = at + 2 if words.unit(at + 1, "hour") else at + 1
        second = _time(words, again)
        at = second[2] if second else at
    at += words.word(at) == _OCLOCK
    if words.kind(at) == kinds.PART:
        part, at = words.name(at), at + (not _of_another_day(words, at))
    clock = _of_day(hour, minute, part) + (f"-{_of_day(second[0], second[1], part)}" if second else "")
    zone = None
    if words.kind(at) == kinds.ZONE:
        zone = ZONES.get(words.word(at + 1))
        at += 3 if words.word(at + 2) in _LANDS else 2
    return ClockRead(Clock(part, clock, zone), min(at, words.size))


def _early_hours(words: Words, index: int) -> ClockRead | None:
    """«نخستین ساعات بامداد», «ساعات اولیه صبح», «ساعاتی از شب»."""
    at = index
    before = (words.kind(at) == kinds.ORDINAL or words.word(at) in EARLY) and words.unit(at + 1, "hour", 1)
    behind = words.unit(at, "hour", 1) and (words.word(at + 1) in EARLY or words.kind(at + 1) == kinds.EDGE)
    if before or behind:
        at += 2
    elif words.unit(at, "hour", 1) and words.kind(at + 1) == kinds.PART:
        at += 1
    else:
        return None
    if words.kind(at) == kinds.PART:
        return ClockRead(Clock(words.name(at)), at + (not _of_another_day(words, at)))
    return ClockRead(Clock(), at)


def _of_another_day(words: Words, index: int) -> bool:
    """Whether the part of the day at ``index`` tells its day, too: "ساعت ۲۳ شب گذشته"."""
    return words.kind(index + 1) in _SIDES and words.word(index + 1) not in _NO_SIDES


def with_clock(interval: Interval, clock: Clock | None) -> Interval:
    """``interval`` with the time of day told beside it."""
    if clock is None:
        return interval
    told = clock.clock
    if told and clock.part is None and interval.part is not None:  # "ساعت ۱۲:۳۰ امشب": the day's word tells the part
        ends = (end.split(":") for end in told.split("-"))
        told = "-".join(_of_day(int(hour), int(minute), interval.part) for hour, minute in ends)
    precision = "hour" if clock.clock and interval.precision == "day" else interval.precision
    return replace(
        interval,
        part=clock.part or interval.part,
        clock=told,
        zone=clock.zone,
        precision=precision,
    )
