"""Options of the commands that take reports in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from ravayat.records import Article, Rejection

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
    from ravayat.sources.originals import Originals

    named = dict(column.partition("=")[::2] for column in columns or ())
    if wrong := [field for field, column in named.items() if not column]:
        raise typer.BadParameter(f"--column {wrong[0]}: write FIELD=COLUMN, such as text=body")
    try:
        return load(paths, columns=named, originals=Originals(originals) if originals else None)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
