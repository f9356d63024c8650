"""The first page: filters, timeline, map and list of the same events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from ravayat.grounding.places import shipped_gazetteer
from ravayat.ledger.store import Question
from ravayat.ledger.store.asking import SORTS
from ravayat.records import EVENT_TYPES
from ravayat.views.exports import EXPORTS
from ravayat.web import map_files
from ravayat.web.api.answers import TheDesk
from ravayat.web.days import month_name, parts
from ravayat.web.look import Look, look_of
from ravayat.web.pages.rendering import render
from ravayat.web.placing import latin_names
from ravayat.web.questions import query_of, question_of
from ravayat.web.tellers import labels
from ravayat.web.totals import Bar, box, countries, timeline, undated

router = APIRouter()
_WIDTH, _HEIGHT = 1000.0, 56.0
_GAP = 0.16
_EDGE = 0.06
"""Part of the width at either end in which a name would not be whole if its middle stood there."""
_ORDERS = ("-time", "time", "-reported", "-killed", "-roots", "confidence", "-id")
_SHOWN_IN_FORM = frozenset(
    "words types country standing since until killed roots confidence unreviewed undated sort source root actor target"
    " side province place".split()
)
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar of the timeline where it is drawn."""

    bar: Bar
    x: float
    y: float
    width: float
    height: float
    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day written below the timeline.

    Attributes:
        x: of the middle, the start or the end of the words, as ``anchor`` says.
        label: the words.
        anchor: as SVG has it, where ``start`` is the right end of what runs from right to left.
    """

    x: float
    label: str
    anchor: str


@router.get("/")
def event_list(request: Request, desk: TheDesk, asked: Annotated[Question, Depends(question_of)]) -> Response:
    """Events that answer, on a map, along a line of time and as a list."""
    look = look_of(request)
    answer = desk.store.ask(asked)
    bars = timeline(desk, asked, look.calendar)
    keys = [key for key in (asked.source, asked.root) if key]
    named = labels(desk, keys) if keys else {}
    names = {key: look.name(one.fa, one.en) for key, one in named.items()}
    if asked.place and (place := shipped_gazetteer().place(asked.place)) is not None:
        names[asked.place] = look.name(place.name, place.latin)
    told = {
        "asked": asked,
        "answer": answer,
        "query": partial(query_of, asked),
        "box": box(desk, asked),
        "undated": undated(desk, asked),
        "bars": drawn(bars, asked, look),
        "ticks": ticks(bars, look),
        "countries": sorted((look.country(code), code) for code in countries(desk)),
        "latin": latin_names(desk, answer.events, look),
        "types": sorted((look.kind(key), key) for key in EVENT_TYPES),
        "grades": [grade.key for grade in desk.grades],
        "orders": [order for order in _ORDERS if order.lstrip("-") in SORTS],
        "exports": EXPORTS.values(),
        "named": names,
        "kept": _kept(asked),
        "narrowed": sum(
            getattr(asked, one.name) != one.default for one in fields(Question) if one.name in _SHOWN_IN_FORM
        )
        + (asked.near is not None),
        "counts": desk.store.counts(),
        "borders": map_files.address("borders.json"),
        "areas": map_files.address("areas.json"),
        "tiles": request.app.state.tiles,
    }
    return render(request, "event_list.html", told)


def _kept(asked: Question) -> list[tuple[str, str]]:
    """Conditions that the form has no field for, to be sent along with it."""
    if asked.near is None:
        return []
    return [("near", f"{asked.near[0]:g},{asked.near[1]:g}"), ("within", f"{asked.within:g}")]


def drawn(bars: Sequence[Bar], asked: Question, look: Look) -> list[DrawnBar]:
    """Bars where they are drawn: time runs with the writing."""
    if not bars:
        return []
    most = max(bar.count for bar in bars)
    step = _WIDTH / len(bars)
    found = []
    for number, bar in enumerate(bars):
        place = number if look.direction == "ltr" else len(bars) - 1 - number
        # Nothing that is there is too small to be seen.
        height = max(2.0, _HEIGHT * bar.count / most) if bar.count else 0.0
        label = look.text("bar", when=_bar_name(bar, look), count=bar.count)
        query = query_of(asked, since=bar.since, until=bar.until, after=None)
        width = step * (1 - _GAP)
        found.append(DrawnBar(bar, place * step + step * _GAP / 2, _HEIGHT - height, width, height, label, query))
    return found


def ticks(bars: Sequence[Bar], look: Look) -> list[Tick]:
    """A few names along the line."""
    if not bars:
        return []
    step = _WIDTH / len(bars)
    every = max(1, -(-len(bars) // MOST_TICKS))
    found = []
    for number in range(0, len(bars), every):
        place = number if look.direction == "ltr" else len(bars) - 1 - number
        x, anchor = (place + 0.5) * step, "middle"
        # At the ends names begin or end with their bar, so that they stay whole; where writing begins, they start.
        if x < _WIDTH * _EDGE:
            x, anchor = place * step, "start" if look.direction == "ltr" else "end"
        elif x > _WIDTH * (1 - _EDGE):
            x, anchor = (place + 1) * step, "end" if look.direction == "ltr" else "start"
        found.append(Tick(x, _bar_name(bars[number], look), anchor))
    return found


def _bar_name(bar: Bar, look: Look) -> str:
    if bar.unit == "day":
        return look.day(bar.since)
    year, month, _ = parts(bar.since, look.calendar)
    if bar.unit == "year":
        return look.number(year)
    return look.number(month_name(year, month, look.calendar, look.language))
