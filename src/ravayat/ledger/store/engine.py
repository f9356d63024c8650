"""Connections to SQLite and PostgreSQL that behave alike."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError, StatementError

from ravayat.ledger.store.faults import StoreBusy, StoreFault, code_of, failure

_WRITER = 0x52415641
"""Number of the lock that PostgreSQL's writers take in turn: joins read what others are about to write."""
_BUSY_MS = 60_000
_PASSWORD = re.compile(r"(://[^/@:]*):[^/]*@")
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PATIENCE = 60.0
_PAUSE = 0.05


def make_engine(address: str) -> Engine:
    """An engine for a file's path, or a URL of SQLite or PostgreSQL.

    Raises:
        StoreFault: neither of these, or its driver is missing.
    """
    shown = without_password(address)
    try:
        # A path is no URL: it may hold any sign.
        parsed = make_url(address) if "://" in address else URL.create("sqlite", database=address)
        if parsed.get_backend_name() == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise StoreFault(shown, f"{parsed.get_backend_name()} is no store", "name a file or a postgresql:// URL")
        if parsed.get_backend_name() == "sqlite" and not _is_file(parsed.database):
            # SQLite would make one in memory, which is gone when the program ends.
            raise StoreFault(shown or "the store", "names no file", "name a file or a postgresql:// URL")
        engine = create_engine(parsed, json_serializer=_to_json, json_deserializer=msgspec.json.decode)
    except ModuleNotFoundError as error:
        raise StoreFault(shown, f"{error.name} is not installed", "pip install 'ravayat[postgresql]'") from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreFault(shown, "no address of a store", "name a file or a postgresql:// URL") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _is_file(database: str | None) -> bool:
    """Whether a database of SQLite is kept in a file that has a name."""
    return (database or "").strip() not in ("", ":memory:")


def without_password(address: str) -> str:
    """The address as it may be shown."""
    return _PASSWORD.sub(r"\1:***@", address)


def _to_json(value: Any) -> str:
    # Persian letters as themselves take a third of the room of their escapes.
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        # Python would write NaN, which is no JSON: neither PostgreSQL nor who reads the row back takes it.
        raise StoreFault("a number to be stored", "is NaN or infinite", "give one that is finite") from error


def _prepare(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by its own rules, and not before a SELECT.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "synchronous=FULL",  # what was reported as stored survives a power cut
        "foreign_keys=ON",
        "cache_size=-65536",
        "mmap_size=1073741824",
        # After every 1,000 pages, as SQLite would have it, every tenth article waits for one, and pages that many
        # articles change are written again each time. The log of 8,000 has 31 MiB.
        "wal_autocheckpoint=8000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif writing:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def let_readers_go_on(engine: Engine) -> None:
    """Make readers of an SQLite file go on while one writes; the file keeps it. It must be known to be ours."""
    if engine.dialect.name != "sqlite":
        return
    until = time.monotonic() + _PATIENCE
    connection = engine.raw_connection()
    try:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                # A file that may only be read stays as it is; what else is wrong shows where it is used.
                if code_of(error) not in _BUSY:
                    return
                # Others that open a new store now want the same; SQLite does not wait for them here.
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
            else:
                return
    finally:
        connection.close()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is stored at its end, or nothing.

    Raises:
        StoreFault: a value cannot be stored.
        StoreBusy: another program has been writing to the file for a minute.
    """
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection
    except StatementError as error:
        # SQLAlchemy hides what refused a value behind the statement and all its values.
        if isinstance(error.orig, StoreFault):
            raise error.orig from error
        if code_of(error.orig) in _BUSY:
            raise StoreBusy.of(str(engine.url.database), _BUSY_MS / 1000) from error
        raise


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads, and sees the store as it was at its beginning."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


class Changes:
    """Tells whether a store has changed, by this program or another.

    Args:
        engine: of the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._watching: Any = None

    def mark(self) -> object:
        """A value that differs from all that came before where anything was written since."""
        if self._engine.dialect.name == "postgresql":
            with looking(self._engine) as connection:
                return connection.execute(text("SELECT pg_current_snapshot()::text")).scalar_one()
        if self._watching is None:
            # SQLite tells each connection what others changed, so one that changes nothing is kept to ask.
            self._watching = self._engine.raw_connection()
        return self._watching.cursor().execute("PRAGMA data_version").fetchone()[0]

    def close(self) -> None:
        """Let go of the connection."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None


def reachable(engine: Engine, address: str) -> None:
    """Make sure that the store can be opened.

    Raises:
        StoreFault: it cannot, with what the database says.
    """
    try:
        with looking(engine) as connection:
            connection.execute(text("SELECT 1 FROM (SELECT 1) AS one"))
            if engine.dialect.name == "sqlite":
                connection.execute(text("SELECT count(*) FROM sqlite_master"))
    except SQLAlchemyError as error:
        name, remedy = without_password(address), "check the path or the address"
        there = engine.url.database is not None and Path(engine.url.database).is_file()
        # What is no database has most likely been named by mistake; all else that fails here has a remedy of its own.
        if there and isinstance(error, DBAPIError) and code_of(error.orig) != sqlite3.SQLITE_NOTADB:
            told = failure(error, name)
            remedy = told.remedy if told else remedy
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise StoreFault(name, f"cannot be opened ({reason})", remedy) from error
