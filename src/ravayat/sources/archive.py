"""ZIP archives: every member is read in its own form, nothing is written to the disk under a name of the archive."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from ravayat.records import Article, Rejection
from ravayat.sources.document import Document, stem_of, suffix_of
from ravayat.sources.fault import Fault
from ravayat.sources.intake import Intake
from ravayat.sources.unpacking import Budget, gunzipped, unpacked
from ravayat.sources.unread_forms import told_unread

Form = Callable[[Document, Intake], Iterator[Article | Rejection]]


def read_zip(
    document: Document, intake: Intake, *, member: Form, suffixes: Collection[str]
) -> Iterator[Article | Rejection]:
    """The articles in a ZIP archive, member by member in the order of their names.

    Args:
        document: the archive.
        intake: how the run takes articles in.
        member: reads a member.
        suffixes: what members that are read end in; others are passed over, as in a folder.

    Raises:
        Fault: it is no ZIP archive, or nothing in it is read.
        OSError: it cannot be read.
    """
    if document.path is None:
        raise Fault("a ZIP archive within another", "unpack the outer one and read the folder")
    budget = Budget(document.path.stat().st_size)
    try:
        archive = zipfile.ZipFile(document.path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Fault("damaged or no ZIP archive", "get it again") from error
    with archive:
        shown = [info for info in archive.infolist() if _is_shown(info)]
        members = [info for info in shown if suffix_of(PurePosixPath(info.filename)) in suffixes]
        unread = list(told_unread(document.name, (PurePosixPath(_shown(info.filename)) for info in shown)))
        yield from unread
        if not members and not unread:
            raise Fault("holds no file in a form that is read", "see docs/sources.md for the forms")
        for number, info in enumerate(sorted(members, key=lambda info: info.filename), 1):
            yield from member(_member(document, archive, info, budget), intake)
            if budget.is_spent:
                if number < len(members):
                    remedy = "if you trust it, unpack it yourself and read the folder"
                    yield Rejection(document.name, f"{len(members) - number} members after this one not read", remedy)
                return


def _is_shown(info: zipfile.ZipInfo) -> bool:
    if not info.filename:
        return False
    path = PurePosixPath(info.filename)
    hidden = any((part.startswith(".") and part not in {".", ".."}) or part == "__MACOSX" for part in path.parts)
    # The content of a link is where it points to, which is no report.
    link = stat.S_ISLNK(info.external_attr >> 16)
    return not info.is_dir() and not hidden and not link


def _member(outer: Document, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Document:
    path = PurePosixPath(_shown(info.filename))

    def opened() -> BinaryIO:
        return unpacked(lambda: cast("BinaryIO", archive.open(info)), budget)

    return gunzipped(Document(f"{outer.name}/{path}", stem_of(path), suffix_of(path), opened), budget)


def _shown(name: str) -> str:
    """A member's name without what could break a line of the terminal or of the output."""
    return "".join(
        "\ufffd" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char != "\u200c" else char for char in name
    )
