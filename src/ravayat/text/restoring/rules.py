"""Rules of writing: where no half-space can have been, whatever was learned."""

from __future__ import annotations

import numpy as np

from ravayat.text.restoring.characters import OTHER, Bools, Segments
from ravayat.text.restoring.features import JoinPlaces
from ravayat.text.restoring.hashing import SubstringHashes, among
from ravayat.text.restoring.lexicon import LexiconRows

VERBAL = ("می", "نمی")
_NO_VERB = 6
"""Class of counts from which a word that never followed a verbal prefix is no verb: ``می سال`` tells of May."""
_ENDINGS, _SILENT = ("ای", "ام", "ات", "ایم", "اید"), ("ه", "ی")
"""Endings that have a half-space behind these letters alone (13,745 of 13,758 in the shared news): "اینک ای مردم"."""
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
    keys, ends = places.keys, segments.ends[places.left]
    month = among(keys[places.left], VERBAL) & (rows.free[places.right] >= _NO_VERB)
    stem = among(hashes.between(ends - 1, ends), _SILENT)
    found: Bools = month | (among(keys[places.right], _ENDINGS) & ~stem)
    return found


def impossible(segments: Segments, places: JoinPlaces) -> Bools:
    """Blanks that were no half-space even where sound text has the pair with one."""
    return _perfect(segments, places)


def _perfect(segments: Segments, places: JoinPlaces) -> Bools:
    """Before the participle of a perfect (``قطع شده است``): no compound, though ``قطع‌شده`` alone is an adjective."""
    keys, right = places.keys, places.right
    after = np.minimum(right + 1, len(keys) - 1)
    participle = among(keys[right], _PARTICIPLES) & ~among(keys[places.left], VERBAL)
    found: Bools = participle & (segments.gaps[right] != OTHER) & among(keys[after], _AUXILIARIES)
    return found
