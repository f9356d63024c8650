"""Brings a store to the schema of this version of Ravayat."""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text

from ravayat.ledger.store.engine import let_readers_go_on, looking, writing
from ravayat.ledger.store.faults import StoreFault

HEAD = "0003"
"""The newest migration; a test compares it with the folder of migrations."""
_FOREIGN = "foreign"


def version_of(connection: Connection) -> str | None:
    """The migration that a store stands at; ``None`` for an empty database."""
    tables = set(inspect(connection).get_table_names())
    # Other programs keep a table of versions, too.
    if tables and not tables >= {"alembic_version", "claim_join"}:
        return _FOREIGN
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if tables else None


def migrate(engine: Engine, address: str, *, create: bool = True) -> None:
    """Create the tables, or bring them up to date, in one transaction.

    Args:
        engine: of the database.
        address: to name it by.
        create: make a store where there is none.

    Raises:
        StoreFault: there is no store and none is wanted, the database holds something else, was made by a
            newer Ravayat, or is being brought up to date by another program.
    """
    with looking(engine) as connection:
        found = version_of(connection)
    if found is None and not create:
        raise no_store(address)
    if found == _FOREIGN:
        raise StoreFault(address, "holds tables that are not Ravayat's", "name another file or database")
    if found is not None and found > HEAD:
        raise StoreFault(
            address, f"was made by a newer Ravayat (schema {found}, here {HEAD})", "pip install -U ravayat"
        )
    # Not before it is known to be ours: somebody else's file is left as it is.
    let_readers_go_on(engine)
    if found == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("ravayat.ledger.store") / "migrations").replace("%", "%%"))
    with writing(engine) as connection:
        if version_of(connection) == HEAD:
            return  # another process was quicker
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def no_store(address: str) -> StoreFault:
    """That there is none."""
    return StoreFault(address, "there is no store here", "make one with `ravayat ledger add`, or check the address")
