"""Rules of writing: where no half-space can have been, whatever was learned."""

from __future__ import annotations

import numpy as np

from ravayat.text.restoring.characters import BLANK, HALF, OTHER, Bools, Ints, Segments
from ravayat.text.restoring.features import JoinPlaces, SplitPlaces, Types
from ravayat.text.restoring.hashing import SubstringHashes, among
from ravayat.text.restoring.lexicon import LexiconRows
from ravayat.text.restoring.verbs import VERBAL, begin_like_verbs, verbs

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


def unlikely(hashes: SubstringHashes, segments: Segments, places: JoinPlaces, rows: LexiconRows) -> Bools:
    """Blanks that were no half-space unless sound text has the very pair.

    They stand before no verb, and before endings of other stems.
    """
    left, right, keys, ends = places.left, places.right, places.keys, segments.ends[places.left]
    found = among(keys[left], VERBAL)
    prefix = found.nonzero()[0]
    behind = right[prefix]
    verb = begin_like_verbs(hashes, segments.starts[behind], segments.ends[behind]) & (rows.free[behind] < _NO_VERB)
    found[prefix] = ~verb | _dated(hashes, segments, places.take(prefix))
    stem = among(hashes.between(ends - 1, ends), _SILENT)
    found |= among(keys[right], _ENDINGS) & ~stem
    # What calls somebody begins no word ("ای یار"), unless it is itself the end of one.
    call: Bools = among(keys[left], _CALL) & ((left == 0) | (segments.gaps[left - 1] != HALF))
    return found | call


def _dated(hashes: SubstringHashes, segments: Segments, places: JoinPlaces) -> Bools:
    """Whether a number or the word for a month stands before the left word: ``۲۷ می``."""
    left, keys = places.left, places.keys
    last = np.maximum(segments.starts[left] - 1, 0)
    month = (left > 0) & (segments.gaps[left - 1] == BLANK) & among(keys[left - 1], _MONTH)
    found: Bools = month | among(hashes.between(np.maximum(last - 1, 0), last), _DIGITS)
    return found


def inseparable(types: Types, places: SplitPlaces) -> Bools:
    """Places inside words where no half-space was, unless sound text has the very word with one.

    A prefix of verbs stands before a verb (``میگرنی`` has none), a function word is no end of a word, for there a blank
    was lost (``ملتدرباره``), and a letter alone is no part but an ezafe (``خانه‌ی``).
    """
    at = types.starts[places.owner] + places.before
    ends = types.ends[places.owner]
    found: Bools = (places.before == 1) | ((ends - at == 1) & ~_ezafe(types.hashes, at))
    found |= among(places.right, _FUNCTION_WORDS) | among(places.left, _FUNCTION_WORDS)
    prefix = among(places.left, VERBAL).nonzero()[0]
    found[prefix] = ~verbs(types.hashes, at[prefix], ends[prefix])
    return found


def _ezafe(hashes: SubstringHashes, at: Ints) -> Bools:
    found: Bools = among(hashes.between(at - 1, at), _SILENT[:1]) & among(hashes.between(at, at + 1), _EZAFE)
    return found


def inflected(places: JoinPlaces) -> Bools:
    """Blanks behind a prefix of verbs and before an ending, where no writer sets one on purpose, as in compounds."""
    found: Bools = among(places.keys[places.left], VERBAL) | among(places.keys[places.right], _INFLECTION)
    return found


def impossible(hashes: SubstringHashes, segments: Segments, places: JoinPlaces) -> Bools:
    """Blanks that were no half-space even where sound text has the pair with one.

    Beside a letter alone a blank stands in a broken word (``ا ست``), but for the ezafe.
    """
    left, right = places.left, places.right
    lengths = segments.ends - segments.starts
    found: Bools = (lengths[left] == 1) | (lengths[right] == 1)
    alone = found.nonzero()[0]
    if len(alone):
        few = places.take(alone)
        ends = segments.ends[few.left]
        silent = among(hashes.between(ends - 1, ends), _SILENT[:1]) & (lengths[few.left] > 1)
        found[alone] = ~(silent & among(few.keys[few.right], _EZAFE))
    found[_perfect(segments, places)] = True
    return found


def _perfect(segments: Segments, places: JoinPlaces) -> Ints:
    """Before the participle of a perfect (``قطع شده است``): no compound, though ``قطع‌شده`` alone is an adjective."""
    keys, right = places.keys, places.right
    participles = (among(keys[right], _PARTICIPLES) & (segments.gaps[right] != OTHER)).nonzero()[0]
    after = np.minimum(right[participles] + 1, len(keys) - 1)
    perfect = among(keys[after], _AUXILIARIES) & ~among(keys[places.left[participles]], VERBAL)
    found: Ints = participles[perfect]
    return found
