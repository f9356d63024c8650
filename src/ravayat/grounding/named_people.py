"""People told without a number: «شهید بهشتی», «فلانی و محافظش»."""

from __future__ import annotations

from ravayat.grounding import kinds
from ravayat.grounding.amounts import kind_at
from ravayat.grounding.lexer import Lexeme
from ravayat.grounding.people_words import PLURAL, SINGULAR

_QUANTITIES = frozenset({kinds.NUMBER, kinds.DECIMAL, kinds.FRACTION, kinds.VAGUE, kinds.SEVERAL})
_POINTING = frozenset({kinds.THIS, kinds.SAME})
_NO_HEAD = frozenset({kinds.MEASURE, kinds.GROUP, kinds.UNIT, kinds.STOP, kinds.BOUND})
_COLLECTIVES = frozenset(
    "تعدادی شماری عدهای گروهی جمعی تعداد شمار عده گروه جمع تلفات مردم اهالی ساکنان همه تمام تمامی همگی"
    " برخی بعضی اکثر نیمی بسیاری بیشتر اعضای افراد نفرات ما انها آنها آنان ایشان خود زیادی کثیری"
    " خسارت خسارات خساراتی خسارتی آسیب آسیبی صدمه صدمهای صدمات جراحت جراحات تلفاتی لطمه".split()
)
"""Words that tell no number of people: crowds, and what harm was done."""
_NOBODY = frozenset("هیچ هیچکس هیچکسی هیچکدام هیچیک هیچگونه احدی".split())
_ANYBODY = "کسی"
_WHO = "که"
_PLURAL_ENDINGS = ("ها", "های", "هایی", "هایش", "هایشان", "گان")
_PLURAL_VERBS = ("شدند", "رسیدند", "کردند", "شدهاند", "آمدند", "باختند", "دادند", "بودند")


def named(lexemes: list[Lexeme]) -> int | None:
    """How many people words without a number name: "شهید بهشتی" one, "فلانی و محافظش" two.

    For words quoted for a count; plurals, collectives and words for an unknown number give ``None``.
    """
    numbers = (index for index, lexeme in enumerate(lexemes) if lexeme.kind in _QUANTITIES)
    if any(kind_at(lexemes, index + 1) != kinds.AGE for index in numbers):
        return None
    if any(lexeme.word.endswith(_PLURAL_VERBS) for lexeme in lexemes):
        return None
    if any(is_nobody(lexemes, index) for index in range(len(lexemes))):
        return None
    joints = [index for index, lexeme in enumerate(lexemes) if lexeme.kind in (kinds.AND, kinds.WITH)]
    if not _one_head(lexemes, 0) or len(joints) > 1:
        return None
    if not joints:
        return 1
    second = lexemes[joints[0] + 1] if joints[0] + 1 < len(lexemes) else None
    return 2 if second and second.kind == kinds.PERSON and second.value == SINGULAR else None


def is_nobody(lexemes: list[Lexeme], index: int) -> bool:
    """Whether the word at ``index`` is for nobody: "هیچ", and "کسی", which its verb denies, but not "کسی که"."""
    here = lexemes[index].word
    someone = index + 1 < len(lexemes) and lexemes[index + 1].word == _WHO
    return here in _NOBODY or (here == _ANYBODY and not someone)


def _one_head(lexemes: list[Lexeme], index: int) -> bool:
    """Whether the first noun is one person or a word that may be a name."""
    at = index
    while at < len(lexemes) and (lexemes[at].kind in _POINTING or not lexemes[at].word[:1].isalpha()):
        at += 1
    if at == len(lexemes):
        return False
    head = lexemes[at]
    if head.kind == kinds.CLASSIFIER:
        return kind_at(lexemes, at + 1) == kinds.ORDINAL  # "نفر سوم"
    if head.kind in _NO_HEAD or (head.kind == kinds.PERSON and head.value == PLURAL):
        return False
    return head.word not in _COLLECTIVES and not head.word.endswith(_PLURAL_ENDINGS)
