"""What is in a store, to compare it with another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

TIMES = {"added", "at", "derived", "withdrawn"}


def contents(path: Path) -> dict[str, list[object]]:
    """Every table with its rows in their order, without the times of day."""
    with closing(sqlite3.connect(path)) as base:
        tables = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, list[object]] = {}
        for table in tables:
            columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")') if row[1] not in TIMES]
            found[table] = base.execute(f'SELECT {", ".join(columns)} FROM "{table}"').fetchall()  # noqa: S608
    return found
