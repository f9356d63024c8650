"""The day of publication of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ravayat.sources.dates import day_of

_META = """
    article:published_time og:published_time datepublished date dc.date dc.date.issued dc.date.created dcterms.created
    dcterms.date pubdate publishdate publish-date publish_date published_time sailthru.date parsely-pub-date
""".split()
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{6,60})"')
_LABEL = re.compile(
    r"^(?:تاریخ\s+(?:انتشار|خبر|درج)?|زمان\s+انتشار|انتشار|منتشر\s+شده(?:\s+در)?|published(?:\s+on)?)\s*[:：]?\s*",
    re.IGNORECASE,
)
_DATE_PLACE = re.compile(r"date|time|publish|تاریخ", re.IGNORECASE)
_LONGEST = 60


def published_day(tree: Any) -> date | None:
    """The day that a page says it was published, by what it says to machines first, then to people.

    Args:
        tree: the page, parsed by lxml.
    """
    return next((day for written in _written(tree) if (day := day_of(written)) is not None), None)


def day_in_line(line: str) -> date | None:
    """The day in a line that holds nothing else, such as ``تاریخ انتشار: ۸ مرداد ۱۳۹۲ - ۱۲:۳۰``."""
    line = " ".join(line.split())
    return day_of(_LABEL.sub("", line)) if 0 < len(line) <= _LONGEST else None


def _written(tree: Any) -> Iterator[str]:
    meta = {
        (element.get("property") or element.get("name") or element.get("itemprop") or "").lower(): element.get(
            "content"
        )
        for element in reversed(tree.xpath("//meta[@content]"))
    }
    yield from (meta[name].strip() for name in _META if meta.get(name))
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        yield from _LINKED_DATA.findall(script.text or "")
    for element in tree.xpath('//*[@itemprop="datePublished"] | //time'):
        yield (element.get("datetime") or element.get("content") or "").strip()
        yield _label_off(element)
    for element in tree.xpath("//body//*[@class or @id]"):
        if _DATE_PLACE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            yield _label_off(element)


def _label_off(element: Any) -> str:
    words = " ".join("".join(element.itertext()).split())
    return _LABEL.sub("", words) if len(words) <= _LONGEST else ""
