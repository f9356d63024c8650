# /// script
# requires-python = ">=3.11"
# ///
"""Takes the pictures of docs/web.md from the reports in ``examples/``, read by the reader that comes with the package.

    python tools/take_screenshots.py

Needs the extras ``web-app`` and ``browser``, and Chromium (``RAVAYAT_CHROMIUM``, else ``/usr/bin/chromium``).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from ravayat.ledger.store import open_store
from ravayat.pipeline import store_articles
from ravayat.sources import load
from ravayat.web.app import create_app
from ravayat.web.server import serving

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "figures"
CHROMIUM = os.environ.get("RAVAYAT_CHROMIUM", "/usr/bin/chromium")
SHOTS = (
    ("web-events", "/", "fa.light.solar.persian", (1280, 820)),
    ("web-event", "/events/1", "en.light.gregorian.latin", (1280, 1000)),
    ("web-article", "/articles/1", "fa.dark.solar.persian", (1280, 760)),
)


def main() -> None:
    """Take them."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = Path(folder) / "examples.sqlite"
        with open_store(address) as store:
            for _ in store_articles(load([ROOT / "examples"]), store):
                pass
        with serving(create_app(address)) as base:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for name, path, look, (width, height) in SHOTS:
                context = browser.new_context(viewport={"width": width, "height": height})
                context.add_cookies([{"name": "ravayat-look", "value": look, "url": base}])
                page = context.new_page()
                page.goto(base + path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FIGURES / f"{name}.png")
                context.close()
            browser.close()


if __name__ == "__main__":
    main()
