"""Conditions over many numbers: what they find, and that an index answers them."""

from __future__ import annotations

import pytest
from sqlalchemy import Select, select
from sqlalchemy.dialects import sqlite

from ravayat.ledger.store import Store, copying, deriving, joining
from ravayat.ledger.store.engine import looking
from ravayat.ledger.store.schema import article
from ravayat.ledger.store.statements import among
from ravayat.testing import made_report


@pytest.mark.parametrize("asked", [[], [2], [3, 1, 3], [1, 2, 99, -5], range(1, 400)])
def test_a_condition_holds_for_the_numbers_that_are_listed(store: Store, asked: list[int]) -> None:
    held = [store.add(made_report(number), "m1").article for number in range(3)]
    query = select(article.c.id).where(among(article.c.id, "ids")).order_by(article.c.id)
    with looking(store._engine) as connection:
        found = list(connection.execute(query, {"ids": asked}).scalars())
        left = connection.execute(select(article.c.id).where(~among(article.c.id, "ids")), {"ids": asked}).scalars()
        assert set(left) == set(held) - set(found)
    assert found == [number for number in held if number in asked]


STATEMENTS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (copying, deriving, joining)
    for name, value in vars(module).items()
    if isinstance(value, Select) and "json_each" in str(value.compile(dialect=sqlite.dialect()))
}


@pytest.mark.parametrize("name", sorted(STATEMENTS))
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_no_question_of_adding_goes_through_a_whole_table(store: Store, name: str) -> None:
    store.add(made_report(1), "m1")
    compiled = STATEMENTS[name].compile(dialect=sqlite.dialect())
    values = tuple(
        "[1, 2]" if place not in compiled.params or compiled.params[place] is None else 1
        for place in compiled.positiontup or ()
    )
    with looking(store._engine) as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)]
    assert any(step.startswith("SEARCH") for step in plan)
    assert [step for step in plan if step.startswith("SCAN") and "json_each" not in step] == []
