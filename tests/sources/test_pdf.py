from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest

from ravayat.records import Article, Rejection
from ravayat.sources import load, pdf
from ravayat.sources.pdf import running_text

LINES = (
    "در انفجار بمب در شهر حلب سه نفر کشته شدند و هفت نفر",
    "نیز زخمی شدند. سخنگوی پلیس گفت که درگیری ادامه دارد.",
)


def made(*lines: str, shift: int = 0) -> bytes:
    """A PDF whose letters have no shapes, drawn from right to left as a browser prints them.

    ``shift`` makes its table of letters lie, as fonts of old programs do.
    """
    letters = sorted(set("".join(lines)))
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    drawn = []
    for row, line in enumerate(lines):
        glyphs = "".join(f"{codes[letter]:04x}" for letter in reversed(line))
        drawn.append(f"BT /F 12 Tf 1 0 0 1 72 {700 - 14 * row} Tm <{glyphs}> Tj ET")
    pairs = "\n".join(f"<{code:04x}> <{ord(letter) + shift:04x}>" for letter, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</Font <</F 5 0 R>> >> >>",
        stream("\n".join(drawn)),
        b"<</Type /Font /Subtype /Type0 /BaseFont /N /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R>>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /N /DW 500 /FontDescriptor 8 0 R /CIDSystemInfo 9 0 R >>",
        stream(table),
        b"<< /Type /FontDescriptor /FontName /N /Flags 4 /FontBBox [0 0 500 500] /Ascent 500 /StemV 50 >>",
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table_at = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table_at)
    return out + head + rows + tail


def stream(content: str) -> bytes:
    packed = zlib.compress(content.encode("ascii"))
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def read(folder: Path, data: bytes) -> Article | Rejection:
    (folder / "report.pdf").write_bytes(data)
    (item,) = load([folder / "report.pdf"])
    return item


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A pdftotext of our own making."""
    file = folder / "bin" / "pdftotext"
    file.parent.mkdir()
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", str(file.parent), prepend=":")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler here")
def test_text_comes_in_reading_order_and_runs_over_lines(tmp_path: Path) -> None:
    item = read(tmp_path, made(*LINES))
    assert isinstance(item, Article)
    assert item.text == " ".join(LINES)
    assert item.fetched == "pdf"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler here")
def test_half_spaces_live(tmp_path: Path) -> None:
    item = read(tmp_path, made("شاهدان می‌گویند در شهر درگیری بود و خانه‌ها ویران شد"))
    assert isinstance(item, Article)
    assert item.text == "شاهدان می‌گویند در شهر درگیری بود و خانه‌ها ویران شد"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler here")
@pytest.mark.parametrize("data", [made(" "), b"%PDF-1.4\nbroken", made(*LINES)[:300]])
def test_scan_or_damaged_file_is_told(tmp_path: Path, data: bytes) -> None:
    item = read(tmp_path, data)
    assert isinstance(item, Rejection)
    assert item.reason in {"no text in it (scanned?)", "is locked or damaged"}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler here")
def test_letters_under_the_codes_of_others_are_told_and_not_read(tmp_path: Path) -> None:
    item = read(tmp_path, made(*LINES * 4, shift=3))
    assert isinstance(item, Rejection)


def test_missing_program_is_told_with_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    item = read(tmp_path, b"%PDF-1.4")
    assert isinstance(item, Rejection)
    assert "apt install poppler-utils" in item.remedy


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 3", "does not allow to copy its text"),
        ("exit 99", "pdftotext gave up on it"),
        ("sleep 30", "pdftotext did not end within 0.2 seconds"),
        ("exec yes", "longer than 1,000,000 characters"),
    ],
)
def test_program_that_fails_hangs_or_never_ends_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str
) -> None:
    program(tmp_path, monkeypatch, script if script != "sleep 30" else "exec sleep 30")
    if script.startswith("sleep"):
        monkeypatch.setattr(pdf, "_SECONDS", 0.2)
    item = read(tmp_path, b"%PDF-1.4")
    assert isinstance(item, Rejection)
    assert item.reason == reason


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("\u202bزخمی شدند\u202c\u202a .\u202c\u202bشاهدان می‌گویند\u202c", "زخمی شدند. شاهدان می‌گویند"),
        ("\u202bدر حلب \u202a ۳\u202cنفر کشته و \u202a17\u202c\u202c", "در حلب ۳ نفر کشته و 17"),
        ("\u202b«صدای مهیبی شنیدیم\u202a».\u202c\u202c", "«صدای مهیبی شنیدیم.»"),
    ],
)
def test_points_and_blanks_that_poppler_turned_round_are_turned_back(drawn: str, text: str) -> None:
    assert running_text(drawn) == text


def test_words_that_come_apart_are_told_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "echo 'انفج ار در حلب سه کشته داش ت و ش اهدان صدای مهیبی شنیدند و گریخت ند'")
    item = read(tmp_path, b"%PDF-1.4")
    assert isinstance(item, Rejection)
    assert item.reason == "its letters cannot be put together to words"


def test_lines_of_a_paragraph_are_joined_and_headings_and_paragraphs_kept() -> None:
    full = "خط بلندی که تا پایان ستون می‌رود و ادامه دارد"
    assert running_text(f"انفجار در حلب\n{full}\n{full}\nپایان.\n{full}\n\n12/40\n\nتیتر\n\f{full}\n") == (
        f"انفجار در حلب\n{full} {full} پایان.\n{full}\nتیتر\n{full}"
    )
