"""Worker processes of this machine that cannot always be started."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from ravayat.scale import ScaleFault
from ravayat.scale.local import LocalWorkers

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


def starter(*fail_at: int) -> tuple[Callable[[LocalWorkers], subprocess.Popen[bytes]], list[subprocess.Popen[bytes]]]:
    """What stands for a worker's start, and fails at these; and what it started."""
    started: list[subprocess.Popen[bytes]] = []
    calls = iter(range(1000))

    def start(_: LocalWorkers) -> subprocess.Popen[bytes]:
        if next(calls) in fail_at:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        started.append(subprocess.Popen(SLEEPER))
        return started[-1]

    return start, started


def test_a_start_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    start, started = starter(1, 2)
    monkeypatch.setattr(LocalWorkers, "_start", start)
    workers = LocalWorkers("tcp://x:1", 1)
    started[0].kill()
    until = time.monotonic() + 60
    while len(started) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    workers.close()
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_where_not_all_can_be_started_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    start, started = starter(1)
    monkeypatch.setattr(LocalWorkers, "_start", start)
    with pytest.raises(ScaleFault, match=r"local: a worker cannot be started \(Resource temporarily unavailable\)"):
        LocalWorkers("tcp://x:1", 2)
    assert len(started) == 1
    assert started[0].poll() is not None
