"""Connections to SQLite and PostgreSQL that behave alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from ravayat.ledger.store.faults import StoreFault

_WRITER = 0x52415641
"""Number of the lock that PostgreSQL's writers take in turn: joins read what others are about to write."""
_BUSY_MS = 60_000


def make_engine(address: str) -> Engine:
    """An engine for a file's path, or a URL of SQLite or PostgreSQL.

    Raises:
        StoreFault: neither of these, or its driver is missing.
    """
    url = address if "://" in address else f"sqlite:///{address}"
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise StoreFault(address, f"{parsed.get_backend_name()} is no store", "name a file or a postgresql:// URL")
        engine = create_engine(parsed, json_serializer=_to_json)
    except ModuleNotFoundError as error:
        raise StoreFault(address, f"{error.name} is not installed", "pip install 'ravayat[postgresql]'") from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreFault(address, "no address of a store", "name a file or a postgresql:// URL") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _to_json(value: Any) -> str:
    # Persian letters as themselves take a third of the room of their escapes.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by its own rules, and not before a SELECT.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",  # readers go on while one writes
        "synchronous=FULL",  # what was reported as stored survives a power cut
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
        "cache_size=-65536",
        "mmap_size=1073741824",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif writing:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is stored at its end, or nothing."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads, and sees the store as it was at its beginning."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


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
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise StoreFault(address, f"cannot be opened ({reason})", "check the path or the address") from error
