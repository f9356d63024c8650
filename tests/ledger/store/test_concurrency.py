"""Readers go on while one writes, and writers take turns."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest

from ravayat.ledger.joining.weighing import Weighing
from ravayat.ledger.store import Question, Store, open_store
from ravayat.ledger.store.engine import looking, writing
from ravayat.ledger.store.rows import now
from ravayat.ledger.store.schema import article, event
from ravayat.testing import made_report


def test_readers_see_whole_articles_while_one_writes(address: str, store: Store, weighing: Weighing) -> None:
    done = Signal()

    def read() -> int:
        looks = 0
        with open_store(address, weighing=weighing) as own:
            while not done.is_set() or not looks:
                # Both claims of a report are stored, or neither; every claim has its event.
                for found in own.events():
                    assert len(found.claims) == 2 * len({claim.article.id for claim in found.claims})
                seen = own.ask(Question()).total
                counts = own.counts()
                assert counts["claims"] == 2 * counts["articles"]
                assert seen <= counts["events"] <= counts["articles"]
                looks += 1
        return looks

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        try:
            for seed in range(25):
                place = ["حلب", "موصل", "دمشق"][seed % 3]
                store.add(made_report(seed, outlet=f"روزنامه {seed}", place=place, denier="ارتش روسیه"), "m1")
        finally:
            done.set()
        assert all(reader.result() for reader in readers)
    assert store.counts() == {"articles": 25, "claims": 50, "events": 3}


def test_a_reader_does_not_wait_for_a_writer(address: str, store: Store) -> None:
    store.add(made_report(1), "m1")
    with open_store(address) as other, writing(store._engine) as connection:
        connection.execute(event.delete())
        # The writer is in the midst of it: what was there before is what is seen.
        assert other.ask(Question()).total == 1


def test_a_reader_sees_one_moment(store: Store) -> None:
    store.add(made_report(1), "m1")
    with looking(store._engine) as connection:
        before = connection.execute(event.select()).all()
        store.add(made_report(2, place="موصل"), "m1")
        assert connection.execute(event.select()).all() == before
    assert store.counts()["events"] == 2


def test_writers_take_turns(address: str, store: Store, weighing: Weighing) -> None:
    def write(number: int) -> None:
        with open_store(address, weighing=weighing) as own:
            for seed in range(8):
                own.add(made_report(10 * number + seed, outlet=f"روزنامه {number} {seed}"), "m1")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    # Each saw what the others had written: all are one event.
    assert store.counts() == {"articles": 24, "claims": 24, "events": 1}


def test_what_fails_leaves_nothing(store: Store) -> None:
    before = store.counts()
    half_written = {
        "digest": "0" * 64,
        "name": "x",
        "version": 1,
        "current": True,
        "doc": "x",
        "text": "x",
        "added": now(),
    }
    with pytest.raises(KeyboardInterrupt), writing(store._engine) as connection:  # noqa: PT012
        connection.execute(article.insert().values(half_written))
        raise KeyboardInterrupt
    assert store.counts() == before
    store.add(made_report(1), "m1")
    assert store.counts()["events"] == 1
