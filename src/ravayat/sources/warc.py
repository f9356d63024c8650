"""Web archives (WARC): every page that a crawler took an answer of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from ravayat.records import Article, Rejection
from ravayat.sources.document import Document
from ravayat.sources.encoding import decode, decode_page
from ravayat.sources.extras import missing
from ravayat.sources.fault import Fault
from ravayat.sources.intake import LARGEST_FILE, Intake, too_large
from ravayat.sources.web_page import LARGEST_PAGE, article_in_page, page_too_large

_PAGES = {"text/html", "application/xhtml+xml"}
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_GOOD = "200"
_AT_ONCE = 1 << 16


def read_warc(document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    """The articles of a web archive, one record in memory at a time.

    Read are pages that came with status 200, saved pages (``resource``) and texts drawn from pages (``conversion``);
    pictures, redirections, repeated visits and the crawler's own records are passed over.

    Raises:
        Fault: it is damaged, holds no page, or a library is missing.
        OSError: it cannot be read.
    """
    pages = 0
    with document.open() as stream:
        for number, record in enumerate(_records(stream), 1):
            if not (media := _media(record)):
                _pass_over(record)
                continue
            pages += 1
            try:
                yield _article(record, media, f"{document.stem}-{number}", intake)
            except Fault as fault:
                yield fault.rejection(f"{document.name}:{_address(record) or number}")
    if not pages:
        raise Fault("holds no page", "is it the archive with the pages?")


def _records(stream: BinaryIO) -> Iterator[Any]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise missing("warcio", "web") from error

    class Records(ArchiveIterator):  # type: ignore[misc]  # the library has no types
        """Records that tell whether the packed file ended where its packing did."""

        INC_RECORD = ""  # the warning that it would print itself, with the bytes it stumbled over
        has_ended = True

        def close(self) -> None:
            decompressor = self.reader and self.reader.decompressor
            self.has_ended = not decompressor or decompressor.eof
            super().close()

    records, is_told = Records(stream), False
    while True:
        try:
            record = next(records, None)
        except (Fault, OSError):
            raise
        except Exception as error:  # damage shows in many ways, among them attributes of None
            told = " ".join(str(error).split())[:80] if isinstance(error, ArchiveLoadFailed) else ""
            what = f"damaged, cut off or no WARC file{told and f' ({told})'}"
            raise Fault(what, "get it again; warcio check FILE shows where") from error
        if record is None:
            # A line that no record came of: the file ends among the record's headers.
            if records.next_line or not (records.has_ended or is_told):
                raise _cut_off()
            return
        yield record
        is_told = _is_cut_off(record)


def _pass_over(record: Any) -> None:
    """Go to the end of a record.

    Raises:
        Fault: the file ends before it; the library takes what is there for the whole.
    """
    while record.raw_stream.read(_AT_ONCE):
        pass
    if _is_cut_off(record):
        raise _cut_off()


def _is_cut_off(record: Any) -> bool:
    """Whether a record that was read to its end, or to that of the file, has less than it should."""
    # Every record has a length by the standard: where it is not there, the headers end before it.
    return record.length is None or record.raw_stream.limit > 0


def _cut_off() -> Fault:
    return Fault("cut off: the archive ends within this record", "get the archive again, whole")


def _media(record: Any) -> str | None:
    """The media type of a record that can hold an article."""
    if record.rec_type == "response" and record.http_headers and record.http_headers.get_statuscode() == _GOOD:
        told = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type in {"resource", "conversion"}:
        told = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    media = told.split(";")[0].strip().lower()
    return media if media in _PAGES or (media == "text/plain" and record.rec_type == "conversion") else None


def _article(record: Any, media: str, doc: str, intake: Intake) -> Article:
    is_page = media in _PAGES
    limit = LARGEST_PAGE if is_page else LARGEST_FILE
    try:
        # Never more than the limit at once: what a server packed may be a bomb too.
        data = record.content_stream().read(limit + 1)
    except Exception as error:  # as in _records
        raise Fault("damaged (its packed bytes do not fit together)", "take the page again") from error
    if len(data) > limit:
        raise page_too_large() if is_page else too_large(is_text=True)
    _pass_over(record)
    url, at = _address(record), _moment(record)
    if not is_page:
        return intake.take(Article(doc, decode(data), url=url, fetched="warc", fetched_at=at), data)
    source = decode_page(data, _charset(record))
    return intake.take(article_in_page(source, doc, url=url, fetched="warc", fetched_at=at), data)


def _address(record: Any) -> str | None:
    address = record.rec_headers.get_header("WARC-Target-URI")
    return str(address).strip("<> \r\n") if address else None


def _moment(record: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError:
        return None


def _charset(record: Any) -> str | None:
    headers = record.http_headers or record.rec_headers
    found = _CHARSET.search(headers.get_header("Content-Type") or "")
    return found[1] if found else None
