"""Handing in reports and watching them being read."""

from __future__ import annotations

import shutil
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile
from pydantic import BaseModel, Field

from ravayat.web.api.answers import MayChange, TheReadings, tagged
from ravayat.web.guard import client_of
from ravayat.web.problems import Problem, responses
from ravayat.web.readings import Reading, Readings, keep_file, keep_text

router = APIRouter(tags=["reading"])
LONGEST_TEXT = 1_000_000
MOST_FILES = 200
_Header = Annotated[str | None, Field(max_length=2000)]


class TextRequest(BaseModel):
    """A report as plain text, with what is known of it."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    outlet: _Header = None
    published: Annotated[str | None, Field(max_length=60, description="Day, in any of the three calendars.")] = None
    title: _Header = None
    url: _Header = None


@router.post("/readings/text", status_code=202, dependencies=[MayChange], responses=responses(413, 429))
def read_text(request: Request, readings: TheReadings, told: TextRequest) -> Reading:
    """Have a text read; ask for its progress under ``/readings/{id}``."""
    return hand_in_text(request, readings, told)


@router.post("/readings", status_code=202, dependencies=[MayChange], responses=responses(413, 429))
def read_files(request: Request, readings: TheReadings, files: Annotated[list[UploadFile], File()]) -> Reading:
    """Have files read, in any form that ``ravayat read`` takes."""
    return hand_in_files(request, readings, files)


@router.get("/readings/{key}", response_model=Reading, responses=responses(404))
def progress(request: Request, readings: TheReadings, key: str) -> Response:
    """How far a reading is, and what came of it."""
    return tagged(request, Reading, readings.get(key))


def hand_in_text(request: Request, readings: Readings, told: TextRequest) -> Reading:
    """Put a text into the queue."""
    folder = _folder(request, readings)
    keep_text(folder, told.model_dump())
    return readings.hand_in(folder, request.state.person)


def hand_in_files(request: Request, readings: Readings, files: list[UploadFile]) -> Reading:
    """Put files into the queue.

    Raises:
        Problem: too many, too often, or none.
    """
    given = [file for file in files if file.filename]
    if not given or len(given) > MOST_FILES:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"{len(given)} files came",
            f"choose 1 to {MOST_FILES}, or pack them as ZIP",
        )
    folder = _folder(request, readings)
    try:
        for file in given:
            keep_file(folder, file.filename or "", file.file)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return readings.hand_in(folder, request.state.person)


def _folder(request: Request, readings: Readings) -> Path:
    # Names that people give themselves are as many as they like: only a proxy's word for one counts.
    who = request.state.person if request.state.settings.user_header else client_of(request)
    wait = request.app.state.reading_pace.wait(who)
    if wait:
        raise Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "reports come faster than this server takes them",
            f"wait {wait} seconds, or hand in several files at once",
            {"Retry-After": str(wait)},
        )
    return readings.folder()
