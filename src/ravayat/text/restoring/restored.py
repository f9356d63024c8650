"""A restored text, what was changed, and where each character came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from ravayat.records import Span


class Level(Enum):
    """How far a text is repaired."""

    RAW = "raw"
    """Not at all."""
    DISPLAY = "display"
    """Half-spaces only: safe to show, every letter, digit and mark stays what it is."""
    SEARCH = "search"
    """Half-spaces; letters and digits in one form; tatweel, harakat and marks without width taken out."""


class ChangeKind(Enum):
    """What was done."""

    DELETED = "deleted"
    """A half-space put where one had been deleted."""
    BLANK = "blank"
    """A half-space put for the blank that stood for it."""
    FORM = "form"
    """A letter or digit given its one form, or a mark taken out (only for search)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        kind: what was done.
        start, end: offsets into the raw text, the end exclusive; both are the same where
            something was put in, which is why this is no :class:`~ravayat.records.Span`.
        old, new: the raw text there, and what stands there now.
        confidence: probability that it is right; 1.0 where no judgement was needed.
    """

    kind: ChangeKind
    start: int
    end: int
    old: str
    new: str
    confidence: float = 1.0


@dataclass(frozen=True)
class Restored:
    """A text after repair.

    Attributes:
        raw: the text as it came.
        text: the repaired text.
        changes: what was done, in the order of the text.
    """

    raw: str
    text: str
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, raw: str, changes: Iterable[Change]) -> Restored:
        """``raw`` after ``changes``, which are in order and do not overlap."""
        changes = tuple(changes)
        pieces: list[str] = []
        done = 0
        for change in changes:
            pieces += (raw[done : change.start], change.new)
            done = change.end
        return cls(raw, "".join((*pieces, raw[done:])), changes)

    @cached_property
    def to_restored(self) -> tuple[int, ...]:
        """For each character of the raw text, and for its end, the offset in the restored text.

        What was taken out goes to what follows it.
        """
        return _moved(len(self.raw), ((c.start, c.end, len(c.new)) for c in self.changes))

    @cached_property
    def to_raw(self) -> tuple[int, ...]:
        """For each character of the restored text, and for its end, the offset in the raw text.

        What was put in goes to what follows it.
        """
        return _moved(len(self.text), ((start, end, len(c.old)) for start, end, c in self._backward()))

    def restored_span(self, span: Span) -> Span | None:
        """Where a stretch of the raw text stands now; ``None`` if nothing of it is left."""
        start, end = self.to_restored[span.start], self.to_restored[span.end]
        # A half-space put in just behind the stretch belongs to it as little as one just before.
        end -= self._put_in.get(span.end, 0)
        return Span(start, end) if start < end else None

    def raw_span(self, span: Span) -> Span | None:
        """Where a stretch of the restored text came from; ``None`` if all of it was put in."""
        start, end = self.to_raw[span.start], self.to_raw[span.end]
        return Span(start, end) if start < end else None

    def undone(self) -> str:
        """The raw text again, from the restored text and the changes alone."""
        pieces: list[str] = []
        done = 0
        for start, end, change in self._backward():
            pieces += (self.text[done:start], change.old)
            done = end
        return "".join((*pieces, self.text[done:]))

    @cached_property
    def _put_in(self) -> dict[int, int]:
        return {change.start: len(change.new) for change in self.changes if change.start == change.end}

    def _backward(self) -> Iterator[tuple[int, int, Change]]:
        """The changes with offsets into the restored text."""
        shift = 0
        for change in self.changes:
            start = change.start + shift
            yield start, start + len(change.new), change
            shift += len(change.new) - len(change.old)


def _moved(length: int, edits: Iterable[tuple[int, int, int]]) -> tuple[int, ...]:
    """Where each offset of a text, its end included, goes when stretches of it get a new length."""
    moved: list[int] = []
    done = shift = 0
    for start, end, new_length in edits:
        moved += range(done + shift, start + shift)
        moved += (start + shift + min(offset, new_length) for offset in range(end - start))
        shift += new_length - (end - start)
        done = end
    moved += range(done + shift, length + 1 + shift)
    return tuple(moved)
