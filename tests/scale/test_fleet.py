"""Which workers are given work, with a scheduler of Dask in this process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

distributed = pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

from ravayat.records import Article
from ravayat.scale import fleet as module
from ravayat.scale.batches import Batch
from ravayat.scale.equipment import Equipment
from ravayat.scale.fleet import LOCAL, Fleet
from ravayat.scale.worker import Order


def where(_: Order) -> str:
    """The worker that this runs on."""
    return str(distributed.get_worker().address)


@pytest.fixture
def client() -> Iterator[Any]:
    """Of two workers."""
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        client.wait_for_workers(2, timeout=60)
        yield client


def test_a_worker_that_is_unfit_gets_no_work_though_others_are_busy(
    client: Any, equipment: Equipment, articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "read_batch", where)
    told: list[str] = []
    fleet = Fleet(client, "tcp://x:1", equipment.software, told.append)
    assert fleet.allowed() is None
    fit, unfit = fleet.fit()
    assert fleet.exclude(unfit, "has Ravayat 0.0")
    assert not fleet.exclude(unfit, "has Ravayat 0.0")
    assert len(told) == 1
    assert fleet.allowed() == [fit]
    orders = [Order(Batch(str(number), tuple(articles)), equipment) for number in range(20)]
    futures = [fleet.submit(order, 1, fleet.allowed()) for order in orders]
    assert set(client.gather(futures)) == {fit}
    fleet.exclude(fit, "has Ravayat 0.0")
    assert fleet.allowed() == []


def test_where_no_worker_is_the_remedy_fits_the_scheduler(equipment: Equipment) -> None:
    class Empty:
        def nthreads(self) -> dict[str, int]:
            return {}

    own, other = (Fleet(Empty(), address, equipment.software, print) for address in (LOCAL, "tcp://x:1"))  # type: ignore[arg-type]
    assert own.empty == "no worker of this machine is running; they are started again"
    assert other.empty == "tcp://x:1: has no worker that can read; waiting for one (`dask worker tcp://x:1` starts it)"
