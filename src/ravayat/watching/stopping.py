"""Ending at a signal: what is in hand is finished, and nobody waits for a sleeper."""

from __future__ import annotations

import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ravayat.sources.fetching import SystemClock


class Stopped(BaseException):
    """Waiting was cut short because the program is to end; no error, so that nobody takes it for one."""


class StoppableClock(SystemClock):
    """The machine's time, whose waiting ends when the program is asked to end.

    Attributes:
        is_stopped: whether it was asked to.
    """

    def __init__(self) -> None:
        self.is_stopped = False
        # A signal's handler may not touch locks; what it writes here wakes the sleeper.
        self._ear, self._mouth = socket.socketpair()
        self._mouth.settimeout(0.0)

    def sleep(self, seconds: float) -> None:
        """Wait.

        Raises:
            Stopped: the program is to end.
        """
        if self.is_stopped or select.select([self._ear], [], [], seconds)[0]:
            raise Stopped

    def stop(self) -> None:
        """Ask the program to end."""
        if not self.is_stopped:
            self.is_stopped = True
            self._mouth.send(b"\0")

    def close(self) -> None:
        """Let go of what wakes it."""
        self._ear.close()
        self._mouth.close()


@contextmanager
def stopped_by_signals() -> Iterator[StoppableClock]:
    """A clock that SIGINT and SIGTERM stop; the second of them ends the program as it would without this."""
    clock = StoppableClock()
    before: dict[int, Any] = {}

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        _restore(before)
        clock.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, stop)
    try:
        yield clock
    finally:
        _restore(before)
        clock.close()


def _restore(before: dict[int, Any]) -> None:
    for number, handler in before.items():
        # A handler that was not set from Python comes as None.
        signal.signal(number, handler if handler is not None else signal.SIG_DFL)
