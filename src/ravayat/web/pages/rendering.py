"""Templates with what every page needs; whatever is put into them is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from typing import Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from ravayat.records import LOW_CONFIDENCE
from ravayat.views.context import printable
from ravayat.web.days import CALENDARS
from ravayat.web.guard import cookie_line
from ravayat.web.look import DIGITS, THEMES, look_of
from ravayat.web.messages import LANGUAGES
from ravayat.web.network import outline
from ravayat.web.problems import Problem, path_of
from ravayat.web.waiting import how_many


@cache
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=PackageLoader("ravayat.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"LANGUAGES": LANGUAGES, "THEMES": THEMES, "CALENDARS": CALENDARS, "DIGITS": DIGITS}
    made.globals |= {"LOW_CONFIDENCE": LOW_CONFIDENCE}
    made.filters |= {"printable": printable, "outline": outline}
    return made


def render(request: Request, template: str, told: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """A page."""
    look = look_of(request)
    state = request.state
    query = request.scope["query_string"].decode("latin-1")
    context = {
        "look": look,
        "t": look.text,
        "path": path_of(request),
        "here": path_of(request) + (f"?{query}" if query else ""),
        "person": state.person,
        "settings": state.settings,
        "csrf": state.sessions.token(state.session),
        "waiting_count": 0 if _is_stranger(request) else how_many(request.app.state.desk),
        **told,
    }
    html = environment().get_template(template).render(context)
    headers = {"Content-Language": look.language, "Vary": "Cookie, Accept-Language"}
    # Half a character, which a damaged address can bring along, is shown as a question mark.
    return HTMLResponse(html.encode("utf-8", "replace"), status, headers)


def _is_stranger(request: Request) -> bool:
    """Whether somebody has not come in, to whom a page must tell nothing of the ledger, not even how large it is."""
    state = request.state
    if getattr(state, "stranger", False):
        return True
    return state.settings.password is not None and not (state.person or getattr(state, "program", False))


async def from_our_page(request: Request) -> None:
    """Make sure that a form is one of ours and of this session.

    Raises:
        Problem: it is not.
    """
    form = await request.form()
    state = request.state
    if not state.sessions.is_token(state.session, str(form.get("csrf", ""))):
        raise Problem(
            HTTPStatus.FORBIDDEN, "the form is too old or from elsewhere", "open the page again and repeat it"
        )


OurForm = Depends(from_our_page)


def remembering(request: Request, by: str | None, response: Response) -> Response:
    """The response, with a session that knows the name that somebody gave in a form, where nobody signs in."""
    state = request.state
    name = (by or "").strip()
    if state.settings.open and name and name != state.session.name:
        # The same session, so that forms in other tabs keep their token.
        session = replace(state.session, name=name)
        response.headers.append("set-cookie", cookie_line(state.sessions.cookie(session), secure=state.settings.secure))
    return response


def back_to(where: str, fallback: str = "/") -> RedirectResponse:
    """On to a page of ours, whatever a form or an address asks for."""
    ours = where.startswith("/") and not where.startswith(("//", "/\\")) and printable(where) == where
    return RedirectResponse(where if ours else fallback, HTTPStatus.SEE_OTHER)
