"""Watches 40 feeds for 24 simulated hours, from servers that misbehave in every way, and counts what came of it.

    python benchmarks/watch_day.py --feeds 40 --items 800 --kills 40

Time passes only where somebody waits, so the day takes seconds. The program is killed at random moments (while a server
answers, before and after an article is stored) and begun again; the time of day jumps by hours and by years. Every item
must be in the store exactly once, and no host may be asked sooner than it allows. The exit status is 1 where not.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from ravayat.ledger.store import Added, Store, open_store
from ravayat.records import Article, ReadArticle
from ravayat.sources.feeds import Feed
from ravayat.sources.fetching import PACE, Fetcher
from ravayat.testing import KeywordReader, made_report
from ravayat.watching import Plan, Watch, WatchState
from ravayat.watching.events import Event, Failed, LeftOut, Looked
from ravayat.watching.plan import WatchedFeed
from ravayat.watching.stopping import Stopped

HOUR = 3600.0
DAY = 24 * HOUR
LAST_NEWS = 18 * HOUR
"""Nothing new is published after it, so that a feed that had been left alone is looked at again before the day ends."""
REST = 60.0
"""Least seconds that a host is left alone after a failure."""
CRAWL_DELAY = 45.0
RETRY_AFTER = 900.0
JUMPS = ((5 * HOUR, 3 * HOUR), (8 * HOUR, -5 * HOUR), (13 * HOUR, 400 * DAY), (15 * HOUR, -400 * DAY))
"""When the time of day jumps, and how far."""
WRONG_DATES = ("", "gestern", "0000-00-00", "Thu, 01 Jan 1970 00:00:00 GMT", "9999-99-99", "1403/13/45", "3024-01-01")

KINDS = (
    *("plain", "unchanged", "dead", "loop", "garbage", "errors", "slow", "huge", "dates", "repeats"),
    *("moves", "moved here", "forbidden", "unhurried", "pause", "cut", "pages", "bad pages", "one address", "strays"),
)
"""Ways of a feed, taken in turn."""
NEVER = ("dead", "loop", "garbage", "forbidden")
"""Ways of feeds that never give anything."""


class Killed(BaseException):
    """The program ends at once, as by SIGKILL."""


class DayClock:
    """Time that passes only where somebody waits; its time of day jumps, its seconds do not.

    Attributes:
        seconds: since the beginning of the day.
    """

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        """The time of day, UTC."""
        jumped = sum(far for at, far in JUMPS if self.seconds >= at)
        return datetime(2024, 3, 20, tzinfo=UTC) + timedelta(seconds=self.seconds + jumped)

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Wait; at the end of the day the program is told to stop."""
        if self.seconds + seconds > DAY:
            self.seconds = DAY
            raise Stopped
        self.seconds += seconds


@dataclass(frozen=True, slots=True)
class News:
    """An item of a feed.

    Attributes:
        number: tells it from all others.
        born: when it is published, in seconds of the day.
        until: when it leaves the feed.
    """

    number: int
    born: float
    until: float = DAY


@dataclass(slots=True)
class Site:
    """A host with one feed.

    Attributes:
        number: of the host.
        kind: how it behaves.
        news: its items.
    """

    number: int
    kind: str
    news: list[News] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Its address; every tenth shares the host of the one before."""
        return f"https://host{self.number - (self.number % 10 == 9):02}.example"  # noqa: PLR2004

    @property
    def url(self) -> str:
        """The feed's address."""
        return f"{self.origin}/feed{self.number}.xml"


@dataclass(frozen=True, slots=True)
class Request:
    """What a server was asked: when, and when its answer ended."""

    url: str
    start: float
    end: float
    status: int
    life: int

    @property
    def host(self) -> str:
        """Who was asked."""
        return urlsplit(self.url).netloc


@cache
def texts_of(number: int) -> tuple[str, str]:
    """Title and text of an item."""
    return f"خبر شماره {number}", made_report(number).article.text


class Press:
    """All servers.

    Attributes:
        sites: the hosts.
        requests: what was asked of them.
        life: counted up when the watching program begins again.
        kill: called at moments at which the program may be killed.
    """

    def __init__(self, clock: DayClock, feeds: int, items: int, chance: random.Random) -> None:
        self._clock = clock
        self._chance = chance
        self.sites = [Site(number, KINDS[number % len(KINDS)]) for number in range(feeds)]
        self.requests: list[Request] = []
        self.life = 0
        self.kill: Callable[[], None] = lambda: None
        for number in range(items):
            site = self.sites[number % feeds]
            born = chance.uniform(-2 * HOUR, LAST_NEWS)
            if site.kind == "moves" and site.number + 1 < feeds:
                # It is in both for a while, and then in the other alone.
                site.news.append(News(number, born, born + 5 * HOUR))
                self.sites[site.number + 1].news.append(News(number, born + 4.5 * HOUR))
            else:
                site.news.append(News(number, born))

    def expected(self) -> set[int]:
        """Numbers of the items that can be had at all."""
        return {news.number for site in self.sites if site.kind not in NEVER for news in site.news}

    def answer(self, request: httpx.Request) -> httpx.Response:
        """What a server says."""
        start, url = self._clock.seconds, str(request.url)
        status = 0
        try:
            self.kill()
            self._clock.seconds += self._chance.uniform(0.05, 1.5)
            response = self._answered(url, request)
            status = response.status_code
        finally:
            self.requests.append(Request(url, start, self._clock.seconds, status, self.life))
        return response

    def _answered(self, url: str, request: httpx.Request) -> httpx.Response:
        path = urlsplit(url).path
        own = [site for site in self.sites if site.origin == url.removesuffix(path)]
        if any(site.kind == "dead" for site in own):
            raise httpx.ConnectError("dead")
        if path == "/robots.txt":
            return _robots(own[0].kind)
        for site in own:
            if url == site.url:
                return self._feed(site, request)
            for news in site.news:
                if path == f"/{news.number}":
                    return self._page(site, news)
        return httpx.Response(302, headers={"Location": f"{path}x"} if "loop" in path else {})

    def _feed(self, site: Site, request: httpx.Request) -> httpx.Response:
        now = self._clock.seconds
        in_trouble = now % (3 * HOUR) < HOUR / 2
        held = [news for news in site.news if news.born <= now < news.until]
        body = _rss(site, held, self._chance).encode()
        match site.kind:
            case "loop":
                return httpx.Response(301, headers={"Location": site.url})
            case "garbage":
                return httpx.Response(200, content=self._chance.randbytes(2000))
            case "unchanged":
                mark = f'"{"-".join(str(news.number) for news in held)}"'
                status = 304 if request.headers.get("If-None-Match") == mark else 200
                return httpx.Response(status, content=body if status != 304 else b"", headers={"ETag": mark})  # noqa: PLR2004
            case "errors" if in_trouble:
                return httpx.Response(self._chance.choice((500, 502, 503)))
            case "pause" if in_trouble:
                return httpx.Response(429, headers={"Retry-After": str(int(RETRY_AFTER))})
            case "slow":
                return httpx.Response(200, content=self._dripped(body, 100.0 if in_trouble else 40.0))
            case "huge" if in_trouble:
                return httpx.Response(200, content=self._endless())
            case "cut" if in_trouble:
                return httpx.Response(200, content=body[: self._chance.randrange(len(body))])
        return httpx.Response(200, content=body)

    def _page(self, site: Site, news: News) -> httpx.Response:
        if site.kind == "bad pages" and self._chance.random() < 0.3:  # noqa: PLR2004 -- some, not most
            return httpx.Response(self._chance.choice((404, 500, 410)))
        text = texts_of(news.number)[1]
        return httpx.Response(200, text=f"<html><body><article><p>{text}</p></article></body></html>")

    def _dripped(self, body: bytes, seconds: float) -> Iterator[bytes]:
        for start in range(0, len(body), 1 + len(body) // 10):
            self._clock.seconds += seconds / 10
            yield body[start : start + 1 + len(body) // 10]

    def _endless(self) -> Iterator[bytes]:
        while True:
            yield b"<item>" * 200_000


def _robots(kind: str) -> httpx.Response:
    rules = {"forbidden": "Disallow: /", "unhurried": f"Crawl-delay: {CRAWL_DELAY:.0f}"}.get(kind)
    return httpx.Response(200, text=f"User-agent: *\n{rules}") if rules else httpx.Response(404)


def _rss(site: Site, held: Sequence[News], chance: random.Random) -> str:
    items = [_item(site, news) for news in held]
    if site.kind == "repeats":
        # As they are, and under other identifiers.
        items += [items[0].replace("<guid>", "<guid>again-")] if items else []
        items = [one for one in items for _ in range(2)]
    if site.kind in ("repeats", "strays"):
        chance.shuffle(items)
    head = f"<title>رسانه {site.number}</title><link>{site.origin}/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def _item(site: Site, news: News) -> str:
    title, text = texts_of(news.number)
    # An item keeps its address where it moves.
    home = site.number - (site.kind == "moved here")
    origin = f"https://host{home - (home % 10 == 9):02}.example"  # noqa: PLR2004
    link = f"{site.origin}/" if site.kind == "one address" else f"{origin}/{news.number}"
    day = WRONG_DATES[news.number % len(WRONG_DATES)] if site.kind == "dates" else "Wed, 20 Mar 2024 08:00:00 GMT"
    guid = "" if site.kind == "strays" else f"<guid>tag:{news.number}</guid>"
    return (
        f"<item>{guid}<link>{link}</link><title>{title}</title><pubDate>{day}</pubDate>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )


class MortalStore:
    """A store whose user may be killed before and after an article is stored."""

    def __init__(self, store: Store, kill: Callable[[], None]) -> None:
        self._store = store
        self._kill = kill

    def find(self, source: Article, model: str) -> int | None:
        """As the store does."""
        return self._store.find(source, model)

    def add(self, read: ReadArticle, model: str) -> Added:
        """As the store does."""
        self._kill()
        added = self._store.add(read, model)
        self._kill()
        return added


class Counts:
    """Counts events."""

    def __init__(self) -> None:
        self.events: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()

    def tell(self, event: Event, /) -> None:
        """Take note of an event."""
        self.events[type(event).__name__] += isinstance(event, Looked | Failed | LeftOut)
        if isinstance(event, LeftOut):
            self.reasons[event.told.reason] += 1


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a day."""

    expected: int
    lost: list[int]
    doubled: list[int]
    unexpected: list[int]
    too_early: list[str]
    requests: int
    kills: int
    looks: int
    failed: int
    left_out: dict[str, int]
    statuses: dict[int, int]

    @property
    def faults(self) -> list[str]:
        """What must not be, in words."""
        named = (("lost", self.lost), ("stored twice", self.doubled), ("came from nowhere", self.unexpected))
        found = [f"item {number} {what}" for what, numbers in named for number in numbers]
        found += [f"left out: {count} times {reason}" for reason, count in self.left_out.items()]
        return found + self.too_early


def plan_of(press: Press) -> Plan:
    """The feeds, some with a wait of their own, a third with pages."""
    feeds = []
    for site in press.sites:
        every = timedelta(minutes=20) if site.number % 4 == 1 else None
        pages = site.kind in ("pages", "bad pages", "unhurried", "moves", "moved here", "unchanged")
        feeds.append(WatchedFeed(f"feed{site.number}", Feed(site.url, "رسانه", pages, every)))
    return Plan(tuple(feeds))


def run(folder: Path, feeds: int, items: int, kills: int, seed: int = 1) -> Report:
    """Watch for a day.

    Args:
        folder: for the store and the state.
        feeds: how many.
        items: published on all of them together.
        kills: how often the program is killed.
        seed: of what happens.
    """
    chance = random.Random(seed)
    clock = DayClock()
    press = Press(clock, feeds, items, chance)
    deaths = sorted(chance.uniform(0, DAY) for _ in range(kills))
    counts = Counts()

    def kill() -> None:
        # Not every moment is one: some kills are to hit the store, which is seldom asked.
        if deaths and clock.seconds >= deaths[0] and chance.random() < 0.3:  # noqa: PLR2004
            deaths.pop(0)
            raise Killed

    press.kill = kill
    while clock.seconds < DAY:
        press.life += 1
        client = httpx.Client(transport=httpx.MockTransport(press.answer))
        with client, open_store(folder / "day.sqlite") as store, WatchState(folder / "day.watch") as state:
            fetcher = Fetcher(client, clock=clock)
            mortal: Any = MortalStore(store, kill)
            try:
                Watch(plan_of(press), state, mortal, KeywordReader(), fetcher, listeners=[counts]).run()
            except Killed:
                continue
    with open_store(folder / "day.sqlite") as store:
        titles = [article.title or "" for _, article in store.articles(current=False)]
    return _report(press, titles, counts, kills - len(deaths))


def _report(press: Press, titles: Sequence[str], counts: Counts, kills: int) -> Report:
    found = Counter(int(title.rpartition(" ")[2]) for title in titles)
    expected = press.expected()
    return Report(
        expected=len(expected),
        lost=sorted(expected - found.keys()),
        doubled=sorted(number for number, times in found.items() if times > 1),
        unexpected=sorted(found.keys() - expected),
        too_early=list(too_early(press)),
        requests=len(press.requests),
        kills=kills,
        looks=counts.events["Looked"] + counts.events["Failed"],
        failed=counts.events["Failed"],
        left_out=dict(counts.reasons),
        statuses=dict(Counter(request.status for request in press.requests)),
    )


def too_early(press: Press) -> Iterator[str]:
    """Requests that came sooner than allowed, by the servers' own books."""
    slow_hosts = {urlsplit(site.url).netloc for site in press.sites if site.kind == "unhurried"}
    last: dict[str, Request] = {}
    looked: dict[str, Request] = {}
    closed = {site.url for site in press.sites if site.kind == "forbidden"}
    waits = {one.feed.url: one.feed.every or timedelta(minutes=15) for one in plan_of(press).feeds}
    # A look that a kill or trouble with a page broke off may be begun again at once, at the host's pace.
    for request in press.requests:
        if request.url in closed:
            yield f"{request.url} is forbidden"
        if before := last.get(request.host):
            least = CRAWL_DELAY if request.host in slow_hosts else PACE
            if before.status == 429 and before.life == request.life:  # noqa: PLR2004
                least = RETRY_AFTER
            elif before.status >= 500 or (before.status == 0 and before.life == request.life):  # noqa: PLR2004
                least = REST
            # Of a request in which the program was killed only the beginning is known.
            since = before.start if before.life != request.life else before.end
            if request.start - since < least - 1e-6:
                yield f"{request.url} after {request.start - since:.1f} s of {least:.0f}, at {request.start:.0f} s"
        last[request.host] = request
        if request.url in waits:
            previous = looked.get(request.url)
            least = waits[request.url].total_seconds()
            is_loop = previous is not None and previous.status in (301, 302)
            if previous and previous.life == request.life and not is_loop and request.start - previous.start < least:
                yield f"{request.url} looked at after {request.start - previous.start:.0f} s of {least:.0f}"
            looked[request.url] = replace(request)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print what came of it; the exit status is 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description="Watches feeds that misbehave for a simulated day.")
    parser.add_argument("--feeds", type=int, default=40)
    parser.add_argument("--items", type=int, default=800)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1, help="of what happens")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = run(Path(folder), options.feeds, options.items, options.kills, options.seed)
    print(f"24 hours of {options.feeds} feeds in {time.monotonic() - started:.0f} s, {report.kills} kills")
    print(f"{report.requests} requests, {report.looks} looks, {report.failed} failed; answers {report.statuses}")
    print(f"{report.expected} items: {len(report.lost)} lost, {len(report.doubled)} stored twice")
    print(f"{len(report.too_early)} requests too early, {len(report.faults)} faults")
    for fault in report.faults[:50]:
        print(fault)
    return int(bool(report.faults) or not report.expected)


if __name__ == "__main__":
    sys.exit(main())
