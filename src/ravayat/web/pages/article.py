"""One article: its text with what claims it holds, and the claims beside it; and what its versions changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from ravayat.records import StoredClaim
from ravayat.views.event_words import EventWords
from ravayat.web.api.answers import LARGEST_ID, Number, TheDesk
from ravayat.web.api.articles import changes_of
from ravayat.web.decided import rejected_in
from ravayat.web.marking import SlotWords, marked, parts, words_of
from ravayat.web.pages.rendering import render

router = APIRouter()


@router.get("/articles/{number}")
def article_page(request: Request, desk: TheDesk, number: Number) -> Response:
    """The page of an article."""
    stored, article = desk.store.article(number)
    claims = sorted(desk.store.claims(number), key=lambda claim: claim.claim.trigger.span)
    rejected = rejected_in(desk, article=number)
    text = marked(article.text, claims)
    told = {
        "stored": stored,
        "text": text,
        "changes": json.dumps(text.changes),
        "claims": claims,
        "rejected": rejected,
        "slots": _slots(number, article.text, [*claims, *rejected]),
        "versions": desk.store.versions(number),
    }
    return render(request, "article.html", told)


@router.get("/articles/{number}/changes")
def changes_page(
    request: Request,
    desk: TheDesk,
    number: Number,
    since: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> Response:
    """What a version changed of an older one, word by word."""
    told = changes_of(desk, number, since)
    # Both texts stand whole in the way from one to the other.
    texts = {
        one.id: "".join(change.text for change in told.changes if change.kind in kinds)
        for one, kinds in ((told.older, ("same", "out")), (told.newer, ("same", "in")))
    }
    claims = [one.claim for one in told.claims]
    slots = {
        key: value
        for article, text in texts.items()
        for key, value in _slots(article, text, [one for one in claims if one.article.id == article]).items()
    }
    shown = [(change.kind, tuple(parts(change.text))) for change in told.changes]
    return render(
        request,
        "changes.html",
        {"told": told, "shown": shown, "slots": slots, "versions": desk.store.versions(number)},
    )


def _slots(article: int, text: str, claims: Sequence[StoredClaim]) -> dict[int, list[SlotWords]]:
    """The words of each claim by slot, safe to print."""
    words = EventWords({article: text})
    return {claim.id: words_of(claim, words) for claim in claims}
