"""Words with half-spaces from a dictionary or a list, for training."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import pairwise
from pathlib import Path

from ravayat.text.letters import INVISIBLE, fold
from ravayat.text.restoring.characters import HALF_SPACE

_ARCHAIC = f"همی{HALF_SPACE}"
"""A verbal prefix that today's texts have no more, and of which a dictionary may have thousands of forms."""


def read_dictionary(file: Path) -> list[str]:
    """The words with half-spaces of a Hunspell dictionary (``.dic``), folded.

    Affixes are not unfolded: endings are parted off before the word is looked up. A word that the
    dictionary also has in one piece is left out, for then both spellings are right.

    Raises:
        ValueError: the file is no such dictionary.
    """
    count, _, lines = file.read_text(encoding="utf-8").partition("\n")
    if not count.strip().isdigit():
        raise ValueError(f"{file} is no Hunspell dictionary: its first line must be the number of its words")
    words = {_plain(line.partition("/")[0].strip()) for line in lines.splitlines()}
    return sorted(
        word
        for word in words
        if HALF_SPACE in word and _ARCHAIC not in word and word.replace(HALF_SPACE, "") not in words
    )


def read_words(file: Path) -> list[str]:
    """The words with half-spaces of a list, one a line, folded.

    Raises:
        ValueError: a line has no half-space, so the file is no such list.
    """
    words = [_plain(line.strip()) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    for number, word in enumerate(words, 1):
        if HALF_SPACE not in word:
            raise ValueError(f"{file}, word {number}: {word} has no half-space; list words that have one, one a line")
    return words


def unsettled(words: Iterable[str], sound: Iterable[str], letters: Container[str]) -> list[str]:
    """Those of ``words`` of which sound text does not tell how they are written.

    Args:
        words: with half-spaces.
        sound: lines of sound text.
        letters: the runs of letters in it, half-spaces taken out.
    """
    in_two = {f"{left} {right}" for line in sound for left, right in pairwise(line.split(" "))}
    return [
        word
        for word in words
        if word.replace(HALF_SPACE, "") not in letters
        and not any(f"{left} {right}" in in_two for left, right in pairwise(word.split(HALF_SPACE)))
    ]


def _plain(word: str) -> str:
    """``word`` in one form, without harakat; half-spaces stay."""
    return "".join(form for char, form in zip(word, fold(word), strict=True) if form != INVISIBLE or char == HALF_SPACE)
