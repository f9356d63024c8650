"""Stores to test with, on both databases, and a weighing that no training changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url

from ravayat.ledger.joining.features import FEATURES, WordWeights
from ravayat.ledger.joining.weighing import Weighing
from ravayat.ledger.store import Store, open_store
from ravayat.ledger.store.schema import metadata

VARIABLE = "RAVAYAT_TEST_POSTGRESQL"

WEIGHTS = {
    "same type": 1.0,
    "types of another kind": -3.0,
    "same day": 2.0,
    "days between": -4.0,
    "same place": 2.0,
    "one place inside the other": 1.5,
    "beyond reach": -6.0,
}
"""Type, day and place decide, so that a test can say what is joined by what it tells."""


@pytest.fixture(scope="session")
def weighing() -> Weighing:
    return Weighing(-3.5, dict.fromkeys(FEATURES, 0.0) | WEIGHTS, WordWeights({"": 5.0}), 0.5)


def _admin(server: URL) -> Engine:
    return create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")


@pytest.fixture(scope="session")
def make_database() -> Iterator[Callable[[], str]]:
    """Creates a database on the PostgreSQL server of the tests and gives its URL."""
    told = os.environ.get(VARIABLE)
    if not told:
        pytest.skip(f"{VARIABLE} names no PostgreSQL server; bash .ci/postgresql start FOLDER makes one")
    pytest.importorskip("psycopg")
    server = make_url(told)
    admin = _admin(server)
    made: list[str] = []

    def make() -> str:
        name = f"ravayat_{uuid4().hex[:12]}"
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
        made.append(name)
        return server.set(database=name).render_as_string(hide_password=False)

    yield make
    with admin.connect() as connection:
        for name in made:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture(scope="session")
def shared_database(make_database: Callable[[], str]) -> str:
    """One database for all tests that leave its tables as they are: to make and drop one takes a second."""
    address = make_database()
    open_store(address).close()
    return address


def emptied(address: str) -> str:
    """The same store with nothing in it."""
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    tables = ", ".join(["claim_words", *metadata.tables])
    with engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY")
    engine.dispose()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is, or a file that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    shared: str = request.getfixturevalue("shared_database")
    return emptied(shared)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be made that a test may spoil."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    make: Callable[[], str] = request.getfixturevalue("make_database")
    return make()


@pytest.fixture
def store(address: str, weighing: Weighing) -> Iterator[Store]:
    with open_store(address, weighing=weighing) as opened:
        yield opened


@pytest.fixture
def rows(store: Store) -> Callable[[], list[dict[str, Any]]]:
    """The table of events as it stands, without when they were derived."""
    from sqlalchemy import select

    from ravayat.ledger.store.engine import looking
    from ravayat.ledger.store.schema import event

    def read() -> list[dict[str, Any]]:
        with looking(store._engine) as connection:
            found = connection.execute(select(event).order_by(event.c.id)).mappings()
            return [{name: value for name, value in row.items() if name != "derived"} for row in found]

    return read
