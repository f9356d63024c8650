"""Tiles of the backdrop, out of the file that the server was started with."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from ravayat.web.look import look_of
from ravayat.web.problems import Problem
from ravayat.web.tiles import Tiles
from ravayat.web.vector_tiles import drawn

router = APIRouter()
_FINEST = 24
_KEPT = {"Cache-Control": "private, max-age=86400"}
Place = Annotated[int, Path(ge=0, lt=2**_FINEST)]


@router.get("/tiles/{level}/{column}/{row}")
def tile(
    request: Request, level: Annotated[int, Path(ge=0, le=_FINEST)], column: Place, row: Place, theme: str = "light"
) -> Response:
    """A picture of a part of the world; nothing where the file has none."""
    tiles: Tiles | None = request.app.state.tiles
    if tiles is None or tiles.archive is None:
        raise Problem(HTTPStatus.NOT_FOUND, "this server has no tiles", "start it with --tiles FILE")
    body = tiles.archive.tile(level, column, row)
    if body is None:
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=_KEPT)
    if tiles.archive.media_type is not None:
        return Response(body, media_type=tiles.archive.media_type, headers=_KEPT)
    try:
        picture = drawn(body, theme=theme, language=look_of(request).language)
    except ValueError:
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=_KEPT)
    return Response(picture, media_type="image/svg+xml", headers=_KEPT | {"Vary": "Cookie, Accept-Language"})
