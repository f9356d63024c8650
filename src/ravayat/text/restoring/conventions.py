"""Spellings on which careful writers differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np

from ravayat.text.restoring.characters import Codes
from ravayat.text.restoring.features import SplitPlaces, Types
from ravayat.text.restoring.hashing import Hashes, SubstringHashes
from ravayat.text.restoring.model import Floats

_PRONOUNS = ("آن", "این", "همان", "همین")
_PLURALS = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "هاست")
_NEVER_GLUED = ("ه", "ط", "ظ")
"""Letters after which the plural is never glued: ``خانه‌ها``, ``خط‌ها``."""


class Choice(Enum):
    """What to do where both spellings are right."""

    LEARNED = "learned"
    """What sound text does most often."""
    HALF_SPACE = "half-space"
    """Always a half-space."""
    AS_WRITTEN = "as-written"
    """Glued stays glued; a blank still becomes a half-space."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """Spellings to follow.

    Attributes:
        pronouns: the plural of pronouns, ``آنها`` or ``آن‌ها``.
        glued_plurals: leave other plurals glued where the Academy's rules of orthography allow both
            (``کتابها``); where they allow one (``خانه‌ها``) the half-space is restored anyway.
    """

    pronouns: Choice = Choice.LEARNED
    glued_plurals: bool = False

    def applied(self, types: Types, places: SplitPlaces, probabilities: Floats) -> Floats:
        """``probabilities`` of the places inside words with these conventions in force."""
        if self == Conventions():
            return probabilities
        plural = np.isin(places.right, _keys(_PLURALS))
        pronoun = plural & np.isin(places.left, _keys(_PRONOUNS))
        fixed = {Choice.HALF_SPACE: 1.0, Choice.AS_WRITTEN: 0.0}
        if self.pronouns in fixed:
            probabilities = np.where(pronoun, np.float32(fixed[self.pronouns]), probabilities)
        if self.glued_plurals:
            at = types.starts[places.owner] + places.before
            free = plural & ~pronoun & ~np.isin(types.hashes.between(at - 1, at), _keys(_NEVER_GLUED))
            probabilities = np.where(free, np.float32(0), probabilities)
        return probabilities


@cache
def _keys(words: tuple[str, ...]) -> Hashes:
    codes: Codes = np.array([ord(letter) for letter in "".join(words)], np.uint32)
    ends = np.cumsum([len(word) for word in words])
    return SubstringHashes.of(codes).between(ends - [len(word) for word in words], ends)
