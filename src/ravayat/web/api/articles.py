"""Articles with their text and claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from ravayat.ledger.store import StoreFault
from ravayat.records import StoredArticle, StoredClaim
from ravayat.text.restoring import restore
from ravayat.web.api.answers import LARGEST_ID, Number, TheDesk, tagged
from ravayat.web.desk import Desk
from ravayat.web.problems import responses
from ravayat.web.versions import Change, ClaimChange, changes, claim_changes

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


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """What a version of an article changed.

    Attributes:
        older, newer: the versions.
        changes: the way from the text of the older to that of the newer, word by word.
        claims: those that only one of them tells with these words.
    """

    older: StoredArticle
    newer: StoredArticle
    changes: tuple[Change, ...]
    claims: tuple[ClaimChange, ...]


@router.get("/articles/{number}", response_model=ArticleAnswer, responses=responses(404))
def one_article(request: Request, desk: TheDesk, number: Number) -> Response:
    """An article with its text, its claims and its versions."""
    stored, article = desk.store.article(number)
    changes = [HalfSpace(change.start, change.end, change.new) for change in restore(article.text).changes]
    claims = desk.store.claims(number)
    answer = ArticleAnswer(stored, article.text, changes, claims, desk.store.versions(number))
    return tagged(request, ArticleAnswer, answer)


@router.get("/articles/{number}/changes", response_model=ChangesAnswer, responses=responses(404))
def article_changes(
    request: Request,
    desk: TheDesk,
    number: Number,
    since: Annotated[
        int | None, Query(ge=1, le=LARGEST_ID, description="Number of the older version; else the one before.")
    ] = None,
) -> Response:
    """What a version of an article took out of an older one and put in, as text and as claims."""
    return tagged(request, ChangesAnswer, changes_of(desk, number, since))


def changes_of(desk: Desk, number: int, since: int | None) -> ChangesAnswer:
    """What the version ``number`` changed of the one before it, or of ``since``.

    Raises:
        StoreFault: there is no such version, or none before it.
    """
    stored, article = desk.store.article(number)
    before = [one for one in desk.store.versions(number) if one.version < stored.version]
    older = next((one for one in reversed(before) if since in (None, one.id)), None)
    if older is None:
        remedy = "see the article for its versions"
        raise StoreFault(f"article {number}", "has no such older version to compare with", remedy)
    text = desk.store.article(older.id)[1].text
    claims = claim_changes(*map(desk.store.claims_last_read, (older.id, number)))
    return ChangesAnswer(older, stored, changes(text, article.text), claims)
