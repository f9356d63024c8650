"""Words of a text as they are once its lost half-spaces are back, at their places in the text as it came."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ravayat.records import Span
from ravayat.text.letters import INVISIBLE
from ravayat.text.words import Words, split_words

_FEW: Final = 1 / 100
"""What a text that has next to none has at most in a word; which texts have more is told in ``docs/text.md``."""

_LONE: Final = frozenset("می نمی ها های هایی ای اند تر ترین".split())
"""Parts of words that stand alone where a half-space was turned into a blank."""


class Restoring(StrEnum):
    """Of which texts the lost half-spaces are put back before they are read."""

    DELETED = "deleted"
    """Of those whose half-spaces were deleted."""

    ALWAYS = "always"
    NEVER = "never"


def words_to_read(text: str, restoring: Restoring = Restoring.DELETED) -> Words:
    """The words of ``text``, with its lost half-spaces put back or not; offsets are those of the raw text."""
    if restoring is Restoring.ALWAYS:
        return restored_words(text)
    words = split_words(text)
    return restored_words(text) if restoring is Restoring.DELETED and half_spaces_were_deleted(words) else words


def half_spaces_were_deleted(words: Words) -> bool:
    """Whether next to no word has a half-space in it, and next to none is a part of one that a blank has cut off."""
    kept = sum(INVISIBLE in form for form in words.forms)
    lone = sum(form in _LONE for form in words.forms)
    return max(kept, lone) < _FEW * len(words)


def restored_words(text: str) -> Words:
    """The words of the restored ``text``, each at the characters of the raw text that it was made of.

    One that a blank had cut in two ("می گوید") holds the blank.
    """
    # Only now: the restorer's weights take a moment.
    from ravayat.text.restoring import restore

    restored = restore(text)
    words = split_words(restored.text)
    # Only half-spaces are ever put in, and no word is made of these alone: each has a place in the raw text.
    spans = [restored.raw_span(Span(*place)) for place in zip(words.starts, words.ends, strict=True)]
    found = [span for span in spans if span is not None]
    return Words(words.forms, tuple(one.start for one in found), tuple(one.end for one in found), words.sentences)
