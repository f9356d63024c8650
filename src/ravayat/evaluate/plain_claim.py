"""A claim as the scorer sees it: words and values, offsets of the trigger only.

Annotated articles from elsewhere give values without offsets, so the scorer compares
this form and both sides are brought to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ravayat.records import COUNT_SLOTS, Claim


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number of people, both ends inclusive, ``None`` where open."""

    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Days:
    """A time expression and the days it means; ``first`` is ``None`` where they are not known."""

    text: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class PlainClaim:
    """The slots of a claim as words.

    Attributes:
        type, stance, event, trigger: as in :class:`ravayat.records.Claim`.
        start: where the trigger begins, ``None`` where that was not told.
        actor, target, place, chain: words in the order of the annotation scheme.
        counts: bounds by slot, only the slots that are told.
    """

    type: str
    trigger: str
    start: int | None
    stance: str | None = None
    event: int | None = None
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    time: Days | None = None
    counts: Mapping[str, Bounds] = field(default_factory=dict)
    chain: tuple[str, ...] = ()

    @classmethod
    def of(cls, claim: Claim) -> PlainClaim:
        """The plain form of a claim of ours."""
        told = {slot: getattr(claim, slot) for slot in COUNT_SLOTS}
        return cls(
            type=claim.type,
            trigger=claim.trigger.text,
            start=claim.trigger.span.start,
            stance=claim.stance,
            event=claim.event,
            actor=tuple(quote.text for quote in claim.actors),
            target=tuple(quote.text for quote in claim.targets),
            place=tuple(quote.text for quote in claim.places),
            time=Days(claim.time.quote.text, claim.time.first, claim.time.last) if claim.time else None,
            counts={slot: Bounds(count.minimum, count.maximum) for slot, count in told.items() if count},
            chain=tuple(quote.text for quote in claim.chain),
        )

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> PlainClaim:
        """The plain form of a claim written as JSON in the annotation scheme's form.

        Raises:
            KeyError, TypeError, ValueError: the object is not such a claim.
        """
        return cls(
            type=str(fields["type"]),
            trigger=str(fields.get("trigger") or ""),
            start=_start(fields.get("trigger_start")),
            stance=fields.get("stance"),
            event=fields.get("event"),
            actor=tuple(fields.get("actor") or ()),
            target=tuple(fields.get("target") or ()),
            place=tuple(fields.get("place") or ()),
            time=_days(fields.get("time")),
            counts={
                slot: Bounds(value.get("min"), value.get("max")) for slot in COUNT_SLOTS if (value := fields.get(slot))
            },
            chain=tuple(fields.get("chain") or ()),
        )


def _start(value: int | None) -> int | None:
    # Some annotators write -1 for a trigger they did not place.
    return value if value is not None and value >= 0 else None


def _days(value: Mapping[str, Any] | None) -> Days | None:
    if not value or not (value.get("from") or value.get("text")):
        return None
    return Days(str(value.get("text") or ""), _day(value.get("from")), _day(value.get("to")))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None
