"""What a file is, by its suffix and then by its content, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ravayat.records import Article, Rejection
from ravayat.sources.archive import Form, read_zip
from ravayat.sources.csv_table import read_csv
from ravayat.sources.document import Document
from ravayat.sources.fault import Fault
from ravayat.sources.intake import Intake
from ravayat.sources.json_files import read_array, read_lines, read_object, read_text
from ravayat.sources.mhtml import read_mhtml
from ravayat.sources.parquet_table import read_parquet
from ravayat.sources.pdf import read_pdf
from ravayat.sources.telegram import is_export, read_telegram
from ravayat.sources.unread_forms import REMEDIES
from ravayat.sources.warc import read_warc
from ravayat.sources.web_page import read_page

_HEAD = 4096
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MAGIC = ((b"%PDF-", ".pdf"), (b"PAR1", ".parquet"), (b"WARC/1.", ".warc"), (b"PK\x03\x04", ".zip"))
_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")
_BLANK = b"\xef\xbb\xbf \t\r\n"
"""What may stand before JSON: blanks and the byte order mark."""


def read(document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    """The articles of one file, or why there are none."""
    try:
        form = _FORMS.get(_form_of(document))
        if form is None:
            raise unknown_form(document.suffix)
        yield from form(document, intake)
    except Fault as fault:
        yield fault.rejection(document.name)
    except OSError as error:
        yield closed(document.name, error)


def unknown_form(suffix: str = "") -> Fault:
    """The fault of a file in a form that is not read."""
    if suffix in REMEDIES:
        return Fault("a file in a form that is not read", REMEDIES[suffix])
    return Fault(f"not a {', '.join(SUFFIXES)} file", "save its text in one of these forms")


def form_of_content(head: bytes) -> str | None:
    """The suffix of the form that the beginning of a file shows beyond doubt, ``None`` where it could be anything."""
    for magic, suffix in _MAGIC:
        if head.startswith(magic):
            return suffix
    return ".html" if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) else None


def begins_json(head: bytes) -> bool:
    """Whether ``head`` can be the beginning of a JSON object."""
    return head.lstrip(_BLANK).startswith(b"{")


def begins_array(head: bytes) -> bool:
    """Whether ``head`` can be the beginning of a JSON array of objects."""
    return bool(_ARRAY.match(head))


def closed(name: str, error: OSError) -> Rejection:
    """Why a file or folder cannot be opened."""
    if isinstance(error, PermissionError):
        return Rejection(name, "no permission to read it", f"allow it, e.g. chmod u+rX {name}")
    return Rejection(name, f"cannot be read ({error.strerror or error})", "check the file and the disk")


def _form_of(document: Document) -> str:
    head = document.head(_HEAD)
    shown = form_of_content(head)
    if document.suffix not in _FORMS:
        # Office files are ZIP archives too, and only their suffix tells.
        if shown and not (shown == ".zip" and document.suffix):
            return shown
        return document.suffix or (".json" if begins_json(head) or begins_array(head) else ".txt")
    # A PDF or the source of a page under another name is a slip; a table or JSON is not read as a page.
    return shown if shown and (shown != ".html" or document.suffix == ".txt") else document.suffix


def _read_json(document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    head = document.head(_HEAD)
    form: Form = read_array if begins_array(head) else read_telegram if is_export(head) else read_object
    yield from form(document, intake)


_FORMS: Mapping[str, Form] = {
    ".txt": read_text,
    ".json": _read_json,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".pdf": read_pdf,
    ".warc": read_warc,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".zip": lambda document, intake: read_zip(document, intake, member=read, suffixes=SUFFIXES),
}
SUFFIXES: tuple[str, ...] = tuple(_FORMS)
"""What files that are read end in; ``.gz`` may follow."""
