"""Spellings on which careful writers differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from ravayat.text.restoring.characters import BLANK, HALF, Bools, Segments
from ravayat.text.restoring.features import JoinPlaces, SplitPlaces, Types
from ravayat.text.restoring.hashing import among
from ravayat.text.restoring.model import Floats

_PRONOUNS = ("آن", "این", "همان", "همین")
_PLURALS = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "هاست")
_NEVER_GLUED = ("ه", "ط", "ظ")
"""Letters after which the plural is never glued: ``خانه‌ها``, ``خط‌ها``."""
UNJOINED = tuple("اآدذرزژو")
"""Letters that do not join the next one; printers set no half-space between them and ``بن``: ``جعفربن‌محمد``."""
_TO = ("به",)
_ADVERBIAL = tuple(
    "آرامی آسانی آهستگی اجمال اختصار اشتباه تازگی تدریج تفصیل تنهایی تندی جد خصوص خوبی درستی دشواری دقت راحتی راستی "
    "رغم روشنی زحمت زعم زودی سادگی سختی سرعت شدت صراحت عمد عینه فوریت کرات کندی گرمی مانند مراتب موازات موقع ناچار "
    "ندرت نرمی وضوح وفور یقین یکباره".split()
)
"""Nouns that make an adverb or a preposition with ``به`` before them."""
_SON = ("بن",)
_NO_NAMES = tuple("و را از به در که تا با بر یا این آن هر هیچ یک چند بی".split())
"""Words beside which ``بن`` is no son: it is also a root, a coupon and a town. Any other word is taken for a name."""
_CHOSEN = 0.85
"""Probability of a blank that a convention makes a half-space: it follows where the text lost half-spaces to blanks,
and is no evidence itself that it did."""


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
        joined_adverbs: join adverbs that begin with ``به`` (``به‌زودی``), else as sound text does most often.
        joined_names: join every name with ``بن`` (``حسین‌بن‌علی``, ``جعفربن‌محمد``), else as sound text does most often.
    """

    pronouns: Choice = Choice.LEARNED
    glued_plurals: bool = False
    joined_adverbs: bool = False
    joined_names: bool = False

    def applied(self, types: Types, places: SplitPlaces, probabilities: Floats) -> Floats:
        """``probabilities`` of the places inside words with these conventions in force."""
        if self == Conventions():
            return probabilities
        fixed = {Choice.HALF_SPACE: 1.0, Choice.AS_WRITTEN: 0.0}
        if self.pronouns in fixed:
            pronoun = among(places.right, _PLURALS) & among(places.left, _PRONOUNS)
            probabilities = np.where(pronoun, np.float32(fixed[self.pronouns]), probabilities)
        if self.glued_plurals:
            probabilities = np.where(free_plurals(types, places), np.float32(0), probabilities)
        if self.joined_names:
            at = types.starts[places.owner] + places.before
            unjoined = among(types.hashes.between(at - 1, at), UNJOINED)
            son = unjoined & among(types.hashes.between(at, at + len(_SON[0])), _SON)
            probabilities = np.where(son, np.float32(0), probabilities)
        return probabilities

    def applied_to_blanks(self, segments: Segments, places: JoinPlaces, probabilities: Floats) -> Floats:
        """``probabilities`` of blanks with these conventions in force."""
        if not (self.joined_adverbs or self.joined_names):
            return probabilities
        left, right, keys = places.left, places.right, places.keys
        chosen = np.zeros(len(left), np.bool_)
        if self.joined_adverbs:
            chosen |= among(keys[left], _TO) & among(keys[right], _ADVERBIAL)
        if self.joined_names:
            gaps = np.concatenate(([0], segments.gaps))  # what stands before each segment
            bound = (gaps == BLANK) | (gaps == HALF)
            name = np.concatenate(([False], ~among(keys, _NO_NAMES), [False]))
            # Both the name before and the name after are there.
            son = among(keys, _SON) & bound[:-1] & bound[1:] & name[:-2] & name[2:]
            chosen |= son[left] | son[right]
        return np.where(chosen, np.maximum(probabilities, np.float32(_CHOSEN)), probabilities)


def free_plurals(types: Types, places: SplitPlaces) -> Bools:
    """Places before the plural of a noun where the Academy's rules allow a half-space and none."""
    plural = among(places.right, _PLURALS) & ~among(places.left, _PRONOUNS)
    at = types.starts[places.owner] + places.before
    return plural & ~among(types.hashes.between(at - 1, at), _NEVER_GLUED)
