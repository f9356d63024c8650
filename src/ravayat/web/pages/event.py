"""One event: who tells it, what each says, what it stands on, and what people can do about it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from ravayat.ledger.joining.components import MACHINE, READER
from ravayat.ledger.store import StoreFault
from ravayat.ledger.store.reviewing import SPLIT, split_of
from ravayat.records import LOW_CONFIDENCE, Event, Join, StoredArticle, StoredClaim
from ravayat.views.event_words import EventWords
from ravayat.web.api.answers import Number, TheDesk, decider
from ravayat.web.comparing import compare
from ravayat.web.decided import DecisionLine, history_of, is_rejected, rejected_in
from ravayat.web.desk import Desk
from ravayat.web.look import look_of
from ravayat.web.pages.rendering import OurForm, back_to, remembering, render
from ravayat.web.problems import Problem

router = APIRouter()
MOST_TEXTS = 200
By = Annotated[str | None, Form(max_length=64)]
Reason = Annotated[str, Form(max_length=2000)]
_LARGEST_ID = 2**63 - 1
ClaimNumber = Annotated[int, Form(ge=1, le=_LARGEST_ID)]


@router.get("/events/{number}")
def event_page(request: Request, desk: TheDesk, number: Number) -> Response:
    """The page of an event; of one that was joined away that of where it went."""
    event = _event(desk, number)
    if event.id != number:
        return back_to(f"/events/{event.id}")
    look = look_of(request)
    words = EventWords(_texts(desk, event))
    told = {
        "event": event,
        "table": compare(event, look),
        "unsure": {one.id for one in event.claims if one.claim.confidence < LOW_CONFIDENCE and not one.reviewed},
        "around": {claim.id: words.around(claim.article.id, claim.claim.trigger) for claim in event.claims},
        "words": words,
        "articles": _articles(event.claims),
        "outlets": {one.id: one.outlet or look.text("event.unnamed") for one in _articles(event.claims)},
        "versions": _versions(desk, event),
        "course": desk.store.course(event),
        "joins": join_rows(event.joins),
        "decisions": _decisions(desk, event),
        "grades": [grade.key for grade in desk.grades],
        "country": look.country(event.country),
    }
    return render(request, "event.html", told)


def _event(desk: Desk, number: int) -> Event:
    """The event; where it is gone because its last claim was rejected, word of that.

    Raises:
        Problem: its last claim was rejected.
        StoreFault: there never was one.
    """
    try:
        return desk.store.event(number)
    except StoreFault:
        try:
            gone = is_rejected(desk.store.claim(number))
        except StoreFault:
            gone = False
        if not gone:
            raise
        detail = f"event {number}: its claims were rejected"
        raise Problem(HTTPStatus.NOT_FOUND, detail, f"see /review/{number}, where that can be undone") from None


def _texts(desk: Desk, event: Event) -> dict[int, str]:
    """The texts of the articles, as far as a page wants to hold them."""
    ids = list(dict.fromkeys(claim.article.id for claim in event.claims))[:MOST_TEXTS]
    return {one: desk.store.article(one)[1].text for one in ids}


def _articles(claims: Sequence[StoredClaim]) -> list[StoredArticle]:
    return list({claim.article.id: claim.article for claim in claims}.values())


def _versions(desk: Desk, event: Event) -> dict[int, list[StoredArticle]]:
    """Articles that are not in their first version, with all their versions."""
    changed = [article.id for article in _articles(event.claims) if article.version > 1]
    return {one: desk.store.versions(one) for one in changed}


def _decisions(desk: Desk, event: Event) -> list[DecisionLine]:
    """What people decided about it, also about claims that are out of it since, the latest first."""
    decided = [claim.id for claim in event.claims if claim.reviewed] + [event.id] * (event.standing.by is not None)
    decided += [claim.id for claim in rejected_in(desk, event=event.id)]
    found = [line for one in dict.fromkeys(decided) for line in history_of(desk, one)]
    return sorted(found, key=lambda line: -line.id)


@dataclass(frozen=True, slots=True)
class JoinRow:
    """A join, or the joins of one split.

    Attributes:
        joins: at least one.
        reasons: of them all.
        own: they are a person's, who can take them back.
        split: the first claim that the split took out.
    """

    joins: tuple[Join, ...]
    reasons: dict[str, float | str]
    own: bool
    split: int | None


def join_rows(joins: Sequence[Join]) -> list[JoinRow]:
    """The joins of an event, those of one split in one row."""
    grouped: dict[Hashable, list[Join]] = {}
    for join in joins:
        grouped.setdefault(split_of(join) or join.id, []).append(join)
    rows = []
    for group in grouped.values():
        first = group[0]
        out = first.reasons.get(SPLIT)
        reasons = {name: weight for name, weight in first.reasons.items() if name != SPLIT}
        own = first.by not in (MACHINE, READER)
        rows.append(JoinRow(tuple(group), reasons, own, None if out is None else int(out)))
    return rows


@router.post("/events/{number}/split", dependencies=[OurForm])
def split(
    request: Request,
    desk: TheDesk,
    number: Number,
    claims: Annotated[list[ClaimNumber], Form()],
    by: By = None,
    reason: Reason = "",
) -> Response:
    """Takes the chosen claims out of the event."""
    desk.store.split(claims, by=decider(request, by), reason=reason)
    # The event goes by its oldest claim, which may have been taken out: the page leads to where that is now.
    return remembering(request, by, back_to(f"/events/{number}"))


@router.post("/events/{number}/join", dependencies=[OurForm])
def join(
    request: Request,
    desk: TheDesk,
    number: Number,
    other: Annotated[str, Form(max_length=30)],
    by: By = None,
    reason: Reason = "",
) -> Response:
    """Joins the event of that number to this one."""
    try:
        theirs = desk.store.event(int(other)).id
    except ValueError as error:
        if isinstance(error, StoreFault):
            raise
        raise StoreFault(other, "is no number of an event", "take it from the event's address") from error
    # An event has the number of its oldest claim, so that numbers of events are numbers of claims.
    desk.store.judge(desk.store.event(number).id, theirs, same=True, by=decider(request, by), reason=reason)
    return remembering(request, by, back_to(f"/events/{number}"))


@router.post("/events/{number}/grade", dependencies=[OurForm])
def grade(
    request: Request,
    desk: TheDesk,
    number: Number,
    standing: Annotated[str, Form(max_length=64)],
    by: By = None,
    reason: Reason = "",
) -> Response:
    """Sets the standing by hand."""
    desk.store.grade(number, standing, by=decider(request, by), reason=reason)
    return remembering(request, by, back_to(f"/events/{number}"))


@router.post("/joins/{number}/withdraw", dependencies=[OurForm])
def withdraw(
    desk: TheDesk,
    number: Number,
    *,
    whole: Annotated[bool, Form()] = False,
    back: Annotated[str, Form(max_length=200)] = "/",
) -> Response:
    """Takes back a join, or the whole split that it is part of."""
    desk.store.withdraw_join(number, whole=whole)
    return back_to(back)
