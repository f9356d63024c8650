"""One article from the keys of a JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ravayat.records import Article
from ravayat.sources.dates import names_moment, read_date
from ravayat.sources.fault import Fault
from ravayat.sources.language import identify


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
    return article_of_fields(object_of(value), doc, fetched="json")


def object_of(value: Any) -> dict[str, Any]:
    """``value``, which is a JSON object.

    Raises:
        Fault: it is something else.
    """
    if not isinstance(value, dict):
        raise Fault("holds no JSON object", 'write one object such as {"text": "..."}, in .jsonl one a line')
    return value


def article_of_fields(fields: Mapping[str, Any], doc: str, *, fetched: str) -> Article:
    """The article whose fields these are; others are ignored.

    Args:
        fields: what JSON or a table gives.
        doc: its name where ``fields`` gives none.
        fetched: the form it came in.

    Raises:
        Fault: there is no text among them, or one is not what it should be.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        raise Fault('no "text" in it', 'put the report under the key "text"')
    published = fields.get("published")
    # Programs write moments in UTC; the text's "today" is the readers' day.
    language = identify(text).code if names_moment(published) else None
    return Article(
        doc=_name(fields.get("doc"), doc),
        text=text,
        outlet=_words(fields, "outlet"),
        published=read_date(published, language),
        title=_words(fields, "title"),
        url=_words(fields, "url"),
        author=_author(fields.get("author")),
        forwarded_from=_words(fields, "forwarded_from"),
        fetched=fetched,
    )


def _name(value: object, otherwise: str) -> str:
    # Numbers are common as identifiers; True is one in Python but not in JSON.
    if value is None or value == "":
        return otherwise
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Fault('"doc" is not a word or a number', "name the article by one")
    return str(value)


def _author(value: object) -> str | None:
    # Programs write one name, several, or objects that describe people; a report is not left out for the last.
    names = value if isinstance(value, list) else [value]
    return "، ".join(name for name in names if isinstance(name, str) and name.strip()) or None


def _words(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Fault(f'"{key}" is not text', "write it in quotation marks or leave it out")
    return value
