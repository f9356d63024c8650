from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_builder import Make, done, problem, token, upload

from ravayat.records import Article, ReadArticle
from ravayat.testing import KeywordReader
from ravayat.web.app import create_app
from ravayat.web.readings import keep_file

API = "/api/v1"
TEXT = "به گزارش سانا، در حمله هوایی به شهر حلب سه نفر کشته شدند. درگیری در حومه شهر ادامه دارد."


def test_a_text_is_read_into_the_ledger(client: TestClient) -> None:
    body = {"text": TEXT, "outlet": "سانا", "published": "1394-07-11", "title": "حلب", "url": "https://example.org/9"}
    handed = client.post(f"{API}/readings/text", json=body)
    assert handed.status_code == 202
    reading = done(client, handed.json()["id"])
    (stored,) = reading["stored"]
    assert (reading["total"], reading["done"], stored["outcome"], reading["left_out"]) == (1, 1, "added", [])
    article = client.get(f"{API}/articles/{stored['article']}").json()["article"]
    assert (article["outlet"], article["published"], article["url"]) == ("سانا", "2015-10-03", "https://example.org/9")
    assert client.get(f"{API}/events/{stored['events'][0]}").status_code == 200


def test_files_are_read_and_what_is_left_out_is_told(client: TestClient) -> None:
    reading = done(client, upload(client, ("a.txt", TEXT.encode()), ("b.txt", b""), ("c.xyz", b"x")).json()["id"])
    assert [line["outcome"] for line in reading["stored"]] == ["added"]
    first = reading["left_out"][0]
    assert (first["name"], first["reason"]) == ("b.txt", "empty")
    # Our temporary folder is nobody's business.
    assert "/tmp" not in str(reading["left_out"])  # noqa: S108 - nothing is written there


def test_the_same_text_again_is_known(client: TestClient) -> None:
    first = done(client, client.post(f"{API}/readings/text", json={"text": TEXT}).json()["id"])
    again = done(client, client.post(f"{API}/readings/text", json={"text": TEXT}).json()["id"])
    assert again["stored"][0]["outcome"] == "known"
    assert again["stored"][0]["article"] == first["stored"][0]["article"]


@pytest.mark.parametrize("sign", ["", "🔴\n"])
def test_reports_without_a_title_are_no_versions_of_each_other(client: TestClient, sign: str) -> None:
    one = sign + "در حمله هوایی به شهر موصل پنج نفر کشته شدند و شماری زخمی شدند. این را مقام‌های محلی امروز گفتند."
    other = one.replace("در حمله هوایی به شهر موصل", "دیروز در انفجار در شهر کابل")
    for text in (one, other):
        reading = done(client, client.post(f"{API}/readings/text", json={"text": text}).json()["id"])
        assert [line["outcome"] for line in reading["stored"]] == ["added"]
    # The same beginning is the same report, corrected.
    corrected = done(client, client.post(f"{API}/readings/text", json={"text": one + " (اصلاح)"}).json()["id"])
    assert [line["outcome"] for line in corrected["stored"]] == ["version"]


def test_who_reads_too_fast_must_wait(make_client: Make) -> None:
    client = make_client(readings_a_minute=2)
    answers = [client.post(f"{API}/readings/text", json={"text": TEXT}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert int(answers[2].headers["retry-after"]) > 0
    assert "wait" in problem(answers[2])["remedy"]


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": 3}, {"text": "ا" * 1_000_001}])
def test_a_text_that_is_none_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    assert problem(client.post(f"{API}/readings/text", json=body))["status"] == 422


def test_no_file_is_refused(client: TestClient) -> None:
    assert problem(client.post(f"{API}/readings"))["status"] == 422
    csrf = token(client.get("/add").text)
    assert client.post("/add", data={"csrf": csrf, "text": " "}).status_code == 422


def test_the_page_follows_a_reading(client: TestClient) -> None:
    csrf = token(client.get("/add").text)
    handed = client.post("/add", data={"csrf": csrf, "text": TEXT})
    where = handed.headers["location"]
    done(client, where.rsplit("/", 1)[1])
    page = client.get(where).text
    assert 'data-state="done"' in page
    assert "/events/" in page


class Failing(KeywordReader):
    """Breaks down at the first report, and then never again."""

    def read(self, articles: Sequence[Article], /) -> list[ReadArticle]:
        if not self.batches:
            self.batches.append(0)
            raise RuntimeError("secret")
        return super().read(articles)


def test_a_reader_that_fails_harms_one_reading(address: Path) -> None:
    reader = Failing()
    with TestClient(create_app(address, reader=lambda: reader), base_url="http://127.0.0.1") as client:
        first = done(client, client.post(f"{API}/readings/text", json={"text": TEXT}).json()["id"])
        assert first["state"] == "failed"
        assert "secret" not in str(first)
        second = done(client, client.post(f"{API}/readings/text", json={"text": TEXT + " "}).json()["id"])
        assert second["state"] == "done"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\x.json", "x.json"),
        ("/etc/passwd", "passwd"),
        (".hidden.txt", "hidden.txt"),
        ("a\0b\n.txt", "ab.txt"),
        ("گزارش\u202eتکس.txt", "گزارشتکس.txt"),
        ("...", "upload.txt"),
        ("", "upload.txt"),
    ],
)
def test_names_of_files_do_no_harm(tmp_path: Path, name: str, kept: str) -> None:
    keep_file(tmp_path, name, io.BytesIO(b"x"))
    assert [file.name for file in tmp_path.iterdir()] == [kept]


def test_long_names_and_twins_are_kept_apart(tmp_path: Path) -> None:
    for data in (b"1", b"2"):
        keep_file(tmp_path, "ا" * 500 + ".txt", io.BytesIO(data))
    assert sorted(file.read_bytes() for file in tmp_path.iterdir()) == [b"1", b"2"]
    assert all(file.suffix == ".txt" for file in tmp_path.iterdir())
