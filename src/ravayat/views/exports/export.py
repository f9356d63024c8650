"""What an export is: a name, and a way to write events to a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ravayat.records import Event
from ravayat.whole_file import replacing


class ExportFault(Exception):
    """An export that cannot be made.

    Attributes:
        reason: what is wrong.
        remedy: what a person can do about it.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Export:
    """A form that events can be written in.

    Attributes:
        name: its key in ``EXPORTS``.
        title: what it is, in one line.
        suffix: of its files, with the dot.
        media_type: as registered with IANA, where it is.
        text: its lines, each with its end, for forms that are text.
        packed: writes it to a stream of bytes, for forms that are not.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    text: Callable[[Iterable[Event]], Iterator[str]] | None = None
    packed: Callable[[Iterable[Event], IO[bytes]], None] | None = None

    @property
    def binary(self) -> bool:
        """Whether it is written to a stream of bytes."""
        return self.text is None

    def lines(self, events: Iterable[Event]) -> Iterator[str]:
        """Its text line by line, each with its end.

        Raises:
            ExportFault: the form is no text.
        """
        if self.text is None:
            raise ExportFault(f"{self.name} is not text", "write it to a file")
        return self.text(events)

    def write(self, events: Iterable[Event], out: IO[str] | IO[bytes]) -> None:
        """Write ``events`` to ``out``, one after the other.

        Args:
            events: read once, in their order.
            out: opened for text with ``newline=""``, or for bytes where the form is ``binary``. Left open.

        Raises:
            ExportFault: ``out`` is of the other kind, or a package that the form needs is missing.
        """
        # Both kinds of stream take the nothing of their own kind only.
        stream: IO[Any] = out
        try:
            stream.write(b"" if self.binary else "")
        except TypeError as error:
            kind = "bytes" if self.binary else "text"
            raise ExportFault(f"{self.name} is written as {kind}", f"open the output for {kind}") from error
        if self.packed is not None:
            self.packed(events, stream)
            return
        for line in self.lines(events):
            stream.write(line)

    def save(self, events: Iterable[Event], path: Path) -> None:
        """Write ``events`` to the file ``path``, in place of what is there once all are written.

        Raises:
            ExportFault: a package that the form needs is missing.
            OSError: the file cannot be written.
        """
        # The lines have their ends, those of CSV another than the system's.
        with replacing(path, "wb") if self.binary else replacing(path, newline="") as out:
            self.write(events, out)
