"""The store: articles, what was read from them, what people decided, and the events that follow."""

from ravayat.ledger.store.adding import Added, Outcome
from ravayat.ledger.store.asking import Answer, Question, is_teller
from ravayat.ledger.store.faults import OvertakenFault, StoreBusy, StoreFault, failure
from ravayat.ledger.store.reviewing import Decision
from ravayat.ledger.store.store import Store, open_store

__all__ = [
    "Added",
    "Answer",
    "Decision",
    "Outcome",
    "OvertakenFault",
    "Question",
    "Store",
    "StoreBusy",
    "StoreFault",
    "failure",
    "is_teller",
    "open_store",
]
