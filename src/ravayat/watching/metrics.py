"""Events as metrics of Prometheus, on a port of this machine alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ravayat.sources.fetching import Clock
from ravayat.watching.events import Backlog, Event, Failed, LeftOut, Looked, Stored, StoreRests

LOOPBACK = "127.0.0.1"


class MetricsError(ValueError):
    """Metrics cannot be given; the message says why and what to do."""


class Metrics:
    """Counts events.

    Attributes:
        registry: of prometheus-client, with what was counted.

    Args:
        clock: tells when looks end.
        feeds: names of the feeds, so that each has a value from the start.

    Raises:
        MetricsError: prometheus-client is not installed.
    """

    def __init__(self, clock: Clock, feeds: Iterable[str]) -> None:
        try:
            from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector
        except ImportError as error:
            message = "--metrics needs prometheus-client, which is not installed; pip install 'ravayat[web]'"
            raise MetricsError(message) from error
        self.registry = CollectorRegistry()
        self._clock = clock
        own = self.registry
        ProcessCollector(registry=own)
        self._looks = Counter("ravayat_watch_looks", "Looks at a feed.", ("feed", "outcome"), registry=own)
        self._articles = Counter("ravayat_watch_articles", "Articles by outcome.", ("feed", "outcome"), registry=own)
        self._failing = Gauge("ravayat_watch_feed_failing", "1 where the last look failed.", ("feed",), registry=own)
        self._last = Gauge("ravayat_watch_last_look_timestamp_seconds", "Last good look.", ("feed",), registry=own)
        self._waiting = Gauge("ravayat_watch_waiting_articles", "Articles that are to be stored.", registry=own)
        self._rests = Counter("ravayat_watch_store_failures", "Times the store could not be written.", registry=own)
        for feed in feeds:
            self._failing.labels(feed).set(0)
            for outcome in ("good", "failed"):
                self._looks.labels(feed, outcome)

    def tell(self, event: Event, /) -> None:
        """Count an event."""
        match event:
            case Stored(feed, _, added):
                self._articles.labels(feed, added.outcome.value).inc()
            case Looked(feed):
                self._looks.labels(feed, "good").inc()
                self._failing.labels(feed).set(0)
                self._last.labels(feed).set(self._clock.now().timestamp())
            case Failed(feed):
                self._looks.labels(feed, "failed").inc()
                self._failing.labels(feed).set(1)
            case LeftOut(feed):
                self._articles.labels(feed, "left_out").inc()
            case StoreRests():
                self._rests.inc()
            case Backlog(waiting):
                self._waiting.set(waiting)

    @contextmanager
    def served(self, port: int) -> Iterator[None]:
        """Give the metrics to whoever asks this machine at ``port``.

        Raises:
            MetricsError: the port cannot be had.
        """
        from prometheus_client import start_http_server

        try:
            server, thread = start_http_server(port, LOOPBACK, self.registry)
        except (OSError, OverflowError) as error:
            raise MetricsError(f"--metrics {port}: the port cannot be had ({error}); choose another") from error
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
