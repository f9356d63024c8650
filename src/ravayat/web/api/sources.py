"""Sources, and who quotes whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from ravayat.web.api.answers import TheDesk, tagged
from ravayat.web.problems import responses
from ravayat.web.tellers import Quoting, SourceLine, quotings, sources

router = APIRouter(tags=["sources"])


@dataclass(frozen=True, slots=True)
class SourcesAnswer:
    """Sources, and who passes on whose words."""

    sources: list[SourceLine]
    quotings: list[Quoting]


@router.get("/sources", response_model=SourcesAnswer, responses=responses())
def list_sources(
    request: Request,
    desk: TheDesk,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    key: Annotated[str | None, Query(max_length=400, description="One source alone.")] = None,
) -> Response:
    """The sources that tell most, or one, with what each told and how that stands, and who quotes whom."""
    told = SourcesAnswer(sources(desk, most=limit, key=key), quotings(desk, most=2 * limit, key=key))
    return tagged(request, SourcesAnswer, told)
