"""Pages that a browser saved as one ``.mhtml`` file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from ravayat.records import Article
from ravayat.sources.document import Document
from ravayat.sources.encoding import decode_page
from ravayat.sources.fault import Fault
from ravayat.sources.intake import Intake
from ravayat.sources.web_page import LARGEST_PAGE, article_in_page, page_too_large


def read_mhtml(document: Document, intake: Intake) -> Iterator[Article]:
    """The article in a page saved with its pictures.

    Raises:
        Fault: there is none, or the library that finds it is missing.
        OSError: it cannot be read.
    """
    data = document.read(LARGEST_PAGE, page_too_large)
    message = message_from_bytes(data)
    page = next(
        (part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}), None
    )
    body = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(body, bytes):
        raise Fault("no page in it", "save the page again as HTML")
    address = message.get("Snapshot-Content-Location") or page.get("Content-Location")
    article = article_in_page(
        decode_page(body, page.get_content_charset()),
        document.stem,
        url=str(address) if address else None,
        fetched_at=_saved(message),
    )
    yield intake.take(article, data)


def _saved(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"])) if message["Date"] else None
    except ValueError:
        return None
