"""A report as it came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
    """

    doc: str
    text: str
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
