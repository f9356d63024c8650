"""RSS and Atom feeds: what is new in them, each item once."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from ravayat.records import Article, Rejection
from ravayat.sources.dates import day_of, day_there
from ravayat.sources.encoding import decode_page
from ravayat.sources.extras import missing
from ravayat.sources.fault import Fault
from ravayat.sources.fetching import Answer, Fetcher, Postponed
from ravayat.sources.intake import Intake
from ravayat.sources.originals import digest_of
from ravayat.sources.web_page import article_in_page

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=4)
"""From one look at a feed to the next: the first where there was news, towards the second where there was none."""
_LONGEST_REST = timedelta(hours=24)
_GROWTH = 1.5
_MOST_KNOWN = 5_000
_MOST_TRIES = 3
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_FIRST_USUAL_YEAR = 1900


@dataclass(frozen=True, slots=True)
class FeedState:
    """What must outlive a restart: plain values, to be written as JSON.

    Attributes:
        headers: ``etag`` and ``last-modified`` of the last answer.
        known: keys of items that were given, oldest first.
        tries: how often the page of an item that was not given yet could not be had, by the item's key.
        failures: looks that failed since the last good one.
        wait: seconds from one look to the next.
        next_look: when it is due, in ISO 8601; ``None`` at once.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    tries: Mapping[str, int] = field(default_factory=dict)
    failures: int = 0
    wait: float = SHORTEST.total_seconds()
    next_look: str | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether the feed is to be looked at; a time further away than any wait comes from a clock that jumped."""
        if self.next_look is None:
            return True
        try:
            left = datetime.fromisoformat(self.next_look) - now
        except (TypeError, ValueError):
            return True
        return left <= timedelta() or left > _LONGEST_REST


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a feed gave: articles, reasons, and the state to go on from."""

    items: tuple[Article | Rejection, ...]
    state: FeedState


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be looked at again and again.

    Attributes:
        url: its address.
        name: of the outlet; the feed's own title where it is ``None``.
        pages: get the page of each new item; else the feed's own text is all that is read.
    """

    url: str
    name: str | None = None
    pages: bool = True

    def look(self, fetcher: Fetcher, state: FeedState, intake: Intake) -> Look:
        """What is new in the feed. Nothing that a server does makes it fail; the state tells when to come again.

        Raises:
            OSError: original bytes cannot be kept.
        """
        try:
            answer = fetcher.get(self.url, known=state.headers)
            parsed = _parsed(answer) if answer.is_new else None
        except Fault as fault:
            return Look((fault.rejection(self.url),), _after_failure(state, fault, fetcher.clock.now()))
        items: list[Article | Rejection] = []
        if parsed is not None:
            known, tries = dict.fromkeys(state.known), dict(state.tries)
            for entry in parsed.entries:
                if (key := _key(entry)) not in known:
                    items += self._given(entry, key, parsed, answer, fetcher, intake, tries)
                    if key not in tries:
                        known[key] = None
            # Never fewer than the feed holds, or its oldest would come as new for ever.
            most = max(_MOST_KNOWN, 2 * len(parsed.entries))
            state = replace(state, known=tuple(known)[-most:], tries=tries, headers=_kept(answer, tries))
        return Look(tuple(items), _after_look(state, fetcher.clock.now(), is_news=bool(items)))

    def _given(
        self, entry: Any, key: str, parsed: Any, answer: Answer, fetcher: Fetcher, intake: Intake, tries: dict[str, int]
    ) -> Iterator[Article | Rejection]:
        """The article of an item; nothing where its page is to be tried again, which ``tries`` then tells."""
        own = self._own(entry, key, parsed, answer)
        try:
            if self.pages and own.url:
                try:
                    yield _from_page(own, fetcher, intake)
                except Postponed:
                    tries[key] = tries.get(key, 0) + 1
                    if tries[key] < _MOST_TRIES:
                        return
                except Fault:
                    pass  # the feed's own text is better than nothing
                else:
                    tries.pop(key, None)
                    return
            tries.pop(key, None)
            taken = intake.take(
                own, json.dumps(dict(entry), ensure_ascii=False, default=str).encode("utf-8", "replace")
            )
            yield replace(taken, published=_day(entry, taken.language))
        except Fault as fault:
            yield fault.rejection(own.url or f"{self.url}:{key}")

    def _own(self, entry: Any, key: str, parsed: Any, answer: Answer) -> Article:
        bodies = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
        title = _text(entry.get("title", ""))
        return Article(
            doc=f"feed-{digest_of(f'{self.url} {key}'.encode())[:16]}",
            text=max(map(_text, bodies), key=len) or title,
            outlet=self.name or _text(parsed.feed.get("title", "")) or None,
            published=_day(entry, "fa"),
            title=title or None,
            url=link if (link := str(entry.get("link", ""))).startswith(("https://", "http://")) else None,
            author=_text(entry.get("author", "")) or None,
            fetched="feed",
            fetched_at=answer.at,
        )


def _from_page(own: Article, fetcher: Fetcher, intake: Intake) -> Article:
    answer = fetcher.get(own.url or "")
    charset = _CHARSET.search(answer.headers.get("content-type", ""))
    source = decode_page(answer.body, charset[1] if charset else None)
    page = article_in_page(source, own.doc, url=own.url, fetched="feed", fetched_at=answer.at)
    # What the feed says of an item is about it; a page says much about itself.
    page = replace(
        page,
        outlet=own.outlet or page.outlet,
        title=own.title or page.title,
        author=own.author or page.author,
        published=own.published or page.published,
    )
    return intake.take(page, answer.body)


def _parsed(answer: Answer) -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise missing("feedparser", "web") from error
    # Bytes alone: an address or a file's name would be opened.
    headers = {"content-type": answer.headers.get("content-type", "application/xml"), "content-location": answer.url}
    try:
        parsed = feedparser.parse(answer.body, response_headers=headers)
    except Exception as error:  # whatever garbage makes of it
        raise Fault(f"no feed that can be read ({type(error).__name__})", "check the address") from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise Fault("no feed", "check the address")
    return parsed


def _key(entry: Any) -> str:
    named = entry.get("id") or entry.get("link")
    return str(named or digest_of(f"{entry.get('title')} {entry.get('summary')}".encode("utf-8", "replace")))


def _day(entry: Any, language: str | None) -> date | None:
    fields = dict(entry)  # the library's own answers one key for another, with a warning
    for name in ("published", "updated"):
        parsed = fields.get(f"{name}_parsed")
        # Years of the solar calendar are read by the library as those of the Middle Ages.
        if parsed is not None and parsed.tm_year >= _FIRST_USUAL_YEAR:
            return day_there(datetime.fromtimestamp(calendar.timegm(parsed), UTC), language)
        if (day := day_of(fields.get(name))) is not None:
            return day
    return None


def _kept(answer: Answer, tries: Mapping[str, int]) -> Mapping[str, str]:
    # While pages are to be tried again the feed must come in full, not as "nothing new".
    return {} if tries else {name: answer.headers[name] for name in ("etag", "last-modified") if name in answer.headers}


def _after_look(state: FeedState, now: datetime, *, is_news: bool) -> FeedState:
    wait = SHORTEST if is_news or state.tries else min(timedelta(seconds=state.wait * _GROWTH), LONGEST)
    return replace(state, failures=0, wait=wait.total_seconds(), next_look=(now + wait).isoformat())


def _after_failure(state: FeedState, fault: Fault, now: datetime) -> FeedState:
    rest = min(SHORTEST * 2 ** min(state.failures, 10), _LONGEST_REST)
    if isinstance(fault, Postponed):
        rest = max(SHORTEST, min(timedelta(seconds=fault.seconds), _LONGEST_REST))
    return replace(state, failures=state.failures + 1, next_look=(now + rest).isoformat())


class _Words(HTMLParser):
    """The words of a piece of HTML, its blocks on lines of their own."""

    _BLOCKS = frozenset("p br div li h1 h2 h3 h4 tr blockquote".split())
    _SILENT = frozenset(("script", "style"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT and self._silent > 0
        if tag in self._BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(" ".join(data.split("\n")))


def _text(source: str) -> str:
    words = _Words()
    words.feed(source)
    words.close()
    lines = ("".join(words.pieces)).split("\n")
    return "\n".join(line for each in lines if (line := each.strip()))
