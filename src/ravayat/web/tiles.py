"""A backdrop of the user's own for the map: tiles of a server, or of a PMTiles file that we serve."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ravayat.web.settings import SettingsFault

SERVERS_MOST: Final = 19
"""The finest level that is asked of a tile server; the map itself goes to 11."""
LARGEST_TILE: Final = 20_000_000
"""Most bytes of an unpacked tile: what is larger was made to fill the memory."""
_PLACES: Final = ("{z}", "{x}", "{y}")
_HOST: Final = re.compile(r"[a-z0-9.-]+(:[0-9]+)?|\[[0-9a-f:]+\](:[0-9]+)?", re.IGNORECASE)
_PATH: Final = re.compile(r"[^\s\"'<>\\^`|]*")
_RASTERS: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "AVIF": "image/avif"}
_OURS: Final = "/tiles/{z}/{x}/{y}?theme={theme}"
_VECTORS: Final = "mapbox_vector_tile"
_GZIP: Final = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Tiles:
    """Where the map's backdrop comes from.

    Attributes:
        template: the address of a tile, with places for its level, column and row.
        least, most: the levels that there are.
        attribution: whose they are, to be shown with the map.
        host: scheme and host that pictures may come from; ``None`` where we serve them.
        archive: the file that we serve, if we do.
    """

    template: str
    least: int
    most: int
    attribution: str
    host: str | None = None
    archive: Archive | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """Tiles of a PMTiles file.

    Attributes:
        get: bytes of the tile at a level, column and row; ``None`` where there is none.
        media_type: of pictures; ``None`` for vector tiles, which are drawn first.
        zipped: tiles are in gzip.
    """

    get: Callable[[int, int, int], bytes | None]
    media_type: str | None
    zipped: bool

    def tile(self, level: int, column: int, row: int) -> bytes | None:
        """A tile as a picture or a vector tile; ``None`` where there is none, or it cannot be unpacked."""
        if not (0 <= column < 2**level and 0 <= row < 2**level):
            return None
        found = self.get(level, column, row)
        return unpacked(found) if found and self.zipped else found


def open_tiles(told: str, attribution: str) -> Tiles:
    """The tiles that ``--tiles`` names.

    Args:
        told: an address with ``{z}``, ``{x}`` and ``{y}``, or the path of a PMTiles file.
        attribution: whose they are; of a file that tells it itself it may be left empty.

    Raises:
        SettingsFault: it is neither.
    """
    return _of_server(told, attribution) if "://" in told else _of_file(Path(told), attribution)


def _of_server(template: str, attribution: str) -> Tiles:
    missing = [place for place in _PLACES if place not in template]
    if missing:
        raise SettingsFault(f"--tiles {template} lacks {', '.join(missing)}; give https://HOST/{{z}}/{{x}}/{{y}}.png")
    try:
        parts = urlsplit(template)
        port = parts.port
    except ValueError as error:
        raise SettingsFault(
            f"--tiles {template} is no address ({error}); give https://HOST/{{z}}/{{x}}/{{y}}.png"
        ) from error
    # The host goes into the policy, where a stray sign would let others in.
    if (
        parts.scheme not in ("http", "https")
        or not _HOST.fullmatch(parts.netloc)
        or not _PATH.fullmatch(template)
        or port == 0
    ):
        raise SettingsFault(
            f"--tiles {template} is no address of tiles; give https://HOST/{{z}}/{{x}}/{{y}}.png, with one host, and no"
            " name or password in it"
        )
    return Tiles(template, 0, SERVERS_MOST, attribution, f"{parts.scheme}://{parts.netloc}")


def _of_file(path: Path, attribution: str) -> Tiles:
    try:
        from pmtiles.reader import MmapSource, Reader
        from pmtiles.tile import Compression, MagicNumberNotFound, SpecVersionUnsupported, TileType
    except ModuleNotFoundError as error:
        raise SettingsFault(
            f"--tiles {path} needs {error.name}, which is not installed: pip install 'ravayat[tiles]'"
        ) from error
    try:
        with path.open("rb") as file:
            reader = Reader(MmapSource(file))
        header = reader.header()
        metadata = reader.metadata()
    except (
        MagicNumberNotFound,
        SpecVersionUnsupported,
        EOFError,
        ValueError,
        IndexError,
        KeyError,
        zlib.error,
    ) as error:
        # Among them: an empty file cannot be mapped, and bytes that are no text cannot be decoded.
        raise SettingsFault(
            f"--tiles {path} is no PMTiles file of version 3; give one, such as `pmtiles convert` makes, or an address"
            " with {z}/{x}/{y}"
        ) from error
    except OSError as error:
        raise SettingsFault(f"--tiles {path} cannot be read ({error.strerror}); check the path") from error
    kind, packing = header["tile_type"], header["tile_compression"]
    if kind is not TileType.MVT and kind.name not in _RASTERS:
        raise SettingsFault(f"--tiles {path} holds {kind.name} tiles; convert them to PNG, JPEG, WebP or MVT")
    if packing not in (Compression.NONE, Compression.GZIP, Compression.UNKNOWN):
        raise SettingsFault(f"--tiles {path} is packed with {packing.name}; convert it to gzip with `pmtiles convert`")
    if kind is TileType.MVT:
        _vectors_can_be_drawn(path)
    whose = attribution or plain(str(metadata.get("attribution", "")))
    archive = Archive(_careful(reader), _RASTERS.get(kind.name), packing is Compression.GZIP)
    return Tiles(_OURS, header["min_zoom"], header["max_zoom"], whose, archive=archive)


def _vectors_can_be_drawn(path: Path) -> None:
    if find_spec(_VECTORS) is None:
        raise SettingsFault(f"--tiles {path} needs {_VECTORS}, which is not installed: pip install 'ravayat[tiles]'")


def _careful(reader: Any) -> Callable[[int, int, int], bytes | None]:
    def get(level: int, column: int, row: int) -> bytes | None:
        try:
            found = reader.get(level, column, row)
        except (ValueError, IndexError, EOFError, OSError, zlib.error):
            return None  # a damaged directory: the map does without the tile
        return bytes(found) if found else None

    return get


def unpacked(tile: bytes) -> bytes | None:
    """A tile out of gzip; ``None`` where it is damaged or larger than :data:`LARGEST_TILE`."""
    unpacking = zlib.decompressobj(_GZIP)
    try:
        body = unpacking.decompress(tile, LARGEST_TILE)
    except zlib.error:
        return None
    return None if unpacking.unconsumed_tail else body


def plain(markup: str) -> str:
    """The words of an attribution that is written for web pages."""
    return re.sub(r"<[^>]*>", "", markup).replace("&copy;", "©").replace("&amp;", "&").strip()[:200]
