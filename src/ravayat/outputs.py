"""What commands write, to files and to standard output: files whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, EFBIG, ENOSPC, EPIPE
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import typer

from ravayat.endings import CANNOT, tell
from ravayat.whole_file import replacing

_NO_ROOM = {EDQUOT, EFBIG, ENOSPC}
"""Errors that only writing can meet."""


@contextmanager
def opened_output(output: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that takes the place of ``output`` when all is written.

    Until then ``output`` stays as it was: it may be one of the inputs, or lie in a folder of them.

    Raises:
        typer.Exit: it cannot be written, which is told in one line.
    """
    if output is None:
        yield sys.stdout
        return
    is_open = False
    try:
        with replacing(output) as out:
            is_open = True
            yield out
    except OSError as error:
        # What the block does beside writing has errors of its own.
        if is_open and error.errno not in _NO_ROOM:
            raise
        raise unwritable(output, error) from error


def unwritable(output: Path, error: OSError) -> typer.Exit:
    """The end of a command that cannot write a file, which is told in one line."""
    tell(f"{output}: cannot be written ({error.strerror or error}); choose another file")
    return typer.Exit(CANNOT)


def untranslated(out: IO[str]) -> IO[str]:
    """``out``, which from now on leaves ends of lines as they are: Windows would make two of CSV's own."""
    if isinstance(out, TextIOWrapper):
        out.reconfigure(newline="")
    return out


@contextmanager
def standard_output() -> Iterator[None]:
    """Standard output as every command wants it: Persian comes out whole, and what cannot be written is told.

    Raises:
        SystemExit: it is closed, or there is no room for what is written.
    """
    if sys.stdout is None:
        # Without it the next file that is opened gets its number, and what is printed goes into that file.
        tell("standard output is closed; send it to a file, or to /dev/null")
        raise SystemExit(CANNOT)
    if isinstance(sys.stdout, TextIOWrapper):
        # Whatever the locale says; a name of a file in no known encoding comes out as it is.
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.errno == EPIPE:
            _let_go()
            raise SystemExit(1) from error
        if error.errno not in _NO_ROOM:
            raise
        _let_go()
        name = error.filename or "standard output"
        tell(f"{name}: cannot be written ({error.strerror}); make room, or choose another place")
        raise SystemExit(CANNOT) from error


def _let_go() -> None:
    """Have what is left in the buffer go nowhere: Python would try to write it once more at the very end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
