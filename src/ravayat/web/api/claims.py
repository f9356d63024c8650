"""Claims, what people decide about them, and the queue of those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from ravayat.ledger.store import Decision
from ravayat.records import StoredClaim
from ravayat.web.api.answers import LARGEST_ID, MayChange, Number, TheDesk, decider, tagged
from ravayat.web.decided import DecisionLine, decisions, history_of
from ravayat.web.problems import responses
from ravayat.web.waiting import Waiting, how_many, waiting

router = APIRouter(tags=["review"])
By = Annotated[str | None, Field(max_length=64, description="Who decides, where nobody signs in.")]
Reason = Annotated[str, Field(max_length=2000, description="Why, in the person's words.")]
MOST_SKIPPED = 10**9


class ReviewRequest(BaseModel):
    """A decision about a claim; the form of values is that of docs/ledger.md."""

    verdict: Literal["accept", "correct", "reject"]
    slot: Annotated[str | None, Field(max_length=16, description="For correct: which slot.")] = None
    value: Annotated[Any, Field(description="For correct: the value, see docs/ledger.md.")] = None
    reason: Reason = ""
    by: By = None
    seen: Annotated[
        int | None,
        Field(
            ge=0,
            le=LARGEST_ID,
            description="Number of the newest decision that stood when the person looked, 0 for none: 409 where another"
            " one stands now. Without it the decision is made whatever others decided.",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """A decision that stands.

    Attributes:
        decision: its number, to undo it.
    """

    decision: int


@dataclass(frozen=True, slots=True)
class DecisionsAnswer:
    """Decisions, the latest first.

    Attributes:
        decisions: a page of them.
        next: for ``before``, where there are more.
    """

    decisions: list[DecisionLine]
    next: int | None


@dataclass(frozen=True, slots=True)
class QueueAnswer:
    """Claims that wait, those first that a look would change most."""

    claims: list[Waiting]
    total: int


@router.get("/claims/{number}", response_model=StoredClaim, responses=responses(404))
def one_claim(request: Request, desk: TheDesk, number: Number) -> Response:
    """A claim, whether it is in use or not."""
    return tagged(request, StoredClaim, desk.store.claim(number))


@router.get("/claims/{number}/history", response_model=list[DecisionLine], responses=responses(404))
def history(request: Request, desk: TheDesk, number: Number) -> Response:
    """Every decision about a claim, withdrawn ones too."""
    desk.store.claim(number)
    return tagged(request, list[DecisionLine], history_of(desk, number))


@router.post("/claims/{number}/review", status_code=201, dependencies=[MayChange], responses=responses(404, 409))
def review(request: Request, desk: TheDesk, number: Number, told: ReviewRequest) -> DecisionAnswer:
    """Accept, correct or reject a claim."""
    decision = Decision(told.verdict, decider(request, told.by), told.reason, told.slot, told.value)
    return DecisionAnswer(desk.store.review(number, decision, seen=told.seen))


@router.get("/decisions", response_model=DecisionsAnswer, responses=responses())
def all_decisions(
    request: Request,
    desk: TheDesk,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Number of a decision.")] = None,
) -> Response:
    """What people decided about claims and events, withdrawn decisions too, the latest first."""
    found = decisions(desk, most=limit + 1, before=before)
    shown = found[:limit]
    more = shown[-1].id if len(found) > limit else None
    return tagged(request, DecisionsAnswer, DecisionsAnswer(shown, more))


@router.delete("/decisions/{number}", status_code=204, dependencies=[MayChange], responses=responses(404))
def undo(desk: TheDesk, number: Number) -> None:
    """Take back a decision about a claim or a grade; it stays on record."""
    desk.store.undo(number)


@router.get("/queue", response_model=QueueAnswer, responses=responses())
def queue(
    request: Request,
    desk: TheDesk,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    skip: Annotated[int, Query(ge=0, le=MOST_SKIPPED)] = 0,
) -> Response:
    """Claims that nobody has looked at, those first that a look would change most."""
    return tagged(request, QueueAnswer, QueueAnswer(waiting(desk, most=limit, skip=skip), how_many(desk)))
