"""The events' places, days and kinds in memory, as they are now: sums over a hundred thousand take milliseconds."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from ravayat.ledger.store import Question, Store
from ravayat.ledger.store.asking import conditions
from ravayat.ledger.store.schema import event
from ravayat.records import LOW_CONFIDENCE

Numbers = npt.NDArray[np.int64]
Degrees = npt.NDArray[np.float64]
_REMEMBERED: Final = 16
"""Questions whose answers are kept: page, map and timeline ask the same one after another."""
_LEAST_AGE: Final = 1.0
"""Seconds that a snapshot stays, whatever changes: while many reports come in, taking it would be all that is done."""
_ANY_ORDER: Final = Question()
"""Its order and page say nothing about which events answer."""


@dataclass(frozen=True, slots=True)
class Column:
    """Words of all events, as numbers.

    Attributes:
        words: each once; ``None`` may be one of them.
        codes: for each event the place of its word among them.
    """

    words: tuple[str | None, ...]
    codes: Numbers

    def of(self, row: int) -> str | None:
        """The word of one event."""
        return self.words[int(self.codes[row])]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All events at one time, in the order of their numbers; each array has one value an event.

    Attributes:
        ids: their numbers.
        first: first days, as ordinals; 0 for none.
        latitude, longitude: degrees; not a number for none.
        unsure: whether the surest claim is one that is marked as unsure, and nobody looked at all of them.
        type, standing, place, name, precision, country: the words of these columns.
    """

    ids: Numbers
    first: Numbers
    latitude: Degrees
    longitude: Degrees
    unsure: npt.NDArray[np.bool_]
    type: Column
    standing: Column
    place: Column
    name: Column
    precision: Column
    country: Column

    def rows(self, ids: Sequence[int]) -> Numbers:
        """Where the events of these numbers stand; those that came later are left out."""
        wanted = np.asarray(ids, dtype=np.int64)
        at = np.searchsorted(self.ids, wanted)
        at[at == len(self.ids)] = 0
        return at[self.ids[at] == wanted] if len(self.ids) else at[:0]


@dataclass(frozen=True, slots=True)
class _Held:
    """A snapshot, the mark of the store before it was taken, when that was done, and the answers found since."""

    snapshot: Snapshot
    mark: object
    at: float
    answers: OrderedDict[Question, Numbers]


class Holder:
    """Keeps a snapshot, and takes a new one where the store has changed, at most once a second.

    Args:
        store: that is looked at.
        clock: seconds that only grow.
    """

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._changes = store.changes()
        # For remembered answers, a moment at a time; never while the database works.
        self._lock = Lock()
        # Has who asks whether the store has changed and takes the new snapshot.
        self._taking = Lock()
        self._now: _Held | None = None

    def answer(self, question: Question) -> tuple[Snapshot, Numbers]:
        """The events now, and where among them those are that answer a question.

        Raises:
            StoreFault: it cannot be asked so.
        """
        self._store.check(question)
        asked = replace(question, sort=_ANY_ORDER.sort, limit=_ANY_ORDER.limit, after=None)
        held = self._held()
        with self._lock:
            known = held.answers.get(asked)
        if known is None:
            known = self._found(held.snapshot, asked)
            with self._lock:
                held.answers[asked] = known
                if len(held.answers) > _REMEMBERED:
                    held.answers.popitem(last=False)
        return held.snapshot, known

    def _held(self) -> _Held:
        """What is kept, taken anew where the store has changed: by one, while the others go on with what there is."""
        held = self._now
        if held is None:
            with self._taking:
                return self._now or self._renewed(None)
        if self._clock() - held.at < _LEAST_AGE or not self._taking.acquire(blocking=False):
            return held
        try:
            return self._renewed(self._now)
        finally:
            self._taking.release()

    def _renewed(self, held: _Held | None) -> _Held:
        # Before the look: what changes in between is seen the next time.
        mark = self._changes.mark()
        if held is None or held.mark != mark:
            held = _Held(self._take(), mark, self._clock(), OrderedDict())
            self._now = held
        return held

    def close(self) -> None:
        """Let go of the database."""
        with self._taking:
            self._changes.close()

    def _take(self) -> Snapshot:
        words = (
            event.c.type,
            event.c.standing,
            event.c.place,
            event.c.place_name,
            event.c.place_precision,
            event.c.country,
        )
        numbers = (event.c.id, event.c.first, event.c.latitude, event.c.longitude, event.c.confidence, event.c.reviewed)
        query = select(*numbers, *words).order_by(event.c.id)
        with self._store.looking() as connection:
            # Numbers and words as the driver gives them: rows of SQLAlchemy's own would take twice the time.
            rows = connection.execute(query).cursor.fetchall()
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * (len(numbers) + len(words))
        ids, first, latitude, longitude, confidence, reviewed, *texts = columns
        return Snapshot(
            np.array(ids, dtype=np.int64),
            np.array([day or 0 for day in first], dtype=np.int64),
            np.array(latitude, dtype=np.float64),
            np.array(longitude, dtype=np.float64),
            (np.array(confidence, dtype=np.float64) < LOW_CONFIDENCE) & ~np.array(reviewed, dtype=bool),
            *map(_column, texts),
        )

    def _found(self, snapshot: Snapshot, asked: Question) -> Numbers:
        with self._store.looking() as connection:
            where = conditions(connection, asked)[0]
            if not where:
                return np.arange(len(snapshot.ids))
            found = connection.execute(select(event.c.id).where(*where).order_by(event.c.id)).scalars().all()
        return snapshot.rows(found)


def _column(values: Sequence[str | None]) -> Column:
    numbers = {word: number for number, word in enumerate(dict.fromkeys(values))}
    return Column(tuple(numbers), np.fromiter(map(numbers.__getitem__, values), dtype=np.int64, count=len(values)))
