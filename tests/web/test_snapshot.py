"""Sums come out of memory: how old they may be, and who waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from fastapi.testclient import TestClient
from web_builder import problem

from ravayat.ledger.store import Question, Store, open_store
from ravayat.testing import made_report
from ravayat.web import snapshot
from ravayat.web.snapshot import Holder


@pytest.fixture
def store(address: Path) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


def test_what_changed_is_seen_once_a_second_is_over(store: Store, address: Path) -> None:
    now = [100.0]
    holder = Holder(store, lambda: now[0])
    before = len(holder.answer(Question())[1])
    with open_store(address) as other:
        other.add(made_report(1, place="حلب"), "by hand")
    now[0] += 0.9
    assert len(holder.answer(Question())[1]) == before
    now[0] += 0.2
    assert len(holder.answer(Question())[1]) == before + 1
    holder.close()


def test_a_slow_question_keeps_nobody_else_waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, go_on = Event(), Event()
    conditions = snapshot.conditions

    def slow(connection: object, question: Question) -> object:
        if question.country == "SY":
            asked.set()
            assert go_on.wait(30)
        return conditions(connection, question)  # type: ignore[arg-type]

    monkeypatch.setattr(snapshot, "conditions", slow)
    holder = Holder(store)
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(holder.answer, Question(country="SY"))
        assert asked.wait(30)
        try:
            other = threads.submit(holder.answer, Question(country="AF")).result(timeout=30)
            assert not waiting.done()
        finally:
            go_on.set()
        assert len(other[1])
        assert len(waiting.result(timeout=30)[1])
    holder.close()


@pytest.mark.parametrize("path", ["events", "map", "timeline", "exports/jsonl"])
@pytest.mark.parametrize("wrong", [{"standing": "bogus"}, {"sort": "bogus"}, {"types": "bogus"}])
def test_what_there_is_not_is_refused_everywhere(client: TestClient, path: str, wrong: dict[str, str]) -> None:
    told = problem(client.get(f"/api/v1/{path}", params=wrong))
    assert told["status"] == 422
    assert "bogus" in told["detail"]
