"""Adding reports: a text or files, their progress, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response
from pydantic import ValidationError

from ravayat.sources.dates import read_date
from ravayat.sources.fault import Fault
from ravayat.sources.forms import SUFFIXES
from ravayat.web.api.answers import TheReadings
from ravayat.web.api.readings import LONGEST_TEXT, TextRequest, hand_in_files, hand_in_text
from ravayat.web.look import look_of
from ravayat.web.pages.rendering import OurForm, back_to, render
from ravayat.web.problems import Problem

router = APIRouter()
_FIELDS = ("text", "outlet", "published", "title", "url")


@router.get("/add")
def add_page(request: Request) -> Response:
    """Asks for a text or files."""
    return _page(request, dict.fromkeys(_FIELDS, ""))


def _page(request: Request, typed: Mapping[str, str], problem: Problem | None = None) -> Response:
    """The form, with what was typed into it and what is wrong with that."""
    trouble = problem.on_page(look_of(request).language) if problem else None
    told = {"suffixes": ",".join(SUFFIXES), "typed": typed, "trouble": trouble}
    page = render(request, "add.html", told, status=problem.status if problem else HTTPStatus.OK)
    page.headers.update(problem.headers if problem else {})
    return page


@router.post("/add", dependencies=[OurForm])
def add(
    request: Request,
    readings: TheReadings,
    *,
    text: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Puts a text or files into the queue and shows how far they are."""
    typed = dict(zip(_FIELDS, (text, outlet, published, title, url), strict=True))
    try:
        reading = (
            hand_in_text(request, readings, _told(typed))
            if text.strip()
            else hand_in_files(request, readings, files or [])
        )
    except Problem as problem:
        return _page(request, typed, problem)
    return back_to(f"/readings/{reading.id}")


def _told(typed: Mapping[str, str]) -> TextRequest:
    """A report as it was typed.

    Raises:
        Problem: it is too long, or its day is none.
    """
    try:
        read_date(typed["published"] or None)
    except Fault as fault:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, fault.reason, fault.remedy) from fault
    try:
        return TextRequest.model_validate(typed)
    except ValidationError as error:
        detail = "; ".join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors())
        remedy = f"shorten it; a text has at most {LONGEST_TEXT:,} characters"
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, remedy) from error


@router.get("/readings/{key}")
def reading_page(request: Request, readings: TheReadings, key: str) -> Response:
    """How far a reading is."""
    return render(request, "reading.html", {"reading": readings.get(key)})
