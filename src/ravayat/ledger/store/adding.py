"""Puts a read article into the store: one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from ravayat.ledger.copies import LEAST_SHARE, Fingerprint, fingerprint, shared
from ravayat.ledger.joining.traits import traits_of
from ravayat.ledger.joining.weighing import Weighing
from ravayat.ledger.roots import root_of, tellers_of
from ravayat.ledger.standing.rules import Rules
from ravayat.ledger.store import words
from ravayat.ledger.store.deriving import derive
from ravayat.ledger.store.joining import Telling, file_tellings, join_tellings
from ravayat.ledger.store.reviewing import carry_over
from ravayat.ledger.store.rows import claim_row, digest_of, now, participant_rows, teller_rows, words_rows
from ravayat.ledger.store.schema import article, band, claim, participant, reading, teller
from ravayat.records import Article, Claim, ReadArticle

_LIKELIEST = 20
"""Stored texts that a new one is compared with word by word."""


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
    """
    known = connection.execute(select(article.c.id).where(article.c.digest == digest_of(read.article))).scalar()
    if known is not None:
        return _again(connection, known, read, model, weighing, rules)
    print_ = fingerprint(read.article.text)
    like = _likest(connection, print_)
    before = _version_before(connection, read.article, like)
    copied = None if before else like
    number = _insert_article(connection, read.article, before, copied)
    keys = dict.fromkeys(print_.bands)
    connection.execute(insert(band), [{"key": key, "article": number} for key in keys])
    old = _retire(connection, before.id) if before else []
    if copied and connection.execute(select(article.c.copy_of).where(article.c.id == copied.row.id)).scalar() == number:
        # The stored one turns out to be the copy: its own voice is not a root any more.
        old += connection.execute(select(claim.c.id).where(claim.c.article == copied.row.id, claim.c.live)).scalars()
    events = _store_claims(connection, number, read, model, weighing, rules, old)
    return Added(number, Outcome.VERSION if before else Outcome.ADDED, tuple(events))


def _again(
    connection: Connection, number: int, read: ReadArticle, model: str, weighing: Weighing, rules: Rules
) -> Added:
    live = select(reading.c.model).where(reading.c.article == number, reading.c.live)
    current = connection.execute(select(article.c.current).where(article.c.id == number)).scalar_one()
    if not current or connection.execute(live).scalar() == model:
        return Added(number, Outcome.KNOWN)
    old = _retire(connection, number, current=True)
    events = _store_claims(connection, number, read, model, weighing, rules, old)
    return Added(number, Outcome.REREAD, tuple(events))


@dataclass(frozen=True, slots=True)
class _Like:
    """A stored article whose text one repeats, with the share that they have in common."""

    row: Row[Any]
    share: float


def _likest(connection: Connection, print_: Fingerprint) -> _Like | None:
    meetings = func.count().label("meetings")
    near = (
        select(band.c.article, meetings)
        .where(band.c.key.in_(list(print_.bands)))
        .group_by(band.c.article)
        .order_by(meetings.desc(), band.c.article)
        .limit(_LIKELIEST)
    )
    ids = [row.article for row in connection.execute(near)]
    rows = connection.execute(select(article).where(article.c.id.in_(ids))) if ids else ()
    shares = [_Like(row, shared(print_, fingerprint(row.text))) for row in rows]
    best = max(shares, key=lambda like: (like.share, -like.row.id), default=None)
    return best if best and best.share >= LEAST_SHARE else None


def _version_before(connection: Connection, new: Article, like: _Like | None) -> Row[Any] | None:
    """The current article that ``new`` is a changed form of."""
    if new.url:
        same = select(article).where(article.c.name == new.url, article.c.current)
        return connection.execute(same).first()
    if like and not like.row.url and like.row.current and (like.row.doc, like.row.outlet) == (new.doc, new.outlet):
        return like.row
    return None


def _insert_article(connection: Connection, new: Article, before: Row[Any] | None, copied: _Like | None) -> int:
    name = before.name if before else new.url or f"{new.doc} {digest_of(new)}"
    row = {
        "digest": digest_of(new),
        "name": name,
        "version": before.version + 1 if before else 1,
        "current": True,
        "doc": new.doc,
        "outlet": new.outlet,
        "published": new.published,
        "title": new.title,
        "url": new.url,
        "text": new.text,
        "added": now(),
    }
    number = connection.execute(insert(article).values(row)).inserted_primary_key
    if number is None:
        raise RuntimeError("the database gave no number to the article")
    own: int = number[0]
    if copied:
        # Whoever published first had the text first; among equals, whoever was stored first.
        theirs, mine = copied.row.published, new.published
        later, first = (copied.row.id, own) if theirs and mine and mine < theirs else (own, copied.row.id)
        values = {"copy_of": first, "copy_share": round(copied.share, 3)}
        connection.execute(update(article).where(article.c.id == later).values(values))
    return own


def _retire(connection: Connection, number: int, *, current: bool = False) -> list[int]:
    """Take an article's live reading, and with ``current`` false the article too, out of use; its claims' ids."""
    live = select(claim.c.id).where(claim.c.article == number, claim.c.live)
    old = list(connection.execute(live).scalars())
    connection.execute(update(claim).where(claim.c.id.in_(old)).values(live=False))
    connection.execute(update(reading).where(reading.c.article == number).values(live=False))
    if not current:
        connection.execute(update(article).where(article.c.id == number).values(current=False))
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
    key = connection.execute(insert(reading).values(row)).inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave no number to the reading")
    roots = [root_of(one, read.article.outlet) for one in read.claims]
    rows = [claim_row(one, root, reading=key[0], article=number) for one, root in zip(read.claims, roots, strict=True)]
    ids: list[int] = []
    if rows:
        returned = insert(claim).returning(claim.c.id, sort_by_parameter_order=True)
        ids = list(connection.execute(returned, rows).scalars())
    tellers, people = [], []
    for own, one, root in zip(ids, read.claims, roots, strict=True):
        tellers += teller_rows(own, tellers_of(one, read.article.outlet), root)
        people += participant_rows(own, one)
    for table, values in ((teller, tellers), (participant, people)):
        if values:
            connection.execute(insert(table), values)
    pairs = list(zip(ids, read.claims, strict=True))
    words.insert(connection, words_rows(read.article, pairs))
    tellings = _tellings(read.article, pairs)
    file_tellings(connection, tellings)
    carry_over(connection, old, pairs)
    joined = join_tellings(connection, tellings, weighing)
    return derive(connection, [*ids, *joined, *old], rules)


def _tellings(source: Article, pairs: Sequence[tuple[int, Claim]]) -> list[Telling]:
    groups: dict[int, list[int]] = {}
    for number, one in pairs:
        groups.setdefault(one.event, []).append(number)
    traits = traits_of(source, [one for _, one in pairs])
    return [Telling(tuple(numbers), traits[event]) for event, numbers in groups.items()]
