"""The day of publication of a web page: its own, not that of its neighbours, its comments or the day it was saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ravayat.sources.datelines import dateline
from ravayat.sources.dates import day_of, is_credible
from ravayat.sources.page_names import headline_of, shown_words

_META = """
    article:published_time og:published_time datepublished date dc.date dc.date.issued dc.date.created dcterms.created
    dcterms.date pubdate publishdate publish-date publish_date published_time sailthru.date parsely-pub-date
""".split()
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{6,60})"')
_DATED = "datePublished"
_ABOUT_OTHERS = frozenset(
    """
    comment itemListElement hasPart video audio image review isPartOf associatedMedia liveBlogUpdate citation mentions
    relatedLink isBasedOn subjectOf publisher author breadcrumb
    """.split()
)
"""Keys of linked data below which other things than the page's article are described."""
_DATE_PLACE = re.compile(r"date|time|publish|تاریخ", re.IGNORECASE)
_OTHER_DAY = re.compile(r"updat|modif|edited|today|now\b|current|امروز", re.IGNORECASE)
"""Of places where a day stands that is another than that of publication."""
_OWN_DAY = re.compile(r"publish", re.IGNORECASE)
"""Of places that hold the day of publication whatever else they are called: what was never changed is often both."""
_AROUND = frozenset(("nav", "header", "footer", "aside"))
_AROUND_PLACE = re.compile(
    r"(?:^|[\s_-])(?:comments?|nazar(?:at)?|related|sidebar|widget|ticker|menu|nav|footer|top-?bar|breaking"
    r"|latest|recommend(?:ed)?|suggest(?:ed)?)(?=$|[\s_-])|(?:^|\s)(?:site-|page-|main-)?(?:header|top)(?=$|[\s_-])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"/(\d{4}[/-]\d{1,2}[/-]\d{1,2})(?=[/-]|$)")
_MOST_PLACES = 100
_ARTICLE = ("Article", "Posting", "Report")
_NO_ARTICLE = ("Comment", "Review", "Object", "Person", "Organization", "Event")


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says of its day, the surest first.

    Attributes:
        written: days as machines or people write them, each perhaps a line of labels and days.
    """

    written: tuple[str, ...]

    def day(self, language: str | None, at: datetime) -> date | None:
        """The day of publication where the readers of a language are.

        Args:
            language: of the article.
            at: when the page was saved; what is later is no day of publication.
        """
        for written in self.written:
            day = day_of(written, language)
            if day is None and (line := dateline(written, language)) is not None:
                day = line.published
            if day is not None and is_credible(day, at):
                return day
        return None


def told_days(tree: Any) -> Told:
    """What a page says of its day, to machines first, then to people.

    Args:
        tree: the page, parsed by lxml.
    """
    return Told(tuple(written for written in (*_of_meta(tree), *_of_linked_data(tree), *_of_places(tree)) if written))


def day_in_address(url: str | None) -> date | None:
    """The day in an address such as ``https://example.org/1392/05/08/aleppo``."""
    found = _ADDRESS.search(url or "")
    return day_of(found[1].replace("/", "-")) if found else None


def _of_meta(tree: Any) -> Iterator[str]:
    meta = {
        (element.get("property") or element.get("name") or element.get("itemprop") or "").lower(): element.get(
            "content"
        )
        for element in reversed(tree.xpath("//meta[@content]"))
    }
    yield from (meta[name].strip() for name in _META if meta.get(name))


def _of_linked_data(tree: Any) -> Iterator[str]:
    """The day of the page's article, then those of what else is not about others."""
    dated: list[dict[str, Any]] = []
    broken: list[str] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            dated += _dated(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            broken += _LINKED_DATA.findall(script.text or "")
    titles = {shown_words(element) for element in tree.xpath("//h1 | //title")}
    dated.sort(key=lambda one: (not _is_a(one, _ARTICLE), _words_of(one.get("headline")) not in titles))
    yield from (one[_DATED].strip() for one in dated)
    yield from broken


def _dated(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _dated(one)
    elif isinstance(value, dict) and not _is_a(value, _NO_ARTICLE):
        if isinstance(value.get(_DATED), str):
            yield value
        for key, one in value.items():
            if key not in _ABOUT_OTHERS:
                yield from _dated(one)


def _is_a(described: Mapping[str, Any], endings: tuple[str, ...]) -> bool:
    kinds = described.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(endings) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _of_places(tree: Any) -> Iterator[str]:
    """What stands where dates stand, the nearest to the headline first."""
    order = {element: number for number, element in enumerate(tree.iter())}
    headline = headline_of(tree)
    middle = order.get(headline, 0)
    places = tree.xpath('//*[@itemprop="datePublished"] | //time | //body//*[@class or @id]')
    # These hold the headline, so they are no surroundings, whatever they are called.
    within = set(headline.iterancestors()) if headline is not None else set()
    dated = [element for element in places if _is_date_place(element) and not _is_around(element, within)]
    for element in sorted(dated, key=lambda element: abs(order[element] - middle))[:_MOST_PLACES]:
        yield (element.get("datetime") or element.get("content") or "").strip()
        yield shown_words(element)


def _is_date_place(element: Any) -> bool:
    name = _name(element)
    if _OTHER_DAY.search(name) and not _OWN_DAY.search(name):
        return False
    return element.tag == "time" or element.get("itemprop") == _DATED or bool(_DATE_PLACE.search(name))


def _is_around(element: Any, within: set[Any]) -> bool:
    """Whether a place belongs to what stands around the article: menus, other articles, comments.

    Args:
        element: the place.
        within: the elements that the headline stands in.
    """
    in_article = any(above.tag == "article" for above in within)
    for place in (element, *element.iterancestors()):
        if place in within or place.tag == "body":
            return False
        if place.tag in _AROUND or (place.tag == "article" and in_article) or _AROUND_PLACE.search(_name(place)):
            return True
    return False


def _name(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"


def _words_of(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
