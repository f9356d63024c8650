"""Reads the articles that wait and puts them into the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from ravayat.ledger.store import Added, Outcome, Store, StoreBusy, StoreFault
from ravayat.pipeline import BATCH, Reader
from ravayat.records import ReadArticle, Rejection
from ravayat.watching.events import Backlog, Event, LeftOut, Stored, StoreRests
from ravayat.watching.state import Waiting, WatchState

_FIRST_REST, _LONGEST_REST = 60.0, 900.0
_REMEDY = "it is kept and tried again at the next start; please tell the makers of Ravayat"


class Storing:
    """The way from the state into the store.

    Attributes:
        rests_until: when the store is tried again after a failure, in seconds of the clock that only grows.

    Args:
        state: holds the articles that wait.
        store: takes them.
        reader: reads them.
        monotonic: seconds that only ever grow.
        tell: is told what happens.
    """

    def __init__(
        self,
        state: WatchState,
        store: Store,
        reader: Reader,
        monotonic: Callable[[], float],
        tell: Callable[[Event], None],
    ) -> None:
        self._state = state
        self._store = store
        self._reader = reader
        self._monotonic = monotonic
        self._tell = tell
        self._failures = 0
        self.rests_until = 0.0

    def store_batch(self) -> None:
        """Read the next articles and store them.

        Raises:
            StateError: the state cannot be read or written.
        """
        batch = self._state.waiting(BATCH)
        try:
            unread = []
            for one in batch:
                number = self._store.find(one.article, self._reader.digest)
                if number is None:
                    unread.append(one)
                else:
                    self._done(one, Added(number, Outcome.KNOWN))
            for one, read in self._read(unread):
                self._add(one, read)
        except DBAPIError as error:
            self._rest(str(error.orig))
        except StoreBusy as busy:
            self._rest(busy.reason)
        else:
            self._failures = 0
        self._tell(Backlog(self._state.count_waiting()))

    def _read(self, batch: Sequence[Waiting]) -> list[tuple[Waiting, ReadArticle]]:
        if not batch:
            return []
        try:
            return list(zip(batch, self._reader.read([one.article for one in batch]), strict=True))
        except Exception as error:  # noqa: BLE001 -- one text that the reader fails at must not stop all others
            if len(batch) == 1:
                self._put_aside(batch[0], "cannot be read", error)
                return []
            return [pair for one in batch for pair in self._read([one])]

    def _add(self, one: Waiting, read: ReadArticle) -> None:
        try:
            added = self._store.add(read, self._reader.digest)
        except StoreBusy:  # the store is at fault, not the article, which is kept
            raise
        except StoreFault as wrong:
            self._state.done(one.number, stored=False)
            self._tell(LeftOut(one.feed, Rejection(one.article.doc, wrong.reason, wrong.remedy)))
        except (DataError, IntegrityError) as error:
            self._put_aside(one, "cannot be stored", error)
        except DBAPIError:
            raise
        except Exception as error:  # noqa: BLE001 -- as above
            self._put_aside(one, "cannot be stored", error)
        else:
            self._done(one, added)

    def _done(self, one: Waiting, added: Added) -> None:
        self._state.done(one.number, stored=True)
        self._tell(Stored(one.feed, one.article, added))

    def _put_aside(self, one: Waiting, what: str, error: Exception) -> None:
        self._state.put_aside(one.number)
        reason = f"{what} ({type(error).__name__}: {error})"
        self._tell(LeftOut(one.feed, Rejection(one.article.url or one.article.doc, reason, _REMEDY)))

    def _rest(self, reason: str) -> None:
        wait = min(_FIRST_REST * 2**self._failures, _LONGEST_REST)
        self._failures = min(self._failures + 1, 10)
        self.rests_until = self._monotonic() + wait
        self._tell(StoreRests(reason, wait, self._state.count_waiting()))
