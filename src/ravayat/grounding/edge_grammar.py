"""The beginnings, ends and neighbours of periods and days: "اوایل ماه جاری", "شش ماه نخست سال", "فردای ۷ اکتبر"."""

from __future__ import annotations

from typing import Final

from ravayat.grounding import kinds
from ravayat.grounding.periods import DayAfter, Edge, Eve, NewYear, UnitsOf
from ravayat.grounding.relative_pieces import SEVERAL, Ago, Period, Weekend
from ravayat.grounding.time_grammar import (
    full_year,
    numbers_the_next,
    read_calendar_day,
    read_decade,
    read_month,
    read_season,
    read_year,
    sure_month,
)
from ravayat.grounding.time_words import FRAIL_MONTHS, LAST_ONES
from ravayat.grounding.weekday_grammar import LAST, read_weekday
from ravayat.grounding.words import Read, Reader, Words

_DAYS_OF_A_YEAR: Final = 366
_SEVERAL: Final = {"day": 10, "week": SEVERAL, "month": SEVERAL}
"""How many "روزهای پایانی" are: with days and months the third that "اواخر" is."""
_SEVERAL_OF_A_WEEK: Final = 3
_AT_FIRST = frozenset("آغازین ابتدایی ابتدائی اولیه".split())
_AT_LAST = frozenset("پایانی انتهایی انتهائی".split())
_OTHER_YEARS = frozenset("مالی تحصیلی زراعی آبی".split())
"""Words behind سال that make it another than the calendar's."""
_NAMED_WEEKS = frozenset("دولت دفاع وحدت بسیج قوه نیروی کارگر معلم پژوهش محیط جهانی منابع حجاب ملی مشاغل".split())
"""Words behind هفته that make it one of the year: "هفته دولت", "هفته دفاع مقدس"."""


def read_edge(words: Words, index: int) -> Read | None:
    """«اوایل ماه جاری», «نیمه دوم مهر», «پایان سال ۲۰۱۱», «اول هفته»."""
    which, at = words.name(index), index + 1
    if words.word(index) in LAST_ONES:
        return None  # "آخرین سال جنگ" is no end of a year
    if words.kind(index) == kinds.ORDINAL:
        if (
            words.value(index) != 1
            or words.kind(at) != kinds.UNIT
            or (numbers_the_next(words, index) and words.unit(at, "year"))
        ):
            return None
        which = "start"
    elif words.word(index) == "نیمه" and words.kind(at) == kinds.ORDINAL and words.value(at) in (1, 2):
        which, at = ("first half" if words.value(at) == 1 else "second half"), at + 1
    if _is_no_month(words, at):
        return None
    weekend = _read_weekend(words, at) if which == "finish" else None
    if weekend:
        return weekend
    if found := _read_period(words, at):
        return None if found.piece.rank == 0 else Read(Edge(which, found.piece), found.after)
    if words.unit(at, "week") and words.word(at + 1) in _NAMED_WEEKS:
        return None  # "آغاز هفته دولت"
    if words.word(at + 1) in _OTHER_YEARS:
        return None  # "آغاز سال تحصیلی"
    if words.kind(at) == kinds.UNIT and words.name(at) in ("week", "month", "year") and words.value(at) == 0:
        return Read(Edge(which, Period(words.name(at), 0)), at + 1)
    return None


def read_units_of(words: Words, index: int) -> Read | None:
    """«شش ماه نخست سال ۲۰۲۱», «سه ماهه دوم امسال», «هفته آخر دی‌ماه», «روزهای پایانی سال ۲۰۰۸», «آخرین روز مهر»."""
    before = words.kind(index) == kinds.ORDINAL or words.word(index) in LAST_ONES
    numbered = words.kind(index) == kinds.NUMBER
    at = index + (before or numbered)
    form, unit = words.value(at), words.name(at)
    if words.kind(at) not in ((kinds.UNIT, kinds.AGE) if numbered else (kinds.UNIT,)) or form not in (0, 1):
        return None  # "شش ماهه نخست"
    which = _which(words, index if before else at + 1)
    behind = at + (1 if before else 2)
    if which is None or (form == 1 and (numbered or which not in (1, -1))):
        return None
    found = None if _is_no_month(words, behind) else _read_whole(words, behind, unit)
    if found is None or found.piece.rank == 0:
        return None
    if unit == "year" and form == 1:
        return Read(Edge("begin" if which == 1 else "end", found.piece), found.after)  # "سال‌های پایانی دهه ۶۰"
    number = words.value(index) if numbered else 1
    if form == 1:
        of_week = any(words.unit(i, "week") for i in range(behind, found.after))
        number = _SEVERAL_OF_A_WEEK if of_week else _SEVERAL.get(unit, 0)
    if unit not in _SEVERAL or not 0 < number <= _DAYS_OF_A_YEAR:
        return None
    return Read(UnitsOf(number, unit, found.piece, which), found.after)


def _which(words: Words, index: int) -> int | None:
    """Which of the parts of a period a word tells: 1 "نخست", "آغازین", 2 "دوم", -1 "پایانی"."""
    if words.kind(index) == kinds.ORDINAL:
        return words.value(index)
    if words.word(index) in _AT_FIRST or words.name(index) == "start":
        return 1
    last = words.word(index) in LAST_ONES | _AT_LAST or words.name(index) == "finish"
    return -1 if last else None


def _read_whole(words: Words, at: int, unit: str) -> Read | None:
    """The period that units are of; a bare "سال" or "ماه" is that of publication: "شش ماه نخست سال"."""
    found = _read_period(words, at) or (read_units_of(words, at) if words.kind(at) == kinds.UNIT else None)
    if found or unit == words.name(at) or words.word(at + 1) in _OTHER_YEARS:
        return found
    bare = (words.unit(at, "year") or words.unit(at, "month")) and _which(words, at + 1) is None
    return Read(Period(words.name(at), 0), at + 1) if bare else None


def _read_period(words: Words, at: int) -> Read | None:
    """What has a beginning and an end: behind "اواخر" or "ماه نخست" even "مهر" is a month."""
    lenient = Words(words.lexemes, strict=False)
    return next((found for reader in EDGED if (found := reader(lenient, at))), None)


def _is_no_month(words: Words, at: int) -> bool:
    """Whether a frail name in running text is another word: "آغاز می شود", "در سه روز اول می توان"."""
    return words.strict and words.word(at) in FRAIL_MONTHS and not _told_month(words, at)


def _told_month(words: Words, at: int) -> bool:
    """Whether a frail name is a month: "آغاز می ۲۰۱۴", "پایان می،" are told, "آغاز می شود", "شروع جدی" are not."""
    found = words.month(at)
    return found is not None and (full_year(words, at + 1, found[0]) is not None or sure_month(words, at + 1))


def _read_weekend(words: Words, at: int) -> Read | None:
    """«آخر هفته», «آخر هفته گذشته», «پایان این هفته»: two days, not the last of seven."""
    this = words.kind(at) == kinds.THIS
    if not words.unit(at + this, "week") or words.word(at + this + 1) in _NAMED_WEEKS:
        return None
    behind = words.kind(at + this + 1)
    if this or behind == kinds.CURRENT:
        return Read(Weekend(0), at + this + 1 + (not this))
    if behind in LAST:
        return Read(Weekend(-1), at + 2)
    return Read(Weekend(1), at + 2) if behind == kinds.NEXT else Read(Weekend(None), at + 1)


def read_eve(words: Words, index: int) -> Read | None:
    """«شب جمعه», «شب هفتم محرم», «شب سال نو»."""
    if words.word(index) != "شب":
        return None
    if words.unit(index + 1, "year") and words.word(index + 2) == "نو":
        return Read(Eve(NewYear()), index + 3)
    found = read_calendar_day(words, index + 1) or read_weekday(words, index + 1)
    return Read(Eve(found.piece), found.after) if found else None


def read_day_after(words: Words, index: int) -> Read | None:
    """«فردای ۷ اکتبر»; «صبح فردای موشکباران» counts from the day told before."""
    found = read_calendar_day(words, index + 1)
    if found:
        return Read(DayAfter(found.piece), found.after)
    of_event = words.kind(index - 1) == kinds.PART and not words.strict
    return Read(Ago(1, "day", 1, event=True), index + 1) if of_event else None


EDGED: list[Reader] = [read_month, read_season, read_decade, read_year]
"""What has a beginning and an end; :mod:`~ravayat.grounding.unit_grammar` adds its own."""
