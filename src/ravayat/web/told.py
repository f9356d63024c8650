"""What one source told, event by event: in its own words or in those of others, through whom, and how that stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, select

from ravayat.ledger.roots import speaks_as
from ravayat.ledger.store import is_teller
from ravayat.ledger.store.schema import claim, event, teller
from ravayat.ledger.store.statements import parts
from ravayat.web.desk import Desk


@dataclass(frozen=True, slots=True)
class ToldLine:
    """An event that a source tells of.

    Attributes:
        event: its number.
        stances: what the source does with it, each once.
        claims: in which it does.
        root: it is a root of the event.
        alone: it asserts the event, and no other root does.
        through: keys of outlets that carried its words, itself left out.
        of: keys of those whose words it passed on.
        standing: of the event.
    """

    event: int
    stances: tuple[str, ...]
    claims: tuple[int, ...]
    root: bool
    alone: bool
    through: tuple[str, ...]
    of: tuple[str, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class StandingLine:
    """How many of the events that a source is a root of stand in a way."""

    standing: str
    events: int


def told_by(desk: Desk, key: str, events: Sequence[int]) -> dict[int, ToldLine]:
    """What ``key`` tells of ``events``, by event; those that it does not tell of are left out.

    Of a body with many offices it is what each of them tells.
    """
    own = teller.alias("own")
    query = (
        select(claim.c.id, claim.c.event, claim.c.stance, claim.c.root, own.c.place, event.c.standing, event.c.roots)
        .join(own, own.c.claim == claim.c.id)
        .join(event, claim.c.event == event.c.id)
        .where(is_teller(own.c.source, key), claim.c.live, claim.c.event.in_(events))
        .order_by(claim.c.id, own.c.place)
    )
    with desk.looking() as connection:
        rows = connection.execute(query).all()
        chains: dict[int, dict[int, str]] = {}
        ids = sorted({row.id for row in rows})
        for part in parts(ids):
            for row in connection.execute(select(teller).where(teller.c.claim.in_(part))):
                chains.setdefault(row.claim, {})[row.place] = row.source
    found: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        found.setdefault(row.event, []).append(at)
    lines = {}
    for number, places in found.items():
        of_event = [rows[at] for at in places]
        rooted = [row for row in of_event if speaks_as(row.root, key)]
        lines[number] = ToldLine(
            event=number,
            stances=tuple(dict.fromkeys(row.stance for row in of_event)),
            claims=tuple(dict.fromkeys(row.id for row in of_event)),
            root=bool(rooted),
            alone=of_event[0].roots == 1 and any(row.stance == "asserted" for row in rooted),
            through=_others(key, (chains[row.id].get(row.place - 1) for row in of_event)),
            of=_others(key, (chains[row.id].get(row.place + 1) for row in of_event)),
            standing=of_event[0].standing,
        )
    return lines


def _others(key: str, found: Iterable[str | None]) -> tuple[str, ...]:
    """Each source once, without ``key`` and without what is none."""
    return tuple(one for one in dict.fromkeys(found) if one is not None and not speaks_as(one, key))


def standings_of(desk: Desk, key: str) -> list[StandingLine]:
    """How the events stand that ``key`` is a root of, the most frequent standing first."""
    counted = func.count(distinct(event.c.id))
    query = (
        select(event.c.standing, counted.label("n"))
        .join(claim, claim.c.event == event.c.id)
        .where(claim.c.live, is_teller(claim.c.root, key))
        .group_by(event.c.standing)
        .order_by(counted.desc(), event.c.standing)
    )
    with desk.looking() as connection:
        return [StandingLine(row.standing, row.n) for row in connection.execute(query)]
