"""Which stored texts a new one repeats or is repeated by, and who had the text first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from ravayat.ledger.copies import LEAST_SHARE, Fingerprint, fingerprint, shared
from ravayat.ledger.store.schema import article, claim, stretch
from ravayat.ledger.store.statements import among, insert_plain

_LIKELIEST = 20
"""Stored texts that a new one is compared with word by word."""


@dataclass(frozen=True, slots=True)
class Like:
    """A stored article whose text one repeats, with the share that they have in common."""

    row: Row[Any]
    share: float


def likes(connection: Connection, print_: Fingerprint) -> list[Like]:
    """The stored texts that one has in common with, versions out of use too, the likest first."""
    if not print_.keys:
        return []
    ids = list(connection.execute(_NEAR, {"keys": list(print_.keys)}).scalars())
    # Most share a few stretches by chance: the rest of a row is fetched of those alone that are alike.
    texts = connection.execute(_TEXTS, {"ids": ids}) if ids else ()
    shares = {row.id: share for row in texts if (share := shared(print_, fingerprint(row.text))) >= LEAST_SHARE}
    rows = connection.execute(_THESE, {"ids": list(shares)}) if shares else ()
    # Of versions that are as like the one in use comes first, since events show it.
    found = (Like(row, shares[row.id]) for row in rows)
    return sorted(found, key=lambda like: (-like.share, not like.row.current, like.row.id))


# Made once: making a statement costs as much as running it.
_NEAR = (
    select(stretch.c.article)
    .where(among(stretch.c.key, "keys"))
    .group_by(stretch.c.article)
    .order_by(func.count().desc(), stretch.c.article)
    .limit(_LIKELIEST)
)
_TEXTS = select(article.c.id, article.c.text).where(among(article.c.id, "ids"))
_THESE = select(article).where(among(article.c.id, "ids"))


def file_stretches(connection: Connection, number: int, print_: Fingerprint) -> None:
    """File an article under the keys that copies of it are found by."""
    insert_plain(connection, stretch, [{"key": key, "article": number} for key in print_.keys])


def link_copies(connection: Connection, number: int, found: Sequence[Like]) -> list[int]:
    """Link a new article to the text that it repeats, and stored ones that repeat it to it.

    Whoever published first had the text first, who tells no day after all who do; among equals, whoever was stored
    first. A version had it when the first of its versions had: a correction is no copy of who copied what it corrects.
    The order is the same whichever is stored first, so that links never go round in a circle.

    Args:
        connection: to the store.
        number: of the new article, which is stored already.
        found: the stored texts that it has in common with, other versions of it left out.

    Returns:
        the claims whose root may be another one now.
    """
    if not found:
        return []
    ranks = _ranks(connection, [number, *(like.row.id for like in found)])
    own = ranks[number]
    before = next((like for like in found if ranks[like.row.id] < own), None)
    if before:
        _link(connection, number, before.row.id, before.share)
    # What is linked already repeats a text that is earlier still, or one that repeats this one, or what this corrects.
    linked = {None, *connection.execute(_VERSIONS, {"number": number}).scalars()}
    after = [like for like in found if ranks[like.row.id] > own and like.row.copy_of in linked]
    for like in after:
        _link(connection, like.row.id, number, like.share)
    return _claims_of_copies(connection, [like.row.id for like in after])


def _ranks(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[date, int]]:
    """When each of the articles was told first: the earliest day of its versions, and the lowest number of them."""
    rows = connection.execute(_FIRST, {"ids": list(numbers)})
    return {row.id: (row.published or date.max, row.first) for row in rows}


_version = article.alias()
_FIRST = (
    select(article.c.id, func.min(_version.c.published).label("published"), func.min(_version.c.id).label("first"))
    .join(_version, _version.c.name == article.c.name)
    .where(among(article.c.id, "ids"))
    .group_by(article.c.id)
)
_VERSIONS = (
    select(_version.c.id).join(article, article.c.name == _version.c.name).where(article.c.id == bindparam("number"))
)


def _link(connection: Connection, copy: int, original: int, share: float) -> None:
    values = {"copy_of": original, "copy_share": round(share, 3)}
    connection.execute(update(article).where(article.c.id == copy).values(values))


def _claims_of_copies(connection: Connection, articles: Iterable[int]) -> list[int]:
    """Live claims of articles and of all that repeat them, through copies of copies."""
    every: set[int] = set()
    new = set(articles)
    while new:
        every |= new
        copies = select(article.c.id).where(article.c.copy_of.in_(sorted(new)))
        new = set(connection.execute(copies).scalars()) - every
    if not every:
        return []
    live = select(claim.c.id).where(claim.c.article.in_(sorted(every)), claim.c.live)
    return list(connection.execute(live).scalars())
