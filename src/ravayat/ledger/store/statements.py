"""Statements that are made in many places of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

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


def insert_plain(connection: Connection, table: Table, rows: Sequence[Mapping[str, int | str | None]]) -> None:
    """Put rows of numbers and words, all with the same columns, into a table, as the driver takes them.

    An article has some hundred of such rows; SQLAlchemy looks at every value of them.
    """
    if rows:
        statement, places = _plain(table, tuple(rows[0]), connection.dialect)
        values: list[Any] = [tuple([row[name] for name in places]) for row in rows] if places else list(rows)
        connection.exec_driver_sql(statement, values)


@lru_cache(maxsize=64)
def _plain(table: Table, columns: tuple[str, ...], dialect: Dialect) -> tuple[str, list[str] | None]:
    """The statement as the driver takes it, and the order of its values where it takes them by place, not by name."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), compiled.positiontup


def insert_one(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Put a row into a table; the number that it was given.

    Raises:
        RuntimeError: the database gave it none.
    """
    key = connection.execute(insert(table), dict(row)).inserted_primary_key
    if key is None:
        raise RuntimeError(f"the database gave no number to the row of {table.name}")
    return int(key[0])
