"""The index of words in an SQLite file: merged a little with every few articles, and whole."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from ravayat.ledger.store import Question, Store, open_store
from ravayat.ledger.store.engine import looking, writing
from ravayat.testing import made_report

MANY = 120


def merging(store: Store) -> dict[str, int]:
    """What was set down in the index itself about merging."""
    with looking(store._engine) as connection:
        rows = connection.execute(text("SELECT k, v FROM claim_words_config WHERE k LIKE '%merge'"))
        return {row.k: row.v for row in rows}


def parts(connection: Connection) -> int:
    return connection.execute(text("SELECT count(DISTINCT segid) FROM claim_words_idx")).scalar_one()


def test_a_new_store_and_an_old_one_leave_merging_to_us(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with open_store(file) as store:
        ours = merging(store)
        assert ours["automerge"] == 0
        with writing(store._engine) as connection:
            connection.execute(text("DELETE FROM claim_words_config WHERE k LIKE '%merge'"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
        assert merging(store) == {}
    with open_store(file) as store:
        assert merging(store) == ours


def test_the_index_is_merged_as_articles_come_and_loses_none(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as store:
        most = 0
        for number in range(MANY):
            store.add(made_report(number, outlet=f"روزنامه {number}"), "m1")
            with looking(store._engine) as connection:
                most = max(most, parts(connection))
        # Eight that are merged to one, and what comes meanwhile; FTS5 itself would wait for sixteen.
        assert most < 14
        assert sum(len(one.claims) for one in store.events(Question(words="حلب", sort="id"))) == MANY
        with writing(store._engine) as connection:
            connection.execute(text("INSERT INTO claim_words (claim_words) VALUES ('integrity-check')"))
