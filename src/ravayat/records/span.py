"""Where in the raw text a value was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of characters of an article's raw text.

    Offsets count Unicode code points, as Python strings do.

    Raises:
        ValueError: the stretch is empty or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def distance(self, other: Span) -> int:
        """Characters between the two; 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the raw text with the place they stand in and how sure the reader is of them.

    Attributes:
        text: exactly the raw text at ``span``.
        span: where it stands.
        confidence: probability in [0, 1] that the words belong where they were put;
            1.0 for a person's annotation.
    """

    text: str
    span: Span
    confidence: float = 1.0

    @classmethod
    def read(cls, raw: str, span: Span, confidence: float = 1.0) -> Quote:
        """The quote of ``raw`` at ``span``."""
        return cls(span.of(raw), span, confidence)
