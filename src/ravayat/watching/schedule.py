"""When feeds are looked at: by seconds that only ever grow, so that a clock that jumps changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from ravayat.sources.feeds import FeedState
from ravayat.sources.fetching import host_of
from ravayat.watching.plan import WatchedFeed


def settled(state: FeedState, now: datetime) -> FeedState:
    """The state, with a next look that is no further away than it was to be.

    Written back at a start: a clock that was put back would else let the whole wait begin anew at every start.
    """
    if _left(state, now) <= state.pause:
        return state
    return replace(state, next_look=(now + timedelta(seconds=state.pause)).isoformat())


def seconds_left(state: FeedState, now: datetime) -> float:
    """Seconds to the next look at a feed; no more than it was to wait, whatever the time of day became meanwhile."""
    return min(max(_left(state, now), 0.0), state.pause)


def _left(state: FeedState, now: datetime) -> float:
    if state.next_look is None:
        return 0.0
    try:
        return (datetime.fromisoformat(state.next_look) - now).total_seconds()
    except (TypeError, ValueError):
        return 0.0


class Schedule:
    """The next look at each feed.

    Args:
        together: most looks that go on at once.
    """

    def __init__(self, together: int) -> None:
        self._together = together
        self._due: dict[str, tuple[float, WatchedFeed]] = {}

    def put(self, watched: WatchedFeed, at: float) -> None:
        """Look at a feed at a time of the growing seconds."""
        self._due[watched.feed.url] = (at, watched)

    def take(self, now: float, going_on: Collection[WatchedFeed]) -> list[WatchedFeed]:
        """The feeds whose looks begin now, out of the schedule.

        A host has one look at a time: two would only wait for each other, and keep others from going on.
        """
        hosts = {host_of(watched.feed.url) for watched in going_on}
        begun: list[WatchedFeed] = []
        for at, watched in sorted(self._due.values(), key=lambda due: due[0]):
            if at > now or len(going_on) + len(begun) >= self._together:
                break
            if (host := host_of(watched.feed.url)) not in hosts:
                hosts.add(host)
                begun.append(watched)
        self._drop(begun)
        return begun

    def keep_due(self, now: float) -> None:
        """Forget the looks that are not due."""
        self._drop([watched for at, watched in self._due.values() if at > now])

    def next(self, now: float) -> float | None:
        """When the next look is due after now; what is due already waits for a look that goes on, not for a time."""
        return min((at for at, _ in self._due.values() if at > now), default=None)

    def _drop(self, feeds: Iterable[WatchedFeed]) -> None:
        for watched in feeds:
            del self._due[watched.feed.url]
