"""Saved web pages: the article in them, without menus, advertisements and comments."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ravayat.records import Article
from ravayat.sources.datelines import dateline
from ravayat.sources.dates import is_credible
from ravayat.sources.document import Document
from ravayat.sources.encoding import decode_page
from ravayat.sources.extras import missing
from ravayat.sources.fault import Fault
from ravayat.sources.intake import Intake
from ravayat.sources.language import identify
from ravayat.sources.page_dates import Told, day_in_address, told_days
from ravayat.sources.page_lines import without_strange_lines
from ravayat.sources.page_names import bare_title, headline_of, outlet_of

LARGEST_PAGE = 32_000_000
"""Most bytes of a page; programs that save a page as one file put its pictures into it."""

_EMBEDDED = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s%]{200,}")
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)")
_SAVED_WITHIN = 4_000
_TELEGRAM = ("<title>Exported Data</title>", 'class="page_wrap"')

_JOINERS = {"\u200c": ("zwnj", 0xA5C3), "\u200d": ("zwj", 0xA5C4)}
"""Zero-width joiners by their name in HTML and a letter of a script of Liberia that stands for them.

The library takes joiners for unprintable and drops them; without them Persian words run together.
"""
_ENTITIES = {
    joiner: re.compile(rf"&(?:{name}|#0*{ord(joiner)}|#x0*{ord(joiner):x});", re.IGNORECASE)
    for joiner, (name, _) in _JOINERS.items()
}
_HEADING_LINES = 4
_LONGEST_ABOVE = 12
_FEW_LETTERS = 40
"""Less than a sentence is the menu of a page without an article."""


def read_page(document: Document, intake: Intake) -> Iterator[Article]:
    """The article in a saved page.

    Raises:
        Fault: there is none, or the library that finds it is missing.
        OSError: it cannot be read.
    """
    data = document.read(LARGEST_PAGE, page_too_large)
    yield intake.take(article_in_page(decode_page(data), document.stem), data)


def page_too_large() -> Fault:
    """The fault of a page above :data:`LARGEST_PAGE`."""
    return Fault(f"a page of more than {LARGEST_PAGE / 1e6:g} MB", "save it without its pictures, or its text as .txt")


def article_in_page(
    source: str, doc: str, *, url: str | None = None, fetched: str = "page", fetched_at: datetime | None = None
) -> Article:
    """The article in a page's source.

    Args:
        source: the page.
        doc: what the article is named by.
        url: the address it was taken from, if known; else the one that the page tells.
        fetched: the form it came in.
        fetched_at: when it was taken from its address, if known.

    Raises:
        Fault: there is none, or the library that finds it is missing.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise missing("trafilatura", "web") from error
    # It reports to the log what is told here in a line of our own.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if all(mark in source[: 2 * _SAVED_WITHIN] for mark in _TELEGRAM):
        raise Fault(
            "a Telegram export as web pages", "export it again as machine-readable JSON and read its result.json"
        )
    saved_from = _SAVED_FROM.search(source, 0, _SAVED_WITHIN)
    tree = trafilatura.load_html(_joiners_hidden(_EMBEDDED.sub("", source)))
    found: Any = None
    told, heading = Told(()), None
    if tree is not None:
        told, element = told_days(tree), headline_of(tree)
        heading = _words("".join(element.itertext())) if element is not None else None
        # Without the extensive search: it takes any date of the page, which is worse than none.
        how = {"extensive_search": False, "original_date": True}
        found = trafilatura.bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=how
        )
    if found is None or not found.text:
        raise _nothing_found()
    url = url or (saved_from[1] if saved_from else None) or found.url
    article = Article(
        doc=doc,
        text=without_strange_lines(_joiners_shown(found.text)),
        outlet=_words(outlet_of(tree, _words(found.sitename), heading, url)),
        title=bare_title(_words(found.title), heading),
        url=url,
        author=_words(found.author),
        fetched=fetched,
        fetched_at=fetched_at,
    )
    article = _dated(_without_heading(article), told)
    if sum(char.isalpha() for char in article.text) < _FEW_LETTERS:
        raise _nothing_found()
    return article


def _nothing_found() -> Fault:
    return Fault("no article found in the page", "save it once it has loaded, or its text as .txt")


def _without_heading(article: Article) -> Article:
    """The article without its headline and dateline in the text: they are fields of their own."""
    lines = article.text.split("\n")
    published = article.published
    title = (article.title or "").strip()
    heading = 0
    for number, line in enumerate(lines[:_HEADING_LINES]):
        day = dateline(line)
        if day is None and line.strip() != title:
            # Above the headline there may be a line that leads to it.
            if title in map(str.strip, lines[number + 1 : _HEADING_LINES]) and _is_above_headline(line):
                continue
            break
        published = published or (day.published if day else None)
        heading = number + 1
    return replace(article, text="\n".join(lines[heading:]), published=published)


def _is_above_headline(line: str) -> bool:
    return len(line.split()) <= _LONGEST_ABOVE and not line.rstrip().endswith(".")


def _dated(article: Article, told: Told) -> Article:
    """The article with the day that its page tells, else that of its dateline, else that in its address."""
    at = article.fetched_at or datetime.now(UTC)
    day = told.day(identify(article.text).code, at)
    for other in (article.published, day_in_address(article.url)):
        if day is None and other is not None and is_credible(other, at):
            day = other
    return replace(article, published=day)


def _words(value: Any) -> str | None:
    return " ".join(_joiners_shown(value).split()) or None if isinstance(value, str) else None


def _joiners_hidden(source: str) -> str:
    for joiner, (_, letter) in _JOINERS.items():
        source = _ENTITIES[joiner].sub(joiner, source.replace(chr(letter), "")).replace(joiner, chr(letter))
    return source


def _joiners_shown(text: str) -> str:
    for joiner, (_, letter) in _JOINERS.items():
        text = text.replace(chr(letter), joiner)
    return text
