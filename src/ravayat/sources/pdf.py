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
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\f]")
_SENTENCE_END = re.compile(r"[.!?؟:؛»]\s*$")
_SHORT_LINE = 0.75
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
    if "\ufffd" in text or identify(text).reason == "has next to none of the words that Persian needs":
        raise Fault(
            "its letters cannot be told from its drawing", "recognise its text, e.g. ocrmypdf --force-ocr -l fas"
        )
    yield intake.take(Article(document.stem, text, fetched="pdf"), data)


def running_text(text: str) -> str:
    """``text`` as poppler gives it, without direction marks and with the lines of a paragraph joined.

    The end of a line is the end of a sentence to the reader; on paper it is where the column ends.
    """
    blocks = re.split(r"\n\s*\n", _MARKS.sub("", text))
    return "\n".join(filter(None, map(_paragraphs, blocks)))


def _paragraphs(block: str) -> str:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    width = max(map(len, lines), default=0)
    joined = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        ends = not following or (_SENTENCE_END.search(line) and len(line) < _SHORT_LINE * width)
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
