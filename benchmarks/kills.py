"""Kills a program that stores articles, at random moments and again and again, and looks at what it left behind.

    python benchmarks/kills.py --kills 500

A child process adds made reports (new ones, copies, changed ones, some read again) and tells each when its ``add``
returned; it is killed with SIGKILL in the midst of it, some moments after it told the first. Then the store is
opened: what was told as stored must be there with all its claims, and nothing may be half-written. The next child
goes on in the same store. Every tenth child makes a new store of its own and may die while it does, so that kills
also hit the making of its tables.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, exists, select, text

from ravayat.ledger.store import Outcome, Store, open_store
from ravayat.ledger.store.deriving import derive
from ravayat.ledger.store.engine import looking
from ravayat.ledger.store.rows import digest_of
from ravayat.ledger.store.schema import article, claim, event, reading, teller, telling
from ravayat.records import ReadArticle
from ravayat.testing import made_report

LIFE = 0.3
"""Most seconds that a child lives after its first report is stored."""
READY = "ready"
"""What a child tells when it has opened the store."""
AHEAD = 60
"""Reports that are made ready for a child: more than it can store in its life."""
FRESH = 10
"""Every so many kills one is of a child that makes a new store."""
WHOLE = 25
"""Every so many kills all events are derived again; otherwise those of the last articles."""
PLACES = ("حلب", "موصل", "کابل", "دمشق", "صنعا")
OUTLETS = ("ایسنا", "کیهان", "شرق", "ایرنا", "خبرگزاری فارس")


@dataclass(frozen=True, slots=True)
class Task:
    """A report to be stored, and the model that read it."""

    read: ReadArticle
    model: str = "m1"

    @property
    def name(self) -> str:
        """What the child tells when it is stored as this model read it."""
        return f"{digest_of(self.read.article)} {self.model}"


def task(number: int) -> Task:
    """The report of a number: most are new, some a copy, a changed text or another model's reading of an earlier."""
    chance = random.Random(number)
    kind = chance.choices(("new", "copy", "changed", "again"), (7, 1, 1, 1))[0] if number else "new"
    if kind == "new":
        read = made_report(
            number,
            outlet=chance.choice(OUTLETS),
            day=date(2016, 1, 1) + timedelta(number // 8),
            place=chance.choice(PLACES),
            killed=chance.choice((None, 3, 7, 30)),
            denier=chance.choice(("", "ارتش روسیه")),
            url=f"https://example.org/{number}",
        )
        return Task(read)
    earlier = task(chance.randrange(max(0, number - 30), number)).read
    if kind == "copy":
        return Task(replace(earlier, article=replace(earlier.article, outlet="رویترز", url=f"copy:{number}")))
    if kind == "changed":
        longer = replace(earlier.article, text=f"{earlier.article.text} به‌روز شد: {number}")
        return Task(replace(earlier, article=longer))
    return Task(earlier, f"m{number}")


def store_all(path: Path, tasks: Sequence[Task], told: int) -> None:
    """What the child does: store one report after the other and tell each to the pipe ``told``."""
    with open_store(path) as store:
        os.write(told, f"{READY}\n".encode())
        for one in tasks:
            added = store.add(one.read, one.model)
            # What was there before, such as a text that was changed since, was not read by this model.
            name = digest_of(one.read.article) if added.outcome is Outcome.KNOWN else one.name
            os.write(told, f"{name}\n".encode())


def killed_child(path: Path, tasks: Sequence[Task], life: float, *, from_fork: bool) -> list[str]:
    """Fork a child that stores, kill it, and return what it told as stored.

    Args:
        path: of the store.
        tasks: what it has to store.
        life: how long it lives, in seconds.
        from_fork: count from its fork on, so that it may die while it opens the store, and not from its first report
            on. What a child does first takes it longest, and on a busy machine longer than it lives.
    """
    end, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        try:
            store_all(path, tasks, told)
        finally:
            # Nothing of the parent's is cleaned up by the child.
            os._exit(0)
    os.close(told)
    with os.fdopen(end, encoding="utf-8") as pipe:
        lines = [] if from_fork else [pipe.readline(), pipe.readline()]
        time.sleep(life)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += pipe
    # A line that broke off was not told.
    return [line[:-1] for line in lines if line.endswith("\n") and line[:-1] != READY]


@dataclass(slots=True)
class Report:
    """What came of the kills.

    Attributes:
        kills: how many.
        told: how many reports were told as stored.
        unopened: kills after which there was no store yet, and nothing was told as stored.
        faults: what was wrong, each in a line.
    """

    kills: int = 0
    told: int = 0
    unopened: int = 0
    faults: list[str] = field(default_factory=list)


def faults_of(store: Store, told: dict[str, int], *, whole: bool) -> list[str]:
    """What is wrong with a store that was left behind.

    Args:
        store: as it was opened after the kill.
        told: the number of claims of each report that was told as stored, by its name.
        whole: derive all events again, not only those of the last articles.
    """
    with looking(store._engine) as connection:  # noqa: SLF001
        found = [f"{name} is {row}" for name, row in _integrity(connection) if row not in ("ok", None)]
        found += [f"{name}: {number}" for name, query in HALF.items() for number in connection.execute(query).scalars()]
        kept = _kept(connection)
    found += [f"lost: {name}" for name in told if name not in kept]
    found += [
        f"{name} has {kept[name]} claims of {size}" for name, size in told.items() if kept.get(name, size) != size
    ]
    return found + _derived_otherwise(store, whole=whole)


def _integrity(connection: Connection) -> list[tuple[str, str | None]]:
    checks = [("integrity", row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
    return checks + [("foreign key", str(row)) for row in connection.execute(text("PRAGMA foreign_key_check"))]


_live_reading = exists().where(reading.c.article == article.c.id, reading.c.live)
HALF = {
    "article without a reading": select(article.c.id).where(~exists().where(reading.c.article == article.c.id)),
    "current article without a reading in use": select(article.c.id).where(article.c.current, ~_live_reading),
    "old article with a reading in use": select(article.c.id).where(~article.c.current, _live_reading),
    "claim in use without an event": select(claim.c.id).where(
        claim.c.live, ~exists().where(event.c.id == claim.c.event)
    ),
    "claim out of use with an event": select(claim.c.id).where(~claim.c.live, claim.c.event.is_not(None)),
    "claim without a teller": select(claim.c.id).where(~exists().where(teller.c.claim == claim.c.id)),
    "event without a claim": select(event.c.id).where(~exists().where(claim.c.event == event.c.id, claim.c.live)),
    "event without a telling": select(event.c.id).where(
        ~exists().where(telling.c.claim == claim.c.id, claim.c.event == event.c.id)
    ),
    "claim without words": text("SELECT id FROM claim WHERE id NOT IN (SELECT id FROM claim_words_docsize)"),
}
"""Questions for what is half-written, by what they find."""


def _kept(connection: Connection) -> dict[str, int]:
    """The digest of each article, and how many claims each reading has, by the name of its report."""
    query = text(
        "SELECT article.digest, reading.model, count(claim.id) FROM reading "
        "JOIN article ON article.id = reading.article LEFT JOIN claim ON claim.reading = reading.id GROUP BY reading.id"
    )
    rows = connection.execute(query).all()
    return {row.digest: 0 for row in rows} | {f"{digest} {model}": size for digest, model, size in rows}


def _derived_otherwise(store: Store, *, whole: bool) -> list[str]:
    """Events that come out otherwise when they are derived again; the store is left as it is."""
    last = select(claim.c.id).order_by(claim.c.id.desc()).limit(None if whole else 2 * AHEAD)
    with store._engine.connect().execution_options(writing=True) as connection:  # noqa: SLF001
        before = _events(connection)
        derive(connection, connection.execute(last).scalars(), store._rules)  # noqa: SLF001
        after = _events(connection)
        connection.rollback()
    numbers = sorted(before.keys() | after.keys())
    return [f"event {one} is derived otherwise" for one in numbers if before.get(one) != after.get(one)]


def _events(connection: Connection) -> dict[int, list[object]]:
    rows = connection.execute(select(event)).mappings()
    events = {row["id"]: [value for name, value in row.items() if name != "derived"] for row in rows}
    for row in connection.execute(
        select(claim.c.event, claim.c.id, claim.c.root).where(claim.c.live).order_by(claim.c.id)
    ):
        events.setdefault(row.event, []).append((row.id, row.root))
    return events


def run(folder: Path, kills: int, chance: random.Random, life: float = LIFE) -> Report:
    """Kill as often as told; what is wrong stands in the report."""
    # What is loaded when the first article is stored is loaded here, or children would die while they load it.
    with open_store(folder / "warm.db") as store:
        store.add(task(0).read, task(0).model)
    report = Report()
    told: dict[str, int] = {}
    following = 0
    for number in range(1, kills + 1):
        fresh = number % FRESH == 0
        path = folder / (f"fresh-{number}.db" if fresh else "store.db")
        tasks = [task(at) for at in (range(AHEAD) if fresh else range(following, following + AHEAD))]
        sizes = {one.name: len(one.read.claims) for one in tasks}
        names = killed_child(path, tasks, chance.uniform(0, life), from_fork=fresh)
        own = {name: sizes.get(name, 0) for name in names}
        if not fresh:
            told |= own
            following += len(names)
        report.kills, report.told = number, report.told + len(names)
        report.unopened += not path.exists()
        with open_store(path) as store:
            found = faults_of(store, own if fresh else told, whole=number % WHOLE == 0 or number == kills)
        report.faults += [f"kill {number}: {fault}" for fault in found]
        if fresh:
            for file in folder.glob(f"{path.name}*"):
                file.unlink()
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print what came of it; the exit status is 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description="Kills a program that stores articles and looks at what it left.")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    parser.add_argument(
        "--life", type=float, default=LIFE, help="most seconds that a child lives after its first report"
    )
    options = parser.parse_args(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = run(Path(folder), options.kills, random.Random(options.seed), options.life)
    print(f"{report.kills} kills in {time.monotonic() - started:.0f} s, {report.told} reports told as stored,")
    print(f"{report.unopened} kills before there was a file, {len(report.faults)} faults")
    for fault in report.faults[:50]:
        print(fault)
    return int(bool(report.faults) or report.told == 0)


if __name__ == "__main__":
    sys.exit(main())
