"""A claim with one slot as a person has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.store.faults import StoreFault
from ravayat.records import COUNT_SLOTS, EVENT_TYPES, LIST_FIELDS, STANCES, Article, Claim, Count, Quote, Span, Time

MOST_PEOPLE: Final = 100_000_000
"""More than any event killed, wounded, captured or displaced."""
FIRST_DAY: Final = date(1800, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""Between them lies what news tells of, in any of the calendars."""


def corrected(told: Claim, source: Article, slot: str, value: Any) -> Claim:
    """The claim with one slot as a person has it; every value is a stretch of the text.

    ``type`` and ``stance`` take a key; ``actor``, ``target``, ``place``, ``chain`` a list of ``[start, end]``;
    ``trigger`` and ``cue`` one ``[start, end]``; ``time`` ``{"span": [start, end], "from": day, "to": day}``; counts
    ``{"span": [start, end], "min": n, "max": n}``. ``null`` or ``[]`` empties what can be empty.

    Raises:
        StoreFault: the slot or the value is not of this form, or lies outside the text.
    """
    try:
        changed = _changed(told, source.text, slot, value)
    except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
        if isinstance(error, StoreFault):
            raise
        raise StoreFault(slot or "slot", f"cannot be {value!r} ({error})", "see docs/ledger.md for the form") from error
    if slot not in LIST_FIELDS:
        return changed
    # The other slots keep what they were found to mean, with the whole article and a user's own registries at hand.
    field = LIST_FIELDS[slot]
    found = add_meanings(source, (changed,))[0].meaning
    if told.meaning is None or found is None:
        return replace(changed, meaning=found)
    return replace(changed, meaning=replace(told.meaning, **{field: getattr(found, field)}))


def _changed(told: Claim, text: str, slot: str, value: Any) -> Claim:
    changes: dict[str, Any] = {}
    if slot in ("type", "stance"):
        known = EVENT_TYPES if slot == "type" else STANCES
        if value not in known:
            raise StoreFault(slot, f"{value!r} is unknown", f"choose one of {', '.join(known)}")
        changes[slot] = value
    elif slot in LIST_FIELDS:
        changes[LIST_FIELDS[slot]] = tuple(_quote(text, span) for span in value or ())
    elif slot == "trigger":
        if not value:
            raise StoreFault(slot, "cannot be empty", "select the words that tell of the event")
        changes[slot] = _quote(text, value)
    elif slot == "cue":
        changes[slot] = _quote(text, value) if value else None
    elif slot == "time":
        changes[slot] = _time(text, value) if value else None
    elif slot in COUNT_SLOTS:
        changes[slot] = _count(text, value) if value else None
    if changes:
        return replace(told, **changes)
    slots = ("type", "stance", "trigger", "cue", "time", *LIST_FIELDS, *COUNT_SLOTS)
    raise StoreFault(slot or "slot", "is no slot of a claim", f"choose one of {', '.join(slots)}")


def _quote(text: str, span: Sequence[int]) -> Quote:
    start, end = span
    if not (_whole(start) and _whole(end)):
        raise ValueError(f"{span!r} is no pair of whole numbers")
    if end > len(text):
        raise ValueError(f"[{start}, {end}) lies outside the text of {len(text)} characters")
    return Quote.read(text, Span(start, end))


def _whole(value: Any) -> bool:
    """Whether a value is a whole number; to Python true and false are, too."""
    return isinstance(value, int) and not isinstance(value, bool)


def _time(text: str, value: Mapping[str, Any]) -> Time:
    first, last = (date.fromisoformat(day) if (day := value.get(side)) else None for side in ("from", "to"))
    if first and last and first > last:
        raise ValueError(f"from {first} is after to {last}")
    for day in filter(None, (first, last)):
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(f"{day} is not between {FIRST_DAY} and {LAST_DAY}")
    return Time(first, last, _quote(text, value["span"]), method="a person's")


def _count(text: str, value: Mapping[str, Any]) -> Count:
    low, high = value.get("min"), value.get("max")
    for bound in (low, high):
        if bound is not None and not (_whole(bound) and 0 <= bound <= MOST_PEOPLE):
            raise ValueError(f"min and max must be whole numbers of at most {MOST_PEOPLE}")
    if low is None and high is None:
        raise ValueError("min, max or both")
    if low is not None and high is not None and low > high:
        raise ValueError(f"min {low} is above max {high}")
    return Count(low, high, _quote(text, value["span"]))


def moved(slot: str, value: Any, before: str, after: str, shift: int) -> Any:
    """A correction of one text as a correction of another: its words are looked for where they stand now.

    Args:
        slot: which.
        value: as :func:`corrected` takes it, for the text before.
        before: that text.
        after: the other.
        shift: by how many characters the words are likely to have moved.

    Raises:
        ValueError: words of it are not in the other text.
    """

    def span(old: Sequence[int]) -> list[int]:
        start, end = old
        words = before[start:end]
        places = [at for at in range(len(after)) if after.startswith(words, at)]
        if not places:
            raise ValueError(f"{words!r} is not in the text")
        nearest = min(places, key=lambda at: abs(at - start - shift))
        return [nearest, nearest + len(words)]

    if not value or slot in ("type", "stance"):
        return value
    if slot in LIST_FIELDS:
        return [span(one) for one in value]
    if slot in ("trigger", "cue"):
        return span(value)
    return {**value, "span": span(value["span"])}
