"""Questions to the store: which events, by what is told of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from ravayat.ledger.roots import OFFICE_MARK, has_offices
from ravayat.ledger.store import words
from ravayat.ledger.store.faults import StoreFault
from ravayat.ledger.store.schema import claim, event, participant, teller
from ravayat.records import EVENT_TYPES, EventLine
from ravayat.records.place import EARTH_RADIUS_KM, kilometres

MOST: Final = 1000
"""Most events of one page."""
SORTS: Final = ("time", "reported", "killed", "roots", "confidence", "id")
"""What events can be sorted by; a minus before it turns the order round."""
_COLUMNS: Final = {
    "time": event.c.first,
    "reported": event.c.published,
    "killed": event.c.killed,
    "roots": event.c.roots,
    "confidence": event.c.confidence,
    "id": event.c.id,
}
_ROUNDING: Final = 1e-6
"""Degrees by which a box is larger than the circle, so that rounding leaves nothing out."""


@dataclass(frozen=True, slots=True)
class Question:
    """Conditions that all must hold; ``None`` and ``()`` ask nothing.

    Attributes:
        words: all of them around one claim of the event, in any spelling.
        types: one of these.
        actor, target: id of the registry, of a participant of a claim.
        side: country code or group that an actor or target belongs to.
        country: code of the place's country.
        province: its name.
        place: id of the gazetteer, the event's place itself.
        near, within: point in degrees (latitude, longitude) and kilometres around it.
        since, until: days, both inclusive, that the event's days must touch.
        source: id or folded words of anyone in a chain, or of an outlet.
        root: the same, of a root.
        standing: one of these grades.
        killed: at least so many by the best estimate.
        roots: at least so many assert it.
        confidence: of its surest claim, at least.
        unreviewed: only what nobody has looked at in whole.
        undated: only events of which nobody told a day.
        sort: one of :data:`SORTS`, with a minus for the largest or latest first; events without the value come last.
        limit: most events of a page.
        after: where the page before ended, :attr:`Answer.next`.
    """

    words: str | None = None
    types: tuple[str, ...] = ()
    actor: str | None = None
    target: str | None = None
    side: str | None = None
    country: str | None = None
    province: str | None = None
    place: str | None = None
    near: tuple[float, float] | None = None
    within: float = 25.0
    since: date | None = None
    until: date | None = None
    source: str | None = None
    root: str | None = None
    standing: tuple[str, ...] = ()
    killed: int | None = None
    roots: int | None = None
    confidence: float | None = None
    unreviewed: bool = False
    undated: bool = False
    sort: str = "-time"
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of events.

    Attributes:
        events: in the order asked for.
        total: how many there are on all pages.
        next: what :attr:`Question.after` takes for the next page; ``None`` on the last.
        explained: the conditions, each in a few words.
    """

    events: tuple[EventLine, ...]
    total: int
    next: str | None
    explained: tuple[str, ...]


def ask(connection: Connection, question: Question) -> Answer:
    """Answer a question.

    Raises:
        StoreFault: it cannot be asked so.
    """
    where, explained = conditions(connection, question)
    total = connection.execute(select(func.count()).select_from(event).where(*where)).scalar_one()
    events, following = _page(connection, question, where)
    return Answer(events, total, following, tuple(explained))


def page(connection: Connection, question: Question) -> tuple[tuple[EventLine, ...], str | None]:
    """A page of the events that answer, and where the next one begins, for those who go through all pages.

    Raises:
        StoreFault: it cannot be asked so.
    """
    return _page(connection, question, conditions(connection, question)[0])


def _page(
    connection: Connection, question: Question, where: Sequence[ColumnElement[bool]]
) -> tuple[tuple[EventLine, ...], str | None]:
    query = _sorted(select(*_LINE).where(*where), question).limit(question.limit + 1)
    rows = list(connection.execute(query))
    shown = rows[: question.limit]
    following = _mark(question, shown[-1]) if len(rows) > question.limit else None
    return tuple(map(_line, shown)), following


_LINE = [event.c[field.name] for field in fields(EventLine)]


def _line(row: Any) -> EventLine:
    values = {field.name: getattr(row, field.name) for field in fields(EventLine)}
    for side in ("first", "last"):
        values[side] = date.fromordinal(values[side]) if values[side] else None
    return EventLine(**values)


def following(question: Question, mark: str) -> Question:
    """The question for the page after the one that ended at ``mark``."""
    return replace(question, after=mark)


def check(question: Question) -> None:
    """Make sure that a question asks for what there is; its standings, which the rules name, are looked at elsewhere.

    Raises:
        StoreFault: it does not.
    """
    unknown = [one for one in question.types if one not in EVENT_TYPES]
    if unknown:
        raise StoreFault(unknown[0], "is no type of event", f"choose one of {', '.join(EVENT_TYPES)}")
    if not 1 <= question.limit <= MOST:
        raise StoreFault(f"limit {question.limit}", "is out of bounds", f"ask for 1 to {MOST} events a page")
    if question.since and question.until and question.since > question.until:
        raise StoreFault(f"since {question.since}", f"is after until {question.until}", "turn them round")
    _order(question)


def conditions(connection: Connection, question: Question) -> tuple[list[ColumnElement[bool]], list[str]]:
    """What holds for the events that answer a question, and each condition in a few words.

    Raises:
        StoreFault: it cannot be asked so.
    """
    check(question)
    where: list[ColumnElement[bool]] = []
    explained: list[str] = []

    def add(condition: ColumnElement[bool], told: str) -> None:
        where.append(condition)
        explained.append(told)

    if question.types:
        add(event.c.type.in_(question.types), f"type {' or '.join(question.types)}")
    for name in ("country", "province", "place"):
        if (value := getattr(question, name)) is not None:
            add(event.c[name] == value, f"{name} {value}")
    if question.standing:
        add(event.c.standing.in_(question.standing), f"standing {' or '.join(question.standing)}")
    if question.since:
        add(event.c.last >= question.since.toordinal(), f"since {question.since}")
    if question.until:
        add(event.c.first <= question.until.toordinal(), f"until {question.until}")
    for name in ("killed", "roots", "confidence"):
        if (value := getattr(question, name)) is not None:
            add(event.c[name] >= value, f"at least {value} {name}")
    if question.unreviewed:
        add(event.c.reviewed.is_(False), "not reviewed in whole")
    if question.undated:
        add(event.c.first.is_(None), "without a day")
    for told, inner in _of_claims(question, connection.dialect.name):
        add(event.c.id.in_(inner), told)
    if (around := _around(question)) is not None:
        told = f"within {question.within:g} km of {question.near}"
        add(and_(around, event.c.place.in_(_places_inside(connection, question, [*where, around]))), told)
    return where, explained


def _places_inside(connection: Connection, question: Question, where: Sequence[ColumnElement[bool]]) -> list[str]:
    """Of the places of events in the box, those in the circle: they are few, so distances are worked out here."""
    near = question.near or (0.0, 0.0)
    columns = select(event.c.place, event.c.latitude, event.c.longitude).where(*where).distinct()
    return [
        row.place
        for row in connection.execute(columns)
        if kilometres(*near, row.latitude, row.longitude) <= question.within
    ]


def _of_claims(question: Question, dialect: str) -> list[tuple[str, Select[Any]]]:
    """Conditions that one of the event's claims must meet."""
    live = select(claim.c.event).where(claim.c.live)
    found: list[tuple[str, Select[Any]]] = []
    if question.words is not None:
        matching = words.matching(question.words, dialect)
        if matching is None:
            raise StoreFault(f"words {question.words!r}", "hold no word", "ask for words of the text")
        found.append((f"words {question.words!r}", live.where(matching)))
    for name in ("actor", "target"):
        if (value := getattr(question, name)) is not None:
            inner = select(participant.c.claim).where(participant.c.actor == value, participant.c.role == name)
            found.append((f"{name} {value}", live.where(claim.c.id.in_(inner))))
    if question.side is not None:
        inner = select(participant.c.claim).where(participant.c.side == question.side)
        found.append((f"side {question.side}", live.where(claim.c.id.in_(inner))))
    if question.source is not None:
        inner = select(teller.c.claim).where(is_teller(teller.c.source, question.source))
        found.append((f"told through {question.source}", live.where(claim.c.id.in_(inner))))
    if question.root is not None:
        found.append((f"root {question.root}", live.where(is_teller(claim.c.root, question.root))))
    return found


def is_teller(column: ColumnElement[str], key: str) -> ColumnElement[bool]:
    """Who is asked for; of a body with many offices in a country ("UA.local_government") each of them."""
    return (
        or_(column == key, column.startswith(key + OFFICE_MARK, autoescape=True)) if has_offices(key) else column == key
    )


def _around(question: Question) -> ColumnElement[bool] | None:
    """A box that holds the circle; what is in its corners is left out one by one."""
    if question.near is None:
        return None
    latitude, longitude = question.near
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004
        raise StoreFault(f"near {question.near}", "is no point on earth", "give latitude,longitude in degrees")
    if not question.within > 0:  # nor is "not a number" a distance
        raise StoreFault(f"within {question.within}", "is no distance", "give kilometres above 0")
    angle = question.within / EARTH_RADIUS_KM
    height = math.degrees(angle) + _ROUNDING
    south, north = latitude - height, latitude + height
    band = event.c.latitude.between(south, north)
    if south <= -90 or north >= 90:  # noqa: PLR2004
        return band  # every meridian passes near the pole
    width = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(latitude)))) + _ROUNDING
    west, east = longitude - width, longitude + width
    if west < -180:  # noqa: PLR2004
        return and_(band, or_(event.c.longitude >= west + 360, event.c.longitude <= east))
    if east > 180:  # noqa: PLR2004
        return and_(band, or_(event.c.longitude >= west, event.c.longitude <= east - 360))
    return and_(band, event.c.longitude.between(west, east))


def _order(question: Question) -> tuple[str, bool]:
    descending = question.sort.startswith("-")
    key = question.sort.removeprefix("-")
    if key not in SORTS:
        raise StoreFault(
            f"sort {question.sort!r}", "is unknown", f"choose one of {', '.join(SORTS)}, with - for descending"
        )
    return key, descending


def _sorted(query: Select[Any], question: Question) -> Select[Any]:
    """The order asked for, from where the page before ended; the event's number settles what is equal."""
    key, descending = _order(question)
    column = _COLUMNS[key]
    if question.after is not None:
        query = query.where(_beyond(column, question.after, descending=descending))
    order = column.desc() if descending else column.asc()
    last = event.c.id.desc() if descending else event.c.id.asc()
    return query.order_by(order.nulls_last(), last)


def _mark(question: Question, row: Any) -> str:
    value = getattr(row, _COLUMNS[_order(question)[0]].name)
    return f"{'' if value is None else value}|{row.id}"


def _beyond(column: Any, mark: str, *, descending: bool) -> ColumnElement[bool]:
    text, _, number = mark.rpartition("|")
    try:
        own = int(number)
        value = _value(column, text)
    except ValueError as error:
        raise StoreFault(f"after {mark!r}", "is no mark of a page", "take it from the answer before") from error
    later_number = event.c.id < own if descending else event.c.id > own
    if value is None:
        return and_(column.is_(None), later_number)
    later = column < value if descending else column > value
    return or_(later, and_(column == value, later_number), column.is_(None))


def _value(column: Any, text: str) -> Any:
    if not text:
        return None
    kind = column.type.python_type
    return date.fromisoformat(text) if kind is date else kind(text)
