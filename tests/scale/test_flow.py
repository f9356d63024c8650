from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path

import pytest

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

from distributed.scheduler import KilledWorker
from fake_fleet import FakeFleet

from ravayat.pipeline import read_articles
from ravayat.records import Article, ReadArticle, Rejection
from ravayat.scale import ScaleFault, flow
from ravayat.scale.batches import cut
from ravayat.scale.equipment import Equipment, Software
from ravayat.scale.flow import TRIES, Flow
from ravayat.scale.results import Results
from ravayat.scale.worker import Order, Unfit
from ravayat.testing import KeywordReader

DEAD = KilledWorker("task", "tcp://one", 3)


class Run:
    """A run with a fake fleet: what came out, and what was told."""

    def __init__(
        self,
        articles: Sequence[Article],
        equipment: Equipment,
        fleet: FakeFleet | None = None,
        results: Path | None = None,
    ) -> None:
        self.told: list[str] = []
        self.fleet = fleet or FakeFleet()
        kept = Results(results) if results else None
        self.flow = Flow(self.fleet, equipment, kept, self.told.append)  # type: ignore[arg-type]
        self.out = [item for batch in self.flow.read(cut(articles, equipment.digest, size=2)) for item in batch]


@pytest.fixture
def plain(articles: list[Article]) -> list[ReadArticle | Rejection]:
    return list(read_articles(articles, KeywordReader()))


def test_what_comes_out_is_what_one_process_gives(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle]
) -> None:
    assert Run(articles, equipment).out == plain


def test_workers_that_die_change_nothing(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle]
) -> None:
    fleet = FakeFleet([DEAD, None, DEAD, DEAD, None, DEAD])
    assert Run(articles, equipment, fleet).out == plain
    assert len(fleet.given) == 5 + 4


def test_a_batch_at_which_workers_die_again_and_again_is_left_out_and_the_rest_goes_on(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle]
) -> None:
    run = Run(articles, equipment, FakeFleet([DEAD] * (TRIES + 1), window=1))
    rejection, *rest = run.out
    assert isinstance(rejection, Rejection)
    assert str(rejection).startswith("a0 to a1: this batch could not be read in 6 tries (its workers died); give")
    assert rest == plain[2:]


def test_no_more_than_a_window_is_in_flight(articles: list[Article], equipment: Equipment) -> None:
    taken = 0

    def stream() -> Iterator[Article]:
        nonlocal taken
        for article in articles * 20:
            taken += 1
            yield article

    flow = Flow(FakeFleet(window=3), equipment, None, print)  # type: ignore[arg-type]
    handed = 0
    for batch in flow.read(cut(stream(), equipment.digest, size=2)):
        handed += len(batch)
        assert taken - handed <= 3 * 2
    assert handed == 200


def test_what_was_read_is_not_read_again(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle], tmp_path: Path
) -> None:
    first = Run(articles[:6], equipment, results=tmp_path)
    second = Run(articles, equipment, results=tmp_path)
    assert (first.flow.read_now, second.flow.read_now, second.flow.found_read) == (3, 2, 3)
    assert second.out == plain
    other = Run(articles, Equipment(Software("2.0", "keywords", "c0de")), results=tmp_path)
    assert (other.flow.read_now, other.flow.found_read) == (5, 0)


def test_a_damaged_result_is_told_and_its_batch_read_again(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle], tmp_path: Path
) -> None:
    Run(articles, equipment, results=tmp_path)
    damaged = min(tmp_path.rglob("*.parquet"))
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-10])
    run = Run(articles, equipment, results=tmp_path)
    assert run.told == [f"{damaged}: damaged or cut off; its batch is read again"]
    assert run.flow.read_now == 1
    assert run.out == plain
    assert damaged.read_bytes() == whole


def test_what_cannot_be_kept_is_told_and_handed_on_all_the_same(
    articles: list[Article],
    equipment: Equipment,
    plain: list[ReadArticle],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    run = Run(articles, equipment, results=tmp_path)
    assert run.out == plain
    assert len(run.told) == 5
    assert "cannot be kept (No space left on device); make room" in run.told[0]


def test_a_worker_with_another_ravayat_is_excluded_and_its_batch_given_to_another(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle]
) -> None:
    fleet = FakeFleet([Unfit("tcp://two", "has Ravayat 0.0")])
    assert Run(articles, equipment, fleet).out == plain
    assert fleet.excluded == [("tcp://two", "has Ravayat 0.0")]


def test_where_a_worker_has_no_ravayat_all_are_looked_at(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle]
) -> None:
    fleet = FakeFleet([ModuleNotFoundError("No module named 'ravayat'")])
    assert Run(articles, equipment, fleet).out == plain
    assert fleet.examined == 1


def test_without_a_fit_worker_a_batch_waits_for_one(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "_LOOK", 0.01)
    fleet = FakeFleet([Unfit("tcp://one", "has Ravayat 0.0")], window=1)
    fleet.fit_workers = []
    told: list[str] = []

    def joins(line: str) -> None:
        told.append(line)
        fleet.fit_workers = ["tcp://three"]

    found = Flow(fleet, equipment, None, joins).read(cut(articles, equipment.digest, size=2))  # type: ignore[arg-type]
    assert [item for batch in found for item in batch] == plain
    assert told == [fleet.empty]


def test_a_batch_whose_allowed_workers_are_gone_is_given_to_another(
    articles: list[Article], equipment: Equipment, plain: list[ReadArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "_LOOK", 0.01)

    class Losing(FakeFleet):
        """Its only fit worker goes with the second batch, and another comes."""

        def submit(self, order: Order, attempt: int, allowed: Sequence[str] | None) -> Future[bytes]:
            if allowed == ["tcp://one"]:
                self.fit_workers = ["tcp://three"]
                return Future()
            return super().submit(order, attempt, allowed)

    fleet = Losing([Unfit("tcp://two", "has Ravayat 0.0")], window=1)
    assert Run(articles, equipment, fleet).out == plain


def test_a_worker_that_is_given_work_though_it_is_unfit_does_not_hold_the_run_for_ever(
    articles: list[Article], equipment: Equipment
) -> None:
    fleet = FakeFleet([Unfit("tcp://two", "has Ravayat 0.0")] * 100, window=1)
    run = Run(articles[:2], equipment, fleet)
    assert "could not be read in 7 tries (Unfit" in str(run.out[0])


def test_a_scheduler_that_is_gone_ends_the_run_in_one_line(articles: list[Article], equipment: Equipment) -> None:
    with pytest.raises(ScaleFault, match="the scheduler is gone; start it and run this again"):
        Run(articles, equipment, FakeFleet([CancelledError()]))
