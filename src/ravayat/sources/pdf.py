"""PDF files, where their text can be had right."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from threading import Timer

from ravayat.records import Article
from ravayat.sources.document import Document
from ravayat.sources.fault import Fault
from ravayat.sources.intake import LARGEST_FILE, Intake, too_large
from ravayat.sources.language import identify

LARGEST_PDF = 64_000_000
"""Most bytes of a PDF; an issue of a newspaper has some ten million."""

_PROGRAM = "pdftotext"
_SECONDS = 60
_LOCKED = {1: "is locked or damaged", 3: "does not allow to copy its text"}
_LEFT_TO_RIGHT = re.compile("\u202a([^\u202a-\u202e]{0,500})\u202c")
_EDGES = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\f]")
_PERSIAN_LETTER = re.compile("[\u0620-\u06d3]")
_SENTENCE_END = re.compile(r"[.!?؟:؛»]\s*$")
_HEADING_SHARE, _LAST_LINE_SHARE = 0.6, 0.85
_LONE_LETTER = re.compile(r"(?<!\S)(?!و)[^\W\d_](?!\S)")
_LONE_SHARE = 0.03
_FEW_LETTERS = 20


def read_pdf(document: Document, intake: Intake) -> Iterator[Article]:
    """The text of a PDF as one article, by poppler's pdftotext.

    Raises:
        Fault: the program is missing, or the text cannot be had right: scanned, locked, or out of order.
        OSError: it cannot be read.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise Fault(
            f"read by {_PROGRAM}, which is not installed",
            "install poppler (apt install poppler-utils), or save it as .txt",
        )
    limit = Fault(f"a PDF of more than {LARGEST_PDF / 1e6:g} MB", "split it, e.g. pdfseparate")
    data = document.read(LARGEST_PDF, lambda: limit)
    text = running_text(_extracted(program, data))
    if sum(char.isalpha() for char in text) < _FEW_LETTERS:
        raise Fault("no text in it (scanned?)", "recognise its text first, e.g. ocrmypdf -l fas, or save it as .txt")
    if (
        "\ufffd" in text
        or len(_LONE_LETTER.findall(text)) > _LONE_SHARE * len(text.split())
        or identify(text).reason == "has next to none of the words that Persian needs"
    ):
        raise Fault(
            "its letters cannot be put together to words",
            "recognise its text instead, e.g. ocrmypdf --force-ocr -l fas",
        )
    yield intake.take(Article(document.stem, text, fetched="pdf"), data)


def running_text(text: str) -> str:
    """``text`` as poppler gives it, in the order of reading, with the lines of a paragraph joined.

    The end of a line is the end of a sentence to the reader; on paper it is where the column ends. What has no
    Persian letter and stands alone is a page's number, date or address, and left out.
    """
    blocks = re.split(r"\n\s*\n", _MARKS.sub("", _LEFT_TO_RIGHT.sub(_turned, text)))
    return "\n".join(_paragraphs(block) for block in blocks if _PERSIAN_LETTER.search(block))


def _turned(run: re.Match[str]) -> str:
    """A piece that poppler marks as written from left to right, as it stands in a line that goes the other way.

    Points and blanks at its ends belong to the line: the blank that is drawn left of a number is read after it.
    """
    before, inner, after = _EDGES.fullmatch(run[1]).groups()  # type: ignore[union-attr]  # it matches anything
    return f"{after[::-1]}{inner}{before[::-1]}"


def _paragraphs(block: str) -> str:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    width = max(map(len, lines), default=0)
    joined = ""
    for line in lines:
        share = len(line) / width
        ends = share < _HEADING_SHARE or (share < _LAST_LINE_SHARE and _SENTENCE_END.search(line))
        joined += line + ("\n" if ends else " ")
    return joined.strip()


def _extracted(program: str, data: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as source:
        source.write(data)
        source.flush()
        command = [program, "-enc", "UTF-8", "-nopgbrk", "-q", source.name, "-"]
        # Found on PATH, and no word of the command comes from the file.
        with subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as run:
            late = Timer(_SECONDS, run.kill)
            late.start()
            # Read up to a limit, as a small file can be made to give pages without end.
            text = run.stdout.read(LARGEST_FILE + 1) if run.stdout else b""
            in_time = late.is_alive()
            late.cancel()
            if len(text) > LARGEST_FILE:
                run.kill()
        if len(text) > LARGEST_FILE:
            raise too_large(is_text=True)
        if not in_time:
            raise Fault(f"{_PROGRAM} did not end within {_SECONDS} seconds", "split it, or save it as .txt")
        if run.returncode:
            raise Fault(_LOCKED.get(run.returncode, f"{_PROGRAM} gave up on it"), "open it and print it to a new PDF")
        return text.decode("utf-8", "replace")
