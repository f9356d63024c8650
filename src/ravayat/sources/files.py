"""Files, folders and standard input as a stream of articles and rejections."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO, cast

from ravayat.records import Article, Rejection
from ravayat.sources.article_object import LARGEST_FILE, LARGEST_OBJECT, checked_text, parse_article, too_large
from ravayat.sources.encoding import UTF16_MARKS, decode
from ravayat.sources.fault import Fault

STANDARD_INPUT = "-"
SUFFIXES = (".txt", ".json", ".jsonl")

_BLANK = b"\xef\xbb\xbf \t\r\n"
"""What may stand before JSON: blanks and the byte order mark."""

_HOPELESS = 20
"""Broken lines at the beginning after which a file is taken for something other than JSON Lines."""


def load(paths: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Article | Rejection]:
    """Every article under ``paths``, one after another, and why the others were left out.

    Args:
        paths: ``.txt``, ``.json`` (one object) and ``.jsonl`` files; folders, read
            recursively by name without hidden and other files; ``-`` for standard input.
        stdin: read for ``-`` in place of the process's own standard input.

    An article whose ``doc`` another one of the run has already gets ``~2``, ``~3`` and so on after it.
    """
    seen: Counter[str] = Counter()
    for path in paths:
        items = _standard_input(stdin or sys.stdin.buffer) if str(path) == STANDARD_INPUT else _path(Path(path))
        for item in items:
            yield _unique(item, seen) if isinstance(item, Article) else item


def count(paths: Sequence[str | Path]) -> int | None:
    """How many items :func:`load` will give, about; ``None`` where standard input is among the paths."""
    if STANDARD_INPUT in map(str, paths):
        return None
    total = 0
    for path in paths:
        for file in _files(Path(path)):
            total += _lines_in(file) if isinstance(file, Path) and file.suffix.lower() == ".jsonl" else 1
    return total


def _lines_in(file: Path) -> int:
    try:
        if not file.is_file():
            return 1
        with file.open("rb") as stream:
            return sum(1 for _ in stream)
    except OSError:
        return 1


def _unique(article: Article, seen: Counter[str]) -> Article:
    seen[article.doc] += 1
    if seen[article.doc] == 1:
        return article
    return _unique(replace(article, doc=f"{article.doc}~{seen[article.doc]}"), seen)


def _path(path: Path) -> Iterator[Article | Rejection]:
    for file in _files(path):
        if isinstance(file, Rejection):
            yield file
        elif file.suffix.lower() == ".jsonl":
            yield from _many(file)
        else:
            yield _one(file)


def _files(path: Path) -> Iterator[Path | Rejection]:
    """Files to read under ``path``; what was named by a person is never skipped in silence."""
    try:
        if path.is_dir():
            found = False
            for file in _in_folder(path):
                found = True
                yield file
            if not found:
                yield Rejection(str(path), f"holds no {', '.join(SUFFIXES)} file", "name another folder")
        elif not path.exists():
            yield Rejection(str(path), "no such file or folder", "check the name")
        elif path.suffix.lower() not in SUFFIXES:
            yield Rejection(str(path), f"not a {', '.join(SUFFIXES)} file", "save its text in one of these forms")
        else:
            yield path
    except OSError as error:
        yield _closed(path, error)


def _in_folder(folder: Path) -> Iterator[Path | Rejection]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _closed(folder, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # A link to a folder is not followed: it may lead back up.
        if entry.is_dir() and not entry.is_symlink():
            yield from _in_folder(entry)
        elif entry.suffix.lower() in SUFFIXES:
            # A pipe would be waited for; a link to nowhere is told where it is opened.
            if entry.is_file() or not entry.exists():
                yield entry
            else:
                yield Rejection(str(entry), "not a plain file", "take it out of the folder or name it by itself")


def _one(file: Path) -> Article | Rejection:
    is_text = file.suffix.lower() == ".txt"
    limit = LARGEST_FILE if is_text else LARGEST_OBJECT
    try:
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
        return _article(data, _stem(file), limit=limit, is_text=is_text)
    except OSError as error:
        return _closed(file, error)
    except Fault as fault:
        return fault.rejection(str(file))


def _article(data: bytes, doc: str, *, limit: int, is_text: bool) -> Article:
    if len(data) > limit:
        raise too_large(is_text=is_text)
    text = decode(data)
    return Article(doc, checked_text(text)) if is_text or not text.strip() else parse_article(text, doc)


def _many(file: Path) -> Iterator[Article | Rejection]:
    try:
        with file.open("rb") as stream:
            yield from _json_lines(_lines(stream), str(file), _stem(file))
    except OSError as error:
        yield _closed(file, error)


def _lines(stream: io.BufferedReader) -> Iterator[bytes]:
    """Lines, an over-long one cut just above the limit so that none is ever whole in memory."""
    if not stream.peek(2).startswith(UTF16_MARKS):
        yield from _cut_lines(stream.readline)
        return
    wide = io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
    try:
        yield from _cut_lines(lambda size: wide.readline(size).encode())
    finally:
        wide.detach()  # whoever opened the stream closes it


def _cut_lines(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while line := read(LARGEST_OBJECT + 1):
        yield line
        while len(line) > LARGEST_OBJECT and not line.endswith(b"\n"):
            line = read(LARGEST_OBJECT + 1)


def _json_lines(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Article | Rejection]:
    good, broken, any_line = 0, 0, False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        any_line = True
        try:
            yield _article(line, f"{stem}-{number}", limit=LARGEST_OBJECT, is_text=False)
            good += 1
        except Fault as fault:
            yield fault.rejection(f"{name}:{number}")
            broken += fault.reason.startswith("broken JSON")
        if not good and broken == _HOPELESS:
            yield Rejection(name, f"{broken} broken lines and no good one", "is it JSON Lines, one object a line?")
            return
    if not any_line:
        yield Rejection(name, "empty", "put articles into it, one object a line, or remove it")


def _standard_input(stream: BinaryIO) -> Iterator[Article | Rejection]:
    """Text, or JSON where it begins with a brace: many lines of objects, or one object over many lines."""
    lines = _lines(stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream)))
    data, blank_lines, first = bytearray(), 0, b""
    for first in lines:
        data += first
        if first.strip(_BLANK) or len(data) > LARGEST_OBJECT:
            break
        blank_lines += 1
    is_text = not first.lstrip(_BLANK).startswith(b"{")
    if not is_text and first.rstrip().endswith(b"}"):
        yield from _json_lines(chain(repeat(b"\n", blank_lines), [first], lines), "standard input", "stdin")
        return
    limit = LARGEST_FILE if is_text else LARGEST_OBJECT
    for line in lines:
        data += line
        if len(data) > limit:
            break
    try:
        yield _article(bytes(data), "stdin", limit=limit, is_text=is_text)
    except Fault as fault:
        yield fault.rejection("standard input")


def _stem(file: Path) -> str:
    # A name in no known encoding must not reach the output, which is UTF-8.
    return os.fsencode(file.stem).decode("utf-8", "replace")


def _closed(path: Path, error: OSError) -> Rejection:
    if isinstance(error, PermissionError):
        return Rejection(str(path), "no permission to read it", f"allow it, e.g. chmod u+rX {path}")
    return Rejection(str(path), f"cannot be read ({error.strerror})", "check the file and the disk")
