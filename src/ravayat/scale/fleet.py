"""The workers of a scheduler: how many there are, which of them can read, and how they are given work."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from ravayat.scale.equipment import Software
from ravayat.scale.fault import ScaleFault
from ravayat.scale.local import local_cluster, silence
from ravayat.scale.worker import Order, describe, packed, read_batch

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
"""The address that means: make a cluster on this machine, one process for each core."""

PATIENCE = 10
"""Seconds in which a scheduler must answer."""

AHEAD = 3
"""Batches in flight for each thread of a worker: one that is read, one that waits there, one that arrived early."""

_LEAST = 4
_FRESH = 1.0
"""Seconds for which a count of threads is believed."""


@contextmanager
def fleet_of(address: str, workers: int | None, software: Software, tell: Callable[[str], None]) -> Iterator[Fleet]:
    """The workers of the scheduler at ``address``, or new ones on this machine that end with the block.

    Args:
        address: such as ``tcp://10.0.0.5:8786``, or :data:`LOCAL`.
        workers: processes of a local cluster; one for each core unless told.
        software: that a worker must have.
        tell: is given a line for each worker that cannot be used.

    Raises:
        ScaleFault: no scheduler answers there, or none of its workers can read.
    """
    from dask.system import CPU_COUNT
    from distributed import Client

    with ExitStack() as stack:
        if address == LOCAL:
            own, _ = stack.enter_context(local_cluster(workers or CPU_COUNT))
            client = stack.enter_context(Client(own))
        else:
            silence()
            try:
                client = stack.enter_context(Client(address, timeout=PATIENCE))
            except (OSError, ValueError) as error:  # TimeoutError is an OSError
                reason = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise ScaleFault(
                    address,
                    f"no Dask scheduler answers ({reason})",
                    "start one there with `dask scheduler`, or take --scheduler local",
                ) from error
        silence()
        fleet = Fleet(client, address, software, tell)
        if address != LOCAL:  # its workers are processes of this very Ravayat, and may still be starting
            fleet.examine()
        if fleet.threads() and not fleet.fit():
            raise ScaleFault(
                address, "none of its workers can read", "install this Ravayat with its extra `scale` on them"
            )
        yield fleet


class Fleet:
    """Workers behind a client.

    Args:
        client: of Dask.
        address: as the user told it.
        software: that a worker must have.
        tell: is given a line for each worker that cannot be used.
    """

    def __init__(self, client: Client, address: str, software: Software, tell: Callable[[str], None]) -> None:
        self._client = client
        self.address = address
        self._software = software
        self._tell = tell
        self._unfit: set[str] = set()
        self._threads: dict[str, int] = {}
        self._counted = float("-inf")

    def threads(self) -> dict[str, int]:
        """How many threads each worker has, by its address, at most a second ago."""
        if time.monotonic() - self._counted > _FRESH:
            with self._reached():
                self._threads = self._client.nthreads()
            self._counted = time.monotonic()
        return self._threads

    def fit(self) -> list[str]:
        """The addresses of the workers that are not known to be unfit."""
        return [address for address in self.threads() if address not in self._unfit]

    def window(self) -> int:
        """How many batches may be in flight: sent and not yet handed on, whether they are read or wait."""
        threads = self.threads()
        return max(_LEAST, AHEAD * sum(threads[address] for address in self.fit()))

    def examine(self) -> None:
        """Ask every worker what it runs, and keep work from those that run something else."""
        self._counted = float("-inf")
        answers = {}
        if fit := self.fit():
            with self._reached():
                answers = self._client.run(pickle.loads, packed(describe), on_error="return", workers=fit)
        for address, answer in answers.items():
            if isinstance(answer, Software):
                reason = answer.difference(self._software)
                if reason:
                    self.exclude(address, reason)
            elif isinstance(answer, ImportError | AttributeError):
                # It has no Ravayat, or one from before there were schedulers; or a library is missing.
                self.exclude(address, f"cannot load Ravayat ({answer})")

    def exclude(self, address: str, reason: str) -> bool:
        """Keep work from a worker; whether it was not kept from it before."""
        if address in self._unfit:
            return False
        self._unfit.add(address)
        self._counted = float("-inf")  # it may have joined since the last count
        remedy = f"install Ravayat {self._software.version} as it is here, with the extra `scale`"
        self._tell(f"worker {address} is not used: it {reason}; {remedy}")
        return True

    def allowed(self) -> list[str] | None:
        """The addresses to which work must be given alone; ``None`` where any may take it."""
        return self.fit() if self._unfit & self.threads().keys() else None

    def submit(self, order: Order, attempt: int, allowed: Sequence[str] | None) -> Future[bytes]:
        """Have a batch read, by these workers alone or by any. Where these all go, nobody else takes it."""
        chosen = {} if allowed is None else {"workers": list(allowed), "allow_other_workers": False}
        with self._reached():
            return self._client.submit(
                pickle.loads,
                packed(read_batch, order),
                key=f"ravayat-{order.batch.name}-{attempt}",
                pure=False,
                **chosen,
            )

    @property
    def empty(self) -> str:
        """That there is no worker that can read, and what is done about it."""
        if self.address == LOCAL and not self.threads():
            return "no worker of this machine is running; they are started again"
        how = "" if self.address == LOCAL else f" (`dask worker {self.address}` starts it)"
        return f"{self.address}: has no worker that can read; waiting for one{how}"

    def gone(self) -> ScaleFault:
        """The fault of a scheduler that was there and is no more."""
        return ScaleFault(self.address, "the scheduler is gone", "start it and run this again")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError, CancelledError) as error:
            raise self.gone() from error
