"""Words of a text as they are once its lost half-spaces are back, at their places in the text as it came."""

from __future__ import annotations

from enum import StrEnum

from ravayat.records import Span
from ravayat.text.letters import INVISIBLE
from ravayat.text.words import Words, split_words

_FEWEST = 1 / 100
"""Half-spaces a word from which a text has kept its own. Of the reports in ``../shared/news`` 80 in 100 have two or
more in a hundred words, and 12 to 14 have none (``docs/text.md``)."""


class Restoring(StrEnum):
    """Of which texts the lost half-spaces are put back before they are read."""

    LOST = "lost"
    """Of those that have next to none."""

    ALWAYS = "always"
    NEVER = "never"


def words_to_read(text: str, restoring: Restoring = Restoring.LOST) -> Words:
    """The words of ``text``, with its lost half-spaces put back or not; offsets are those of the raw text."""
    if restoring is Restoring.ALWAYS or (restoring is Restoring.LOST and lacks_half_spaces(text)):
        return restored_words(text)
    return split_words(text)


def lacks_half_spaces(text: str) -> bool:
    """Whether a text has so few half-spaces that it must have lost them."""
    return text.count(INVISIBLE) < _FEWEST * len(text.split())


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
