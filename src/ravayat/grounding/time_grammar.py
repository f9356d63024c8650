"""Lexemes into pieces of time: what may stand where in a Persian expression of time.

Every reader takes the lexemes and an index and returns the piece that starts there with the index
behind it, or ``None``.  ``strict`` is for running text, where "مهر" is more often kindness than a
month; without it the words are known to be about time.
"""

from __future__ import annotations

import re
from typing import Final

from ravayat.grounding import kinds
from ravayat.grounding.calendar_pieces import CalendarDay, DayOfMonth, Month, Year, Years
from ravayat.grounding.calendars import GREGORIAN, LUNAR, SOLAR, calendar_of_year
from ravayat.grounding.people_words import SINGULAR
from ravayat.grounding.periods import Century, Decade, Decades, Feast, Season
from ravayat.grounding.relative_pieces import Loose, RelativeDay
from ravayat.grounding.time_words import FRAIL_MONTHS, LATER, WEAK_MONTHS
from ravayat.grounding.words import MOST_IN_A_ROW, Read, Words

_AMOUNTS = frozenset({kinds.NUMBER, kinds.DECIMAL, kinds.SEVERAL, kinds.VAGUE, kinds.HALF})
"""Behind these «سال» is a length: "دو سال ۱۳۵۰ نفر"."""
_FIRST_OF_THREE_DIGITS: Final = 100
_NEAR_YEARS: Final = 20
"""How far apart "سال‌های ۱۹۸۳ و ۸۴" are at most."""
_FULL_YEAR: Final = 1000
"""A year with all its digits."""
_DAY_JOINTS = frozenset({kinds.TO, kinds.AND, kinds.COMMA, kinds.DASH, kinds.OR})
_NUMERALS = frozenset({kinds.NUMBER, kinds.ORDINAL})
_COUNTED = frozenset({kinds.CLASSIFIER, kinds.PERSON, kinds.MEASURE, kinds.UNIT, kinds.AGE})
_SPANS = frozenset({kinds.DASH, kinds.TO, kinds.SLASH})
_SIDES = frozenset({kinds.LAST, kinds.NEXT, kinds.CURRENT})
_AUXILIARIES = ("شد", "بود")
_BEHIND_MAY = frozenset("از به در که و تا را با بر برای میلادی".split())
"""Function words that can follow the month "می" but not the prefix "می"."""


def full_year(words: Words, index: int, calendar: str | None) -> tuple[Year, int] | None:
    """A year with or without سال: "سال ۸۸", "۲۰۱۵", "سال گذشته", "امسال", behind a month of ``calendar``."""
    at = index
    if words.kind(at) == kinds.YEAR_WORD:
        return Year(shift=words.value(at)), at + 1
    this = words.kind(at) == kinds.THIS
    if this and words.unit(at + 1, "year"):
        return Year(shift=0, points=True), at + 2
    if words.kind(at) == kinds.SAME and words.unit(at + 1, "year"):
        return Year(same=True), at + 2
    ago = words.kind(at) == kinds.NUMBER and words.unit(at + 1, "year") and words.kind(at + 2) == kinds.AGO
    if ago and calendar is not None and words.value(at) < _FIRST_OF_THREE_DIGITS:
        return Year(shift=-words.value(at)), at + 3  # "ژوئیه دو سال پیش"
    told = words.unit(at, "year") and words.kind(at - 1) not in _AMOUNTS and not numbers_the_next(words, at - 1)
    if told:
        at += 1
        shift = {kinds.CURRENT: 0, kinds.NEXT: 1, kinds.LAST: -1, kinds.AGO: -1}.get(words.kind(at))
        if shift is not None:
            era, later = words.kind(at + 1) == kinds.ERA, words.word(at) in LATER
            return Year(shift=shift, calendar=words.name(at + 1) if era else None, points=later), at + 1 + era
        at += words.kind(at) == kinds.COMMA and words.name(at + 1) == "digits"  # "سال،60", as old agencies wrote it
    of_era = told and words.kind(at) == kinds.ORDINAL and words.kind(at + 1) == kinds.ERA  # "سال چهلم هجری"
    if not of_era and (words.kind(at) != kinds.NUMBER or not _is_year(words, at, calendar, told=told)):
        return None
    number, after, told_era = words.value(at), at + 1, None
    while words.kind(after) == kinds.ERA or (words.kind(after) == kinds.OPEN and words.kind(after + 1) == kinds.ERA):
        told_era = words.name(after) or words.name(after + 1)
        after += 1 if words.kind(after) == kinds.ERA else 3
    literal = told_era == LUNAR and number < _FULL_YEAR and calendar in (None, LUNAR)
    return Year(number, calendar=_calendar(number, told_era, calendar), literal=literal), min(after, words.size)


def numbers_the_next(words: Words, index: int) -> bool:
    """Whether an ordinal numbers what stands behind it: "نخستین سال ۱۳۰۰ نفر", but "ماه نخست سال ۱۳۹۰"."""
    return words.kind(index) == kinds.ORDINAL and words.word(index).endswith("ین")


def _calendar(number: int, era: str | None, calendar: str | None) -> str | None:
    if era == "lunar" and number < 1420 and calendar == SOLAR:
        return calendar  # "۵ مهر ۱۳۹۲ هجری"
    return era or (calendar if calendar != LUNAR else None)  # "رمضان ۱۴۰۰" may be of the solar year


def _is_year(words: Words, at: int, calendar: str | None, *, told: bool) -> bool:
    number, digits = words.value(at), words.name(at) == "digits"
    if _counts(words, at, month=calendar is not None, told=told):
        return False
    if number >= 100:
        return calendar_of_year(number) is not None and (told or digits or calendar is not None)
    if told:
        return 0 <= number <= 99
    two_digits = digits and len(words.word(at)) == 2 and (number > 31 or words.word(at)[0] == "0")
    return two_digits and calendar == SOLAR


def _counts(words: Words, at: int, *, month: bool, told: bool) -> bool:
    """Whether the number counts what stands behind it: "مه 1941 نفر" does, "مه 1941 نیروهای" does not."""
    behind, full = words.kind(at + 1), words.value(at) >= _FULL_YEAR
    if behind == kinds.PERSON and (told or (month and full)):
        many = not full or (not told and words.value(at) % 100 == 0)  # "ژوئن ۱۵۰۰ نیرو" is a round number, no year
        return many and words.value(at + 1) == SINGULAR
    if behind == kinds.MEASURE and month and full and not told:
        return words.value(at) % 100 == 0  # "۱۰ ژوئن ۲۰۱۳ شهر موصل", but "ژوئن ۱۵۰۰ خودرو"
    return behind in _COUNTED and not (told and (full or behind == kinds.UNIT))


def _month_behind(words: Words, index: int) -> tuple[str, int, int] | None:
    """Calendar, month and the index behind "ماه مهر", "مهر", "مهرماه", "/مهر"."""
    at = index + 1 if words.kind(index) in (kinds.SLASH, kinds.DASH) else index
    at = at + 1 if words.unit(at, "month") and words.month(at + 1) else at
    found = words.month(at)
    if found is None:
        return None
    after = at + 2 if words.unit(at + 1, "month") else at + 1
    return (*found, after)


def read_calendar_day(words: Words, index: int) -> Read | None:
    """«۷ مرداد», «سوم تا پنجم ژوئن ۲۰۱۳», «۱۱، ۱۲ و ۱۳ مهر», «روز هفتم ماه مه»."""
    at = index + 1 if words.unit(index, "day") else index
    if words.kind(at) not in _NUMERALS or not 1 <= words.value(at) <= 31:
        return None
    days, at = [words.value(at)], at + 1
    while words.kind(at) in _DAY_JOINTS and words.kind(at + 1) in _NUMERALS and 1 <= words.value(at + 1) <= 31:
        if len(days) > MOST_IN_A_ROW:
            return None
        days.append(words.value(at + 1))
        at += 2
    ordinal = words.kind(at - 1) == kinds.ORDINAL
    if ordinal and words.unit(at, "day"):
        told = words.unit(at + 2, "month") or _month_behind(words, at + 2) is not None
        at += 2 if words.kind(at + 1) == kinds.FROM and told else 1  # "هشتمین روز از ماه رمضان"
    behind = _month_behind(words, at)
    if behind is None:
        return _read_day_of_month(words, at, days, ordinal=ordinal) if days == sorted(days) else None
    calendar, month, at = behind
    dash = words.kind(at) in (kinds.SLASH, kinds.DASH, kinds.COMMA) and words.kind(at + 1) == kinds.NUMBER
    year = full_year(words, at + 1 if dash else at, calendar)
    if words.strict and year is None and not sure_month(words, at):
        return None
    if days[0] > days[-1]:
        days = days[-1:]
    if words.strict and words.word(at - 1) in WEAK_MONTHS and words.name(index) == "unit" and not ordinal and not year:
        return None  # "دو دی"
    if year is None and words.kind(at) == kinds.CURRENT:
        year = Year(shift=0), at + 1  # "۱۱ سپتامبر جاری"
    side = 0 if year else {kinds.LAST: -1, kinds.NEXT: 1}.get(words.kind(at), 0)
    piece = CalendarDay(calendar, month, days[0], days[-1], year[0] if year else None, side)
    return Read(piece, year[1] if year else at + abs(side))


def sure_month(words: Words, after: int) -> bool:
    """Whether the month that ends before ``after`` is one without a year: "۵ می" is, "۵ می شود" is not."""
    name = words.word(after - 1)
    if name not in FRAIL_MONTHS or words.unit(after - 2, "month"):
        return True
    if name != "می":
        return False
    following = words.kind(after)
    if following == kinds.STOP and words.word(after).startswith(_AUXILIARIES):
        return False  # "آغاز می شد"
    return following != kinds.OTHER or not words.word(after)[:1].isalpha() or words.word(after) in _BEHIND_MAY


def _read_day_of_month(words: Words, at: int, days: list[int], *, ordinal: bool) -> Read | None:
    """«دهم ماه جاری», «۱۵ همین ماه», «پنجم تا دهم ماه جاری», «۱۲ همان ماه»."""
    if words.kind(at) == kinds.SAME and words.unit(at + 1, "month"):
        return Read(DayOfMonth(days[0], days[-1], points=True, same=True), at + 2)
    this = words.kind(at) == kinds.THIS
    at += this
    if not words.unit(at, "month"):
        return None
    shift = {kinds.CURRENT: 0, kinds.LAST: -1, kinds.NEXT: 1}.get(words.kind(at + 1))
    if this and shift is None:
        return Read(DayOfMonth(days[0], days[-1], points=True), at + 1)
    if shift is None or not (ordinal or shift == 0):
        return None
    return Read(DayOfMonth(days[0], days[-1], shift), at + 2)


def read_date(words: Words, index: int) -> Read | None:
    """Dates in digits: "1398/06/12", "2019-09-04", "۴/۹/۲۰۱۹", "روز 98/6/12"."""
    at = index + 1 if words.unit(index, "day") else index
    if words.kind(at) != kinds.DATE:
        return None
    era, after = None, at + 1
    while words.kind(after) == kinds.ERA:
        era, after = words.name(after), after + 1
    found = numeric_date(words.word(at), era)
    return Read(found, after) if found else None


def numeric_date(text: str, era: str | None = None) -> CalendarDay | None:
    """A date of three numbers; year first or last, the calendar told by the year.

    Two-digit years are solar, as the Persian press writes them; with the year last a middle number
    above twelve means month before day.
    """
    first, middle, last = (int(part) for part in re.findall(r"\d+", text)[:3])
    if first > 31:
        year, month, number = first, middle, last
    elif last > 31:
        year, month, number = last, middle, first
        if month > 12 >= number:
            month, number = number, month
    else:
        year, month, number = first, middle, last
    calendar = era or (SOLAR if year < 100 else calendar_of_year(year))
    if calendar is None or not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    return CalendarDay(calendar, month, number, number, Year(year, calendar=calendar))


def read_month(words: Words, index: int) -> Read | None:
    """«ژوئن», «ماه ژوئن گذشته», «مهرماه سال ۸۸», «آبان ۱۳۹۸»."""
    told = words.unit(index, "month", 0, 1)
    at = index + 1 if told else index
    found = words.month(at)
    if found is None:
        return None
    weak = words.word(at) in WEAK_MONTHS
    stray = words.kind(index - 1) == kinds.OTHER and not told  # "جنگ رمضان"
    at += 1
    if words.unit(at, "month"):
        if words.strict and words.word(at - 1) in FRAIL_MONTHS and words.kind(at + 1) in _SIDES:
            return None  # "بشار اسد ماه گذشته"
        told, at = True, at + 1
    comma = words.kind(at) == kinds.COMMA and words.value(at + 1) >= 1000  # "نوامبر،1942"
    year = full_year(words, at + comma, found[0])
    if year:
        return Read(Month(*found, year[0]), year[1])
    side = {kinds.LAST: -1, kinds.NEXT: 1}.get(words.kind(at), 0)
    if weak and not told and (words.strict or stray):
        return None
    if words.kind(at) == kinds.CURRENT:
        return Read(Month(*found, Year(shift=0)), at + 1)
    return Read(Month(*found, side=side), at + 1 if side else at)


def read_year(words: Words, index: int) -> Read | None:
    """«سال ۲۰۱۱», «سال گذشته», «امسال», «سال‌های ۸۵ تا ۹۲», «۱۹۴۸ میلادی», «(۲۰۱۱)»."""
    if words.unit(index, "year", 0, 1) and words.kind(index + 1) == kinds.NUMBER:
        at = _last_listed(words, index + 1)
        joint = at > index + 1
        plural = words.value(index) == 1
        near = 0 < words.value(at) - words.value(index + 1) % 100 < _NEAR_YEARS and words.kind(at + 1) not in _COUNTED
        spans = words.kind(at - 1) in _SPANS or (plural and near)
        short = at == index + 3 and spans and _abbreviated(words.value(index + 1), words.value(at))
        if short:
            return Read(short, at + 1 + (words.kind(at + 1) == kinds.ERA))
        if joint and (plural or words.value(at) >= 1200):
            listed = [words.value(i) for i in range(index + 1, at + 1, 2)]
            full = min(listed) >= _FULL_YEAR
            first = min(listed) if full else listed[0]
            last = full_year(words, at, SOLAR if words.value(at) < 100 else None)
            if last and last[0].number is not None and _same_kind(first, last[0].number):
                told = words.kind(last[1] - 1) == kinds.ERA
                number = max(listed) if full else last[0].number
                # "سال‌های ۹۶ و ۹۸" are of either calendar
                year = Year(number, calendar=last[0].calendar if told else None)
                return Read(Years(Year(first), year), last[1])
        if plural:
            return None
    found = full_year(words, index, None)
    if found is None:
        return None
    bare = words.kind(index) == kinds.NUMBER
    if bare and words.strict and words.kind(found[1] - 1) != kinds.ERA:
        enclosed = words.kind(index - 1) == kinds.OPEN and words.kind(found[1]) == kinds.CLOSE
        if not enclosed or calendar_of_year(words.value(index)) is None:
            return None
    return Read(*found)


def _last_listed(words: Words, index: int) -> int:
    """The index of the last number of "۲۰۰۵، ۲۰۰۶ و ۲۰۰۷"; what is counted is none of them: "سال ۱۳۹۰ و ۵۰ نفر"."""
    at = index
    for _ in range(MOST_IN_A_ROW):
        counts = words.kind(at + 3) in _COUNTED and words.value(at + 2) < _FULL_YEAR
        alike = at == index or (words.value(at + 2) < _FULL_YEAR) == (words.value(index) < _FULL_YEAR)
        if words.kind(at + 1) not in _DAY_JOINTS or words.kind(at + 2) != kinds.NUMBER or not alike:
            break
        if counts and at > index:
            break
        at += 2
    return at


def _abbreviated(first: int, last: int) -> Years | None:
    """«۱۹۸۰-۸۸», also written from right to left, "19-1918": the short one is of the other's century."""
    long, short = max(first, last), min(first, last)
    calendar = calendar_of_year(long)
    if calendar is None or long < _FULL_YEAR or not 0 <= short < _FIRST_OF_THREE_DIGITS:
        return None
    other = long // 100 * 100 + short
    return Years(Year(min(long, other)), Year(max(long, other), calendar=calendar))


def _same_kind(first: int, last: int) -> bool:
    return first < 100 or last < 100 or abs(first - last) < 1000


def read_day_word(words: Words, index: int) -> Read | None:
    """«امروز», «دیروز صبح», «دیشب»."""
    if words.kind(index) != kinds.DAY_WORD:
        return None
    part, after = words.name(index) or None, index + 1
    if words.kind(after) == kinds.PART:
        part, after = words.name(after), after + 1
    return Read(RelativeDay(words.value(index), part), after)


def read_season(words: Words, index: int) -> Read | None:
    """«تابستان گذشته», «بهار ۲۰۱۱», «زمستان سال گذشته»."""
    if words.kind(index) != kinds.SEASON:
        return None
    number, at = words.value(index), index + 1
    year = full_year(words, at, SOLAR if _two_digit_year(words, at) else None)
    if year:
        return Read(Season(number, year[0]), year[1])
    side = {kinds.LAST: -1, kinds.NEXT: 1}.get(words.kind(at), 0)
    if words.strict and not side:
        return None  # "بهار عربی"
    return Read(Season(number, side=side), at + 1 if side else at)


def _two_digit_year(words: Words, at: int) -> bool:
    return words.kind(at) == kinds.NUMBER and words.value(at) < 100


def read_feast(words: Words, index: int) -> Read | None:
    """«عاشورا», «نوروز ۱۳۹۲», «روز عید فطر»."""
    at = index + 1 if words.unit(index, "day") else index
    if words.kind(at) != kinds.FEAST:
        return None
    month, number = divmod(words.value(at), 100)
    year = full_year(words, at + 1, SOLAR if _two_digit_year(words, at + 1) else None)
    if year and words.name(year[1] - 1) == LUNAR and (year[0].number or 0) < _FIRST_OF_THREE_DIGITS:
        return Read(Loose("a year that hijridate does not reach", "absolute"), year[1])  # "عاشورای سال ۶۱ هجری"
    return Read(Feast(words.name(at), month, number, year[0] if year else None), year[1] if year else at + 1)


def _decade(words: Words, index: int, *, listed: bool = False) -> bool:
    """Whether a number can be that of a decade: 60, 1980, and listed behind one no count ("دهه ۶۰ و ۷۰ نفر")."""
    if listed and words.kind(index + 1) in _COUNTED:
        return False
    number = words.value(index) if words.kind(index) == kinds.NUMBER else -1
    return number % 10 == 0 and (number < 100 or bool(calendar_of_year(number)))


def read_decade(words: Words, index: int) -> Read | None:
    """«دهه ۱۹۸۰», «دهه شصت», «دهه اول محرم», «قرن بیستم میلادی»."""
    at = index + 1
    at += words.kind(at) == kinds.COMMA and words.value(at + 1) >= _FULL_YEAR  # "دهه،1990", as old agencies wrote it
    if words.unit(index, "decade", 0, 1) and _decade(words, at):
        numbers, after = [words.value(at)], at + 1
        while (
            words.kind(after) in _DAY_JOINTS and _decade(words, after + 1, listed=True) and len(numbers) < MOST_IN_A_ROW
        ):
            numbers.append(words.value(after + 1))
            after += 2
        era = words.name(after) if words.kind(after) == kinds.ERA else None
        decades = [Decade(number, era) for number in numbers]
        piece = decades[0] if len(decades) == 1 else Decades(decades[0], decades[-1])
        return Read(piece, after + 1 if era else after)
    if words.unit(index, "decade") and words.kind(index + 1) == kinds.ORDINAL and words.value(index + 1) <= 3:
        behind = _month_behind(words, index + 2)
        if behind:
            calendar, month, after = behind
            year = full_year(words, after, calendar)
            first = words.value(index + 1) * 10 - 9
            last = 29 if first == 21 else first + 9
            return Read(
                CalendarDay(calendar, month, first, last, year[0] if year else None), year[1] if year else after
            )
    if words.unit(index, "century") and words.kind(index + 1) in _NUMERALS and 1 <= words.value(index + 1) <= 21:
        era = words.name(index + 2) if words.kind(index + 2) == kinds.ERA else None
        return Read(Century(words.value(index + 1), era or GREGORIAN), index + (3 if era else 2))
    return None
