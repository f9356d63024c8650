"""Options of the commands that take reports in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ravayat.endings import CANNOT, tell
from ravayat.records import Article, Rejection

if TYPE_CHECKING:
    from ravayat.sources.originals import Originals

PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help="Files in any form of docs/sources.md, folders of them, or - for standard input."
    ),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", help="For tables: FIELD=COLUMN, where a field of an article stands; may be repeated."),
]
OriginalsOption = Annotated[
    Path | None,
    typer.Option("--originals", help="Keep the bytes that articles are read from in this folder.", file_okay=False),
]


def loaded(
    paths: Sequence[str], columns: Sequence[str] | None, originals: Path | None
) -> Iterator[Article | Rejection]:
    """The articles under ``paths``.

    Raises:
        typer.BadParameter: a column is not told as FIELD=COLUMN, or of no field.
    """
    from ravayat.sources import load

    named = dict(column.partition("=")[::2] for column in columns or ())
    if wrong := [field for field, column in named.items() if not column]:
        raise typer.BadParameter(f"--column {wrong[0]}: write FIELD=COLUMN, such as text=body")
    try:
        items = load(paths, columns=named, originals=originals_in(originals))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return _told(items)


def originals_in(folder: Path | None) -> Originals | None:
    """The folder of ``--originals``, where it is given.

    Raises:
        typer.Exit: it cannot be written, which is told in one line.
    """
    from ravayat.sources.originals import Originals, OriginalsError

    if folder is None:
        return None
    found = Originals(folder)
    try:
        found.check()
    except OriginalsError as error:
        tell(str(error))
        raise typer.Exit(CANNOT) from error
    return found


def _told(items: Iterator[Article | Rejection]) -> Iterator[Article | Rejection]:
    """The items, and in one line that their bytes can be kept no longer, such as on a full disk."""
    from ravayat.sources.originals import OriginalsError

    try:
        yield from items
    except OriginalsError as error:
        tell(str(error))
        raise typer.Exit(CANNOT) from error
