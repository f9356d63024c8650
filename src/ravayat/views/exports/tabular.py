"""Tables as CSV and as Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, TYPE_CHECKING

from ravayat.records import Event
from ravayat.views.exports.export import ExportFault
from ravayat.views.exports.table import Cell, Table

if TYPE_CHECKING:
    import pyarrow as pa

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with; the wide signs are taken for the narrow ones by some programs."""
_ROWS = 2000
"""Rows that are held in memory at once and become one group of a Parquet file."""


def csv_lines(table: Table, events: Iterable[Event]) -> Iterator[str]:
    """A head and a line an event after RFC 4180; a cell that we do not know is empty."""
    yield _csv_line(table.columns)
    for event in events:
        yield _csv_line(map(_written, table.cells(event)))


def write_parquet(table: Table, events: Iterable[Event], out: IO[bytes]) -> None:
    """The same with typed columns; a cell that we do not know is null.

    Raises:
        ExportFault: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ExportFault("Parquet needs pyarrow", "install it with: pip install 'ravayat[parquet]'") from error
    schema = _schema(table)
    with ParquetWriter(out, schema) as writer:
        for some in _in_groups(events):
            columns = zip(*map(table.cells, some), strict=True)
            arrays = [pa.array(cells, kind) for cells, kind in zip(columns, schema.types, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _schema(table: Table) -> pa.Schema:
    import pyarrow as pa

    kinds = {"text": pa.string(), "whole": pa.int64(), "real": pa.float64(), "day": pa.date32()}
    return pa.schema([(name, kinds[kind]) for name, kind in table.columns.items()])


def _in_groups(events: Iterable[Event]) -> Iterator[list[Event]]:
    some: list[Event] = []
    for event in events:
        some.append(event)
        if len(some) == _ROWS:
            yield some
            some = []
    if some:
        yield some


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        # Words come from anybody: an apostrophe keeps table programs from taking them for a formula to be run.
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)
