"""What is wrong with an input and what a person can do about it."""

from __future__ import annotations

from ravayat.records import Rejection


class Fault(ValueError):
    """An input cannot be read.

    Attributes:
        reason: what is wrong.
        remedy: what to do.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy

    def rejection(self, name: str) -> Rejection:
        """The fault as a record of the run."""
        return Rejection(name, self.reason, self.remedy)
