"""Expressions of time: points of neighbouring pieces, what opens them and what joins them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ravayat.grounding import kinds
from ravayat.grounding.calendar_pieces import CalendarDay, DayOfMonth, Month, Year, Years
from ravayat.grounding.calendars import calendar_of_year
from ravayat.grounding.clock_grammar import Clock, read_clock
from ravayat.grounding.edge_grammar import read_day_after, read_edge, read_eve, read_units_of
from ravayat.grounding.periods import Edge, Feast, Season, UnitsOf
from ravayat.grounding.piece import Piece
from ravayat.grounding.relative_pieces import Ago, Loose, Period, PeriodOfEvent, RelativeDay, Stretch, SuchDay, Weekday
from ravayat.grounding.time_grammar import (
    read_calendar_day,
    read_date,
    read_day_word,
    read_decade,
    read_feast,
    read_month,
    read_season,
    read_year,
)
from ravayat.grounding.unit_grammar import (
    UNIT_STARTS,
    read_every,
    read_length,
    read_loose,
    read_now,
    read_ordinal_unit,
    read_part_of_event,
    read_part_shift,
    read_same,
    read_such_day,
    read_units,
)
from ravayat.grounding.weekday_grammar import read_weekday
from ravayat.grounding.weekday_of_month import WeekdayOfMonth, read_weekday_of_month
from ravayat.grounding.words import MOST_IN_A_ROW, Read, Reader, Words

_READERS: tuple[tuple[str, Reader], ...] = (
    (f"{kinds.DATE}|{kinds.UNIT}", read_date),
    (f"{kinds.NUMBER}|{kinds.ORDINAL}|{kinds.UNIT}", read_calendar_day),
    (f"{kinds.NUMBER}|{kinds.UNIT}|{kinds.ORDINAL}|{kinds.EDGE}", read_units_of),
    (f"{kinds.WEEKDAY}|{kinds.UNIT}", read_weekday_of_month),
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
    (f"{kinds.PART}|{kinds.UNIT}", read_part_of_event),
    (f"{kinds.PART}|{kinds.ORDINAL}", read_part_shift),
    (kinds.DAY_AFTER_A_DATE, read_day_after),
    (f"{kinds.SAME}|{kinds.DAY_AFTER}|{kinds.THIS}", read_same),
    (kinds.SUCH_A_DAY, read_such_day),
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
_LISTING = frozenset({kinds.AND, kinds.OR, kinds.COMMA})
_FILLERS = frozenset({kinds.IN, kinds.ON, kinds.WITHIN})
STARTS = _OPENINGS | _BY_KIND.keys() | {kinds.CLOCK, kinds.UNTIL_NOW}
YEARLESS = (CalendarDay, Month, Season, Feast)
"""Pieces that a year beside them completes."""
_DATED = (*YEARLESS, Edge, UnitsOf, Weekday, WeekdayOfMonth)
"""Pieces that come again every week or year."""


@dataclass(slots=True)
class Point:
    """Neighbouring pieces that name one time: "بامداد جمعه (۱۵ شهریور)".

    ``first`` and ``after`` are the indices of its first lexeme and of that behind it.
    """

    first: int
    after: int
    pieces: list[Piece] = field(default_factory=list)
    clock: Clock | None = None

    def closed(self) -> bool:
        """Whether the piece tells its own end."""
        if self.clock is not None and "-" in (self.clock.clock or ""):
            return True  # "از ساعت ۸ تا ۱۰ صبح شنبه"
        best = self.best()
        return isinstance(best, Years) or (
            isinstance(best, CalendarDay | DayOfMonth) and best.first_day != best.last_day
        )

    def best(self) -> Piece | None:
        """The piece that names days most exactly, with the year another piece tells."""
        if not self.pieces:
            return None
        if any(isinstance(piece, SuchDay) for piece in self.pieces):
            return SuchDay(next(filter(_names_a_year, self.pieces), None))
        best = max(self.pieces, key=_rank)
        recurring = next((piece for piece in self.pieces if _recurs(piece)), None)
        if recurring and isinstance(best, _DATED):
            return recurring  # "جمعه هر هفته", but "دو هفته گذشته هر شب"
        year = next((piece for piece in self.pieces if isinstance(piece, Year)), None)
        if year is None:
            return best
        calendar = calendar_of_year(year.number or 0)
        for piece in self.pieces:  # "12 اکتبر (20 مهر) سال 2002": the year belongs to the day of its calendar
            open_year = isinstance(piece, YEARLESS) and piece.rank == best.rank and piece.year is None
            if isinstance(piece, YEARLESS) and open_year and calendar in (None, _calendar_of(piece)):
                return replace(piece, year=year)
        return best

    def last_month(self) -> Month | None:
        """The month that is named last, if one is: "خیزش دی‌ماه، بامداد یکشنبه ۲۵ مرداد" names two times."""
        last = self.pieces[-1] if self.pieces else None
        return last if isinstance(last, Month) and last.year is None else None

    def takes(self, piece: Piece) -> bool:
        """Whether ``piece`` names the same time again rather than a further one."""
        if not self.pieces:
            return True
        month = self.last_month()
        if month and isinstance(piece, CalendarDay | RelativeDay | Weekday):
            return isinstance(piece, CalendarDay) and (piece.calendar != month.calendar or piece.month == month.month)
        if type(piece) is not type(self.pieces[-1]):
            return True
        return isinstance(piece, CalendarDay | Month) and _calendar_of(piece) != _calendar_of(self.pieces[-1])


def _recurs(piece: Piece) -> bool:
    return isinstance(piece, Loose) and piece.anchor == "recurring" and piece.precision in ("week", "month", "year")


def _names_a_year(piece: Piece) -> bool:
    return isinstance(piece, Year) or (isinstance(piece, Ago | Period) and piece.unit == "year")


def _rank(piece: Piece) -> float:
    """What counts from an event yields to whatever stands by itself: "یک سال پس از آن در سال ۱۹۱۸"."""
    of_event = isinstance(piece, PeriodOfEvent) or (isinstance(piece, Ago | Weekday) and piece.event)
    return 0.5 if of_event else piece.rank


def _calendar_of(piece: Piece) -> str | None:
    return getattr(piece, "calendar", None)


@dataclass(slots=True)
class Expression:
    """Points with what opens and joins them."""

    opening: str
    points: list[Point]
    until_now: bool
    after: int
    lists: bool = False
    """Whether "و" or a comma joins the points, in whichever order: "عاشورا و تاسوعا"."""
    length: Stretch | None = None
    """How long it lasts from its one point on: "از امروز به مدت یک هفته"."""


def _read_piece(words: Words, index: int) -> Read | None:
    for reader in _BY_KIND.get(words.kind(index), ()):
        found = reader(words, index)
        if found:
            return found
    return None


def _read_point(words: Words, index: int) -> Point | None:
    point, at, after = Point(index, index), index, index
    for _ in range(2 * MOST_IN_A_ROW):
        found = _read_piece(words, at)
        clock = None if found else read_clock(words, at)
        told = point.clock is not None and point.clock.clock is not None
        if clock and not (told and clock.clock.clock) and not point.last_month():
            point.clock = point.clock.joined(clock.clock) if point.clock else clock.clock
            at = after = _behind_close(words, index, clock.after)
        elif found and point.takes(found.piece):
            point.pieces.append(found.piece)
            at = after = _behind_close(words, index, found.after)
        else:
            gap = _gap(words, at) if after > index and at == after else at
            if gap == at:
                break
            at = gap
    point.after = after
    return point if after > index else None


def _behind_close(words: Words, start: int, at: int) -> int:
    """Past a closing bracket that was opened since ``start``."""
    opened = any(words.kind(index) == kinds.OPEN for index in range(max(start, at - 8), at))
    return at + 1 if opened and words.kind(at) == kinds.CLOSE else at


def _gap(words: Words, index: int) -> int:
    """The index behind what may stand between two namings of one time."""
    at = index
    if words.kind(at) in (kinds.OPEN, kinds.COMMA, kinds.DASH, kinds.SLASH):
        at += 1  # "۱۶ شهریور/۷ سپتامبر"
    at = words.behind(at, _FILLERS)
    if words.word(at) in ("برابر", "مطابق", "مصادف", "معادل"):
        at += 2 if words.word(at + 1) == "با" else 1
    return at


def read_expression(words: Words, index: int) -> Expression | None:
    """The longest expression that starts at ``index``."""
    opening, at = "", index
    if words.kind(at) in _OPENINGS:
        opening, at = words.kind(at), at + 1
    at = words.behind(at, _FILLERS)
    first = _read_point(words, at)
    if first is None:
        return None
    points, at, lists = [first], first.after, words.kind(first.after) in _LISTING
    while words.kind(at) in _JOINTS and len(points) < MOST_IN_A_ROW:
        following = _read_joined(words, at, points[-1], opening)
        if following is None:
            break
        points.append(following)
        at = following.after
    until_now = words.kind(at) == kinds.UNTIL_NOW
    lasts = read_length(words, at) if opening == kinds.FROM and len(points) == 1 else None
    if lasts:
        return Expression(opening, points, until_now=False, after=lasts[1], length=lasts[0])
    return Expression(opening, points, until_now, at + until_now, lists)


def _read_joined(words: Words, index: int, before: Point, opening: str) -> Point | None:
    at = words.behind(index + 1, _FILLERS if words.kind(index) == kinds.TO else _FILLERS | {kinds.FROM})
    found = _read_point(words, at)
    if found is None or not (found.pieces or words.kind(index) == kinds.TO):
        return None
    if words.kind(index) == kinds.TO or opening == kinds.BETWEEN:
        return found
    left, right = before.best(), found.best()
    alike = left is not None and type(left) is type(right)
    # Two dates in running text are two times: "۱۰ مارس ۲۰۱۱ و ۵ مه ۲۰۱۵".
    return found if alike and not (words.strict and isinstance(right, CalendarDay)) else None
