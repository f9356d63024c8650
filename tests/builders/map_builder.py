"""Events on the map for tests: rows alone, at places of the gazetteer; and files of tiles."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from ravayat.grounding.places import shipped_gazetteer
from ravayat.ledger.store import open_store
from ravayat.ledger.store.engine import make_engine, writing
from ravayat.ledger.store.schema import event

DAY = date(2015, 10, 3)
PRECISIONS = {"village": "town", "area": "region"}
"""What the reader calls the precision of a kind of place, where it is another word."""


def put(address: Path, places: Sequence[str], *, first: int = 1, **told: Any) -> None:
    """Store one event at each place of the gazetteer, numbered from ``first``."""
    open_store(address).close()
    engine = make_engine(str(address))
    with writing(engine) as connection:
        connection.execute(insert(event), [_row(first + number, place) | told for number, place in enumerate(places)])
    engine.dispose()


def _row(number: int, identifier: str) -> dict[str, Any]:
    place = shipped_gazetteer().place(identifier)
    assert place is not None, identifier
    return {
        "id": number,
        "type": "air_strike",
        "first": DAY.toordinal(),
        "last": DAY.toordinal(),
        "time_precision": "day",
        "published": DAY,
        "derived": datetime.now(UTC),
        "place": identifier,
        "place_name": place.name,
        "place_precision": PRECISIONS.get(place.kind, place.kind),
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "standing": "single_source",
        "also": [],
        "roots": 1,
        "claims": 1,
        "articles": 1,
        "confidence": 0.8,
        "reviewed": False,
    }


def archive(file: Path, tiles: Mapping[tuple[int, int, int], bytes], kind: str, *, attribution: str = "") -> Path:
    """A PMTiles file of tiles by level, column and row."""
    from pmtiles.tile import Compression, TileType, zxy_to_tileid
    from pmtiles.writer import write

    levels = [level for level, _, _ in tiles]
    header = {
        "tile_type": TileType[kind],
        "tile_compression": Compression.NONE,
        "min_zoom": min(levels),
        "max_zoom": max(levels),
        "min_lon_e7": -1800000000,
        "min_lat_e7": -850000000,
        "max_lon_e7": 1800000000,
        "max_lat_e7": 850000000,
        "center_zoom": 0,
        "center_lon_e7": 0,
        "center_lat_e7": 0,
    }
    with write(str(file)) as writer:
        for place in sorted(tiles, key=lambda one: zxy_to_tileid(*one)):
            writer.write_tile(zxy_to_tileid(*place), tiles[place])
        writer.finalize(header, {"attribution": attribution} if attribution else {})
    return file


def picture(colour: str) -> bytes:
    """A tile of one colour as PNG, written without a library: eight by eight points."""
    import struct
    import zlib

    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    rows = b"".join(b"\0" + bytes((red, green, blue)) * 8 for _ in range(8))
    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, io.SEEK_END)
    for name, body in (
        (b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ):
        out.write(struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)))
    return out.getvalue()


def vectors(name: str = "کندز") -> bytes:
    """A vector tile with land, water, a road, a border and a named place."""
    import mapbox_vector_tile

    square = "POLYGON ((0 0, 0 4096, 4096 4096, 4096 0, 0 0))"
    lake = "POLYGON ((1000 1000, 1000 2000, 2000 2000, 2000 1000, 1000 1000))"
    names = {"name": "Kunduz", "name:fa": name}
    layers = [
        {"name": "earth", "features": [{"geometry": square, "properties": {}}]},
        {"name": "water", "features": [{"geometry": lake, "properties": {}}]},
        {"name": "roads", "features": [{"geometry": "LINESTRING (0 0, 4096 4096)", "properties": {"kind": "highway"}}]},
        {"name": "boundaries", "features": [{"geometry": "LINESTRING (0 50, 4096 50)", "properties": {}}]},
        {"name": "places", "features": [{"geometry": "POINT (2048 2048)", "properties": names}]},
        {"name": "secrets", "features": [{"geometry": "POINT (1 1)", "properties": {"name": "unknown layer"}}]},
    ]  # fmt: skip
    return bytes(mapbox_vector_tile.encode(layers))
