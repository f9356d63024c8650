# /// script
# requires-python = ">=3.11"
# ///
"""Takes the pictures of docs/web.md from ``examples/``, read by the reader that comes with the package.

Those of the map and of the sources, which want more, are of the annotated stories in ``corpus/stories``.

    python tools/take_screenshots.py

Needs the extras ``web-app`` and ``browser``, and Chromium (``RAVAYAT_CHROMIUM``, else ``/usr/bin/chromium``).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from ravayat.corpus.stories import load_stories
from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.store import Store, open_store
from ravayat.pipeline import store_articles
from ravayat.records import ReadArticle
from ravayat.sources import load
from ravayat.web.app import create_app
from ravayat.web.server import serving

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "figures"
CHROMIUM = os.environ.get("RAVAYAT_CHROMIUM", "/usr/bin/chromium")
SHOTS = (
    ("web-events", "/", "fa.light.solar.persian", (1280, 820)),
    ("web-article", "/articles/1", "fa.dark.solar.persian", (1280, 760)),
)
STORY_SHOTS = (
    ("web-event", "/events/1", "en.light.gregorian.latin", (1280, 1000)),
    ("web-areas", "/?country=AF", "en.light.gregorian.latin", (1280, 760)),
    ("web-sources", "/sources", "fa.light.solar.persian", (1360, 1000)),
)


def main() -> None:
    """Take them."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, fill, shots in (("examples", _read, SHOTS), ("stories", _annotated, STORY_SHOTS)):
            address = Path(folder) / f"{name}.sqlite"
            with open_store(address) as store:
                fill(store)
            with serving(create_app(address)) as base:
                for shot in shots:
                    _take(browser, base, *shot)
        browser.close()


def _read(store: Store) -> None:
    for _ in store_articles(load([ROOT / "examples"]), store):
        pass


def _annotated(store: Store) -> None:
    for story in load_stories(ROOT / "corpus" / "stories"):
        for report in story.reports:
            store.add(ReadArticle(report.article, add_meanings(report.article, report.claims)), "annotated")


def _take(browser: Browser, base: str, name: str, path: str, look: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    context.add_cookies([{"name": "ravayat-look", "value": look, "url": base}])
    page = context.new_page()
    page.goto(base + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FIGURES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
