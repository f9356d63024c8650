"""CSV files with a header: each row an article."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from ravayat.records import Article, Rejection
from ravayat.sources.article_object import article_of_fields
from ravayat.sources.columns import resolve_columns
from ravayat.sources.document import Document
from ravayat.sources.encoding import encoding_of_most
from ravayat.sources.fault import Fault
from ravayat.sources.intake import LARGEST_OBJECT, Intake

_HEAD = 256_000
_DELIMITERS = ",;\t|"


def read_csv(document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    """The articles of a table, one row in memory at a time.

    Raises:
        Fault: it has no header or no column of texts, or from some row on it is no CSV.
        OSError: it cannot be read.
    """
    encoding = encoding_of_most(_whole_lines(document.head(_HEAD)))
    # The limit belongs to the whole process, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_OBJECT))
    with document.open() as stream:
        rows = _Rows(stream, encoding, "\t" if document.suffix == ".tsv" else None)
        header = next(rows, None)
        if header is None:
            raise Fault("empty", "put a header and articles into it or remove it")
        places = resolve_columns(header, intake.columns)
        any_row = False
        for row in rows:
            any_row = True
            try:
                fields = {name: row[place] for name, place in places.items() if place < len(row)}
                article = article_of_fields(fields, f"{document.stem}-{rows.line}", fetched="table")
                yield intake.take(article, rows.data)
            except Fault as fault:
                yield fault.rejection(f"{document.name}:{rows.line}")
        if not any_row:
            raise Fault("holds a header and no article", "put articles into it or remove it")


class _Rows:
    """Rows that are not blank, and the bytes of the last one, in UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str, delimiter: str | None) -> None:
        # A damaged byte becomes half a character and costs its row, not the file.
        self._text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        self._taken: list[str] = []
        self._ended = False
        first = self._text.readline(_HEAD)
        # The mark of UTF-8 is taken off here: as an encoding it would be put before every row.
        first = first.removeprefix("\ufeff")
        delimiter = delimiter or max(_DELIMITERS, key=first.count)
        self._delimiter = delimiter
        self._reader = csv.reader(self._lines(first), delimiter=delimiter)
        self.line = 1

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> list[str]:
        while True:
            self._taken.clear()
            self.line = self._reader.line_num + 1
            try:
                row = next(self._reader)
                self._check_quotes()
            except csv.Error as error:
                raise Fault(
                    f"no CSV from line {self.line} on ({error})", "is a quotation mark missing there, or one too many?"
                ) from error
            if any(field.strip() for field in row):
                return row

    @property
    def data(self) -> bytes:
        return "".join(self._taken).rstrip("\r\n").encode("utf-8", "surrogateescape")

    def _check_quotes(self) -> None:
        """Make sure that the row ends where its quotation marks say.

        The reader forgives a mark that is never closed, or closed by the next one that comes along, and gives all rows
        up to there as one; within a line what it forgives costs nobody else anything.

        Raises:
            csv.Error: they say otherwise.
        """
        if len(self._taken) > 1 or self._ended:
            next(csv.reader(list(self._taken), delimiter=self._delimiter, strict=True), None)

    def _lines(self, first: str) -> Iterator[str]:
        line = first
        while line:
            if len(line) > LARGEST_OBJECT:
                raise Fault(f"a line of more than {LARGEST_OBJECT / 1e6:g} MB", "is it CSV?")
            self._taken.append(line)
            yield line
            line = self._text.readline(LARGEST_OBJECT + 1)
        self._ended = True


def _whole_lines(head: bytes) -> bytes:
    # Cut at a line's end, so that no character is cut.
    return head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1] or head
