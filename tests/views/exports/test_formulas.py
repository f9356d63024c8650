"""Words in a table for programs that run what looks like a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from ravayat.views.exports.table import Cell, Table
from ravayat.views.exports.tabular import csv_lines


@dataclass
class Told:
    cell: Cell


def written(cell: Cell) -> str:
    table = Table({"cell": "text"}, lambda told: {"cell": told.cell})  # type: ignore[attr-defined]
    events: Any = [Told(cell)]
    _, (value,) = csv.reader(io.StringIO("".join(csv_lines(table, events))))
    return value


@pytest.mark.parametrize(
    "words", ["=1+1", "+98", "-x", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://evil.example")']
)
def test_words_that_begin_like_a_formula_are_shown_and_not_run(words: str) -> None:
    assert written(words) == f"'{words}"


@pytest.mark.parametrize(
    ("cell", "told"), [("حلب", "حلب"), ("a=b", "a=b"), (-3, "-3"), (-3.5, "-3.5"), (date(2016, 9, 1), "2016-09-01")]
)
def test_numbers_days_and_other_words_stay_as_they_are(cell: Cell, told: str) -> None:
    assert written(cell) == told
