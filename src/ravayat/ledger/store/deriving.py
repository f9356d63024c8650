"""Events anew out of claims and joins, for the claims that something happened to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Row, Text, Update, and_, bindparam, cast, delete, or_, select, update

from ravayat.ledger.events import Original, event_of
from ravayat.ledger.joining.components import Link, components
from ravayat.ledger.standing.rules import Rules
from ravayat.ledger.store.grade_names import grade_name
from ravayat.ledger.store.rows import now, stored_article, stored_claim, stored_join
from ravayat.ledger.store.schema import article, claim, claim_join, event, reading, review
from ravayat.ledger.store.statements import among, insert_rows, parts
from ravayat.records import Event, Join, Standing, StoredClaim


def derive(connection: Connection, claims: Iterable[int], rules: Rules, *, rejoined: Iterable[int] = ()) -> list[int]:
    """Work out the events of ``claims`` and of all claims joined to them; returns the ids of these events.

    Args:
        connection: of a transaction that writes.
        claims: that something happened to.
        rules: of grading.
        rejoined: claims that were joined otherwise, and nothing else. An event of such claims alone that has the
            claims that it had is what it was, and is not worked out.
    """
    touched = set(claims)
    before = _claims(connection, touched.union(rejoined))
    old = {row.event for row in before if row.event is not None}
    members, joins = _closure(connection, before, old)
    owners: dict[int, int | None] = {}
    for group in components(members, joins):
        alive = [one for one in group if members[one].live]
        owners |= dict.fromkeys(group, alive[0] if alive else None)
    # Claims of readings out of use are in no event.
    owners |= dict.fromkeys(row.id for row in before if row.id not in members)
    known = {row.id: row.event for row in (*before, *members.values())}
    moved = {one: owner for one, owner in owners.items() if known[one] != owner}
    _write(connection, _MOVE, moved)
    numbers = sorted({owner for owner in owners.values() if owner is not None})
    other = {number for one in {*touched, *moved} if one in owners for number in (owners[one], known[one])}
    found = load_events(connection, [one for one in numbers if one in other], rules, shown=False)
    _forget(connection, old - set(numbers))
    _file(connection, found)
    _write_roots(connection, found)
    return numbers


def _forget(connection: Connection, gone: Collection[int]) -> None:
    for part in parts(gone):
        connection.execute(_FORGET, {"ids": part})


def _file(connection: Connection, found: Sequence[Event]) -> None:
    """Write the rows of events as far as they differ from what is there.

    To delete a row and put it in again would write a page of every index of the table.
    """
    stored: dict[int, dict[str, Any]] = {}
    for part in parts(one.id for one in found):
        stored |= {row.id: row._asdict() for row in connection.execute(_ROWS, {"ids": part}).all()}
    new = []
    changes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in map(event_row, found):
        if (before := stored.get(row["id"])) is None:
            new.append(row)
        elif changed := {name for name in row if before[name] != row[name] and name != "derived"}:
            columns = _changing(frozenset(changed & _INDEXED))
            changes.setdefault(columns, []).append({"of": row["id"]} | {f"to_{name}": row[name] for name in columns})
    for columns, rows in changes.items():
        connection.execute(_change(columns), rows)
    insert_rows(connection, event, new)


_TOGETHER = [{column.name for column in index.columns} for index in event.indexes]
_INDEXED = frozenset().union(*_TOGETHER)


@lru_cache(maxsize=64)
def _changing(indexed: frozenset[str]) -> tuple[str, ...]:
    """The columns that are written where some of those in indexes differ: few statements will do for all."""
    more = {name for names in _TOGETHER for name in names if indexed & names}
    return tuple(one.name for one in event.c if one.name != "id" and (one.name in more or one.name not in _INDEXED))


@lru_cache(maxsize=64)
def _change(names: tuple[str, ...]) -> Update:
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
    return update(event).where(event.c.id == bindparam("of")).values(values)


def _write_roots(connection: Connection, events: Sequence[Event]) -> None:
    """Give claims the root that they have in their event, by which they are asked for."""
    moved: dict[int, str] = {}
    for one in events:
        stored = {told.id: told.root for told in one.claims}
        for root in one.roots:
            for number in (*root.asserts, *root.denies, *root.doubts):
                if stored[number] != root.key:
                    moved[number] = root.key
    _write(connection, _ROOT, moved)


def _write(connection: Connection, statement: Update, values: Mapping[int, Any]) -> None:
    """Run an update that takes the number of a claim and one value, for many."""
    if values:
        connection.execute(statement, [{"of": number, "to": value} for number, value in values.items()])


_MOVE = update(claim).where(claim.c.id == bindparam("of")).values(event=bindparam("to"))
_ROOT = update(claim).where(claim.c.id == bindparam("of")).values(root=bindparam("to"))
_FORGET = delete(event).where(among(event.c.id, "ids"))
_ROWS = select(event).where(among(event.c.id, "ids"))


def load_events(connection: Connection, ids: Sequence[int], rules: Rules, *, shown: bool = True) -> list[Event]:
    """Events with everything that is known of them, in the order of ``ids``; unknown ids are passed over.

    Args:
        connection: of a transaction.
        ids: of events.
        rules: of grading.
        shown: with their joins, and with labels that are fit to be shown. Who only files them needs neither.
    """
    by_event: dict[int, list[StoredClaim]] = {}
    copies: dict[int, int] = {}
    for part in parts(ids):
        rows = connection.execute(_OF_EVENTS, {"events": part}).all()
        for row, stored in zip(rows, _stored(rows), strict=True):
            by_event.setdefault(row.event, []).append(stored)
            if row.copy_of is not None:
                copies[row.article] = row.copy_of
    originals = originals_of(connection, copies)
    every = [one.id for group in by_event.values() for one in group]
    joins = _by_event(_joins(connection, every), by_event) if shown else {}
    graded = _grades(connection, every)
    events = []
    for number in ids:
        if number not in by_event:
            continue
        own = {one.id for one in by_event[number]}
        found = event_of(by_event[number], rules, joins=joins.get(number, ()), originals=originals, shown=shown)
        # Where two graded events were joined, the newest word counts.
        grade = max((graded[one] for one in own if one in graded), key=lambda row: row.id, default=None)
        events.append(replace(found, standing=_by_hand(found.standing, grade)) if grade is not None else found)
    return events


def _by_event(joins: Sequence[Join], events: Mapping[int, Sequence[StoredClaim]]) -> dict[int, list[Join]]:
    """For each event the joins that have an end in it, in their order."""
    of = {one.id: number for number, claims in events.items() for one in claims}
    found: dict[int, list[Join]] = {number: [] for number in events}
    for join in joins:
        for number in sorted({of[end] for end in (join.first, join.second) if end in of}):
            found[number].append(join)
    return found


def event_row(found: Event) -> dict[str, Any]:
    """The row of ``event`` that makes an event quick to find."""
    killed, wounded = found.estimate("killed"), found.estimate("wounded")
    days = [one.article.published for one in found.claims if one.article.published]
    return {
        "id": found.id,
        "type": found.type,
        "first": found.first.toordinal() if found.first else None,
        "last": found.last.toordinal() if found.last else None,
        "time_precision": found.time_precision,
        "place": found.place.id if found.place else None,
        "place_name": found.place.name if found.place else None,
        "place_precision": found.place_precision,
        "country": found.country,
        "province": found.province,
        "latitude": found.place.latitude if found.place else None,
        "longitude": found.place.longitude if found.place else None,
        "standing": found.standing.key,
        "also": list(found.standing.also),
        "roots": sum(1 for root in found.roots if root.asserts),
        "claims": len(found.claims),
        "articles": len({one.article.id for one in found.claims}),
        "killed": killed.best if killed else None,
        "killed_low": killed.low if killed else None,
        "killed_high": killed.high if killed else None,
        "wounded": wounded.best if wounded else None,
        "confidence": max(one.claim.confidence for one in found.claims),
        "reviewed": all(one.reviewed for one in found.claims),
        "published": min(days, default=None),
        "derived": now(),
    }


_LOADED = (
    select(
        claim.c.id,
        claim.c.event,
        cast(claim.c.body, Text).label("body"),
        claim.c.root,
        claim.c.reviewed,
        claim.c.article,
        reading.c.model,
        article.c.doc,
        article.c.outlet,
        article.c.published,
        article.c.title,
        article.c.url,
        article.c.version,
        article.c.digest,
        article.c.forwarded_from,
        article.c.copy_of,
        article.c.copy_share,
        article.c.added,
    )
    .join(reading, claim.c.reading == reading.c.id)
    .join(article, claim.c.article == article.c.id)
)
_OF_EVENTS = _LOADED.where(among(claim.c.event, "events"), claim.c.live)
_BY_NUMBER = _LOADED.where(among(claim.c.id, "ids"))


def _stored(rows: Sequence[Row[Any]]) -> list[StoredClaim]:
    articles = {row.article: row for row in rows}
    sources = {number: stored_article(row, number) for number, row in articles.items()}
    return [stored_claim(row, sources[row.article], row.model) for row in rows]


def load_claims(connection: Connection, ids: Sequence[int]) -> list[StoredClaim]:
    """Claims in the order of ``ids``, whether they are live or not; unknown ids are passed over."""
    rows = [row for part in parts(ids) for row in connection.execute(_BY_NUMBER, {"ids": part}).all()]
    # PostgreSQL gives rows in the order in which they were last written.
    found = {one.id: one for one in _stored(rows)}
    return [found[number] for number in ids if number in found]


# Made once: making a statement costs as much as running it.
_COLUMNS = select(claim.c.id, claim.c.event, claim.c.live, reading.c.live.label("read_live")).join(
    reading, claim.c.reading == reading.c.id
)
_THESE = _COLUMNS.where(among(claim.c.id, "ids"))
_REACHED = _COLUMNS.where(
    or_(among(claim.c.id, "ids"), among(claim.c.event, "events")),
    reading.c.live,
)
_AT_AN_END = (
    or_(
        among(claim_join.c.first, "ends"),
        among(claim_join.c.second, "ends"),
    ),
    claim_join.c.withdrawn.is_(None),
)
_LINKS = select(
    claim_join.c.id,
    claim_join.c.first,
    claim_join.c.second,
    claim_join.c.same,
    claim_join.c.score,
    claim_join.c.by,
).where(*_AT_AN_END)
_JOINS = select(claim_join).where(*_AT_AN_END)


def _claims(connection: Connection, ids: Iterable[int]) -> list[Any]:
    return [row for part in parts(sorted(set(ids))) for row in connection.execute(_THESE, {"ids": part}).all()]


def _closure(connection: Connection, touched: Sequence[Any], old: set[int]) -> tuple[dict[int, Any], list[Link]]:
    """Claims of the touched events and of those joined to them, each with its row, and their joins.

    Rejected claims are among them: what hangs together through one is not torn apart by its rejection. The
    events that are met are added to ``old``.

    Args:
        connection: of a transaction.
        touched: rows of claims.
        old: the events that these are in.
    """
    members: dict[int, Any] = {}
    joins: dict[int, Link] = {}
    rows = [row for row in touched if row.read_live]
    new: set[int] = set()
    events = set(old)
    while True:
        for ids, numbers in zip_longest(parts(sorted(new)), parts(sorted(events)), fillvalue=()):
            rows += connection.execute(_REACHED, {"ids": ids, "events": numbers}).all()
        fresh = {row.id: row for row in rows if row.id not in members}
        members |= fresh
        found = [row for part in parts(fresh) for row in connection.execute(_LINKS, {"ends": part}).all()]
        joins |= {join.id: join for join in found}
        # A join that a person's word made idle still leads to the other event, which may take the claim in now.
        new = {end for join in found if join.same for end in (join.first, join.second)} - members.keys()
        events = {row.event for row in fresh.values() if row.event is not None} - old
        old |= events
        if not (fresh and (new or events)):
            return members, list(joins.values())
        rows = []


def _joins(connection: Connection, claims: Sequence[int]) -> list[Join]:
    rows = (row for part in parts(claims) for row in connection.execute(_JOINS, {"ends": part}))
    found = {row.id: stored_join(row) for row in rows}
    return [found[number] for number in sorted(found)]


def originals_of(connection: Connection, copies: Mapping[int, int]) -> dict[int, Original]:
    """For each copied article the text that it repeats, through copies of copies.

    Args:
        connection: of a transaction.
        copies: for each copied article the one that it is linked to, which may be a version out of use.
    """
    sources: dict[int, Row[Any]] = {}
    waiting = set(copies.values())
    while waiting:
        rows = [row for part in parts(sorted(waiting)) for row in connection.execute(_SOURCES, {"ids": part})]
        sources |= {row.id: row for row in rows}
        waiting = {row.copy_of for row in rows if row.copy_of is not None} - sources.keys()
    ends: dict[int, Row[Any]] = {}
    for copy, original in copies.items():
        end = sources[original]
        seen = {original}
        while end.copy_of is not None and end.copy_of not in seen:
            seen.add(end.copy_of)
            end = sources[end.copy_of]
        ends[copy] = end
    now_in_use = _current_versions(connection, {end.id for end in ends.values()})
    return {copy: Original(now_in_use[end.id], end.forwarded_from or end.outlet) for copy, end in ends.items()}


def _current_versions(connection: Connection, articles: Iterable[int]) -> dict[int, int]:
    """For each article the version of it that is in use."""
    rows = (row for part in parts(sorted(articles)) for row in connection.execute(_CURRENT, {"ids": part}))
    return {row.id: row.current for row in rows}


_SOURCES = select(article.c.id, article.c.outlet, article.c.forwarded_from, article.c.copy_of).where(
    among(article.c.id, "ids")
)
_VERSION = article.alias("version")
_CURRENT = (
    select(article.c.id, _VERSION.c.id.label("current"))
    .join(_VERSION, and_(_VERSION.c.name == article.c.name, _VERSION.c.current))
    .where(among(article.c.id, "ids"))
)


def _grades(connection: Connection, claims: Sequence[int]) -> dict[int, Row[Any]]:
    """A person's grades, by the claim that the event had its number from; the newest of each."""
    rows = (row for part in parts(claims) for row in connection.execute(_GRADES, {"claims": part}))
    return {row.claim: row for row in rows}


_GRADES = (
    select(review)
    .where(
        review.c.verdict == "grade",
        review.c.withdrawn.is_(None),
        among(review.c.claim, "claims"),
    )
    .order_by(review.c.id)
)


def _by_hand(machine: Standing, grade: Row[Any]) -> Standing:
    """A person's grade, with the machine's own beside it."""
    reason = f"، {grade.reason}" if grade.reason else ""
    because = f", {grade.reason}" if grade.reason else ""
    also = tuple(key for key in (machine.key, *machine.also) if key != grade.value)
    return Standing(
        key=grade.value,
        also=also,
        fa=f"به داوری {grade.by}: {grade_name(grade.value, 'fa')}{reason} (دستگاه: {machine.fa})",
        en=f"Set to {grade_name(grade.value, 'en')} by {grade.by}{because} (by the rules: {machine.en})",
        claims=machine.claims,
        by=grade.by,
    )
