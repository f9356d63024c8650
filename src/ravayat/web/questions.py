"""Questions as addresses: every field of a question is a query parameter of the same name."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query

from ravayat.grounding.calendars import read_day
from ravayat.ledger.store import Question
from ravayat.web.problems import Problem

LARGEST = 2**31 - 1
_DEFAULT = Question()
_Word = Annotated[str | None, Query(max_length=200)]


def question_of(
    *,
    words: Annotated[str | None, Query(max_length=200, description="Words around a claim, in any spelling.")] = None,
    types: Annotated[list[str] | None, Query(description="Types of event, any of them.")] = None,
    actor: Annotated[str | None, Query(max_length=200, description="Id of an actor of the registry.")] = None,
    target: Annotated[str | None, Query(max_length=200, description="Id of a target of the registry.")] = None,
    side: Annotated[str | None, Query(max_length=200, description="Country or group that takes part.")] = None,
    country: Annotated[str | None, Query(max_length=2, description="ISO 3166-1 alpha-2 code of the place.")] = None,
    province: _Word = None,
    place: Annotated[str | None, Query(max_length=200, description="Id of the gazetteer.")] = None,
    near: Annotated[str | None, Query(max_length=60, description="LATITUDE,LONGITUDE in degrees.")] = None,
    within: Annotated[float, Query(gt=0, le=20_040, description="Kilometres around `near`.")] = 25.0,
    since: Annotated[str | None, Query(max_length=20, description="First day, Gregorian, solar or lunar.")] = None,
    until: Annotated[str | None, Query(max_length=20, description="Last day.")] = None,
    source: Annotated[str | None, Query(max_length=400, description="Id of anyone in a chain.")] = None,
    root: Annotated[str | None, Query(max_length=400, description="Id of a root.")] = None,
    standing: Annotated[list[str] | None, Query(description="Grades, any of them.")] = None,
    killed: Annotated[int | None, Query(ge=0, le=LARGEST, description="At least so many killed.")] = None,
    roots: Annotated[int | None, Query(ge=0, le=LARGEST, description="At least so many assert it.")] = None,
    confidence: Annotated[float | None, Query(ge=0, le=1, description="Of its surest claim, at least.")] = None,
    unreviewed: Annotated[bool, Query(description="Only what nobody has looked at in whole.")] = False,
    undated: Annotated[bool, Query(description="Only events of which nobody told a day.")] = False,
    sort: Annotated[
        str, Query(max_length=20, description="time, reported, killed, roots, confidence, id; - before")
    ] = (_DEFAULT.sort),
    limit: Annotated[int, Query(ge=1, le=1000, description="Events of a page.")] = _DEFAULT.limit,
    after: Annotated[str | None, Query(max_length=100, description="Cursor: `next` of the page before.")] = None,
) -> Question:
    """The question that the parameters ask.

    Raises:
        Problem: a parameter is not of its form.
    """
    told = locals()
    for name, value in told.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                check_text(name, text)
    told |= {name: tuple(told[name] or ()) for name in ("types", "standing")}
    told |= {name: _day(name, told[name]) for name in ("since", "until")}
    told["near"] = _point(near) if near else None
    return Question(**told)


def check_text(name: str, text: str) -> None:
    """Refuse what no word of a person holds.

    Raises:
        Problem: ``text`` holds signs that steer machines, or half a character.
    """
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{name} holds control characters", "leave them out")


def _day(name: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return read_day(text)
    except ValueError as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{name}: {error}", "give a day in one calendar") from error


def _point(text: str) -> tuple[float, float]:
    try:
        latitude, longitude = map(float, text.split(","))
    except ValueError as error:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, f"near: {text!r} is no point", "give LATITUDE,LONGITUDE such as 36.2,37.16"
        ) from error
    return latitude, longitude


def query_of(question: Question, **changes: Any) -> str:
    """The query string that asks ``question`` with some fields changed; what is as by default is left out."""
    asked = replace(question, **changes)
    pairs: list[tuple[str, str]] = []
    for field in fields(Question):
        value = getattr(asked, field.name)
        if value == getattr(_DEFAULT, field.name) or (field.name == "within" and asked.near is None):
            continue
        if field.name == "near":
            pairs.append((field.name, ",".join(f"{degrees:g}" for degrees in value)))
        elif isinstance(value, tuple):
            pairs += [(field.name, str(one)) for one in value]
        else:
            pairs.append((field.name, "true" if value is True else str(value)))
    return urlencode(pairs)
