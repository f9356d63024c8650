"""One event: who tells it, what each says, what it stands on, and what people can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from ravayat.ledger.store import StoreFault
from ravayat.records import Event, StoredArticle, StoredClaim
from ravayat.views.event_words import EventWords
from ravayat.web.api.answers import Number, TheDesk, decider
from ravayat.web.api.claims import DecisionLine, history_of
from ravayat.web.comparing import compare
from ravayat.web.desk import Desk
from ravayat.web.look import look_of
from ravayat.web.pages.rendering import OurForm, back_to, render

router = APIRouter()
MOST_TEXTS = 200
By = Annotated[str | None, Form(max_length=64)]
Reason = Annotated[str, Form(max_length=2000)]
_LARGEST_ID = 2**63 - 1
ClaimNumber = Annotated[int, Form(ge=1, le=_LARGEST_ID)]


@router.get("/events/{number}")
def event_page(request: Request, desk: TheDesk, number: Number) -> Response:
    """The page of an event; of one that was joined away that of where it went."""
    event = desk.store.event(number)
    if event.id != number:
        return back_to(f"/events/{event.id}")
    look = look_of(request)
    words = EventWords(_texts(desk, event))
    told = {
        "event": event,
        "table": compare(event, look),
        "around": {claim.id: words.around(claim.article.id, claim.claim.trigger) for claim in event.claims},
        "words": words,
        "articles": _articles(event.claims),
        "outlets": {one.id: one.outlet or look.text("event.unnamed") for one in _articles(event.claims)},
        "versions": _versions(desk, event),
        "course": desk.store.course(event),
        "decisions": _decisions(desk, event),
        "grades": [grade.key for grade in desk.grades],
        "country": look.country(event.country),
    }
    return render(request, "event.html", told)


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


def _decisions(desk: Desk, event: Event) -> list[tuple[int, DecisionLine]]:
    """What people decided about it, the latest first, each with its claim."""
    decided = [claim.id for claim in event.claims if claim.reviewed] + [event.id] * (event.standing.by is not None)
    found = [(one, line) for one in dict.fromkeys(decided) for line in history_of(desk, one)]
    return sorted(found, key=lambda pair: -pair[1].id)


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
    return back_to(f"/events/{number}")


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
    return back_to(f"/events/{number}")


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
    return back_to(f"/events/{number}")


@router.post("/joins/{number}/withdraw", dependencies=[OurForm])
def withdraw(desk: TheDesk, number: Number, back: Annotated[str, Form(max_length=200)] = "/") -> Response:
    """Takes back a join."""
    desk.store.withdraw_join(number)
    return back_to(back)
