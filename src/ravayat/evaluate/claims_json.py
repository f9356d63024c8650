"""Articles with their claims as JSON objects in the form of the annotation scheme, and back.

The scheme's own keys hold plain values. Beside them each claim has ``confidence`` and
``quotes``: for every slot the words with their offsets into ``text`` (``start``, ``end``
exclusive, in code points) and their own confidence. ``meaning`` tells who and where the
words mean, each list in the order of the slot's own words. Reading back what was written
gives the same records but for ``meaning``, which grounding makes anew.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ravayat.records import (
    COUNT_SLOTS,
    LIST_FIELDS,
    Article,
    Claim,
    Count,
    Meaning,
    Quote,
    ReadArticle,
    ResolvedActor,
    ResolvedPlace,
    Span,
    Time,
)

_ACTOR = tuple(one.name for one in dataclasses.fields(ResolvedActor) if one.name != "words")
"""What an actor means, as fields of the record and keys of the object."""

_TIME_READING = ("precision", "calendar", "anchor", "method", "part", "clock", "zone")
"""How a time was read, as fields of the record and keys of the object."""


def to_claims_json(read: ReadArticle) -> dict[str, Any]:
    """One article and its claims as an object that :func:`json.dumps` takes."""
    article = read.article
    return {
        "doc": article.doc,
        "outlet": article.outlet,
        "published": _iso(article.published),
        "title": article.title,
        "url": article.url,
        "text": article.text,
        "claims": [_claim_object(claim) for claim in read.claims],
    }


def from_claims_json(fields: Mapping[str, Any]) -> ReadArticle:
    """The records that :func:`to_claims_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: the object is of another form, for example
            because it has no ``quotes``; :meth:`PlainClaim.from_json` reads such claims.
    """
    article = Article(
        doc=fields["doc"],
        text=fields["text"],
        outlet=fields["outlet"],
        published=_day(fields["published"]),
        title=fields["title"],
        url=fields["url"],
    )
    return ReadArticle(article, tuple(_claim(claim) for claim in fields["claims"]))


def _claim_object(claim: Claim) -> dict[str, Any]:
    trigger = claim.trigger.span
    counts: dict[str, Count | None] = {slot: getattr(claim, slot) for slot in COUNT_SLOTS}
    lists: dict[str, tuple[Quote, ...]] = {slot: getattr(claim, name) for slot, name in LIST_FIELDS.items()}
    single = {slot: count.quote for slot, count in counts.items() if count}
    single |= {"time": claim.time.quote} if claim.time else {}
    single |= {"cue": claim.cue} if claim.cue else {}
    return {
        "id": claim.id,
        "event": claim.event,
        "type": claim.type,
        "trigger": claim.trigger.text,
        "trigger_start": trigger.start,
        "trigger_end": trigger.end,
        **{slot: [quote.text for quote in quotes] for slot, quotes in lists.items()},
        "time": _time_object(claim.time),
        **{slot: count and _count_object(count) for slot, count in counts.items()},
        "stance": claim.stance,
        "confidence": claim.confidence,
        "quotes": {
            "trigger": _quote_objects([claim.trigger]),
            **{slot: _quote_objects(quotes) for slot, quotes in lists.items() if quotes},
            **{slot: _quote_objects([quote]) for slot, quote in single.items()},
        },
        "meaning": _meaning_object(claim.meaning) if claim.meaning else None,
    }


def _count_object(count: Count) -> dict[str, Any]:
    told = {"unit": count.unit, "whom": list(count.whom)}
    return {"min": count.minimum, "max": count.maximum} | _present(told)


def _meaning_object(meaning: Meaning) -> dict[str, Any]:
    return {
        "actor": [_actor_object(actor) for actor in meaning.actors],
        "target": [_actor_object(target) for target in meaning.targets],
        "place": [_place_object(place) for place in meaning.places],
        "chain": [
            _actor_object(source.who)
            | _present(
                {
                    "owner": source.owner,
                    "anonymous": source.anonymous,
                    "party": list(source.party),
                    "carried_by": source.carried_by,
                }
            )
            for source in meaning.chain
        ],
    }


def _actor_object(actor: ResolvedActor) -> dict[str, Any]:
    return _present({name: getattr(actor, name) for name in _ACTOR})


def _place_object(place: ResolvedPlace) -> dict[str, Any]:
    found = place.place
    return _present(
        {
            "id": place.id,
            "name": place.name,
            "latin": found.latin if found else None,
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "precision": place.precision,
            "method": place.method,
            "parents": [{"id": parent.id, "name": parent.name} for parent in place.parents],
            "candidates": [
                {"id": other.place.id, "name": other.place.name, "score": round(other.score, 3)}
                for other in place.candidates
            ],
        }
    )


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that say something: a name that is not known is left out."""
    return {name: value for name, value in fields.items() if value or (value == 0 and value is not False)}


def _quote_objects(quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    return [
        {"text": quote.text, "start": quote.span.start, "end": quote.span.end, "confidence": quote.confidence}
        for quote in quotes
    ]


def _time_object(time: Time | None) -> dict[str, Any] | None:
    if time is None:
        return None
    told = {name: getattr(time, name) for name in _TIME_READING}
    return {"text": time.quote.text, "from": _iso(time.first), "to": _iso(time.last)} | _present(told)


def _claim(fields: Mapping[str, Any]) -> Claim:
    quotes = {slot: tuple(map(_quote, objects)) for slot, objects in fields["quotes"].items()}
    values: dict[str, Any] = {name: quotes.get(slot, ()) for slot, name in LIST_FIELDS.items()}
    for slot in COUNT_SLOTS:
        if (bounds := fields[slot]) is not None:
            told = {"unit": bounds.get("unit", ""), "whom": tuple(bounds.get("whom", ()))}
            values[slot] = Count(bounds["min"], bounds["max"], quotes[slot][0], **told)
    if (time := fields["time"]) is not None:
        told = {name: time[name] for name in _TIME_READING if name in time}
        values["time"] = Time(_day(time["from"]), _day(time["to"]), quotes["time"][0], **told)
    if "cue" in quotes:
        values["cue"] = quotes["cue"][0]
    return Claim(
        id=fields["id"],
        event=fields["event"],
        type=fields["type"],
        trigger=quotes["trigger"][0],
        stance=fields["stance"],
        confidence=fields["confidence"],
        **values,
    )


def _quote(fields: Mapping[str, Any]) -> Quote:
    return Quote(fields["text"], Span(fields["start"], fields["end"]), fields["confidence"])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
