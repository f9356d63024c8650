"""The application: API and pages around one store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import ravayat
from ravayat.pipeline import Reader, load_reader
from ravayat.web import map_files, problems
from ravayat.web.api import about, articles, claims, events, exports, joins, sources
from ravayat.web.api import readings as readings_api
from ravayat.web.desk import Desk
from ravayat.web.fonts import faces
from ravayat.web.guard import Guard
from ravayat.web.pace import Pace
from ravayat.web.pages import PAGES
from ravayat.web.readings import Readings
from ravayat.web.sessions import Sessions
from ravayat.web.settings import Settings
from ravayat.web.tiles import open_tiles
from ravayat.web.warming import warm

_API = (about, events, articles, claims, joins, sources, readings_api, exports)
_LEAST_ZIPPED = 2_000
SIGN_INS_A_MINUTE = 6
_ABOUT = (
    "Who says what happened: events, the claims that tell them, and who made them.\n\n"
    "Offsets count Unicode code points of an article's raw text. Errors are `application/problem+json` with a"
    " `remedy`. Lists answer with `next`, a cursor for `after`. Answers carry an `ETag`."
)


def create_app(
    address: str | Path,
    settings: Settings | None = None,
    *,
    rules: Path | None = None,
    reader: Callable[[], Reader] = load_reader,
) -> FastAPI:
    """The application over the store at ``address``, which is made where there is none.

    Args:
        address: of the store.
        settings: of the server.
        rules: a file of grading rules in place of the package's.
        reader: makes the reader, when the first report comes in.

    Raises:
        SettingsFault: strangers could get in, or the tiles cannot be used.
        StoreFault: the store cannot be opened.
        RulesError: the rules cannot be used.
    """
    settings = settings or Settings()
    settings.check()
    tiles = open_tiles(settings.tiles, settings.tiles_attribution) if settings.tiles else None
    shown_in = faces(settings.font) if settings.font else ()
    desk = Desk(address, rules)
    readings = Readings(desk.store, reader)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        warming = Thread(target=warm, args=(desk,), name="warming")
        warming.start()
        yield
        warming.join()
        readings.close()
        desk.close()

    app = FastAPI(
        title="Ravayat", version=ravayat.__version__, description=_ABOUT, lifespan=life,
        openapi_url="/api/v1/openapi.json",
        # Their pages load scripts from elsewhere.
        docs_url=None, redoc_url=None,
        # Generated clients name their functions by it.
        generate_unique_id_function=_operation,
    )  # fmt: skip
    app.state.desk, app.state.readings, app.state.tiles = desk, readings, tiles
    app.state.faces = shown_in
    app.state.reading_pace = Pace(settings.readings_a_minute)
    app.state.sign_in_pace = Pace(SIGN_INS_A_MINUTE)
    problems.install(app)
    api = APIRouter(prefix="/api/v1")
    for module in _API:
        api.include_router(module.router)
    app.include_router(api)
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", _Static(directory=str(files("ravayat.web") / "static")), name="static")
    sessions = Sessions()
    app.add_middleware(GZipMiddleware, minimum_size=_LEAST_ZIPPED)
    app.add_middleware(Heads)
    app.add_middleware(
        Guard,
        settings=settings,
        sessions=sessions,
        tries=app.state.sign_in_pace,
        pictures=tiles.host if tiles else None,
    )
    app.openapi = partial(_described, app)  # type: ignore[method-assign]
    return app


def _operation(route: APIRoute) -> str:
    """The name of an operation: that of its function."""
    return route.name


class Heads:
    """Answers HEAD as GET without its body: routes know GET alone.

    Args:
        app: that answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, as GET where it asks for the head."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, without_body)


class _Static(StaticFiles):
    """Our scripts, styles and borders: asked again each time, sent again when they changed."""

    def file_response(self, *args: Any, **kwargs: Any) -> Any:
        """The file with leave to keep it."""
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "no-cache"
        return response

    async def get_response(self, path: str, scope: Scope) -> Any:
        """The file, or a problem where there is none."""
        if "\0" in path:
            path = "nothing"
        if path in map_files.NAMES and scope["method"] in ("GET", "HEAD"):
            request = Request(scope)
            encodings = request.headers.get("accept-encoding", "")
            known = request.headers.get("if-none-match", "")
            return map_files.sent(path, request.query_params.get("v", ""), encodings, known)
        return await super().get_response(path, scope)


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, with the form of problems among its schemas."""
    if app.openapi_schema is None:
        described = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        described["components"]["schemas"]["Problem"] = problems.SCHEMA
        app.openapi_schema = described
    return app.openapi_schema
