"""Review: one claim at a time, with keyboard alone where wanted."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from ravayat.ledger.store import Decision
from ravayat.records import COUNT_SLOTS, EVENT_TYPES, LIST_FIELDS, STANCES, StoredClaim
from ravayat.views.event_words import EventWords
from ravayat.web.api.answers import Number, TheDesk, decider
from ravayat.web.api.claims import MOST_SKIPPED, history_of
from ravayat.web.days import read_day
from ravayat.web.look import look_of
from ravayat.web.marking import marked, slots_of
from ravayat.web.pages.rendering import OurForm, back_to, render
from ravayat.web.problems import Problem
from ravayat.web.waiting import how_many, waiting

router = APIRouter()
SLOTS = ("trigger", "type", "stance", "chain", "cue", "actor", "target", "place", "time", *COUNT_SLOTS)
MOST_SPANS = 50


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
    claim = desk.store.claim(number)
    article = desk.store.article(claim.article.id)[1]
    text = marked(article.text, [claim])
    words = EventWords({claim.article.id: article.text})
    told: dict[str, Any] = {
        "claim": claim,
        "text": text,
        "changes": json.dumps(text.changes),
        "slots": [(slot, words.quote(claim.article.id, quote)) for slot, quote in slots_of(claim.claim)],
        "filled": _filled(claim),
        "history": history_of(desk, number),
        "skip": skip,
        "total": how_many(desk),
        "types": [(key, look_of(request).kind(key)) for key in EVENT_TYPES],
        "stances": [(key, look_of(request).stance(key)) for key in STANCES],
        "all_slots": SLOTS,
        "undo": request.query_params.get("undo", ""),
    }
    return render(request, "review.html", told)


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
) -> Response:
    """Writes a decision down and goes on: to the next claim, or after a correction to the same one."""
    value = _value(slot or "", spans, choice, (low, high), (first, last)) if verdict == "correct" else None
    made = desk.store.review(
        number, Decision(verdict, decider(request, by), reason, slot if verdict == "correct" else None, value)
    )
    if verdict == "correct":
        return back_to(f"/review/{number}?skip={skip}&undo={made}")
    found = waiting(desk, most=1, skip=skip)
    where = f"/review/{found[0].claim}" if found else "/review"
    return back_to(f"{where}?skip={skip}&undo={made}")


@router.post("/decisions/{number}/undo", dependencies=[OurForm])
def undo(desk: TheDesk, number: Number, back: Annotated[str, Form(max_length=200)] = "/review") -> Response:
    """Takes back a decision."""
    desk.store.undo(number)
    return back_to(back)


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
            return None
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
