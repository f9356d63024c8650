"""Parquet files: each row an article."""

from __future__ import annotations

import glob
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from ravayat.records import Article, Rejection
from ravayat.sources.article_object import article_of_fields
from ravayat.sources.columns import resolve_columns
from ravayat.sources.document import Document
from ravayat.sources.extras import missing
from ravayat.sources.fault import Fault
from ravayat.sources.intake import Intake

_ROWS = 64
_MEMORY = "1GB"


def read_parquet(document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    """The articles of a table, some rows in memory at a time; a row has no bytes of its own, its digest is of its JSON.

    Raises:
        Fault: it is damaged, has no column of texts, or the library that reads it is missing.
        OSError: it cannot be read.
    """
    try:
        import duckdb
    except ImportError as error:
        raise missing("duckdb", "tables") from error
    with _on_disk(document) as path, duckdb.connect(":memory:", config={"threads": 1, "memory_limit": _MEMORY}) as base:
        try:
            yield from _rows(base, path, document, intake)
        except duckdb.Error as error:
            raise Fault(f"damaged or no Parquet file ({str(error).splitlines()[0][:100]})", "write it again") from error


def _rows(base: Any, path: Path, document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    # A star in the name is a star, not a pattern.
    name = [glob.escape(str(path))]
    header = [column[0] for column in base.execute("SELECT * FROM read_parquet(?) LIMIT 0", name).description]
    places = resolve_columns(header, intake.columns)
    wanted = ", ".join('"' + header[place].replace('"', '""') + '"' for place in places.values())
    table = base.execute(f"SELECT {wanted} FROM read_parquet(?)", name)  # noqa: S608 -- quoted, and the user's own file
    number = 0
    while rows := table.fetchmany(_ROWS):
        for row in rows:
            number += 1
            try:
                fields = dict(zip(places, map(_plain, row), strict=True))
                article = article_of_fields(fields, f"{document.stem}-{number}", fetched="table")
                yield intake.take(article, json.dumps(fields, ensure_ascii=False, default=str).encode())
            except Fault as fault:
                yield fault.rejection(f"{document.name}:{number}")
    if not number:
        raise Fault("holds columns and no article", "put articles into it or remove it")


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # and every datetime, which is one
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value


@contextmanager
def _on_disk(document: Document) -> Iterator[Path]:
    """A path to the document, for as long as it is needed: within an archive, to a copy."""
    if document.path is not None:
        yield document.path
        return
    handle, name = tempfile.mkstemp(suffix=".parquet")
    try:
        with os.fdopen(handle, "wb") as out, document.open() as stream:
            shutil.copyfileobj(stream, out)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
