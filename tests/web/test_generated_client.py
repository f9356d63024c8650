"""A client that a generator makes of the description of the API works on a running server.

The generator is a program of its own (`pipx install openapi-python-client`): it wants other versions of libraries than
this package does. It is found on PATH, beside Python, or where ``RAVAYAT_CLIENT_GENERATOR`` says.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from web_builder import fill

for library in ("attr", "httpx", "dateutil"):
    pytest.importorskip(library, reason="what the generator writes imports it")

PROGRAM = "openapi-python-client"
BESIDE = str(Path(sys.executable).parent / PROGRAM)
GENERATOR = os.environ.get("RAVAYAT_CLIENT_GENERATOR") or shutil.which(PROGRAM) or shutil.which(BESIDE)
if GENERATOR is None:
    pytest.skip(f"pipx install {PROGRAM}, or name it by RAVAYAT_CLIENT_GENERATOR", allow_module_level=True)

from ravayat.testing import KeywordReader
from ravayat.web.app import create_app
from ravayat.web.server import serving
from ravayat.web.settings import Settings

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
TEXT = "به گزارش سانا، در حمله هوایی به شهر حلب سه نفر کشته شدند."
PACKAGE = "ravayat_generated_client"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    address = tmp_path_factory.mktemp("client") / "filled.sqlite"
    fill(address)
    return create_app(address, Settings(password=PASSWORD), reader=KeywordReader)


@pytest.fixture(scope="module")
def generated(app: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The client, made into a folder of its own."""
    folder = tmp_path_factory.mktemp("generated")
    description = folder / "openapi.json"
    description.write_text(json.dumps(app.openapi()), encoding="utf-8")
    command = [str(GENERATOR), "generate", "--path", str(description), "--output-path", str(folder / PACKAGE)]
    made = subprocess.run([*command, "--meta", "none"], capture_output=True, text=True, check=False, timeout=120)
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(PACKAGE)
    finally:
        sys.path.remove(str(folder))
        for name in [one for one in sys.modules if one.partition(".")[0] == PACKAGE]:
            del sys.modules[name]


@pytest.fixture(scope="module")
def base(app: Any) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture(scope="module")
def client(base: str, generated: ModuleType) -> Iterator[Any]:
    """The client of a running server, signed in with its password."""
    headers = {"X-Ravayat-By": "reza"}
    with generated.AuthenticatedClient(base_url=base, token=PASSWORD, headers=headers) as made:
        yield made


def operation(tag: str, name: str) -> Any:
    return importlib.import_module(f"{PACKAGE}.api.{tag}.{name}")


def model(name: str) -> Any:
    return getattr(importlib.import_module(f"{PACKAGE}.models"), name)


@pytest.mark.usefixtures("generated")
def test_every_operation_was_made(app: Any) -> None:
    described = [told for methods in app.openapi()["paths"].values() for told in methods.values()]
    for told in described:
        assert hasattr(operation(told["tags"][0], told["operationId"]), "sync_detailed")
    assert len(described) > 25


def test_events_are_listed_and_one_is_told(client: Any) -> None:
    answer = operation("events", "list_events").sync(client=client, types=["air_strike"], limit=5)
    assert [(line.id, line.standing) for line in answer.events] == [(1, "contested")]
    event = operation("events", "one_event").sync(1, client=client)
    assert event.standing.key == "contested"
    assert "۱۹" in event.claims[0].claim.killed.quote.text
    assert [stage.roots for stage in operation("events", "course").sync(1, client=client)] == [1, 2, 3]


def test_an_article_is_told_with_its_claims(client: Any) -> None:
    answer = operation("articles", "one_article").sync(2, client=client)
    span = answer.claims[0].claim.trigger.span
    assert answer.text[span.start : span.end] == answer.claims[0].claim.trigger.text


def test_a_claim_is_reviewed_and_the_decision_undone(client: Any) -> None:
    body = model("ReviewRequest")(verdict=model("ReviewRequestVerdict")("accept"), reason="درست است")
    made = operation("review", "review").sync(1, client=client, body=body)
    (line,) = operation("review", "history").sync(1, client=client)
    assert (line.by, line.verdict, line.reason) == ("reza", "accept", "درست است")
    undone = operation("review", "undo").sync_detailed(made.decision, client=client)
    assert int(undone.status_code) == 204


def test_events_are_exported(client: Any) -> None:
    answer = operation("exports", "export").sync("jsonl", client=client, types=["air_strike"])
    assert [json.loads(line)["id"] for line in answer.payload.read().splitlines()] == [1]


def test_a_text_is_handed_in_and_read(client: Any) -> None:
    body = model("TextRequest")(text=TEXT, outlet="سانا", published="1394-07-11")
    reading = operation("reading", "read_text").sync(client=client, body=body)
    for _ in range(400):
        reading = operation("reading", "progress").sync(reading.id, client=client)
        if reading.state in ("done", "failed"):
            break
        time.sleep(0.05)
    assert [line.outcome for line in reading.stored] == ["added"]


def test_problems_are_told_in_their_form(client: Any, base: str, generated: ModuleType) -> None:
    problem = operation("events", "one_event").sync(9999, client=client)
    assert isinstance(problem, model("Problem"))
    assert (problem.status, problem.detail) == (404, "event 9999: is not in the store")
    headers = {"Accept-Language": "fa"}
    with generated.AuthenticatedClient(base_url=base, token=PASSWORD, headers=headers) as persian:
        assert "در دفتر نیست" in operation("events", "one_event").sync(9999, client=persian).detail
