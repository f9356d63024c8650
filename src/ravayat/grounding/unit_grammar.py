"""Units of time with a direction: "دو روز پیش", "هفته گذشته", "۴۸ ساعت آینده", "سه روز پس از آن"."""

from __future__ import annotations

from ravayat.grounding import kinds
from ravayat.grounding.clock_grammar import EARLY
from ravayat.grounding.edge_grammar import EDGED
from ravayat.grounding.interval import NO_EVENT
from ravayat.grounding.piece import Piece
from ravayat.grounding.relative_pieces import SEVERAL, Ago, Loose, Period, PeriodOfEvent, RelativeDay, Stretch, SuchDay
from ravayat.grounding.time_words import LATER
from ravayat.grounding.weekday_grammar import SIDES
from ravayat.grounding.words import Read, Words

_MOST_UNITS = 10_000
"""Numbers of units above these are no time that news tells."""
_DURATION = "a length of time without a beginning"
_RECURRING = "happens again and again"
_UNTOLD = "no telling how many"
SINGULAR, PLURAL, INDEFINITE = range(3)
"""Forms of a unit, as the lexicon numbers them."""

_BOUND = frozenset({kinds.BOUND})
_BETWEEN_NUMBERS = frozenset({kinds.TO, kinds.OR, kinds.DASH})
_PERIODS = frozenset({"week", "month"})
_PASSED = frozenset({"week", "month", "year"})
_POINTED = frozenset({"month", "year"})
"""Units that "این" points at where they were told before: "در سال ۱۳۷۱ … در این سال"."""
_DIRECTIONS = frozenset({kinds.AGO, kinds.LAST, kinds.NEXT})
_FINER = {("year", "month"): 12, ("month", "day"): 30, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60}
"""How many of the second unit the first has."""
_FINE = frozenset({"second", "minute", "moment", "hour"})
_EVENTS = frozenset("حادثه واقعه عملیات حمله درگیری انفجار جنایت قتل سانحه فاجعه تصادف ترور کودتا".split())
"""Behind a part of the day they tell whose day it is: "شب عملیات"."""
_LONG_EVENTS = frozenset("جنگ نبرد تجاوز حملات درگیریها محاصره اشغال آتشبس قیام اعتراضات".split())
"""Events of many days, whose first hours are of a day that need not be told before."""
_MANY_UNITS = {SINGULAR: 1.0, PLURAL: float(SEVERAL), INDEFINITE: 1.0}
"""How many a unit without a number tells, by its form."""


def _number(words: Words, index: int) -> tuple[float, int] | None:
    """The number of units: "دو", "چند", "نیم", "یک و نیم", "سه چهار" (the second)."""
    kind = words.kind(index)
    if kind == kinds.ONE_OF and words.kind(index + 1) == kinds.NUMBER and words.value(index + 1) == 2:
        return 2.0, index + 2  # "یکی دو روز"
    if kind == kinds.DECIMAL and words.word(index):
        return float(words.word(index).replace("٫", ".").replace("/", ".")), index + 1
    if kind in (kinds.NUMBER, kinds.DECIMAL):
        half = 0.5 if kind == kinds.DECIMAL else 0.0
        at = index + 1
        for _ in range(2):  # "سه چهار", "دو تا سه"
            if words.kind(at) == kinds.NUMBER:
                at += 1
            elif words.kind(at) in _BETWEEN_NUMBERS and words.kind(at + 1) == kinds.NUMBER:
                at += 2
        return words.value(at - 1) + half, at
    if kind in (kinds.SEVERAL, kinds.VAGUE):
        return (float(SEVERAL) if kind == kinds.SEVERAL else float(words.value(index))), index + 1
    return (0.5, index + 1) if kind == kinds.HALF else None


UNIT_STARTS = (
    kinds.UNIT, kinds.NUMBER, kinds.DECIMAL, kinds.SEVERAL, kinds.VAGUE, kinds.HALF, kinds.THIS, kinds.BOUND,
    kinds.ONE_OF,
)  # fmt: skip
"""Kinds of word that :func:`read_units` can start with."""


def read_units(words: Words, index: int) -> Read | None:
    """A number of units, or one, with what tells their direction."""
    at = index
    this = words.kind(at) == kinds.THIS
    at += this
    at = words.behind(at, _BOUND)  # "کمتر از دو روز پیش"
    numbered = _number(words, at)
    number: float | None = None
    several = words.kind(at) in (kinds.SEVERAL, kinds.VAGUE)
    if numbered:
        number, at = numbered
        if number > _MOST_UNITS:
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
    if _vague(words, at, unit, several=several):
        return Read(Loose(_UNTOLD, precision=unit), at + 1)
    finer = _compound(words, at, unit)
    if finer:
        number, unit, at = number * finer[0] + finer[1], finer[2], finer[3]  # "یک سال و سه ماه پیش"
    return _many(words, at, number, unit, this=this, since=words.kind(index - 1) == kinds.FROM)


def _compound(words: Words, at: int, unit: str) -> tuple[int, float, str, int] | None:
    """What a finer unit behind "و" adds: how many of it the first unit has, its number, its name, the index behind."""
    numbered = _number(words, at + 1) if words.kind(at) == kinds.AND else None
    if numbered is None or words.kind(numbered[1]) != kinds.UNIT or words.kind(numbered[1] + 1) not in _DIRECTIONS:
        return None
    finer = words.name(numbered[1])
    many = _FINER.get((unit, finer))
    return (many, numbered[0], finer, numbered[1] + 1) if many else None


def read_length(words: Words, index: int) -> tuple[Stretch, int] | None:
    """«به مدت یک هفته» behind a beginning, and the index behind it."""
    numbered = _number(words, index + 1) if words.kind(index) == kinds.LENGTH else None
    if numbered is None or numbered[0] > _MOST_UNITS or words.kind(numbered[1]) != kinds.UNIT:
        return None
    return Stretch(numbered[0], words.name(numbered[1]), 1), numbered[1] + 1


def _vague(words: Words, at: int, unit: str, *, several: bool) -> bool:
    """«چند روز پیش», «چند روز پس از آن», «ماه‌های اخیر»: the guide keeps such words without days.

    Hours, «روزهای گذشته» and «چند روز گذشته» lie near enough to be dated.
    """
    if not several or unit in _FINE:
        return False
    kind = words.kind(at)
    if kind == kinds.LAST:
        return unit != "day" or words.word(at) == "اخیر"
    if words.word(at) in ("دیگر", "دیگه"):
        return True
    return kind in (kinds.AGO, kinds.AFTER, kinds.BEFORE) or words.word(at) in SIDES or words.word(at) in LATER


def _many(words: Words, at: int, number: float, unit: str, *, this: bool, since: bool = False) -> Read | None:
    kind = words.kind(at)
    if kind == kinds.AGO:
        return Read(Ago(number, unit), at + 1)
    if kind == kinds.UNTIL_NOW and since:
        return Read(Stretch(number, unit), at)  # "از پنج سال به این سو"
    if kind == kinds.LAST:
        return Read(Stretch(number, unit), at + 1)
    if kind == kinds.NEXT:
        word = words.word(at)
        if word in ("دیگر", "دیگه"):
            return Read(Ago(number, unit, side=1), at + 1)
        return Read(Ago(number, unit, 1, event=True) if word in LATER else Stretch(number, unit, 1), at + 1)
    if kind in (kinds.AFTER, kinds.BEFORE) and not words.strict:
        side = 1 if kind == kinds.AFTER else -1
        return Read(Ago(number, unit, side, event=True), at + 1)
    if words.word(at) in SIDES:
        return Read(Ago(number, unit, *SIDES[words.word(at)]), at + 1)
    if this:
        return Read(Stretch(number, unit), at)
    hour = unit == "minute" and kind == kinds.PART  # "۵۰ دقیقه بامداد"
    return None if words.strict or hour else Read(Loose(_DURATION, "duration"), at)


def _one(words: Words, at: int, unit: str, form: int, *, this: bool) -> Read | None:
    """A unit without a number; ``at`` is behind it."""
    if this:
        return _this(words, at, unit, form)
    if _vague(words, at, unit, several=form == PLURAL):
        return Read(Loose(_UNTOLD, precision=unit), at + 1)
    kind, word = words.kind(at), words.word(at)
    if form == INDEFINITE and word == "که" and words.word(at + 1) == "گذشت" and unit in _PASSED:
        return Read(Period(unit, -1), at + 2)  # "هفته‌ای که گذشت"
    found: Piece | None = None
    if kind == kinds.LAST or (kind == kinds.AGO and form == SINGULAR):
        found = _last(words, at, unit, form)
    elif kind == kinds.AGO:
        found = Ago(_MANY_UNITS[form], unit)
    elif kind == kinds.CURRENT:
        found = Period(unit, 0) if form == SINGULAR else None
    elif kind == kinds.NEXT:
        found = _next(word, unit, form)
    elif word in SIDES and form != PLURAL:
        found = _beside_event(unit, form, word)
    elif kind in (kinds.AFTER, kinds.BEFORE) and form == INDEFINITE and not words.strict:
        found = Ago(1, unit, 1 if kind == kinds.AFTER else -1, event=True)
    return Read(found, at + 1) if found else None


def _beside_event(unit: str, form: int, word: str) -> Piece:
    """«هفته پیش از آن» is the whole week before, «هفته‌ای پیش از آن» a day."""
    side, event = SIDES[word]
    if event and form == SINGULAR and unit in _PERIODS:
        return PeriodOfEvent(unit, side)
    return Ago(1, unit, side, event)


def _this(words: Words, at: int, unit: str, form: int) -> Read | None:
    """«این هفته», «این روزها», «این روز»: the last means the day of the event."""
    if form == PLURAL:
        return Read(Stretch(SEVERAL, unit), at)
    if form == INDEFINITE or (words.strict and (unit == "day" or unit in _FINE)):
        return None
    return Read(Ago(0, "day", 1, event=True) if unit == "day" else Period(unit, 0, points=unit in _POINTED), at)


def _last(words: Words, at: int, unit: str, form: int) -> Piece:
    if unit in _FINE or words.word(at - 1).startswith("شبانه"):
        return Stretch(1, unit)
    if unit == "century" and words.word(at) == "اخیر":
        return Stretch(1, unit)
    return Stretch(SEVERAL, unit) if form == PLURAL else Period(unit, -1)


def _next(word: str, unit: str, form: int) -> Piece | None:
    if word in ("دیگر", "دیگه"):
        return None
    if word in LATER and (unit in _FINE or unit == "day"):
        return Ago(_MANY_UNITS[form], unit, 1, event=True)
    if form == PLURAL:
        return Stretch(SEVERAL, unit, 1)
    return Period(unit, 1, points=word in LATER and unit in _POINTED | _PERIODS)


def read_part_shift(words: Words, index: int) -> Read | None:
    """«شب گذشته», «عصر روز گذشته» has its own unit, «شب قبل» means yesterday's too."""
    if words.kind(index) == kinds.ORDINAL:
        if words.kind(index + 1) != kinds.PART:
            return None
        if words.word(index + 1) == "شب" and words.kind(index + 2) == kinds.IN_A_ROW:
            return Read(Stretch(words.value(index) - 1, "day"), index + 3)  # "نهمین شب پیاپی"
        if words.strict or words.month(index + 2):
            return None
        return Read(Loose(NO_EVENT, "event"), index + 2)  # "نهمین شب"
    if words.kind(index) == kinds.PART and words.word(index + 1) in ("پیشازآن", "قبلازآن", "پسازآن", "بعدازآن"):
        return Read(Ago(1, "day", *SIDES[words.word(index + 1)]), index + 2)
    shift = {kinds.LAST: -1, kinds.AGO: -1, kinds.NEXT: 1}.get(words.kind(index + 1))
    if words.kind(index) != kinds.PART or shift is None or words.word(index + 1) in ("دیگر", "دیگه", "اخیر"):
        return None
    if words.word(index) == "شبانه":
        return None  # "حملات شبانه پیشین"
    if words.word(index + 1) in LATER:
        return Read(Ago(1, "day", 1, event=True), index + 2)
    return Read(RelativeDay(shift, words.name(index)), index + 2)


def read_part_of_event(words: Words, index: int) -> Read | None:
    """«صبح روز حادثه», «شب عملیات»: of the day of an event told before; «ساعات اولیه جنگ» of a day not told."""
    if words.strict:
        return None
    if words.unit(index, "hour", 1):
        early = words.word(index + 1) in EARLY or words.kind(index + 1) == kinds.EDGE
        told = early and words.word(index + 2) in _EVENTS | _LONG_EVENTS
        return Read(Loose(NO_EVENT, "event"), index + 3) if told else None
    if words.kind(index) != kinds.PART:
        return None
    at = index + 1 + words.unit(index + 1, "day")
    return Read(Ago(0, "day", 1, event=True), at + 1) if words.word(at) in _EVENTS else None


def read_same(words: Words, index: int) -> Read | None:
    """«همان روز», «آن شب», «فردای آن روز»: the day of the event told before, or the one after."""
    if words.kind(index) == kinds.DAY_AFTER:
        return Read(Ago(1, "day", 1, event=True), index + 1)
    if words.kind(index + 1) == kinds.LENGTH or words.word(index + 1) in ("زمان", "هنگام"):
        return None if words.strict else Read(Loose(NO_EVENT, "event"), index + 2)  # "در این مدت"
    if words.kind(index) != kinds.SAME:
        return None
    unit = words.kind(index + 1) == kinds.UNIT and words.value(index + 1) == 0
    if words.unit(index + 1, "hour", 0, 1) or words.unit(index + 1, "moment", 0, 1):
        return Read(Ago(0, "day", 1, event=True), index + 2)
    if words.kind(index + 1) == kinds.PART or (unit and words.name(index + 1) == "day"):
        return Read(Ago(0, "day", 1, event=True), index + 2)
    name = words.name(index + 1)
    if unit and name in _PERIODS:
        return Read(PeriodOfEvent(name, 0), index + 2)
    return Read(Ago(0, "year", 1, event=True), index + 2) if unit and name == "year" else None


def read_every(words: Words, index: int) -> Read | None:
    """«هر روز», «هر جمعه»: dated by nothing."""
    if words.kind(index) != kinds.EVERY:
        return None
    at = index + 2 if words.kind(index + 1) == kinds.NUMBER else index + 1
    if words.kind(at) not in (kinds.UNIT, kinds.WEEKDAY, kinds.PART, kinds.SEASON, kinds.MONTH):
        return None
    unit = words.name(at) if words.kind(at) == kinds.UNIT else ""
    return Read(Loose(_RECURRING, "recurring", unit if unit in _PASSED else "day"), at + 1)


def read_ordinal_unit(words: Words, index: int) -> Read | None:
    """«سومین روز», «روز سوم»: the day of something that began on a day not told; «سومین روز پیاپی» tells it."""
    first = words.kind(index) == kinds.ORDINAL and words.kind(index + 1) == kinds.UNIT
    if first and words.unit(index + 1, "day") and words.kind(index + 2) == kinds.IN_A_ROW:
        return Read(Stretch(words.value(index) - 1, "day"), index + 3)
    second = words.kind(index) == kinds.UNIT and words.value(index) == 0 and words.kind(index + 1) == kinds.ORDINAL
    if not (first or second) or words.strict:
        return None
    return Read(Loose(NO_EVENT, "event", words.name(index + 1 if first else index)), index + 2)


def read_loose(words: Words, index: int) -> Read | None:
    """«اخیرا», «چندی پیش»."""
    if words.strict or words.kind(index) != kinds.LOOSE:
        return None
    return Read(Loose("no telling how long ago"), index + 1)


def read_such_day(_words: Words, index: int) -> Read:
    """«در چنین روزی» beside a year."""
    return Read(SuchDay(), index + 1)


def read_now(words: Words, index: int) -> Read | None:
    """«هم‌اکنون»."""
    return None if words.strict else Read(RelativeDay(0), index + 1)


EDGED += [read_units]
