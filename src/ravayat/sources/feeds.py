"""RSS and Atom feeds: what is new in them, each item once."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from ravayat.records import Article, Rejection
from ravayat.records.article import has_word
from ravayat.sources.dates import day_of, day_there, is_credible
from ravayat.sources.encoding import decode_page, mended
from ravayat.sources.extras import missing
from ravayat.sources.fault import Fault
from ravayat.sources.fetching import Answer, Fetcher, Postponed
from ravayat.sources.intake import Intake
from ravayat.sources.originals import digest_of
from ravayat.sources.page_lines import without_strange_lines
from ravayat.sources.web_page import article_in_page

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=4)
"""From one look at a feed to the next: the first where there was news, towards the second where there was none."""
_LONGEST_REST = timedelta(hours=24)
_GROWTH = 1.5
_MOST_KNOWN = 5_000
_MOST_TRIES = 3
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_FIRST_USUAL_YEAR = 1900
_CLOCKS_DIFFER = timedelta(minutes=10)
_FEED_TYPES = {"application/rss+xml", "application/atom+xml"}
_MOST_LINKS, _LONGEST_LINK = 3, 200
_END = re.compile(rb"</(?:rss|feed|(?:\w+:)?RDF)\s*>", re.IGNORECASE)
_TAIL = 2_000


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
        pause: seconds from the last look to the next; after a clock jumped, no more are left.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    tries: Mapping[str, int] = field(default_factory=dict)
    failures: int = 0
    wait: float = SHORTEST.total_seconds()
    next_look: str | None = None
    pause: float = _LONGEST_REST.total_seconds()

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
class Item:
    """What an item tells of itself in its feed.

    Attributes:
        key: its identifier, address or the digest of its words; tells it from others of the feed.
        url: its address on the web, if told.
        title: its headline, empty if not told.
        outlet: whom the feed is of, if told.
        words: its text or summary in the feed.
    """

    key: str
    url: str | None
    title: str
    outlet: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a look, between two requests.

    Attributes:
        given: what it gave, each with its item; without one where the feed itself cannot be read.
        state: to go on from where the look ends here.
        asks: the address that is asked for next; ``None`` where the look has ended.
    """

    given: tuple[tuple[Item | None, Article | Rejection], ...]
    state: FeedState
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be looked at again and again.

    Attributes:
        url: its address.
        name: of the outlet; the feed's own title where it is ``None``.
        pages: get the page of each new item; else the feed's own text is all that is read.
        every: from one look to the next; ``None`` looks more seldom where there is no news.
    """

    url: str
    name: str | None = None
    pages: bool = True
    every: timedelta | None = None

    def look(self, fetcher: Fetcher, state: FeedState, intake: Intake) -> Look:
        """What is new in the feed. Nothing that a server does makes it fail; the state tells when to come again.

        Raises:
            OriginalsError: original bytes cannot be kept.
        """
        steps = list(self.steps(fetcher, state, intake))
        return Look(tuple(taken for step in steps for _, taken in step.given), steps[-1].state)

    def steps(
        self, fetcher: Fetcher, state: FeedState, intake: Intake, is_known: Callable[[Item], bool] = lambda _: False
    ) -> Iterator[Step]:
        """A look in parts, so that other work can be done between requests and none is lost when the look is cut off.

        Args:
            fetcher: asks for the feed at once, then for the address that each step tells.
            state: of the last look.
            intake: takes articles in.
            is_known: whether an item was given elsewhere; then it is not given here.

        Raises:
            OriginalsError: original bytes cannot be kept.
        """
        try:
            answer = fetcher.get(self.url, known=state.headers)
            parsed = _parsed(answer) if answer.is_new else None
        except Fault as fault:
            told = fault.rejection(self.url)
            yield Step(((None, told),), after_failure(state, fault, fetcher.clock.now(), self.every))
            return
        given: list[tuple[Item | None, Article | Rejection]] = []
        is_news = False
        if parsed is not None:
            known, tries = dict.fromkeys(state.known), dict(state.tries)
            is_cut, entries = _whole_entries(parsed, answer)
            shared = _shared_links(entries)
            for entry in entries:
                if (key := _key(entry)) in known:
                    known[key] = known.pop(key)  # at the end: what the feed still holds is forgotten last
                    continue
                own = self._own(entry, key, parsed, answer, shared)
                item = Item(key, own.url, own.title or "", own.outlet, own.text)
                if is_known(item):
                    known[key] = None
                    tries.pop(key, None)
                    continue
                if not has_word(own.title or ""):  # of a channel's post, whose first line may be a sign alone
                    own = replace(own, title=None)
                if self.pages and own.url:
                    # Cut off here, the feed must come in full again.
                    yield Step(tuple(given), replace(state, known=tuple(known), tries=dict(tries), headers={}), own.url)
                    given = []
                taken = self._taken(entry, own, key, fetcher, intake, tries)
                if taken is not None:
                    given.append((item, taken))
                    known[key] = None
                    is_news = True
            # Never fewer than the feed holds, or its oldest would come as new for ever.
            most = max(_MOST_KNOWN, 2 * len(entries))
            # While pages are to be tried again, or items are missing, the feed must come in full and not as unchanged.
            headers = {} if tries or is_cut else _validators(answer)
            state = replace(state, known=tuple(known)[-most:], tries=tries, headers=headers)
        yield Step(tuple(given), _after_look(state, fetcher.clock.now(), self.every, is_news=is_news))

    def _taken(
        self, entry: Any, own: Article, key: str, fetcher: Fetcher, intake: Intake, tries: dict[str, int]
    ) -> Article | Rejection | None:
        """The article of an item; ``None`` where its page is to be tried again, which ``tries`` then tells."""
        try:
            if self.pages and own.url:
                try:
                    page = _from_page(own, fetcher, intake)
                except Postponed:
                    tries[key] = tries.get(key, 0) + 1
                    if tries[key] < _MOST_TRIES:
                        return None
                except Fault:
                    pass  # the feed's own text is better than nothing
                else:
                    tries.pop(key, None)
                    return _dated(page, entry)
            tries.pop(key, None)
            source = json.dumps(dict(entry), ensure_ascii=False, default=str).encode("utf-8", "replace")
            taken = intake.take(own, source)
            return _dated(taken, entry)
        except Fault as fault:
            return fault.rejection(own.url or f"{self.url}:{key}")

    def _own(self, entry: Any, key: str, parsed: Any, answer: Answer, shared: Collection[str]) -> Article:
        bodies = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
        title = _text(entry.get("title", ""))
        link = str(entry.get("link", ""))
        is_own = link.startswith(("https://", "http://")) and link not in {*shared, parsed.feed.get("link")}
        return Article(
            doc=f"feed-{digest_of(f'{self.url} {key}'.encode())[:16]}",
            text=without_strange_lines(max(map(_text, bodies), key=len)) or title,
            outlet=self.name or _outlet(entry, parsed),
            title=title or None,
            url=link if is_own else None,
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
        parsed = feedparser.parse(mended(answer.body), response_headers=headers)
    except Exception as error:  # whatever garbage makes of it
        raise Fault(f"no feed that can be read ({type(error).__name__})", "check the address") from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise _no_feed(parsed)
    return parsed


def _no_feed(parsed: Any) -> Fault:
    """The fault of an address where there is none; a page that names its feeds says which to take."""
    links = [link for link in parsed.feed.get("links", ()) if link.get("type") in _FEED_TYPES and link.get("href")]
    named = ", ".join(" ".join(str(link["href"]).split())[:_LONGEST_LINK] for link in links[:_MOST_LINKS])
    return Fault("a page, no feed", f"take its feed: {named}") if named else Fault("no feed", "check the address")


def _key(entry: Any) -> str:
    named = entry.get("id") or entry.get("link")
    return str(named or digest_of(f"{entry.get('title')} {entry.get('summary')}".encode("utf-8", "replace")))


def _dated(taken: Article, entry: Any) -> Article:
    """The article with the day that its item tells, where its readers are; else its page's own."""
    day = _day(entry, taken.language, taken.fetched_at) if taken.fetched_at else None
    return replace(taken, published=day or taken.published)


def _outlet(entry: Any, parsed: Any) -> str | None:
    """Whom an item is of: in a feed that gathers from others each item names its own source."""
    source = entry.get("source")
    named = source.get("title") if isinstance(source, Mapping) else None
    return _text(str(named or "")) or _text(parsed.feed.get("title", "")) or None


def _day(entry: Any, language: str | None, at: datetime) -> date | None:
    """The day of an item where its readers are.

    Args:
        entry: the item.
        language: of its text.
        at: when the feed came.
    """
    fields = dict(entry)  # the library's own answers one key for another, with a warning
    for name in ("published", "updated"):
        parsed = fields.get(f"{name}_parsed")
        # Years of the solar calendar are read by the library as those of the Middle Ages.
        moment = (
            datetime.fromtimestamp(calendar.timegm(parsed), UTC)
            if parsed is not None and parsed.tm_year >= _FIRST_USUAL_YEAR
            else None
        )
        # What is still to come is a local clock that is passed off as UTC: its day is the one that stands there.
        is_to_come = moment is not None and moment > at + _CLOCKS_DIFFER
        day = day_of(fields.get(name), None if is_to_come else language)
        if day is None and moment is not None:
            day = moment.date() if is_to_come else day_there(moment, language)
        if day is not None and is_credible(day, at):
            return day
    return None


def _validators(answer: Answer) -> Mapping[str, str]:
    return {name: answer.headers[name] for name in ("etag", "last-modified") if name in answer.headers}


def _whole_entries(parsed: Any, answer: Answer) -> tuple[bool, list[Any]]:
    """Whether the feed breaks off, and its entries without the last then, of which only the beginning came."""
    is_cut = bool(parsed.bozo) and not _END.search(answer.body[-_TAIL:])
    return is_cut, list(parsed.entries[:-1] if is_cut else parsed.entries)


def _shared_links(entries: Sequence[Any]) -> set[str]:
    """Addresses that several items name, such as the front page: they are nobody's own."""
    titles: dict[str, set[str]] = {}
    for entry in entries:
        titles.setdefault(str(entry.get("link", "")), set()).add(str(entry.get("title", "")))
    return {link for link, named in titles.items() if len(named) > 1}


def _after_look(state: FeedState, now: datetime, every: timedelta | None, *, is_news: bool) -> FeedState:
    wait = SHORTEST if is_news or state.tries else min(timedelta(seconds=state.wait * _GROWTH), LONGEST)
    wait = every or wait
    seconds = wait.total_seconds()
    return replace(state, failures=0, wait=seconds, next_look=(now + wait).isoformat(), pause=seconds)


def after_failure(state: FeedState, fault: Fault, now: datetime, every: timedelta | None = None) -> FeedState:
    """The state of a feed that could not be looked at; it rests the longer the more often that was so.

    Args:
        state: before.
        fault: what was wrong.
        now: the time.
        every: the feed's own wait, which the rest is never shorter than.
    """
    rest = min(SHORTEST * 2 ** min(state.failures, 10), _LONGEST_REST)
    if isinstance(fault, Postponed):
        rest = max(SHORTEST, min(timedelta(seconds=fault.seconds), _LONGEST_REST))
    rest = max(rest, every or rest)
    pause = rest.total_seconds()
    return replace(state, failures=state.failures + 1, next_look=(now + rest).isoformat(), pause=pause)


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
