"""How the server is set up, and what may not be set up so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

_LOOPBACK_NAMES = ("localhost",)
PROXIES = ("127.0.0.1", "::1")
LEAST_PASSWORD = 12
"""Fewest characters of a password: it is all that stands between the network and the ledger."""
_LARGEST_PORT = 65_535
_HEADER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_NAME = re.compile(r"[\w-]+(\.[\w-]+)*")
"""A host's name, without scheme and port."""


class SettingsFault(ValueError):
    """The server may not be set up so; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server is set up.

    Attributes:
        host: address or name that it binds to.
        port: 0 takes a free one.
        password: that everybody signs in with; ``None`` asks for none.
        user_header: in which a reverse proxy tells who it let in, such as ``X-Remote-User``.
        proxies: addresses that the header and ``X-Forwarded-For`` are believed from.
        names: host names under which the server is asked for, beside its own.
        by: the name of who decides where nobody signs in.
        largest_upload: most megabytes of one upload.
        readings_a_minute: most uploads that one person may send a minute.
        secure: cookies are sent over HTTPS alone.
        tiles: of the map's backdrop: an address with ``{z}``, ``{x}`` and ``{y}``, or a PMTiles file.
        tiles_attribution: whose they are.
        font: a font file, or a folder with one, that pages are shown in; ``None`` leaves it to each machine.
    """

    host: str = "127.0.0.1"
    port: int = 8741
    password: str | None = None
    user_header: str | None = None
    proxies: tuple[str, ...] = PROXIES
    names: tuple[str, ...] = ()
    by: str = ""
    largest_upload: int = 50
    readings_a_minute: int = 12
    secure: bool = False
    tiles: str | None = None
    tiles_attribution: str = ""
    font: Path | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has to say who they are."""
        return self.password is None and self.user_header is None

    def check(self) -> None:
        """Make sure that strangers stay outside.

        Raises:
            SettingsFault: they would not.
        """
        if not 0 <= self.port <= _LARGEST_PORT:
            raise SettingsFault(
                f"port {self.port} does not exist; choose one up to {_LARGEST_PORT}, or 0 for a free one"
            )
        if self.tiles_attribution and self.tiles is None:
            raise SettingsFault("--tiles-attribution tells whose --tiles are; give these, too")
        if self.open and not is_loopback(self.host):
            raise SettingsFault(
                f"{self.host} can be reached by others, who could read and change the ledger; set a password with"
                " RAVAYAT_PASSWORD or --password-file, or name the header of your reverse proxy with --user-header"
            )
        if self.password is not None and len(self.password) < LEAST_PASSWORD:
            raise SettingsFault(f"the password has fewer than {LEAST_PASSWORD} characters; choose a longer one")
        if self.user_header is not None and not _HEADER.fullmatch(self.user_header):
            # An empty one, such as from a variable that is not set, must never mean that everybody may come in.
            raise SettingsFault(
                f"--user-header {self.user_header!r} is no name of a header; name one such as X-Remote-User"
            )
        for name in self.names:
            if not _NAME.fullmatch(name) and not _is_address(name):
                raise SettingsFault(
                    f"--name {name!r} is no name of a host; give it without https:// and port, such as ledger.example"
                )
        for proxy in self.proxies:
            if not _is_address(proxy):
                raise SettingsFault(f"--proxy {proxy} is no IP address; give the address it connects from")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    if host.lower() in _LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
