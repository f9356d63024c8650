"""A report as it came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

_OPENING: Final = frozenset("«\"'“‘([{")
"""Marks before a first word that belong to it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One report, its text untouched.

    Attributes:
        doc: identifier, unique within a run; the file's stem where the file gives none.
        text: the raw text, defects included.
        outlet: who published it, if told.
        published: the day of publication, if told.
        title: headline, where it is not part of ``text``.
        url: address, if told.
        author: who signed it, if told.
        language: ``fa`` (Persian) or ``prs`` (Dari), by the words of the text.
        forwarded_from: the channel or person that the post was first sent by, where it is a forwarded one.
        fetched: the form it came in: ``text``, ``json``, ``page``, ``telegram``, ``warc``, ``pdf``, ``table``
            or ``feed``.
        fetched_at: when the text was taken from its address, if told.
        original: SHA-256, in hexadecimal, of the bytes that the article was read from: of its file, or of the line,
            row, message or response that is its own.
    """

    doc: str
    text: str
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    forwarded_from: str | None = None
    fetched: str | None = None
    fetched_at: datetime | None = None
    original: str | None = None

    @property
    def headline(self) -> str:
        """Its title, else the words of its first line; empty where it has no word."""
        return headline_of(self.title, self.text)


def headline_of(title: str | None, text: str) -> str:
    """The title, else the words of the first line that has any: posts begin with "🔴", at times alone on a line."""
    if title and has_word(title):
        return title
    line = next((line.strip() for line in text.splitlines() if has_word(line)), "")
    first = next((at for at, char in enumerate(line) if char.isalnum() or char in _OPENING), 0)
    return line[first:]


def has_word(text: str) -> bool:
    """Whether there is a letter or a digit, not signs alone."""
    return any(map(str.isalnum, text))
