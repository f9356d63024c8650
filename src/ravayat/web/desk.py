"""The store as the web needs it: its door, and a look at its tables for sums that its door does not give."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection

from ravayat.ledger.standing.rules import Rule
from ravayat.ledger.store import Store, open_store
from ravayat.web.snapshot import Holder


class Desk:
    """A store that is open for the web.

    Args:
        address: of the store, as :func:`ravayat.ledger.store.open_store` takes it.
        rules: a file of grading rules in place of the package's.

    Raises:
        StoreFault: it cannot be opened.
        RulesError: the rules cannot be used.

    Attributes:
        store: the store itself.
        grades: its grades, in the order of their rules.
        events: where, when and what events are, for sums over all of them.
    """

    def __init__(self, address: str | Path, rules: Path | None = None) -> None:
        self.store: Store = open_store(address, rules=rules)
        self.grades: tuple[Rule, ...] = self.store.grades
        self.events = Holder(self.store)

    def close(self) -> None:
        """Let go of the database."""
        self.events.close()
        self.store.close()

    def looking(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""
        return self.store.looking()
