"""The command, against a server on this machine, and as a process that is stopped and killed."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

pytest.importorskip("feedparser")
pytest.importorskip("prometheus_client")
pytest.importorskip("trafilatura")
httpx = pytest.importorskip("httpx")

from ravayat import watch_commands
from ravayat.cli import app
from ravayat.ledger.store import open_store
from ravayat.sources.fetching import Clock, Fetcher
from ravayat.testing import KeywordReader, made_report

HURRIED = """
import feedparser, httpx, trafilatura  # what a short life would be spent with loading
from contextlib import contextmanager
from ravayat import watch_commands
from ravayat.cli import app
from ravayat.sources.fetching import Fetcher
from ravayat.testing import KeywordReader

@contextmanager
def fetching(clock):
    with httpx.Client(trust_env=False) as client:
        yield Fetcher(client, clock=clock, pace=0.02)

watch_commands.fetching = fetching
app(obj=KeywordReader())
"""
"""The command line with the stand-in reader, for a server that does not mind haste."""


class Server(ThreadingHTTPServer):
    """Gives a feed of so many items, and their pages."""

    daemon_threads = True
    items = 3

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # whoever asked was killed

    def feed(self) -> str:
        items = "".join(
            f"<item><guid>n:{number}</guid><link>{self.url}/{number}</link><title>خبر {number}</title></item>"
            for number in range(self.items)
        )
        return f'<rss version="2.0"><channel><title>نمونه</title>{items}</channel></rss>'


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        name = self.path[1:]
        if name == "rss":
            body = self.server.feed()
        elif name.isdigit():
            text = made_report(int(name)).article.text
            body = f"<html><body><article><p>{text}</p></article></body></html>"
        else:
            self.send_error(404)
            return
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 -- the library's own name
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def plan(tmp_path: Path, server: Server) -> Path:
    file = tmp_path / "feeds.toml"
    file.write_text(f'[feeds.a]\nurl = "{server.url}/rss"\n', encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def fetching(clock: Clock) -> Iterator[Fetcher]:
        with httpx.Client(trust_env=False) as client:
            yield Fetcher(client, clock=clock, pace=0.02)

    monkeypatch.setattr(watch_commands, "fetching", fetching)


def command(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["watch", *map(str, arguments)], obj=KeywordReader())
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def titles(store: Path) -> list[str | None]:
    with open_store(store) as opened:
        return [article.title for _, article in opened.articles(current=False)]


def test_one_round_stores_and_the_next_goes_on_from_there(plan: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite"
    status, out, err = command(plan, "--store", store, "--once", "--originals", tmp_path / "pages")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == f"watching 1 feeds into {store}; 0 articles wait from before"
    assert out.splitlines()[-1] == "3 added; 1 looks, 0 failed"
    assert titles(store) == ["خبر 0", "خبر 1", "خبر 2"]
    assert len([file for file in (tmp_path / "pages").rglob("*") if file.is_file()]) == 3
    assert (tmp_path / "s.sqlite.watch").exists()
    status, out, _ = command(plan, "--store", store, "--once", "--quiet")
    assert (status, out) == (0, "nothing new; 0 looks, 0 failed\n")


def test_feed_that_fails_is_told_by_the_status_of_a_round(plan: Path, tmp_path: Path, server: Server) -> None:
    plan.write_text(f'[feeds.a]\nurl = "{server.url}/none"\n', encoding="utf-8")
    status, out, err = command(plan, "--store", tmp_path / "s", "--once", "-q", "--state", tmp_path / "mine")
    assert (status, out) == (1, "nothing new; 1 looks, 1 failed\n")
    assert "a: the server answers 404; check the address; next look in 15 min" in err
    assert (tmp_path / "mine").exists()


def test_what_cannot_be_done_is_told_in_one_line(plan: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite"
    assert command(plan, "--store", store, "--once", "-q")[0] == 0
    store.unlink()
    status, out, err = command(plan, "--store", store)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert "in a store that is empty" in err
    status, _, err = command(tmp_path / "none.toml", "--store", store)
    assert (status, err) == (
        2,
        f"{tmp_path / 'none.toml'}: cannot be read (No such file or directory); check the path\n",
    )
    status, _, err = command(plan, "--store", store, "--state", tmp_path)
    assert status == 2
    assert "the state cannot be kept there" in err


def test_missing_library_is_told(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_commands, "find_spec", lambda name: None if name == "httpx" else True)
    assert command(plan)[::2] == (
        2,
        "ravayat watch needs httpx, not installed here: pip install 'ravayat[web]'\n",
    )


def started(plan: Path, store: Path, *options: str) -> subprocess.Popen[str]:
    run = [sys.executable, "-c", HURRIED, "watch", str(plan), "--store", str(store), *options]
    return subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_it_and_the_sum_is_told(plan: Path, tmp_path: Path, number: signal.Signals) -> None:
    store = tmp_path / "s.sqlite"
    port = free_port()
    with started(plan, store, "--metrics", str(port)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "added" in line and "خبر 2" in line:
                break
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            assert b'ravayat_watch_articles_total{feed="a",outcome="added"} 3.0' in answer.read()
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "3 added; 1 looks, 0 failed"


def test_killed_again_and_again_it_stores_every_item_once(plan: Path, tmp_path: Path, server: Server) -> None:
    server.items = 120
    store = tmp_path / "s.sqlite"
    for number in range(7):
        with started(plan, store) as process:
            assert process.stdout is not None
            # By what it has told, not by the clock: a quick machine is killed as early as a slow one.
            for _ in range(2 + number):
                process.stdout.readline()
            process.kill()
    after_kills = len(titles(store))
    assert 0 < after_kills < server.items
    command(plan, "--store", store, "--once")
    assert Counter(titles(store)) == {f"خبر {number}": 1 for number in range(server.items)}


def test_second_watch_of_one_state_is_refused(plan: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite"
    with started(plan, store) as process:
        assert process.stdout is not None
        process.stdout.readline()
        status, _, err = command(plan, "--store", store)
        process.terminate()
        process.communicate(timeout=30)
    assert status == 2
    assert "another ravayat watch has it" in err
