"""The headline of a page and the outlet that it is of."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

_BETWEEN = re.compile(r"\s+[|•·»:–—-]+\s+|\s*\|\s*")
"""What stands between a headline and the outlet in a page's title."""
_MARKS = " |•·»:–—-"
_OUTLET = re.compile(
    r"(?:خبرگزاری|روزنامه|هفته[ \u200c]?نامه|ماهنامه|شبکه|رادیو|تلویزیون|پایگاه|باشگاه|آژانس|نشریه|مجله)(?=\s)"
    r"|\b(?:News|Agency|TV|Radio|Press|Times|Daily)\b",
    re.IGNORECASE,
)
"""Words that name outlets; without one a part of a title may be a section of the site."""
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\w+/(?=https?:)")
_HEADINGS = ("//article//h1", "//h1", "//h2", "//h3")


def headline_of(tree: Any) -> Any:
    """The element of the heading that the page's title holds, the longest of them; else of the first; or ``None``.

    Args:
        tree: the page, parsed by lxml.
    """
    title = " ".join(shown_words(element) for element in tree.xpath("//title"))
    headings = [heading for path in _HEADINGS for heading in tree.xpath(path)]
    told = [heading for heading in headings if (words := shown_words(heading)) and words in title]
    first = next((heading for heading in headings if heading.tag == "h1"), None)
    return max(told, key=lambda heading: len(shown_words(heading)), default=first)


def bare_title(title: str | None, heading: str | None) -> str | None:
    """A page's title without the outlet and the section, where the heading shows how far it goes."""
    if not title or not heading or heading == title or heading not in title:
        return title
    rest = title.replace(heading, "\n", 1).split("\n")
    ends = [not part or _BETWEEN.match(part[::side]) for part, side in zip(rest, (-1, 1), strict=True)]
    return heading if all(ends) else title


def outlet_of(tree: Any, sitename: str | None, heading: str | None, url: str | None) -> str | None:
    """The outlet of a page.

    Args:
        tree: the page, parsed by lxml.
        sitename: what the page says the site is called.
        heading: the article's headline.
        url: the page's address.
    """
    host = _host(url)
    # A name at a social network is what is left where a page tells none.
    handles = {value.lstrip("@").casefold() for value in tree.xpath('//meta[@name="twitter:site"]/@content')}
    is_named = sitename and sitename.casefold() not in {*handles, host, f"www.{host}"}
    if sitename and is_named:
        return _named_in(sitename) or _BETWEEN.split(sitename)[0] or sitename
    titles = [shown_words(element) for element in tree.xpath("//title")]
    titles += tree.xpath('//meta[@property="og:title"]/@content')
    for title in titles:
        if heading and heading in title and (name := _named_in(title.replace(heading, "|"))):
            return name
    return host or sitename


def _named_in(title: str) -> str | None:
    parts = (part.strip(_MARKS) for part in _BETWEEN.split(title))
    return next((part for part in parts if _OUTLET.search(part)), None)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(_ARCHIVE.sub("", url or "")).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def shown_words(element: Any) -> str:
    """The words in an element and below it, one blank between two."""
    return " ".join("".join(element.itertext()).split())
