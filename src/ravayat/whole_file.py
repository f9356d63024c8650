"""Files written whole or not at all: under another name beside the old one, which is there until the new one is whole.

Own code, as `atomicwrites` is no longer kept, and what else is published neither forces a file to the disk nor leaves a
device or a link what it is.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path
from typing import IO, Any, Literal


@contextmanager
def replacing(
    path: Path, mode: Literal["w", "wb"] = "w", *, newline: str | None = None, forced: bool = False
) -> Iterator[IO[Any]]:
    """A file, open for UTF-8 text or bytes, that takes the place of ``path`` when the block ends well.

    Until then ``path`` stays as it was, and so it does where the block raises. It keeps its permissions; what a link
    points to is replaced, not the link; a device or a pipe is written itself.

    Args:
        path: of a file that may be there; its folder must be.
        mode: as that of ``open``.
        newline: as that of ``open``.
        forced: to the disk before it takes the place, so that it is whole there even after a loss of power.

    Raises:
        OSError: it cannot be written; before the block where that is known then.
    """
    encoding = "utf-8" if mode == "w" else None
    # Asked of the path itself: that of /dev/stdout leads to no name where it is a pipe.
    if path.exists() and not path.is_file():
        with path.open(mode, encoding=encoding, newline=newline) as out:
            yield out
        return
    target = path.resolve()
    if target.exists() and not os.access(target, os.W_OK):
        # Only the folder's permission is asked when a file is replaced.
        raise PermissionError(EACCES, os.strerror(EACCES), str(path))
    # Hidden files are not read as input; two programs, or threads, may write the same file at a time.
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with half.open(mode, encoding=encoding, newline=newline) as out:
            yield out
            if forced:
                out.flush()
                os.fsync(out.fileno())
        if target.exists():
            shutil.copymode(target, half)
        half.replace(target)
    except BaseException:
        with suppress(OSError):  # where it could not be made it cannot be removed
            half.unlink(missing_ok=True)
        raise


def remove_halves(path: Path) -> None:
    """Remove what programs that were killed left beside ``path``; one that writes it just now loses its half too."""
    for half in path.parent.glob(f".{path.name}.*.part"):
        half.unlink(missing_ok=True)
