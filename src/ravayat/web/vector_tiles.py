"""Vector tiles drawn as SVG, plainly: land, water, green, roads, borders and names, in the colours of the page.

Three common schemas are known by the names of their layers: OpenMapTiles, Protomaps and Shortbread. Other layers are
left out; a tile whose layers are all unknown comes out as bare ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from ravayat.views.context import printable

SIDE: Final = 256
"""Width and height of the drawing."""
_ROLES: Final = {
    "land": ("earth", "land"),
    "green": ("landcover", "landuse", "park"),
    "water": ("water", "ocean", "water_polygons"),
    "river": ("waterway", "water_lines"),
    "road": ("transportation", "roads", "streets"),
    "border": ("boundary", "boundaries"),
    "name": ("place", "places", "place_labels"),
}
"""What is drawn, in this order, and which layers hold it."""
_OF_LAYER: Final = {layer: role for role, layers in _ROLES.items() for layer in layers}
_GREEN: Final = frozenset("wood forest grass park national_park nature_reserve farmland cemetery meadow scrub".split())
_GREAT_ROADS: Final = frozenset("motorway trunk primary highway major_road".split())
_RANKS: Final = {"country": 15, "state": 12, "region": 12, "city": 13, "locality": 12, "town": 11}
_SMALL_NAME: Final = 10
_LETTER: Final = 0.56
"""Width of a letter, in its height."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Of a theme."""

    ground: str
    green: str
    water: str
    road: str
    border: str
    name: str


_THEMES: Final = {
    "light": Colours("#efece3", "#e0e6d3", "#cfdde3", "#d8cfba", "#8f8876", "#4b5560"),
    "dark": Colours("#26303a", "#28352f", "#171e25", "#414c57", "#77828d", "#c3c9cf"),
}


def drawn(tile: bytes, *, theme: str, language: str) -> str:
    """A vector tile as SVG.

    Args:
        tile: unpacked.
        theme: ``light`` or ``dark``; anything else is light.
        language: of names, as far as they are there in it: ``fa`` or ``en``.

    Raises:
        ValueError: it is no vector tile.
    """
    import mapbox_vector_tile
    from google.protobuf.message import DecodeError

    try:
        layers: Mapping[str, Any] = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    except (DecodeError, ValueError, IndexError, KeyError, TypeError) as error:
        raise ValueError("no vector tile") from error
    colours = _THEMES.get(theme, _THEMES["light"])
    parts: dict[str, list[str]] = {role: [] for role in _ROLES}
    for name, layer in layers.items():
        role = _OF_LAYER.get(name)
        if role is not None:
            scale = SIDE / (layer.get("extent") or 4096)
            parts[role] += _layer(role, layer.get("features", ()), scale, colours, language)
    body = "".join("".join(some) for some in parts.values())
    # Schemas without land draw the water upon it.
    ground = colours.water if parts["land"] else colours.ground
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
        f'<rect width="{SIDE}" height="{SIDE}" fill="{ground}"/>{body}</svg>'
    )


def _layer(role: str, features: Iterable[Any], scale: float, colours: Colours, language: str) -> Iterator[str]:
    for feature in features:
        properties, geometry = feature["properties"], feature["geometry"]
        if role == "name":
            yield _name(properties, geometry, scale, colours, language)
            continue
        kind = str(properties.get("class") or properties.get("kind") or "")
        if role == "green" and kind not in _GREEN:
            continue
        path = _path(geometry, scale, closed=role in ("land", "green", "water"))
        if not path:
            continue
        if role in ("land", "green", "water"):
            fill = {"land": colours.ground, "green": colours.green, "water": colours.water}[role]
            yield f'<path d="{path}" fill="{fill}" fill-rule="evenodd"/>'
        else:
            great = kind in _GREAT_ROADS
            stroke, width = {
                "river": (colours.water, 1.2),
                "road": (colours.road, 1.6 if great else 0.7),
                "border": (colours.border, 1.0),
            }[role]
            dashes = ' stroke-dasharray="4 2"' if role == "border" else ""
            yield f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width}"{dashes}/>'


def _path(geometry: Mapping[str, Any], scale: float, *, closed: bool) -> str:
    kind, told = geometry["type"], geometry["coordinates"]
    lines = {
        "LineString": [told],
        "MultiLineString": told,
        "Polygon": told,
        "MultiPolygon": [ring for polygon in told for ring in polygon] if kind == "MultiPolygon" else [],
    }.get(kind, [])
    if closed and kind.endswith("LineString"):
        return ""
    end = "Z" if closed else ""
    return "".join(
        "M" + "L".join(f"{x * scale:.1f} {y * scale:.1f}" for x, y in line) + end for line in lines if len(line) > 1
    )


def _name(
    properties: Mapping[str, Any], geometry: Mapping[str, Any], scale: float, colours: Colours, language: str
) -> str:
    """A name at its point, moved so far that no edge of the tile cuts it."""
    if geometry["type"] != "Point":
        return ""
    local = properties.get("name")
    text = str(properties.get(f"name:{language}") or properties.get(f"name_{language}") or local or "")
    if not text:
        return ""
    size = _RANKS.get(str(properties.get("class") or properties.get("kind") or ""), _SMALL_NAME)
    half = len(text) * size * _LETTER / 2 + 2
    x, y = (coordinate * scale for coordinate in geometry["coordinates"])
    if not (0 <= x <= SIDE and 0 <= y <= SIDE) or 2 * half > SIDE:
        return ""  # of the next tile, or too long for any
    x, y = min(max(x, half), SIDE - half), min(max(y, size), SIDE - size / 2.0)
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="middle" fill="{colours.name}"'
        f' font-family="Vazirmatn, Noto Sans Arabic, Tahoma, DejaVu Sans, sans-serif" stroke="{colours.ground}"'
        f' stroke-width="2.5" paint-order="stroke" stroke-linejoin="round">{escape(printable(text))}</text>'
    )
