"""Adding reports: a text or files, their progress, and what came of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response
from pydantic import ValidationError

from ravayat.sources.forms import SUFFIXES
from ravayat.web.api.answers import TheReadings
from ravayat.web.api.readings import LONGEST_TEXT, TextRequest, hand_in_files, hand_in_text
from ravayat.web.pages.rendering import OurForm, back_to, render
from ravayat.web.problems import Problem

router = APIRouter()


@router.get("/add")
def add_page(request: Request) -> Response:
    """Asks for a text or files."""
    return render(request, "add.html", {"suffixes": ",".join(SUFFIXES)})


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
    if text.strip():
        try:
            told = TextRequest(text=text, outlet=outlet, published=published, title=title, url=url)
        except ValidationError as error:
            detail = "; ".join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors())
            raise Problem(422, detail, f"shorten it; a text has at most {LONGEST_TEXT:,} characters") from error
        reading = hand_in_text(request, readings, told)
    else:
        reading = hand_in_files(request, readings, files or [])
    return back_to(f"/readings/{reading.id}")


@router.get("/readings/{key}")
def reading_page(request: Request, readings: TheReadings, key: str) -> Response:
    """How far a reading is."""
    return render(request, "reading.html", {"reading": readings.get(key)})
