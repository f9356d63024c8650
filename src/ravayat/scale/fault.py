"""What ends a run on a scheduler."""

from __future__ import annotations


class ScaleFault(ValueError):
    """A run on a scheduler cannot go on; the message names what is wrong and says what to do."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
