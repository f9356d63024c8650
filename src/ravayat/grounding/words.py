"""The reading head that the grammar of time moves over lexemes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from ravayat.grounding import kinds
from ravayat.grounding.calendars import LUNAR
from ravayat.grounding.lexer import Lexeme
from ravayat.grounding.piece import Piece

MOST_IN_A_ROW: Final = 6
"""How many words of one kind an expression takes in a row."""


class Read(NamedTuple):
    """A piece and the index behind it."""

    piece: Piece
    after: int


class Words:
    """Lexemes under a reading head that never runs off the end."""

    def __init__(self, lexemes: Sequence[Lexeme], *, strict: bool) -> None:
        self.lexemes = lexemes
        self.strict = strict
        self.size = len(lexemes)

    def kind(self, index: int) -> str:
        """Kind of the lexeme at ``index``, empty outside."""
        return self.lexemes[index].kind if 0 <= index < self.size else ""

    def name(self, index: int) -> str:
        """Name of the lexeme at ``index``."""
        return self.lexemes[index].name if 0 <= index < self.size else ""

    def word(self, index: int) -> str:
        """Word at ``index``."""
        return self.lexemes[index].word if 0 <= index < self.size else ""

    def value(self, index: int) -> int:
        """Value of the lexeme at ``index``."""
        return self.lexemes[index].value if 0 <= index < self.size else -1

    def unit(self, index: int, name: str, *forms: int) -> bool:
        """Whether the unit ``name`` stands at ``index``, in one of ``forms`` (singular if none is given)."""
        return self.kind(index) == kinds.UNIT and self.name(index) == name and self.value(index) in (forms or (0,))

    def behind(self, index: int, some: frozenset[str]) -> int:
        """The index behind the lexemes of ``some`` kinds at ``index``, a few at most.

        Without a limit a text of nothing but such words would take time quadratic in its length.
        """
        at = index
        while at < index + MOST_IN_A_ROW and self.kind(at) in some:
            at += 1
        return at

    def month(self, index: int) -> tuple[str, int] | None:
        """Calendar and number of the month at ``index``; صفر is a number elsewhere."""
        if self.kind(index) == kinds.MONTH:
            return self.name(index), self.value(index)
        return (LUNAR, 2) if self.word(index) == "صفر" else None


Reader = Callable[[Words, int], Read | None]
"""Reads the piece that starts at an index."""
