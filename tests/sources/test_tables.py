from __future__ import annotations

import csv
import io
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.records import Article, Rejection
from ravayat.sources import count, load
from ravayat.sources.columns import resolve_columns


def read(folder: Path, source: str | bytes, name: str = "table.csv", **columns: str) -> list[Article | Rejection]:
    file = folder / name
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    return list(load([file], columns=columns))


def test_usual_columns_are_found_by_name_in_any_order(tmp_path: Path, report: str) -> None:
    row = f'1392/05/08,"{report}",سانا,https://example.org/1,عنوان,مریم,x\n'
    [item] = read(tmp_path, f"Date,Body,source,link,headline,byline,other\n{row}")
    assert isinstance(item, Article)
    assert (item.text, item.outlet, item.published) == (report, "سانا", date(2013, 7, 30))
    assert (item.url, item.title, item.author) == ("https://example.org/1", "عنوان", "مریم")
    assert (item.doc, item.fetched) == ("table-2", "table")
    assert item.original == sha256(row.rstrip("\n").encode()).hexdigest()


def test_persian_headers_are_found(tmp_path: Path, report: str) -> None:
    [item] = read(tmp_path, f"شناسه;متن;تاریخ\n7;{report};۸ مرداد ۱۳۹۲\n")
    assert isinstance(item, Article)
    assert (item.doc, item.text, item.published) == ("7", report, date(2013, 7, 30))


def test_told_columns_count_more_than_usual_ones(tmp_path: Path, report: str) -> None:
    [item] = read(tmp_path, f"text,lead,media\nx,{report},سانا\n", text="lead", outlet="media")
    assert isinstance(item, Article)
    assert (item.text, item.outlet) == (report, "سانا")


@pytest.mark.parametrize(
    ("header", "columns", "line"),
    [
        ("a,b", {}, "no column of texts among a, b; say which one it is, e.g. text=NAME"),
        ("a,text", {"text": "c"}, "has no column 'c'; its columns are a, text"),
    ],
)
def test_column_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, header: str, columns: dict[str, str], line: str
) -> None:
    [item] = read(tmp_path, f"{header}\nx,y\n", **columns)
    assert str(item) == f"{tmp_path / 'table.csv'}: {line}"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_are_told_by_the_file(
    tmp_path: Path, report: str, delimiter: str, encoding: str
) -> None:
    source = f'title{delimiter}text\r\nعنوان{delimiter}"{report}"\r\n'
    [item] = read(tmp_path, source.encode(encoding))
    assert isinstance(item, Article)
    assert (item.text, item.title) == (report, "عنوان")


def test_text_over_many_lines_is_one_text(tmp_path: Path, report: str) -> None:
    first, second = read(tmp_path, f'text\n"{report}\n\n{report}"\n\n{report}\n')
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == f"{report}\n\n{report}"
    assert (first.doc, second.doc) == ("table-2", "table-6")


def test_damaged_row_is_told_by_its_line_and_the_rest_is_read(tmp_path: Path, report: str) -> None:
    rows = [
        b"text,date",
        report.encode() + b",x",
        report.encode() + b"\xff,",
        b"only",
        report.encode() + b",2013-07-30",
    ]
    items = read(tmp_path, b"\n".join(rows).replace(b"\xff", b""))
    assert [type(item) for item in items] == [Rejection, Article, Rejection, Article]
    assert isinstance(items[0], Rejection)
    assert items[0].name.endswith("table.csv:2")


def test_damaged_byte_beyond_the_beginning_costs_its_row(tmp_path: Path, report: str) -> None:
    good = f"{report}\n".encode() * 2_500
    items = read(tmp_path, b"text\n" + good + report.encode() + b"\xff\n" + good)
    assert sum(isinstance(item, Article) for item in items) == 5_000
    [bad] = [item for item in items if isinstance(item, Rejection)]
    assert "half a character" in bad.reason


def test_open_quotation_mark_is_told_and_not_waited_for(tmp_path: Path, report: str) -> None:
    *_, last = read(tmp_path, "text\n" + f"{report}\n" + '"' + f"{report}\n" * 100_000)
    assert isinstance(last, Rejection)
    assert "no CSV from line 3 on" in last.reason


@pytest.mark.parametrize("damage", [b"\xff", b"\0", b"\xd8"])
def test_damaged_byte_costs_its_row_in_a_small_table_too(tmp_path: Path, report: str, damage: bytes) -> None:
    row = report.encode()
    items = read(tmp_path, b"\n".join((b"text", row, row + damage + b" .", row)))
    assert [type(item) for item in items] == [Article, Rejection, Article]


def test_table_in_no_encoding_that_is_read_is_left_out_as_one(tmp_path: Path, report: str) -> None:
    [item] = read(tmp_path, f"text\n{report}\n{report}\n".encode("utf-16-le"))
    assert isinstance(item, Rejection)
    assert item.name == str(tmp_path / "table.csv")


@pytest.mark.parametrize("closed", ["", '"'])
def test_rows_after_an_open_quotation_mark_are_not_merged(tmp_path: Path, report: str, closed: str) -> None:
    first, fault = read(tmp_path, f'doc,text\na,"{report}"\nb,"{report}\nc,{closed}{report}{closed}\nd,{report}\n')
    assert isinstance(first, Article)
    assert first.doc == "a"
    assert isinstance(fault, Rejection)
    assert "no CSV from line 3 on" in fault.reason


def test_open_quotation_mark_in_the_last_row_is_told(tmp_path: Path, report: str) -> None:
    _, fault = read(tmp_path, f'text\n{report}\n"{report}')
    assert isinstance(fault, Rejection)
    assert "no CSV from line 3 on" in fault.reason


def test_marks_within_a_line_are_forgiven(tmp_path: Path, report: str) -> None:
    items = read(tmp_path, f'text,title\n"{report}" x,"the "other" one"\n{report},x\n')
    assert [type(item) for item in items] == [Article, Article]


def test_table_without_an_article_is_told(tmp_path: Path) -> None:
    [item] = read(tmp_path, "doc,text\n")
    assert isinstance(item, Rejection)
    assert item.reason == "holds a header and no article"


@pytest.mark.parametrize("source", ["", "\n\n", "\ufeff"])
def test_empty_table_is_told(tmp_path: Path, source: str) -> None:
    [item] = read(tmp_path, source)
    assert isinstance(item, Rejection)
    assert item.reason == "empty"


def test_rows_are_counted_before_they_are_read(tmp_path: Path, report: str) -> None:
    read(tmp_path, f"text\n{report}\n{report}\n")
    assert count([tmp_path]) == 3


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5), st.sampled_from(",;\t|"))
def test_whatever_was_written_as_csv_is_read_to_the_letter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    text = "در شهر حلب سه نفر کشته شدند. "
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([("title", "text"), *((title, text + rest) for title, rest in rows)])
    items = read(tmp_path_factory.getbasetemp(), out.getvalue())
    assert [(item.title or "", item.text) for item in items if isinstance(item, Article)] == [
        (title, text + rest) for title, rest in rows
    ] or not rows


@given(st.lists(st.text(max_size=20), max_size=6))
def test_columns_are_positions_in_the_header(header: list[str]) -> None:
    found = resolve_columns([*header, "text"], {})
    assert all(0 <= place <= len(header) for place in found.values())


def parquet(folder: Path, select: str, name: str = "table.parquet") -> Path:
    duckdb = pytest.importorskip("duckdb")
    file = folder / name
    with duckdb.connect() as base:
        base.execute(f"COPY ({select}) TO '{file}' (FORMAT parquet)")
    return file


def test_parquet_is_read_with_its_own_types(tmp_path: Path, report: str) -> None:
    file = parquet(
        tmp_path, f"SELECT 7 AS id, '{report}' AS body, TIMESTAMP '2013-07-30 10:00' AS date", "a[1]*.parquet"
    )
    [item] = load([file])
    assert isinstance(item, Article)
    assert (item.doc, item.text, item.published) == ("7", report, date(2013, 7, 30))
    assert item.fetched == "table"


def test_parquet_rows_are_told_one_by_one(tmp_path: Path, report: str) -> None:
    file = parquet(tmp_path, f"SELECT '{report}' AS \"my \"\"text\" UNION ALL SELECT NULL UNION ALL SELECT '{report}'")
    items = list(load([file], columns={"text": 'my "text'}))
    assert [type(item) for item in items] == [Article, Rejection, Article]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no table at all"])
def test_damaged_parquet_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("duckdb")
    [item] = read(tmp_path, content, "table.parquet")
    assert isinstance(item, Rejection)
    assert "\n" not in str(item)


def test_missing_library_is_told_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    [item] = read(tmp_path, b"PAR1", "table.parquet")
    assert isinstance(item, Rejection)
    assert item.remedy == "pip install 'ravayat[tables]'"
