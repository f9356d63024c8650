"""Files, folders and standard input as a stream of articles and rejections."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ravayat.records import Article, Rejection
from ravayat.sources.columns import checked_columns
from ravayat.sources.document import GZIP, Document, suffix_of
from ravayat.sources.forms import SUFFIXES, begins_array, closed, read
from ravayat.sources.intake import Intake
from ravayat.sources.originals import Originals
from ravayat.sources.standard_input import read_standard_input
from ravayat.sources.telegram import is_export
from ravayat.sources.unpacking import Budget, gunzipped
from ravayat.sources.unread_forms import told_unread

STANDARD_INPUT = "-"

_ONE_A_LINE = {".jsonl", ".ndjson", ".csv", ".tsv"}


def load(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    columns: Mapping[str, str] | None = None,
    originals: Originals | None = None,
) -> Iterator[Article | Rejection]:
    """Every article under ``paths``, one after another, and why the others were left out.

    Args:
        paths: files in one of the forms of docs/sources.md; folders, read recursively by name without hidden and
            other files; ``-`` for standard input.
        stdin: read for ``-`` in place of the process's own standard input.
        columns: for tables, the column in which a field of an article stands, by the field's name; columns that
            are named as is usual are found without it.
        originals: keeps the bytes that articles were read from; their digest is told with or without it.

    Raises:
        ValueError: ``columns`` names a field that articles do not have. Told at once, not when the first is taken.

    An article whose ``doc`` another one of the run has already gets ``~2``, ``~3`` and so on after it.
    """
    return _loaded(paths, stdin, Intake(checked_columns(columns or {}), originals))


def _loaded(paths: Sequence[str | Path], stdin: BinaryIO | None, intake: Intake) -> Iterator[Article | Rejection]:
    seen: Counter[str] = Counter()
    for path in paths:
        if str(path) == STANDARD_INPUT:
            items = _standard_input(stdin, intake)
        elif not str(path):
            items = iter([Rejection('""', "is no name", "name a file or a folder, such as . for this one")])
        else:
            items = _path(Path(path), intake)
        for item in items:
            yield _unique(item, seen) if isinstance(item, Article) else item


def _standard_input(stdin: BinaryIO | None, intake: Intake) -> Iterator[Article | Rejection]:
    if stdin is None and sys.stdin is None:
        yield Rejection("standard input", "is closed", "send a text into it, or name a file")
        return
    yield from read_standard_input(stdin or sys.stdin.buffer, intake)


def count(paths: Sequence[str | Path]) -> int | None:
    """How many items :func:`load` will give, about; ``None`` where only reading would tell, as of an archive."""
    if STANDARD_INPUT in map(str, paths):
        return None
    total = 0
    for path in filter(str, paths):
        for file in _files(Path(path)):
            if isinstance(file, Path) and _holds_unknown_many(file):
                return None
            total += _lines_in(file) if isinstance(file, Path) and file.suffix.lower() in _ONE_A_LINE else 1
    return total


def _holds_unknown_many(file: Path) -> bool:
    document = Document.on_disk(file)
    if file.suffix.lower() == GZIP or document.suffix in {".zip", ".warc", ".parquet"}:
        return True
    try:
        return document.suffix == ".json" and (is_export(head := document.head()) or begins_array(head))
    except OSError:
        return False


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


def _path(path: Path, intake: Intake) -> Iterator[Article | Rejection]:
    for file in _files(path):
        if isinstance(file, Rejection):
            yield file
        else:
            document = Document.on_disk(file)
            yield from read(gunzipped(document, Budget(_size(file))), intake)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0  # told where it is opened


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
        else:
            yield path
    except OSError as error:
        yield closed(str(path), error)


def _in_folder(folder: Path) -> Iterator[Path | Rejection]:
    try:
        entries = sorted(folder.iterdir())
        beside_pages = {f"{entry.stem}_files" for entry in entries if entry.suffix.lower() in {".html", ".htm"}}
    except OSError as error:
        yield closed(str(folder), error)
        return
    shown = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in shown:
        if entry.is_symlink() and entry.is_dir():
            # A link to a folder is not followed: it may lead back up, and then nothing is lost.
            if not folder.resolve().is_relative_to(entry.resolve()):
                yield Rejection(str(entry), "a link to a folder, which is not followed", "name the folder itself too")
        elif entry.is_dir():
            # Browsers save a page's advertisements and frames beside it, in a folder named after it.
            if entry.name not in beside_pages:
                yield from _in_folder(entry)
        elif suffix_of(entry) in SUFFIXES:
            # A pipe would be waited for; a link to nowhere is told where it is opened.
            if entry.is_file() or not entry.exists():
                yield entry
            else:
                yield Rejection(str(entry), "not a plain file", "take it out of the folder or name it by itself")
    yield from told_unread(str(folder), (entry for entry in shown if entry.is_file()))
