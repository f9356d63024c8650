"""Times: quoted words into the days they mean, and the expressions of time in running text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ravayat.grounding import kinds
from ravayat.grounding.calendars import GREGORIAN, NoSuchDayError, calendar_of_year
from ravayat.grounding.clock_grammar import Clock, read_clock, with_clock
from ravayat.grounding.interval import NO_PUBLICATION, Interval, Reference, unresolved
from ravayat.grounding.lexer import lex
from ravayat.grounding.numbers import composed
from ravayat.grounding.periods import Feast, Season
from ravayat.grounding.pieces import CalendarDay, Loose, Month, Piece, RelativeDay, Weekday, Year, Years
from ravayat.grounding.time_grammar import (
    Read,
    Reader,
    Words,
    read_calendar_day,
    read_date,
    read_day_word,
    read_decade,
    read_edge,
    read_eve,
    read_feast,
    read_month,
    read_season,
    read_weekday,
    read_year,
)
from ravayat.grounding.unit_grammar import (
    UNIT_STARTS,
    read_every,
    read_loose,
    read_now,
    read_ordinal_unit,
    read_part_shift,
    read_same,
    read_units,
)
from ravayat.records.span import Span

if TYPE_CHECKING:
    from datetime import date

_READERS: tuple[tuple[str, Reader], ...] = (
    (kinds.DATE, read_date),
    (f"{kinds.NUMBER}|{kinds.ORDINAL}|{kinds.UNIT}", read_calendar_day),
    (f"{kinds.WEEKDAY}|{kinds.UNIT}|{kinds.NUMBER}", read_weekday),
    (kinds.DAY_WORD, read_day_word),
    (f"{kinds.FEAST}|{kinds.UNIT}", read_feast),
    (f"{kinds.MONTH}|{kinds.UNIT}|{kinds.NUMBER}", read_month),
    (kinds.SEASON, read_season),
    (f"{kinds.UNIT}|{kinds.NUMBER}|{kinds.YEAR_WORD}|{kinds.THIS}", read_year),
    (kinds.UNIT, read_decade),
    (f"{kinds.EDGE}|{kinds.ORDINAL}", read_edge),
    ("|".join(UNIT_STARTS), read_units),
    (kinds.PART, read_eve),
    (f"{kinds.PART}|{kinds.ORDINAL}", read_part_shift),
    (f"{kinds.SAME}|{kinds.DAY_AFTER}", read_same),
    (kinds.EVERY, read_every),
    (f"{kinds.ORDINAL}|{kinds.UNIT}", read_ordinal_unit),
    (kinds.LOOSE, read_loose),
    (kinds.NOW, read_now),
)
"""What can start with which kinds, in the order of trying."""

_BY_KIND: dict[str, tuple[Reader, ...]] = {}
for _names, _reader in _READERS:
    for _name in _names.split("|"):
        _BY_KIND[_name] = (*_BY_KIND.get(_name, ()), _reader)

_OPENINGS = frozenset({kinds.FROM, kinds.BETWEEN, kinds.TO, kinds.AFTER, kinds.BEFORE, kinds.WITHIN})
_JOINTS = frozenset({kinds.TO, kinds.DASH, kinds.AND, kinds.OR, kinds.COMMA})
_FILLERS = frozenset({kinds.IN, kinds.ON, kinds.WITHIN})
_STARTS = _OPENINGS | _BY_KIND.keys() | {kinds.CLOCK, kinds.UNTIL_NOW}
_LATE_DAYS: Final = 2
YEARLESS = (CalendarDay, Month, Season, Feast)
"""Pieces that a year beside them completes."""


@dataclass(slots=True)
class _Point:
    """Neighbouring pieces that name one time: "بامداد جمعه (۱۵ شهریور)"."""

    pieces: list[Piece] = field(default_factory=list)
    clock: Clock | None = None

    def closed(self) -> bool:
        """Whether the piece tells its own end."""
        best = self.best()
        return isinstance(best, Years) or (isinstance(best, CalendarDay) and best.first_day != best.last_day)

    def best(self) -> Piece | None:
        """The piece that names days most exactly, with the year another piece tells."""
        if not self.pieces:
            return None
        best = max(self.pieces, key=lambda piece: piece.rank)
        year = next((piece for piece in self.pieces if isinstance(piece, Year)), None)
        if year is None or not isinstance(best, YEARLESS):
            return best
        calendar = calendar_of_year(year.number or 0)
        for piece in self.pieces:  # "12 اکتبر (20 مهر) سال 2002": the year belongs to its calendar's day
            if isinstance(piece, YEARLESS) and piece.rank == best.rank and piece.year is None:
                best = piece if calendar in (None, _calendar_of(piece)) else best
        return replace(best, year=year) if isinstance(best, YEARLESS) and best.year is None else best

    def takes(self, piece: Piece) -> bool:
        """Whether ``piece`` names the same time again rather than a further one."""
        if not self.pieces or type(piece) is not type(self.pieces[-1]):
            return True
        return isinstance(piece, CalendarDay) and _calendar_of(piece) != _calendar_of(self.pieces[-1])


def _calendar_of(piece: Piece) -> str | None:
    return getattr(piece, "calendar", None)


@dataclass(slots=True)
class _Expression:
    """Points with what opens and joins them."""

    opening: str
    points: list[_Point]
    until_now: bool
    after: int


def _read_piece(words: Words, index: int) -> Read | None:
    for reader in _BY_KIND.get(words.kind(index), ()):
        found = reader(words, index)
        if found:
            return found
    return None


def _read_point(words: Words, index: int) -> tuple[_Point, int] | None:
    point, at, after = _Point(), index, index
    while True:
        found = _read_piece(words, at)
        clock = None if found else read_clock(words, at)
        told = point.clock is not None and point.clock.clock is not None
        if clock and not (told and clock.clock.clock):
            point.clock = point.clock.joined(clock.clock) if point.clock else clock.clock
            at = after = _behind_close(words, index, clock.after)
        elif found and point.takes(found.piece):
            point.pieces.append(found.piece)
            at = after = _behind_close(words, index, found.after)
        else:
            gap = _gap(words, at) if after > index and at == after else at
            if gap == at:
                return (point, after) if after > index else None
            at = gap


def _behind_close(words: Words, start: int, at: int) -> int:
    """Past a closing bracket that was opened since ``start``."""
    opened = any(words.kind(index) == kinds.OPEN for index in range(max(start, at - 8), at))
    return at + 1 if opened and words.kind(at) == kinds.CLOSE else at


def _gap(words: Words, index: int) -> int:
    """The index behind what may stand between two namings of one time."""
    at = index
    if words.kind(at) in (kinds.OPEN, kinds.COMMA, kinds.DASH):
        at += 1
    while words.kind(at) in _FILLERS:
        at += 1
    if words.word(at) in ("برابر", "مطابق", "مصادف", "معادل"):
        at += 2 if words.word(at + 1) == "با" else 1
    return at


def _read_expression(words: Words, index: int) -> _Expression | None:
    opening, at = "", index
    if words.kind(at) in _OPENINGS:
        opening, at = words.kind(at), at + 1
    while words.kind(at) in _FILLERS:
        at += 1
    first = _read_point(words, at)
    if first is None:
        return None
    points, at = [first[0]], first[1]
    while words.kind(at) in _JOINTS:
        following = _read_joined(words, at, points[-1], opening)
        if following is None:
            break
        points.append(following[0])
        at = following[1]
    until_now = words.kind(at) == kinds.UNTIL_NOW
    return _Expression(opening, points, until_now, at + until_now)


def _read_joined(words: Words, index: int, before: _Point, opening: str) -> tuple[_Point, int] | None:
    at = index + 1
    while words.kind(at) in _FILLERS or (words.kind(at) == kinds.FROM and words.kind(index) != kinds.TO):
        at += 1
    found = _read_point(words, at)
    if found is None or not (found[0].pieces or words.kind(index) == kinds.TO):
        return None
    if words.kind(index) == kinds.TO or opening == kinds.BETWEEN:
        return found
    left, right = before.best(), found[0].best()
    alike = left is not None and right is not None and (type(left) is type(right) or min(left.rank, right.rank) >= 3)
    return found if alike else None


def _joined(expression: _Expression, reference: Reference) -> Interval:
    """The days from the first point to the last."""
    left, right = expression.points[0].best(), expression.points[-1].best()
    if left is None or right is None:
        return _resolve_point(expression.points[0], reference)
    if isinstance(left, YEARLESS) and isinstance(right, YEARLESS):
        if left.year is None and right.year is not None:
            left = replace(left, year=right.year)
        elif right.year is None and left.year is not None:
            right = replace(right, year=left.year)
    first, last = left.resolve(reference), right.resolve(reference)
    if first.first is None or last.last is None:
        return first if first.first is None else last
    if first.first > last.last:
        # "۲۸ آذر تا ۳ دی" read at the turn of the year: the beginning is the one before the end.
        first = left.resolve(replace(reference, published=last.last))
        if first.first is None or first.first > last.last:
            return unresolved("ends before it begins", last.precision)
    ends = [day for day in (first.last, last.last) if day is not None]
    found = Interval(first.first, max(ends), first.precision, last.calendar, last.anchor, f"from {first.method} to {last.method}")
    return with_clock(found, expression.points[0].clock)


def _resolve_point(point: _Point, reference: Reference) -> Interval:
    best = point.best()
    if best is not None:
        return with_clock(_checked(point, best.resolve(reference), reference), point.clock)
    day = reference.anchor or reference.published
    if day is None:
        found = unresolved("time of day without a day, and no day of publication", "hour", "publication")
    else:
        anchor = "event" if reference.anchor else "publication"
        found = Interval(day, day, "day", GREGORIAN, anchor, f"time of day without a day: taken as that of {anchor}")
    return with_clock(found, point.clock)


def _checked(point: _Point, found: Interval, reference: Reference) -> Interval:
    """ "امروز (یکشنبه)" published on a Monday: feeds date late, so that the weekday is right."""
    weekday = next((piece for piece in point.pieces if isinstance(piece, Weekday)), None)
    told = any(isinstance(piece, RelativeDay) for piece in point.pieces)
    if weekday is None or not told or found.first is None or found.anchor != "publication":
        return found
    other = weekday.resolve(reference)
    if other.first is None or not 0 < (found.first - other.first).days <= _LATE_DAYS:
        return found
    return found.over(other.first, other.last, f"{other.method}, against {found.method}")


def _resolve(expression: _Expression, reference: Reference) -> Interval:
    if len(expression.points) > 1:
        return _joined(expression, reference)
    found = _resolve_point(expression.points[0], reference)
    published = reference.published
    if not found.resolved or found.anchor in ("event", "recurring"):
        return found
    if expression.until_now or expression.opening in (kinds.FROM, kinds.AFTER):
        if published is None:
            return found.over(found.first, None, f"since: {found.method}; {NO_PUBLICATION}")
        if expression.points[0].closed() and not expression.until_now:
            return found  # "از ۵ تا ۹ مهر"
        start = found.first if expression.opening != kinds.AFTER else found.last
        if start is not None and start <= published:
            return found.over(start, max(published, start), f"since: {found.method}")
        return found
    if expression.opening == kinds.TO:
        if published is not None and found.first is not None and found.first > published:
            return found.over(published, found.last, f"until: {found.method}")
        # "تا ظهر دیروز": the day it reached is all that is told.
        whole_day = found.first if found.precision in ("hour", "day") else None
        return found.over(whole_day, found.last, f"until: {found.method}")
    if expression.opening == kinds.BEFORE:
        return found.over(None, found.first, f"before: {found.method}")
    return found


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
    reading = Words(composed(lex(words)), strict=False)
    reference = Reference(published, _told_calendar(reading) or calendar, anchor)
    best: Interval | None = None
    clock: Clock | None = None
    index = 0
    while index < reading.size:
        expression = _read_expression(reading, index) if reading.kind(index) in _STARTS else None
        if expression is None:
            index += 1
            continue
        if best is None and not expression.opening and reading.kind(0) == kinds.FROM and index > 0:
            expression.opening = kinds.FROM  # "از آغاز عملیات در ۱۹ فوریه"
        index = expression.after
        try:
            found = _resolve(expression, reference)
        except (NoSuchDayError, OverflowError) as error:
            found = unresolved(str(error), anchor="absolute")
        if all(point.best() is None for point in expression.points):
            clock = clock or expression.points[0].clock
        if best is None or _better(found, best):
            best = found
    if best is None and any(lexeme.kind == kinds.UNTIL_NOW for lexeme in reading.lexemes):
        return unresolved("no beginning is told", "day", "publication")
    return with_clock(best, clock) if best is not None and clock is not None and best.clock is None else best


def _better(found: Interval, best: Interval) -> bool:
    """Days beat none, and what names a day beats a bare time of day."""
    if found.resolved != best.resolved:
        return found.resolved
    return best.method.startswith("time of day") and found.resolved


def _told_calendar(words: Words) -> str | None:
    return next((lexeme.name for lexeme in words.lexemes if lexeme.kind == kinds.ERA), None)


def find_times(text: str) -> list[Span]:
    """The expressions of running text that can date an event, as long as they go, in order.

    Lengths ("سه روز طول کشید"), ages and vague words ("اخیرا") are left out; "از" and "طی" that
    open a stretch are part of it, "در" is not.
    """
    words = Words(composed(lex(text)), strict=True)
    spans: list[Span] = []
    index = 0
    while index < words.size:
        expression = _read_expression(words, index) if words.kind(index) in _STARTS else None
        if expression is None or not _dates(expression):
            index += 1
            continue
        spans.append(Span(words.lexemes[index].start, words.lexemes[expression.after - 1].end))
        index = expression.after
    return spans


def _dates(expression: _Expression) -> bool:
    pieces = [piece for point in expression.points for piece in point.pieces]
    if any(isinstance(piece, Loose) for piece in pieces):
        return False
    return bool(pieces) or any(point.clock and point.clock.clock for point in expression.points)
