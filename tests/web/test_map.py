from __future__ import annotations

import gzip
import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from map_builder import put
from web_builder import Make

from ravayat.grounding.places import shipped_gazetteer
from ravayat.ledger.store import Question
from ravayat.web import map_files
from ravayat.web.desk import Desk
from ravayat.web.snapshot import Holder
from ravayat.web.totals import box, cells, countries, timeline

ALEPPO, IDLIB, KUNDUZ_TOWN, RAQQA_TOWN = "gn:170062", "gn:169575", "gn:1135689", "gn:172955"
GHOUTA = "rv:sy-ghouta"
COVERED = "SY IQ IR AF YE LB PS IL TR SA SD LY UA RU AM IN EG JO AE OM".split()


@pytest.fixture(scope="module")
def areas() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(map_files.map_file("areas.json").body)
    return told


def ring_of(areas: dict[str, Any], ring: list[int]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in ring:
        line = areas["lines"][number if number >= 0 else ~number]
        x = y = 0
        part = []
        for dx, dy in zip(line[::2], line[1::2], strict=True):
            x, y = x + dx, y + dy
            part.append((x / areas["scale"], y / areas["scale"]))
        points += part if number >= 0 else part[::-1]
    return points


def inside(longitude: float, latitude: float, ring: list[tuple[float, float]]) -> bool:
    within = False
    for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y > latitude) != (v > latitude) and longitude < (u - x) * (latitude - y) / (v - y) + x:
            within = not within
    return within


def test_areas_are_of_the_gazetteer_and_hold_their_middles(areas: dict[str, Any]) -> None:
    for place, rings in areas["provinces"].items():
        known = shipped_gazetteer().place(place)
        assert known is not None, place
        assert known.kind in ("province", "region")
        longitude, latitude, half = areas["middles"][place]
        assert half >= 0
        assert any(inside(longitude, latitude, ring_of(areas, ring)) for ring in rings), place


def test_most_provinces_have_their_area(areas: dict[str, Any]) -> None:
    """The floor of what docs/web.md says."""
    rows = shipped_gazetteer()._base.execute("SELECT id, country FROM place WHERE kind = 'province'").fetchall()
    assert sum(place in areas["provinces"] for place, _ in rows) >= 0.87 * len(rows)
    own = [place for place, country in rows if country in COVERED]
    assert sum(place in areas["provinces"] for place in own) >= 0.9 * len(own)
    assert all(place in areas["provinces"] for place, country in rows if country in ("SY", "AF", "TR", "PS"))
    assert all(code in areas["countries"] for code in COVERED)


def test_towns_lie_in_the_area_of_their_province(areas: dict[str, Any]) -> None:
    rows = (
        shipped_gazetteer()
        ._base.execute(
            "SELECT parent, longitude, latitude FROM place WHERE kind = 'town' AND country IN ('SY', 'IR', 'UA')"
        )
        .fetchall()
    )
    shapes = {place: [ring_of(areas, ring) for ring in rings] for place, rings in areas["provinces"].items()}
    held = [any(inside(x, y, ring) for ring in shapes[parent]) for parent, x, y in rows if parent in shapes]
    assert len(held) > 500
    assert sum(held) >= 0.95 * len(held)


def test_borders_are_kept_by_browsers_under_their_digest(client: TestClient) -> None:
    for name in map_files.NAMES:
        address = map_files.address(name)
        kept = client.get(address)
        assert "immutable" in kept.headers["cache-control"]
        assert kept.headers["content-encoding"] == "gzip"
        assert kept.json() == json.loads(map_files.map_file(name).body)
        plain = client.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
        assert plain.headers["cache-control"] == "no-cache"
        assert plain.content == gzip.decompress(map_files.zipped(name))
    page = client.get("/").text
    assert f'data-borders="{map_files.address("borders.json")}"' in page
    assert f'data-areas="{map_files.address("areas.json")}"' in page


def test_script_style_and_borders_stay_small(root: Path) -> None:
    static = root / "src/ravayat/web/static"
    assert sum(file.stat().st_size for file in static.iterdir()) < 1_500_000
    assert (static / "borders.json").stat().st_size < 200_000, "the first view waits for it"


def test_an_event_known_to_its_province_alone_is_an_area(make_client: Make, tmp_path: Path) -> None:
    address = tmp_path / "areas.sqlite"
    put(address, [ALEPPO, ALEPPO, IDLIB, "SY", GHOUTA, RAQQA_TOWN])
    client = make_client(where=address)
    near = client.get("/api/v1/map?zoom=7").json()["cells"]
    found = {cell["place"]: cell for cell in near}
    assert found[ALEPPO]["count"] == 2
    assert found[ALEPPO]["latin"] == "Ḩalab"
    assert {IDLIB, "SY", GHOUTA} < set(found)
    assert found[None]["area"] == 0
    # From afar what is smaller than a mark is no area any more, and nothing is lost.
    far = client.get("/api/v1/map?zoom=2").json()["cells"]
    assert ALEPPO not in {cell["place"] for cell in far}
    assert sum(cell["count"] for cell in far) == sum(cell["count"] for cell in near) == 6
    page = client.get(f"/?place={ALEPPO}", headers={"Accept-Language": "en"}).text
    assert "place: Ḩalab ✕" in page


@pytest.mark.parametrize("zoom", [0, 3, 5, 8.5, 16])
@pytest.mark.parametrize(
    "question", [Question(), Question(country="SY"), Question(types=("air_strike",)), Question(killed=1)]
)
def test_sums_hold_every_event_of_the_question_once(tmp_path: Path, zoom: float, question: Question) -> None:
    address = tmp_path / "sums.sqlite"
    put(address, [ALEPPO, IDLIB, "SY", KUNDUZ_TOWN, KUNDUZ_TOWN])
    put(address, [KUNDUZ_TOWN, ALEPPO], first=10, type="explosion", standing="contested", killed=3)
    desk = Desk(address)
    found = cells(desk, question, zoom)
    events = desk.store.ask(question).events
    assert sum(cell.count for cell in found) == len(events)
    assert sum(sum(cell.types.values()) for cell in found) == len(events)
    assert sum(cell.standings.get("contested", 0) for cell in found) == sum(
        one.standing == "contested" for one in events
    )
    assert sum(bar.count for bar in timeline(desk, question, "solar")) == len(events)
    assert (box(desk, question) is None) == (not events)
    desk.close()


def test_what_others_write_is_seen(tmp_path: Path) -> None:
    address = tmp_path / "changing.sqlite"
    put(address, [ALEPPO])
    desk = Desk(address)
    ticks = count()
    desk.events = Holder(desk.store, lambda: float(next(ticks)))  # a second passes between two looks at the clock
    assert [cell.count for cell in cells(desk, Question(), 8)] == [1]
    assert countries(desk) == ["SY"]
    put(address, [ALEPPO, "AF"], first=2)
    assert sorted(cell.count for cell in cells(desk, Question(), 8)) == [1, 2]
    assert countries(desk) == ["AF", "SY"]
    desk.close()


def test_an_empty_ledger_has_an_empty_map(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "empty.sqlite")
    assert cells(desk, Question(), 4) == []
    assert timeline(desk, Question(), "lunar") == []
    assert box(desk, Question(country="SY")) is None
    assert countries(desk) == []
    desk.close()
