"""Batches go out to workers, and their results come back in order; never more than a window of them at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from ravayat.records import ReadArticle, Rejection
from ravayat.scale.batches import Batch, Known
from ravayat.scale.equipment import Equipment
from ravayat.scale.fleet import Fleet
from ravayat.scale.results import Damaged, Results, check, decode
from ravayat.scale.worker import Order, Unfit

if TYPE_CHECKING:
    from distributed import Future

TRIES = 5
"""How often a batch is given out again after it failed. Dask itself gives one out four times to workers that die."""

_LOOK = 5.0
"""Seconds without a result after which we look whether there are workers at all."""


@dataclass(slots=True)
class _Task:
    """A batch in flight; ``data`` is its result, ``future`` keeps Dask from forgetting it.

    ``allowed`` are the workers that may take it; ``None`` for any.
    """

    batch: Batch
    data: bytes | None = None
    failed: int = 0
    sent: int = 0
    given_up: Rejection | None = None
    future: Future[bytes] | None = None
    allowed: list[str] | None = None

    @property
    def is_done(self) -> bool:
        return self.data is not None or self.given_up is not None


@dataclass(frozen=True, slots=True)
class _Arrival:
    task: _Task
    sent: int
    data: bytes | None
    error: BaseException | None
    kept: OSError | None = None


class Flow:
    """One run over the workers.

    Attributes:
        read_now: batches that workers read in this run.
        found_read: batches whose results were there from an earlier one.

    Args:
        fleet: the workers.
        equipment: what they read with.
        results: where results are kept and looked for; ``None`` keeps none.
        tell: is given a line for what goes wrong and does not end the run.
    """

    def __init__(
        self, fleet: Fleet, equipment: Equipment, results: Results | None, tell: Callable[[str], None]
    ) -> None:
        self._fleet = fleet
        self._equipment = equipment
        self._results = results
        self._tell = tell
        self._arrivals: SimpleQueue[_Arrival] = SimpleQueue()
        self._told_empty = False
        self._held: list[_Task] = []
        self._waiting: deque[_Task] = deque()
        self.read_now = 0
        self.found_read = 0

    def read(self, batches: Iterable[Batch | Rejection | Known]) -> Iterator[list[ReadArticle | Rejection | Known]]:
        """What is read from each batch, in the order of the batches; what is no batch comes through when it comes.

        Raises:
            ScaleFault: the scheduler is gone.
        """
        waiting = self._waiting
        source = iter(batches)
        more = True
        while more or waiting:
            while more and len(waiting) < self._fleet.window():
                item = next(source, None)
                if item is None:
                    more = False
                elif isinstance(item, Rejection | Known):
                    yield [item]
                else:
                    waiting.append(self._begin(item))
                self._take_arrivals(patience=None)
                if waiting and waiting[0].is_done:
                    break
            while waiting and not waiting[0].is_done:
                self._take_arrivals(patience=_LOOK)
            while waiting and waiting[0].is_done:
                yield self._end(waiting.popleft())
                self._take_arrivals(patience=None)

    def _begin(self, batch: Batch) -> _Task:
        task = _Task(batch)
        if self._results is not None:
            try:
                task.data = self._results.load(batch)
            except Damaged as damage:
                self._tell(f"{self._results.path(batch)}: {damage}; its batch is read again")
            except OSError as error:
                self._tell(f"{self._results.path(batch)}: cannot be read ({error.strerror}); its batch is read again")
        if task.data is None:
            self._send(task)
        else:
            self.found_read += 1
        return task

    def _send(self, task: _Task) -> None:
        task.allowed = self._fleet.allowed()
        if task.allowed == []:
            self._held.append(task)  # all that are there cannot read, and would fail at it at once
            return
        task.sent += 1
        sent = task.sent
        task.future = self._fleet.submit(Order(task.batch, self._equipment), sent, task.allowed)
        task.future.add_done_callback(lambda future: self._collect(task, sent, future))

    def _collect(self, task: _Task, sent: int, future: Future[bytes]) -> None:
        """Take a result from its worker as soon as it is there, and keep it: from then on no death can cost it.

        Runs in a thread of Dask's.
        """
        try:
            data: bytes = future.result()
            check(task.batch, data)
        except BaseException as error:  # noqa: BLE001 -- judged where it is taken out
            self._arrivals.put(_Arrival(task, sent, None, error))
            return
        kept = None
        if self._results is not None and sent == task.sent:
            try:
                self._results.save(task.batch, data)
            except OSError as error:
                kept = error
        self._arrivals.put(_Arrival(task, sent, data, None, kept))

    def _take_arrivals(self, patience: float | None) -> None:
        """Take what has arrived; with ``patience``, wait so many seconds for the first."""
        try:
            self._take(self._arrivals.get(block=patience is not None, timeout=patience))
            while True:
                self._take(self._arrivals.get_nowait())
        except Empty:
            if patience is not None:
                self._look_for_workers()

    def _take(self, arrival: _Arrival) -> None:
        task = arrival.task
        if task.is_done or arrival.sent != task.sent:  # it was given out again meanwhile
            return
        task.future = None
        if arrival.error is not None:
            self._judge(task, arrival.error)
            return
        task.data = arrival.data
        self.read_now += 1
        self._told_empty = False
        if arrival.kept is not None and self._results is not None:
            path, reason = self._results.path(task.batch), arrival.kept.strerror or arrival.kept
            self._tell(f"{path}: cannot be kept ({reason}); make room, or a later run will read its batch again")

    def _judge(self, task: _Task, error: BaseException) -> None:
        """Give a batch that failed out again, or up."""
        from distributed.scheduler import KilledWorker

        if isinstance(error, CancelledError):
            raise self._fleet.gone()
        if isinstance(error, Unfit):
            # Each worker may fail so once; again means that it is given work all the same.
            task.failed += not self._fleet.exclude(error.address, error.reason)
        elif isinstance(error, ImportError | AttributeError):
            # A worker cannot load what it was sent; Dask does not say which.
            self._fleet.examine()
            task.failed += bool(self._fleet.fit())
        else:
            task.failed += 1
        if task.failed <= TRIES:
            self._send(task)
            return
        what = "its workers died" if isinstance(error, KilledWorker) else f"{type(error).__name__}: {error}"[:200]
        first, last = task.batch.articles[0].doc, task.batch.articles[-1].doc
        task.given_up = Rejection(
            f"{first} to {last}",
            f"this batch could not be read in {task.sent} tries ({what})",
            "give workers more memory, or read these articles by themselves without --scheduler",
        )

    def _end(self, task: _Task) -> list[ReadArticle | Rejection | Known]:
        if task.data is None:
            return [task.given_up] if task.given_up else []
        return [*decode(task.batch, task.data)]

    def _look_for_workers(self) -> None:
        if fit := self._fleet.fit():
            held, self._held = self._held, []
            for task in held:
                self._send(task)
            for task in self._waiting:
                if task.future is not None and task.allowed and not set(fit).intersection(task.allowed):
                    # All that might take it are gone.
                    task.sent += 1  # so that what its end calls is not heard
                    task.future.cancel()
                    self._send(task)
        elif not self._told_empty:
            self._told_empty = True
            self._tell(self._fleet.empty)
