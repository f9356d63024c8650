"""A file as the forms see it, wherever it lies."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from ravayat.sources.fault import Fault

GZIP = ".gz"


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes with a name: a file on the disk or a member of an archive.

    Attributes:
        name: what a person knows it by.
        stem: what its articles are named by where they do not name themselves.
        suffix: of the name, in small letters, with its dot; without ``.gz``.
        open: opens it from its beginning.
        path: where it lies on the disk as it is; ``None`` within an archive.
    """

    name: str
    stem: str
    suffix: str
    open: Callable[[], BinaryIO]
    path: Path | None = None

    @classmethod
    def on_disk(cls, path: Path) -> Document:
        """The file at ``path``."""
        # A name in no known encoding must not reach the output, which is UTF-8.
        stem = os.fsencode(stem_of(path)).decode("utf-8", "replace")
        return cls(str(path), stem, suffix_of(path), lambda: path.open("rb"), path)

    def read(self, limit: int, fault: Callable[[], Fault]) -> bytes:
        """The bytes of the whole file.

        Args:
            limit: most that there may be; no more is held in memory.
            fault: makes the fault of a larger file.

        Raises:
            Fault: the file is larger.
            OSError: it cannot be read.
        """
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise fault()
        return data

    def head(self, size: int = 1024) -> bytes:
        """The first bytes; none of a pipe, which gives them only once.

        Raises:
            OSError: it cannot be read.
        """
        if self.path is not None and not self.path.is_file():
            return b""
        with self.open() as stream:
            return stream.read(size)


def stem_of(path: PurePath) -> str:
    """The name without the suffix that tells the form: ``a`` of ``a.WARC.GZ``."""
    return PurePath(path.stem).stem if path.suffix.lower() == GZIP else path.stem


def suffix_of(path: PurePath) -> str:
    """The suffix that tells the form: ``.warc`` of ``a.WARC.GZ``."""
    suffix = path.suffix.lower()
    return PurePath(path.stem).suffix.lower() or suffix if suffix == GZIP else suffix
