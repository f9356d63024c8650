from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("feedparser")
pytest.importorskip("trafilatura")
httpx = pytest.importorskip("httpx")

from fake_clock import FakeClock

from ravayat.records import Article, Rejection
from ravayat.sources.fault import Fault
from ravayat.sources.feeds import Feed, FeedState, Look
from ravayat.sources.fetching import LARGEST_ANSWER, PACE, Fetcher, Postponed
from ravayat.sources.intake import Intake

URL = "https://example.org/feed.xml"
TEXT = (
    "به گزارش خبرگزاری نمونه، در انفجار بمب در شهر حلب سه نفر کشته و هفت نفر زخمی شدند. "
    "سخنگوی پلیس گفت که هنوز هیچ گروهی مسئولیت این حمله را بر عهده نگرفته است."
)
PAGE = f"<html><body><article><p>{TEXT} ادامه دارد.</p></article></body></html>"


class Site:
    """Servers that answer as told, and remember who asked when."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, float]] = []
        self.headers: list[Any] = []
        client = httpx.Client(transport=httpx.MockTransport(self._answer))
        self.fetcher = Fetcher(client, clock=self.clock)

    def _answer(self, request: Any) -> Any:
        url = str(request.url)
        self.asked.append((url, self.clock.seconds))
        self.headers.append(request.headers)
        answer = self.answers.get(url, httpx.Response(404))
        answer = answer(request) if callable(answer) else answer
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, str | bytes):
            return httpx.Response(200, content=answer)
        return answer

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.asked if not url.endswith("/robots.txt")]

    def look(self, state: FeedState | None = None, *, pages: bool = False) -> Look:
        return Feed(URL, pages=pages).look(self.fetcher, state or FeedState(), Intake())


@pytest.fixture
def site() -> Site:
    return Site()


def item(number: int, text: str = TEXT, day: str = "Tue, 19 Mar 2024 21:30:00 GMT") -> str:
    return (
        f"<item><guid>{number}</guid><link>https://example.org/{number}</link><title>عنوان {number}</title>"
        f"<author>مریم</author><pubDate>{day}</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>نمونه</title>{"".join(items)}</channel></rss>'


def articles(look: Look) -> list[Article]:
    found = [each for each in look.items if isinstance(each, Article)]
    assert len(found) == len(look.items), look.items
    return found


def test_a_title_that_is_a_sign_alone_is_none(site: Site) -> None:
    site.answers[URL] = rss(item(1).replace("عنوان 1", "🔴"), item(2).replace("عنوان 2", "🔴 عنوان"))
    assert [article.title for article in articles(site.look())] == [None, "🔴 عنوان"]


def test_item_is_an_article_of_the_feed(site: Site) -> None:
    site.answers[URL] = rss(item(1))
    [article] = articles(site.look())
    assert (article.text, article.outlet, article.title, article.author) == (TEXT, "نمونه", "عنوان 1", "مریم")
    assert (article.url, article.fetched, article.language) == ("https://example.org/1", "feed", "fa")
    # Half past nine in London is the next day's one o'clock in Tehran.
    assert article.published == date(2024, 3, 20)
    assert article.fetched_at is not None
    assert article.original


@pytest.mark.parametrize("day", ["1403/01/02", "۲ فروردین ۱۴۰۳", "2024-03-21T10:00:00+03:30"])
def test_days_of_other_calendars_are_read(site: Site, day: str) -> None:
    site.answers[URL] = rss(item(1, day=day))
    assert articles(site.look())[0].published == date(2024, 3, 21)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2024-03-18 23:30:00", date(2024, 3, 18)),  # no zone: by the clock of whoever wrote it
        ("Mon, 18 Mar 2024 23:30:00 IRST", date(2024, 3, 18)),
        ("Mon, 18 Mar 2024 23:30:00 +0330", date(2024, 3, 18)),
        ("Mon, 18 Mar 2024 23:30:00 GMT", date(2024, 3, 19)),
        ("Wed, 20 Mar 2024 22:30:00 GMT", date(2024, 3, 20)),  # to come: a local clock that is passed off as London's
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Tue, 19 Mar 2030 10:00:00 GMT", None),
    ],
)
def test_clocks_of_feeds_are_taken_as_they_are_meant(site: Site, told: str, day: date | None) -> None:
    site.answers[URL] = rss(item(1, day=told))
    assert articles(site.look())[0].published == day


def test_day_of_an_item_is_that_of_the_readers_of_its_page(site: Site) -> None:
    dari = "قوماندان امنیه ولسوالی گفت که عساکر اردوی ملی در شفاخانه دو تن از باشندگان ملکی را دیدند."
    site.answers[URL] = rss(item(1, day="Tue, 19 Mar 2024 19:45:00 GMT"))
    site.answers["https://example.org/1"] = PAGE.replace(TEXT, dari)
    [article] = articles(site.look(pages=True))
    assert (article.language, article.published) == ("prs", date(2024, 3, 20))


def test_item_of_a_feed_that_gathers_is_of_its_own_source(site: Site) -> None:
    gathered = item(1).replace("</item>", '<source url="https://a.example/rss">خبرگزاری الف</source></item>')
    site.answers[URL] = rss(gathered, item(2))
    assert [article.outlet for article in articles(site.look())] == ["خبرگزاری الف", "نمونه"]


def test_what_sites_append_to_their_items_is_left_out(site: Site) -> None:
    appended = "&lt;/p&gt;&lt;p&gt;نوشته عنوان ۱ اولین بار در خبرگزاری نمونه پدیدار شد."
    site.answers[URL] = rss(item(1, TEXT + appended))
    assert articles(site.look())[0].text == TEXT


def test_atom_is_read_too(site: Site) -> None:
    site.answers[URL] = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>نمونه</title><entry><id>a</id><title>عنوان</title>'
        f'<updated>2024-03-21T10:00:00Z</updated><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    assert articles(site.look())[0].text == TEXT


def test_every_item_is_given_once_whatever_order_they_come_in(site: Site) -> None:
    site.answers[URL] = rss(item(1), item(2))
    first = site.look()
    site.answers[URL] = rss(item(3), item(2), item(1), item(3))
    second = site.look(first.state)
    third = site.look(second.state)
    assert [article.title for article in articles(first)] == ["عنوان 1", "عنوان 2"]
    assert [article.title for article in articles(second)] == ["عنوان 3"]
    assert third.items == ()


def test_state_lives_through_json(site: Site) -> None:
    site.answers[URL] = rss(item(1))
    state = site.look().state
    again = FeedState(**json.loads(json.dumps(asdict(state))))
    assert site.look(again).items == ()


def test_second_look_asks_only_for_what_changed(site: Site) -> None:
    site.answers[URL] = httpx.Response(200, content=rss(item(1)), headers={"ETag": '"x"', "Last-Modified": "yesterday"})
    state = site.look().state
    site.answers[URL] = httpx.Response(304)
    look = site.look(state)
    assert look.items == ()
    assert look.state.headers == state.headers
    assert (site.headers[-1]["if-none-match"], site.headers[-1]["if-modified-since"]) == ('"x"', "yesterday")


def test_page_of_an_item_is_got_and_the_feed_says_what_it_is_about(site: Site) -> None:
    site.answers |= {URL: rss(item(1, text="خلاصه")), "https://example.org/1": PAGE}
    [article] = articles(site.look(pages=True))
    assert article.text == f"{TEXT} ادامه دارد."
    assert (article.title, article.url, article.fetched) == ("عنوان 1", "https://example.org/1", "feed")


@pytest.mark.parametrize("answer", [httpx.Response(404), "", b"\xff\xd8" * 100])
def test_feeds_own_text_is_taken_where_the_page_gives_none(site: Site, answer: Any) -> None:
    site.answers |= {URL: rss(item(1)), "https://example.org/1": answer}
    assert articles(site.look(pages=True))[0].text == TEXT


def test_page_in_trouble_is_tried_again_and_at_last_the_feeds_text_taken(site: Site) -> None:
    site.answers |= {URL: rss(item(1)), "https://example.org/1": httpx.Response(503)}
    first = site.look(pages=True)
    assert first.items == ()
    site.clock.sleep(3600)
    second = site.look(first.state, pages=True)
    assert second.items == ()
    site.clock.sleep(3600)
    third = site.look(second.state, pages=True)
    assert articles(third)[0].text == TEXT
    assert third.state.tries == {}


def test_no_host_is_asked_faster_than_its_pace_and_others_do_not_wait_for_it(site: Site) -> None:
    site.answers |= {URL: rss(item(1), item(2), item(3)), "https://other.example/": "x"}
    site.look(pages=True)
    times = [moment for _, moment in site.asked]
    assert len(times) == 5
    assert all(later - earlier >= PACE for earlier, later in pairwise(times))
    before = site.clock.seconds
    with pytest.raises(Fault):
        site.fetcher.get("https://nowhere.example/")
    assert site.asked[-2][1] == before


def test_robots_are_asked_once_a_day_and_obeyed(site: Site) -> None:
    site.answers |= {
        "https://example.org/robots.txt": "User-agent: *\nDisallow: /private\nCrawl-delay: 30",
        "https://example.org/private/x": "x",
        "https://example.org/open": "x",
    }
    with pytest.raises(Fault, match=r"robots\.txt forbids"):
        site.fetcher.get("https://example.org/private/x")
    site.fetcher.get("https://example.org/open")
    site.fetcher.get("https://example.org/open")
    assert site.urls == ["https://example.org/open"] * 2
    assert len(site.asked) == 3
    assert site.asked[2][1] - site.asked[1][1] >= 30
    site.clock.sleep(25 * 3600)
    site.fetcher.get("https://example.org/open")
    assert len(site.asked) == 5


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, False), (401, False)])
def test_host_without_robots_allows_and_one_that_hides_them_forbids(site: Site, status: int, allowed: bool) -> None:
    site.answers |= {"https://example.org/robots.txt": httpx.Response(status), "https://example.org/x": "x"}
    if allowed:
        assert site.fetcher.get("https://example.org/x").body == b"x"
    else:
        with pytest.raises(Fault, match="forbids"):
            site.fetcher.get("https://example.org/x")


@pytest.mark.parametrize("trouble", [httpx.ConnectError("dead"), httpx.ReadTimeout("slow"), httpx.Response(500)])
def test_host_in_trouble_is_left_alone_longer_each_time(site: Site, trouble: Any) -> None:
    site.answers["https://example.org/robots.txt"] = trouble
    rests = []
    for _ in range(12):
        with pytest.raises(Postponed) as raised:
            site.fetcher.get(URL)
        asked = len(site.asked)
        with pytest.raises(Postponed, match="left alone"):
            site.fetcher.get(URL)
        assert len(site.asked) == asked
        rests.append(raised.value.seconds)
        site.clock.sleep(raised.value.seconds)
    assert rests[:4] == [60, 120, 240, 480]
    assert rests[-1] == 6 * 3600


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("600", 600), ("Wed, 20 Mar 2024 01:00:00 GMT", 3595), ("1", 60), ("9" * 30, 6 * 3600), ("soon", 60), ("²", 60)],
)
def test_host_that_asks_for_a_pause_gets_it_within_reason(site: Site, told: str, seconds: float) -> None:
    site.answers["https://example.org/x"] = httpx.Response(429, headers={"Retry-After": told.encode("utf-8")})
    with pytest.raises(Postponed) as raised:
        site.fetcher.get("https://example.org/x")
    assert raised.value.seconds == pytest.approx(seconds)


def test_redirection_is_followed_and_a_loop_is_not(site: Site) -> None:
    site.answers |= {
        "https://example.org/a": httpx.Response(301, headers={"Location": "/b"}),
        "https://example.org/b": "x",
        "https://example.org/loop": httpx.Response(302, headers={"Location": "/loop"}),
        "https://example.org/file": httpx.Response(302, headers={"Location": "file:///etc/passwd"}),
    }
    assert site.fetcher.get("https://example.org/a").url == "https://example.org/b"
    with pytest.raises(Fault, match="round and round"):
        site.fetcher.get("https://example.org/loop")
    with pytest.raises(Fault, match="no address on the web"):
        site.fetcher.get("https://example.org/file")


def test_redirection_to_a_forbidden_place_is_not_followed(site: Site) -> None:
    site.answers |= {
        "https://example.org/a": httpx.Response(301, headers={"Location": "https://other.example/x"}),
        "https://other.example/robots.txt": "User-agent: *\nDisallow: /",
        "https://other.example/x": "x",
    }
    with pytest.raises(Fault, match="forbids"):
        site.fetcher.get("https://example.org/a")
    assert "https://other.example/x" not in site.urls


def test_answer_without_end_and_one_that_drips_are_cut_off(site: Site) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 1_000_000

    def dripping() -> Iterator[bytes]:
        while True:
            site.clock.sleep(20)
            yield b"x"

    site.answers |= {
        "https://example.org/a": lambda _: httpx.Response(200, content=endless()),
        "https://example.org/b": lambda _: httpx.Response(200, content=dripping()),
    }
    with pytest.raises(Fault, match=f"more than {LARGEST_ANSWER // 1_000_000} MB"):
        site.fetcher.get("https://example.org/a")
    with pytest.raises(Fault, match="more than 60 seconds"):
        site.fetcher.get("https://example.org/b")


@pytest.mark.parametrize(
    "url", ["", "example.org", "ftp://example.org", "https://", "https://[", "javascript:alert(1)"]
)
def test_what_is_no_address_is_told(site: Site, url: str) -> None:
    with pytest.raises(Fault, match="no address"):
        site.fetcher.get(url)
    assert site.asked == []


def test_feed_that_fails_is_told_and_looked_at_less_and_less(site: Site) -> None:
    state, waits = FeedState(), []
    for _ in range(9):
        look = site.look(state)
        [told] = look.items
        assert isinstance(told, Rejection)
        assert told.name == URL
        state = look.state
        waits.append((datetime.fromisoformat(state.next_look or "") - site.clock.now()) / timedelta(hours=1))
        site.clock.sleep(24 * 3600)
    assert waits == [0.25, 0.5, 1, 2, 4, 8, 16, 24, 24]
    site.answers[URL] = rss(item(1))
    assert site.look(state).state.failures == 0


def test_page_in_place_of_a_feed_says_where_its_feed_is(site: Site) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss/all">'
    site.answers[URL] = f"<html><head><title>نمونه</title>{link}</head><body><p>{TEXT}</p></body></html>"
    [told] = site.look().items
    assert isinstance(told, Rejection)
    assert (told.reason, told.remedy) == ("a page, no feed", "take its feed: https://example.org/rss/all")


def test_quiet_feed_is_looked_at_less_and_a_lively_one_soon(site: Site) -> None:
    site.answers[URL] = rss(item(1))
    state = site.look().state
    assert state.wait == 15 * 60
    for _ in range(10):
        state = site.look(state).state
    assert state.wait == 4 * 3600
    site.answers[URL] = rss(item(2))
    assert site.look(state).state.wait == 15 * 60


def test_clock_that_jumps_neither_stops_a_feed_nor_hurries_it() -> None:
    now = datetime(2024, 3, 20, tzinfo=UTC)
    state = FeedState(next_look=(now + timedelta(minutes=10)).isoformat())
    assert not state.is_due(now)
    assert state.is_due(now + timedelta(minutes=10))
    assert state.is_due(now - timedelta(days=400))
    assert FeedState(next_look="garbage").is_due(now)
    assert FeedState(next_look="2024-03-20").is_due(now)


def test_feed_with_more_items_than_are_remembered_gives_none_twice(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ravayat.sources.feeds._MOST_KNOWN", 2)
    site.answers[URL] = rss(*map(item, range(10)))
    first = site.look()
    assert len(first.items) == 10
    assert site.look(first.state).items == ()


GARBAGE: list[Callable[[bytes], bytes]] = [lambda data: data, lambda data: rss(item(1)).encode()[:300] + data]


@given(data=st.binary(max_size=300), damage=st.sampled_from(GARBAGE))
def test_no_garbage_makes_a_look_fail(data: bytes, damage: Callable[[bytes], bytes]) -> None:
    site = Site()
    site.answers[URL] = damage(data)
    look = site.look()
    assert look.state.next_look
    assert all(isinstance(each, Article | Rejection) for each in look.items)
