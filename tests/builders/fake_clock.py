"""Time for tests of what waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Time that passes only where somebody waits."""

    def __init__(self) -> None:
        self.wall = datetime(2024, 3, 20, tzinfo=UTC)
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)
