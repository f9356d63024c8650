from __future__ import annotations

import gzip
import io
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.records import Article, Rejection
from ravayat.sources import load

pytest.importorskip("warcio")
pytest.importorskip("trafilatura")

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

# The writer leaves its own temporary files open.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Unclosed file"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TEXT = (
    "به گزارش خبرگزاری نمونه، در انفجار بمب در شهر حلب سه نفر کشته و هفت نفر زخمی شدند. "
    "سخنگوی پلیس گفت که هنوز هیچ گروهی مسئولیت این حمله را بر عهده نگرفته است."
)
PAGE = f"<html><head><title>حلب</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()
URL = "https://example.org/1"


class Crawl:
    """An archive in the making."""

    def __init__(self, *, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self._writer = WARCWriter(self.out, gzip=packed)

    def response(
        self, body: bytes, media: str = "text/html; charset=utf-8", status: str = "200 OK", *more: Any
    ) -> None:
        headers = StatusAndHeaders(status, [("Content-Type", media), *more], protocol="HTTP/1.1")
        self.record("response", io.BytesIO(body), http_headers=headers)

    def record(self, kind: str, payload: io.BytesIO, **more: Any) -> None:
        dated = {"WARC-Date": "2013-07-30T10:00:00Z"}
        made = self._writer.create_warc_record(URL, kind, payload=payload, warc_headers_dict=dated, **more)
        self._writer.write_record(made)

    def read(self, folder: Path, name: str = "crawl.warc.gz") -> list[Article | Rejection]:
        (folder / name).write_bytes(self.out.getvalue())
        return list(load([folder / name]))


@pytest.mark.parametrize(("packed", "name"), [(True, "crawl.warc.gz"), (False, "crawl.warc"), (False, "crawl")])
def test_answered_page_is_an_article_with_its_address_and_moment(tmp_path: Path, packed: bool, name: str) -> None:
    crawl = Crawl(packed=packed)
    crawl.response(PAGE)
    [item] = crawl.read(tmp_path, name)
    assert isinstance(item, Article)
    assert (item.doc, item.text, item.url, item.fetched) == ("crawl-1", TEXT, URL, "warc")
    assert item.fetched_at == datetime(2013, 7, 30, 10, tzinfo=UTC)
    assert item.original == sha256(PAGE).hexdigest()


def test_only_pages_that_were_there_are_read(tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.response(b"\xff\xd8", "image/jpeg")
    crawl.response(PAGE, "text/html", "404 Not Found")
    crawl.response(b"", "text/html", "301 Moved", ("Location", "/2"))
    crawl.record("resource", io.BytesIO(PAGE), warc_content_type="text/html")
    crawl.record("conversion", io.BytesIO(TEXT.encode()), warc_content_type="text/plain")
    crawl.record("metadata", io.BytesIO(TEXT.encode()), warc_content_type="text/plain")
    items = crawl.read(tmp_path)
    assert [item.text for item in items if isinstance(item, Article)] == [TEXT, TEXT]
    assert len(items) == 2


def test_packed_answer_is_unpacked_and_a_bomb_is_told(tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.response(gzip.compress(PAGE), "text/html", "200 OK", ("Content-Encoding", "gzip"))
    crawl.response(gzip.compress(b" " * 40_000_000), "text/html", "200 OK", ("Content-Encoding", "gzip"))
    good, bomb = crawl.read(tmp_path)
    assert isinstance(good, Article)
    assert isinstance(bomb, Rejection)
    assert "more than 32 MB" in bomb.reason


def test_encoding_that_the_server_told_counts(tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.response(PAGE.decode().replace("ی", "ي").encode("cp1256"), "text/html; charset=windows-1256")
    [item] = crawl.read(tmp_path)
    assert isinstance(item, Article)
    assert item.text == TEXT.replace("ی", "ي")


def test_page_without_an_article_is_told_by_its_address(tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.response(b"<html></html>")
    [item] = crawl.read(tmp_path)
    assert isinstance(item, Rejection)
    assert item.name.endswith(f"crawl.warc.gz:{URL}")


@pytest.mark.parametrize("content", [b"", b"no archive", gzip.compress(b"no archive"), b"WARC/1.0\r\n"])
def test_what_is_no_archive_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(content)
    [item] = load([file])
    assert isinstance(item, Rejection)
    assert "\n" not in str(item)


@pytest.fixture(scope="module")
def two() -> bytes:
    crawl = Crawl()
    crawl.response(PAGE)
    crawl.response(PAGE)
    return crawl.out.getvalue()


@given(share=st.floats(0, 1), damage=st.binary(max_size=6))
def test_no_damage_makes_it_fail_otherwise(
    tmp_path_factory: pytest.TempPathFactory, two: bytes, share: float, damage: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.warc.gz"
    file.write_bytes(two[: int(share * len(two))] + damage)
    assert all(isinstance(item, Article | Rejection) for item in load([file]))


def test_missing_library_is_told_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, two: bytes
) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    (tmp_path / "crawl.warc").write_bytes(two)
    [item] = load([tmp_path / "crawl.warc"])
    assert isinstance(item, Rejection)
    assert item.remedy == "pip install 'ravayat[web]'"


@pytest.mark.parametrize(("packed", "name"), [(True, "crawl.warc.gz"), (False, "crawl.warc")])
def test_an_archive_that_is_cut_off_anywhere_gives_no_stump_and_says_so(
    tmp_path: Path, packed: bool, name: str
) -> None:
    crawl = Crawl(packed=packed)
    crawl.response(PAGE)
    first = len(crawl.out.getvalue())
    crawl.response(PAGE)
    whole = crawl.out.getvalue()
    # What follows the last page is an empty line.
    for end in range(first + 1, len(whole) - len(b"\r\n\r\n"), 7):
        (tmp_path / name).write_bytes(whole[:end])
        items = list(load([tmp_path / name]))
        assert [item.text for item in items if isinstance(item, Article)] in ([TEXT], [TEXT, TEXT] if packed else [])
        assert [True for item in items if isinstance(item, Rejection) and "cut off" in item.reason] == [True], end


def test_an_archive_that_is_cut_off_in_what_is_passed_over_says_so(tmp_path: Path) -> None:
    crawl = Crawl(packed=False)
    crawl.response(PAGE)
    crawl.response(b"\xff\xd8" * 1_000, "image/jpeg")
    (tmp_path / "crawl.warc").write_bytes(crawl.out.getvalue()[:-1_000])
    good, cut = load([tmp_path / "crawl.warc"])
    assert isinstance(good, Article)
    assert isinstance(cut, Rejection)
    assert "cut off" in cut.reason


def test_the_library_prints_nothing_of_its_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    crawl = Crawl(packed=False)
    crawl.response(PAGE)
    (tmp_path / "crawl.warc").write_bytes(crawl.out.getvalue().replace(b"</html>", b"</html>more", 1))
    list(load([tmp_path / "crawl.warc"]))
    assert capfd.readouterr().err == ""
