"""Names of events' places in Latin letters, which lists of events do not carry."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from ravayat.grounding.places import shipped_gazetteer
from ravayat.ledger.store.schema import event
from ravayat.records import EventLine
from ravayat.web.desk import Desk
from ravayat.web.look import Look


def latin_name(place: str | None) -> str | None:
    """The Latin name of a place of the gazetteer, as far as it has one."""
    found = shipped_gazetteer().place(place) if place else None
    return (found.latin or None) if found else None


def latin_names(desk: Desk, lines: Sequence[EventLine], look: Look) -> dict[int, str]:
    """For pages in English the places' Latin names by the event's number, as far as the gazetteer has them."""
    if look.language != "en" or not lines:
        return {}
    query = select(event.c.id, event.c.place).where(event.c.id.in_([line.id for line in lines]))
    with desk.looking() as connection:
        places = {row.id: shipped_gazetteer().place(row.place) for row in connection.execute(query) if row.place}
    return {number: place.latin for number, place in places.items() if place and place.latin}
