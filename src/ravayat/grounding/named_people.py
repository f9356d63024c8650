"""People told without a number: «شهید بهشتی», «فلانی و محافظش»."""

from __future__ import annotations

from ravayat.grounding import kinds
from ravayat.grounding.amounts import kind_at
from ravayat.grounding.crowds import tells_no_number
from ravayat.grounding.lexer import Lexeme
from ravayat.grounding.people_words import PLURAL, ROLE, SINGULAR

_QUANTITIES = frozenset({kinds.NUMBER, kinds.DECIMAL, kinds.FRACTION, kinds.VAGUE, kinds.SEVERAL})
_POINTING = frozenset({kinds.THIS, kinds.SAME})
_NO_HEAD = frozenset({kinds.MEASURE, kinds.GROUP, kinds.UNIT, kinds.STOP, kinds.BOUND})
_NOBODY = frozenset("هیچ هیچکس هیچکسی هیچکدام هیچیک هیچگونه احدی".split())
_ANYBODY = "کسی"
_DENIED = frozenset(
    "نشد نشده نشدند نشدهاند نشدهاست نداشت نداشته نداشتند نداشتهاند نداشتهاست ندارد نداد ندادهاست نگذاشت نگذاشته"
    " نگذاشتهاست نبود نبوده نیست نرسید نرساند".split()
)
"""Verbs that say so of whom or what stands before them."""
_HARMED = frozenset("تلفات تلفاتی مجروحیت مصدومیت".split())
_WITHOUT = frozenset("بدون فاقد بی".split())
_HARMS = _HARMED | frozenset("خونریزی کشته زخمی مجروح مصدوم قربانی فوتی".split())
"""What nobody suffers where it is told to be wanting: "بدون تلفات", "فاقد تلفات جانی"."""
_ANYONE = frozenset("فرد شخص".split())
"""Words that count people, but are also one of them: "این فرد"."""
_WHO = "که"
_TITLES_OF_MANY = frozenset("شهیدان سرداران آقایان".split())
"""Words before the names of several people: "شهیدان رجایی و باهنر"."""
_OFFICES = frozenset("رئیس رییس مدیر مدیرکل وزیر دبیر سخنگوی سفیر معاون فرمانده نماینده مشاور عضو مسئول سرپرست".split())
_INSTITUTIONS = frozenset(
    "کمیسیون اداره سازمان صدا وزارت کمیته ستاد شورا شورای بنیاد هیئت هیات مرکز دفتر بخش موسسه شرکت کل".split()
)
"""What may have two names joined by "و" and one head: "رئیس اداره آب و برق"."""
_NO_NAMES = _OFFICES | _INSTITUTIONS
_FEWEST = 2
_LONGEST_NAME = 4
_OWN = ("ش", "شان")
"""Endings of what belongs to whoever was named first: "او و یارانش"."""
_PLURAL_VERBS = ("شدند", "رسیدند", "کردند", "شدهاند", "آمدند", "باختند", "دادند", "بودند")


def named(lexemes: list[Lexeme]) -> int | None:
    """How many people words without a number name: "شهید بهشتی" one, "فلانی و محافظش" two.

    For words quoted for a count; plurals, collectives and words for an unknown number give ``None``.
    """
    numbers = (index for index, lexeme in enumerate(lexemes) if lexeme.kind in _QUANTITIES)
    if not all(_is_age(lexemes, index) for index in numbers):
        return None
    if any(lexeme.word.endswith(_PLURAL_VERBS) for lexeme in lexemes):
        return None
    if any(is_nobody(lexemes, index) for index in range(len(lexemes))):
        return None
    joints = [index for index, lexeme in enumerate(lexemes) if lexeme.kind in (kinds.AND, kinds.WITH)]
    if listed := _listed(lexemes):
        return listed
    if not _one_head(lexemes, 0) or len(joints) > 1:
        return None
    if not joints:
        return 1
    second = lexemes[joints[0] + 1] if joints[0] + 1 < len(lexemes) else None
    if second and second.name.startswith(ROLE):
        return 1 if lexemes[joints[0] - 1].name == second.name else None  # "زخمی و مجروح", "کشته و زخمی"
    if second and second.kind == kinds.OTHER:
        if any(lexeme.word in _INSTITUTIONS for lexeme in lexemes[1 : joints[0]]) and second.word not in _OFFICES:
            return 1 if lexemes[0].word in _OFFICES else None  # "رئیس کمیسیون امنیتی و دفاعی"
        return 2 if _one_head(lexemes, joints[0] + 1) and not second.word.endswith(_OWN) else None
    return 2 if second and second.kind == kinds.PERSON and second.value == SINGULAR else None


def _listed(lexemes: list[Lexeme]) -> int | None:
    """How many are named one after another: "احمد، محمود و علی", "شهیدان رجایی و باهنر"."""
    titles = next((at for at, lexeme in enumerate(lexemes) if lexeme.word in _TITLES_OF_MANY), None)
    names: list[list[Lexeme]] = [[]]
    for lexeme in lexemes[0 if titles is None else titles + 1 :]:
        if lexeme.kind in (kinds.AND, kinds.COMMA) and names[-1]:
            names.append([])
        elif lexeme.kind == kinds.OTHER and lexeme.word[:1].isalpha():
            names[-1].append(lexeme)
        elif titles is None or lexeme.kind not in (kinds.NUMBER, kinds.AGE):
            return None
    joints = [lexeme.kind for lexeme in lexemes if lexeme.kind in (kinds.AND, kinds.COMMA)]
    listed = kinds.COMMA in joints and joints[-1] == kinds.AND  # "محمود شهریاری، مجری تلویزیون" is one
    if len(names) < _FEWEST or not (listed or titles is not None) or not all(_is_name(name) for name in names):
        return None
    return len(names)


def _is_name(words: list[Lexeme]) -> bool:
    """Whether a few words can be a name: "اوکان اوچار"; no office, no crowd."""
    if not 0 < len(words) <= _LONGEST_NAME:
        return False
    return not any(word.word in _NO_NAMES or tells_no_number(word.word) for word in words)


def _is_age(lexemes: list[Lexeme], index: int) -> bool:
    """Whether the number at ``index`` tells an age: "۱۶ ساله"; "۱۴ ساله‌ای" reads like a plural that no number has."""
    behind = lexemes[index + 1] if index + 1 < len(lexemes) else None
    return behind is not None and (behind.kind == kinds.AGE or (behind.kind == kinds.UNIT and behind.word == "سالهای"))


def is_nobody(lexemes: list[Lexeme], index: int) -> bool:
    """Whether the word at ``index`` is for nobody: "هیچ", and "کسی", which its verb denies, but not "کسی که"."""
    here = lexemes[index].word
    someone = index + 1 < len(lexemes) and lexemes[index + 1].word == _WHO
    return here in _NOBODY or (here == _ANYBODY and not someone)


def is_without(lexemes: list[Lexeme], index: int) -> bool:
    """Whether the words from ``index`` tell of harm that is wanting: "بدون تلفات"."""
    return index + 1 < len(lexemes) and lexemes[index].word in _WITHOUT and lexemes[index + 1].word in _HARMS


def says_nobody(lexemes: list[Lexeme]) -> bool:
    """Whether the words say that nobody came to harm: "هیچ تلفات جانی", "کسی کشته نشد"."""
    words = [lexeme.word for lexeme in lexemes]
    if any(word in _NOBODY for word in words):
        return True
    if any(is_without(lexemes, index) for index in range(len(lexemes))):
        return True
    whom = any(
        word in _HARMED or word == _ANYBODY or (lexeme.name.startswith(ROLE) and lexeme.value == SINGULAR)
        for word, lexeme in zip(words, lexemes, strict=True)
    )
    return whom and any(word in _DENIED for word in words)


def _one_head(lexemes: list[Lexeme], index: int) -> bool:
    """Whether the first noun is one person or a word that may be a name."""
    at = index
    while at < len(lexemes) and (lexemes[at].kind in _POINTING or not lexemes[at].word[:1].isalpha()):
        at += 1
    if at == len(lexemes):
        return False
    head = lexemes[at]
    if head.kind == kinds.CLASSIFIER:
        return kind_at(lexemes, at + 1) == kinds.ORDINAL or head.word in _ANYONE  # "نفر سوم", "این فرد"
    if head.kind in _NO_HEAD or (head.kind == kinds.PERSON and head.value == PLURAL):
        return False
    return not tells_no_number(head.word)
