"""What questions and additions cost as a store grows: ``python benchmarks/store_scale.py --claims 1000000``.

The written corpus, with its annotated claims, is added article by article. The store then grows by copies of it, each
shifted by some days and with texts that count as others (their fingerprints and digests differ), written straight into
the tables; their events, keys and words are what adding them would have given. At each size the program asks questions
(type, country, month, standing) and adds articles with their joins: real reports as the reader finds their claims
(``--news``; others at each size), long ones among them apart, and written articles of yet another shift, of any length
and short ones. Reports wait packed, since Python's collector of garbage would go through thousands of them, and each
is looked through for its countries before it is added, as its reader has done where it was just read. It prints
milliseconds, of the clock and, since others may use the machine, of the processor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import random
import sqlite3
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ravayat.corpus.article_file import load_articles
from ravayat.corpus.real_reports import news_articles
from ravayat.grounding.meanings import add_meanings
from ravayat.grounding.registry import read_context
from ravayat.ledger.joining.blocking import filed_under
from ravayat.ledger.joining.traits import Traits
from ravayat.ledger.keys import number_of
from ravayat.ledger.store import Question, Store, open_store
from ravayat.ledger.store.joining import traits_from_json
from ravayat.ledger.store.words import searchable
from ravayat.pipeline import load_reader
from ravayat.records import Article, Claim, ReadArticle

STEPS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
QUESTIONS = 200
ADDITIONS = 100
"""Articles of one kind that are added at one size; real reports are three times as many."""
SHORT = 4
"""Most claims of a short article; real reports with any have 2.5 on average, those of the corpus nine."""
LONG = 6
"""Least claims of a long report, the twentieth part of those that have any."""
BATCH = 16
SHIFT = 3
"""Days between one copy and the next."""
ID_SPACE = 100_000
"""Numbers that one copy of the corpus takes at most."""


class Packed:
    """A read article that waits to be added.

    Args:
        read: the article.

    Attributes:
        claims: how many it has.
    """

    def __init__(self, read: ReadArticle) -> None:
        self.claims = len(read.claims)
        self._packed = pickle.dumps(read)

    def read(self) -> ReadArticle:
        """The article, anew each time."""
        read: ReadArticle = pickle.loads(self._packed)  # noqa: S301 - packed above
        return read


def main() -> int:
    """Grow, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/articles"))
    parser.add_argument("--claims", type=int, default=STEPS[-1], help="largest size")
    parser.add_argument("--news", type=Path, help="real reports (.jsonl.gz) to be added too")
    parser.add_argument("--store", type=Path, help="keep the store here; one that is there is measured as it is")
    options = parser.parse_args()
    base = [Packed(read) for read in map(_read, load_articles(options.corpus)) if read.claims]
    real = _real(options.news) if options.news else []
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "store.sqlite"
        if path.exists():
            measure(path, base, real, random.randrange(500), None)
            return 0
        with open_store(path) as store:
            started = time.perf_counter()
            for one in base:
                store.add(one.read(), "annotated")
            print(f"{len(base)} articles added in {time.perf_counter() - started:.0f} s: {store.counts()}")
        copies = 0
        for number, step in enumerate(step for step in STEPS if step <= options.claims):
            copies = grow(path, step, copies)
            measure(path, base, real, copies, number)
    return 0


def measure(path: Path, base: list[Packed], real: list[Packed], copies: int, step: int | None) -> None:
    """Ask and add, print what it took.

    Args:
        path: of the store.
        base: written articles.
        real: reports; those of a step are added at no other.
        copies: of the corpus that the store holds.
        step: number of the size, from 0; ``None`` where any report may be added that is not there yet.
    """
    draw = random.Random(copies)
    shift = timedelta(days=SHIFT * copies + 1)
    short = [one for one in base if one.claims <= SHORT]
    with open_store(path) as store:
        of_step = real if step is None else real[step :: len(STEPS)]
        usual = [one for one in of_step if store.find(one.read().article, "annotated") is None][: 3 * ADDITIONS]
    rest = real[3 * ADDITIONS * len(STEPS) :]
    kinds = {
        "real reports": usual,
        f"real reports of {LONG} claims or more": [one for one in rest if one.claims >= LONG],
        "written articles": draw.sample(base, min(len(base), ADDITIONS)),
        f"written articles of at most {SHORT} claims": draw.sample(short, min(len(short), ADDITIONS)),
    }
    with open_store(path) as store:
        held = store.counts()
        size = path.stat().st_size / 1e6
        load = os.getloadavg()[0]
        print(f"{held['claims']:,} claims, {held['events']:,} events, {size:,.0f} MB; load of the machine {load:.1f}")
        _print("questions", [_timed(lambda: store.ask(_question(draw))) for _ in range(QUESTIONS)])
        for kind, some in kinds.items():
            # Most real reports are added as they are, each at one size; the others are in the store by then.
            mark = None if some is usual else f"{kind} {copies}"
            before = store.counts()["articles"]
            timed = [_added(store, one.read() if mark is None else _shifted(one.read(), shift, mark)) for one in some]
            if store.counts()["articles"] - before < len(some):
                raise SystemExit(f"some of the {kind} were in the store already, which costs nothing: run it again")
            of = statistics.mean(one.claims for one in some) if some else 0
            _print(f"{kind} ({len(some)}, {of:.1f} claims)", timed)


def _added(store: Store, read: ReadArticle) -> tuple[float, float]:
    read_context(read.article.text)
    return _timed(lambda: store.add(read, "annotated"))


def _print(kind: str, timed: list[tuple[float, float]]) -> None:
    if timed:
        wall, processor = ([pair[side] for pair in timed] for side in (0, 1))
        print(
            f"  {kind:<56} wall p50 {_middle(wall):5.1f} p95 {_high(wall):6.1f} max {max(wall):6.1f} | "
            f"processor p50 {_middle(processor):5.1f} p95 {_high(processor):6.1f}",
            flush=True,
        )


def grow(path: Path, claims: int, copies: int) -> int:
    """Copy the first corpus until the store holds ``claims``; returns how many copies there are."""
    with sqlite3.connect(path, isolation_level=None) as base:
        base.execute("PRAGMA synchronous=OFF")
        rows = {table: base.execute(f"SELECT * FROM {table} WHERE {where}").fetchall() for table, where in _TABLES}  # noqa: S608
        names = {table: [c[1] for c in base.execute(f"PRAGMA table_info({table})")] for table, _ in _TABLES}
        texts = dict(base.execute("SELECT id, text FROM article WHERE id < ?", (ID_SPACE,)))
        words = [(row[0], _words(dict(zip(names["claim"], row, strict=True)), texts)) for row in rows["claim"]]
        held = base.execute("SELECT count(*) FROM claim WHERE live").fetchone()[0]
        while held < claims:
            copies += 1
            base.execute("BEGIN")
            for table, _ in _TABLES:
                columns = names[table]
                made = [_copied(table, dict(zip(columns, row, strict=True)), copies) for row in rows[table]]
                marks = ", ".join("?" * len(columns))
                base.executemany(f"INSERT INTO {table} VALUES ({marks})", made)  # noqa: S608
            base.executemany("INSERT INTO block VALUES (?, ?)", _blocks(rows["telling"], names["telling"], copies))
            moved = ((number + copies * ID_SPACE, told) for number, told in words)
            base.executemany("INSERT INTO claim_words (rowid, words) VALUES (?, ?)", moved)
            base.execute("COMMIT")
            held += sum(1 for row in rows["claim"] if dict(zip(names["claim"], row, strict=True))["live"])
        base.execute("ANALYZE")
    return copies


_OWN = f"< {ID_SPACE}"
_TABLES = (
    ("article", f"id {_OWN}"),
    ("reading", f"id {_OWN}"),
    ("claim", f"id {_OWN}"),
    ("teller", f"claim {_OWN}"),
    ("participant", f"claim {_OWN}"),
    ("telling", f"claim {_OWN}"),
    ("claim_join", f"id {_OWN}"),
    ("stretch", f"article {_OWN}"),
    ("event", f"id {_OWN}"),
)
_NUMBERS = {
    "article": ("id", "copy_of"),
    "reading": ("id", "article"),
    "claim": ("id", "reading", "article", "event"),
    "teller": ("claim",),
    "participant": ("claim",),
    "telling": ("claim",),
    "claim_join": ("id", "first", "second"),
    "stretch": ("article",),
    "event": ("id",),
}


def _copied(table: str, row: dict[str, Any], copy: int) -> list[Any]:
    for column in _NUMBERS[table]:
        if row[column] is not None:
            row[column] += copy * ID_SPACE
    days = SHIFT * copy
    if table == "article":
        row["digest"] = hashlib.sha256(f"{copy} {row['digest']}".encode()).hexdigest()
        row["name"] = f"{copy} {row['name']}"
    elif table == "stretch":
        row["key"] = number_of(f"{copy} {row['key']}".encode())
    elif table == "event":
        for side in ("first", "last"):
            row[side] = None if row[side] is None else row[side] + days
    elif table == "telling":
        row["traits"] = json.dumps(_moved(json.loads(row["traits"]), days), ensure_ascii=False)
    return list(row.values())


def _moved(traits: dict[str, Any], days: int) -> dict[str, Any]:
    return traits | {
        side: traits[side] + days for side in ("first", "last", "published") if traits.get(side) is not None
    }


def _blocks(rows: list[Any], columns: list[str], copy: int) -> list[tuple[int, int]]:
    found = []
    for row in rows:
        values = dict(zip(columns, row, strict=True))
        traits: Traits = traits_from_json(_moved(json.loads(values["traits"]), SHIFT * copy))
        found += [(key, values["claim"] + copy * ID_SPACE) for key in filed_under(traits)]
    return found


def _words(claim: dict[str, Any], texts: dict[int, str]) -> str:
    span = json.loads(claim["body"])["trigger"]["span"]
    text = texts[claim["article"]]
    return searchable(text[max(0, span.get("start", 0) - 300) : span["end"] + 300])


def _question(draw: random.Random) -> Question:
    month = date(draw.randrange(2004, 2026), draw.randrange(1, 13), 1)
    return Question(
        types=(draw.choice(("air_strike", "armed_clash", "explosion", "shelling", "civilian_attack")),),
        country=draw.choice(("SY", "IQ", "AF", "YE", "PS", "UA", "SD", "LB", "PK", "IR")),
        since=month,
        until=month + timedelta(days=30),
        standing=(draw.choice(("single_source", "corroborated", "contested", "unconfirmed")),),
    )


def _shifted(read: ReadArticle, shift: timedelta, mark: str) -> ReadArticle:
    """The article some days later, from another outlet: its text is a copy of the first, which is looked up too."""
    published = read.article.published + shift if read.article.published else None
    claims = tuple(_later(claim, shift) for claim in read.claims)

    text = read.article.text
    article = Article(f"{mark} {read.article.doc}", text, mark, published)
    return replace(read, article=article, claims=claims)


def _later(claim: Claim, shift: timedelta) -> Claim:
    if claim.time is None or claim.time.first is None or claim.time.last is None:
        return claim
    moved = replace(claim.time, first=claim.time.first + shift, last=claim.time.last + shift)
    return replace(claim, time=moved)


def _read(annotated: Any) -> ReadArticle:
    return ReadArticle(annotated.article, add_meanings(annotated.article, annotated.claims))


def _real(news: Path) -> list[Packed]:
    """Real reports in which the shipped reader finds claims, in an order of chance."""
    articles = list(news_articles(news))
    reader = load_reader()
    parts = (articles[at : at + BATCH] for at in range(0, len(articles), BATCH))
    found = [read for part in parts for read in reader.read(part)]
    told = sorted(len(read.claims) for read in found)
    print(
        f"{len(found)} real reports, {statistics.mean(told):.2f} claims each, p95 {told[int(0.95 * len(told))]}; "
        f"{sum(1 for number in told if number)} have claims"
    )
    found = [read for read in found if read.claims]
    random.Random(0).shuffle(found)
    return [Packed(read) for read in found]


def _timed(run: Any) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    started, busy = time.perf_counter(), time.process_time()
    run()
    return (time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000


def _middle(values: list[float]) -> float:
    return statistics.median(values)


def _high(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]


__all__ = ["Store", "main"]

if __name__ == "__main__":
    raise SystemExit(main())
