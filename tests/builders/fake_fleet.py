"""Workers for tests: threads with a stand-in reader, to which things happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from ravayat.scale.fault import ScaleFault
from ravayat.scale.results import encode
from ravayat.scale.worker import Order
from ravayat.testing import KeywordReader


class FakeFleet:
    """Stands where :class:`ravayat.scale.fleet.Fleet` does.

    Args:
        troubles: what the first batches given out end with, ``None`` for nothing.
        window: batches in flight.
    """

    address = "tcp://fleet:8786"

    def __init__(self, troubles: Sequence[BaseException | None] = (), window: int = 3) -> None:
        self.given: list[str] = []
        self.excluded: list[tuple[str, str]] = []
        self.examined = 0
        self.fit_workers = ["tcp://one"]
        self._troubles = iter(troubles)
        self._window = window
        self._pool = ThreadPoolExecutor(2)

    def window(self) -> int:
        return self._window

    def fit(self) -> list[str]:
        return self.fit_workers

    def examine(self) -> None:
        self.examined += 1

    def exclude(self, address: str, reason: str) -> bool:
        new = (address, reason) not in self.excluded
        if new:
            self.excluded.append((address, reason))
        return new

    def allowed(self) -> list[str] | None:
        return list(self.fit_workers) if self.excluded else None

    @property
    def empty(self) -> str:
        return f"{self.address}: is empty"

    def gone(self) -> ScaleFault:
        return ScaleFault(self.address, "the scheduler is gone", "start it and run this again")

    def submit(self, order: Order, attempt: int, allowed: Sequence[str] | None) -> Future[bytes]:
        self.given.append(order.batch.name)
        return self._pool.submit(self._read, order, next(self._troubles, None))

    def _read(self, order: Order, trouble: BaseException | None) -> bytes:
        if trouble is not None:
            raise trouble
        return encode(order.batch, KeywordReader().read(order.batch.articles))


@contextmanager
def opened(fleet: FakeFleet) -> Iterator[FakeFleet]:
    """The fleet, as a context."""
    yield fleet
