from __future__ import annotations

import re
import socket
from urllib.request import urlopen

import pytest

from ravayat.ledger.store import Added, Outcome
from ravayat.records import Article, Rejection
from ravayat.sources.fault import Fault
from ravayat.sources.fetching import Postponed, SystemClock
from ravayat.watching.events import Backlog, Event, Failed, LeftOut, Looked, Stored, StoreRests
from ravayat.watching.lines import Lines

EVENTS: list[Event] = [
    Backlog(2),
    Stored("a", Article("x", "متن", title="انفجار\x1b[31m"), Added(7, Outcome.ADDED, (3, 4))),
    Stored("a", Article("x", "متن"), Added(7, Outcome.KNOWN)),
    Looked("a", 2, 900.0),
    Looked("a", 0, 1350.0),
    LeftOut("a", Rejection("https://a.example/1", "not Persian", "leave it out")),
    Failed(
        "b", Rejection("https://b.example/rss", "the server answers\n500", "it will be asked again in 1 min"), 3600.0
    ),
    StoreRests("disk is full", 60.0, 3),
]


def test_event_is_one_line_and_looks_without_news_are_none() -> None:
    said: list[str] = []
    complained: list[str] = []
    lines = Lines(SystemClock(), said.append, complained.append)
    for event in EVENTS:
        lines.tell(event)
    assert all(re.match(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d [^\n\x1b]+$", line) for line in said + complained)
    assert [line[20:] for line in said] == [
        "a: article 7 added, events 3 4: انفجار [31m",
        "a: article 7 known",
        "a: 2 new, next look in 15 min",
    ]
    assert [line[20:] for line in complained] == [
        "a: left out: https://a.example/1: not Persian; leave it out",
        "b: the server answers 500; next look in 60 min",
        "the store cannot be written (disk is full); 3 articles wait, next try in 1 min",
    ]
    assert lines.sum() == "1 added, 1 known, 1 left out, 2 wait to be stored; 3 looks, 1 failed"
    assert Lines(SystemClock(), said.append, said.append).sum() == "nothing new; 0 looks, 0 failed"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("no feed", "check the address"), "no feed; check the address"),
        (Postponed("the server answers 500", 60.0), "the server answers 500"),  # nothing that a person could do
    ],
)
def test_feed_that_failed_has_its_remedy_in_its_line(fault: Fault, told: str) -> None:
    complained: list[str] = []
    Lines(SystemClock(), print, complained.append).tell(Failed("b", fault.rejection("https://b.example"), 3600.0))
    assert complained[0][20:] == f"b: {told}; next look in 60 min"


def test_title_that_is_no_headline_is_shortened() -> None:
    said: list[str] = []
    title = "انفجار " * 40_000
    Lines(SystemClock(), said.append, said.append).tell(
        Stored("a", Article("x", "متن", title=title), Added(7, Outcome.ADDED))
    )
    assert len(said[0]) < 300
    assert said[0].endswith(" …")


def test_metrics_count_events_on_loopback_alone() -> None:
    pytest.importorskip("prometheus_client")
    from ravayat.watching.metrics import Metrics, MetricsError

    metrics = Metrics(SystemClock(), ["a", "b"])
    for event in EVENTS:
        metrics.tell(event)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with metrics.served(port):
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            text = answer.read().decode()
        with pytest.raises(MetricsError, match=f"--metrics {port}: the port cannot be had"), metrics.served(port):
            pass
    for line in (
        'ravayat_watch_looks_total{feed="a",outcome="good"} 2.0',
        'ravayat_watch_looks_total{feed="b",outcome="failed"} 1.0',
        'ravayat_watch_articles_total{feed="a",outcome="added"} 1.0',
        'ravayat_watch_articles_total{feed="a",outcome="left_out"} 1.0',
        'ravayat_watch_feed_failing{feed="a"} 0.0',
        'ravayat_watch_feed_failing{feed="b"} 1.0',
        "ravayat_watch_waiting_articles 2.0",
        "ravayat_watch_store_failures_total 1.0",
    ):
        assert line in text.splitlines()
    assert 'ravayat_watch_last_look_timestamp_seconds{feed="a"} 1.' in text
    with pytest.raises(OSError, match="refused"):
        urlopen(f"http://127.0.0.1:{port}/metrics")
