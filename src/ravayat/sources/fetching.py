"""Polite HTTP: robots.txt is obeyed, no host is asked faster than allowed, and one in trouble is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import RLock
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import ravayat
from ravayat.sources.extras import missing
from ravayat.sources.fault import Fault

if TYPE_CHECKING:
    import httpx

PACE = 5.0
"""Seconds from one request to a host to the next, unless its robots.txt asks for more."""
LARGEST_ANSWER = 16_000_000
"""Most bytes of an answer, unpacked."""
SECONDS = 60.0
"""Longest time that an answer may take, however steadily it drips."""

_MOST_REDIRECTIONS = 5
_LONGEST_PACE = 120.0
_FIRST_REST, _LONGEST_REST = 60.0, 6 * 3600.0
_ROBOTS_LAST, _LARGEST_ROBOTS = 24 * 3600.0, 500_000
_NOT_MODIFIED, _TOO_MANY, _UNAVAILABLE = 304, 429, 503
_REDIRECTIONS = {301, 302, 303, 307, 308}
_FORBIDDEN = {401, 403}


class Clock(Protocol):
    """Time, so that tests need not wait for it."""

    def now(self) -> datetime:
        """The time of day, UTC; it may jump."""

    def monotonic(self) -> float:
        """Seconds that only ever grow."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The time of day, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


ASKED_AGAIN = "it will be asked again in"
"""How the remedy of what needs none begins."""


class Postponed(Fault):
    """A host is not to be asked now.

    Attributes:
        seconds: when it may be asked again, from now.
    """

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason, f"{ASKED_AGAIN} {max(1, round(seconds / 60))} min")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said.

    Attributes:
        url: where it was in the end, redirections followed.
        body: its bytes, unpacked; empty where nothing is new.
        is_new: false where the server says that nothing changed since the last time.
        headers: of the answer, their names in small letters.
        at: when it came, UTC.
    """

    url: str
    body: bytes
    is_new: bool
    headers: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class HostState:
    """What must outlive a restart of a host, or it would be asked sooner than allowed; plain values.

    Attributes:
        at: when this was so, in ISO 8601.
        pace: seconds between two requests.
        wait: seconds to the next request.
        rest: seconds to the end of its rest after failures.
        failures: that made it rest, since the last good answer.
        trouble: the last of them.
    """

    at: str
    pace: float = PACE
    wait: float = 0.0
    rest: float = 0.0
    failures: int = 0
    trouble: str = ""


@dataclass(slots=True)
class _Host:
    next_request: float = 0.0
    rest_until: float = 0.0
    failures: int = 0
    trouble: str = "failures"
    robots: RobotFileParser | None = None
    robots_until: float = 0.0
    pace: float = PACE
    # Held while a request to the host runs or waits: threads may share a fetcher, a host is asked by one at a time.
    lock: RLock = field(default_factory=RLock)


@dataclass
class Fetcher:
    """Gets addresses as a guest would; several threads may share one, each host is asked by one of them at a time.

    Attributes:
        client: sends the requests; its own following of redirections is not used.
        clock: tells the time and waits.
        pace: seconds between requests to a host.
        before_request: called before every request, when :meth:`hosts` counts it already: what is written down then
            holds even if the request is never seen to end.
    """

    client: httpx.Client
    clock: Clock = field(default_factory=SystemClock)
    pace: float = PACE
    before_request: Callable[[], None] = lambda: None
    _hosts: dict[str, _Host] = field(default_factory=dict, init=False, repr=False)

    def get(self, url: str, *, known: Mapping[str, str] | None = None) -> Answer:
        """What stands at ``url``; waits as long as its host's pace asks for.

        Args:
            url: the address.
            known: headers of the last answer, whose ``etag`` and ``last-modified`` make the request conditional.

        Raises:
            Postponed: the host rests after failures, or asked to be left alone for a while.
            Fault: the address is no good, robots.txt forbids it, or the answer is none that can be used.
        """
        headers = _conditions(known or {})
        for _ in range(_MOST_REDIRECTIONS + 1):
            origin = _origin(url)
            if not self._robots(origin).can_fetch(_agent(), url):
                raise Fault("its robots.txt forbids to read it", "ask the publisher, or leave it out")
            status, answered, body = self._ask(origin, url, headers, LARGEST_ANSWER)
            if status in _REDIRECTIONS and "location" in answered:
                url = urljoin(url, answered["location"])
                continue
            if status == _NOT_MODIFIED:
                return Answer(url, b"", is_new=False, headers=answered, at=self.clock.now())
            if not 200 <= status < 300:  # noqa: PLR2004 -- the good ones
                raise Fault(f"the server answers {status}", "check the address")
            return Answer(url, body, is_new=True, headers=answered, at=self.clock.now())
        raise Fault("is redirected round and round", "check the address")

    def prepare(self, url: str) -> None:
        """Ask the robots.txt of the host of ``url`` where it is not known, so that :meth:`get` need not.

        Raises:
            Postponed: the host rests after failures, or asked to be left alone for a while.
            Fault: the address is no good, or robots.txt cannot be had.
        """
        self._robots(_origin(url))

    def ready_in(self, url: str) -> float:
        """Seconds that :meth:`get` would wait before it asks the host of ``url``; 0 where it would not ask at all."""
        try:
            host = self._host(_origin(url))
        except Fault:
            return 0.0
        now = self.clock.monotonic()
        return 0.0 if host.rest_until > now else max(0.0, host.next_request - now)

    def hosts(self) -> dict[str, HostState]:
        """The hosts that there is something to know of, by name; for :meth:`resume` after a restart."""
        now, seconds = self.clock.now().isoformat(), self.clock.monotonic()
        told = {}
        for name, host in list(self._hosts.items()):
            wait, rest = max(0.0, host.next_request - seconds), max(0.0, host.rest_until - seconds)
            if wait or rest or host.failures or host.pace != self.pace:
                told[name] = HostState(now, host.pace, wait, rest, host.failures, host.trouble)
        return told

    def resume(self, hosts: Mapping[str, HostState]) -> None:
        """Go on from what :meth:`hosts` told before a restart, whatever the clock did meanwhile."""
        now, seconds = self.clock.now(), self.clock.monotonic()
        for name, told in hosts.items():
            # A clock that was put back tells nothing of the time that passed: the whole wait is the safe one.
            passed = max(0.0, (now - datetime.fromisoformat(told.at)).total_seconds())
            host = self._host(f"//{name}")
            host.pace = max(self.pace, told.pace)
            host.next_request = seconds + max(0.0, told.wait - passed)
            host.rest_until = seconds + max(0.0, told.rest - passed)
            host.failures, host.trouble = told.failures, told.trouble or host.trouble

    def _robots(self, origin: str) -> RobotFileParser:
        host = self._host(origin)
        if host.robots is not None and self.clock.monotonic() < host.robots_until:
            return host.robots
        address = f"{origin}/robots.txt"
        rules = RobotFileParser(address)
        for _ in range(_MOST_REDIRECTIONS):
            status, answered, body = self._ask(_origin(address), address, {}, _LARGEST_ROBOTS)
            if status not in _REDIRECTIONS or "location" not in answered:
                break
            address = urljoin(address, answered["location"])
        if status in _FORBIDDEN:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            # A host without rules allows everything; one whose rules lead nowhere has none.
            rules.parse(body.decode("utf-8", "replace").splitlines() if status == 200 else [])  # noqa: PLR2004
        host.robots, host.robots_until = rules, self.clock.monotonic() + _ROBOTS_LAST
        asked = rules.crawl_delay(_agent())
        before = host.pace
        host.pace = max(self.pace, min(float(asked), _LONGEST_PACE)) if asked else self.pace
        # The rules that were just read hold from the request for them on.
        host.next_request += max(0.0, host.pace - before)
        return rules

    def _ask(
        self, origin: str, url: str, headers: Mapping[str, str], limit: int
    ) -> tuple[int, Mapping[str, str], bytes]:
        """One request, in its time; the status, the headers and the body of the answer."""
        host = self._host(origin)
        with host.lock:
            return self._asked(host, url, headers, limit)

    def _asked(
        self, host: _Host, url: str, headers: Mapping[str, str], limit: int
    ) -> tuple[int, Mapping[str, str], bytes]:
        try:
            import httpx
        except ImportError as error:
            raise missing("httpx", "web") from error
        if (rest := host.rest_until - self.clock.monotonic()) > 0:
            raise Postponed(f"its host is left alone after this: {host.trouble}", rest)
        if (wait := host.next_request - self.clock.monotonic()) > 0:
            self.clock.sleep(wait)
        host.next_request = self.clock.monotonic() + host.pace
        self.before_request()
        try:
            with self.client.stream(
                "GET", url, headers={"User-Agent": _agent(), **headers}, follow_redirects=False, timeout=SECONDS / 2
            ) as answer:
                status, answered = answer.status_code, {name.lower(): value for name, value in answer.headers.items()}
                body = self._body(answer, limit) if status not in _REDIRECTIONS else b""
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise self._failed(host, f"cannot be reached ({type(error).__name__})") from error
        finally:
            # Counted from its end: a slow host needs the pause more than a quick one.
            host.next_request = self.clock.monotonic() + host.pace
        if status == _TOO_MANY or status >= 500:  # noqa: PLR2004 -- the server's own troubles
            raise self._failed(host, f"the server answers {status}", self._asked_rest(answered))
        host.failures = 0
        return status, answered, body

    def _body(self, answer: httpx.Response, limit: int) -> bytes:
        end = self.clock.monotonic() + SECONDS
        body = bytearray()
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > limit:
                raise Fault(f"an answer of more than {limit / 1e6:g} MB", "leave it out")
            if self.clock.monotonic() > end:
                raise Fault(f"an answer that takes more than {SECONDS:g} seconds", "try it again later")
        return bytes(body)

    def _failed(self, host: _Host, reason: str, asked: float | None = None) -> Postponed:
        rest = min(_FIRST_REST * 2**host.failures, _LONGEST_REST) if asked is None else min(asked, _LONGEST_REST)
        # What grows without end would overflow after some years.
        host.failures, host.trouble = min(host.failures + 1, 20), reason
        host.rest_until = self.clock.monotonic() + rest
        return Postponed(reason, rest)

    def _asked_rest(self, answered: Mapping[str, str]) -> float | None:
        told = answered.get("retry-after", "").strip()
        if told.isascii() and told.isdigit():
            return max(float(told[:9]), _FIRST_REST)
        try:
            return max((parsedate_to_datetime(told) - self.clock.now()).total_seconds(), _FIRST_REST)
        except (ValueError, TypeError):
            return None

    def _host(self, origin: str) -> _Host:
        return self._hosts.setdefault(urlsplit(origin).netloc, _Host(pace=self.pace))


def is_address(url: str) -> bool:
    """Whether ``url`` can be asked for at all."""
    try:
        return bool(_origin(url))
    except Fault:
        return False


def host_of(url: str) -> str:
    """The host of an address, with its port; empty where it is no address."""
    return urlsplit(_origin(url)).netloc if is_address(url) else ""


def _agent() -> str:
    return f"Ravayat/{ravayat.__version__}"


def _conditions(known: Mapping[str, str]) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {condition: known[name] for name, condition in names.items() if known.get(name)}


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname:
            return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
    except ValueError:
        pass
    raise Fault(f"no address on the web ({url[:80]!r})", "write it in full, with https://")
