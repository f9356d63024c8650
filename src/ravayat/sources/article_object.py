"""One article from the keys of a JSON object, checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ravayat.records import Article
from ravayat.sources.dates import read_date
from ravayat.sources.fault import Fault
from ravayat.sources.language import foreign

LARGEST_TEXT = 1_000_000
"""Most characters that the text of one article may have; a report has a few thousand."""

LARGEST_FILE = 4 * LARGEST_TEXT
"""Most bytes that a text may have: above it there are too many characters in any encoding."""

LARGEST_OBJECT = 8 * LARGEST_TEXT
"""Most bytes that the JSON of one article may have, its escapes and other keys included."""


def too_large(*, is_text: bool) -> Fault:
    """The fault of a text above :data:`LARGEST_TEXT` characters, or of JSON above :data:`LARGEST_OBJECT` bytes."""
    what = f"longer than {LARGEST_TEXT:,} characters" if is_text else f"larger than {LARGEST_OBJECT / 1e6:g} MB"
    return Fault(what, "split it into its articles, one a file or one a line of .jsonl")


def parse_article(source: str, doc: str) -> Article:
    """The article in a JSON object; ``doc`` names it where the object does not.

    Raises:
        Fault: not JSON, not an object, or no article in it.
    """
    try:
        value = json.loads(source)
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, json.JSONDecodeError) else "too deep or too large a value"
        raise Fault(f"broken JSON: {what}", "write the file again or take this part out") from error
    if not isinstance(value, dict):
        raise Fault("holds no JSON object", 'write one object such as {"text": "..."}, in .jsonl one a line')
    return _article(value, doc)


def checked_text(text: str) -> str:
    """``text`` itself.

    Raises:
        Fault: it is empty, too large, damaged or not Persian.
    """
    if not text.strip():
        raise Fault("empty", "put the report's text into it or remove it")
    if "\0" in text:
        raise Fault("holds null bytes", "export it again as plain UTF-8 text")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Fault("holds half a character (a lone surrogate)", "export it again as plain UTF-8 text") from error
    if len(text) > LARGEST_TEXT:
        raise too_large(is_text=True)
    if reason := foreign(text):
        raise Fault(reason, "only Persian and Dari are read; leave it out")
    return text


def _article(fields: Mapping[str, Any], doc: str) -> Article:
    text = fields.get("text")
    if not isinstance(text, str):
        raise Fault('no "text" in it', 'put the report under the key "text"')
    return Article(
        doc=_name(fields.get("doc"), doc),
        text=checked_text(text),
        outlet=_words(fields, "outlet"),
        published=read_date(fields.get("published")),
        title=_words(fields, "title"),
        url=_words(fields, "url"),
    )


def _name(value: object, otherwise: str) -> str:
    # Numbers are common as identifiers; True is one in Python but not in JSON.
    if value is None or value == "":
        return otherwise
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Fault('"doc" is not a word or a number', "name the article by one")
    return _encodable("doc", str(value))


def _words(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Fault(f'"{key}" is not text', "write it in quotation marks or leave it out")
    return _encodable(key, value)


def _encodable(key: str, value: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise Fault(f'"{key}" holds half a character (a lone surrogate)', "write it again as UTF-8")
    return value
