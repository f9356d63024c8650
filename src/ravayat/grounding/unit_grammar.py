"""Units of time with a direction: "دو روز پیش", "هفته گذشته", "۴۸ ساعت آینده", "سه روز پس از آن"."""

from __future__ import annotations

from ravayat.grounding import kinds
from ravayat.grounding.interval import NO_EVENT
from ravayat.grounding.pieces import SEVERAL, Ago, Loose, Period, RelativeDay, Stretch
from ravayat.grounding.time_grammar import EDGED, MOST_UNITS, Read, Words

_DURATION = "a length of time without a beginning"
_RECURRING = "happens again and again"
_MANY_UNITS = {0: 1.0, 1: float(SEVERAL), 2: 1.0}
"""How many a unit without a number tells, by its form."""


def _number(words: Words, index: int) -> tuple[float, int] | None:
    """The number of units: "دو", "چند", "نیم", "یک و نیم", "سه چهار" (the second)."""
    kind = words.kind(index)
    if kind == kinds.DECIMAL and words.word(index):
        return float(words.word(index).replace("٫", ".").replace("/", ".")), index + 1
    if kind in (kinds.NUMBER, kinds.DECIMAL):
        half = 0.5 if kind == kinds.DECIMAL else 0.0
        at = index + 1
        while words.kind(at) == kinds.NUMBER or (
            words.kind(at) in (kinds.TO, kinds.OR, kinds.DASH) and words.kind(at + 1) == kinds.NUMBER
        ):
            at += 1 if words.kind(at) == kinds.NUMBER else 2
        return words.value(at - 1) + half, at
    if kind in (kinds.SEVERAL, kinds.VAGUE):
        return (float(SEVERAL) if kind == kinds.SEVERAL else float(words.value(index))), index + 1
    return (0.5, index + 1) if kind == kinds.HALF else None


UNIT_STARTS = (
    kinds.UNIT, kinds.NUMBER, kinds.DECIMAL, kinds.SEVERAL, kinds.VAGUE, kinds.HALF, kinds.THIS, kinds.BOUND,
)  # fmt: skip
"""Kinds of word that :func:`read_units` can start with."""


def read_units(words: Words, index: int) -> Read | None:
    """A number of units, or one, with what tells their direction."""
    at = index
    this = words.kind(at) == kinds.THIS
    at += this
    while words.kind(at) == kinds.BOUND:
        at += 1  # "کمتر از دو روز پیش"
    numbered = _number(words, at)
    number: float | None = None
    if numbered:
        number, at = numbered
        if number > MOST_UNITS:
            return None
    night = numbered and words.word(at) == "شب"
    length = words.kind(at) == kinds.AGE and words.kind(at + 1) == kinds.LAST  # "دو روزه اخیر"
    if words.kind(at) != kinds.UNIT and not night and not length:
        return None
    unit, form, at = ("day" if night else words.name(at)), words.value(at), at + 1
    if words.kind(at) == kinds.AND and words.kind(at + 1) == kinds.HALF:
        number, at = (1.0 if number is None else number) + 0.5, at + 2  # "یک سال و نیم پیش"
    if number is None:
        return _one(words, at, unit, form, this=this)
    return _many(words, at, number, unit, this=this)


def _many(words: Words, at: int, number: float, unit: str, *, this: bool) -> Read | None:
    kind = words.kind(at)
    if kind == kinds.AGO:
        return Read(Ago(number, unit), at + 1)
    if kind == kinds.LAST:
        return Read(Stretch(number, unit), at + 1)
    if kind == kinds.NEXT:
        word = words.word(at)
        if word in ("دیگر", "دیگه"):
            return Read(Ago(number, unit, side=1), at + 1)
        return Read(Ago(number, unit, 1, event=True) if word in ("بعد", "بعدی") else Stretch(number, unit, 1), at + 1)
    if kind in (kinds.AFTER, kinds.BEFORE) and not words.strict:
        side = 1 if kind == kinds.AFTER else -1
        return Read(Ago(number, unit, side, event=True), at + 1)
    if kind == kinds.LOOSE and words.word(at) == "پیشتر":
        return Read(Ago(number, unit), at + 1)
    if kind == kinds.LOOSE and words.word(at) in ("پسازآن", "بعدازآن", "پیشازاین"):
        before = words.word(at) == "پیشازاین"
        return Read(Ago(number, unit) if before else Ago(number, unit, 1, event=True), at + 1)
    if this:
        return Read(Stretch(number, unit), at)
    return None if words.strict else Read(Loose(_DURATION, "duration"), at)


def _one(words: Words, at: int, unit: str, form: int, *, this: bool) -> Read | None:
    kind, word, fine = words.kind(at), words.word(at), unit in ("second", "minute", "moment", "hour")
    if this:
        if form == 1:
            return Read(Stretch(SEVERAL, unit), at)
        if unit == "day":
            return Read(Ago(0, "day", 1, event=True), at) if form == 0 and not words.strict else None
        return None if form == 2 or (fine and words.strict) else Read(Period(unit, 0), at)
    if kind == kinds.LAST or (kind == kinds.AGO and form == 0):
        if fine:
            return Read(Stretch(1, unit), at + 1)
        return Read(Stretch(SEVERAL, unit) if form == 1 else Period(unit, -1), at + 1)
    if kind == kinds.AGO:
        if form == 1 and not fine:
            return Read(Loose("no telling how long ago"), at + 1)
        return Read(Ago(_MANY_UNITS[form], unit), at + 1)
    if kind == kinds.CURRENT:
        return Read(Period(unit, 0), at + 1) if form == 0 else None
    if kind == kinds.NEXT:
        if word in ("بعد", "بعدی") and (fine or unit == "day"):
            return Read(Ago(_MANY_UNITS[form], unit, 1, event=True), at + 1)
        if word in ("دیگر", "دیگه"):
            return None
        return Read(Stretch(SEVERAL, unit, 1) if form == 1 else Period(unit, 1), at + 1)
    if kind == kinds.LOOSE and word in ("پسازآن", "بعدازآن") and form != 1:
        return Read(Ago(1, unit, 1, event=True), at + 1)
    if kind in (kinds.AFTER, kinds.BEFORE) and form == 2 and not words.strict:
        return Read(Ago(1, unit, 1 if kind == kinds.AFTER else -1, event=True), at + 1)
    return None


def read_part_shift(words: Words, index: int) -> Read | None:
    """ "شب گذشته", "عصر روز گذشته" has its own unit, "شب قبل" means yesterday's too."""
    if words.kind(index) == kinds.ORDINAL:
        if words.kind(index + 1) != kinds.PART or words.strict or words.month(index + 2):
            return None
        return Read(Loose(NO_EVENT, "event"), index + 2)  # "نهمین شب"
    shift = {kinds.LAST: -1, kinds.AGO: -1, kinds.NEXT: 1}.get(words.kind(index + 1))
    if words.kind(index) != kinds.PART or shift is None or words.word(index + 1) in ("دیگر", "دیگه", "اخیر"):
        return None
    if words.word(index + 1) in ("بعد", "بعدی"):
        return Read(Ago(1, "day", 1, event=True), index + 2)
    return Read(RelativeDay(shift, words.name(index)), index + 2)


def read_same(words: Words, index: int) -> Read | None:
    """ "همان روز", "آن شب", "فردای آن روز": the day of the event told before, or the one after."""
    if words.kind(index) == kinds.DAY_AFTER:
        return Read(Ago(1, "day", 1, event=True), index + 1)
    if words.kind(index) != kinds.SAME:
        return None
    unit = words.kind(index + 1) == kinds.UNIT and words.value(index + 1) == 0
    if words.unit(index + 1, "hour", 0, 1) or words.unit(index + 1, "moment", 0, 1):
        return Read(Ago(0, "day", 1, event=True), index + 2)
    if words.kind(index + 1) == kinds.PART or (unit and words.name(index + 1) == "day"):
        return Read(Ago(0, "day", 1, event=True), index + 2)
    if unit and words.name(index + 1) in ("week", "month", "year"):
        return Read(Ago(0, words.name(index + 1), 1, event=True), index + 2)
    return None


def read_every(words: Words, index: int) -> Read | None:
    """ "هر روز", "هر جمعه": dated by nothing."""
    if words.kind(index) != kinds.EVERY:
        return None
    at = index + 2 if words.kind(index + 1) == kinds.NUMBER else index + 1
    if words.kind(at) not in (kinds.UNIT, kinds.WEEKDAY, kinds.PART):
        return None
    return Read(Loose(_RECURRING, "recurring"), at + 1)


def read_ordinal_unit(words: Words, index: int) -> Read | None:
    """ "سومین روز", "روز سوم": the day of something that began on a day not told."""
    first = words.kind(index) == kinds.ORDINAL and words.kind(index + 1) == kinds.UNIT
    second = words.kind(index) == kinds.UNIT and words.value(index) == 0 and words.kind(index + 1) == kinds.ORDINAL
    if not (first or second) or words.strict:
        return None
    return Read(Loose(NO_EVENT, "event", words.name(index + 1 if first else index)), index + 2)


def read_loose(words: Words, index: int) -> Read | None:
    """ "اخیرا", "چندی پیش"."""
    if words.strict or words.kind(index) != kinds.LOOSE:
        return None
    return Read(Loose("no telling how long ago"), index + 1)


def read_now(words: Words, index: int) -> Read | None:
    """ "هم‌اکنون"."""
    return None if words.strict else Read(RelativeDay(0), index + 1)


EDGED += [read_units]
