"""How often something may be done."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_MOST_KEYS = 10_000
"""People whose pace is remembered; of more the longest idle are forgotten, who would have everything left anyway."""


class Pace:
    """So many times a minute for each key, saved up to that many at once (a bucket of tokens).

    Args:
        a_minute: how many times.
        clock: seconds that only grow.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(a_minute)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str) -> int:
        """Take one; 0 where there was one, else the whole seconds until there is one again."""
        with self._lock:
            left, now = self._now(key)
            taken = left >= 1
            self._left.pop(key, None)
            self._left[key] = (left - 1 if taken else left, now)
            while len(self._left) > _MOST_KEYS:
                self._left.popitem(last=False)
            return 0 if taken else self._until_one(left)

    def give_back(self, key: str) -> None:
        """Put one back that was taken and shall not count."""
        with self._lock:
            left, now = self._now(key)
            self._left[key] = (min(self._most, left + 1), now)

    def _now(self, key: str) -> tuple[float, float]:
        """What is left for a key, and the time."""
        now = self._clock()
        left, since = self._left.get(key, (self._most, now))
        return min(self._most, left + (now - since) * self._most / 60), now

    def _until_one(self, left: float) -> int:
        return int((1 - left) * 60 / self._most) + 1
