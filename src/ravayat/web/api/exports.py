"""Exports of the events that answer a question, as streams."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from ravayat.ledger.store import Question
from ravayat.views.exports import EXPORTS
from ravayat.views.exports.export import ExportFault
from ravayat.web.api.answers import TheDesk
from ravayat.web.problems import Problem, responses
from ravayat.web.questions import question_of

router = APIRouter(tags=["exports"])
_AT_ONCE = 200
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form that events can be had in."""

    name: str
    title: str
    media_type: str


@router.get("/exports", responses=responses())
def forms() -> list[FormLine]:
    """The forms that events can be had in, see docs/exports.md."""
    return [FormLine(one.name, one.title, one.media_type) for one in EXPORTS.values()]


_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The events as a file; its media type is that of the form.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/exports/{name}", response_class=Response, responses={**_FILE, **responses(404, 501)})
def export(desk: TheDesk, name: str, asked: Annotated[Question, Depends(question_of)]) -> Response:
    """All events that answer, in a form, as they are read: memory stays flat."""
    form = EXPORTS.get(name)
    if form is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"there is no form {name!r}", f"choose one of {', '.join(EXPORTS)}")
    desk.store.ask(replace(asked, limit=1))  # what is wrong with the question is told before the stream begins
    events = desk.store.events(replace(asked, limit=_AT_ONCE, after=None))
    headers = {"Content-Disposition": f'attachment; filename="ravayat{form.suffix}"'}
    if not form.binary:
        return StreamingResponse(_chunks(form.lines(events)), media_type=form.media_type, headers=headers)
    handle, path = tempfile.mkstemp(prefix="ravayat-", suffix=form.suffix)
    os.close(handle)
    file = Path(path)
    try:
        form.save(events, file)
    except ExportFault as fault:
        file.unlink(missing_ok=True)
        raise Problem(HTTPStatus.NOT_IMPLEMENTED, fault.reason, fault.remedy) from fault
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    gone = BackgroundTask(file.unlink, missing_ok=True)
    return FileResponse(file, media_type=form.media_type, headers=headers, background=gone)


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines in pieces that are worth sending."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line.encode())
        size += len(held[-1])
        if size >= _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
