"""Articles with their text and claims."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from ravayat.records import StoredArticle, StoredClaim
from ravayat.text.restoring import restore
from ravayat.web.api.answers import Number, TheDesk, tagged
from ravayat.web.problems import responses

router = APIRouter(tags=["articles"])


@dataclass(frozen=True, slots=True)
class HalfSpace:
    """A change that makes the restored text of the raw one.

    Attributes:
        start, end: offsets into the raw text, in code points.
        new: what stands there.
    """

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """An article.

    Attributes:
        article: without its text.
        text: as it came; offsets of claims count its code points. It is plain text, never HTML.
        changes: half-spaces that reading it wants, in order.
        claims: live ones, in the order of the text.
        versions: all versions of it, the first first.
    """

    article: StoredArticle
    text: str
    changes: list[HalfSpace]
    claims: list[StoredClaim]
    versions: list[StoredArticle]


@router.get("/articles/{number}", response_model=ArticleAnswer, responses=responses(404))
def one_article(request: Request, desk: TheDesk, number: Number) -> Response:
    """An article with its text, its claims and its versions."""
    stored, article = desk.store.article(number)
    changes = [HalfSpace(change.start, change.end, change.new) for change in restore(article.text).changes]
    claims = desk.store.claims(number)
    answer = ArticleAnswer(stored, article.text, changes, claims, desk.store.versions(number))
    return tagged(request, ArticleAnswer, answer)
