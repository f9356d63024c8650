"""What must outlive a restart: where each feed and host stands, what was given, and what waits to be stored.

A file of SQLite beside the store. An item is written here together with the state of its feed before it is stored,
and taken out when the store has it: killed at any moment, nothing is lost, and what is stored a second time the
store knows already.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ravayat.records import Article, Rejection
from ravayat.sources.feeds import FeedState, Item, Step
from ravayat.sources.fetching import HostState
from ravayat.watching.marks import mark_of

_OURS = 0x52565957
"""What tells the file from other SQLite files."""
_FORM = 1
_TABLES = """
CREATE TABLE feed (url TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE host (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE item (mark INTEGER PRIMARY KEY);
CREATE TABLE waiting (number INTEGER PRIMARY KEY, feed TEXT NOT NULL, article TEXT NOT NULL, aside INTEGER NOT NULL);
CREATE TABLE stored (count INTEGER NOT NULL);
INSERT INTO stored VALUES (0);
"""


class StateError(ValueError):
    """The state cannot be used; the message names the file, says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is to be stored.

    Attributes:
        number: its place in the line.
        feed: name of the feed that gave it.
        article: itself.
    """

    number: int
    feed: str
    article: Article


class WatchState:
    """The state, open; nobody else can open it until it is closed. Every change is one transaction.

    Args:
        path: of its file, which is made where there is none.

    Raises:
        StateError: the file cannot be opened, is something else, or another process has it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = sqlite3.connect(path, timeout=0.0, isolation_level=None)
        except sqlite3.Error as error:
            raise self._fault(error) from error
        try:
            self._open()
        except StateError:
            self._database.close()
            raise

    def _open(self) -> None:
        with self._told():
            # Two watchers of one state would ask hosts twice as fast; the lock ends with the process, however it ends.
            self._database.execute("PRAGMA locking_mode=EXCLUSIVE")
            # A power cut may take the last changes, all of them together: what they gave is given again then.
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.execute("BEGIN EXCLUSIVE")
            owner, form = (self._one(f"PRAGMA {name}") for name in ("application_id", "user_version"))
            empty = not self._one("SELECT count(*) FROM sqlite_master")
            if not empty and owner != _OURS:
                raise StateError(f"{self._path}: is no state of ravayat watch; name another file with --state")
            if form > _FORM:
                raise StateError(f"{self._path}: was written by a newer Ravayat; install that one")
            if empty:
                for statement in (
                    *_TABLES.split(";\n"),
                    f"PRAGMA application_id={_OURS}",
                    f"PRAGMA user_version={_FORM}",
                ):
                    self._database.execute(statement)
            self._database.execute("UPDATE waiting SET aside = 0")
            self._database.execute("COMMIT")
            self._database.execute("PRAGMA journal_mode=WAL")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def feed(self, url: str) -> FeedState:
        """Where a feed stands; at the beginning where it is new.

        Raises:
            StateError: the file cannot be read.
        """
        with self._told():
            row = self._database.execute("SELECT state FROM feed WHERE url = ?", (url,)).fetchone()
        if row is None:
            return FeedState()
        told = json.loads(row[0])
        return FeedState(**{**told, "known": tuple(told["known"])})

    def hosts(self) -> dict[str, HostState]:
        """Where hosts stand.

        Raises:
            StateError: the file cannot be read.
        """
        with self._told():
            rows = self._database.execute("SELECT name, state FROM host").fetchall()
        return {name: HostState(**json.loads(state)) for name, state in rows}

    def keep_hosts(self, hosts: Mapping[str, HostState]) -> None:
        """Write where hosts stand, in place of what was known of any.

        Raises:
            StateError: the file cannot be written.
        """
        with self._writing():
            self._put_hosts(hosts)

    def is_known(self, item: Item) -> bool:
        """Whether an item was given, by whichever feed.

        Raises:
            StateError: the file cannot be read.
        """
        with self._told():
            return bool(self._one("SELECT count(*) FROM item WHERE mark = ?", mark_of(item)))

    def keep(self, feed: str, url: str, step: Step, hosts: Mapping[str, HostState]) -> list[Article | Rejection]:
        """Write what a step gave, and where its feed and the hosts stand; what it gave that no feed gave before.

        Args:
            feed: the feed's name.
            url: its address.
            step: of a look at it.
            hosts: after the step.

        Raises:
            StateError: the file cannot be written; it is as before then.
        """
        new: list[Article | Rejection] = []
        with self._writing():
            for item, taken in step.given:
                if item is not None:
                    insert = "INSERT INTO item VALUES (?) ON CONFLICT DO NOTHING"
                    # Another feed may have given it while this one asked for its page.
                    if not self._database.execute(insert, (mark_of(item),)).rowcount:
                        continue
                new.append(taken)
                if isinstance(taken, Article):
                    put = "INSERT INTO waiting (feed, article, aside) VALUES (?, ?, 0)"
                    self._database.execute(put, (feed, _to_json(taken)))
            self._put_feed(url, step.state)
            self._put_hosts(hosts)
        return new

    def keep_feed(self, url: str, state: FeedState) -> None:
        """Write where a feed stands.

        Raises:
            StateError: the file cannot be written.
        """
        with self._writing():
            self._put_feed(url, state)

    def waiting(self, most: int) -> list[Waiting]:
        """The first of the articles that are to be stored.

        Raises:
            StateError: the file cannot be read.
        """
        query = "SELECT number, feed, article FROM waiting WHERE NOT aside ORDER BY number LIMIT ?"
        with self._told():
            rows = self._database.execute(query, (most,)).fetchall()
        return [Waiting(number, feed, _from_json(article)) for number, feed, article in rows]

    def count_waiting(self) -> int:
        """How many articles are to be stored, without those that were put aside.

        Raises:
            StateError: the file cannot be read.
        """
        with self._told():
            return self._one("SELECT count(*) FROM waiting WHERE NOT aside")

    def done(self, number: int, *, stored: bool) -> None:
        """Take an article out of the line: the store has it, or will never take it.

        Args:
            number: its place in the line.
            stored: whether the store has it.

        Raises:
            StateError: the file cannot be written.
        """
        with self._writing():
            self._database.execute("DELETE FROM waiting WHERE number = ?", (number,))
            self._database.execute("UPDATE stored SET count = count + ?", (stored,))

    def put_aside(self, number: int) -> None:
        """Leave an article in the line, but out of the way until the state is opened again.

        Raises:
            StateError: the file cannot be written.
        """
        with self._writing():
            self._database.execute("UPDATE waiting SET aside = 1 WHERE number = ?", (number,))

    def count_stored(self) -> int:
        """How many articles went through here into the store.

        Raises:
            StateError: the file cannot be read.
        """
        with self._told():
            return self._one("SELECT count FROM stored")

    def _put_feed(self, url: str, state: FeedState) -> None:
        put = "INSERT INTO feed VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state"
        self._database.execute(put, (url, json.dumps(asdict(state), ensure_ascii=False)))

    def _put_hosts(self, hosts: Mapping[str, HostState]) -> None:
        self._database.execute("DELETE FROM host")
        rows = [(name, json.dumps(asdict(host))) for name, host in hosts.items()]
        self._database.executemany("INSERT INTO host VALUES (?, ?)", rows)

    def _one(self, query: str, *values: int) -> int:
        return int(self._database.execute(query, values).fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._told():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._fault(error) from error

    def _fault(self, error: sqlite3.Error) -> StateError:
        code = getattr(error, "sqlite_errorcode", None)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return StateError(
                f"{self._path}: another ravayat watch has it; stop that one, or name another with --state"
            )
        if code == sqlite3.SQLITE_NOTADB:
            return StateError(f"{self._path}: is no state of ravayat watch; name another file with --state")
        return StateError(f"{self._path}: the state cannot be kept there ({error}); check the folder and the disk")


def _to_json(article: Article) -> str:
    told: dict[str, Any] = {one.name: getattr(article, one.name) for one in fields(article)}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}
    return json.dumps(plain, ensure_ascii=False)


def _from_json(told: str) -> Article:
    values = json.loads(told)
    published, fetched_at = values["published"], values["fetched_at"]
    values["published"] = date.fromisoformat(published) if published else None
    values["fetched_at"] = datetime.fromisoformat(fetched_at) if fetched_at else None
    return Article(**values)
