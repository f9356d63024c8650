"""Runs the application until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from ravayat.pipeline import Reader
from ravayat.web.app import create_app
from ravayat.web.settings import Settings, SettingsFault

_WAITING = 128


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
