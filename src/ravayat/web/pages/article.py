"""One article: its text with what claims it holds, and the claims beside it."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ravayat.views.event_words import EventWords
from ravayat.web.api.answers import Number, TheDesk
from ravayat.web.marking import marked, slots_of
from ravayat.web.pages.rendering import render

router = APIRouter()


@router.get("/articles/{number}")
def article_page(request: Request, desk: TheDesk, number: Number) -> Response:
    """The page of an article."""
    stored, article = desk.store.article(number)
    claims = sorted(desk.store.claims(number), key=lambda claim: claim.claim.trigger.span)
    words = EventWords({number: article.text})
    text = marked(article.text, claims)
    told = {
        "stored": stored,
        "text": text,
        "changes": json.dumps(text.changes),
        "claims": claims,
        "slots": {
            claim.id: [(slot, words.quote(number, quote)) for slot, quote in slots_of(claim.claim)] for claim in claims
        },
        "versions": desk.store.versions(number),
    }
    return render(request, "article.html", told)
