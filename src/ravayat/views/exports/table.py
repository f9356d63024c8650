"""Tables whose columns others fixed: their names, their order and what may stand in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ravayat.records import Event

Kind = Literal["text", "whole", "real", "day"]
Cell = str | int | float | date | None
"""``None`` is an empty cell: we do not know, or it is not ours to give."""
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A form of one row an event.

    Attributes:
        columns: names with what stands in them, in order.
        row: the cells of an event that are not empty, by column.
    """

    columns: Mapping[str, Kind]
    row: Callable[[Event], Row]

    def cells(self, event: Event) -> list[Cell]:
        """A cell for each column.

        Raises:
            KeyError: the row has a column that the table has not.
        """
        row = self.row(event)
        if unknown := row.keys() - self.columns.keys():
            raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
        return [row.get(column) for column in self.columns]
