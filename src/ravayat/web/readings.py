"""Reports that are being read: one after another, in a thread of its own, with progress."""

from __future__ import annotations

import json
import logging
import secrets
import shutil
import tempfile
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from queue import Queue
from threading import Lock, Thread
from typing import BinaryIO, Literal

from ravayat.ledger.store import Store
from ravayat.pipeline import Reader, store_articles
from ravayat.records import Rejection
from ravayat.records.article import headline_of
from ravayat.sources import count, load
from ravayat.web.problems import Problem

_log = logging.getLogger(__name__)
_MOST_KEPT = 200
_MOST_WAITING = 20
_LONGEST_NAME = 120
_LONGEST_TITLE = 60
State = Literal["waiting", "reading", "done", "failed"]


@dataclass(frozen=True, slots=True)
class StoredLine:
    """An article that was read.

    Attributes:
        article: its number in the store.
        outcome: ``added``, ``known``, ``version`` or ``reread``.
        events: numbers of the events it tells of.
    """

    article: int
    outcome: str
    events: tuple[int, ...]


@dataclass(slots=True)
class Reading:
    """What was handed in together.

    Attributes:
        id: its name in addresses.
        by: who handed it in.
        at: when, UTC.
        state: ``waiting``, ``reading``, ``done`` or ``failed``.
        total: articles in it, ``None`` where only reading tells.
        done: those that are through.
        stored: those that are in the store.
        left_out: why the others are not.
    """

    id: str
    by: str
    at: datetime
    state: State = "waiting"
    total: int | None = None
    done: int = 0
    stored: list[StoredLine] = field(default_factory=list)
    left_out: list[Rejection] = field(default_factory=list)


class Readings:
    """All that was handed in since the server started.

    Args:
        store: that articles go to.
        load_reader: makes the reader, when the first report is there.
    """

    def __init__(self, store: Store, load_reader: Callable[[], Reader]) -> None:
        self._store = store
        self._load_reader = load_reader
        self._reader: Reader | None = None
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._queue: Queue[tuple[Reading, Path] | None] = Queue()
        self._lock = Lock()
        self._thread: Thread | None = None

    def get(self, key: str) -> Reading:
        """What was handed in under a name.

        Raises:
            Problem: nothing, or it is long ago.
        """
        found = self._kept.get(key)
        if found is None:
            raise Problem(HTTPStatus.NOT_FOUND, "nothing is known of this reading", "hand it in again")
        return found

    def folder(self) -> Path:
        """An empty folder for the files of one hand-in.

        Raises:
            Problem: too many wait.
        """
        if self._queue.qsize() >= _MOST_WAITING:
            raise Problem(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too many reports wait to be read",
                "try again in a minute",
                {"Retry-After": "60"},
            )
        return Path(tempfile.mkdtemp(prefix="ravayat-"))

    def hand_in(self, folder: Path, by: str) -> Reading:
        """Have the files of a folder read; the folder is removed afterwards."""
        made = Reading(secrets.token_urlsafe(12), by, datetime.now(UTC).replace(microsecond=0))
        with self._lock:
            self._kept[made.id] = made
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="ravayat-reading", daemon=True)
                self._thread.start()
        self._queue.put((made, folder))
        return made

    def close(self) -> None:
        """Read what is being read to its end, and stop."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(timeout=60)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            reading, folder = job
            try:
                self._read(reading, folder)
            except Exception:  # noqa: BLE001 - it is logged with its trace
                # Whatever it was, the next report must be read; the person is told, the keeper finds the trace.
                _log.exception("reading %s failed", reading.id)
                reading.left_out.append(Rejection("reader", "the reader failed", "see the server's log"))
                reading.state = "failed"
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def _read(self, reading: Reading, folder: Path) -> None:
        reading.state = "reading"
        self._reader = self._reader or self._load_reader()
        files = sorted(folder.iterdir())
        reading.total = count(files)
        for item in store_articles(load(files), self._store, self._reader):
            reading.done += 1
            if isinstance(item, Rejection):
                reading.left_out.append(_without(folder, item))
            else:
                reading.stored.append(StoredLine(item.article, item.outcome.value, item.events))
        reading.total = reading.done
        reading.state = "done"


def _without(folder: Path, rejection: Rejection) -> Rejection:
    """The rejection without the name of our folder, which means nothing to anybody."""
    prefix = f"{folder}/"
    told = (text.replace(prefix, "") for text in (rejection.name, rejection.reason, rejection.remedy))
    return Rejection(*told)


def keep_file(folder: Path, name: str, content: BinaryIO) -> None:
    """Put an uploaded file into a folder under a name that can do no harm."""
    plain = "".join(
        char for char in Path(name.replace("\\", "/")).name if unicodedata.category(char)[0] != "C" or char == "\u200c"
    )
    stem, dot, suffix = plain.strip(". ").rpartition(".")
    short = f"{stem[:_LONGEST_NAME]}{dot}{suffix[:20]}" if dot else suffix[:_LONGEST_NAME]
    # The length of names is counted in bytes by most file systems; two uploads may have one name.
    short = short.encode()[-200:].decode(errors="ignore") or "upload.txt"
    path = folder / short
    number = 2
    while path.exists():
        path = folder / f"{number}-{short}"
        number += 1
    with path.open("xb") as out:
        shutil.copyfileobj(content, out)


def keep_text(folder: Path, article: Mapping[str, str | None]) -> None:
    """Put a pasted text with what is known of it into a folder, as a file of one article.

    It is named by its title, else by its first line: under one name for all, a report that is much like an earlier
    one would count as its new version, and the earlier one's claims would leave the ledger.
    """
    told = {name: value for name, value in article.items() if value}
    title = headline_of(told.get("title"), told.get("text") or "")
    told["doc"] = " ".join(title.split())[:_LONGEST_TITLE] or "pasted"
    data = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    (folder / "pasted.json").write_bytes(data)
