"""Telegram Desktop exports (``result.json``): each post an article, a forwarded one with the channel it began in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from ravayat.records import Article, Rejection
from ravayat.sources.dates import day_of, day_there
from ravayat.sources.document import Document
from ravayat.sources.fault import Fault
from ravayat.sources.intake import LARGEST_OBJECT, Intake
from ravayat.sources.json_stream import JsonStream

_EXPORT = re.compile(rb'"(?:messages"\s*:\s*\[|chats"\s*:\s*\{|personal_information"\s*:)')
_DELETED = "Deleted Account"
"""What Telegram shows where the one whom a post was forwarded from is gone."""
_CHANNEL = re.compile("channel|supergroup")
_A_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"https?://\S+|[@#]\w+")


@dataclass
class _Chat:
    name: str | None = None
    type: str = ""
    id: int | None = None


def is_export(head: bytes) -> bool:
    """Whether a JSON file that begins so is a Telegram export."""
    return bool(_EXPORT.search(head))


def read_telegram(document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    """The posts of one chat or of all, one in memory at a time; those without words (pictures, joins) are passed over.

    Raises:
        Fault: it is damaged, or no export.
        OSError: it cannot be read.
    """
    with document.open() as stream:
        export = JsonStream(stream, LARGEST_OBJECT)
        found = False
        for article in _chat(export, document, intake):
            found = True
            yield article
    if not found:
        raise Fault("no post with words in it", "export the chat again, with its messages")


def _chat(export: JsonStream, document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    """The posts of the object that stands here: a chat, or the whole export with its chats."""
    chat = _Chat()
    for key in export.members():
        if key == "messages" and export.next() == "[":
            for _ in export.elements():
                message, written = export.value()
                yield from _post(message, written, chat, document, intake)
        elif key == "chats" and export.next() == "{":
            for part in export.members():
                if part == "list" and export.next() == "[":
                    for _ in export.elements():
                        yield from _chat(export, document, intake)
                else:
                    export.skip()
        elif key in {"name", "type", "id"} and export.next() not in {"{", "["}:
            value, _ = export.value()
            if isinstance(value, str if key != "id" else int):
                setattr(chat, key, value)
        else:
            export.skip()


def _post(message: Any, written: str, chat: _Chat, document: Document, intake: Intake) -> Iterator[Article | Rejection]:
    if not isinstance(message, dict) or message.get("type") != "message":
        return
    text = _text(message.get("text"))
    if not _A_WORD.search(_ADDRESS.sub("", text)):
        return
    number = message.get("id")
    author = _name(message.get("author")) or _name(message.get("from"))
    article = Article(
        doc=f"telegram-{chat.id or document.stem}-{number}",
        text=text,
        outlet=chat.name,
        url=f"https://t.me/c/{chat.id}/{number}" if chat.id and _CHANNEL.search(chat.type) else None,
        author=author if author != chat.name else None,
        forwarded_from=_forwarded_from(message),
        fetched="telegram",
    )
    try:
        article = intake.take(article, written.encode("utf-8", "surrogateescape"))
        yield replace(article, published=_day(message, article.language))
    except Fault as fault:
        yield fault.rejection(f"{document.name}:{number}")


def _text(value: Any) -> str:
    """A text as Telegram writes it: a string, or strings and styled pieces in turn."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    pieces = (piece.get("text") if isinstance(piece, dict) else piece for piece in value)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _forwarded_from(message: Mapping[str, Any]) -> str | None:
    if "forwarded_from" not in message and "forwarded_from_id" not in message:
        return None
    return _name(message.get("forwarded_from")) or _name(message.get("forwarded_from_id")) or _DELETED


def _name(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


# The export tells the moment in UTC too: its dates are of the zone of whoever exported it.
def _day(message: Mapping[str, Any], language: str | None) -> date | None:
    try:
        moment = datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return day_of(message.get("date"))
    return day_there(moment, language)
