"""Review: one claim at a time, with keyboard alone where wanted."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from ravayat.grounding.calendars import read_day
from ravayat.ledger.store import Decision, StoreFault
from ravayat.records import COUNT_SLOTS, EVENT_TYPES, LIST_FIELDS, STANCES, StoredClaim
from ravayat.views.event_words import EventWords
from ravayat.web.api.answers import LARGEST_ID, Number, TheDesk, decider
from ravayat.web.api.claims import MOST_SKIPPED
from ravayat.web.decided import decisions, history_of, is_rejected, seen_of
from ravayat.web.desk import Desk
from ravayat.web.look import look_of
from ravayat.web.marking import marked, slots_of, words_of
from ravayat.web.pages.rendering import OurForm, back_to, remembering, render
from ravayat.web.problems import Problem
from ravayat.web.waiting import how_many, waiting

router = APIRouter()
SLOTS = ("trigger", "type", "stance", "chain", "cue", "actor", "target", "place", "time", *COUNT_SLOTS)
MOST_SPANS = 50
_A_PAGE = 100
"""Decisions of a page of them."""


@router.get("/review")
def queue(request: Request, desk: TheDesk, skip: Annotated[int, Query(ge=0, le=MOST_SKIPPED)] = 0) -> Response:
    """The claim that a look would change most, or word that none waits."""
    found = waiting(desk, most=1, skip=skip)
    if found:
        return RedirectResponse(f"/review/{found[0].claim}?skip={skip}", HTTPStatus.SEE_OTHER)
    return render(request, "review_done.html", {"skipped": skip, "undo": request.query_params.get("undo", "")})


@router.get("/review/{number}")
def claim_page(
    request: Request, desk: TheDesk, number: Number, skip: Annotated[int, Query(ge=0, le=MOST_SKIPPED)] = 0
) -> Response:
    """One claim in its article, with what can be decided."""
    return _page(request, desk, number, skip)


def _page(request: Request, desk: Desk, number: int, skip: int, problem: Problem | None = None) -> Response:
    """The page of a claim, with what was wrong with a decision about it."""
    look = look_of(request)
    claim = desk.store.claim(number)
    article = desk.store.article(claim.article.id)[1]
    text = marked(article.text, [claim])
    words = EventWords({claim.article.id: article.text})
    history = history_of(desk, number)
    told: dict[str, Any] = {
        "claim": claim,
        "text": text,
        "changes": json.dumps(text.changes),
        "slots": words_of(claim, words),
        "filled": _filled(claim),
        "history": history,
        "seen": seen_of(history),
        "rejected": is_rejected(claim),
        "skip": skip,
        "total": how_many(desk),
        "types": [(key, look.kind(key)) for key in EVENT_TYPES],
        "stances": [(key, look.stance(key)) for key in STANCES],
        "all_slots": SLOTS,
        "undo": request.query_params.get("undo", ""),
        "trouble": problem.on_page(look.language) if problem else None,
    }
    return render(request, "review.html", told, status=problem.status if problem else HTTPStatus.OK)


def _filled(claim: StoredClaim) -> str:
    """What stands in each slot now, for the script: spans of the raw text, bounds and days."""
    told = claim.claim
    slots: dict[str, Any] = {"type": told.type, "stance": told.stance}
    for slot, quote in slots_of(told):
        slots.setdefault(slot, []).append([quote.span.start, quote.span.end])
    for slot in COUNT_SLOTS:
        if count := getattr(told, slot):
            slots[f"{slot}_bounds"] = [count.minimum, count.maximum]
    if told.time and told.time.first and told.time.last:
        slots["time_days"] = [told.time.first.isoformat(), told.time.last.isoformat()]
    return json.dumps(slots)


@router.post("/review/{number}", dependencies=[OurForm])
def decide(
    request: Request,
    desk: TheDesk,
    number: Number,
    *,
    verdict: Annotated[str, Form(max_length=16)],
    slot: Annotated[str | None, Form(max_length=16)] = None,
    spans: Annotated[str, Form(max_length=4000)] = "",
    choice: Annotated[str, Form(max_length=40)] = "",
    low: Annotated[str, Form(max_length=12)] = "",
    high: Annotated[str, Form(max_length=12)] = "",
    first: Annotated[str, Form(max_length=20)] = "",
    last: Annotated[str, Form(max_length=20)] = "",
    by: Annotated[str | None, Form(max_length=64)] = None,
    reason: Annotated[str, Form(max_length=2000)] = "",
    skip: Annotated[int, Form(ge=0, le=MOST_SKIPPED)] = 0,
    seen: Annotated[int | None, Form(ge=0, le=LARGEST_ID)] = None,
) -> Response:
    """Writes a decision down and goes on: to the next claim, or after a correction to the same one."""
    try:
        value = _value(slot or "", spans, choice, (low, high), (first, last)) if verdict == "correct" else None
        decision = Decision(verdict, decider(request, by), reason, slot if verdict == "correct" else None, value)
        made = desk.store.review(number, decision, seen=seen)
    except (Problem, StoreFault) as error:
        return _page(request, desk, number, skip, error if isinstance(error, Problem) else Problem.of(error))
    if verdict == "correct":
        where = f"/review/{number}"
    else:
        found = waiting(desk, most=1, skip=skip)
        where = f"/review/{found[0].claim}" if found else "/review"
    return remembering(request, by, back_to(f"{where}?skip={skip}&undo={made}"))


@router.get("/decisions")
def decisions_page(
    request: Request, desk: TheDesk, before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None
) -> Response:
    """What people decided, the latest first: also about claims that are in no event since."""
    found = decisions(desk, most=_A_PAGE + 1, before=before)
    lines = found[:_A_PAGE]
    following = lines[-1].id if len(found) > _A_PAGE else None
    return render(request, "decisions.html", {"lines": lines, "before": before, "next": following})


@router.post("/decisions/{number}/undo", dependencies=[OurForm])
def undo(desk: TheDesk, number: Number, back: Annotated[str, Form(max_length=200)] = "/review") -> Response:
    """Takes back a decision."""
    desk.store.undo(number)
    return back_to(back)


def _emptied(slot: str, told: tuple[str, ...]) -> None:
    """The value of a slot without words.

    Raises:
        ValueError: numbers or days were told, which are read from words, or the slot cannot be empty.
    """
    if any(told):
        raise ValueError("these have no words")
    if slot == "trigger":
        raise ValueError("cannot be empty")


def _value(slot: str, spans: str, choice: str, bounds: tuple[str, str], days: tuple[str, str]) -> Any:
    """The value that a form tells for a slot, as :func:`ravayat.ledger.store.reviewing.corrected` takes it.

    Raises:
        Problem: the form tells none.
    """
    if slot in ("type", "stance"):
        return choice
    try:
        chosen = [[int(end) for end in span.split("-")] for span in spans.split(",") if span][:MOST_SPANS]
        if slot in LIST_FIELDS:
            return chosen
        if not chosen:
            return _emptied(slot, days if slot == "time" else bounds if slot in COUNT_SLOTS else ())
        if slot == "time":
            told = {side: read_day(day).isoformat() for side, day in zip(("from", "to"), days, strict=True) if day}
            return {"span": chosen[0], **told}
        if slot in COUNT_SLOTS:
            return {"span": chosen[0], **{side: int(n) for side, n in zip(("min", "max"), bounds, strict=True) if n}}
    except ValueError as error:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, f"{slot}: {error}", "select words and fill in the fields"
        ) from error
    return chosen[0]
