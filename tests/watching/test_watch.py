from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("feedparser")
pytest.importorskip("trafilatura")
httpx = pytest.importorskip("httpx")

from fake_clock import FakeClock
from sqlalchemy.exc import IntegrityError, OperationalError

from ravayat.ledger.store import Store, StoreBusy, StoreFault, open_store
from ravayat.records import Article, ReadArticle
from ravayat.sources.feeds import Feed, FeedState
from ravayat.sources.fetching import Fetcher
from ravayat.testing import KeywordReader, made_report
from ravayat.watching import Plan, StateError, Watch, WatchState
from ravayat.watching.events import Backlog, Event, Failed, LeftOut, Looked, Stored, StoreRests
from ravayat.watching.plan import WatchedFeed
from ravayat.watching.schedule import seconds_left, settled
from ravayat.watching.stopping import Stopped

A, B = "https://a.example/rss", "https://b.example/rss"


class Clock(FakeClock):
    """It stops the watch at its end."""

    end = 1e9

    def sleep(self, seconds: float) -> None:
        if self.seconds + seconds > self.end:
            raise Stopped
        super().sleep(seconds)


def rss(*numbers: int, text: str | None = None) -> str:
    items = "".join(
        f"<item><guid>n:{number}</guid><link>https://a.example/{number}</link><title>خبر {number}</title>"
        f"<description>{text or made_report(number).article.text}</description></item>"
        for number in numbers
    )
    return f'<rss version="2.0"><channel><title>نمونه</title>{items}</channel></rss>'


class Desk:
    """A watch with all that belongs to it."""

    def __init__(self, folder: Path, *, pages: bool = False) -> None:
        self.folder = folder
        self.pages = pages
        self.clock = Clock()
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[float, str]] = []
        self.events: list[Event] = []
        self.reader: Any = KeywordReader()
        self.wrapped: Callable[[Store], Any] = lambda store: store

    def tell(self, event: Event, /) -> None:
        self.events.append(event)

    def answer(self, request: Any) -> Any:
        url = str(request.url)
        self.asked.append((self.clock.seconds, url))
        given = self.answers.get(url, 404)
        given = given() if callable(given) else given
        return httpx.Response(given) if isinstance(given, int) else httpx.Response(200, content=given)

    def run(self, *urls: str, once: bool = True, is_stopped: Callable[[], bool] = lambda: False) -> None:
        feeds = [WatchedFeed(url[8], Feed(url, "نمونه", pages=self.pages)) for url in urls]
        fetcher = Fetcher(httpx.Client(transport=httpx.MockTransport(self.answer)), clock=self.clock)
        with open_store(self.folder / "s.sqlite") as store, WatchState(self.folder / "s.watch") as state:
            mine = self.wrapped(store)
            watch = Watch(Plan(tuple(feeds)), state, mine, self.reader, fetcher, listeners=[self])
            watch.run(once=once, is_stopped=is_stopped)

    def titles(self) -> list[str | None]:
        with open_store(self.folder / "s.sqlite") as store:
            return [article.title for _, article in store.articles(current=False)]

    def told(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_round_stores_what_is_new_and_tells_it(desk: Desk) -> None:
    desk.answers[A] = rss(1, 2)
    desk.run(A)
    assert desk.titles() == ["خبر 1", "خبر 2"]
    assert desk.told(Looked) == [Looked("a", 2, 900.0)]
    assert [(event.feed, event.added.outcome.value) for event in desk.told(Stored)] == [("a", "added")] * 2
    assert desk.told(Backlog)[-1] == Backlog(0)


def test_second_round_asks_only_what_is_due(desk: Desk) -> None:
    desk.answers[A] = rss(1)
    desk.run(A)
    asked = len(desk.asked)
    desk.run(A)
    assert len(desk.asked) == asked
    desk.clock.sleep(900)
    desk.run(A)
    assert len(desk.asked) > asked


def test_watch_looks_again_when_a_feed_is_due(desk: Desk) -> None:
    desk.answers[A] = rss(1)
    desk.clock.end = desk.clock.seconds + 3600
    desk.run(A, once=False)
    looks = [at for at, url in desk.asked if url == A]
    assert [later - looks[0] for later in looks] == [0, 900, 900 + 1350]


def test_hosts_do_not_wait_for_each_other(desk: Desk) -> None:
    desk.pages = True
    desk.answers |= {A: rss(1, 2, 3), B: rss(4), "https://a.example/robots.txt": "User-agent: *\nCrawl-delay: 60"}
    start = desk.clock.seconds
    desk.run(A, B)
    assert next(at for at, url in desk.asked if url == B) - start <= 5
    assert sorted(filter(None, desk.titles())) == ["خبر 1", "خبر 2", "خبر 3", "خبر 4"]


def test_item_of_two_feeds_is_stored_once(desk: Desk) -> None:
    desk.answers |= {A: rss(1, 2), B: rss(2, 1, 3)}
    desk.run(A, B)
    assert sorted(filter(None, desk.titles())) == ["خبر 1", "خبر 2", "خبر 3"]


def test_article_that_the_reader_fails_at_waits_for_the_next_start(desk: Desk) -> None:
    class Failing(KeywordReader):
        def read(self, articles: Sequence[Article], /) -> list[ReadArticle]:
            if any(article.title == "خبر 2" for article in articles):
                raise ZeroDivisionError("x")
            return super().read(articles)

    desk.answers[A] = rss(1, 2, 3)
    desk.reader = Failing()
    desk.run(A)
    assert desk.titles() == ["خبر 1", "خبر 3"]
    [told] = desk.told(LeftOut)
    assert told.told.reason == "cannot be read (ZeroDivisionError: x)"
    desk.reader = KeywordReader()
    desk.run(A)
    assert desk.titles() == ["خبر 1", "خبر 3", "خبر 2"]


class FailingStore:
    def __init__(self, store: Store, *errors: Exception) -> None:
        self.store = store
        self.errors = list(errors)

    def find(self, source: Article, model: str) -> int | None:
        return self.store.find(source, model)

    def add(self, read: ReadArticle, model: str) -> Any:
        if self.errors:
            raise self.errors.pop(0)
        return self.store.add(read, model)


def test_store_that_cannot_be_written_is_tried_again(desk: Desk) -> None:
    gone = OperationalError("INSERT", {}, Exception("disk is full"))
    desk.answers[A] = rss(1, 2)
    desk.wrapped = lambda store: FailingStore(store, gone, gone)
    desk.clock.end = desk.clock.seconds + 600
    desk.run(A, once=False)
    assert [(event.reason, event.wait, event.waiting) for event in desk.told(StoreRests)] == [
        ("disk is full", 60.0, 2),
        ("disk is full", 120.0, 2),
    ]
    assert desk.titles() == ["خبر 1", "خبر 2"]


def test_round_ends_when_the_store_cannot_be_written_and_loses_nothing(desk: Desk) -> None:
    gone = OperationalError("INSERT", {}, Exception("disk is full"))
    desk.answers[A] = rss(*range(40))
    desk.wrapped = lambda store: FailingStore(store, *[gone] * 99)
    desk.run(A)
    assert desk.titles() == []
    assert desk.told(Backlog)[-1] == Backlog(40)
    desk.wrapped = lambda store: store
    desk.run(A)
    assert len(desk.titles()) == len(set(desk.titles())) == 40


@pytest.mark.parametrize(
    ("error", "later"),
    [
        (IntegrityError("INSERT", {}, Exception("x")), ["خبر 2", "خبر 1"]),
        (ZeroDivisionError("x"), ["خبر 2", "خبر 1"]),
        (StoreFault("a", "holds what it must not", "take it out"), ["خبر 2"]),
    ],
)
def test_article_that_cannot_be_stored_stops_no_other(desk: Desk, error: Exception, later: list[str]) -> None:
    desk.answers[A] = rss(1, 2)
    desk.wrapped = lambda store: FailingStore(store, error)
    desk.run(A)
    assert len(desk.told(LeftOut)) == 1
    assert desk.titles() == ["خبر 2"]
    desk.wrapped = lambda store: store
    desk.run(A)
    assert desk.titles() == later


def test_an_article_waits_while_another_program_writes_to_the_store(desk: Desk) -> None:
    desk.answers[A] = rss(1)
    desk.wrapped = lambda store: FailingStore(store, *[StoreBusy.of("s.sqlite", 60)] * 9)
    desk.run(A)
    assert desk.told(LeftOut) == []
    assert desk.told(StoreRests)[0].reason == "another program has been writing to it for 60 seconds"
    desk.wrapped = lambda store: store
    desk.run(A)
    assert desk.titles() == ["خبر 1"]


def test_whatever_goes_wrong_in_a_look_the_others_go_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Feed._own

    def broken(feed: Feed, *arguments: Any) -> Article:
        if feed.url == A:
            raise KeyError("x")
        return own(feed, *arguments)

    monkeypatch.setattr(Feed, "_own", broken)
    desk.answers |= {A: rss(1), B: rss(2)}
    desk.run(A, B)
    assert [event.told.reason for event in desk.told(Failed)] == ["cannot be read (KeyError: 'x')"]
    assert desk.titles() == ["خبر 2"]


def test_items_that_are_left_out_are_told_once(desk: Desk) -> None:
    desk.answers[A] = rss(1, text="This is English and nothing else.")
    desk.run(A)
    desk.clock.sleep(5000)
    desk.run(A)
    assert len(desk.told(LeftOut)) == 1
    assert desk.titles() == []


def test_stop_ends_the_watch_between_requests_and_the_next_goes_on(desk: Desk) -> None:
    desk.pages = True
    desk.answers[A] = rss(1, 2, 3)
    desk.run(A, is_stopped=lambda: desk.asked[-1:] != [] and desk.asked[-1][1].endswith("/2"))
    assert [url for _, url in desk.asked][-1] == "https://a.example/2"
    desk.run(A)
    assert [url for _, url in desk.asked].count("https://a.example/1") == 1
    assert len(desk.titles()) == len(set(desk.titles())) == 3


def test_state_that_cannot_be_written_ends_the_watch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise StateError("full")

    desk.answers[A] = rss(1)
    monkeypatch.setattr(WatchState, "keep", full)
    with pytest.raises(StateError):
        desk.run(A)


@pytest.mark.parametrize(
    ("jump", "left"), [(0, 600), (300, 300), (700, 0), (-3600, 900), (-400 * 86400, 900), (400 * 86400, 0)]
)
def test_clock_that_jumps_never_makes_a_wait_longer(jump: float, left: float) -> None:
    now = datetime(2024, 3, 20, tzinfo=UTC)
    state = FeedState(next_look=(now + timedelta(seconds=600)).isoformat(), pause=900.0)
    jumped = now + timedelta(seconds=jump)
    assert seconds_left(state, jumped) == left
    # A restart later the wait has gone on.
    assert seconds_left(settled(state, jumped), jumped + timedelta(seconds=200)) == max(0, left - 200)


@pytest.mark.parametrize("told", ["garbage", "2024-03-20", None])
def test_time_that_cannot_be_read_is_now(told: str | None) -> None:
    state = FeedState(next_look=told)
    assert seconds_left(settled(state, datetime.now(UTC)), datetime.now(UTC)) == 0
