"""Rows of the store out of a read article, and records out of rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from ravayat.ledger.roots import Teller, side_of
from ravayat.ledger.store.codec import claim_from_text, claim_to_json
from ravayat.ledger.store.words import in_words, searchable
from ravayat.records import Article, Claim, Join, StoredArticle, StoredClaim
from ravayat.text.restoring import Level, restore

_AROUND = 300
"""Characters of the text on each side of a trigger under whose words a claim is found."""


_KEPT = ("outlet", "published", "title", "url", "author", "language", "forwarded_from", "fetched", "original")
"""Fields of an article that are columns under their own names."""


def digest_of(article: Article) -> str:
    """SHA-256 of everything that came in but the name it came under, which is the collector's, not the article's."""
    published = article.published.isoformat() if article.published else None
    parts = [article.outlet, published, article.title, article.url, article.text]
    parts += [article.forwarded_from] if article.forwarded_from else []
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def now() -> datetime:
    """The time now, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def claim_row(claim: Claim, root: Teller, *, reading: int, article: int) -> dict[str, Any]:
    """A row of ``claim``, without its id and event."""
    return {
        "reading": reading,
        "article": article,
        "number": claim.id,
        "live": True,
        "type": claim.type,
        "stance": claim.stance,
        "root": root.key,
        "confidence": claim.confidence,
        "body": claim_to_json(claim),
    }


def teller_rows(number: int, tellers: tuple[Teller, ...]) -> list[dict[str, Any]]:
    """Rows of ``teller`` for a claim."""
    return [{"claim": number, "place": place, "source": teller.key} for place, teller in enumerate(tellers)]


def participant_rows(number: int, claim: Claim) -> list[dict[str, Any]]:
    """Rows of ``participant`` for a claim: those whom the registry knows."""
    meaning = claim.meaning
    roles = (("actor", meaning.actors), ("target", meaning.targets)) if meaning else ()
    known = [(role, actor) for role, actors in roles for actor in actors if actor.id]
    return [
        {"claim": number, "place": place, "role": role, "actor": actor.id, "side": side_of(actor)}
        for place, (role, actor) in enumerate(known)
    ]


def words_rows(source: Article, claims: Sequence[tuple[int, Claim]]) -> list[dict[str, int | str]]:
    """Rows of the index of words: for each claim what stands around its trigger, its quotes, and the headline."""
    if not claims:
        return []
    # The whole text is repaired once; each claim takes its stretches from there.
    whole = restore(source.text, Level.SEARCH)
    title = searchable(source.title) if source.title else ""

    def words(start: int, end: int) -> str:
        return whole.text[whole.to_restored[start] : whole.to_restored[end]]

    rows: list[dict[str, int | str]] = []
    for number, claim in claims:
        start, end = claim.trigger.span.start, claim.trigger.span.end
        around = words(max(0, start - _AROUND), min(len(source.text), end + _AROUND))
        quotes = " ".join(words(quote.span.start, quote.span.end) for quote in claim.quotes())
        rows.append({"claim": number, "words": f"{title} {in_words(around)} {in_words(quotes)}"})
    return rows


def stored_article(row: Row[Any], number: int | None = None) -> StoredArticle:
    """The article of a row that has the columns of ``article``; ``number`` is its id where the row's is another's."""
    return StoredArticle(
        id=row.id if number is None else number,
        doc=row.doc,
        outlet=row.outlet,
        published=row.published,
        title=row.title,
        url=row.url,
        version=row.version,
        digest=row.digest,
        copy_of=row.copy_of,
        copy_share=row.copy_share,
        added=_utc(row.added),
        forwarded_from=row.forwarded_from,
    )


def article_of(row: Row[Any]) -> Article:
    """The article as it came in, out of a row of ``article``."""
    return Article(
        doc=row.doc,
        text=row.text,
        fetched_at=_utc(row.fetched_at) if row.fetched_at else None,
        **{name: getattr(row, name) for name in _KEPT},
    )


def article_row(source: Article) -> dict[str, Any]:
    """The columns of ``article`` that hold what came in."""
    names = ("doc", "text", "fetched_at", *_KEPT)
    return {name: getattr(source, name) for name in names} | {"digest": digest_of(source)}


def _utc(at: datetime) -> datetime:
    # SQLite gives back what was stored without its zone.
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def stored_claim(row: Row[Any], article: StoredArticle, model: str) -> StoredClaim:
    """The claim of a row of ``claim`` that has the body as text."""
    return StoredClaim(row.id, article, claim_from_text(row.body), row.event or row.id, model, row.root, row.reviewed)


def stored_join(row: Row[Any]) -> Join:
    """The join of a row of ``join``."""
    # PostgreSQL's JSONB has an order of its own.
    weighty = sorted(
        row.reasons.items(), key=lambda item: (-abs(item[1]) if isinstance(item[1], float) else 0, item[0])
    )
    return Join(row.id, row.first, row.second, row.same, row.score, dict(weighty), row.by, _utc(row.at))
