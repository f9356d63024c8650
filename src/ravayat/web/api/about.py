"""What the ledger holds, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

import ravayat
from ravayat.grounding.places import shipped_gazetteer
from ravayat.grounding.registry import default_registry
from ravayat.records import EVENT_TYPES, STANCES, Term
from ravayat.web.api.answers import TheDesk, tagged
from ravayat.web.problems import responses

router = APIRouter(tags=["about"])


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country with its names and its middle."""

    code: str
    fa: str
    en: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class AboutAnswer:
    """The ledger.

    Attributes:
        version: of Ravayat.
        counts: articles, claims and events in use.
        types, stances: what there are, with labels.
        standings: keys of the grades, in the order of their rules.
    """

    version: str
    counts: dict[str, int]
    types: list[Term]
    stances: list[Term]
    standings: list[str]


@router.get("/about", response_model=AboutAnswer, responses=responses())
def about(request: Request, desk: TheDesk) -> Response:
    """What the ledger holds, and the terms it uses."""
    standings = [grade.key for grade in desk.grades]
    told = AboutAnswer(
        ravayat.__version__, desk.store.counts(), list(EVENT_TYPES.values()), list(STANCES.values()), standings
    )
    return tagged(request, AboutAnswer, told)


@router.get("/countries", response_model=list[CountryLine], responses=responses())
def countries(request: Request) -> Response:
    """Countries of the registry with their names and middles, such as for a map's labels."""
    gazetteer = shipped_gazetteer()
    found = [
        CountryLine(country.code, country.fa, country.en, place.latitude, place.longitude)
        for country in default_registry().countries.values()
        if (place := gazetteer.place(country.code)) is not None
    ]
    return tagged(request, list[CountryLine], found)
