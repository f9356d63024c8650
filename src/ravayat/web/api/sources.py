"""Sources, and who quotes whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from ravayat.ledger.store import Question, StoreFault
from ravayat.web.api.answers import TheDesk, tagged
from ravayat.web.problems import responses
from ravayat.web.questions import check_text
from ravayat.web.tellers import Quoting, SourceLine, quotings, sources
from ravayat.web.told import StandingLine, ToldLine, standings_of, told_by

router = APIRouter(tags=["sources"])


@dataclass(frozen=True, slots=True)
class SourcesAnswer:
    """Sources, and who passes on whose words."""

    sources: list[SourceLine]
    quotings: list[Quoting]


@router.get("/sources", response_model=SourcesAnswer, responses=responses())
def list_sources(
    request: Request,
    desk: TheDesk,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    key: Annotated[str | None, Query(max_length=400, description="One source alone.")] = None,
) -> Response:
    """The sources that tell most, or one, with what each told and how that stands, and who quotes whom."""
    told = SourcesAnswer(sources(desk, most=limit, key=key), quotings(desk, most=2 * limit, key=key))
    return tagged(request, SourcesAnswer, told)


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """What one source told.

    Attributes:
        events: a page of them, those first that happened last.
        standings: how all events stand that it is a root of.
        next: cursor of the page after; ``None`` after the last.
    """

    events: list[ToldLine]
    standings: list[StandingLine]
    next: str | None


@router.get("/sources/told", response_model=ToldAnswer, responses=responses(404))
def source_told(
    request: Request,
    desk: TheDesk,
    key: Annotated[str, Query(max_length=400)],
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    after: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """What one source told, event by event: as root or passing on, through whom, alone or not, and how that stands."""
    for name, text in (("key", key), ("after", after or "")):
        check_text(name, text)
    answer = desk.store.ask(Question(source=key, limit=limit, after=after))
    if not answer.total:
        raise StoreFault(f"source {key}", "is not in the store", "see /sources for what there are")
    lines = told_by(desk, key, [one.id for one in answer.events])
    events = [lines[one.id] for one in answer.events if one.id in lines]
    return tagged(request, ToldAnswer, ToldAnswer(events, standings_of(desk, key), answer.next))
