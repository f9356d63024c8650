"""Statements that are made in many places of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert

_AT_ONCE = 500
"""Most values in one condition: SQLite takes 32,766, plans are made for each number of them."""


def parts(values: Iterable[int]) -> list[list[int]]:
    """``values``, each once, in lists that are short enough for a condition."""
    every = list(dict.fromkeys(values))
    return [every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE)]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table; none where there are none, which a statement would take for one of defaults."""
    if rows:
        connection.execute(insert(table), list(rows))


def insert_one(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Put a row into a table; the number that it was given.

    Raises:
        RuntimeError: the database gave it none.
    """
    key = connection.execute(insert(table), dict(row)).inserted_primary_key
    if key is None:
        raise RuntimeError(f"the database gave no number to the row of {table.name}")
    return int(key[0])
