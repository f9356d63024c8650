"""What happens while feeds are watched, as told to whoever listens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ravayat.ledger.store import Added
from ravayat.records import Article, Rejection


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at a feed has ended well.

    Attributes:
        feed: its name.
        new: how many new articles it gave.
        wait: seconds to the next look.
    """

    feed: str
    new: int
    wait: float


@dataclass(frozen=True, slots=True)
class Failed:
    """A feed could not be looked at, or not to its end.

    Attributes:
        feed: its name.
        told: what was wrong.
        wait: seconds to the next look.
    """

    feed: str
    told: Rejection
    wait: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item was left out, or an article put aside until the next start.

    Attributes:
        feed: the feed's name.
        told: why.
    """

    feed: str
    told: Rejection


@dataclass(frozen=True, slots=True)
class Stored:
    """An article is in the store.

    Attributes:
        feed: the feed's name.
        article: itself.
        added: its number, and what became of it.
    """

    feed: str
    article: Article
    added: Added


@dataclass(frozen=True, slots=True)
class StoreRests:
    """The store cannot be written now.

    Attributes:
        reason: what the database says.
        wait: seconds to the next try.
        waiting: articles that wait for it.
    """

    reason: str
    wait: float
    waiting: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many articles wait to be stored, told when it changes."""

    waiting: int


Event = Looked | Failed | LeftOut | Stored | StoreRests | Backlog


class Listener(Protocol):
    """Who is told of events."""

    def tell(self, event: Event, /) -> None:
        """Take note of an event."""
