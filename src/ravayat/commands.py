"""What holds for every command from its beginning to its end: its output, and what signals do to it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Any

from typer.core import TyperGroup

from ravayat.outputs import standard_output

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Commands(TyperGroup):
    """The commands of the program."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the command that the command line names."""
        with ended_by_signals(), standard_output():
            return super().main(*args, **options)


class _Ended(BaseException):
    """A signal asks the program to end; no error, so that nobody takes it for one."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Ends at a signal as a program does that knows nothing of it, but takes away what was half written before."""
    if current_thread() is not main_thread():  # signals are no business of others
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        signal.signal(number, signal.SIG_IGN)  # once is enough
        raise _Ended(number)

    # What was to be ignored, as under nohup, stays ignored; who set another handler knows what to do.
    taken = [number for number in _ENDING if signal.getsignal(number) == signal.SIG_DFL]
    try:
        for number in taken:
            signal.signal(number, end)
        yield
    except _Ended as ended:
        signal.signal(ended.number, signal.SIG_DFL)
        os.kill(os.getpid(), ended.number)
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
