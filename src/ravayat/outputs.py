"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import typer

from ravayat.endings import CANNOT, tell


@contextmanager
def opened_output(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes the place of ``output`` when all is written.

    Until then ``output`` stays as it was: it may be one of the inputs, or lie in a folder of them.

    Raises:
        typer.Exit: it cannot be written, which is told in one line.
    """
    if output is None:
        # Persian must come out whole whatever the locale says.
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        return
    target = output.resolve()
    # A device or a pipe is written itself; hidden files are not read as input.
    special = target.exists() and not target.is_file()
    beside = target if special else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        out = beside.open("w", encoding="utf-8")
    except OSError as error:
        tell(f"{output}: cannot be written ({error.strerror}); choose another file")
        raise typer.Exit(CANNOT) from error
    if special:
        with out:
            yield out
        return
    try:
        with out:
            yield out
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
