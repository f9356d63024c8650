"""``ravayat serve``: the ledger in the browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ravayat.endings import CANNOT, tell
from ravayat.ledger_options import DEFAULT_STORE, StoreOption

_NEEDED = ("fastapi", "uvicorn", "jinja2", "python_multipart")


def serve(
    context: typer.Context,
    *,
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; another than loopback needs a password or a proxy.")
    ] = ("127.0.0.1"),
    port: Annotated[int, typer.Option("--port", help="Port to listen on; 0 takes a free one.")] = 8741,
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", help="File with the password that all sign in with; else RAVAYAT_PASSWORD."),
    ] = None,
    user_header: Annotated[
        str | None, typer.Option("--user-header", help="Header in which a reverse proxy tells who it let in.")
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--proxy", help="Address of a reverse proxy that is believed, loopback unless told; may be repeated."
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="Host name under which people ask for the server; may be repeated."),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", envvar="RAVAYAT_BY", help="Name of who decides where nobody signs in.")
    ] = "",
    secure: Annotated[
        bool, typer.Option("--secure", help="Send cookies over HTTPS alone, behind a proxy with TLS.")
    ] = False,
    largest_upload: Annotated[int, typer.Option("--largest-upload", min=1, help="Most megabytes of one upload.")] = 50,
    tiles: Annotated[
        str | None,
        typer.Option("--tiles", help="Backdrop of the map: https://HOST/{z}/{x}/{y}.png, or a PMTiles file."),
    ] = None,
    tiles_attribution: Annotated[
        str, typer.Option("--tiles-attribution", help="Whose tiles they are, shown below the map.")
    ] = "",
    font: Annotated[
        Path | None, typer.Option("--font", help="Font file that pages are shown in, or a folder with one.")
    ] = None,
    rules: Annotated[
        Path | None, typer.Option("--rules", help="Rules of grading of your own (.toml), see docs/ledger.md.")
    ] = None,
) -> None:
    """Open the ledger in the browser: map, timeline, events, sources, review; and an HTTP API for programs."""
    try:
        from ravayat.web.server import serve as run
        from ravayat.web.settings import PROXIES, Settings, SettingsFault
    except ModuleNotFoundError as error:
        missing = (error.name or "").split(".")[0]
        if missing not in _NEEDED:
            raise
        tell(f"serve needs {missing}, which is not installed: pip install 'ravayat[web-app]'")
        raise typer.Exit(CANNOT) from error
    from ravayat.ledger.standing.rules import RulesError
    from ravayat.ledger.store import StoreFault
    from ravayat.pipeline import load_reader

    try:
        settings = Settings(
            host=host,
            port=port,
            password=_password(password_file),
            user_header=user_header,
            proxies=tuple(proxy) if proxy else PROXIES,
            names=tuple(name or ()),
            by=by,
            secure=secure,
            largest_upload=largest_upload,
            tiles=tiles,
            tiles_attribution=tiles_attribution,
            font=font,
        )
        given = context.obj
        run(
            store,
            settings,
            rules=rules,
            reader=(lambda: given) if given is not None else load_reader,
            ready=lambda address: typer.echo(f"{store} is open at {address} (Ctrl+C ends it)"),
        )
    except (SettingsFault, StoreFault, RulesError, OSError) as fault:
        tell(str(fault))
        raise typer.Exit(CANNOT) from fault


def _password(file: Path | None) -> str | None:
    """The password of a file or of the environment; an option would show it to everybody on the machine."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").strip()
        except UnicodeDecodeError as error:
            raise OSError(f"{file} holds no text in UTF-8; write the password into it as text") from error
        except OSError as error:
            raise OSError(f"{file}: cannot be read ({error.strerror}); name the file with the password") from error
    return os.environ.get("RAVAYAT_PASSWORD") or None
