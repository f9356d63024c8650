"""FollowTheMoney entities: one JSON object a line, as its own tools read and write them.

An event becomes an ``Event``, each article an ``Article`` joined to it by a ``Documentation``, each teller and each
known actor an entity of its own. Who says what is an ``UnknownLink`` from the teller to the event, whose role is the
stance. One entity may come several times, with several events: the tools merge entities of the same id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from ravayat.records import EVENT_TYPES, Event, Root, StoredArticle, StoredClaim
from ravayat.views.context import printable
from ravayat.views.exports.codes import codes
from ravayat.views.exports.telling import articles, is_unsure, iso, outlets, parties, sureness, web_address, where

_PLAIN_ID = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_ENTITIES = ("entry", "body")
"""Levels of actors that are somebody; a class ("gunmen") is nobody."""
_PERSIAN = "fas"
_UNSEEN = " \u200c\u200d"
"""Half-spaces and joiners: they shape words and are none."""

Properties = Mapping[str, Sequence[str | None]]


def followthemoney_lines(events: Iterable[Event]) -> Iterator[str]:
    """One line an entity."""
    for event in events:
        for entity in entities(event):
            yield json.dumps(entity, ensure_ascii=False) + "\n"


def entities(event: Event) -> Iterator[dict[str, Any]]:
    """The entities of an event: those that others point to first."""
    told = articles(event)
    for article in told:
        yield _entity(_article_id(article), "Article", _article(article))
    for root in event.roots:
        yield _entity(_actor_id(root.key), _schema(root.kind), {"name": _names(root.key, root.fa, root.en)})
    involved = [party.actor for side in ("actors", "targets") for party in parties(event, side)]
    somebody = {actor.id: actor for actor in involved if actor.level in _ENTITIES and actor.id}
    for key, actor in somebody.items():
        country = actor.country.lower() if codes().country(actor.country) and actor.country else None
        names = _names(key, *((actor.fa, actor.en) if actor.fa or actor.en else (actor.words,)))
        yield _entity(_actor_id(key), _schema(actor.kind), {"name": names, "country": [country]})
    yield _entity(_event_id(event), "Event", _event(event, list(somebody)))
    for article in told:
        yield _entity(f"{_event_id(event)}-in-{article.id}", "Documentation", _documentation(event, article))
    for root in event.roots:
        for role, claims in (("asserts", root.asserts), ("denies", root.denies), ("doubts", root.doubts)):
            if claims:
                link = f"{_event_id(event)}-{role}-{_actor_id(root.key)}"
                yield _entity(link, "UnknownLink", _link(event, root, role, claims))


def _event(event: Event, involved: Sequence[str]) -> Properties:
    term, place = EVENT_TYPES[event.type], where(event)
    title = ", ".join(filter(None, (term.en, place.name, iso(event.first))))
    return {
        "name": [title],
        "startDate": [iso(event.first)],
        "endDate": [iso(event.last)],
        "country": [event.country.lower() if codes().country(event.country) and event.country else None],
        "location": [place.name],
        "summary": [event.standing.en, event.standing.fa],
        "notes": [
            *([f"unsure: the surest claim has a confidence of {sureness(event)}"] if is_unsure(event) else []),
            *(f"{one.slot}: {one.best}. {one.en}" for one in event.counts if one.best is not None),
        ],
        "keywords": [term.en, term.fa, event.standing.key, *(["unsure"] if is_unsure(event) else [])],
        "recordId": [str(event.id)],
        "publisher": outlets(event),
        "sourceUrl": [web_address(article) for article in articles(event)],
        "involved": [_actor_id(key) for key in involved],
        "proof": [_article_id(article) for article in articles(event)],
    }


def _article(article: StoredArticle) -> Properties:
    return {
        "fileName": _names(article.digest, article.doc),
        "title": [article.title],
        "publisher": [article.outlet],
        "publishedAt": [iso(article.published)],
        "sourceUrl": [web_address(article)],
        "language": [_PERSIAN],
    }


def _documentation(event: Event, article: StoredArticle) -> Properties:
    claims = [claim for claim in event.claims if claim.article.id == article.id]
    return {
        "document": [_article_id(article)],
        "entity": [_event_id(event)],
        "role": ["reports"],
        "date": [iso(article.published)],
        "description": [claim.claim.trigger.text for claim in claims],
    }


def _link(event: Event, root: Root, role: str, numbers: Sequence[int]) -> Properties:
    claims = [claim for claim in event.claims if claim.id in numbers]
    since = min(_days(claims), default=None)
    return {
        "subject": [_actor_id(root.key)],
        "object": [_event_id(event)],
        "role": [role],
        "date": [iso(since)],
        "publisher": list(root.carriers),
        "sourceUrl": [web_address(claim.article) for claim in claims],
    }


def _days(claims: Iterable[StoredClaim]) -> list[date]:
    return [claim.article.published for claim in claims if claim.article.published]


def _schema(kind: str | None) -> str:
    schema: str = codes().followthemoney["schema"].get(kind, "LegalEntity")
    return schema


def _entity(key: str, schema: str, properties: Properties) -> dict[str, Any]:
    """The entity with the properties that say something; every value is a list of strings there."""
    told = {name: _distinct(values) for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


def _names(key: str, *names: str) -> list[str]:
    """The names, or the key where none of them can be read: the schema asks for one."""
    return _distinct(names) or _distinct([key]) or [_actor_id(key)]


def _distinct(values: Iterable[str | None]) -> list[str]:
    """Each value once, on one line; what has nothing that can be seen is no value."""
    lines = (printable(value).strip() for value in values if value)
    return list(dict.fromkeys(line for line in lines if line.strip(_UNSEEN)))


def _event_id(event: Event) -> str:
    return f"ravayat-event-{event.id}"


def _article_id(article: StoredArticle) -> str:
    return f"ravayat-article-{article.digest}"


def _actor_id(key: str) -> str:
    """An id of plain characters: that of the registry, or a digest of the words that it does not know."""
    plain = key if _PLAIN_ID.fullmatch(key) else sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return f"ravayat-actor-{plain}"
