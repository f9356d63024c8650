"""Times: quoted words into the days they mean, and the expressions of time in running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from ravayat.grounding import kinds
from ravayat.grounding.calendar_pieces import CalendarDay, Year, Years
from ravayat.grounding.calendars import GREGORIAN, NoOriginError, NoSuchDayError, parts
from ravayat.grounding.clock_grammar import Clock, with_clock
from ravayat.grounding.expressions import STARTS, YEARLESS, Expression, Point, read_expression
from ravayat.grounding.interval import NO_EVENT, NO_PUBLICATION, Anchor, Interval, Reference, unresolved
from ravayat.grounding.lexer import lex
from ravayat.grounding.numbers import composed
from ravayat.grounding.periods import Feast, pointed
from ravayat.grounding.piece import Piece
from ravayat.grounding.relative_pieces import Loose, NamedDay, RelativeDay, Stretch, SuchDay, Weekday
from ravayat.grounding.weekday_of_month import ToldByMonth
from ravayat.grounding.words import Words
from ravayat.records.span import Span

_BESIDE: Final = frozenset({kinds.AFTER, kinds.BEFORE})
_HOURS_OF_THE_DAY: Final = frozenset("نماز اذان افطار سحری تراویح طلوع غروب".split())
"""Words behind "پس از" that tell an hour, so that the day behind them is the claim's own."""
_HELD: Final = frozenset("اقامه ادای برگزاری برپایی صرف پایان اتمام".split())
"""Words between: "پس از اقامه نماز جمعه"."""
_AHEAD: Final = timedelta(days=60)
"""How far ahead a date with its weekday may lie."""
_THAT_FROM: Final = "کهاز"
_LATE_DAYS: Final = 2
"""How late a feed may date an article whose weekday tells otherwise."""


def _joined(expression: Expression, reference: Reference) -> Interval:
    """The days from the first point to the last."""
    left, right = expression.points[0].best(), expression.points[-1].best()
    if left is None and right is not None:  # "از ساعت ۸ تا ۱۰ صبح روز شنبه"
        found, told = _resolve_point(expression.points[-1], reference), reference.published
        if told is not None and found.first is not None and found.first > told:  # "از صبح تا فردا"
            found = found.over(told, found.last, f"from publication to {found.method}")
        return with_clock(found, expression.points[0].clock)
    if left is None or right is None:
        return _resolve_point(expression.points[0], reference)
    left, right, over_new_year = _sharing_a_year(left, right)
    if isinstance(left, RelativeDay) and isinstance(right, RelativeDay) and left.shift > right.shift:
        left, right = right, left  # "امروز و دیروز"
    first = left.resolve(reference)
    if isinstance(left, Year) and isinstance(right, Year) and left.number is not None:
        right = replace(right, calendar=right.calendar or first.calendar)  # "از سال ۷۹ تا سال گذشته"
    last = right.resolve(_behind(first, right, reference))
    if first.first is None or last.last is None:
        return first if first.first is None else last
    backwards = first.first > last.last
    if backwards and over_new_year:  # "از ۲۷ دسامبر ۲۰۰۸ تا ۱۸ ژانویه"
        first, last = (end.resolve(reference) for end in over_new_year)
    elif backwards and isinstance(left, RelativeDay):  # "از امروز تا ۱۰ خرداد"
        last = _coming(right, last, reference)
    if first.first is None or last.last is None:
        return first if first.first is None else last
    if first.first > last.last:
        # "۲۸ آذر تا ۳ دی" read at the turn of the year: the beginning is the one before the end.
        before = left.resolve(replace(reference, published=last.last))
        fits = before.first is not None and before.first <= last.last and not isinstance(left, RelativeDay)
        alike = isinstance(left, Feast | Weekday) and type(left) is type(right)
        if expression.lists and alike and not (fits and _nearer(before, first, last)):
            first, last = last, first  # "عاشورا و تاسوعا", "یکشنبه و شنبه"
        elif fits:
            first = before
        else:
            return unresolved("ends before it begins", last.precision)
    ends = [day for day in (first.last, last.last) if day is not None]
    found = Interval(
        first.first, max(ends), first.precision, last.calendar, last.anchor, f"from {first.method} to {last.method}"
    )
    return with_clock(found, expression.points[0].clock)


def _behind(first: Interval, right: Piece, reference: Reference) -> Reference:
    """What the second end is read against: "از پاییز ۲۰۱۴ تا تابستان سال بعد" counts from the first."""
    if first.first is None or not pointed(right):
        return reference
    return replace(reference, anchor=first.first, calendar=first.calendar)


def _sharing_a_year(left: Piece, right: Piece) -> tuple[Piece, Piece, tuple[Piece, Piece] | None]:
    """Both ends with the year that one of them tells, and as they are if New Year lies between them."""
    if not (isinstance(left, YEARLESS) and isinstance(right, YEARLESS)):
        return left, right, None
    if left.year is None and right.year is not None:
        return replace(left, year=right.year), right, (replace(left, year=right.year.beside(-1)), right)
    if right.year is None and left.year is not None:
        return left, replace(right, year=left.year), (left, replace(right, year=left.year.beside(1)))
    return left, right, None


def _nearer(before: Interval, behind: Interval, other: Interval) -> bool:
    """Whether of two days by one name that before ``other`` is nearer to it than that behind it."""
    if before.first is None or behind.first is None or other.last is None:
        return False
    return other.last - before.first < behind.first - other.last


def _resolve_point(point: Point, reference: Reference) -> Interval:
    best = point.best()
    if best is not None:
        found = best.resolve(reference)
        told = _named_instead(point, found, reference) if isinstance(best, Stretch) else found
        if isinstance(best, CalendarDay):
            told = _on_weekday(point, best, told, reference)
        return with_clock(_checked(point, told, reference), point.clock)
    day = reference.anchor or reference.published
    if day is None:
        found = unresolved("time of day without a day, and no day of publication", "hour", "publication")
    else:
        anchor: Anchor = "event" if reference.anchor else "publication"
        found = Interval(day, day, "day", GREGORIAN, anchor, f"time of day without a day: taken as that of {anchor}")
    return with_clock(found, point.clock)


def _named_instead(point: Point, found: Interval, reference: Reference) -> Interval:
    """«سومین روز پیاپی در مهر ۱۳۹۷» told long after: not the days up to publication, but some of that month."""
    for piece in point.pieces:
        named = piece.resolve(reference) if isinstance(piece, (*YEARLESS, Year, Years)) else found
        if named.last is not None and found.first is not None and named.last < found.first:
            return named
    return found


def _on_weekday(point: Point, piece: CalendarDay, found: Interval, reference: Reference) -> Interval:
    """«دوشنبه ۲۵ شهریور» told weeks ahead: the coming one, where the weekday is its and not the past one's."""
    weekday = next((other for other in point.pieces if isinstance(other, Weekday)), None)
    published = reference.published
    if weekday is None or piece.year is not None or piece.side or published is None or found.first is None:
        return found
    if found.first.weekday() == weekday.day:
        return found
    if named := _misprinted(piece, weekday, reference):
        return found.over(named, named, f"{found.calendar} day of a month that its weekday belies")
    if published - found.first < _AHEAD:
        return found
    coming = replace(piece, side=1).resolve(reference)
    if coming.first is None or coming.first.weekday() != weekday.day or coming.first - published > _AHEAD:
        return found
    return found.over(coming.first, coming.last, f"coming such {found.calendar} date, by its weekday")


def _misprinted(piece: CalendarDay, weekday: Weekday, reference: Reference) -> date | None:
    """The last such weekday, where it is that number of another month: "پنج‌شنبه ۱۸ خرداد" told Thursday, 18 Tir."""
    last = weekday.resolve(reference).last
    alike = last is not None and parts(piece.calendar, last)[2] == piece.first_day == piece.last_day
    return last if alike else None


def _checked(point: Point, found: Interval, reference: Reference) -> Interval:
    """«امروز (یکشنبه)» published on a Monday: feeds date late, so that the weekday is right."""
    weekday = next((piece for piece in point.pieces if isinstance(piece, Weekday)), None)
    told = any(isinstance(piece, RelativeDay) for piece in point.pieces)
    if weekday is None or not told or found.first is None or found.anchor != "publication":
        return found
    other = weekday.resolve(reference)
    if other.first is None or not 0 < (found.first - other.first).days <= _LATE_DAYS:
        return found
    return found.over(other.first, other.last, f"{other.method}, against {found.method}")


def _resolve(expression: Expression, reference: Reference) -> Interval:
    if len(expression.points) > 1:
        return _joined(expression, reference)
    found = _resolve_point(expression.points[0], reference)
    published = reference.published
    if not found.resolved or found.anchor in ("event", "recurring"):
        return found
    if expression.length is not None and found.first is not None:
        return _lasting(found, found.first, expression.length, reference)
    if expression.until_now or expression.opening in (kinds.FROM, kinds.AFTER):
        return _since(expression, found, published)
    if expression.opening == kinds.TO:
        only = expression.points[0].best() if len(expression.points) == 1 else None
        return _until(_coming(only, found, reference) if isinstance(only, CalendarDay) else found, published)
    if expression.opening == kinds.BEFORE:
        return found.over(None, found.first, f"before: {found.method}")
    return found


def _lasting(found: Interval, first: date, length: Stretch, reference: Reference) -> Interval:
    """So long from the first day on."""
    lasts = length.resolve(replace(reference, published=first))
    whole_days = lasts.precision not in ("hour", "minute")
    last = lasts.last - timedelta(days=1) if lasts.last and whole_days else lasts.last
    return found.over(first, last, f"{lasts.method.removesuffix(' up to publication')} from {found.method}")


def _since(expression: Expression, found: Interval, published: date | None) -> Interval:
    if published is None:
        return found.over(found.first, None, f"since: {found.method}; {NO_PUBLICATION}")
    if expression.points[0].closed() and not expression.until_now:
        return found  # "از ۵ تا ۹ مهر"
    start = found.first if expression.opening != kinds.AFTER else found.last
    if start is not None and start <= published:
        return found.over(start, max(published, start), f"since: {found.method}")
    return found


def _tells_which(piece: CalendarDay | Weekday) -> bool:
    return (piece.year if isinstance(piece, CalendarDay) else piece.weeks) is not None


def _coming(piece: Piece, found: Interval, reference: Reference) -> Interval:
    """The coming such day where something lasts up to one that is near: "تا ۱۰ خرداد" told in May, "تا دوشنبه"."""
    if not isinstance(piece, CalendarDay | Weekday) or piece.side or _tells_which(piece):
        return found
    coming = replace(piece, side=1).resolve(reference)
    told = reference.published
    near = told is not None and coming.last is not None and coming.last - told <= _AHEAD
    return found.over(coming.first, coming.last, f"coming such {found.calendar} date") if near else found


def _until(found: Interval, published: date | None) -> Interval:
    ahead = found.last is not None and published is not None and found.last > published
    if ahead and found.first is not None and published is not None and found.first >= published:
        return found.over(published, found.last, f"until: {found.method}")  # "تا فردا", "تا یکی دو ماه آینده"
    # "تا ظهر دیروز": the day it reached is all that is told.
    whole_day = found.first if found.precision in ("hour", "day") else None
    return found.over(whole_day, found.last, f"until: {found.method}")


def resolve_time(
    words: str, published: date | None, *, calendar: str = GREGORIAN, anchor: date | None = None
) -> Interval | None:
    """The days that ``words`` mean, or ``None`` where they tell no time at all.

    What tells a time that cannot be dated (relative words without ``published``, an impossible
    date, "چندی پیش", a mere length) gives an interval without days whose ``method`` says why.

    Args:
        words: the quoted words, damage included.
        published: day of publication, if told.
        calendar: calendar of the article, for periods that name none ("سال گذشته", "ماه جاری");
            Gregorian unless told, as most conflict news quotes foreign sources.  The words' own
            (شمسی، خورشیدی، میلادی، قمری) always wins.
        anchor: day that "همان روز", "روز بعد" and a bare time of day count from, if known.
    """
    reading = _reading(words, strict=False)
    reference = Reference(published, _told_calendar(reading) or calendar, anchor)
    best: Interval | None = None
    clock: Clock | None = None
    index = 0
    while index < reading.size:
        expression = read_expression(reading, index) if reading.kind(index) in STARTS else None
        if expression is None:
            index += 1
            continue
        if best is None and not expression.opening and reading.kind(0) == kinds.FROM and index > 0:
            expression.opening = kinds.FROM  # "از آغاز عملیات در ۱۹ فوریه"
        beside = best is None and not expression.opening and index > 0 and _beside_event(reading)
        index = expression.after
        try:
            found = _resolve(expression, reference)
        except NoOriginError as error:  # "نوامبر همان سال": its year is not known
            found = unresolved(str(error), "year", "event" if str(error) == NO_EVENT else "publication")
        except (NoSuchDayError, OverflowError) as error:
            found = unresolved(str(error), anchor="absolute")
        if beside and isinstance(expression.points[0].best(), (*YEARLESS, Year, Years)):  # "پس از حملات ۱۱ سپتامبر"
            found = unresolved("on a side of an event whose day is told", found.precision, "event")
        if unit := next(filter(None, (pointed(point.best()) for point in expression.points)), ""):
            found = replace(found, told_before=unit)
        if all(point.best() is None for point in expression.points):
            clock = clock or expression.points[0].clock
        if best is None or _better(found, best):
            best = found
    if best is None and any(lexeme.kind == kinds.UNTIL_NOW for lexeme in reading.lexemes):
        return unresolved("no beginning is told", "day", "publication")
    return with_clock(best, clock) if best is not None and clock is not None and best.clock is None else best


def _reading(text: str, *, strict: bool) -> Words:
    """The words of ``text``; "که از", one term of counts, opens a stretch with its second word."""
    lexemes = composed(lex(text))
    for index, lexeme in enumerate(lexemes):
        if lexeme.word == _THAT_FROM:
            lexemes[index] = lexeme._replace(kind=kinds.FROM, word="از", start=lexeme.end - len("از"))
    return Words(lexemes, strict=strict)


def _beside_event(words: Words) -> bool:
    """Whether the words open as "پس از حملات" does; "پس از نماز صبح" tells an hour of the day."""
    at = 2 if words.word(1) in _HELD else 1
    return words.kind(0) in _BESIDE and words.word(at) not in _HOURS_OF_THE_DAY


def _better(found: Interval, best: Interval) -> bool:
    """Days beat none, and what names a day beats a bare time of day; "هر شب ساعت ۱۰" is no day."""
    if best.anchor == "recurring" and found.method.startswith("time of day"):
        return False
    if found.resolved != best.resolved:
        return found.resolved
    return best.method.startswith("time of day") and found.resolved


def _told_calendar(words: Words) -> str | None:
    return next((lexeme.name for lexeme in words.lexemes if lexeme.kind == kinds.ERA), None)


def find_times(text: str) -> list[Span]:
    """The expressions of running text that can date an event, as long as they go, in order.

    Lengths ("سه روز طول کشید"), ages and vague words ("اخیرا") are left out; "از" and "طی" that
    open a stretch are part of it, "در" is not.  Before a weekday that is told by its month ("از آخرین
    جمعه مهر تا دیروز") they are not, and what it joins comes apart.
    """
    words = _reading(text, strict=True)
    return [
        _span(words, first - _which(told.points[0]), told.after)
        for first, told in _expressions(words)
        if not _named(told)
    ]


def _which(point: Point) -> int:
    """How many words in front of a weekday tell which one of a month it is."""
    best = point.best()
    return best.before if isinstance(best, ToldByMonth) else 0


def find_namings(text: str) -> list[Span]:
    """The single times that the expressions of :func:`find_times` name, without what opens or joins them.

    "از ۵ مهر ۱۴۰۲ تا جمعه" names two.  Names of days of old are among them, with what says so ("سالگرد جمعه خونین").
    """
    words = _reading(text, strict=True)
    return [_naming(words, point) for _, expression in _expressions(words) for point in expression.points]


def naming_piece(text: str) -> Piece | None:
    """What names days most exactly in the first expression of the text."""
    found = next(_expressions(_reading(text, strict=True)), None)
    return found[1].points[0].best() if found else None


def _naming(words: Words, point: Point) -> Span:
    best = point.best()
    before, behind = (best.before, best.behind) if isinstance(best, NamedDay) else (_which(point), 0)
    return _span(words, point.first - before, point.after + behind)


def _span(words: Words, first: int, after: int) -> Span:
    return Span(words.lexemes[first].start, words.lexemes[after - 1].end)


def _expressions(words: Words) -> Iterator[tuple[int, Expression]]:
    index = 0
    while index < words.size:
        expression = read_expression(words, index) if words.kind(index) in STARTS else None
        if expression is None or not _dates(expression):
            # Past all of «چند روز پیش»: «روز پیش» within it would be another time.
            index = expression.after if expression is not None and _undated(expression) else index + 1
            continue
        yield index, expression
        index = expression.after


def _undated(expression: Expression) -> bool:
    """Whether an end is told by vague words alone; in «چند روز پیش، جمعه ۱۵ شهریور» it is not."""
    ends = expression.points[0].best(), expression.points[-1].best()
    return any(isinstance(end, Loose) or (isinstance(end, SuchDay) and end.years is None) for end in ends)


def _named(expression: Expression) -> bool:
    """Whether only the name of a day is told, which dates nothing."""
    return all(isinstance(point.best(), NamedDay) for point in expression.points)


def _dates(expression: Expression) -> bool:
    if _undated(expression):
        return False
    return any(point.pieces for point in expression.points) or any(
        point.clock and point.clock.clock for point in expression.points
    )
