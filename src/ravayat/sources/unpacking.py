"""Compressed bytes that are unpacked as they are read, and no further than is reasonable."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import BinaryIO, cast

from ravayat.sources.document import GZIP, Document
from ravayat.sources.fault import Fault

LARGEST_RATIO = 100
"""Most bytes that one packed byte may become; text becomes four to ten, repeated text a few dozen."""

ALWAYS_ALLOWED = 64_000_000
"""Bytes that may come out of however small a file: a few pages can be very repetitive."""

_A_LINE = 32
"""Bytes that a line counts as beside its own: lines take time however short they are, and a bomb may be all lines."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError, RuntimeError, ValueError)


class Budget:
    """How many bytes may still come out of an archive, all that is read from it together."""

    def __init__(self, packed: int) -> None:
        self._left = max(ALWAYS_ALLOWED, LARGEST_RATIO * packed)

    @property
    def is_spent(self) -> bool:
        """More came out than was allowed."""
        return self._left < 0

    def spend(self, size: int) -> None:
        """Count ``size`` more bytes.

        Raises:
            Fault: they are too many.
        """
        self._left -= size
        if self.is_spent:
            raise Fault(
                f"unpacks to more than {LARGEST_RATIO} times its size or to countless short lines (a ZIP bomb?)",
                "if you trust it, unpack it yourself and read the folder",
            )


def unpacked(opened: Callable[[], BinaryIO], budget: Budget, *under: BinaryIO) -> BinaryIO:
    """A stream of unpacked bytes that ends in a :class:`Fault` where they are damaged, locked or too many.

    Args:
        opened: opens the stream that unpacks.
        budget: how much may come out.
        under: what is closed with it.

    Raises:
        Fault: it cannot be opened.
    """
    try:
        return cast("BinaryIO", io.BufferedReader(_Unpacked(opened(), budget, under)))
    except _DAMAGE as error:
        raise _fault(error) from error


def gunzipped(document: Document, budget: Budget) -> Document:
    """The file in a ``.gz``; the document itself where it is none.

    Web archives stay as they are: they are packed record by record, and their reader wants them so.
    """
    if not document.name.lower().endswith(GZIP) or document.suffix == ".warc":
        return document

    def opened() -> BinaryIO:
        under = document.open()
        # Whoever closes the unpacked stream knows of no other.
        return unpacked(lambda: cast("BinaryIO", gzip.GzipFile(fileobj=under)), budget, under)

    return replace(document, open=opened, path=None)


class _Unpacked(io.RawIOBase):
    def __init__(self, packed: BinaryIO, budget: Budget, under: Iterable[BinaryIO]) -> None:
        self._packed = packed
        self._under = under
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # all that BufferedReader ever gives
        try:
            data = self._packed.read(len(buffer))
        except _DAMAGE as error:
            raise _fault(error) from error
        self._budget.spend(len(data) + _A_LINE * data.count(b"\n"))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            for stream in (self._packed, *self._under):
                stream.close()
        super().close()


def _fault(error: Exception) -> Fault:
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
        return Fault("locked with a password", "unpack it yourself and read the folder")
    if isinstance(error, NotImplementedError):
        return Fault("packed in a way that is not known here", "unpack it yourself and read the folder")
    return Fault("damaged (its packed bytes do not fit together)", "get it again")
