"""Brings a store to the schema of this version of Ravayat."""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text

from ravayat.ledger.store.engine import writing
from ravayat.ledger.store.faults import StoreFault

HEAD = "0001"
"""The newest migration; a test compares it with the folder of migrations."""


def version_of(connection: Connection) -> str | None:
    """The migration that a store stands at; ``None`` for an empty database."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return "foreign" if tables else None


def migrate(engine: Engine, address: str) -> None:
    """Create the tables, or bring them up to date, in one transaction.

    Raises:
        StoreFault: the database holds something else, or was made by a newer Ravayat.
    """
    with engine.connect() as connection, connection.begin():
        found = version_of(connection)
    if found == HEAD:
        return
    if found == "foreign":
        raise StoreFault(address, "holds tables that are not Ravayat's", "name another file or database")
    if found is not None and found > HEAD:
        raise StoreFault(
            address, f"was made by a newer Ravayat (schema {found}, here {HEAD})", "pip install -U ravayat"
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("ravayat.ledger.store") / "migrations"))
    with writing(engine) as connection:
        if version_of(connection) == HEAD:
            return  # another process was quicker
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
