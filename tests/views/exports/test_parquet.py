from __future__ import annotations

import io
import sys
from datetime import date

import pytest
from event_builder import kunduz

from ravayat.views.exports import EXPORTS, ExportFault

KINDS = {"text": "string", "whole": "int64", "real": "double", "day": "date32[day]"}


def test_without_pyarrow_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportFault, match=r"pip install 'ravayat\[parquet\]'"):
        EXPORTS["acled-parquet"].write([], io.BytesIO())


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_columns_have_their_types_and_unknown_cells_are_null(name: str) -> None:
    pytest.importorskip("pyarrow", reason="Parquet is read back where pyarrow is installed")
    from pyarrow.parquet import ParquetFile

    from ravayat.views.exports.acled import ACLED
    from ravayat.views.exports.ucdp import UCDP

    table = {"acled": ACLED, "ucdp": UCDP}[name]
    event, _ = kunduz()
    out = io.BytesIO()
    EXPORTS[f"{name}-parquet"].write([event] * 2001, out)
    read = ParquetFile(io.BytesIO(out.getvalue()))
    assert [(field.name, str(field.type)) for field in read.schema_arrow] == [
        (column, KINDS[kind]) for column, kind in table.columns.items()
    ]
    assert (read.metadata.num_rows, read.num_row_groups) == (2001, 2)
    first = read.read().to_pylist()[0]
    assert list(first.values()) == table.cells(event)
    assert date(2015, 10, 3) in first.values()


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_no_events_make_a_file_with_columns_and_no_rows(name: str) -> None:
    pytest.importorskip("pyarrow", reason="Parquet is read back where pyarrow is installed")
    from pyarrow.parquet import ParquetFile

    out = io.BytesIO()
    EXPORTS[f"{name}-parquet"].write([], out)
    assert ParquetFile(io.BytesIO(out.getvalue())).metadata.num_rows == 0
