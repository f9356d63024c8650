"""A page of events as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from ravayat.records import EVENT_TYPES, EventLine

_HEADINGS = {
    "en": ("event", "days", "type", "place", "standing", "roots", "killed", "reports"),
    "fa": ("رویداد", "روز", "نوع", "جا", "اعتبار", "ریشه", "کشته", "گزارش"),
}


def event_table(lines: Sequence[EventLine], language: str = "en") -> Table:
    """The events, one a row.

    Args:
        lines: in their order.
        language: of headings and types, ``en`` or ``fa``.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in _HEADINGS[language]:
        table.add_column(heading, justify="right" if heading in (_HEADINGS[language][5:]) else "left", no_wrap=True)
    for line in lines:
        kind = EVENT_TYPES[line.type]
        table.add_row(
            str(line.id),
            _days(line),
            kind.fa if language == "fa" else kind.en,
            _place(line),
            line.standing.replace("_", " "),
            str(line.roots),
            _killed(line),
            str(line.articles),
        )
    return table


def _days(line: EventLine) -> str:
    if line.first is None or line.last is None:
        return "?"
    return line.first.isoformat() if line.first == line.last else f"{line.first} – {line.last}"


def _place(line: EventLine) -> str:
    parts = [line.place_name, line.country]
    return "، ".join(part for part in parts if part) or "?"


def _killed(line: EventLine) -> str:
    if line.killed is None:
        return ""
    if line.killed_low == line.killed_high == line.killed:
        return str(line.killed)
    low = "" if line.killed_low is None else line.killed_low
    high = "" if line.killed_high is None else line.killed_high
    return f"{line.killed} ({low}–{high})"
