"""Claims: one teller saying one thing about one event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ravayat.records.span import Quote

LIST_FIELDS: dict[str, str] = {"actor": "actors", "target": "targets", "place": "places", "chain": "chain"}
"""Slots that hold a list of quotes, each with the field of :class:`Claim` that keeps it."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as bounds, both inclusive, with the words it was read from.

    ``minimum`` or ``maximum`` is ``None`` where the text leaves that side open
    ("at least 15": 15 and ``None``).
    """

    minimum: int | None
    maximum: int | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and the days it means, first and last inclusive.

    Both days are ``None`` where the words cannot be resolved, for example
    "yesterday" in an article without a day of publication.
    """

    first: date | None
    last: date | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Claim:
    """One event, one teller, one stance.

    Attributes:
        id: number within the article, from 1.
        event: claims of the same article with the same number tell of the same event.
        type: a key of :data:`ravayat.records.ontology.EVENT_TYPES`.
        trigger: the words that name the event.
        stance: a key of :data:`ravayat.records.ontology.STANCES`.
        actors, targets, places: places run from the most specific outward.
        time, killed, wounded, captured, displaced: ``None`` where not told.
        chain: sources from the nearest teller to the root; empty for the outlet's own voice.
        cue: the verb of saying that introduces the nearest teller's words, where there is one.
        confidence: probability that a claim stands at the trigger with this stance; the quotes have their own.
    """

    id: int
    event: int
    type: str
    trigger: Quote
    stance: str
    actors: tuple[Quote, ...] = ()
    targets: tuple[Quote, ...] = ()
    places: tuple[Quote, ...] = ()
    time: Time | None = None
    killed: Count | None = None
    wounded: Count | None = None
    captured: Count | None = None
    displaced: Count | None = None
    chain: tuple[Quote, ...] = ()
    cue: Quote | None = None
    confidence: float = 1.0

    def quotes(self) -> tuple[Quote, ...]:
        """Every quote of the claim, trigger first."""
        counts = (self.killed, self.wounded, self.captured, self.displaced)
        single = [self.time.quote] if self.time else []
        single += [count.quote for count in counts if count]
        single += [self.cue] if self.cue else []
        return (self.trigger, *self.actors, *self.targets, *self.places, *self.chain, *single)
