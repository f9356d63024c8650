"""How fast the pages of `ravayat serve` are with many events, in headless Chromium.

    python benchmarks/web_speed.py [EVENTS]

Makes a store of made-up events (rows alone, without articles), opens its first page and changes filters. Prints
the median and the 95th percentile of the first view and of the time from a filter to the redrawn map, and the bytes
of script and style. Needs the extras `web-app` and `browser`.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import sync_playwright
from sqlalchemy import insert

import ravayat.web.app
from ravayat.grounding.places import shipped_gazetteer
from ravayat.ledger.store import open_store
from ravayat.ledger.store.engine import make_engine, writing
from ravayat.ledger.store.schema import event
from ravayat.records import EVENT_TYPES
from ravayat.web.app import create_app
from ravayat.web.server import serving

CHROMIUM = os.environ.get("RAVAYAT_CHROMIUM", "/usr/bin/chromium")
STANDINGS = ("single_source", "corroborated", "contested", "parties_only", "unconfirmed")
STATIC = Path(ravayat.web.app.__file__).parent / "static"
VIEWS, FILTERS = 7, 40
_AT_ONCE = 5_000


def fill(address: Path, events: int) -> None:
    """Rows of made-up events at places of the gazetteer."""
    open_store(address).close()
    chance = Random(7)
    columns = "id, name, kind, country, latitude, longitude"
    base = shipped_gazetteer()._base  # noqa: SLF001 - every place, which nothing else wants
    places = base.execute(f"SELECT {columns} FROM place WHERE kind IN ('town', 'village', 'province')").fetchall()  # noqa: S608
    places = [place for place in places if place[3] in ("SY", "IQ", "AF", "YE", "UA", "IR", "LB", "PS")]
    first = date(2011, 1, 1).toordinal()
    engine = make_engine(str(address))
    for start in range(1, events + 1, _AT_ONCE):
        rows: list[dict[str, Any]] = []
        for number in range(start, min(start + _AT_ONCE, events + 1)):
            identifier, name, kind, country, latitude, longitude = chance.choice(places)
            day = first + int(chance.random() * 5_000)
            told: dict[str, Any] = {"id": number, "type": chance.choice(list(EVENT_TYPES)), "first": day, "last": day}
            told |= {"time_precision": "day", "published": date.fromordinal(day), "derived": datetime.now(UTC)}
            told |= {"place": identifier, "place_name": name, "country": country, "province": None}
            told |= {"latitude": latitude, "longitude": longitude, "wounded": None, "also": [], "reviewed": False}
            told |= {"place_precision": "province" if kind == "province" else "town", "claims": 3, "articles": 2}
            told |= dict.fromkeys(("killed", "killed_low", "killed_high"), chance.choice((None, None, 1, 3, 12, 40)))
            told |= {"standing": chance.choice(STANDINGS), "roots": chance.randint(1, 4), "confidence": chance.random()}
            rows.append(told)
        with writing(engine) as connection:
            connection.execute(insert(event), rows)
    engine.dispose()


def tell(name: str, seconds: list[float]) -> None:
    """Print a figure."""
    ordered = sorted(seconds)
    worst = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{name:28} median {1000 * statistics.median(ordered):6.0f} ms   95th percentile {1000 * worst:6.0f} ms")


def main() -> None:
    """Run it."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as stack:
        address = Path(folder) / "many.sqlite"
        fill(address, events)
        base = stack.enter_context(serving(create_app(address)))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        views = []
        for _ in range(VIEWS):
            began = time.perf_counter()
            page.goto(base)
            page.locator(".map .dot").first.wait_for()
            views.append(time.perf_counter() - began)
        tell("first view with its map", views)
        redrawn = []
        for number in range(FILTERS):
            kind = list(EVENT_TYPES)[number % len(EVENT_TYPES)]
            # From the choice to the first frame whose map belongs to it.
            seconds = page.evaluate(
                """async (kind) => {
                    const select = document.querySelector("#filters select[name=types]");
                    const marks = document.querySelector(".map svg.world > g:last-child");
                    const before = marks.firstChild;
                    const began = performance.now();
                    select.value = kind;
                    select.dispatchEvent(new Event("change", { bubbles: true }));
                    while (marks.firstChild === before) await new Promise(requestAnimationFrame);
                    return (performance.now() - began) / 1000;
                }""",
                kind,
            )
            redrawn.append(seconds)
            page.wait_for_load_state("networkidle")
        tell("filter to redrawn map", redrawn)
        print(f"{'script, style and borders':28} {sum(file.stat().st_size for file in STATIC.iterdir()) / 1e6:.2f} MB")
        browser.close()


if __name__ == "__main__":
    main()
