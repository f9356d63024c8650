"""What all addresses of the API share: the desk, answers with ETags, and who decides."""

from __future__ import annotations

import hashlib
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Header, Path, Request, Response
from pydantic import TypeAdapter

from ravayat.web.desk import Desk
from ravayat.web.guard import COOKIE
from ravayat.web.map_files import is_known
from ravayat.web.problems import Problem
from ravayat.web.readings import Readings
from ravayat.web.sessions import LONGEST_NAME

LARGEST_ID = 2**63 - 1
Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]


def desk_of(request: Request) -> Desk:
    """The store that is served."""
    desk: Desk = request.app.state.desk
    return desk


def readings_of(request: Request) -> Readings:
    """What is being read."""
    readings: Readings = request.app.state.readings
    return readings


TheDesk = Annotated[Desk, Depends(desk_of)]
TheReadings = Annotated[Readings, Depends(readings_of)]


@cache
def adapter_of(kind: Any) -> TypeAdapter[Any]:
    """What writes values of a type as JSON."""
    return TypeAdapter(kind)


def tagged(request: Request, kind: Any, value: Any) -> Response:
    """``value`` as JSON with its ETag, or 304 where who asks has it."""
    return tagged_body(request, adapter_of(kind).dump_json(value), "application/json")


def tagged_body(request: Request, body: bytes, media_type: str) -> Response:
    """A body with its ETag, or 304 where who asks has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if is_known(tag, request.headers.get("if-none-match", "")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def may_change(request: Request, x_csrf_token: Annotated[str | None, Header()] = None) -> None:
    """Programs may, and pages that carry their session's token.

    Raises:
        Problem: a browser's request without it.
    """
    state = request.state
    if COOKIE not in request.cookies or getattr(state, "program", False):
        # Without a cookie nothing is lent to a foreign page; the guard has looked at where it comes from.
        return
    if not state.sessions.is_token(state.session, x_csrf_token or ""):
        raise Problem(
            HTTPStatus.FORBIDDEN, "the token of the session is missing", "send X-CSRF-Token, or come without a cookie"
        )


def decider(request: Request, by: str | None) -> str:
    """Whose name a decision gets: who signed in, else who is named.

    Raises:
        Problem: nobody is.
    """
    state = request.state
    signed = str(state.person)
    name = signed if signed and not state.settings.open else (by or signed)
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "nobody is named who decides", 'say who, with "by"')
    return name


MayChange = Depends(may_change)
