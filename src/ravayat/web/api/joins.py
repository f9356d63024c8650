"""Joins of claims and standings of events, by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from ravayat.web.api.answers import MayChange, Number, TheDesk, decider
from ravayat.web.api.claims import By, DecisionAnswer, Reason
from ravayat.web.problems import responses

router = APIRouter(tags=["joins"])
_LARGEST_ID = 2**63 - 1
ClaimNumber = Annotated[int, Field(ge=1, le=_LARGEST_ID)]


class JoinRequest(BaseModel):
    """Two claims that are about one event, or are not."""

    first: ClaimNumber
    second: ClaimNumber
    same: Annotated[bool, Field(description="False keeps them apart.")] = True
    reason: Reason = ""
    by: By = None


class SplitRequest(BaseModel):
    """Claims of one event that are to leave it together."""

    claims: Annotated[list[ClaimNumber], Field(min_length=1, max_length=1000)]
    reason: Reason = ""
    by: By = None


class GradeRequest(BaseModel):
    """A standing set by hand."""

    standing: Annotated[str, Field(max_length=64, description="Key of a rule.")]
    reason: Reason = ""
    by: By = None


@dataclass(frozen=True, slots=True)
class JoinAnswer:
    """A join that stands; its number serves to withdraw it."""

    join: int


@dataclass(frozen=True, slots=True)
class SplitAnswer:
    """Numbers of the events that came of it."""

    events: list[int]


@router.post("/joins", status_code=201, dependencies=[MayChange], responses=responses(404))
def join(request: Request, desk: TheDesk, told: JoinRequest) -> JoinAnswer:
    """Say that two claims are about one event, or that they are not; it holds from now on."""
    by = decider(request, told.by)
    return JoinAnswer(desk.store.judge(told.first, told.second, same=told.same, by=by, reason=told.reason))


@router.delete("/joins/{number}", status_code=204, dependencies=[MayChange], responses=responses(404))
def withdraw(
    desk: TheDesk,
    number: Number,
    *,
    whole: Annotated[bool, Query(description="All joins of the split that it is part of.")] = False,
) -> None:
    """Take back a person's join; it stays on record. The machine's are kept apart instead, with `POST joins`."""
    desk.store.withdraw_join(number, whole=whole)


@router.post("/splits", status_code=201, dependencies=[MayChange], responses=responses(404))
def split(request: Request, desk: TheDesk, told: SplitRequest) -> SplitAnswer:
    """Take claims out of their event; they stay together."""
    return SplitAnswer(desk.store.split(told.claims, by=decider(request, told.by), reason=told.reason))


@router.post("/events/{number}/grade", status_code=201, dependencies=[MayChange], responses=responses(404))
def grade(request: Request, desk: TheDesk, number: Number, told: GradeRequest) -> DecisionAnswer:
    """Set an event's standing by hand."""
    by = decider(request, told.by)
    return DecisionAnswer(desk.store.grade(number, told.standing, by=by, reason=told.reason))
