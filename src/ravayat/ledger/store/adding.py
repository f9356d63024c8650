"""Puts a read article into the store: one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from ravayat.ledger.copies import fingerprint
from ravayat.ledger.joining.traits import traits_of
from ravayat.ledger.joining.weighing import Weighing
from ravayat.ledger.roots import root_of, tellers_of
from ravayat.ledger.standing.rules import Rules
from ravayat.ledger.store import words
from ravayat.ledger.store.carrying import carry_over
from ravayat.ledger.store.copying import Like, file_stretches, likes, link_copies
from ravayat.ledger.store.deriving import derive
from ravayat.ledger.store.faults import StoreFault
from ravayat.ledger.store.joining import Candidate, Telling, file_tellings, forget_tellings, join_tellings, left_alone
from ravayat.ledger.store.rows import article_row, claim_row, digest_of, now, participant_rows, teller_rows, words_rows
from ravayat.ledger.store.schema import article, claim, participant, reading, teller
from ravayat.ledger.store.statements import insert_one, insert_plain
from ravayat.records import Article, Claim, ReadArticle

_LONGEST_MODEL = 64


class Outcome(Enum):
    """What became of an article that was to be added."""

    ADDED = "added"
    KNOWN = "known"
    VERSION = "version"
    REREAD = "reread"


@dataclass(frozen=True, slots=True)
class Added:
    """An article's number in the store, what became of it, and the events that it changed."""

    article: int
    outcome: Outcome
    events: tuple[int, ...] = ()


def add(connection: Connection, read: ReadArticle, model: str, weighing: Weighing, rules: Rules) -> Added:
    """Store an article and its claims and join them to events.

    The same article again changes nothing, unless another model read it: then that reading takes the place of
    the old one, which is kept. A changed text under the same address, or under the same name where it
    repeats the old one, is a new version; the old one's claims leave the events.

    Raises:
        StoreFault: a database cannot hold the text, or the name of the model.
    """
    _check(read, model)
    known = connection.execute(select(article.c.id).where(article.c.digest == digest_of(read.article))).scalar()
    if known is not None:
        return _again(connection, known, read, model, weighing, rules)
    print_ = fingerprint(read.article.text)
    found = likes(connection, print_)
    before = _version_before(connection, read.article, found)
    number = _insert_article(connection, read.article, before)
    file_stretches(connection, number, print_)
    # A version is no copy of the one before it.
    others = [like for like in found if before is None or like.row.name != before.name]
    copies = link_copies(connection, number, others)
    old = _retire(connection, before.id, rules) if before else []
    events = _store_claims(connection, number, read, model, weighing, rules, old)
    events += derive(connection, copies, rules)
    return Added(number, Outcome.VERSION if before else Outcome.ADDED, tuple(dict.fromkeys(events)))


def _check(read: ReadArticle, model: str) -> None:
    one = read.article
    if "\0" in f"{one.doc}{one.text}{one.outlet}{one.title}{one.url}":
        # PostgreSQL's text cannot hold it; what one database takes the other must take too.
        raise StoreFault(one.doc, "holds a null character", "take it out of the text")
    if not model or len(model) > _LONGEST_MODEL:
        raise StoreFault(f"model {model!r}", f"is no name of 1 to {_LONGEST_MODEL} characters", "name it shorter")


def _again(
    connection: Connection, number: int, read: ReadArticle, model: str, weighing: Weighing, rules: Rules
) -> Added:
    live = select(reading.c.model).where(reading.c.article == number, reading.c.live)
    current = connection.execute(select(article.c.current).where(article.c.id == number)).scalar_one()
    if not current or connection.execute(live).scalar() == model:
        return Added(number, Outcome.KNOWN)
    old = _retire(connection, number, rules, current=True)
    events = _store_claims(connection, number, read, model, weighing, rules, old)
    return Added(number, Outcome.REREAD, tuple(events))


def _version_before(connection: Connection, new: Article, found: Sequence[Like]) -> Row[Any] | None:
    """The current article that ``new`` is a changed form of."""
    if new.url:
        same = select(article).where(article.c.name == new.url, article.c.current)
        return connection.execute(same).first()
    rows = (like.row for like in found if like.row.current and not like.row.url)
    return next((row for row in rows if (row.doc, row.outlet) == (new.doc, new.outlet)), None)


def _insert_article(connection: Connection, new: Article, before: Row[Any] | None) -> int:
    row = article_row(new)
    row |= {
        "name": before.name if before else new.url or f"{new.doc} {row['digest']}",
        "version": before.version + 1 if before else 1,
        "current": True,
        "added": now(),
    }
    return insert_one(connection, article, row)


def _retire(connection: Connection, number: int, rules: Rules, *, current: bool = False) -> list[int]:
    """Take an article's reading, and with ``current`` false the article too, out of use; the ids of its claims."""
    in_use = (
        select(claim.c.id)
        .join(reading, claim.c.reading == reading.c.id)
        .where(claim.c.article == number, reading.c.live)
    )
    old = list(connection.execute(in_use).scalars())
    connection.execute(update(claim).where(claim.c.id.in_(old)).values(live=False))
    forget_tellings(connection, old)
    connection.execute(update(reading).where(reading.c.article == number).values(live=False))
    if not current:
        connection.execute(update(article).where(article.c.id == number).values(current=False))
    # What is left of the events stands by itself before anything is joined to it.
    derive(connection, old, rules)
    return old


def _store_claims(
    connection: Connection,
    number: int,
    read: ReadArticle,
    model: str,
    weighing: Weighing,
    rules: Rules,
    old: Sequence[int],
) -> list[int]:
    row = {"article": number, "model": model, "live": True, "at": now()}
    key = insert_one(connection, reading, row)
    roots = [root_of(one, read.article.outlet, read.article.forwarded_from) for one in read.claims]
    rows = [claim_row(one, root, reading=key, article=number) for one, root in zip(read.claims, roots, strict=True)]
    ids = _insert_claims(connection, rows)
    tellers, people = [], []
    for own, one in zip(ids, read.claims, strict=True):
        tellers += teller_rows(own, tellers_of(one, read.article.outlet))
        people += participant_rows(own, one)
    insert_plain(connection, teller, tellers)
    insert_plain(connection, participant, people)
    pairs = list(zip(ids, read.claims, strict=True))
    words.insert(connection, words_rows(read.article, pairs))
    tellings = _tellings(read.article, pairs)
    file_tellings(connection, tellings)
    carry_over(connection, old, pairs, read.article)
    # What took the place of other claims may have been corrected by people, or rejected, as those were.
    filed = {} if old else {one.anchor: Candidate(None, number, one.traits) for one in tellings}
    joined = join_tellings(connection, [one.anchor for one in tellings], weighing, filed)
    events = derive(connection, [*ids, *old], rules, rejoined=joined)
    return events + _join_again(connection, old, weighing, rules)


def _insert_claims(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Put claims into their table; their ids, in the order of ``rows``."""
    if not rows:
        return []
    numbers = [row["number"] for row in rows]
    if len(set(numbers)) < len(numbers):
        # They cannot be told apart by their numbers, and SQLite would put them in one by one to keep the order.
        returned = insert(claim).returning(claim.c.id, sort_by_parameter_order=True)
        return list(connection.execute(returned, list(rows)).scalars())
    found = connection.execute(insert(claim).returning(claim.c.number, claim.c.id), list(rows))
    ids = {row.number: row.id for row in found}
    return [ids[number] for number in numbers]


def _join_again(connection: Connection, old: Sequence[int], weighing: Weighing, rules: Rules) -> list[int]:
    """Find an event for tellings of other articles that were joined to one out of use; the events that change.

    Otherwise an event that hung together through a report would fall to pieces when that report is read again.
    """
    events: list[int] = []
    for anchor in left_alone(connection, old):
        joined = join_tellings(connection, [anchor], weighing)
        events += derive(connection, (), rules, rejoined=joined) if joined else []
    return events


def _tellings(source: Article, pairs: Sequence[tuple[int, Claim]]) -> list[Telling]:
    groups: dict[int, list[int]] = {}
    for number, one in pairs:
        groups.setdefault(one.event, []).append(number)
    traits = traits_of(source, [one for _, one in pairs])
    return [Telling(tuple(numbers), traits[event]) for event, numbers in groups.items()]
