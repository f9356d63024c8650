"""Files that commands write: whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import typer

from ravayat.endings import CANNOT, tell
from ravayat.whole_file import replacing


@contextmanager
def opened_output(output: Path | None) -> Iterator[IO[str]]:
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
    with ExitStack() as stack:
        try:
            out = stack.enter_context(replacing(output))
        except OSError as error:
            tell(f"{output}: cannot be written ({error.strerror}); choose another file")
            raise typer.Exit(CANNOT) from error
        yield out
