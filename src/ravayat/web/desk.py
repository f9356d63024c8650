"""The store as the web needs it: its door, and a look at its tables for sums that its door does not give."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, select

from ravayat.ledger.standing.rules import Rule, load_rules
from ravayat.ledger.store import Question, Store, asking, open_store
from ravayat.ledger.store.engine import looking, make_engine
from ravayat.ledger.store.schema import event
from ravayat.records.place import kilometres


class Desk:
    """A store that is open for the web.

    Args:
        address: of the store, as :func:`ravayat.ledger.store.open_store` takes it.
        rules: a file of grading rules in place of the package's.

    Raises:
        StoreFault: it cannot be opened.
        RulesError: the rules cannot be used.
    """

    def __init__(self, address: str | Path, rules: Path | None = None) -> None:
        self.store: Store = open_store(address, rules=rules)
        self.grades: tuple[Rule, ...] = load_rules(rules).grades
        self._engine = make_engine(str(address))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
        self.store.close()

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with looking(self._engine) as connection:
            yield connection

    def conditions(self, connection: Connection, question: Question) -> list[ColumnElement[bool]]:
        """What holds for the events that answer a question, its circle included.

        Raises:
            StoreFault: it cannot be asked so.
        """
        # The store keeps this to itself so far; sums over all answers need it: page by page they take seconds.
        found: list[ColumnElement[bool]] = asking._conditions(question, connection.dialect.name)[0]  # noqa: SLF001
        if question.near is None:
            return found
        columns = select(event.c.place, event.c.latitude, event.c.longitude).where(*found).distinct()
        near = question.near
        inside = [
            row.place
            for row in connection.execute(columns)
            if kilometres(*near, row.latitude, row.longitude) <= question.within
        ]
        return [*found, event.c.place.in_(inside)]
