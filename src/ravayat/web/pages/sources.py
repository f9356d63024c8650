"""Sources: what each told and how that stands, and who quotes whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from ravayat.ledger.roots import Teller, speaks_as
from ravayat.ledger.store import Question, StoreFault
from ravayat.web.api.answers import TheDesk
from ravayat.web.look import Look, look_of
from ravayat.web.network import Drawing, draw, foremost
from ravayat.web.pages.rendering import render
from ravayat.web.placing import latin_names
from ravayat.web.questions import check_text
from ravayat.web.tellers import Quoting, SourceLine, labels, quotings, sources
from ravayat.web.told import standings_of, told_by

router = APIRouter()
ORDERS = ("claims", "events", "as_root", "alone", "contested", "acknowledged")
_MOST_DRAWN = 30
_FEW, _ALL = 60, 2000
DRAWN = (20, 40, 60, 100, 200)
"""How many sources may be drawn."""
_USUALLY = 40
_LINKS = 4000
_EVENTS = 50
"""Most events that the page of one source lists."""


@router.get("/sources")
def sources_page(
    request: Request,
    desk: TheDesk,
    sort: str = "claims",
    *,
    all: bool = False,  # noqa: A002
    drawn: Annotated[int, Query(ge=2, le=DRAWN[-1])] = _USUALLY,
) -> Response:
    """The sources that tell most, or all of them."""
    order = sort if sort in ORDERS else "claims"
    look = look_of(request)
    lines = sorted(sources(desk, most=_ALL if all else _FEW), key=lambda line: (-getattr(line, order), line.key))
    known = quotings(desk, most=_LINKS)
    links = foremost(known, drawn)
    named = labels(desk, _keys(links))
    told = {
        "lines": lines,
        "order": order,
        "orders": ORDERS,
        "all": all,
        "few": _FEW,
        "drawing": _drawing_of(links, named, lines, look),
        "drawn": drawn,
        "numbers": DRAWN,
        "there_are": len(_keys(known)),
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
    named = labels(desk, sorted({*others, *_keys(links)}))
    told = {
        "line": found[0],
        "latin": latin_names(desk, answer.events, look),
        "drawing": _drawing_of(links, named, found, look),
        "answer": answer,
        "by": [link for link in links if speaks_as(link.of, key)],
        "of": [link for link in links if speaks_as(link.by, key)],
        "told": lines,
        "stands": standings_of(desk, key),
        "named": {key: look.name(one.fa, one.en) for key, one in named.items()},
        "parties": {key for key, one in named.items() if one.party},
    }
    return render(request, "source.html", told)


def _keys(links: Iterable[Quoting]) -> list[str]:
    """Everyone who quotes or is quoted, each once."""
    return sorted({key for link in links for key in (link.by, link.of)})


def _drawing_of(
    links: Sequence[Quoting], named: Mapping[str, Teller], lines: Sequence[SourceLine], look: Look
) -> Drawing | None:
    if not links:
        return None
    parties = {line.key for line in lines if line.party}
    return draw(links, {key: replace(one, party=one.party or key in parties) for key, one in named.items()}, look)
