"""What several forms ask of an event: who did it to whom, where exactly, who tells it, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal
from urllib.parse import urlsplit

from ravayat.records import Count, Event, Meaning, Quote, ResolvedActor, ResolvedPlace, Root, StoredArticle, StoredClaim
from ravayat.views.context import printable

Side = Literal["actors", "targets"]
_KNOWN = ("entry", "body", "class")
_DIGITS = 3
"""Of a confidence: further ones say nothing."""
_CONTAINER = "container"
"""How a place is found that lies in the one whose coordinates are given (``ResolvedPlace.method``)."""


@dataclass(slots=True)
class Party:
    """One who did it or to whom it was done, as the registry knows them.

    Attributes:
        actor: what the registry answered.
        roots: keys of the roots that name it.
        claims: ids of the claims that name it.
    """

    actor: ResolvedActor
    roots: set[str] = field(default_factory=set)
    claims: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """In English where the registry has it, else in Persian."""
        return printable(self.actor.en or self.actor.fa or self.actor.words)


def web_address(article: StoredArticle) -> str | None:
    """The address of an article where it is one of the web: whoever opens what was exported must not run a script."""
    try:
        parts = urlsplit(article.url or "")
    except ValueError:
        return None
    return article.url if parts.scheme in ("http", "https") and parts.hostname else None


def speaking(event: Event) -> tuple[StoredClaim, ...]:
    """The claims that tell what happened: those that assert it, or all where nobody does."""
    asserting = tuple(claim for claim in event.claims if claim.claim.stance == "asserted")
    return asserting or event.claims


def parties(event: Event, side: Side) -> list[Party]:
    """Those on one side, the one that most roots name first; whom the registry does not know is left out."""
    owners = root_keys(event)
    found: dict[str, Party] = {}
    for claim in speaking(event):
        known: tuple[ResolvedActor, ...] = getattr(claim.claim.meaning or Meaning(), side)
        for actor in known:
            if actor.level in _KNOWN and actor.id:
                party = found.setdefault(actor.id, Party(actor))
                party.roots.add(owners.get(claim.id, claim.root))
                party.claims.append(claim.id)
    # Sorting is stable: of equals the one that was told first.
    return sorted(found.values(), key=lambda party: (-len(party.roots), -len(party.claims)))


def root_keys(event: Event) -> dict[int, str]:
    """For each claim the key of the root it belongs to among the event's roots."""
    return {claim: root.key for root in event.roots for claim in (*root.asserts, *root.denies, *root.doubts)}


def root_name(root: Root, event: Event) -> str:
    """In English where the registry has it, else in Persian; so that no two roots of the event have one name."""
    return printable(root.name_among(event.roots))


def sureness(event: Event) -> float:
    """The confidence of the surest claim, as in the list of events."""
    return round(max((claim.claim.confidence for claim in event.claims), default=0.0), _DIGITS)


def is_unsure(event: Event) -> bool:
    """Whether the reader gives every claim less than even chances, and nobody found one right."""
    return all(claim.unsure for claim in event.claims)


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event in Latin letters.

    Attributes:
        name: of the place.
        province, district: of the first and second level, where the place lies in one that is known.
        near: the place itself is not known, and lies in or by this one.
        precision: as the event's, or ``near``.
        words: how the articles name it.
    """

    name: str | None
    province: str | None
    district: str | None
    near: bool
    precision: str
    words: tuple[str, ...]


def where(event: Event) -> Where:
    """The place of ``event``; all of it empty but the words where the place is not known."""
    words = dict.fromkeys(printable(quote.text) for claim in speaking(event) for quote in claim.claim.places)
    place = event.place
    if place is None:
        return Where(None, None, None, near=False, precision="", words=tuple(words))
    found = [one for claim in event.claims for one in _resolved(claim) if one.id == place.id]
    lies_in = (place, *(parent for mention in found for parent in mention.parents))
    around = {one.kind: printable(one.latin or one.name) for one in lies_in}
    near = bool(found) and all(one.method == _CONTAINER for one in found)
    return Where(
        name=printable(place.latin or place.name),
        province=around.get("province"),
        district=around.get("district"),
        near=near,
        precision="near" if near and event.place_precision not in ("country", "region") else event.place_precision,
        words=tuple(words),
    )


def _resolved(claim: StoredClaim) -> tuple[ResolvedPlace, ...]:
    return claim.claim.meaning.places if claim.claim.meaning else ()


@dataclass(frozen=True, slots=True)
class ToldCount:
    """A number of people as one root told it."""

    root: Root | None
    claim: StoredClaim
    count: Count


def told_counts(event: Event, slot: str) -> list[ToldCount]:
    """Every number told of ``slot`` by those who assert the event, in the order of the claims."""
    by_key = {root.key: root for root in event.roots}
    owners = root_keys(event)
    return [
        ToldCount(by_key.get(owners.get(claim.id, claim.root)), claim, count)
        for claim in event.claims
        if claim.claim.stance == "asserted" and (count := getattr(claim.claim, slot)) is not None
    ]


def articles(event: Event) -> list[StoredArticle]:
    """The articles that tell it, each once."""
    return list({claim.article.id: claim.article for claim in event.claims}.values())


def outlets(event: Event) -> list[str]:
    """The outlets that tell it, each once."""
    return list(dict.fromkeys(printable(one.outlet) for one in articles(event) if one.outlet))


def triggers(event: Event) -> list[str]:
    """The words that name the event, each once."""
    return list(dict.fromkeys(claim.claim.trigger.text for claim in speaking(event)))


def changed(event: Event) -> datetime | None:
    """When the ledger last learned something of it."""
    moments = [*(one.added for one in articles(event)), *(join.at for join in event.joins)]
    return max(map(utc, moments), default=None)


def utc(moment: datetime) -> datetime:
    """A moment of the ledger, which SQLite gives back without its zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def labelled_quotes(claim: StoredClaim) -> Iterator[tuple[str, Quote]]:
    """Every quote of a claim with the slot that it fills."""
    told = claim.claim
    yield "trigger", told.trigger
    for slot, quotes in (("actor", told.actors), ("target", told.targets), ("place", told.places)):
        yield from ((slot, quote) for quote in quotes)
    if told.time:
        yield "time", told.time.quote
    for slot in ("killed", "wounded", "captured", "displaced"):
        if count := getattr(told, slot):
            yield slot, count.quote
    yield from (("source", quote) for quote in told.chain)
    if told.cue:
        yield "cue", told.cue


def iso(day: date | None) -> str | None:
    """A day as ISO 8601 writes it."""
    return day.isoformat() if day else None
