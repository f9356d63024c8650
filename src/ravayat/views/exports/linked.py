"""JSON-LD: claims as schema.org has them, and every quote as a W3C Web Annotation.

One document a line, one line an event. Positions count code points of the article's raw text, as the annotation model
asks. The quote selectors have no words around the quote: an event does not carry the text. There is no
``ClaimReview``: Ravayat never says whether a claim is true.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote as percent_encoded

from ravayat.records import EVENT_TYPES, Event, Root, StoredArticle, StoredClaim
from ravayat.views.exports.codes import codes
from ravayat.views.exports.telling import articles, iso, labelled_quotes, root_keys, web_address

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_CONTEXT = [ANNOTATION_CONTEXT, {"schema": "https://schema.org/", "ravayat": "urn:ravayat:"}]
_LANGUAGE = "fa"
_TELLERS = {
    "PublicBody": "schema:GovernmentOrganization",
    "Organization": "schema:Organization",
    "Person": "schema:Person",
}
"""What the schemata of FollowTheMoney are called in schema.org."""


def linked_lines(events: Iterable[Event]) -> Iterator[str]:
    """One line an event."""
    for event in events:
        yield json.dumps(linked_document(event), ensure_ascii=False) + "\n"


def linked_document(event: Event) -> dict[str, Any]:
    """The event, its articles, its claims and their quotes as one graph."""
    tellers = {root.key: root for root in event.roots}
    owners = root_keys(event)
    claims = [_claim(event, claim, tellers.get(owners.get(claim.id, claim.root))) for claim in event.claims]
    graph = [
        _event(event),
        *map(_article, articles(event)),
        *map(_teller, event.roots),
        *claims,
        *(note for claim in event.claims for note in _annotations(claim)),
    ]
    return {"@context": _CONTEXT, "@graph": graph}


def _event(event: Event) -> dict[str, Any]:
    term = EVENT_TYPES[event.type]
    return _present(
        {
            "id": f"urn:ravayat:event:{event.id}",
            "type": "schema:Event",
            "schema:name": [_in("en", term.en), _in("fa", term.fa)],
            "schema:description": [_in("en", event.standing.en), _in("fa", event.standing.fa)],
            "schema:startDate": iso(event.first),
            "schema:endDate": iso(event.last),
            "schema:location": _location(event),
            "ravayat:standing": event.standing.key,
        }
    )


def _location(event: Event) -> dict[str, Any] | None:
    place = event.place
    if place is None:
        return None
    names = [_in("fa", place.name), *([_in("en", place.latin)] if place.latin else [])]
    point = {"type": "schema:GeoCoordinates", "schema:latitude": place.latitude, "schema:longitude": place.longitude}
    address = {"type": "schema:PostalAddress", "schema:addressCountry": event.country} if event.country else None
    return _present({"type": "schema:Place", "schema:name": names, "schema:geo": point, "schema:address": address})


def _article(article: StoredArticle) -> dict[str, Any]:
    outlet = {"type": "schema:Organization", "schema:name": article.outlet} if article.outlet else None
    return _present(
        {
            "id": _article_id(article),
            "type": "schema:NewsArticle",
            "schema:headline": article.title,
            "schema:url": web_address(article),
            "schema:datePublished": iso(article.published),
            "schema:publisher": outlet,
            "schema:inLanguage": _LANGUAGE,
        }
    )


def _teller(root: Root) -> dict[str, Any]:
    names = [_in("fa", root.fa), *([_in("en", root.en)] if root.en else [])]
    kind = _TELLERS.get(codes().followthemoney["schema"].get(root.kind))
    return _present({"id": _teller_id(root), "type": kind, "schema:name": names})


def _claim(event: Event, claim: StoredClaim, root: Root | None) -> dict[str, Any]:
    told = claim.claim
    return _present(
        {
            "id": _claim_id(claim),
            "type": "schema:Claim",
            "schema:about": {"id": f"urn:ravayat:event:{event.id}"},
            "schema:text": _in(_LANGUAGE, told.trigger.text),
            "schema:author": {"id": _teller_id(root)} if root else None,
            "schema:appearance": {"id": _article_id(claim.article)},
            "schema:datePublished": iso(claim.article.published),
            "ravayat:stance": told.stance,
            "ravayat:chain": {"@list": [_in(_LANGUAGE, quote.text) for quote in told.chain]} if told.chain else None,
            "ravayat:confidence": told.confidence,
        }
    )


def _annotations(claim: StoredClaim) -> Iterator[dict[str, Any]]:
    """The quotes of a claim, each tagged with what it is there for."""
    for number, (slot, quote) in enumerate(labelled_quotes(claim)):
        position = {"type": "TextPositionSelector", "start": quote.span.start, "end": quote.span.end}
        words = {"type": "TextQuoteSelector", "exact": quote.text}
        yield {
            "id": f"{_claim_id(claim)}:quote:{number}",
            "type": "Annotation",
            "motivation": "tagging",
            "body": [{"type": "TextualBody", "value": slot, "purpose": "tagging"}, _claim_id(claim)],
            "target": {"source": _article_id(claim.article), "selector": [position, words]},
            "ravayat:confidence": quote.confidence,
        }


def _in(language: str, text: str) -> dict[str, str]:
    return {"@value": text, "@language": language}


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _claim_id(claim: StoredClaim) -> str:
    return f"urn:ravayat:claim:{claim.id}"


def _article_id(article: StoredArticle) -> str:
    return f"urn:ravayat:article:{article.digest}"


def _teller_id(root: Root) -> str:
    # Words that the registry does not know may hold what an address may not.
    return f"urn:ravayat:teller:{percent_encoded(root.key, safe='', errors='replace')}"
