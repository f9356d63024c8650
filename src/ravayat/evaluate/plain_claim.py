"""A claim as the scorer sees it: words and values, offsets of the trigger only.

Annotated articles from elsewhere give values without offsets, so the scorer compares
this form and both sides are brought to it.
"""

from __future__ import annotations

import reprlib
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
        time: words with the days they mean, ``None`` where none were told.
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
            type=_type(fields["type"]),
            trigger=_text(fields.get("trigger"), "trigger") or "",
            start=_start(fields.get("trigger_start")),
            stance=_text(fields.get("stance"), "stance"),
            event=_whole(fields.get("event"), "event"),
            actor=_words(fields, "actor"),
            target=_words(fields, "target"),
            place=_words(fields, "place"),
            time=_days(fields.get("time")),
            counts={slot: _bounds(fields, slot) for slot in COUNT_SLOTS if fields.get(slot)},
            chain=_words(fields, "chain"),
        )


def _wrong(slot: str, value: object, wanted: str) -> ValueError:
    return ValueError(f"{slot} is {reprlib.repr(value)}, not {wanted}")


def _text(value: object, slot: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _wrong(slot, value, "text")


def _type(value: object) -> str:
    if isinstance(value, str):
        return value
    raise _wrong("type", value, "text")


def _whole(value: object, slot: str) -> int | None:
    # True is a number in Python but not in JSON.
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _wrong(slot, value, "a whole number")


def _words(fields: Mapping[str, Any], slot: str) -> tuple[str, ...]:
    value = fields.get(slot) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise _wrong(slot, value, "a list of words")
    return tuple(value)


def _bounds(fields: Mapping[str, Any], slot: str) -> Bounds:
    value = fields[slot]
    if not isinstance(value, Mapping):
        raise _wrong(slot, value, 'an object with "min" and "max"')
    return Bounds(_whole(value.get("min"), f"{slot}.min"), _whole(value.get("max"), f"{slot}.max"))


def _start(value: object) -> int | None:
    # Some annotators write -1 for a trigger they did not place.
    start = _whole(value, "trigger_start")
    return start if start is not None and start >= 0 else None


def _days(value: object) -> Days | None:
    if not value:
        return None
    if not isinstance(value, Mapping):
        raise _wrong("time", value, 'an object with "text", "from" and "to"')
    text, first, last = (_text(value.get(key), f"time.{key}") for key in ("text", "from", "to"))
    return Days(text or "", _day(first), _day(last)) if first or text else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None
