"""Claims: one teller saying one thing about one event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ravayat.records.meaning import Meaning
from ravayat.records.ontology import COUNT_SLOTS
from ravayat.records.span import Quote

LIST_FIELDS: dict[str, str] = {"actor": "actors", "target": "targets", "place": "places", "chain": "chain"}
"""Slots that hold a list of quotes, each with the field of :class:`Claim` that keeps it."""

CLAIM_GROUP = "claim"
CONFIDENCE_GROUPS: dict[str, str] = {
    **dict.fromkeys(("actor", "target"), "participant"),
    "place": "place",
    "time": "time",
    **dict.fromkeys(COUNT_SLOTS, "count"),
    "chain": "source",
}
"""Slots whose confidences are calibrated together: there are too few of each to do it apart."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as bounds, both inclusive, with the words it was read from.

    ``minimum`` or ``maximum`` is ``None`` where the text leaves that side open
    ("at least 15": 15 and ``None``). ``unit`` is the word that was counted, ``whom`` the classes
    of people that the words name (``ravayat.grounding.counts``).
    """

    minimum: int | None
    maximum: int | None
    quote: Quote
    unit: str = ""
    whom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and the days it means, first and last inclusive.

    Both days are ``None`` where the words cannot be resolved, for example
    "yesterday" in an article without a day of publication; ``method`` then says why. ``precision``,
    ``calendar``, ``anchor``, ``part``, ``clock`` and ``zone`` are those of
    :class:`ravayat.grounding.interval.Interval`.
    """

    first: date | None
    last: date | None
    quote: Quote
    precision: str = ""
    calendar: str = ""
    anchor: str = ""
    method: str = ""
    part: str | None = None
    clock: str | None = None
    zone: str | None = None


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
        confidence: how likely it is that a person would find a claim of this type and stance there;
            the quotes have their own, how likely that person's claim has them too.
        meaning: who and where the words mean; ``None`` where nobody has looked.
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
    meaning: Meaning | None = None

    def quotes(self) -> tuple[Quote, ...]:
        """Every quote of the claim, trigger first."""
        counts = (self.killed, self.wounded, self.captured, self.displaced)
        single = [self.time.quote] if self.time else []
        single += [count.quote for count in counts if count]
        single += [self.cue] if self.cue else []
        return (self.trigger, *self.actors, *self.targets, *self.places, *self.chain, *single)
