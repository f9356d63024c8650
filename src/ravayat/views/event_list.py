"""A page of events as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table

from ravayat.ledger.store.grade_names import grade_name
from ravayat.records import EVENT_TYPES, EventLine
from ravayat.views.context import printable
from ravayat.views.wording import Language, between, localised, marked

_HEADINGS: dict[Language, tuple[str, ...]] = {
    "en": ("event", "days", "type", "place", "standing", "roots", "killed", "reports"),
    "fa": ("رویداد", "روز", "نوع", "جا", "اعتبار", "ریشه", "کشته", "گزارش"),
}
_WHOLE = (0, 1)
"""Columns that are never cut: the number is what other commands ask for, and half a day is another one."""
_FIRST_NUMBER = 5
NARROWEST = 60
"""Characters that a page needs; narrower terminals go on in their next line, for no column may go."""


def event_table(lines: Sequence[EventLine], language: Language = "en") -> Table:
    """The events, one a row; a type with ``؟`` is of an event whose surest claim has less than even chances.

    Args:
        lines: in their order.
        language: of headings, types, grades and digits.
    """
    rows = [_cells(line, language) for line in lines]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for at, heading in enumerate(_HEADINGS[language]):
        words = at < _FIRST_NUMBER
        widest = max(map(cell_len, (row[at] for row in rows)), default=0)
        table.add_column(
            heading,
            justify="left" if words else "right",
            overflow="fold",
            no_wrap=not words or at in _WHOLE,
            min_width=widest if at in _WHOLE else None,
        )
    for row in rows:
        table.add_row(*row)
    return table


def count_line(shown: int, total: int, after: str | None, language: Language = "en") -> str:
    """How many events there are, and where the next page begins."""
    if language == "fa":
        more = f"؛ صفحهٔ بعد: --after '{after}'" if after else ""
        return localised(f"{shown} از {total} رویداد", language) + more
    return f"{shown} of {total} events" + (f"; the next page: --after '{after}'" if after else "")


def _cells(line: EventLine, language: Language) -> tuple[str, ...]:
    kind = EVENT_TYPES[line.type]
    name = kind.fa if language == "fa" else kind.en
    return (
        localised(str(line.id), language),
        localised(_days(line), language),
        name if line.reviewed else marked(name, line.confidence),
        _place(line),
        grade_name(line.standing, language),
        localised(str(line.roots), language),
        _killed(line, language),
        localised(str(line.articles), language),
    )


def _days(line: EventLine) -> str:
    if line.first is None or line.last is None:
        return "?"
    return line.first.isoformat() if line.first == line.last else f"{line.first} – {line.last}"


def _place(line: EventLine) -> str:
    parts = [line.place_name, line.country]
    return "، ".join(printable(part) for part in parts if part) or "?"


def _killed(line: EventLine, language: Language) -> str:
    """The best number, with the lowest and highest where tellers differ; in words where one side is open."""
    if line.killed is None:
        return ""
    low, high = line.killed_low, line.killed_high
    if line.killed in (low, high) and (low is None or high is None or low == high):
        return between(low, high, language)
    return localised(f"{line.killed} ({'?' if low is None else low}–{'?' if high is None else high})", language)
