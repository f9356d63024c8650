"""Runs the application until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

import uvicorn
from starlette.types import ASGIApp

from ravayat.pipeline import Reader
from ravayat.web.app import create_app
from ravayat.web.settings import Settings, SettingsFault

_WAITING = 128
_MOMENT = 0.02
"""Seconds between two looks whether a server has started."""


def serve(
    address: str,
    settings: Settings,
    *,
    rules: Path | None,
    reader: Callable[[], Reader],
    ready: Callable[[str], None],
) -> None:
    """Serve the store at ``address``.

    Args:
        address: of the store.
        settings: of the server.
        rules: of grading, in place of the package's.
        reader: makes the reader.
        ready: told the address to open, once it answers.

    Raises:
        SettingsFault: the settings let strangers in, or the port is taken.
        StoreFault: the store cannot be opened.
        RulesError: the rules cannot be used.
    """
    settings.check()
    listening = _listen(settings)
    try:
        app = create_app(address, settings, rules=rules, reader=reader)
        port = listening.getsockname()[1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        ready(f"http://{host}:{port}/")
        # Headers of a proxy are read by the guard alone, which knows whom to believe.
        config = uvicorn.Config(app, log_level="warning", proxy_headers=False, server_header=False, access_log=False)
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Serve an application from a thread while the block runs: for tests, benchmarks and pictures in a real browser.

    Args:
        app: the application.

    Yields:
        its address, on a free port of loopback, without a slash at the end.

    Raises:
        RuntimeError: it did not start; its log says why.
    """
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = Thread(target=server.run, name="ravayat-serving", daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        sleep(_MOMENT)
    if not server.started:
        raise RuntimeError("the server did not start; see its log")
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _listen(settings: Settings) -> socket.socket:
    listening = None
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, where = found[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        # From here on who asks is kept waiting, not turned away, until the application is there.
        listening.listen(_WAITING)
    except OSError as error:
        if listening is not None:
            listening.close()
        reason = error.strerror or str(error)
        raise SettingsFault(
            f"{settings.host}:{settings.port} cannot be used ({reason}); choose another with --host and --port"
        ) from error
    return listening
