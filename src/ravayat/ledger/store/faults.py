"""What can be wrong with a store or with what is asked of it."""

from __future__ import annotations


class StoreFault(ValueError):
    """A store cannot be used, or not so; the message names it, says what is wrong and what to do."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class OvertakenFault(StoreFault):
    """Somebody decided otherwise since who decides now has looked."""
