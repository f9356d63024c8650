"""The store: articles, what was read from them, what people decided, and the events that follow."""

from ravayat.ledger.store.adding import Added, Outcome
from ravayat.ledger.store.asking import Answer, Question, is_teller
<<<<<<< HEAD
from ravayat.ledger.store.faults import OvertakenFault, StoreFault
=======
from ravayat.ledger.store.faults import StoreBusy, StoreFault, failure
>>>>>>> cli
from ravayat.ledger.store.reviewing import Decision
from ravayat.ledger.store.store import Store, open_store

__all__ = [
    "Added",
    "Answer",
    "Decision",
    "Outcome",
<<<<<<< HEAD
    "OvertakenFault",
    "Question",
    "Store",
    "StoreFault",
=======
    "Question",
    "Store",
    "StoreBusy",
    "StoreFault",
    "failure",
>>>>>>> cli
    "is_teller",
    "open_store",
]
