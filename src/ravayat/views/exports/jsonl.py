"""Everything that the ledger knows of an event: one JSON object a line.

The keys are the fields of :class:`ravayat.records.Event` and of the records in it, so the object can be made a record
again. Offsets count code points of the article's raw text, end exclusive. Beside the fields stand the labels of the
type, and for each article the digest of its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from ravayat.records import EVENT_TYPES, Event

FORM = "ravayat.event/1"
"""Name and version of the form, under ``form``; the number rises when a reader of the old one would go wrong."""


def event_object(event: Event) -> dict[str, Any]:
    """The event as an object that :func:`json.dumps` takes with :func:`plain`."""
    term = EVENT_TYPES[event.type]
    return {"form": FORM, "type_label": {"en": term.en, "fa": term.fa}, **asdict(event)}


def jsonl_lines(events: Iterable[Event]) -> Iterator[str]:
    """One line an event."""
    for event in events:
        yield json.dumps(event_object(event), ensure_ascii=False, default=plain) + "\n"


def plain(value: object) -> str:
    """Days and moments as ISO 8601.

    Raises:
        TypeError: the value is neither.
    """
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
