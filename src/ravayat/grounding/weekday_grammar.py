"""Days of the week with what tells which week: "شنبه گذشته", "دوشنبه هفته پیش از آن"; and names that hold one."""

from __future__ import annotations

from typing import Final

from ravayat.grounding import kinds
from ravayat.grounding.relative_pieces import NamedDay, Weekday
from ravayat.grounding.time_words import EPITHETS, REMEMBERED
from ravayat.grounding.words import Read, Words

SIDES = {
    "پسازآن": (1, True), "بعدازآن": (1, True), "پیشازآن": (-1, True), "قبلازآن": (-1, True), "پیشازاین": (-1, False),
    "پیشتر": (-1, False),
}  # fmt: skip
"""Direction of what follows a unit or a weekday, and whether it counts from an event."""

PRAYER = frozenset("امام ائمه نماز خطیب خطبه امامان".split())
"""Words before جمعه that make it an office or a prayer."""

LAST: Final = frozenset({kinds.LAST, kinds.AGO})
"""Kinds of word that put a unit into the past: "گذشته", "پیش"."""
_CLAD: Final = ("پوش", "پوست")
"""Behind a colour they tell who is clad or born so: "شنبه سیاه پوستان در مینیاپولیس …"."""
_QUOTES: Final = frozenset('«“"')
_CLOSING: Final = frozenset('»”"')
_MOST_WEEKS: Final = 5200


def read_weekday(words: Words, index: int) -> Read | None:
    """«روز شنبه», «جمعه شب», «شنبه گذشته», «دوشنبه هفته گذشته», «شنبه هفته پیش از آن»."""
    at = index + 1 if words.unit(index, "day") else index
    told = words.value(at) if words.name(at) == "digits" and words.word(at + 1) == "شنبه" else 0
    at += 1 <= told <= 5  # "۳شنبه"
    if words.kind(at) != kinds.WEEKDAY or (words.strict and words.word(at - 1) in PRAYER):
        return None
    day, at, part = (told + 5) % 7 if 1 <= told <= 5 else words.value(at), at + 1, None
    if words.word(at) in EPITHETS and not words.word(at + 1).startswith(_CLAD):
        named = _named_day(words, index, at + 1)
        if named:
            return Read(named, at + 1)
        at += 1
    if words.kind(at) == kinds.PART:
        part, at = words.name(at), at + 1
    of_event = _weekday_of_event(words, at, day, part)
    if of_event:
        return of_event
    if words.word(at) == "بعد" and not words.strict:
        return Read(Weekday(day, 1, part=part, event=True), at + 1)  # after the day told before; running text has two
    side = {kinds.LAST: -1, kinds.NEXT: 1}.get(words.kind(at))
    if side is not None and words.word(at) not in ("دیگر", "بعد"):
        return Read(Weekday(day, side, part=part), at + 1)
    this = words.kind(at) == kinds.THIS
    if words.unit(at + this, "week"):
        shift = {kinds.LAST: -1, kinds.AGO: -1, kinds.CURRENT: 0, kinds.NEXT: 1}.get(words.kind(at + this + 1))
        if this or shift is not None:
            return Read(Weekday(day, weeks=shift or 0, part=part), at + this + (1 if shift is None else 2))
    if words.kind(at) == kinds.NUMBER and words.unit(at + 1, "week") and words.kind(at + 2) in LAST:
        return Read(Weekday(day, weeks=-min(words.value(at), _MOST_WEEKS), part=part), at + 3)
    return Read(Weekday(day, part=part), at)


def _weekday_of_event(words: Words, at: int, day: int, part: str | None) -> Read | None:
    """«شنبه هفته پیش از آن», «شنبه همان هفته», «شنبه پس از آن»: counted from an event told before; ``at`` is behind it.

    Without a week the words must be known to be a time: in "شنبه پس از آن حمله گفت" they are two.
    """
    if words.kind(at) == kinds.SAME and words.unit(at + 1, "week"):
        return Read(Weekday(day, weeks=0, part=part, event=True), at + 2)
    numbered = words.kind(at) == kinds.NUMBER and words.unit(at + 1, "week")
    week = numbered or words.unit(at, "week")
    last = at + numbered + week
    side, event = SIDES.get(words.word(last), (0, False))
    if not event or words.word(last + 1) == "که" or (words.strict and not week):
        return None
    further = min(words.value(at), _MOST_WEEKS) - 1 if numbered else 0
    return Read(Weekday(day, side, weeks=further, part=part, event=True), last + 1)


def _named_day(words: Words, index: int, after: int) -> NamedDay | None:
    """A day that is known by its name: "موسوم به جمعه سیاه", "سالگرد جمعه خونین", «یکشنبه خونین»."""
    before = 2 if words.kind(index - 1) == kinds.INTO else 1
    if words.word(index - before) in REMEMBERED:
        return NamedDay(before=before)
    if words.word(index - 1) in _QUOTES:
        return NamedDay(before=1, behind=int(words.word(after) in _CLOSING))
    return NamedDay(behind=1) if words.word(after) in REMEMBERED else None  # "به جمعه سیاه معروف شد"
