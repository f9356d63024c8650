"""The font that the keeper of the server gives to all who look."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from ravayat.web.fonts import style
from ravayat.web.problems import Problem

router = APIRouter()
_KEPT = {"Cache-Control": "public, max-age=86400"}


@router.get("/fonts.css")
def font_style(request: Request) -> Response:
    """The style sheet of the font; empty where there is none."""
    return Response(style(request.app.state.faces), media_type="text/css", headers={"Cache-Control": "no-cache"})


@router.get("/fonts/{number}")
def font_file(request: Request, number: int) -> Response:
    """A file of the font."""
    faces = request.app.state.faces
    if not 0 <= number < len(faces):
        raise Problem(HTTPStatus.NOT_FOUND, "there is no such font", "see /fonts.css for what there are")
    face = faces[number]
    return FileResponse(face.file, media_type=face.media_type, headers=_KEPT)
