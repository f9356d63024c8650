"""What every request passes before anything else sees it: hosts, origins, sizes, people; and what every answer says."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ravayat.web.pace import Pace
from ravayat.web.problems import API, Problem, answer, path_of, problem_of
from ravayat.web.sessions import LONGEST_NAME, Session, Sessions, is_password
from ravayat.web.settings import Settings, is_loopback

COOKIE = "ravayat"
_log = logging.getLogger(__name__)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline, nothing from elsewhere, no frames."""
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_FOR_ALL = frozenset({"/login", "/look", "/fonts.css"})
_FOLDERS_FOR_ALL = ("/static/", "/fonts/")
"""What strangers may see: it holds nothing of the ledger."""
_SMALL = 256_000
"""Most bytes of a body that holds no upload."""
_UPLOADS = ("/add", "/api/v1/readings")
_MEGABYTE = 1_000_000
_LONGEST_SHOWN = 100
"""Characters of a host's name that are told again."""
_BEARER = "Bearer "
_MOST_KNOWN = 10_000
"""Addresses that are remembered for having told the password right; the first is forgotten for one more."""


class Guard:
    """Wraps the application.

    Args:
        app: the application.
        settings: of the server.
        sessions: of its people.
        tries: how often somebody may guess the password.
        pictures: scheme and host of the map's tiles, if they come from elsewhere.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, sessions: Sessions, tries: Pace, pictures: str | None = None
    ) -> None:
        self._app = app
        self._settings = settings
        self._sessions = sessions
        self._tries = tries
        self._known: dict[str, None] = {}
        policy = POLICY.replace("img-src 'self'", f"img-src 'self' {pictures}") if pictures else POLICY
        self._headers = {"content-security-policy": policy, **_HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the request, hand it on, and put the headers on the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        state = scope.setdefault("state", {})
        session = self._session(request)
        state["session"], state["settings"], state["sessions"] = session, self._settings, self._sessions
        answered = _Answer(send, self._headers, self._new_cookie(request, session), secure=self._settings.secure)
        try:
            self._check(request)
            state["person"] = self._person(request, session)
        except Problem as problem:
            await self._refuse(request, problem, receive, answered)
            return
        body = _Body(receive, self._most(path_of(request)))
        try:
            await self._app(scope, body, _Unless(body, answered))
        except Exception as error:
            if answered.begun:
                raise
            # Here and not further out, so that this answer has the headers of all others.
            _log.exception("%s %s failed", request.method, path_of(request))
            await answer(request, problem_of(error))(scope, receive, answered)
            return
        if body.too_large:
            # Whatever the application made of a body that broke off.
            await answer(request, too_large(body.most))(scope, receive, answered)

    async def _refuse(self, request: Request, problem: Problem, receive: Receive, send: Send) -> None:
        asks_for_page = request.method == "GET" and not path_of(request).startswith(API)
        if problem.status == HTTPStatus.UNAUTHORIZED and asks_for_page and self._settings.password:
            query = request.scope["query_string"].decode("latin-1")
            wanted = path_of(request) + (f"?{query}" if query else "")
            response = RedirectResponse(f"/login?next={quote(wanted, safe='/')}", HTTPStatus.SEE_OTHER)
            await response(request.scope, receive, send)
            return
        request.scope["state"] |= {"person": "", "stranger": True}
        await answer(request, problem)(request.scope, receive, send)

    def _session(self, request: Request) -> Session:
        known = self._sessions.read(request.cookies.get(COOKIE, ""))
        return known or self._sessions.begin(self._settings.by)

    def _new_cookie(self, request: Request, session: Session) -> str | None:
        """A cookie for a browser that came without one; programs that bring none get none."""
        new = self._sessions.read(request.cookies.get(COOKIE, "")) is None
        for_page = new and not path_of(request).startswith((API, "/static/", "/fonts"))
        return self._sessions.cookie(session) if for_page else None

    def _check(self, request: Request) -> None:
        self._check_host(request)
        length = request.headers.get("content-length", "0")
        most = self._most(path_of(request))
        if not length.isascii() or not length.isdigit() or int(length[:16]) > most:
            raise too_large(most)
        if request.method not in SAFE:
            self._check_origin(request)

    def _check_host(self, request: Request) -> None:
        """A page that gave its own name our address (DNS rebinding) is not us, whatever it can reach."""
        settings = self._settings
        if settings.password is not None and not settings.user_header and not settings.names:
            # Whoever gets in knows the password, which no page of another site does. A header that tells who
            # somebody is proves nothing of that kind: such a page could send it from a browser on the proxy's machine.
            return
        told = host_of(request.headers.get("host", ""))
        known = {settings.host.lower(), *(name.lower() for name in settings.names)}
        if told not in known and not is_loopback(told):
            raise Problem(
                HTTPStatus.MISDIRECTED_REQUEST,
                f"this server is not called {told[:_LONGEST_SHOWN] or 'nothing'!r}",
                "ask for it under the address it printed, or start it with --name",
            )

    def _check_origin(self, request: Request) -> None:
        """Browsers tell where a request comes from; only our own pages may change something."""
        headers = request.headers
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise _foreign()
        origin = headers.get("origin")
        if origin is None:
            return
        place = origin.partition("://")[2]
        # A proxy may ask us under another name than people ask the proxy.
        ours = place == headers.get("host") or host_of(place) in {name.lower() for name in self._settings.names}
        if not ours:
            raise _foreign()

    def _person(self, request: Request, session: Session) -> str:
        """Who asks.

        Raises:
            Problem: nobody who may.
        """
        settings, path = self._settings, path_of(request)
        if settings.user_header:
            return self._from_proxy(request, settings.user_header)
        if settings.password is None:
            return session.name
        if session.signed_in:
            return session.name
        bearer = request.headers.get("authorization", "")
        if bearer.startswith(_BEARER) and self._knows(request, bearer.removeprefix(_BEARER), settings.password):
            request.scope["state"]["program"] = True
            return in_utf8(request.headers.get("x-ravayat-by", ""))
        if path in _FOR_ALL or path.startswith(_FOLDERS_FOR_ALL):
            return ""
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "nobody has signed in",
            "sign in at /login, or send the password as `Authorization: Bearer PASSWORD`",
            {"WWW-Authenticate": "Bearer"},
        )

    def _knows(self, request: Request, told: str, password: str) -> bool:
        """Whether a program knows the password; wrong tries count like those at the door for people.

        Raises:
            Problem: it does not, and too many were wrong before.
        """
        address, right = client_of(request), is_password(told, password)
        # Where it was told right before, strangers at the same address do not keep out who knows it;
        # elsewhere a right guess among too many is none, or the pace would slow nobody.
        if right and address in self._known:
            return True
        if wait := self._tries.wait(address):
            raise too_many_tries(wait)
        if right:
            self._tries.give_back(address)
            self._known[address] = None
            if len(self._known) > _MOST_KNOWN:
                del self._known[next(iter(self._known))]
        return right

    def _from_proxy(self, request: Request, header: str) -> str:
        peer = peer_of(request)
        if peer not in self._settings.proxies:
            raise Problem(
                HTTPStatus.FORBIDDEN, f"{peer} is no proxy of this server", "come through the reverse proxy, or --proxy"
            )
        told = request.headers.getlist(header)
        if len(told) > 1:
            # A proxy that adds its own beside what came in: which of them is true, nobody can tell.
            raise Problem(
                HTTPStatus.FORBIDDEN,
                f"{header} came more than once",
                "let the proxy take it out of what comes in before it sets its own",
            )
        name = in_utf8(told[0]) if told else ""
        if not name:
            raise Problem(
                HTTPStatus.UNAUTHORIZED, f"the proxy told nobody's name in {header}", "let it authenticate people"
            )
        return name

    def _most(self, path: str) -> int:
        return self._settings.largest_upload * _MEGABYTE if path.startswith(_UPLOADS) else _SMALL


def in_utf8(header: str) -> str:
    """A name in a header, where most proxies write letters beyond ASCII as UTF-8."""
    try:
        told = header.encode("latin-1").decode()
    except UnicodeError:
        told = header
    return told.strip()[:LONGEST_NAME]


def peer_of(request: Request) -> str:
    """The address that a request comes from, a proxy's where there is one."""
    return request.client.host if request.client else ""


def client_of(request: Request) -> str:
    """The address of who asks; where it comes through a proxy of ours, the one that the proxy wrote down last.

    What stands before that in ``X-Forwarded-For`` came from outside and may be made up.
    """
    peer = peer_of(request)
    if peer not in request.state.settings.proxies:
        return peer
    told = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return peer


def too_many_tries(wait: int) -> Problem:
    """The problem of somebody who guesses the password."""
    headers = {"Retry-After": str(wait)}
    return Problem(HTTPStatus.TOO_MANY_REQUESTS, "too many tries", f"wait {wait} seconds", headers)


def host_of(header: str) -> str:
    """The name in a ``Host`` header, without its port."""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def too_large(most: int) -> Problem:
    """The problem of a body above ``most`` bytes."""
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"more than {most / _MEGABYTE:g} MB came",
        "send fewer files at once, or start the server with a larger --largest-upload",
    )


def _foreign() -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, "the request came from another site", "use the pages of this server")


class _Body:
    """Receives a body and stops where it grows too large, whatever length was told."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most
        self.most = most
        self.too_large = False

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                self.too_large = True
                raise too_large(self.most)
        return message


class _Unless:
    """Sends an answer, unless the body that it answers was too large."""

    def __init__(self, body: _Body, send: Send) -> None:
        self._body = body
        self._send = send

    async def __call__(self, message: Message) -> None:
        if not self._body.too_large:
            await self._send(message)


class _Answer:
    """Sends an answer with the headers that all have."""

    def __init__(self, send: Send, headers: Mapping[str, str], cookie: str | None, *, secure: bool) -> None:
        self._send = send
        self._headers = headers
        self._cookie = cookie
        self._secure = secure
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            if "cache-control" not in headers:
                headers["cache-control"] = "private, no-cache"
            if self._cookie and not _sets_cookie(headers):
                headers.append("set-cookie", cookie_line(self._cookie, secure=self._secure))
        await self._send(message)


def cookie_line(value: str, *, secure: bool, age: int | None = None) -> str:
    """A ``Set-Cookie`` header for the session."""
    parts = [f"{COOKIE}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    parts += ["Secure"] if secure else []
    parts += [f"Max-Age={age}"] if age is not None else []
    return "; ".join(parts)


def _sets_cookie(headers: Headers) -> bool:
    values: Iterable[str] = headers.getlist("set-cookie")
    return any(value.startswith(f"{COOKIE}=") for value in values)
