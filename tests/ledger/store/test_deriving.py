"""Events are worked out again where something happened to them, and written as far as they differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from ravayat.ledger.store import Store
from ravayat.ledger.store.deriving import derive
from ravayat.ledger.store.engine import writing
from ravayat.ledger.store.rows import now
from ravayat.ledger.store.schema import claim, claim_join, event
from ravayat.testing import made_report

Rows = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def told_twice(store: Store) -> Store:
    """One event of two reports, and another of one."""
    store.add(made_report(1, outlet="ایسنا", killed=3), "m1")
    store.add(made_report(2, outlet="کیهان", killed=7), "m1")
    store.add(made_report(3, outlet="شرق", place="موصل"), "m1")
    assert [len(one.claims) for one in store.events()] == [2, 1]
    return store


def claims_of(store: Store, number: int) -> list[int]:
    with store.looking() as connection:
        return list(connection.execute(select(claim.c.id).where(claim.c.event == number)).scalars())


def spoil(store: Store, number: int, **values: Any) -> None:
    with writing(store._engine) as connection:
        connection.execute(update(event).where(event.c.id == number).values(values))


def test_an_event_that_was_joined_otherwise_and_has_the_same_claims_is_left_as_it_is(
    told_twice: Store, rows: Rows
) -> None:
    number = rows()[0]["id"]
    spoil(told_twice, number, roots=99)
    before = rows()
    with writing(told_twice._engine) as connection:
        assert derive(connection, (), told_twice._rules, rejoined=claims_of(told_twice, number)) == [number]
    assert rows() == before


def test_an_event_that_falls_apart_is_worked_out_in_both_halves(told_twice: Store, rows: Rows) -> None:
    number = rows()[0]["id"]
    first, second = claims_of(told_twice, number)
    with writing(told_twice._engine) as connection:
        connection.execute(update(claim_join).where(claim_join.c.first == first).values(withdrawn=now()))
        assert derive(connection, (), told_twice._rules, rejoined=[first, second]) == [first, second]
    assert [(row["id"], row["claims"], row["killed"]) for row in rows()[:2]] == [(first, 1, 3), (second, 1, 7)]


def test_two_events_that_become_one_leave_one_row(told_twice: Store, rows: Rows) -> None:
    one, other = (row["id"] for row in rows())
    told_twice.judge(one, other, same=True, by="ندا")
    assert [(row["id"], row["claims"]) for row in rows()] == [(one, 3)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "protest"},
        {"country": None, "first": 1},
        {"latitude": 1.5},
        {"killed": 77},
        {"standing": "denied", "also": ["contested"]},
        {"roots": 99, "place_name": "?", "confidence": 0.25},
        {"published": None, "reviewed": True, "type": "riot", "killed": None, "longitude": None},
    ],
)
def test_whatever_differs_of_a_row_is_written(told_twice: Store, rows: Rows, wrong: dict[str, Any]) -> None:
    before = rows()
    number = before[0]["id"]
    spoil(told_twice, number, **wrong)
    assert rows() != before
    with writing(told_twice._engine) as connection:
        derive(connection, claims_of(told_twice, number), told_twice._rules)
    assert rows() == before
