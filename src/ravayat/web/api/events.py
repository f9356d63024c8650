"""Events: lists, one, its picture, and sums for map and timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from ravayat.ledger.course import Stage
from ravayat.ledger.store import Answer, Question
from ravayat.records import Event
from ravayat.views.chain_drawing import chain_svg
from ravayat.views.wording import Language
from ravayat.web.api.answers import Number, TheDesk, tagged, tagged_body
from ravayat.web.days import Calendar
from ravayat.web.problems import responses
from ravayat.web.questions import question_of
from ravayat.web.totals import Bar, Cell, cells, timeline

router = APIRouter(tags=["events"])
Asked = Annotated[Question, Depends(question_of)]


@dataclass(frozen=True, slots=True)
class MapAnswer:
    """Cells of the map."""

    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    """Bars of the timeline."""

    bars: list[Bar]


@router.get("/events", response_model=Answer, responses=responses())
def list_events(request: Request, desk: TheDesk, asked: Asked) -> Response:
    """Events by what is told of them, a page at a time; ``next`` is the cursor of the page after."""
    return tagged(request, Answer, desk.store.ask(asked))


@router.get("/map", response_model=MapAnswer, responses=responses())
def map_cells(
    request: Request, desk: TheDesk, asked: Asked, zoom: Annotated[float, Query(ge=0, le=16)] = 3.0
) -> Response:
    """All events that answer and have a place, put together where they would overlap at a zoom."""
    return tagged(request, MapAnswer, MapAnswer(cells(desk, asked, zoom)))


@router.get("/timeline", response_model=TimelineAnswer, responses=responses())
def timeline_bars(request: Request, desk: TheDesk, asked: Asked, calendar: Calendar = "gregorian") -> Response:
    """All events that answer and have a day, by days, months or years of a calendar."""
    return tagged(request, TimelineAnswer, TimelineAnswer(timeline(desk, asked, calendar)))


@router.get("/events/{number}", response_model=Event, responses=responses(404))
def one_event(request: Request, desk: TheDesk, number: Number) -> Response:
    """An event with claims, roots, numbers, joins and standing; one that was joined away gives where it went."""
    return tagged(request, Event, desk.store.event(number))


@router.get("/events/{number}/course", response_model=list[Stage], responses=responses(404))
def course(request: Request, desk: TheDesk, number: Number) -> Response:
    """How the event came to stand as it does: roots, standing and counts after each day of publication."""
    return tagged(request, list[Stage], list(desk.store.course(desk.store.event(number))))


_DRAWING: dict[int | str, dict[str, Any]] = {
    200: {"description": "A drawing.", "content": {"image/svg+xml": {"schema": {"type": "string"}}}}
}


@router.get("/events/{number}/chains.svg", response_class=Response, responses={**_DRAWING, **responses(404)})
def chains(request: Request, desk: TheDesk, number: Number, language: Language = "en") -> Response:
    """Who told whom, as a drawing."""
    return tagged_body(request, chain_svg(desk.store.event(number), language).encode(), "image/svg+xml")
