"""The beginnings, ends and neighbours of periods and days: "اوایل ماه جاری", "شش ماه نخست سال", "فردای ۷ اکتبر"."""

from __future__ import annotations

from typing import Final

from ravayat.grounding import kinds
from ravayat.grounding.periods import DayAfter, Edge, Eve, FirstUnits
from ravayat.grounding.relative_pieces import Period, Weekend
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
from ravayat.grounding.time_words import FRAIL_MONTHS
from ravayat.grounding.weekday_grammar import LAST, read_weekday
from ravayat.grounding.words import Read, Reader, Words

_DAYS_OF_A_YEAR: Final = 366
_NAMED_WEEKS = frozenset("دولت دفاع وحدت بسیج قوه نیروی کارگر معلم پژوهش محیط جهانی منابع حجاب ملی مشاغل".split())
"""Words behind هفته that make it one of the year: "هفته دولت", "هفته دفاع مقدس"."""


def read_edge(words: Words, index: int) -> Read | None:
    """«اوایل ماه جاری», «نیمه دوم مهر», «پایان سال ۲۰۱۱», «اول هفته»."""
    which, at = words.name(index), index + 1
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
    if words.kind(at) == kinds.UNIT and words.name(at) in ("week", "month", "year") and words.value(at) == 0:
        return Read(Edge(which, Period(words.name(at), 0)), at + 1)
    return None


def read_first_units(words: Words, index: int) -> Read | None:
    """«شش ماه نخست سال ۲۰۲۱», «۲۳ روز اول ماه جاری»."""
    counted = words.kind(index + 1) in (kinds.UNIT, kinds.AGE) and words.value(index + 1) == 0  # "شش ماهه نخست"
    if words.kind(index) != kinds.NUMBER or not counted:
        return None
    unit, number, at = words.name(index + 1), words.value(index), index + 3
    first = words.kind(index + 2) == kinds.ORDINAL and words.value(index + 2) == 1
    if not first or unit not in ("day", "week", "month") or number > _DAYS_OF_A_YEAR:
        return None
    found = None if _is_no_month(words, at) else _read_period(words, at)
    return Read(FirstUnits(number, unit, found.piece), found.after) if found and found.piece.rank > 0 else None


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
    """«شب جمعه», «شب هفتم محرم»."""
    if words.word(index) != "شب":
        return None
    found = read_calendar_day(words, index + 1) or read_weekday(words, index + 1)
    return Read(Eve(found.piece), found.after) if found else None


def read_day_after(words: Words, index: int) -> Read | None:
    """«فردای ۷ اکتبر»."""
    found = read_calendar_day(words, index + 1)
    return Read(DayAfter(found.piece), found.after) if found else None


EDGED: list[Reader] = [read_month, read_season, read_decade, read_year]
"""What has a beginning and an end; :mod:`~ravayat.grounding.unit_grammar` adds its own."""
