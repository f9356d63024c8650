"""Borders for the map: large files that never change while the server runs, so browsers keep them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Final

from fastapi import Response

NAMES: Final = ("borders.json", "areas.json")
_LEVEL: Final = 6
_KEPT: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class MapFile:
    """A file as it is sent.

    Attributes:
        body: as it is.
        digest: of its bytes; with it in the address, browsers need not ask again.
    """

    body: bytes
    digest: str


@cache
def map_file(name: str) -> MapFile:
    """One of :data:`NAMES`."""
    body = (files("ravayat.web") / "static" / name).read_bytes()
    return MapFile(body, hashlib.sha256(body).hexdigest()[:12])


@cache
def zipped(name: str) -> bytes:
    """A file in gzip, packed once and not for every browser."""
    return gzip.compress(map_file(name).body, _LEVEL, mtime=0)


def address(name: str) -> str:
    """Where a browser finds a file, and never an older one."""
    return f"/static/{name}?v={map_file(name).digest}"


def is_known(tag: str, told: str) -> bool:
    """Whether a tag is among those of an ``If-None-Match``."""
    return tag in (one.strip().removeprefix("W/") for one in told.split(","))


def sent(name: str, version: str, accepted: str, known: str) -> Response:
    """A file, to be kept for a year where it was asked for by its digest.

    Args:
        name: one of :data:`NAMES`.
        version: the digest in the address, or nothing.
        accepted: encodings that the browser knows.
        known: tags of what the browser has, its ``If-None-Match``.
    """
    file = map_file(name)
    headers = {"Cache-Control": _KEPT if version == file.digest else "no-cache", "Vary": "Accept-Encoding"}
    packed = "gzip" in accepted
    headers["ETag"] = tag = f'"{file.digest}{"-gzip" if packed else ""}"'
    if is_known(tag, known):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(zipped(name) if packed else file.body, media_type="application/json", headers=headers)


@cache
def half_widths() -> Mapping[str, float]:
    """Kilometres of half the width of the areas whose borders are known, by the gazetteer's id."""
    told = json.loads(map_file("areas.json").body)["middles"]
    return {place: float(half) for place, (_, _, half) in told.items()}
