from __future__ import annotations

import gzip
import io
import json
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.records import Article, Rejection
from ravayat.sources import load
from ravayat.sources.unpacking import ALWAYS_ALLOWED


def packed(folder: Path, members: dict[str, str | bytes]) -> Path:
    file = folder / "reports.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def rejected(file: Path) -> Rejection:
    (item,) = load([file])
    assert isinstance(item, Rejection), item
    assert "\n" not in str(item)
    return item


def test_members_are_read_in_their_forms_by_name(tmp_path: Path, report: str) -> None:
    line = json.dumps({"text": report})
    file = packed(
        tmp_path,
        {
            "b.jsonl": f"{line}\n{{broken\n{line}",
            "a/first.txt": report,
            "d.txt.gz": gzip.compress(report.encode()),
            "a/photo.jpg": b"\xff\xd8",
            ".hidden.txt": report,
            "__MACOSX/a/._first.txt": b"\0\5",
            "c.json": json.dumps({"text": report, "doc": "named"}),
        },
    )
    items = list(load([file]))
    assert [item.doc for item in items if isinstance(item, Article)] == ["first", "b-1", "b-3", "named", "d"]
    assert [item.name for item in items if isinstance(item, Rejection)] == [f"{file}/b.jsonl:2"]


def test_members_in_forms_that_reports_come_in_are_told(tmp_path: Path, report: str) -> None:
    told, read = load([packed(tmp_path, {"a.txt": report, "b/c.docx": b"PK", "d.png": b"x"})])
    assert isinstance(told, Rejection)
    assert isinstance(read, Article)
    assert told.name.endswith(".zip/c.docx")
    assert told.reason == "a file in a form that is not read"


def test_other_forms_are_read_within_an_archive_too(tmp_path: Path, report: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("trafilatura")
    with duckdb.connect() as base:
        base.execute(f"COPY (SELECT '{report}' AS text) TO '{tmp_path / 't.parquet'}' (FORMAT parquet)")
    post = {"id": 1, "type": "message", "date": "2024-03-20T10:00:00", "text": report, "forwarded_from": "کانال"}
    members = {
        "ChatExport/result.json": json.dumps({"name": "x", "type": "public_channel", "id": 2, "messages": [post]}),
        "page.html": f"<html><body><article><p>{report}</p></article></body></html>",
        "t.parquet": (tmp_path / "t.parquet").read_bytes(),
        "u.csv": f"text\n{report}\n",
    }
    items = list(load([packed(tmp_path, members)]))
    assert [item.fetched for item in items if isinstance(item, Article)] == ["telegram", "page", "table", "table"]
    assert {item.text for item in items if isinstance(item, Article)} == {report}


@pytest.mark.parametrize("name", ["../../etc/evil.txt", "/abs/evil.txt", "C:\\x\\evil.txt", "a\nb\x1b[31m.txt"])
def test_member_with_a_dangerous_name_is_read_and_nothing_is_written(tmp_path: Path, report: str, name: str) -> None:
    file = packed(tmp_path, {name: report})
    before = sorted(tmp_path.parent.rglob("*"))
    (item,) = load([file])
    assert isinstance(item, Article)
    assert item.text == report
    assert "\n" not in item.doc
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_link_in_an_archive_is_not_followed(tmp_path: Path, report: str) -> None:
    file = packed(tmp_path, {"a.txt": report})
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (item,) = load([file])
    assert isinstance(item, Article)


def test_bomb_in_one_text_is_told_at_the_limit_of_a_text(tmp_path: Path) -> None:
    assert rejected(packed(tmp_path, {"a.txt": b" " * 20_000_000})).reason == "longer than 1,000,000 characters"


def test_bomb_of_lines_is_stopped_and_what_follows_is_not_read(tmp_path: Path, report: str) -> None:
    line = json.dumps({"text": report}).encode() + b"\n"
    bomb = (b" " * 1_000_000 + b"\n") * (ALWAYS_ALLOWED // 1_000_000 + 10)
    file = packed(tmp_path, {"a.jsonl": line + bomb, "b.txt": report})
    items = list(load([file]))
    assert [type(item) for item in items] == [Article, Rejection, Rejection]
    assert isinstance(items[1], Rejection)
    assert "ZIP bomb" in items[1].reason
    assert isinstance(items[2], Rejection)
    assert items[2].reason == "1 members after this one not read"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_bomb_of_line_ends_takes_no_time(tmp_path: Path, name: str) -> None:
    file = packed(tmp_path, {name: "\n" * ALWAYS_ALLOWED, "b.csv": "text\n"})
    taken = time.process_time()
    items = list(load([file]))
    assert time.process_time() - taken < 15  # without a limit of lines it takes a minute
    assert [str(item).split(";")[0].removeprefix(f"{file}") for item in items] == [
        f"/{name}: unpacks to more than 100 times its size or to countless short lines (a ZIP bomb?)",
        ": 1 members after this one not read",
    ]


def test_size_that_the_archive_tells_is_not_believed(tmp_path: Path, report: str) -> None:
    file = packed(tmp_path, {"a.txt": report * 100})
    data = bytearray(file.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 5)
    file.write_bytes(data)
    assert rejected(file)


def test_archive_within_an_archive_is_told(tmp_path: Path, report: str) -> None:
    inner = packed(tmp_path, {"a.txt": report}).read_bytes()
    assert rejected(packed(tmp_path, {"inner.zip": inner})).reason == "a ZIP archive within another"


def test_locked_member_is_told(tmp_path: Path, report: str) -> None:
    file = packed(tmp_path, {"a.txt": report})
    data = bytearray(file.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + offset] |= 1
    file.write_bytes(data)
    assert rejected(file).reason == "locked with a password"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "damaged or no ZIP"), (b"PK\x03\x04" + b"\0" * 100, "damaged or no ZIP"), (None, "holds no file in a form")],
)
def test_archive_without_reports_is_told(tmp_path: Path, content: bytes | None, reason: str) -> None:
    file = packed(tmp_path, {"a.jpg": b""})
    if content is not None:
        file.write_bytes(content)
    assert reason in rejected(file).reason


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "در شهر حلب سه نفر کشته شدند و درگیری ادامه دارد. " * 20)
        archive.writestr("b.jsonl", '{"text": "در شهر حلب سه نفر کشته شدند"}\n' * 20)
    return out.getvalue()


ARCHIVE = _archive()


@given(st.integers(0, len(ARCHIVE) - 1), st.binary(min_size=1, max_size=8))
def test_no_damage_makes_it_fail_otherwise(tmp_path_factory: pytest.TempPathFactory, at: int, damage: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.zip"
    file.write_bytes(ARCHIVE[:at] + damage + ARCHIVE[at + len(damage) :])
    assert all(isinstance(item, Article | Rejection) for item in load([file]))
