"""Signing in and out, and how pages look."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from ravayat.web.guard import client_of, cookie_line, too_many_tries
from ravayat.web.look import COOKIE, chosen, in_language, look_of
from ravayat.web.pages.rendering import OurForm, back_to, render
from ravayat.web.sessions import LONGEST_NAME, is_password

router = APIRouter()
_YEAR = 365 * 24 * 3600


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:  # noqa: A002 - the parameter's usual name
    """Asks for name and password."""
    if request.state.settings.password is None:
        return back_to(next)
    return render(request, "login.html", {"next": next, "wrong": False})


@router.post("/login", dependencies=[OurForm])
def login(
    request: Request,
    password: Annotated[str, Form(max_length=1000)],
    name: Annotated[str, Form(max_length=LONGEST_NAME)],
    next: Annotated[str, Form(max_length=2000)] = "/",  # noqa: A002 - the parameter's usual name
) -> Response:
    """Begins a session of somebody who knows the password."""
    state = request.state
    tries, who = request.app.state.sign_in_pace, client_of(request)
    if wait := tries.wait(who):
        raise too_many_tries(wait)
    if state.settings.password is None or not is_password(password, state.settings.password) or not name.strip():
        return render(request, "login.html", {"next": next, "wrong": True}, status=HTTPStatus.FORBIDDEN)
    tries.give_back(who)
    # A new name for the session, so that one known before signing in is worth nothing after it.
    state.sessions.end(state.session)
    session = state.sessions.begin(name.strip(), signed_in=True)
    response = back_to(next)
    response.headers.append("set-cookie", cookie_line(state.sessions.cookie(session), secure=state.settings.secure))
    return response


@router.post("/logout", dependencies=[OurForm])
def logout(request: Request) -> Response:
    """Ends the session."""
    request.state.sessions.end(request.state.session)
    response = back_to("/login")
    response.headers.append("set-cookie", cookie_line("", secure=request.state.settings.secure, age=0))
    return response


@router.post("/look", dependencies=[OurForm])
def look(
    request: Request,
    *,
    language: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
    calendar: Annotated[str, Form()] = "",
    digits: Annotated[str, Form()] = "",
    name: Annotated[str | None, Form(max_length=LONGEST_NAME)] = None,
    back: Annotated[str, Form(max_length=8000)] = "/",
) -> Response:
    """Keeps how pages are to look and, where nobody signs in, the person's name."""
    state = request.state
    told = {"language": language, "theme": theme, "calendar": calendar, "digits": digits}
    wanted = chosen(told)
    if wanted.language != look_of(request).language:
        usual = in_language(wanted.language)
        wanted = chosen({**told, "calendar": usual.calendar, "digits": usual.digits})
    response = back_to(back)
    response.set_cookie(
        COOKIE, wanted.cookie(), max_age=_YEAR, samesite="lax", secure=state.settings.secure, httponly=True
    )
    if state.settings.open and name is not None and name.strip() != state.session.name:
        session = state.sessions.begin(name.strip())
        response.headers.append("set-cookie", cookie_line(state.sessions.cookie(session), secure=state.settings.secure))
    return response
