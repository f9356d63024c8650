from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

pytest.importorskip("feedparser")
pytest.importorskip("trafilatura")
httpx = pytest.importorskip("httpx")

from fake_clock import FakeClock

from ravayat.records import Article
from ravayat.sources.fault import Fault
from ravayat.sources.feeds import Feed, FeedState, Item, Step, after_failure
from ravayat.sources.fetching import PACE, Fetcher, HostState, Postponed, host_of, is_address
from ravayat.sources.intake import Intake

URL = "https://example.org/feed.xml"
TEXT = "به گزارش سانا، در انفجار بمب در شهر حلب سه نفر کشته و هفت نفر زخمی شدند. درگیری در حومه شهر ادامه دارد."
PAGE = f"<html><body><article><p>{TEXT} ادامه دارد.</p></article></body></html>"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def item(number: int) -> str:
    return f"<item><guid>n:{number}</guid><link>https://example.org/{number}</link><title>عنوان {number}</title></item>"


def fetcher_of(clock: FakeClock, answers: dict[str, Any]) -> Fetcher:
    def answer(request: Any) -> Any:
        given = answers.get(str(request.url), 404)
        return httpx.Response(given) if isinstance(given, int) else httpx.Response(200, content=given)

    return Fetcher(httpx.Client(transport=httpx.MockTransport(answer)), clock=clock)


def feed_of_two(clock: FakeClock) -> Fetcher:
    rss = f'<rss version="2.0"><channel><title>نمونه</title>{item(1)}{item(2)}</channel></rss>'
    return fetcher_of(clock, {URL: rss, "https://example.org/1": PAGE, "https://example.org/2": PAGE})


def keys(step: Step) -> list[str]:
    return [one.key for one, _ in step.given if one]


def test_each_step_tells_what_is_asked_next_and_gives_what_came(clock: FakeClock) -> None:
    steps = list(Feed(URL).steps(feed_of_two(clock), FeedState(), Intake()))
    assert [step.asks for step in steps] == ["https://example.org/1", "https://example.org/2", None]
    assert [keys(step) for step in steps] == [[], ["n:1"], ["n:2"]]


def test_look_that_was_cut_off_goes_on_behind_what_it_gave(clock: FakeClock) -> None:
    steps = Feed(URL).steps(feed_of_two(clock), FeedState(headers={"etag": "x"}), Intake())
    _, second = next(steps), next(steps)
    assert keys(second) == ["n:1"]
    assert second.state.headers == {}
    assert second.state.is_due(clock.now())
    again = list(Feed(URL).steps(feed_of_two(clock), second.state, Intake()))
    assert [keys(step) for step in again] == [[], ["n:2"]]


def test_what_was_given_elsewhere_is_neither_given_nor_asked_for(clock: FakeClock) -> None:
    def is_known(one: Item) -> bool:
        return one.url == "https://example.org/1"

    steps = list(Feed(URL).steps(feed_of_two(clock), FeedState(), Intake(), is_known))
    assert [step.asks for step in steps] == ["https://example.org/2", None]
    assert set(steps[-1].state.known) == {"n:1", "n:2"}


def test_what_a_feed_still_holds_is_forgotten_last(clock: FakeClock) -> None:
    *_, last = Feed(URL, pages=False).steps(feed_of_two(clock), FeedState(known=("n:1", "old")), Intake())
    assert last.state.known == ("old", "n:1", "n:2")


def test_feed_with_its_own_wait_keeps_it(clock: FakeClock) -> None:
    feed = Feed(URL, pages=False, every=timedelta(hours=1))
    state = FeedState()
    for _ in range(3):
        state = feed.look(feed_of_two(clock), state, Intake()).state
        assert state.next_look == (clock.now() + timedelta(hours=1)).isoformat()
    failed = after_failure(FeedState(), Fault("x", "y"), clock.now(), timedelta(hours=6))
    assert failed.next_look == (clock.now() + timedelta(hours=6)).isoformat()


def test_ready_in_tells_what_get_would_wait(clock: FakeClock) -> None:
    fetcher = feed_of_two(clock)
    assert fetcher.ready_in(URL) == 0
    assert fetcher.ready_in("no address") == 0
    fetcher.prepare(URL)
    assert fetcher.ready_in(URL) == PACE
    clock.sleep(PACE)
    fetcher.get(URL)
    assert fetcher.ready_in(URL) == PACE


def test_rules_hold_from_the_request_for_them_on(clock: FakeClock) -> None:
    fetcher = fetcher_of(clock, {"https://example.org/robots.txt": "User-agent: *\nCrawl-delay: 30", URL: PAGE})
    fetcher.prepare(URL)
    assert fetcher.ready_in(URL) == 30


@pytest.mark.parametrize("jump", [0, -3 * 3600, -400 * 86400, 400 * 86400])
def test_host_is_not_asked_sooner_for_a_restart(clock: FakeClock, jump: float) -> None:
    fetcher = fetcher_of(clock, {"https://example.org/robots.txt": 500})
    with pytest.raises(Postponed):
        fetcher.prepare(URL)
    told = {name: HostState(**json.loads(json.dumps(asdict(host)))) for name, host in fetcher.hosts().items()}
    clock.wall += timedelta(seconds=jump)
    clock.seconds = 5.0
    again = feed_of_two(clock)
    again.resume(told)
    if jump <= 0:
        with pytest.raises(Postponed, match="the server answers 500") as raised:
            again.get(URL)
        assert raised.value.seconds == 60
    else:
        assert again.get(URL).body
    assert again.hosts()["example.org"].failures == (1 if jump <= 0 else 0)


def test_host_counts_as_asked_before_its_answer_is_seen(clock: FakeClock) -> None:
    fetcher = fetcher_of(clock, {"https://example.org/robots.txt": "User-agent: *\nCrawl-delay: 30", URL: PAGE})
    fetcher.prepare(URL)
    clock.sleep(100)
    assert fetcher.hosts()["example.org"].wait == 0
    again = feed_of_two(clock)
    fetcher.before_request = lambda: again.resume(fetcher.hosts())
    fetcher.get(URL)
    assert again.ready_in(URL) == 30


def test_host_is_told_with_its_port() -> None:
    assert host_of("https://Example.org:8080/x") == "example.org:8080"
    assert host_of("mailto:x") == ""
    assert not is_address("https://")


@pytest.mark.parametrize("end", ["</title></i", "", "</title></item>"])
def test_last_item_of_a_feed_that_breaks_off_waits_for_the_rest(clock: FakeClock, end: str) -> None:
    cut = f'<rss version="2.0"><channel><title>نمونه</title>{item(1)}{item(2).partition("</title>")[0]}{end}'
    answers: dict[str, Any] = {URL: cut}
    fetcher = fetcher_of(clock, answers)
    *_, last = Feed(URL, pages=False).steps(fetcher, FeedState(), Intake())
    assert last.state.known == ("n:1",)
    assert last.state.headers == {}
    answers[URL] = f'<rss version="2.0"><channel><title>نمونه</title>{item(1)}{item(2)}</channel></rss>'
    assert keys(list(Feed(URL, pages=False).steps(fetcher, last.state, Intake()))[-1]) == ["n:2"]


def test_letter_cut_in_two_spoils_no_other(clock: FakeClock) -> None:
    whole = f'<rss version="2.0"><channel><title>نمونه</title>{item(1)}{item(2)}</channel></rss>'.encode()
    cut = whole[: whole.rindex("عنوان".encode()) + 1]
    *_, last = Feed(URL, pages=False).steps(fetcher_of(clock, {URL: cut}), FeedState(), Intake())
    assert [taken.title for _, taken in last.given if isinstance(taken, Article)] == ["عنوان 1"]


def test_address_that_items_share_is_nobodys(clock: FakeClock) -> None:
    items = "".join(
        f"<item><guid>n:{number}</guid><link>https://example.org{path}</link><title>عنوان {number}</title></item>"
        for number, path in enumerate(("/same", "/same", "/own", "/"))
    )
    rss = f'<rss version="2.0"><channel><title>نمونه</title><link>https://example.org/</link>{items}</channel></rss>'
    look = Feed(URL, pages=False).look(fetcher_of(clock, {URL: rss}), FeedState(), Intake())
    assert [getattr(one, "url", "left out") for one in look.items] == [None, None, "https://example.org/own", None]
