"""Opening: new stores, old ones, newer ones, and what is no store."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.util import load_python_file
from sqlalchemy import Connection, inspect, select, text

from ravayat.ledger.joining import blocking
from ravayat.ledger.store import Outcome, Store, StoreFault, open_store
from ravayat.ledger.store import engine as engine_module
from ravayat.ledger.store.engine import looking, make_engine, writing
from ravayat.ledger.store.migrate import HEAD, version_of
from ravayat.ledger.store.schema import block, metadata, stretch
from ravayat.testing import made_report

LEFT_OPEN = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""psycopg leaves a connection open that it could not make."""


def refused(address: str | Path, **options: bool) -> str:
    """The one line with which an address is refused."""
    with pytest.raises(StoreFault) as fault:
        open_store(address, **options)
    message = str(fault.value)
    assert "\n" not in message
    assert message.startswith(str(address))
    return message


def test_the_head_is_the_newest_migration(root: Path) -> None:
    versions = root / "src" / "ravayat" / "ledger" / "store" / "migrations" / "versions"
    newest = max(versions.glob("*.py"))
    assert newest.name.startswith(f"{HEAD}_")
    assert re.search(rf'^revision = "{HEAD}"$', newest.read_text(encoding="utf-8"), re.MULTILINE)


def test_migrations_make_the_schema_that_the_code_uses(store: Store) -> None:
    def ours(name: str | None, kind: str, *_: object) -> bool:
        # The index of words is no table that SQLAlchemy can describe for both.
        return not (kind == "table" and str(name).startswith("claim_words"))

    with looking(store._engine) as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        tables = set(inspect(connection).get_table_names())
    assert {"claim_words", *metadata.tables} <= tables


def test_no_migration_changes_with_the_code_but_the_one_that_files_by_its_keys(root: Path) -> None:
    versions = root / "src" / "ravayat" / "ledger" / "store" / "migrations" / "versions"
    live = {file.stem for file in versions.glob("*.py") if "ravayat" in file.read_text(encoding="utf-8")}
    assert live == {"0002_keys"}


def test_a_store_can_be_opened_again(address: str, store: Store) -> None:
    number = store.add(made_report(1), "m1").article
    store.close()
    with open_store(address, create=False) as again:
        assert again.article(number)[1] == made_report(1).article


def filed(store: Store) -> list[list[tuple[int, ...]]]:
    """The keys of the store's texts and tellings."""
    with looking(store._engine) as connection:
        tables = [select(table).order_by(*table.c) for table in (stretch, block)]
        return [[tuple(row) for row in connection.execute(query)] for query in tables]


def make_like_the_first(connection: Connection) -> None:
    """Take back what migration 0002 does."""
    connection.execute(text("DROP TABLE stretch"))
    connection.execute(text("CREATE TABLE band (key BIGINT, article BIGINT)"))
    connection.execute(text("UPDATE block SET key = -key"))


def test_a_store_of_the_first_schema_is_filed_anew(own_address: str) -> None:
    reports = [made_report(number) for number in range(5)]
    with open_store(own_address) as store:
        added = [store.add(read, "m1") for read in reports]
        expected = filed(store)
        with writing(store._engine) as connection:
            make_like_the_first(connection)
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert all(expected)
    with open_store(own_address) as store:
        assert filed(store) == expected
        assert [store.add(read, "m1").article for read in reports] == [one.article for one in added]


@pytest.mark.parametrize("page", [1, 2, 3, 4, 1000])
def test_texts_and_tellings_are_filed_anew_page_by_page(
    own_address: str, page: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = root / "src" / "ravayat" / "ledger" / "store" / "migrations" / "versions"
    keys = load_python_file(str(versions), "0002_keys.py")
    monkeypatch.setattr(keys, "_AT_ONCE", page)
    with open_store(own_address) as store:
        for number in range(4):
            store.add(made_report(number), "m1")
        expected = filed(store)
        with writing(store._engine) as connection:
            make_like_the_first(connection)
            with Operations.context(MigrationContext.configure(connection)):
                keys.upgrade()
        assert all(expected)
        assert filed(store) == expected


def test_a_migration_that_fails_leaves_the_store_as_it_was(own_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [made_report(number) for number in range(5)]
    with open_store(own_address) as store:
        for read in reports:
            store.add(read, "m1")
        with writing(store._engine) as connection:
            connection.execute(text("DROP TABLE stretch"))
            connection.execute(text("CREATE TABLE band (key BIGINT, article BIGINT)"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        with looking(store._engine) as connection:
            before = connection.execute(select(block).order_by(*block.c)).all()
    with monkeypatch.context() as failing:
        failing.setattr(blocking, "filed_under", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            open_store(own_address)
    engine = make_engine(own_address)
    with looking(engine) as connection:
        assert version_of(connection) == "0001"
        assert {"band"} <= set(inspect(connection).get_table_names())
        assert connection.execute(select(block).order_by(*block.c)).all() == before
    engine.dispose()
    with open_store(own_address) as store:
        assert {store.add(read, "m1").outcome for read in reports} == {Outcome.KNOWN}


@pytest.mark.parametrize("version", [f"{int(HEAD) + 1:04}", "9999"])
def test_a_newer_store_is_refused(own_address: str, version: str) -> None:
    with open_store(own_address) as store, writing(store._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    assert "newer Ravayat" in refused(own_address)


@pytest.mark.parametrize("version", ["0000", "ae1027a6acf"])
def test_a_database_that_another_program_migrates_is_refused(own_address: str, version: str) -> None:
    with open_store(own_address) as store, writing(store._engine) as connection:
        names = [row[0] for row in connection.execute(text(TABLES[connection.dialect.name]))]
        for name in names:
            if name.startswith("claim_words") and name != "claim_words":
                continue  # SQLite drops them with the index
            cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
            if name != "alembic_version":
                connection.execute(text(f"DROP TABLE {name}{cascade}"))
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    assert "not Ravayat's" in refused(own_address)


TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name = 'article', name",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


class TestSqlite:
    def test_a_store_that_another_program_brings_up_to_date_is_refused_in_one_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "store.sqlite"
        with open_store(file) as store, writing(store._engine) as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        monkeypatch.setattr(engine_module, "_BUSY_MS", 50)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert "another program has been writing" in refused(file)
        other.close()

    def test_a_foreign_file_is_refused_and_left_as_it_is(self, tmp_path: Path) -> None:
        file = tmp_path / "other.db"
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE invoices (id INTEGER)")
        connection.close()
        before = file.read_bytes()
        assert "not Ravayat's" in refused(file)
        assert file.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == ["other.db"]

    @pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 20, b"short"])
    def test_a_file_that_is_no_database_is_refused(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "notes.txt"
        file.write_bytes(content)
        assert "cannot be opened" in refused(file)
        assert file.read_bytes() == content

    def test_a_folder_is_refused(self, tmp_path: Path) -> None:
        assert "cannot be opened" in refused(tmp_path)

    def test_a_file_in_no_folder_is_refused(self, tmp_path: Path) -> None:
        assert "cannot be opened" in refused(tmp_path / "missing" / "store.db")

    @pytest.mark.parametrize("address", ["", " ", ":memory:", "sqlite://", "sqlite:///:memory:"])
    def test_a_store_that_would_be_gone_with_the_program_is_refused(self, address: str) -> None:
        with pytest.raises(StoreFault, match=r"names no file; name a file"):
            open_store(address)

    def test_damage_at_the_opening_has_a_remedy(self, tmp_path: Path) -> None:
        file = tmp_path / "store.sqlite"
        open_store(file).close()
        pages = file.read_bytes()
        file.write_bytes(pages[:100] + b"\xff" * 4_000 + pages[4_100:])
        assert ".recover" in refused(file)

    def test_no_store_is_made_where_none_is_wanted(self, tmp_path: Path) -> None:
        file = tmp_path / "store.db"
        assert "no store here" in refused(file, create=False)
        assert "no store here" in refused(f"sqlite:///{file}", create=False)
        assert list(tmp_path.iterdir()) == []

    def test_an_empty_file_is_no_store_yet(self, tmp_path: Path) -> None:
        file = tmp_path / "store.db"
        file.touch()
        assert "no store here" in refused(file, create=False)
        open_store(file).close()
        open_store(file, create=False).close()

    @pytest.mark.parametrize("name", ["a?mode=ro.db", "50%41.db", "انبار خبر.db", "a#b.db"])
    def test_any_name_of_a_file_will_do(self, tmp_path: Path, name: str) -> None:
        open_store(tmp_path / name).close()
        assert [file.name for file in tmp_path.iterdir()] == [name]

    def test_many_processes_may_make_it_at_once(self, tmp_path: Path) -> None:
        code = "import sys; from ravayat.ledger.store import open_store; open_store(sys.argv[1]).close()"
        command = [sys.executable, "-c", code, str(tmp_path / "store.db")]
        running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
        assert [one.communicate()[1] for one in running] == [""] * 4


class TestPostgresql:
    def test_no_store_is_made_where_none_is_wanted(self, make_database: Callable[[], str]) -> None:
        address = make_database()
        assert "no store here" in refused(address, create=False)
        open_store(address).close()
        open_store(address, create=False).close()

    def test_a_foreign_database_is_refused(self, make_database: Callable[[], str]) -> None:
        address = make_database()
        engine = make_engine(address)
        with writing(engine) as connection:
            connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
        engine.dispose()
        assert "not Ravayat's" in refused(address)

    @LEFT_OPEN
    def test_a_server_that_is_not_there_is_refused(self) -> None:
        pytest.importorskip("psycopg")
        assert "cannot be opened" in refused("postgresql://nobody@127.0.0.1:1/none")


@pytest.mark.parametrize("address", ["mysql://root@localhost/store", "oracle://x", "://", "gopher://x/y"])
def test_other_addresses_are_refused(address: str) -> None:
    refused(address)


@LEFT_OPEN
def test_a_password_is_not_told() -> None:
    pytest.importorskip("psycopg")
    address = "postgresql://nobody:geheim@127.0.0.1:1/none"
    with pytest.raises(StoreFault) as fault:
        open_store(address)
    assert "geheim" not in str(fault.value)
