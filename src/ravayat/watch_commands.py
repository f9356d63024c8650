"""``ravayat watch``: what is new in feeds goes into the store, from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ravayat.endings import CANNOT, LEFT_OUT, tell
from ravayat.input_options import OriginalsOption, originals_in
from ravayat.ledger_options import DEFAULT_STORE, StoreOption, opened_store

if TYPE_CHECKING:
    from ravayat.ledger.store import Store
    from ravayat.sources.fetching import Clock, Fetcher
    from ravayat.watching import WatchState

_NEEDED = ("httpx", "feedparser", "trafilatura")
_HIGHEST_PORT = 65535


def watch(
    context: typer.Context,
    feeds: Annotated[
        Path, typer.Argument(metavar="FEEDS", help="File that tells the feeds (.toml), see docs/watch.md.")
    ],
    *,
    store: StoreOption = DEFAULT_STORE,
    once: Annotated[bool, typer.Option("--once", help="Look once at each feed that is due, then end.")] = False,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            help="File that keeps where each feed stands; STORE.watch unless told (FEEDS.watch for PostgreSQL).",
        ),
    ] = None,
    originals: OriginalsOption = None,
    metrics: Annotated[
        int | None,
        typer.Option(
            "--metrics", min=1, max=_HIGHEST_PORT, help="Give metrics of Prometheus on this port of 127.0.0.1."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the sum alone, and what goes wrong.")] = False,
) -> None:
    """Read what is new in feeds into the store, each item once, until stopped."""
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        tell(f"ravayat watch needs {' and '.join(missing)}, not installed here: pip install 'ravayat[web]'")
        raise typer.Exit(CANNOT)
    from ravayat.pipeline import load_reader
    from ravayat.sources.intake import Intake
    from ravayat.watching import Watch, load_plan
    from ravayat.watching.events import Listener
    from ravayat.watching.lines import Lines
    from ravayat.watching.metrics import Metrics
    from ravayat.watching.stopping import stopped_by_signals

    with ExitStack() as stack:
        stack.enter_context(_faults_told())
        plan = load_plan(feeds)
        kept_bytes = originals_in(originals)
        clock = stack.enter_context(stopped_by_signals())
        lines = Lines(clock, _nothing if quiet else typer.echo, tell)
        listeners: list[Listener] = [lines]
        if metrics is not None:
            counted = Metrics(clock, [watched.name for watched in plan.feeds])
            stack.enter_context(counted.served(metrics))
            listeners.insert(0, counted)
        opened = stack.enter_context(opened_store(store))
        kept = stack.enter_context(_state(state or _beside(store, feeds), opened))
        reader = context.obj or load_reader()
        fetcher = stack.enter_context(fetching(clock))
        intake = Intake(originals=kept_bytes)
        if not quiet:
            typer.echo(
                f"watching {len(plan.feeds)} feeds into {store}; {kept.count_waiting()} articles wait from before"
            )
        Watch(plan, kept, opened, reader, fetcher, intake, listeners).run(
            once=once, is_stopped=lambda: clock.is_stopped
        )
        typer.echo(lines.sum())
        trouble = lines.counts["left out"] + lines.counts["failed looks"] + lines.waiting
        raise typer.Exit(LEFT_OUT if once and trouble else 0)


@contextmanager
def fetching(clock: Clock) -> Iterator[Fetcher]:
    """What asks for feeds and pages: it keeps no cookies, which would only let servers follow it and fill memory."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx

    from ravayat.sources.fetching import Fetcher

    with httpx.Client(cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[]))) as client:
        yield Fetcher(client, clock=clock)


@contextmanager
def _state(path: Path, store: Store) -> Iterator[WatchState]:
    from ravayat.watching import StateError, WatchState

    with WatchState(path) as state:
        if state.count_stored() and not store.counts()["articles"]:
            message = (
                "knows of articles in a store that is empty; name the right store, or remove this file to begin anew"
            )
            raise StateError(f"{path}: {message}")
        yield state


@contextmanager
def _faults_told() -> Iterator[None]:
    from ravayat.watching import PlanError, StateError
    from ravayat.watching.metrics import MetricsError

    try:
        yield
    except (PlanError, StateError, MetricsError) as error:
        tell(str(error))
        raise typer.Exit(CANNOT) from error


def _beside(store: str, feeds: Path) -> Path:
    # A database on a server has no place beside it.
    return Path(f"{feeds}.watch" if "://" in store else f"{store}.watch")


def _nothing(line: str) -> None:
    del line
