"""Who tells, through whom, and how that stands: the sources of all events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, distinct, func, literal, select

from ravayat.grounding.registry import default_registry
from ravayat.ledger.roots import Teller, speaks_as, tellers_of
from ravayat.ledger.store import is_teller
from ravayat.ledger.store.codec import claim_from_json
from ravayat.ledger.store.schema import article, claim, event, teller
from ravayat.web.desk import Desk

_MOST_LINKS = 400


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with what it told.

    Attributes:
        key: id of the registry, or folded words.
        fa, en: labels; ``en`` is empty where only the words are known.
        kind: of the registry, where known.
        party: it takes part in the conflict of an article that names it.
        claims, events: that it tells, as outlet or in a chain.
        as_root: events that it is a root of.
        alone: of these, those that nobody else asserts.
        contested, acknowledged: of these, those that stand so.
    """

    key: str
    fa: str
    en: str
    kind: str | None
    party: bool
    claims: int
    events: int
    as_root: int
    alone: int
    contested: int
    acknowledged: int


@dataclass(frozen=True, slots=True)
class Quoting:
    """Who quotes whom, and how often.

    Attributes:
        by: key of who passes the words on.
        of: key of whose words they are.
        claims: how many.
    """

    by: str
    of: str
    claims: int


def sources(desk: Desk, *, most: int = 200, key: str | None = None) -> list[SourceLine]:
    """The sources that tell most, or the one of ``key``: of a body with many offices all of them as one."""
    named_as = teller.c.source if key is None else literal(key)
    rooted = claim.c.root == teller.c.source if key is None else is_teller(claim.c.root, key)
    told_alone = rooted & (event.c.roots == 1) & (claim.c.stance == "asserted")
    query = (
        select(
            named_as.label("source"),
            func.count(distinct(teller.c.claim)).label("claims"),
            func.count(distinct(claim.c.event)).label("events"),
            func.count(distinct(case((rooted, claim.c.event)))).label("as_root"),
            func.count(distinct(case((told_alone, claim.c.event)))).label("alone"),
            func.count(distinct(case((rooted & (event.c.standing == "contested"), claim.c.event)))).label("contested"),
            func.count(distinct(case((rooted & (event.c.standing == "acknowledged"), claim.c.event)))).label("taken"),
            func.min(teller.c.claim).label("sample"),
        )
        .join(claim, teller.c.claim == claim.c.id)
        .join(event, claim.c.event == event.c.id)
        .where(claim.c.live)
        .order_by(func.count(distinct(teller.c.claim)).desc(), named_as)
        .limit(most)
    )
    query = query.group_by(teller.c.source) if key is None else query.where(is_teller(teller.c.source, key))
    with desk.looking() as connection:
        rows = [row for row in connection.execute(query) if row.claims]
        named = _named(connection, {row.source: row.sample for row in rows})
    return [
        SourceLine(
            key=row.source,
            fa=named[row.source].fa,
            en=named[row.source].en,
            kind=named[row.source].kind,
            party=named[row.source].party,
            claims=row.claims,
            events=row.events,
            as_root=row.as_root,
            alone=row.alone,
            contested=row.contested,
            acknowledged=row.taken,
        )
        for row in rows
    ]


def quotings(desk: Desk, *, most: int = _MOST_LINKS, key: str | None = None) -> list[Quoting]:
    """Who quotes whom, the most frequent first; only what ``key`` takes part in, where told."""
    nearer, further = teller.alias("nearer"), teller.alias("further")
    counted = func.count().label("n")
    query = (
        select(nearer.c.source.label("by"), further.c.source.label("of"), counted)
        .join(further, (nearer.c.claim == further.c.claim) & (nearer.c.place + 1 == further.c.place))
        .join(claim, nearer.c.claim == claim.c.id)
        .where(claim.c.live, nearer.c.source != further.c.source)
        .group_by(nearer.c.source, further.c.source)
        .order_by(counted.desc(), nearer.c.source, further.c.source)
        .limit(most)
    )
    if key is not None:
        query = query.where(is_teller(nearer.c.source, key) | is_teller(further.c.source, key))
    with desk.looking() as connection:
        return [Quoting(row.by, row.of, row.n) for row in connection.execute(query)]


def labels(desk: Desk, keys: Sequence[str]) -> dict[str, Teller]:
    """What tellers are called, by key; one that nobody tells goes by its key."""
    query = select(teller.c.source, func.min(teller.c.claim).label("sample")).where(teller.c.source.in_(keys))
    with desk.looking() as connection:
        samples = {row.source: row.sample for row in connection.execute(query.group_by(teller.c.source))}
        return _named(connection, samples) | {key: Teller(key, key) for key in keys if key not in samples}


def _named(connection: Connection, samples: dict[str, int]) -> dict[str, Teller]:
    """Tellers by key, as one claim of each tells them."""
    query = select(claim.c.id, claim.c.body, article.c.outlet).join(article, claim.c.article == article.c.id)
    ids = sorted(set(samples.values()))
    rows = {row.id: row for row in connection.execute(query.where(claim.c.id.in_(ids)))} if ids else {}
    found = {}
    for key, sample in samples.items():
        row = rows[sample]
        own = next((one for one in tellers_of(claim_from_json(row.body), row.outlet) if speaks_as(one.key, key)), None)
        known = default_registry().entries.get(key)
        name = (
            (known.fa, known.en)
            if known
            else (own.fa, own.en)
            if own and own.key == key
            else (key, own.en if own else "")
        )
        found[key] = Teller(key, *name, kind=own.kind if own else None, party=bool(own and own.party))
    return found
