"""Reads a large JSON document piece by piece, with each value's own characters."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ravayat.sources.fault import Fault

_CHUNK = 1 << 16
_BLANK = " \t\r\n"
_DEEPEST = 50


class JsonStream:
    """A JSON document of which one value at a time is in memory.

    The caller says what it wants: :meth:`members` and :meth:`elements` go into an object or array, :meth:`value`
    takes what stands there whole, :meth:`skip` passes over it.
    """

    def __init__(self, stream: BinaryIO, largest: int) -> None:
        """Begin at the start of ``stream``.

        Args:
            stream: the document, in UTF-8.
            largest: most characters of a value that is taken whole.
        """
        self._text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape")
        self._largest = largest
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._at = 0
        self._ended = False

    def next(self) -> str:
        """The next character that is not blank, which stays; empty at the end."""
        while True:
            while self._at < len(self._buffer):
                if (char := self._buffer[self._at]) not in _BLANK:
                    return char
                self._at += 1
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of the object that stands here; each one's value must be taken before the next.

        Raises:
            Fault: no object stands here, or it is broken.
        """
        self._take("{")
        while self.next() != "}":
            key, _ = self.value()
            if not isinstance(key, str):
                raise _broken()
            self._take(":")
            yield key
            self._separate("}")
        self._take("}")

    def elements(self) -> Iterator[None]:
        """Stops before each element of the array that stands here; each must be taken before the next.

        Raises:
            Fault: no array stands here, or it is broken.
        """
        self._take("[")
        while self.next() != "]":
            yield
            self._separate("]")
        self._take("]")

    def value(self) -> tuple[Any, str]:
        """The value that stands here and its own characters.

        Raises:
            Fault: it is broken or too large.
        """
        self.next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError as error:
                raise _too_large() from error
            except ValueError:
                end = -1
            # What ends where the buffer ends may go on: the 1 of 12.
            if 0 <= end < len(self._buffer) or (end >= 0 and self._ended):
                written = self._buffer[self._at : end]
                self._at = end
                return value, written
            if len(self._buffer) - self._at > self._largest:
                raise _too_large()
            # Twice as much each time, so that a large value is not begun again for every chunk.
            if not self._more(max(_CHUNK, len(self._buffer) - self._at)) and end < 0:
                raise _broken()

    def skip(self, depth: int = 0) -> None:
        """Pass over the value that stands here, however large.

        Raises:
            Fault: it is broken or too deep.
        """
        if depth > _DEEPEST:
            raise _too_large()
        if self.next() == "{":
            for _ in self.members():
                self.skip(depth + 1)
        elif self.next() == "[":
            for _ in self.elements():
                self.skip(depth + 1)
        else:
            self.value()

    def _more(self, size: int = _CHUNK) -> bool:
        chunk = "" if self._ended else self._text.read(size)
        self._ended = not chunk
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return bool(chunk)

    def _take(self, wanted: str) -> None:
        if self.next() != wanted:
            raise _broken()
        self._at += 1

    def _separate(self, end: str) -> None:
        if self.next() == ",":
            self._at += 1
        elif self.next() != end:
            raise _broken()


def _broken() -> Fault:
    return Fault("broken JSON, perhaps cut off", "export it again; what stands before the damage was read")


def _too_large() -> Fault:
    return Fault("holds a value that is broken, too deep or too large", "export it again or take that part out")
