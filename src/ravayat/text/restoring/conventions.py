"""Spellings on which careful writers differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from ravayat.text.restoring.characters import BLANK, HALF, Bools, Segments
from ravayat.text.restoring.compounds import (
    FUNCTION_WORDS,
    Prefix,
    numbered,
    numbered_by_blank,
    prefixed,
    prefixed_by_blank,
    titled,
    titled_by_blank,
)
from ravayat.text.restoring.features import JoinPlaces, SplitPlaces, Types
from ravayat.text.restoring.hashing import among
from ravayat.text.restoring.lexicon import Lexicon
from ravayat.text.restoring.model import Floats

_PRONOUNS = ("آن", "این", "همان", "همین")
_PLURALS = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "هاست")
_NEVER_GLUED = ("ه", "ط", "ظ")
"""Letters after which the plural is never glued: ``خانه‌ها``, ``خط‌ها``."""
_SILENT, _VOWELS, _NO_VOWELS = ("ه",), ("ا", "آ", "و", "ی"), ("ای", "یو")
_LONGEST_SOUNDED = 2
"""Behind a vowel, and in words of so few letters, an ``ه`` is heard: ``راه``, ``ده``; not in ``پایه`` and ``میوه``."""
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
CHOSEN = 0.85
"""Probability of a place that such a convention gives a half-space: it follows where the text lost half-spaces in this
way, and is no evidence itself that it did."""


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
        parted_prefixes: prefixes to part even from words that most write in one piece (``بی‌کار``, ``ضد‌انقلاب``).
        joined_numbers: join adjectives with their numeral (``دو‌زبانه``, ``سه‌ماهه``), glued or in two words, else as
            sound text does most often.
        joined_titles: join both words of a title (``ریاست‌جمهوری``, ``مدیر‌عامل``), else as sound text does most often.
    """

    pronouns: Choice = Choice.LEARNED
    glued_plurals: bool = False
    joined_adverbs: bool = False
    joined_names: bool = False
    parted_prefixes: frozenset[Prefix] = frozenset()
    joined_numbers: bool = False
    joined_titles: bool = False

    def applied(self, types: Types, places: SplitPlaces, probabilities: Floats, lexicon: Lexicon) -> Floats:
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
        chosen = np.zeros(len(places.owner), np.bool_)
        if self.parted_prefixes:
            chosen |= prefixed(self.parted_prefixes, types, places, lexicon)
        if self.joined_numbers:
            chosen |= numbered(places)
        if self.joined_titles:
            chosen |= titled(places)
        return _at_least_chosen(chosen, probabilities)

    def applied_to_blanks(self, segments: Segments, places: JoinPlaces, probabilities: Floats) -> Floats:
        """``probabilities`` of blanks with these conventions in force."""
        if replace(self, pronouns=Choice.LEARNED, glued_plurals=False) == Conventions():
            return probabilities
        left, right, keys = places.left, places.right, places.keys
        chosen = np.zeros(len(left), np.bool_)
        if self.joined_adverbs:
            chosen |= among(keys[left], _TO) & among(keys[right], _ADVERBIAL)
        if self.joined_names:
            gaps = np.concatenate(([0], segments.gaps))  # what stands before each segment
            bound = (gaps == BLANK) | (gaps == HALF)
            # Beside a function word it is a root, a coupon or a town; any other word is taken for a name.
            name = np.concatenate(([False], ~among(keys, FUNCTION_WORDS), [False]))
            # Both the name before and the name after are there.
            son = among(keys, _SON) & bound[:-1] & bound[1:] & name[:-2] & name[2:]
            chosen |= son[left] | son[right]
        if self.parted_prefixes:
            chosen |= prefixed_by_blank(self.parted_prefixes, segments, places)
        if self.joined_numbers:
            chosen |= numbered_by_blank(segments, places)
        if self.joined_titles:
            chosen |= titled_by_blank(segments, places)
        return _at_least_chosen(chosen, probabilities)


def _at_least_chosen(chosen: Bools, probabilities: Floats) -> Floats:
    return np.where(chosen, np.maximum(probabilities, np.float32(CHOSEN)), probabilities)


def free_plurals(types: Types, places: SplitPlaces) -> Bools:
    """Places before the plural of a noun where the Academy's rules allow a half-space and none."""
    plural = among(places.right, _PLURALS) & ~among(places.left, _PRONOUNS)
    at = types.starts[places.owner] + places.before
    return plural & ~among(types.hashes.between(at - 1, at), _NEVER_GLUED)


def damaged_plurals(types: Types, places: SplitPlaces) -> Bools:
    """Places before a plural behind a silent ``ه``, which nobody glues on purpose (``برنامه‌ها``, not ``گروهها``)."""
    at = types.starts[places.owner] + places.before
    silent = among(types.hashes.between(at - 1, at), _SILENT) & (places.before > _LONGEST_SOUNDED)
    sounded = among(types.hashes.between(at - 2, at - 1), _VOWELS)
    sounded &= ~among(types.hashes.between(at - 3, at - 1), _NO_VOWELS)
    found: Bools = among(places.right, _PLURALS) & silent & ~sounded
    return found
