"""What is wrong, and what helps, in the language that was asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_builder import done, problem, upload

from ravayat.ledger.store import Outcome
from ravayat.web.look import prefers_persian
from ravayat.web.messages import LANGUAGES, messages
from ravayat.web.problems import _REMEDIES
from ravayat.web.translating import in_persian

PERSIAN = {"Accept-Language": "fa-IR,fa;q=0.9,en;q=0.8"}
PLACES = {"StoreFault": (0, 1, 2), "Problem": (1, 2)}
"""Which arguments of what is raised are texts for people."""
FROM_THE_LEDGER = {"standing", "reviewed", "verdict", "joined", "sort"}
"""Tables whose keys are values of the ledger, put together when a page is made."""
OPENING = ("engine.py", "migrate.py")
"""What can be wrong before the server runs is told in the terminal, in English."""


def text_of(node: ast.expr) -> str | None:
    """A text as it would come out, with 7 for whatever is put in; ``None`` for what is no text of ours."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else "7" for one in node.values]
        return "".join(map(str, parts)) if any(re.search("[a-z]{2}", str(one)) for one in parts) else None
    return None


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every text of a problem in the source, with its file."""
    package = root / "src" / "ravayat"
    for file in sorted([*(package / "web").rglob("*.py"), *(package / "ledger" / "store").glob("*.py")]):
        if file.name in OPENING:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            found: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACES:
                found = [node.args[at] for at in PLACES[node.func.id] if at < len(node.args)]
            elif isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["remedy"]:
                found = [node.value]
            for one in found:
                if (text := text_of(one)) is not None:
                    yield file.name, text


def test_every_problem_has_persian_words(root: Path) -> None:
    told = {*texts(root), *(("problems.py", text) for text in _REMEDIES.values())}
    told |= {("http", HTTPStatus(status).phrase) for status in (400, 401, 403, 404, 405, 413, 421, 422, 429, 500, 501)}
    assert len(told) > 80
    # What is put in may be a name alone, such as that of a field.
    left = sorted((file, text) for file, text in told if re.search("[a-z]{3}", text) and in_persian(text) == text)
    assert left == []


@pytest.mark.parametrize(
    ("path", "detail", "remedy"),
    [
        ("/events/9999", "رویداد 9999: در دفتر نیست", "با `ravayat ledger ask` ببینید چه هست"),
        ("/events?limit=0", "شمار در صفحه: باید دست‌کم 1 باشد", "آنچه نام برده شده را درست کنید"),
        ("/events?since=1400-13-01", "از روز: ", "روز را در یک تقویم بدهید"),
        ("/exports/xml", "قالب 'xml' نیست", "یکی از این‌ها را برگزینید: "),
        ("/nowhere", "چنین نشانی‌ای نیست", "نشانی را بررسی کنید"),
        (
            "/events?limit=x&killed=y",
            "کشته: باید عدد درست باشد؛ شمار در صفحه: باید عدد درست باشد",
            "آنچه نام برده شده را درست کنید",
        ),
    ],
)
def test_problems_come_in_persian_where_that_is_asked_for(
    client: TestClient, path: str, detail: str, remedy: str
) -> None:
    response = client.get(f"/api/v1{path}", headers=PERSIAN)
    told = problem(response)
    assert detail in told["detail"]
    assert told["remedy"].startswith(remedy)
    assert response.headers["content-language"] == "fa"
    assert response.headers["vary"] == "Accept-Language"


UPLOADED = "archive unpacking json_files article_object encoding web_page pdf intake telegram json_stream".split()
"""Sources through which files come that somebody hands in."""


def test_every_reason_to_leave_a_report_out_has_persian_words(root: Path) -> None:
    told = set()
    for name in UPLOADED:
        for node in ast.walk(ast.parse((root / f"src/ravayat/sources/{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
                told |= {(name, text) for one in node.args if (text := text_of(one)) is not None}
    assert len(told) > 40
    assert sorted((name, text) for name, text in told if in_persian(text) == text) == []


def test_a_persian_page_tells_in_persian_what_was_left_out(client: TestClient) -> None:
    reading = upload(client, ("a.txt", b"\0"), ("b.zip", b"PK\x03\x04")).json()["id"]
    done(client, reading)
    page = client.get(f"/readings/{reading}", headers=PERSIAN).text
    assert "بایت تهی دارد" in page
    assert "آسیب دیده یا ZIP نیست" in page
    assert "holds null bytes" in client.get(f"/readings/{reading}", headers={"Accept-Language": "en"}).text


def test_programs_that_say_nothing_get_english(client: TestClient) -> None:
    for headers in ({}, {"Accept-Language": "en"}, {"Accept-Language": "de"}, {"Accept-Language": "en,fa;q=0.5"}):
        response = client.get("/api/v1/events/9999", headers=headers)
        assert problem(response)["detail"] == "event 9999: is not in the store"
        assert response.headers["content-language"] == "en"


def test_persian_pages_tell_problems_in_persian(client: TestClient) -> None:
    page = client.get("/events/9999", headers=PERSIAN).text
    assert "رویداد 9999: در دفتر نیست" in page
    assert "is not in the store" not in page
    assert "is not in the store" in client.get("/events/9999", headers={"Accept-Language": "en"}).text


def test_what_somebody_wrote_is_not_taken_apart_or_lost(client: TestClient) -> None:
    attack = "{0}: {1.__class__}; <b>"
    told = problem(client.get("/api/v1/events", params={"types": attack}, headers=PERSIAN))
    assert "<b>" in told["detail"]
    assert "{1.__class__}" in told["detail"]


def test_who_prefers_persian() -> None:
    assert prefers_persian("fa")
    assert prefers_persian("prs-AF;q=0.5")
    assert not prefers_persian("")
    assert not prefers_persian("en,fa;q=0.9")
    assert not prefers_persian("fa;q=0")


def test_texts_of_very_many_parts_stay_as_they_are() -> None:
    few, many = ("; ".join(["Not Found"] * number) for number in (3, 21))
    assert in_persian(few) != few
    assert in_persian(many) == many


def test_a_long_foreign_name_is_clipped(client: TestClient) -> None:
    told = problem(client.get("/api/v1/about", headers={"Host": "a" * 5_000}))
    assert told["status"] == 421
    assert "a" * 100 in told["detail"]
    assert "a" * 101 not in told["detail"]


def test_every_message_is_used(root: Path) -> None:
    web = root / "src" / "ravayat" / "web"
    files = [*web.rglob("*.py"), *web.rglob("*.html"), *(web / "static").glob("*.js")]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    words = set(re.findall(r"""["']([a-z_.]+)["']""", source)) | {one.value for one in Outcome}
    made = set(re.findall(r"""["']([a-z]+)\.(?:["'] ~|\{)""", source))  # such as "event." ~ stance
    for language in LANGUAGES:
        left = []
        for key in messages(language):
            table, _, name = key.rpartition(".")
            if key in words or table in FROM_THE_LEDGER or key.startswith("language_"):
                continue
            if table not in made or name.removesuffix("_is") not in words:
                left.append(key)
        assert left == []
