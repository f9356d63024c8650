from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

from distributed.scheduler import KilledWorker
from fake_fleet import FakeFleet, opened

from ravayat.ledger.store import Added, Outcome, Store, StoreFault, open_store
from ravayat.pipeline import store_articles
from ravayat.records import Article, Rejection
from ravayat.scale import run
from ravayat.scale.equipment import Equipment
from ravayat.scale.run import Plan, store_spread
from ravayat.testing import KeywordReader, made_report, store_contents


@pytest.fixture
def told() -> list[Article]:
    """Reports, some of the same event, one twice."""
    reports = [
        made_report(seed, outlet=f"رسانه {seed}", url=f"https://example.org/{seed}").article for seed in range(9)
    ]
    return [*reports, reports[2]]


def spread(
    path: Path, articles: list[Article], equipment: Equipment, fleet: FakeFleet, monkeypatch: pytest.MonkeyPatch
) -> list[Added | Rejection]:
    monkeypatch.setattr(run, "fleet_of", lambda *_: opened(fleet))
    with open_store(path) as store:
        return list(store_spread(articles, store, Plan("local", size=4), equipment, print))


def test_the_ledger_is_that_of_one_process_whatever_dies(
    told: list[Article], equipment: Equipment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "plain.sqlite") as store:
        list(store_articles(told, store, KeywordReader()))
    dead = KilledWorker("task", "tcp://one", 3)
    done = spread(tmp_path / "spread.sqlite", told, equipment, FakeFleet([dead, None, dead]), monkeypatch)
    assert len(done) == len(told)
    assert store_contents(tmp_path / "spread.sqlite") == store_contents(tmp_path / "plain.sqlite")


def test_what_the_store_knows_is_not_read_again(
    told: list[Article], equipment: Equipment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread(tmp_path / "s.sqlite", told[:4], equipment, FakeFleet(), monkeypatch)
    fleet = FakeFleet()
    spread(tmp_path / "s.sqlite", told, equipment, fleet, monkeypatch)
    assert len(fleet.given) == 2
    again = spread(tmp_path / "s.sqlite", told, equipment, fleet, monkeypatch)
    assert [one.outcome for one in again if isinstance(one, Added)] == [Outcome.KNOWN] * len(told)
    assert len(fleet.given) == 2


def test_a_batch_is_one_transaction(tmp_path: Path) -> None:
    reads = [made_report(seed) for seed in range(3)]
    with open_store(tmp_path / "s.sqlite") as store:
        broken = [*reads, None]
        with pytest.raises(AttributeError):
            store.add_all(broken, "m")  # type: ignore[arg-type]
        assert store.counts()["articles"] == 0
        assert [one.article for one in store.add_all(reads, "m") if isinstance(one, Added)] == [1, 2, 3]


def test_an_article_that_no_store_can_hold_is_left_out_alone(tmp_path: Path) -> None:
    reads = [made_report(seed) for seed in range(2)]
    bad = KeywordReader().read([Article("bad", "انفجار\0")])
    with open_store(tmp_path / "s.sqlite") as store:
        first, second, third = store.add_all([reads[0], *bad, reads[1]], "m")
        assert isinstance(second, StoreFault)
        assert isinstance(first, Added)
        assert isinstance(third, Added)
        assert store.counts()["articles"] == 2


def pages(store: Store, most: int) -> int:
    """Let the store's file have so many pages at most, as a full disk does; how many it has."""
    with store.looking() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}")
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


def test_a_batch_that_cannot_be_stored_is_told_and_the_next_ones_are_stored(
    told: list[Article], equipment: Equipment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "fleet_of", lambda *_: opened(FakeFleet()))
    long = [replace(article, text=f"{article.text} {'و ' * 20_000}") for article in told[:4]]
    with open_store(tmp_path / "s.sqlite") as store:
        pages(store, pages(store, 1_000_000) + 10)
        done = store_spread([*long, *told[4:8]], store, Plan("local", size=4), equipment, print)
        assert (
            str(next(done))
            == "made-0 to made-3: cannot be stored (database or disk is full); see to the store and run this again"
        )
        assert store.counts()["articles"] == 0
        pages(store, 1_000_000)
        assert [type(one) for one in done] == [Added] * 4
        assert store.counts()["articles"] == 4


def test_what_is_known_is_handed_on_at_once(
    told: list[Article], equipment: Equipment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread(tmp_path / "s.sqlite", told[:4], equipment, FakeFleet(), monkeypatch)
    taken = handed = 0

    def stream() -> Iterator[Article]:
        nonlocal taken
        for article in told[:4] * 20:
            taken += 1
            yield article

    with open_store(tmp_path / "s.sqlite") as store:
        for one in store_spread(stream(), store, Plan("local", size=4), equipment, print):
            assert isinstance(one, Added)
            assert one.outcome is Outcome.KNOWN
            assert taken - handed <= 4
            handed += 1
    assert handed == 80
