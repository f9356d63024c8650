"""Sources: what each told and how that stands, and who quotes whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from ravayat.ledger.store import Question, StoreFault
from ravayat.web.api.answers import TheDesk
from ravayat.web.look import Look, look_of
from ravayat.web.pages.rendering import render
from ravayat.web.placing import latin_names
from ravayat.web.questions import check_text
from ravayat.web.tellers import Quoting, SourceLine, labels, quotings, sources
from ravayat.web.told import standings_of, told_by

router = APIRouter()
ORDERS = ("claims", "events", "as_root", "alone", "contested", "acknowledged")
_MOST_DRAWN = 30
_FEW, _ALL = 60, 2000
_EVENTS = 50
"""Most events that the page of one source lists."""
_WIDTH, _ROW, _NAME = 900.0, 26.0, 300.0


@dataclass(frozen=True, slots=True)
class Node:
    """A source in the drawing."""

    key: str
    label: str
    x: float
    y: float
    anchor: str
    party: bool


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Who quotes whom, as a line."""

    path: str
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Who quotes whom: on one side who carries, on the other who is quoted."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    width: float
    height: float


@router.get("/sources")
def sources_page(request: Request, desk: TheDesk, sort: str = "claims", *, all: bool = False) -> Response:  # noqa: A002
    """The sources that tell most, or all of them."""
    order = sort if sort in ORDERS else "claims"
    look = look_of(request)
    lines = sorted(sources(desk, most=_ALL if all else _FEW), key=lambda line: (-getattr(line, order), line.key))
    links = quotings(desk, most=_MOST_DRAWN)
    told = {
        "lines": lines,
        "order": order,
        "orders": ORDERS,
        "all": all,
        "few": _FEW,
        "drawing": _drawing_of(desk, links, lines, look),
    }
    return render(request, "sources.html", told)


@router.get("/source")
def source_page(request: Request, desk: TheDesk, key: Annotated[str, Query(max_length=400)]) -> Response:
    """One source."""
    check_text("key", key)
    found = sources(desk, key=key)
    if not found:
        raise StoreFault(f"source {key}", "is not in the store", "see /sources for what there are")
    look = look_of(request)
    links = quotings(desk, most=_MOST_DRAWN, key=key)
    answer = desk.store.ask(Question(source=key, limit=_EVENTS))
    lines = told_by(desk, key, [one.id for one in answer.events])
    others = {one for line in lines.values() for one in (*line.through, *line.of)}
    named = labels(desk, sorted(others | {one for link in links for one in (link.by, link.of)}))
    told = {
        "line": found[0],
        "latin": latin_names(desk, answer.events, look),
        "drawing": _drawing_of(desk, links, found, look),
        "answer": answer,
        "by": [link for link in links if link.of == key],
        "of": [link for link in links if link.by == key],
        "told": lines,
        "stands": standings_of(desk, key),
        "named": {key: look.name(one.fa, one.en) for key, one in named.items()},
        "parties": {key for key, one in named.items() if one.party},
    }
    return render(request, "source.html", told)


def _drawing_of(desk: TheDesk, links: Sequence[Quoting], lines: Sequence[SourceLine], look: Look) -> Drawing | None:
    if not links:
        return None
    named = labels(desk, sorted({key for link in links for key in (link.by, link.of)}))
    names = {key: look.name(one.fa, one.en) for key, one in named.items()}
    parties = {line.key for line in lines if line.party} | {key for key, one in named.items() if one.party}
    return draw(links, names, parties, look)


def draw(links: Sequence[Quoting], names: dict[str, str], parties: set[str], look: Look) -> Drawing:
    """Carriers where reading begins, those they quote where it ends; lines as thick as they are often."""
    left = list(dict.fromkeys(link.by for link in links))
    right = list(dict.fromkeys(link.of for link in links))
    height = max(len(left), len(right)) * _ROW + _ROW
    rightward = look.direction == "ltr"
    start, end = (_NAME, _WIDTH - _NAME) if rightward else (_WIDTH - _NAME, _NAME)
    at = {
        side: {key: (number + 0.5) * (height - _ROW) / len(keys) + _ROW / 2 for number, key in enumerate(keys)}
        for side, keys in (("by", left), ("of", right))
    }
    most = max(link.claims for link in links)
    bend = (end - start) / 2
    ribbons = tuple(
        Ribbon(
            path=(
                f"M{start:g},{at['by'][link.by]:g} C{start + bend:g},{at['by'][link.by]:g}"
                f" {end - bend:g},{at['of'][link.of]:g} {end:g},{at['of'][link.of]:g}"
            ),
            width=1 + 11 * link.claims / most,
            label=look.text("quotes", by=names[link.by], of=names[link.of], count=link.claims),
        )
        for link in links
    )
    outward = 10.0 if rightward else -10.0
    # Anchors follow the direction of the writing, as the places do: names run outward from the lines.
    nodes = tuple(
        Node(key, names[key], x, at[side][key], anchor, key in parties)
        for side, keys, x, anchor in (
            ("by", left, start - outward, "end"),
            ("of", right, end + outward, "start"),
        )
        for key in keys
    )
    return Drawing(nodes, ribbons, _WIDTH, height)
