"""Two hundred hostile articles, each another one: stored as text or refused in words, nothing run, nothing lost."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hostile_builder import Attack, attacks
from web_builder import done, fill, token, upload

from ravayat.testing import KeywordReader
from ravayat.web.app import create_app
from ravayat.web.server import serving
from ravayat.web.settings import Settings

for library in ("trafilatura", "lxml_html_clean"):
    pytest.importorskip(library, reason="what reads pages")

API = "/api/v1"
SEED, COUNT = 7, 200
BEFORE = "به گزارش ایسنا، در حمله هوایی به شهر موصل پنج نفر کشته شدند. این گزارش پیش از همه آمده است."
AFTER = "به گزارش ایسنا، در انفجار در شهر کابل هفت نفر کشته شدند. این گزارش پس از همه آمده است."


@dataclass
class Outcome:
    """What came of all of them."""

    address: Path
    before: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    results: list[tuple[Attack, dict[str, Any]]] = field(default_factory=list)


def hand_in(client: TestClient, attack: Attack, csrf: str) -> dict[str, Any]:
    """What came of one, whichever way it came: a reading, or a problem."""
    if attack.way == "file":
        response = upload(client, (attack.name, attack.data))
    elif attack.way == "api":
        response = client.post(f"{API}/readings/text", json=attack.fields)
    else:
        response = client.post("/add", data={**attack.fields, "csrf": csrf})
        if response.status_code == 303:
            return done(client, response.headers["location"].rsplit("/", 1)[1])
    assert response.status_code < 500, (attack.family, response.text)
    body: dict[str, Any] = response.json() if attack.way != "paste" else {"remedy": response.text}
    return done(client, body["id"]) if "id" in body else body


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """All of them handed in, between a report before and one after."""
    address = tmp_path_factory.mktemp("hostile") / "ledger.sqlite"
    fill(address)
    told = Outcome(address)
    settings = Settings(by="مریم", readings_a_minute=100_000)
    with TestClient(
        create_app(address, settings, reader=KeywordReader), base_url="http://127.0.0.1", follow_redirects=False
    ) as client:
        programs = TestClient(client.app, base_url="http://127.0.0.1")
        done(programs, programs.post(f"{API}/readings/text", json={"text": BEFORE}).json()["id"])
        told.before = texts(programs)
        csrf = token(client.get("/add").text)
        for attack in attacks(SEED, COUNT):
            way = client if attack.way == "paste" else programs
            told.results.append((attack, hand_in(way, attack, csrf)))
        last = done(programs, programs.post(f"{API}/readings/text", json={"text": AFTER}).json()["id"])
        assert [line["outcome"] for line in last["stored"]] == ["added"]
        told.texts = texts(programs)
    return told


def texts(client: TestClient) -> dict[int, str]:
    """Every article of the ledger by number, older versions too."""
    found: dict[int, str] = {}
    while (response := client.get(f"{API}/articles/{len(found) + 1}")).status_code == 200:
        found[len(found) + 1] = response.json()["text"]
    return found


def test_no_two_are_the_same() -> None:
    made = list(attacks(SEED, COUNT))
    assert len({attack.key() for attack in made}) == COUNT
    assert len({attack.family for attack in made}) >= 20
    assert {attack.way for attack in made} == {"paste", "api", "file"}
    assert [one.key() for one in attacks(SEED, 20)] == [one.key() for one in attacks(SEED, 20)]


def test_each_is_stored_or_refused_in_words(outcome: Outcome) -> None:
    assert len(outcome.results) == COUNT
    for attack, result in outcome.results:
        assert result.get("state") != "failed", (attack.family, attack.name, result)
        if "state" not in result:
            assert result["remedy"], attack.family
            continue
        assert result["stored"] or result["left_out"], (attack.family, attack.name)
        for line in result["left_out"]:
            assert line["reason"], attack.family
            assert line["remedy"], attack.family


def test_what_is_text_is_stored_to_the_letter(outcome: Outcome) -> None:
    whole = [(attack, result) for attack, result in outcome.results if attack.whole]
    assert len(whole) > 80
    for attack, result in whole:
        stored = [outcome.texts[line["article"]] for line in result["stored"]]
        assert stored == [attack.fields["text"]], attack.family


def test_nothing_is_lost(outcome: Outcome) -> None:
    assert {number: outcome.texts[number] for number in outcome.before} == outcome.before
    assert BEFORE in outcome.before.values()
    assert outcome.texts[max(outcome.texts)] == AFTER
    kept = Counter(line["outcome"] for _, result in outcome.results for line in result.get("stored", ()))
    assert kept["added"] + kept["version"] == len(outcome.texts) - len(outcome.before) - 1


def test_bombs_and_endless_lines_are_refused(outcome: Outcome) -> None:
    refused = [(one, result) for one, result in outcome.results if one.family in ("bomb", "ten megabytes", "entities")]
    assert len(refused) > 6
    for attack, result in refused:
        if attack.family != "entities":
            assert result["stored"] == [], (attack.family, attack.name)
    # What an XML file promises to grow to, or to fetch, is in no text.
    assert not any("root:" in text or text.count("خنده") > 3 for text in outcome.texts.values())


def test_exports_hold_no_formula_and_no_broken_line(outcome: Outcome) -> None:
    with TestClient(create_app(outcome.address), base_url="http://127.0.0.1") as client:
        total = client.get(f"{API}/events").json()["total"]
        for name in ("acled-csv", "ucdp-csv"):
            response = client.get(f"{API}/exports/{name}")
            assert response.headers["content-disposition"].count("\n") == 0
            rows = list(csv.reader(io.StringIO(response.text, newline="")))
            assert len(rows) == total + 1
            assert {len(row) for row in rows} == {len(rows[0])}
            for cell in (cell for row in rows[1:] for cell in row):
                number = cell.lstrip("-").replace(".", "", 1).isdigit()
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")), cell
        # Lines end in a line feed alone: whatever else ends a line for Python may stand within a text.
        lines = client.get(f"{API}/exports/jsonl").text.removesuffix("\n").split("\n")
        assert [json.loads(line)["id"] for line in lines]
        assert len(lines) == total


@pytest.fixture(scope="module")
def base(outcome: Outcome) -> Iterator[str]:
    with serving(create_app(outcome.address, Settings(by="مریم"), reader=KeywordReader)) as address:
        yield address


def test_nothing_runs_in_a_browser(outcome: Outcome, base: str) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="pip install -e '.[browser]'")
    from chromium import ARGUMENTS, CHROMIUM

    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there")
    told: list[str] = []
    hostile = sorted(outcome.texts.keys() - outcome.before.keys())
    paths = ["/", "/?sort=-id&limit=500", "/sources?all=true", "/review", *(f"/articles/{one}" for one in hostile)]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page()
        page.on("dialog", lambda dialog: (told.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda one: told.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda one: told.append(one.url) if not one.url.startswith((base, "data:")) else None)
        page.on("popup", lambda one: told.append(f"popup {one.url}"))
        events = set()
        for path in paths:
            page.goto(base + path)
            events |= set(
                page.eval_on_selector_all("a[href^='/events/']", "all => all.map(one => one.getAttribute('href'))")
            )
            assert told == [], path
            assert page.url.startswith(base), path
        for path in sorted({one.partition("#")[0] for one in events})[:25]:
            page.goto(base + path)
            assert told == [], path
        browser.close()
    assert len(paths) > 100
