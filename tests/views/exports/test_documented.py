"""What docs/exports.md promises about names and empty cells holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from event_builder import kunduz

from ravayat.views.chain_graph import chain_lines
from ravayat.views.exports import EXPORTS
from ravayat.views.exports.acled import ACLED
from ravayat.views.exports.table import Table
from ravayat.views.exports.ucdp import UCDP


@pytest.fixture(scope="module")
def docs(root: Path) -> str:
    return (root / "docs" / "exports.md").read_text(encoding="utf-8")


def test_every_export_is_documented(docs: str) -> None:
    assert {name for name in EXPORTS if f"`{name}`" not in docs} == set()


@pytest.mark.parametrize(("heading", "table"), [("ACLED's columns", ACLED), ("UCDP GED's columns", UCDP)])
def test_columns_that_are_always_empty_are_those_that_the_docs_name(heading: str, table: Table, docs: str) -> None:
    section = docs.partition(f"## {heading}")[2].partition("\n## ")[0]
    promised = re.search(r"Empty for good:(.*?)\.( |\n)", section, re.DOTALL)
    assert promised
    assert set(re.findall(r"`(\w+)`", promised[1])) == table.columns.keys() - table.row(kunduz()[0]).keys() - _BY_CASE


_BY_CASE = {"deaths_civilians"}
"""Cells of one case or the other."""


def test_the_tree_of_the_docs_is_what_is_drawn(docs: str) -> None:
    assert "\n".join(chain_lines(kunduz()[0])) in docs
