"""Claims that wait for a person, those first that a look would change most."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Float, case, func, select

from ravayat.ledger.store.schema import claim, event
from ravayat.web.desk import Desk

_CONTESTED = ("contested", "denied", "retracted")
_MOST_KILLED = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that nobody has looked at.

    Attributes:
        claim, event, article: their numbers.
        type: of the claim.
        confidence: of the reader.
        standing: of the event.
        killed: by the best estimate.
        weight: how much a look would change; larger is more.
    """

    claim: int
    event: int
    article: int
    type: str
    confidence: float
    standing: str
    killed: int | None
    weight: float


def _weight() -> ColumnElement[float]:
    """Doubt about the reading, doubt about the event, and how grave it is, each at most 1."""
    killed = func.coalesce(event.c.killed, 0)
    gravity = case((killed > _MOST_KILLED, _MOST_KILLED), else_=killed) / float(_MOST_KILLED)
    contested = case((event.c.standing.in_(_CONTESTED), 1.0), (event.c.standing == "single_source", 0.3), else_=0.0)
    weight: ColumnElement[float] = ((1 - claim.c.confidence) + contested + gravity).cast(Float)
    return weight


def waiting(desk: Desk, *, most: int = 50, skip: int = 0, of_event: int | None = None) -> list[Waiting]:
    """The queue, from the claim whose look would change most."""
    weight = _weight().label("weight")
    columns = (claim.c.id, claim.c.event, claim.c.article, claim.c.type, claim.c.confidence)
    query = (
        select(*columns, event.c.standing, event.c.killed, weight)
        .join(event, claim.c.event == event.c.id)
        .where(claim.c.live, claim.c.reviewed.is_(None))
        .order_by(weight.desc(), claim.c.id)
        .limit(most)
        .offset(skip)
    )
    if of_event is not None:
        query = query.where(claim.c.event == of_event)
    with desk.looking() as connection:
        return [Waiting(*row) for row in connection.execute(query)]


def how_many(desk: Desk) -> int:
    """How many claims wait."""
    query = select(func.count()).select_from(claim).where(claim.c.live, claim.c.reviewed.is_(None))
    with desk.looking() as connection:
        return connection.execute(query).scalar_one()
