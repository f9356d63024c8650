"""Statements that are made in many places of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Connection, Dialect, Insert, Table, Text, bindparam
from sqlalchemy import insert as insert_into
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

_AT_ONCE = 500
"""Most values in one condition."""


class _Numbers(TypeDecorator[Sequence[int]]):
    """Many numbers as one value: an array, or JSON where there are none."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return ARRAY(BigInteger()) if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> Any:
        numbers = list(value or ())
        return numbers if dialect.name == "postgresql" else msgspec.json.encode(numbers).decode()


class _Among(FunctionElement[bool]):
    """Whether a column's number is one of many."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002
        # Not "... IN (...) = 1", as SQLAlchemy would have it for SQLite, which uses no index then.
        return self


def among(column: ColumnElement[int], name: str) -> ColumnElement[bool]:
    """The condition that a number is one of those that the parameter ``name`` lists.

    The statement is the same however many there are, so that neither SQLAlchemy nor the database makes it anew for
    every number of them, as they would of ``column IN (?, ?, ?)``.
    """
    return _Among(column, bindparam(name, type_=_Numbers()))


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({numbers})"


def parts(values: Iterable[int]) -> list[list[int]]:
    """``values``, each once, in lists that are short enough for a condition."""
    every = list(dict.fromkeys(values))
    return [every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE)]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table; none where there are none, which a statement would take for one of defaults."""
    if rows:
        connection.execute(into(table), list(rows))


@lru_cache(maxsize=64)
def into(table: Table) -> Insert:
    """The statement that puts rows into a table, made once: to make it costs as much as running it."""
    return insert_into(table)


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
    compiled = into(table).compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), compiled.positiontup


def insert_one(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Put a row into a table; the number that it was given.

    Raises:
        RuntimeError: the database gave it none.
    """
    key = connection.execute(into(table), dict(row)).inserted_primary_key
    if key is None:
        raise RuntimeError(f"the database gave no number to the row of {table.name}")
    return int(key[0])
