"""What people decided, all of it, and the claims that they rejected: these are in no event, and must be found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, overload

from sqlalchemy import ColumnElement, Row, select

from ravayat.ledger.store.rewriting import GRADE, STATES
from ravayat.ledger.store.schema import claim, reading, review
from ravayat.records import StoredClaim
from ravayat.web.desk import Desk

_REJECTED = STATES["reject"]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision on record.

    Attributes:
        id: its number.
        claim: which it is about; of a grade the number of the event.
        verdict: ``accept``, ``correct``, ``reject`` or ``grade``.
        slot, value: of a correction or grade.
        reason, by, at: why, who and when.
        withdrawn: when it was taken back.
    """

    id: int
    claim: int
    verdict: str
    slot: str | None
    value: Any
    reason: str
    by: str
    at: datetime
    withdrawn: datetime | None


def history_of(desk: Desk, number: int) -> list[DecisionLine]:
    """Every decision about a claim, the oldest first."""
    return [_line(row) for row in desk.store.history(number)]


def seen_of(history: Sequence[DecisionLine]) -> int:
    """What a page that shows a claim has seen of it: the newest decision that stands; 0 for none."""
    return max((line.id for line in history if line.withdrawn is None and line.verdict != GRADE), default=0)


def decisions(desk: Desk, *, most: int, before: int | None = None) -> list[DecisionLine]:
    """Decisions about all claims and events, the latest first; with ``before`` those made before that one."""
    query = select(review).order_by(review.c.id.desc()).limit(most)
    if before is not None:
        query = query.where(review.c.id < before)
    with desk.looking() as connection:
        return [_line(row) for row in connection.execute(query)]


def rejected_in(desk: Desk, *, article: int | None = None, event: int | None = None) -> list[StoredClaim]:
    """Rejected claims of what is in use of an article, or of those that would be in an event."""
    where: list[ColumnElement[bool]] = [claim.c.reviewed == _REJECTED, reading.c.live]
    if article is not None:
        where.append(claim.c.article == article)
    if event is not None:
        where.append(claim.c.event == event)
    query = select(claim.c.id).join(reading, claim.c.reading == reading.c.id).where(*where).order_by(claim.c.id)
    with desk.looking() as connection:
        ids = connection.execute(query).scalars().all()
    return [desk.store.claim(number) for number in ids]


def is_rejected(stored: StoredClaim) -> bool:
    """Whether a person rejected a claim, which is in no event then."""
    return stored.reviewed == _REJECTED


def _line(row: Row[Any]) -> DecisionLine:
    return DecisionLine(
        row.id, row.claim, row.verdict, row.slot, row.value, row.reason, row.by, _utc(row.at), _utc(row.withdrawn)
    )


@overload
def _utc(at: datetime) -> datetime: ...
@overload
def _utc(at: None) -> None: ...
def _utc(at: datetime | None) -> datetime | None:
    """The time with its zone, which SQLite does not keep."""
    return at.replace(tzinfo=UTC) if at and not at.tzinfo else at
