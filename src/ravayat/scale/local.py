"""A scheduler and its workers on this machine, for as long as a block runs."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import ravayat
from ravayat.scale.fault import ScaleFault

_LOOK = 0.2
"""Seconds between looks at the workers."""
_PATIENCE = 10
"""Seconds in which a worker must end when it is told to."""
_ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class LocalWorkers:
    """Worker processes of one thread each; one that dies, whenever and of whatever, is replaced.

    Dask's own nanny gives up a worker that dies while it starts; here every death is alike.

    Args:
        address: of the scheduler.
        number: of workers.

    Raises:
        ScaleFault: one cannot be started; none is left.
    """

    def __init__(self, address: str, number: int) -> None:
        self._address = address
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            for _ in range(number):
                self._processes.append(self._start())
        except OSError as error:
            self._end()
            raise ScaleFault(
                "local", f"a worker cannot be started ({error.strerror or error})", "see to it, or take fewer --workers"
            ) from error
        self._ended = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def pids(self) -> list[int]:
        """The processes as they are now."""
        return [process.pid for process in self._processes]

    def close(self) -> None:
        """End the workers."""
        self._ended.set()
        self._keeper.join()
        self._end()

    def _end(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _keep(self) -> None:
        while not self._ended.wait(_LOOK):
            for place, process in enumerate(self._processes):
                if process.poll() is not None:
                    with suppress(OSError):  # such as no memory or no process left: tried again at the next look
                        self._processes[place] = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        # Nothing from the folder where the user stands may get in the way (-P); the Ravayat must be this one.
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60"]
        command = [sys.executable, "-P", "-m", "distributed.cli.dask_worker", self._address, *options]
        path = os.pathsep.join(filter(None, [str(Path(ravayat.__file__).parents[1]), os.environ.get("PYTHONPATH")]))
        environment = os.environ | dict.fromkeys(_ONE_THREAD, "1") | {"PYTHONPATH": path}
        quiet = subprocess.DEVNULL
        # A session of its own: Ctrl+C is for us, and we end the workers.
        return subprocess.Popen(  # noqa: S603 -- our own interpreter and words
            command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )


@contextmanager
def local_cluster(number: int) -> Iterator[tuple[str, LocalWorkers]]:
    """A scheduler's address and its workers, until the block ends."""
    from distributed import LocalCluster

    # Only for its scheduler. Another cluster may run here and hold the usual port.
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL) as cluster:
        silence()
        workers = LocalWorkers(cluster.scheduler_address, number)
        try:
            yield cluster.scheduler_address, workers
        finally:
            workers.close()


def silence() -> None:
    """Keep Dask from logging: what it says in many lines, we say in one."""
    for name in [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
