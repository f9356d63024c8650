"""Text files, JSON files of one article, and JSON Lines."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, cast

from ravayat.records import Article, Rejection
from ravayat.sources.article_object import article_of_fields, object_of, parse_article
from ravayat.sources.document import Document
from ravayat.sources.encoding import UTF16_MARKS, decode
from ravayat.sources.fault import Fault
from ravayat.sources.intake import LARGEST_FILE, LARGEST_OBJECT, Intake, too_large
from ravayat.sources.json_stream import JsonStream

_HOPELESS = 20
"""Broken lines at the beginning after which a file is taken for something other than JSON Lines."""


def read_text(document: Document, intake: Intake) -> Iterator[Article]:
    """The one article of a text file.

    Raises:
        Fault: there is none in it.
        OSError: it cannot be read.
    """
    yield article_of(document.read(LARGEST_FILE, lambda: too_large(is_text=True)), document.stem, intake, is_text=True)


def read_object(document: Document, intake: Intake) -> Iterator[Article]:
    """The one article of a JSON file.

    Raises:
        Fault: there is none in it.
        OSError: it cannot be read.
    """
    data = document.read(LARGEST_OBJECT, lambda: too_large(is_text=False))
    yield article_of(data, document.stem, intake, is_text=False)


def read_array(document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    """The articles of a JSON file that holds a list of them, one in memory at a time.

    Raises:
        Fault: from some article on it is no JSON.
        OSError: it cannot be read.
    """
    with document.open() as stream:
        array = JsonStream(stream, LARGEST_OBJECT)
        for number, _ in enumerate(array.elements(), 1):
            fields, written = array.value()
            try:
                article = article_of_fields(object_of(fields), f"{document.stem}-{number}", fetched="json")
                yield intake.take(article, written.encode("utf-8", "surrogateescape"))
            except Fault as fault:
                yield fault.rejection(f"{document.name}:{number}")


def read_lines(document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    """The articles of a JSON Lines file, one line in memory at a time.

    Raises:
        Fault: it is damaged in its packing.
        OSError: it cannot be read.
    """
    with document.open() as stream:
        yield from json_lines(cut_lines(stream), document.name, document.stem, intake)


def article_of(data: bytes, doc: str, intake: Intake, *, is_text: bool) -> Article:
    """The article in ``data``.

    Raises:
        Fault: there is none in it.
        OriginalsError: its bytes cannot be kept.
    """
    limit = LARGEST_FILE if is_text else LARGEST_OBJECT
    if len(data) > limit:
        raise too_large(is_text=is_text)
    text = decode(data)
    if is_text or not text.strip():
        return intake.take(Article(doc, text, fetched="text"), data)
    return intake.take(parse_article(text, doc), data)


def json_lines(lines: Iterable[bytes], name: str, stem: str, intake: Intake) -> Iterator[Article | Rejection]:
    """The articles in ``lines``, one JSON object each; the digest is that of the line without its end."""
    good, broken, any_line = 0, 0, False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        any_line = True
        try:
            yield article_of(line.rstrip(b"\r\n"), f"{stem}-{number}", intake, is_text=False)
            good += 1
        except Fault as fault:
            yield fault.rejection(f"{name}:{number}")
            broken += fault.reason.startswith("broken JSON")
        if not good and broken == _HOPELESS:
            yield Rejection(name, f"{broken} broken lines and no good one", "is it JSON Lines, one object a line?")
            return
    if not any_line:
        yield Rejection(name, "empty", "put articles into it, one object a line, or remove it")


def cut_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines, an over-long one cut just above the limit so that none is ever whole in memory."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    if not buffered.peek(2).startswith(UTF16_MARKS):
        yield from _cut(buffered.readline)
        return
    wide = io.TextIOWrapper(buffered, "utf-16", errors="replace", newline="\n")
    try:
        yield from _cut(lambda size: wide.readline(size).encode())
    finally:
        wide.detach()  # whoever opened the stream closes it


def _cut(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while line := read(LARGEST_OBJECT + 1):
        yield line
        while len(line) > LARGEST_OBJECT and not line.endswith(b"\n"):
            line = read(LARGEST_OBJECT + 1)
