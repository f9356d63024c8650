"""Conditions over many numbers: what they find, and that an index answers them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Delete, Select, Update, select
from sqlalchemy import event as listening
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
    if isinstance(value, Select | Delete | Update) and "WHERE" in str(value.compile(dialect=sqlite.dialect()))
}


def going_through(plan: list[str]) -> list[str]:
    """The steps of a plan that go through a whole table."""
    return [step for step in plan if step.startswith("SCAN") and "json_each" not in step]


def test_what_adding_asks_is_among_the_statements_that_are_looked_at() -> None:
    asked = {
        "copying._TEXTS", "deriving._FORGET", "deriving._JOINS", "deriving._LINKS", "deriving._MOVE", "joining._TRAITS"
    }  # fmt: skip
    assert asked <= STATEMENTS.keys()


@pytest.mark.parametrize("name", sorted(STATEMENTS))
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_no_question_of_adding_goes_through_a_whole_table(store: Store, name: str) -> None:
    store.add(made_report(1), "m1")
    compiled = STATEMENTS[name].compile(dialect=sqlite.dialect())
    many = "json_each" in str(compiled)
    values = tuple(
        "[1, 2]" if many and compiled.params.get(place) is None else 1 for place in compiled.positiontup or ()
    )
    with looking(store._engine) as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)]
    assert any(step.startswith("SEARCH") for step in plan)
    assert going_through(plan) == []


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_nothing_that_is_asked_while_articles_are_added_goes_through_a_whole_table(store: Store) -> None:
    """Whatever the code makes on the spot is looked at too: new articles, one read anew, and one in a new version."""
    asked: dict[str, Any] = {}

    def note(_: object, __: object, statement: str, values: Any, ___: object, many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked.setdefault(statement, values[0] if many else values)

    first = made_report(1)
    changed = replace(first, article=replace(first.article, text=f"{first.article.text} پایان."))
    listening.listen(store._engine, "before_cursor_execute", note)
    for number in range(5):
        store.add(made_report(number), "m1")
    store.add(first, "m2")
    number = store.add(changed, "m2").article
    store.claims_last_read(number)
    listening.remove(store._engine, "before_cursor_execute", note)
    with looking(store._engine) as connection:
        plans = {
            statement: [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in asked.items()
        }
    assert any(statement.startswith("DELETE FROM block") for statement in plans)
    assert {statement: plan for statement, plan in plans.items() if going_through(plan)} == {}
