"""Puts into good Persian the damage that the press puts into it.

Kinds and causes are described in ``docs/reader.md``; what ``ravayat.text`` folds back before the reader sees it is
not among them. Every kind keeps a map from old
offsets to new ones, so that annotations survive.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_HALF_SPACE = "\u200c"
_BULLETS = ("🔹", "🔸", "🔴", "♦️", "▪️", "-", "•")


class Edited:
    """A text under edits of single characters, with where each old character went."""

    def __init__(self, text: str) -> None:
        self.cells = list(text)

    def each(self, pattern: str, change: Callable[[str], str]) -> None:
        """Replace every cell that is one of the characters of ``pattern``."""
        for index, cell in enumerate(self.cells):
            if cell and cell in pattern:
                self.cells[index] = change(cell)

    def finish(self) -> tuple[str, list[int]]:
        """The new text, and for each old offset (and the end) the new one."""
        offsets, position = [], 0
        for cell in self.cells:
            offsets.append(position)
            position += len(cell)
        return "".join(self.cells), [*offsets, position]


def damage_with_offsets(text: str, draw: random.Random) -> tuple[str, list[int]]:
    """Damage ``text``; the second value maps old offsets to new ones (length ``len(text) + 1``)."""
    edited = Edited(text)
    kind = draw.random()
    if kind < 0.35:
        edited.each(_HALF_SPACE, lambda _: "")
    elif kind < 0.70:
        edited.each(_HALF_SPACE, lambda _: " ")
    elif kind < 0.85:
        edited.each(_HALF_SPACE, lambda _: draw.choice(("", " ", _HALF_SPACE)))
    if draw.random() < 0.15:
        edited.each("«»", lambda _: draw.choice(('"', "")))
    if draw.random() < 0.10:
        edited.each(".،", lambda mark: "" if draw.random() < 0.5 else mark)
    if draw.random() < 0.05:
        edited.each("\n", lambda _: "\n" + draw.choice(_BULLETS) + "\n")
    if draw.random() < 0.05:
        edited.each("آ", lambda _: "ا")
    if draw.random() < 0.05:
        _glue_numbers(edited, text, draw)
    return edited.finish()


def damage(text: str, draw: random.Random) -> str:
    """Damaged ``text`` alone."""
    return damage_with_offsets(text, draw)[0]


def _glue_numbers(edited: Edited, text: str, draw: random.Random) -> None:
    for match in re.finditer(r"(?<=\d) (?=[^\W\d_])", text):
        if draw.random() < 0.5:
            edited.cells[match.start()] = ""
