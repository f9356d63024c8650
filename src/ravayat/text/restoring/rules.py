"""Rules of writing: where no half-space can have been, whatever was learned."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from ravayat.text.restoring.characters import BLANK, HALF, OTHER, Bools, Ints, Segments
from ravayat.text.restoring.features import JoinPlaces, SplitPlaces, Types
from ravayat.text.restoring.hashing import Hashes, SubstringHashes, among, hashes_of
from ravayat.text.restoring.lexicon import LexiconRows
from ravayat.text.restoring.verbs import VERBAL, begin_like_verbs, verbs

Classes = npt.NDArray[np.uint8]
"""For each word the sum of these:"""
VERB, ENDING, INFLECTION, CALL, MONTH, PARTICIPLE, AUXILIARY, EZAFE = (np.uint8(1 << bit) for bit in range(8))

_NO_VERB = 6
"""Class of counts from which a word that never followed a verbal prefix is no verb: ``می سال`` tells of May."""
_ENDINGS, _SILENT = ("ای", "ام", "ات", "ایم", "اید"), ("ه", "ی")
"""Endings that have a half-space behind these letters alone (13,745 of 13,758 in the shared news): "اینک ای مردم"."""
_INFLECTION = (*_ENDINGS, "اند", "ها", "های", "هایی")
_CALL, _MONTH, _EZAFE = ("ای",), ("ماه",), ("ی",)
_DIGITS = tuple("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
_FUNCTION_WORDS = tuple("و را از در که تا با درباره گفت".split())
"""Words that are no part of another one; ``به`` is, before many."""
_PARTICIPLES = tuple(
    f"{negation}{stem}ه"
    for negation in ("", "ن")
    for stem in "شد کرد داد گرفت یافت زد خورد برد گذاشت رفت رسید کشید نمود گردید دید ساخت بست داشت ماند گشت".split()
)
_AUXILIARIES = tuple("است بود بودم بودی بودیم بودید بودند بوده باشد باشم باشی باشیم باشید باشند اند ام ایم اید".split())
"""Of a participle before one of these PerDT's training part parts 6,845 from the word before and joins nine."""


def word_classes(keys: Hashes) -> Classes:
    """What the rules say of each word, by its hash; all lists are looked up at once."""
    known, classes = _listed()
    at = known[:-1].searchsorted(keys)
    found: Classes = np.where(known[at] == keys, classes[at], np.uint8(0))
    return found


@cache
def _listed() -> tuple[Hashes, Classes]:
    lists = {VERB: VERBAL, ENDING: _ENDINGS, INFLECTION: _INFLECTION, CALL: _CALL, MONTH: _MONTH}
    lists |= {PARTICIPLE: _PARTICIPLES, AUXILIARY: _AUXILIARIES, EZAFE: _EZAFE}
    words = tuple({word for listed in lists.values() for word in listed})
    classes = [sum(one for one, listed in lists.items() if word in listed) for word in words]
    keys = np.concatenate([hashes_of((word,)) for word in words])
    order = keys.argsort()
    return keys[order], np.array(classes, np.uint8)[order]


def unlikely(
    hashes: SubstringHashes, segments: Segments, places: JoinPlaces, rows: LexiconRows, classes: Classes
) -> Bools:
    """Blanks that were no half-space unless sound text has the very pair.

    They stand before no verb, and before endings of other stems.
    """
    left, right, ends = places.left, places.right, segments.ends[places.left]
    before = classes[left]
    found: Bools = (before & VERB) > 0
    prefix = found.nonzero()[0]
    if len(prefix):
        behind = right[prefix]
        verb = begin_like_verbs(hashes, segments.starts[behind], segments.ends[behind]) & (rows.free[behind] < _NO_VERB)
        found[prefix] = ~verb | _dated(hashes, segments, left[prefix], classes)
    ending = ((classes[right] & ENDING) > 0).nonzero()[0]
    found[ending] |= ~among(hashes.between(ends[ending] - 1, ends[ending]), _SILENT)
    # What calls somebody begins no word ("ای یار"), unless it is itself the end of one.
    call: Bools = ((before & CALL) > 0) & ((left == 0) | (segments.gaps[left - 1] != HALF))
    return found | call


def _dated(hashes: SubstringHashes, segments: Segments, words: Ints, classes: Classes) -> Bools:
    """Whether a number or the word for a month stands before each word: ``۲۷ می``."""
    last = np.maximum(segments.starts[words] - 1, 0)
    month = (words > 0) & (segments.gaps[words - 1] == BLANK) & ((classes[words - 1] & MONTH) > 0)
    found: Bools = month | among(hashes.between(np.maximum(last - 1, 0), last), _DIGITS)
    return found


def inseparable(types: Types, places: SplitPlaces) -> Bools:
    """Places inside words where no half-space was, unless sound text has the very word with one.

    A prefix of verbs stands before a verb (``میگرنی`` has none), a function word is no end of a word, for there a blank
    was lost (``ملتدرباره``), and a letter alone is no part but an ezafe (``خانه‌ی``).
    """
    at = types.starts[places.owner] + places.before
    ends = types.ends[places.owner]
    found: Bools = places.before == 1
    last = (ends - at == 1).nonzero()[0]
    if len(last):
        found[last] |= ~_ezafe(types.hashes, at[last])
    found |= among(places.right, _FUNCTION_WORDS) | among(places.left, _FUNCTION_WORDS)
    prefix = among(places.left, VERBAL).nonzero()[0]
    found[prefix] = ~verbs(types.hashes, at[prefix], ends[prefix])
    return found


def _ezafe(hashes: SubstringHashes, at: Ints) -> Bools:
    found: Bools = among(hashes.between(at - 1, at), _SILENT[:1]) & among(hashes.between(at, at + 1), _EZAFE)
    return found


def inflected(places: JoinPlaces, classes: Classes) -> Bools:
    """Blanks behind a prefix of verbs and before an ending, where no writer sets one on purpose, as in compounds."""
    found: Bools = ((classes[places.left] & VERB) > 0) | ((classes[places.right] & INFLECTION) > 0)
    return found


def impossible(hashes: SubstringHashes, segments: Segments, places: JoinPlaces, classes: Classes) -> Bools:
    """Blanks that were no half-space even where sound text has the pair with one.

    Beside a letter alone a blank stands in a broken word (``ا ست``), but for the ezafe.
    """
    left, right = places.left, places.right
    lengths = segments.ends - segments.starts
    found: Bools = (lengths[left] == 1) | (lengths[right] == 1)
    alone = found.nonzero()[0]
    if len(alone):
        first = left[alone]
        ends = segments.ends[first]
        silent = among(hashes.between(ends - 1, ends), _SILENT[:1]) & (lengths[first] > 1)
        found[alone] = ~(silent & ((classes[right[alone]] & EZAFE) > 0))
    found[_perfect(segments, places, classes)] = True
    return found


def _perfect(segments: Segments, places: JoinPlaces, classes: Classes) -> Ints:
    """Before the participle of a perfect (``قطع شده است``): no compound, though ``قطع‌شده`` alone is an adjective."""
    right = places.right
    participles = ((classes[right] & PARTICIPLE) > 0).nonzero()[0]
    behind = right[participles]
    after = classes[np.minimum(behind + 1, len(classes) - 1)]
    perfect = (segments.gaps[behind] != OTHER) & ((after & AUXILIARY) > 0)
    found: Ints = participles[perfect & ((classes[places.left[participles]] & VERB) == 0)]
    return found
