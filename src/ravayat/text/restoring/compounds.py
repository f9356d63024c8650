"""Compounds that careful writers part or join by rule, and others do not: ``بی‌کار``, ``دو‌زبانه``, ``مدیر‌عامل``."""

from __future__ import annotations

from enum import Enum

import numpy as np

from ravayat.text.restoring.characters import BLANK, HALF, Bools, Segments
from ravayat.text.restoring.features import JoinPlaces, SplitPlaces, Types
from ravayat.text.restoring.hashing import Hashes, among
from ravayat.text.restoring.lexicon import Lexicon


class Prefix(Enum):
    """A prefix that makes adjectives and nouns."""

    BI = "bi"
    """``بی``, without: ``بی‌کار``."""
    BA = "ba"
    """``با``, with: ``با‌ارزش``."""
    ZEDD = "zedd"
    """``ضد``, against: ``ضد‌انقلاب``."""
    GHEYR = "gheyr"
    """``غیر``, not: ``غیر‌قانونی``."""


_FORMS = {Prefix.BI: ("بی",), Prefix.BA: ("با",), Prefix.ZEDD: ("ضد",), Prefix.GHEYR: ("غیر",)}


def _nouns(nouns: str) -> tuple[str, ...]:
    return tuple(noun + ending for noun in nouns.split() for ending in ("", "ی", "ان", "انه"))


_NOUNS = {
    Prefix.BI: _nouns(
        "ادب اثر باک پول تاب ثمر جان حساب خبر خواب رحم رنگ سواد سیم شرم شمار صدا طرف فایده قرار کار کران گناه مقدار "
        "نظیر نیاز هوش"
    ),
    Prefix.BA: _nouns("ادب ارزش استعداد ایمان تجربه حوصله سابقه سلیقه سواد شخصیت شرف شکوه صفا کیفیت نشاط نفوذ وفا هوش"),
}
"""What these prefixes stand before in words that are also written in one piece. The lists are closed, for both begin
many words that have no prefix (``بیمار``, ``بازی``), and some that the Academy of Persian glues (``بیچاره``)."""
_OPEN = (Prefix.ZEDD, Prefix.GHEYR)
_SHORTEST, _KNOWN = 3, 3
"""Letters, and class of counts, that what follows the others must have: ``غیرت`` has no prefix."""
FUNCTION_WORDS = tuple("و را از به در که تا با بر یا این آن هر هیچ یک چند بی".split())
"""Words that are no part of a name or a compound."""
_NO_STEMS = (
    *FUNCTION_WORDS,
    *"اینها آنها همه همین همان من تو او وی ما شما ایشان خود هم یکدیگر همدیگر کسی کسانی آنچه".split(),
)
"""Words that make no compound with a prefix before them: ``ضد همه``."""
_PREPOSITIONS = ("بر", "به")
"""Before ``ضد`` and ``غیر`` these make prepositions of them: ``بر ضد مردم``, ``به غیر این``."""
_NUMERALS = tuple(
    "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل پنجاه شصت "
    "هفتاد هشتاد نود صد هزار چند".split()
)
_ADJECTIVES = tuple(
    "ساله ماهه روزه شبه ساعته جانبه طرفه سویه گانه نفره بعدی زبانه رقمی درصدی وجهی ضلعی قطبی حزبی منظوره محوری ملیتی "
    "موتوره متری کیلومتری".split()
)
"""What makes an adjective with a numeral before it; ``دوباره``, ``دوچرخه`` and days of the week stay in one piece."""
_UNITS = tuple("دقیقه ثانیه هفته مرحله طبقه لایه رشته صفحه".split())
"""What makes one only with ``ای`` behind it: ``دو مرحله`` are two stages."""
_BEHIND = "ای"
_NO = ("نه",)
_AFTER_NO = ("روزه", "حزبی")
"""What ``نه`` denies more often than it counts: ``نه روزه گرفت``."""
_LIKE = ("شبه",)
_MILITARY = tuple("نظامی نظامیان نظامیها نظامیانی".split())
"""Behind ``غیر`` these are civilians, behind a preposition too (``به غیر نظامیان``): others take ``به غیر از``."""
_LIKENED = _MILITARY + tuple("جزیره جزیرهها قاره قارهها دولتی خودی".split())
"""Words before which ``شبه`` is a prefix and counts no nights: ``دو شبه‌نظامی`` are two men."""
_BEGIN_COMPOUNDS = ("شبه", "روزه")
_ENDINGS = tuple("ای ها های اند است ام ایم".split())
"""What a half-space may part from those, where they are whole words: ``دو شبه‌ای``, but ``سه روزه‌دار``."""
_MEASURES = _ADJECTIVES + _UNITS + tuple(unit + _BEHIND for unit in _UNITS)
_TITLES = (
    (("رئیس", "رییس", "ریاست"), ("جمهور", "جمهوری")),
    (("نخست",), ("وزیر", "وزیری")),
    (("مدیر",), ("عامل", "عاملی", "مسئول", "مسوول", "مسئولی", "مسوولی")),
    (("قائم",), ("مقام", "مقامی")),
    (("نایب", "نائب"), ("رئیس", "رییس")),
)
_REPUBLIC = ("اسلامی",)
"""A word that shows that ``جمهوری`` before it belongs to a country's name, not to a title."""


def prefixed(prefixes: frozenset[Prefix], types: Types, places: SplitPlaces, lexicon: Lexicon) -> Bools:
    """Places inside words where one of ``prefixes`` ends."""
    found = np.zeros(len(places.owner), np.bool_)
    for prefix in prefixes & _NOUNS.keys():
        found |= among(places.left, _FORMS[prefix]) & among(places.right, _NOUNS[prefix])
    if forms := _forms(prefixes, _OPEN):
        letters = (types.ends - types.starts)[places.owner] - places.before
        maybe = (among(places.left, forms) & (letters >= _SHORTEST)).nonzero()[0]
        found[maybe[lexicon.look_up(places.right[maybe]).free >= _KNOWN]] = True
    return found


def prefixed_by_blank(prefixes: frozenset[Prefix], segments: Segments, places: JoinPlaces) -> Bools:
    """Blanks between one of ``prefixes`` and a word that may go on from it; ``با`` is a preposition there."""
    left, right, keys = places.left, places.right, places.keys
    forms = _forms(prefixes, (Prefix.BI, *_OPEN))
    if not forms:
        return np.zeros(len(left), np.bool_)
    found: Bools = among(keys[left], forms) & ~among(keys[right], _NO_STEMS)
    before = np.maximum(left - 1, 0)
    preposition = (left > 0) & (segments.gaps[before] == BLANK) & among(keys[before], _PREPOSITIONS)
    civilians = among(keys[left], _FORMS[Prefix.GHEYR]) & among(keys[right], _MILITARY)
    found &= ~preposition | civilians
    return found


def numbered(places: SplitPlaces) -> Bools:
    """Places inside words between a numeral and what makes an adjective with it."""
    return among(places.left, _NUMERALS) & among(places.right, _MEASURES)


def numbered_by_blank(segments: Segments, places: JoinPlaces) -> Bools:
    """Blanks between a numeral and what makes an adjective with it."""
    left, right, keys = places.left, places.right, places.keys
    after = np.minimum(right + 1, len(keys) - 1)
    half = segments.gaps[right] == HALF
    unit = among(keys[right], _UNITS) & half & among(keys[after], (_BEHIND,))
    goes_on = among(keys[right], _BEGIN_COMPOUNDS) & half & ~among(keys[after], _ENDINGS)
    blank = segments.gaps[right] == BLANK
    goes_on |= among(keys[right], _LIKE) & blank & among(keys[after], _LIKENED)
    denied = among(keys[left], _NO) & among(keys[right], _AFTER_NO)
    found: Bools = among(keys[left], _NUMERALS) & (among(keys[right], _ADJECTIVES) & ~goes_on & ~denied | unit)
    return found


def titled(places: SplitPlaces) -> Bools:
    """Places inside words between both words of a title."""
    return _titles(places.left, places.right)


def titled_by_blank(segments: Segments, places: JoinPlaces) -> Bools:
    """Blanks between both words of a title."""
    right, keys = places.right, places.keys
    after = np.minimum(right + 1, len(keys) - 1)
    country = (segments.gaps[right] == BLANK) & among(keys[after], _REPUBLIC)
    found: Bools = _titles(keys[places.left], keys[right]) & ~country
    return found


def _titles(left: Hashes, right: Hashes) -> Bools:
    found = np.zeros(len(left), np.bool_)
    for first, second in _TITLES:
        found |= among(left, first) & among(right, second)
    return found


def _forms(prefixes: frozenset[Prefix], some: tuple[Prefix, ...]) -> tuple[str, ...]:
    return tuple(form for prefix in some if prefix in prefixes for form in _FORMS[prefix])
