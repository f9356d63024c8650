"""What every expression of time can do."""

from __future__ import annotations

from typing import Protocol

from ravayat.grounding.interval import Interval, Reference


class Piece(Protocol):
    """One expression, such as «دو روز پیش» or «۷ مرداد»."""

    @property
    def rank(self) -> int:
        """How exactly it names days: of pieces that name one time the highest wins."""
        ...

    def resolve(self, reference: Reference) -> Interval:
        """The days it means.

        Raises:
            NoSuchDayError: the calendar has no such day.
        """
        ...
