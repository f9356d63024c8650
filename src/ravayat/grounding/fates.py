"""What befell the people of a count, by the words around it.

"ده نفر زخمی شدند" tells of wounded, "کشته و زخمی شدن ده نفر" leaves open how many of each,
"شمار کشته‌ها را ۲۰ نفر و مجروحان را ۲۵۷ نفر" gives each number to the noun before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ravayat.grounding import kinds
from ravayat.grounding.doers import CLAUSE_ENDS, act, did_it, plainly_did_it, to_themselves
from ravayat.grounding.people_words import NATION, PLURAL, ROLE, people_entries
from ravayat.text.letters import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ravayat.grounding.lexer import Lexeme

_TOLD: Final = {
    "killed": "شهادت هلاکت مرگ درگذشت درگذشتند درگذشته درگذشتهاند قتل ترور اعدام تیرباران جان"
    " باختن باختند باخت باخته باختهاند کشتن کشتند کشت کشتهاند"
    " کشتهشدن فوت کشتار جسد اجساد پیکر جنازه جانباختن جانباختند جانباخت جانباختهاند جانسپردن جانسپردند جانسپرد"
    " جانسپردهاند جاندادن جاندادند جانداد جاندادهاند",
    "wounded": "جراحت مصدومیت مجروحیت زخم زخمیشدن مجروحشدن مصدومشدن",
    "captured": "بازداشت دستگیری اسارت ربودن ربودند ربود ربودهشدن گروگانگیری",
    "displaced": "آوارگی آوارهشدن فرار گریختند گریخته گریختهاند کوچ",
}
"""Nouns and verbs of what befell people, half-spaces left out; participles are nouns for people (`people_words`)."""

_FATES: Final = {word: fate for fate, words in _TOLD.items() for word in words.split()}


def _beginnings(fate: str) -> re.Pattern[str]:
    """Finds what any word that tells the fate begins with, with or without its madda."""
    nouns = (form.partition("_")[0] for form, entry in people_entries().items() if entry[2] == ROLE + fate)
    words = {form for word in (*_TOLD[fate].split(), *nouns) for form in (word, word.replace("آ", "ا"))}
    return re.compile("|".join(word for word in words if not any(word[:end] in words for end in range(1, len(word)))))


_BEGINNINGS: Final = {fate: _beginnings(fate) for fate in _TOLD}
_ALONE: Final = frozenset(
    "درگذشت درگذشتند درگذشته درگذشتهاند باختند باخت باخته باختهاند کشتند کشت کشتهاند ربودند ربود گریختند گریخته"
    " گریختهاند زخم جراحت اسارت جانباختند جانباخت جانباختهاند جانسپردند جانسپرد جانسپردهاند جاندادند جانداد"
    " جاندادهاند".split()
)
"""Those of them that tell whatever stands behind them: verbs, and nouns with an adjective or the captor behind
("زخم سطحی برداشت", "به اسارت ارتش درآمد")."""

_STANDINGS: Final = ("زندانی", "گروگان", "مهاجر", "پناهنده")
"""Nouns for people that tell what they were before something befell them."""

_UNDERGOING: Final = frozenset("شدن کردن گشتن شدگان رساندن رسیدن گرفتن دادن باختن بردن".split())
_GOVERNING: Final = ("شدن", "شهادت", "جانباختن", "جانسپردن", "جاندادن")
"""What nouns of a fate end with that stand before those whom it befell: "زخمی‌شدن شش نفر"."""
_TOTALS: Final = frozenset("شمار تعداد مجموع آمار رقم تلفات کل".split())
_MARKS_OF_OBJECT: Final = frozenset({"را", "به"})
_SUICIDE: Final = "خودکشی"
_BLOWN_UP: Final = "منفجر"
_SO_FAR: Final = "تاکنون"
_VERB_ENDINGS: Final = tuple("شد شده کرد کرده بود بوده است داد داده رسید رسیده اند دند تند".split())
_FURTHER_VERBS: Final = tuple(
    "گردید گشت گرفت یافت نمود ساخت آمد افتاد برداشت برداشته فرستاد فرستاده رسانده داشت داریم"
    " شود شوند کند کنند گردد گردند رسد رسند".split()
)
"""How verbs end besides that go with a noun or participle of a fate: "به قتل می‌رسند"."""

_BETWEEN: Final = frozenset("دیگر نیز هم خود اعلام گزارش عنوان برجای برجا بجا".split())
"""What may stand behind such a noun though it is no verb, and not the noun's complement."""

_NOUNS: Final = frozenset({kinds.PERSON, kinds.GROUP, kinds.NUMBER, kinds.CLASSIFIER})
_BECOME: Final = frozenset(
    "تسلیم آزاد رها مرخص بستری منتقل اعزام متواری متفرق متلاشی مسموم محکوم تبعید اخراج برکنار جابجا ناپدید مفقود گم"
    " پیدا خارج وارد نجات احضار معرفی شناسایی تحویل مبادله درمان مداوا معالجه تخلیه محاصره پراکنده سرگردان".split()
)
"""What people become besides a fate; behind it "شدند" is left out before "و": "۱۵ مهاجم تسلیم و ۳ مهاجم کشته شدند"."""
_RELATIVES: Final = frozenset(
    "مادر پدر برادر خواهر همسر شوهر فرزند نوه پسر دختر خانواده خانوار دوست همرزم همسنگر".split()
)
_REMEMBERED: Final = frozenset({"شهید", "قربانی"})
"""Behind these nouns it is those remembered whose relatives they are: "پنج برادر شهید", "خانواده قربانی"."""
_THAT: Final = ("که", "کهاز")
_DID: Final = "کرد"
"""A Kurd, but before "که" a verb: "به دهه ۶۰ اشاره کرد که"."""
_NEXT: Final = frozenset({kinds.AND, kinds.OR, kinds.COMMA, kinds.NUMBER, kinds.VAGUE, kinds.SEVERAL, kinds.BREAKDOWN})
"""Where a clause may go on with others than those counted."""
_COUNTING: Final = frozenset({kinds.NUMBER, kinds.VAGUE, kinds.SEVERAL, kinds.BOUND, kinds.ONE_OF})
_THREATS: Final = frozenset("خطر ترس تهدید آستانه معرض".split())
_CHARGES: Final = _THREATS | frozenset("اتهام جرم ظن قصد متهم مظنون محکوم".split())
_GIVES: Final = ("داد", "میده", "دهد", "دهند", "ده", "بده", "نداد", "نمیده")
_SCENES: Final = frozenset("محل صحنه معرکه مهلکه زندان بازداشت بازداشتگاه چنگ دست کمین".split())
_DENIALS: Final = ("نشد", "نمی", "نکرد", "نبود", "نیست", "ندا", "نگرفت", "نخواه")
_VERBS: Final = _VERB_ENDINGS + _FURTHER_VERBS
_BE: Final = ("بود", "است", "هست")
_SAYS: Final = ("گفت", "گوی", "میگوی", "افزود", "نوشت", "می")
_MOST_ADJECTIVES: Final = 4
_REACH_ELIDED: Final = 10
_REACH_BEHIND: Final = 16
_REACH_BEFORE: Final = 18
"""Words on either side within which the verb or the noun of a count stands."""


def fate_of(lexeme: Lexeme) -> str:
    """The fate that one word tells; empty where it tells none."""
    if lexeme.name.startswith(ROLE):
        return "" if lexeme.word.startswith(_STANDINGS) else lexeme.name.removeprefix(ROLE)
    return _FATES.get(lexeme.word, "")


def may_tell(words: Iterable[str], fate: str) -> bool:
    """Whether one of some folded words may tell the fate, or hold one that does ("7نفرکشته"): a quick look."""
    return _BEGINNINGS[fate].search(" ".join(words).replace(INVISIBLE, "")) is not None


def is_verb(lexeme: Lexeme) -> bool:
    """Whether a word that tells no fate ends like a verb."""
    return not fate_of(lexeme) and lexeme.word.endswith(_VERB_ENDINGS) and lexeme.kind in (kinds.OTHER, kinds.STOP)


def fates(lexemes: Sequence[Lexeme], first: int, stop: int) -> tuple[str, ...]:
    """What befell the people that ``lexemes[first:stop]`` count: killed, wounded, captured, displaced, missing.

    Several where one number is told for several ("کشته و زخمی شدن ده نفر"); none where the words do not tell.
    """
    if _become(lexemes, stop - 1):
        return ()
    main = _behind_relative(lexemes, stop)
    return (
        _totalled(lexemes, first)
        or _undergone(lexemes, first)
        or _ended(lexemes, first, stop)
        or (_ended(lexemes, first, main) if main else ())
        or _distinct(_own_fate(lexemes, at) for at in range(first, stop) if not _denied(lexemes, stop - 1))
        or _predicated(lexemes, first, stop)
        or (_predicated(lexemes, first, main, joined=False) if main else ())
    )


def acted(lexemes: Sequence[Lexeme], first: int, stop: int, fate: str) -> bool:
    """Whether those counted did to others what the words tell, and did not suffer it: "دو مهاجم ۵ نفر را کشتند"."""
    for end in (stop, _behind_relative(lexemes, stop)):
        at = None if end is None else _told_behind(lexemes, end)
        if end is None or at is None or fate_of(lexemes[at]) != fate:
            continue
        suffered = to_themselves(lexemes, end, at) or _suffered_behind(lexemes, at, fate)
        if not suffered and plainly_did_it(lexemes, first, end, at):
            return True
    return False


def _suffered_behind(lexemes: Sequence[Lexeme], told: int, fate: str) -> bool:
    """Whether the same befell those who did the act at ``told``: "۵ نفر را کشتند و کشته شدند", "و خودکشی کرد"."""
    for at in range(told + 1, min(len(lexemes), told + _REACH_BEHIND)):
        here = lexemes[at]
        if here.word in CLAUSE_ENDS or here.kind in _COUNTING:
            return False
        again = fate_of(here) == fate and not _many(here)
        if here.word == _SUICIDE or (again and not act(lexemes, at)):
            return True
        if (again or here.word == _BLOWN_UP) and to_themselves(lexemes, told + 1, at):
            return True
    return False


def _own_fate(lexemes: Sequence[Lexeme], at: int) -> str:
    return "" if _remembered(lexemes, at) else fate_of(lexemes[at])


def _remembered(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether the dead at ``at`` are those whose relatives the noun before tells: but "پنج برادر شهید شدند"."""
    if lexemes[at].word not in _REMEMBERED or at == 0 or lexemes[at - 1].word not in _RELATIVES:
        return False
    if _befell(lexemes, at):
        return False
    elided = at + 1 < len(lexemes) and lexemes[at + 1].kind in (kinds.AND, kinds.OR, kinds.COMMA)
    return not (elided and any(_befell(lexemes, other) for other in range(at + 2, at + _REACH_ELIDED)))


def _befell(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether the noun of a fate at ``at`` is told by its verb: "شهید شدند", not "شهید بودند"."""
    if at + 1 >= len(lexemes) or not fate_of(lexemes[at]):
        return False
    verb = lexemes[at + 1].word
    return verb.endswith(_VERBS) and not verb.startswith(_BE)


def _behind_relative(lexemes: Sequence[Lexeme], stop: int) -> int | None:
    """The index behind the clause that "که" begins behind a count: "۱۵ نفر که زخمی شده بودند"."""
    that = stop
    while that < min(len(lexemes), stop + _MOST_ADJECTIVES) and _may_describe(lexemes[that]):
        that += 1
    if that >= len(lexemes) or lexemes[that].word not in _THAT or lexemes[that - 1].word == _DID:
        return None
    reach = range(that + 1, min(len(lexemes), that + _REACH_BEHIND))
    at = next((i for i in reach if is_verb(lexemes[i]) or lexemes[i].word in CLAUSE_ENDS), None)
    if at is None or not is_verb(lexemes[at]):
        return None
    while at < len(lexemes) and is_verb(lexemes[at]):
        at += 1
    return at + 1 if at < len(lexemes) and lexemes[at].kind == kinds.COMMA else at


def _may_describe(lexeme: Lexeme) -> bool:
    """Whether a word between a count and "که" may describe those counted: "یک سرباز آمریکایی که", "دو تن را که"."""
    if lexeme.word == "را" or lexeme.name == NATION:
        return True
    verb = lexeme.word.endswith("ند") or lexeme.word.startswith(_SAYS)
    return lexeme.kind == kinds.OTHER and lexeme.word[:1].isalpha() and not verb and not fate_of(lexeme)


def _ended(lexemes: Sequence[Lexeme], first: int, stop: int) -> tuple[str, ...]:
    """Killed, where this is told of people who were counted as wounded, captives or displaced.

    "۵ اسیر کشته شدند"; or a clause before ``stop`` tells it of them: "۱۵ نفر که زخمی شده بودند جان باختند".
    """
    related = any(here.word in _THAT for here in lexemes[first:stop])
    if not related and not any(fate_of(here) and here.name.startswith(ROLE) for here in lexemes[first:stop]):
        return ()
    for at in range(stop, min(len(lexemes), stop + _REACH_BEHIND)):
        here, last = lexemes[at], at + 1 == len(lexemes)
        if here.kind in _NEXT or _closes(here):
            break
        told = here.word in _ALONE or (not last and (at == stop or lexemes[at + 1].word.endswith(_VERBS)))
        if fate_of(here) == "killed" and not _many(here) and told and not _denied(lexemes, at):
            return () if did_it(lexemes, first, stop, at) else ("killed",)
    return ()


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))


def _before(lexemes: Sequence[Lexeme], first: int) -> int:
    """The index of the word before a count and its bound."""
    at = first - 1
    while at >= 0 and (lexemes[at].kind in (kinds.BOUND, kinds.BOUND_AFTER) or lexemes[at].word == _SO_FAR):
        at -= 1
    return at


def _totalled(lexemes: Sequence[Lexeme], first: int) -> tuple[str, ...]:
    """«شمار کشته‌ها را» or "به" before a count: the fate of that noun."""
    at = _before(lexemes, first)
    if at < 0 or lexemes[at].word not in _MARKS_OF_OBJECT:
        return ()
    nearest = ""  # to the total: in "شمار کشته‌ها با مرگ یک زخمی به ۳۹ تن" the dead
    for index in range(at - 1, max(-1, at - _REACH_BEFORE), -1):
        here = lexemes[index]
        if here.word in CLAUSE_ENDS:
            break
        nearest = fate_of(here) or nearest
        if nearest and (here.word in _TOTALS or _many(here)):
            return (nearest,)
    return ()


def _many(lexeme: Lexeme) -> bool:
    return lexeme.name.startswith(ROLE) and lexeme.value == PLURAL


def _undergone(lexemes: Sequence[Lexeme], first: int) -> tuple[str, ...]:
    """«شهادت»، «زخمی شدن»، «کشته و زخمی شدن» before a count."""
    at = _before(lexemes, first)
    action = at
    while action >= 0 and lexemes[action].word in _UNDERGOING:
        action -= 1
    if action < 0 or not fate_of(lexemes[action]) or _many(lexemes[action]):
        return ()
    if action and lexemes[action - 1].word in _THREATS:
        return ()  # "خطر مرگ ۱۲ هزار نفر را تهدید می‌کند"
    if action == at and lexemes[at].word not in _FATES:
        return ()  # "کشته" alone closes what came before
    found = [fate_of(lexemes[action])]
    while action >= 2 and lexemes[action - 1].kind in (kinds.AND, kinds.COMMA):
        earlier = action - 2
        while earlier >= 0 and lexemes[earlier].word in _UNDERGOING:
            earlier -= 1
        if earlier < 0 or not fate_of(lexemes[earlier]):
            break
        found.append(fate_of(lexemes[earlier]))
        action = earlier
    return _distinct(found)


def _predicated(lexemes: Sequence[Lexeme], first: int, stop: int, *, joined: bool = True) -> tuple[str, ...]:
    """The first verb or participle of a fate behind a count, with those joined to it ("کشته و زخمی شدند").

    Args:
        lexemes: of the sentence and what is around it.
        first: where the count begins.
        stop: behind the count, or behind the clause that describes those counted.
        joined: whether others may be told of before it.
    """
    at = _told_behind(lexemes, stop)
    if at is not None and (did_it(lexemes, first, stop, at) or not (joined or _straight(lexemes, stop, at))):
        return ()
    found: list[str] = []
    while at is not None and at < len(lexemes) and fate_of(lexemes[at]) and not _many(lexemes[at]):
        if _denied(lexemes, at):
            return ()
        if _begins_another(lexemes, at):
            break
        found.append(fate_of(lexemes[at]))
        at = at + 2 if at + 1 < len(lexemes) and lexemes[at + 1].kind in (kinds.AND, kinds.OR) else None
    return _distinct(found)


def _told_behind(lexemes: Sequence[Lexeme], stop: int) -> int | None:
    """The index of the first word behind a count that tells a fate, or ends its clause without one."""
    reach = range(stop, min(len(lexemes), stop + _REACH_BEHIND))
    return next((i for i in reach if _closes(lexemes[i]) or _become(lexemes, i) or _tells(lexemes, i, stop)), None)


def _tells(lexemes: Sequence[Lexeme], at: int, stop: int) -> bool:
    """Whether the word at ``at`` tells a fate of those counted, and not of its own complement.

    "به قتل رسیدند" does; in "به اتهام قتل یک افسر", "بیمارستان شهید رجایی" the noun belongs to what follows it.
    """
    here = lexemes[at]
    if testifies(lexemes, at) or _flees_a_scene(lexemes, at):
        return False
    if not fate_of(here) or _many(here) or _remembered(lexemes, at) or (here.word in _FATES and _charged(lexemes, at)):
        return False
    adjective = at == stop and here.name.startswith(ROLE)  # "۴۴ مامور مجروح"
    return adjective or here.word in _ALONE or at + 1 >= len(lexemes) or not _complements(here, lexemes[at + 1])


def testifies(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether "شهادت" at ``at`` is testimony, not death: "شهادت دادند", "شهادت می‌دهد"."""
    behind = lexemes[at + 1].word if at + 1 < len(lexemes) else ""
    return lexemes[at].word == "شهادت" and behind.startswith(_GIVES)


def _flees_a_scene(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether those who fled left the scene of a deed or a prison, and no home: "از محل گریختند"."""
    return fate_of(lexemes[at]) == "displaced" and any(
        lexemes[i].kind == kinds.FROM and lexemes[i + 1].word in _SCENES
        for i in range(max(0, at - _MOST_ADJECTIVES), at)
    )


def _charged(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether the act at ``at`` is what somebody is charged or threatened with: "به جرم قتل", "متهم به قتل"."""
    before = at - 2 if at >= 2 and lexemes[at - 1].kind in (kinds.INTO, kinds.FROM) else at - 1
    return before >= 0 and lexemes[before].word in _CHARGES


def _complements(here: Lexeme, lexeme: Lexeme) -> bool:
    """Whether a word behind that of a fate completes it: another noun, a name, a number."""
    if fate_of(lexeme):
        # "عاملان کشتار بازداشت شدند", but "جان باختند", "زخمی بازداشت شدند"
        return here.word in _FATES and lexeme.word not in _ALONE | _UNDERGOING
    if lexeme.word in _BETWEEN or lexeme.word.startswith(_DENIALS) or lexeme.word.endswith(_VERBS):
        return False
    return lexeme.kind in _NOUNS or (lexeme.kind == kinds.OTHER and lexeme.word[:1].isalpha())


def _denied(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether a verb behind the word at ``at`` denies what it tells: "کشته نشدند"."""
    return at + 1 < len(lexemes) and lexemes[at + 1].word.startswith(_DENIALS)


def _closes(lexeme: Lexeme) -> bool:
    """Whether the clause of a count ends here, with nothing told of its people."""
    return lexeme.word in CLAUSE_ENDS or lexeme.word in _TOTALS or is_verb(lexeme)


def _straight(lexemes: Sequence[Lexeme], stop: int, at: int) -> bool:
    """Whether nothing from ``stop`` to ``at`` goes on with others."""
    return not any(here.kind in _NEXT for here in lexemes[stop:at])


def _become(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether the clause of a count ends in a predicate whose verb is left out before another count.

    In "۵ شورشی شناسایی و کشته شدند" it goes on.
    """
    if not 0 <= at < len(lexemes) - 2 or lexemes[at].word not in _BECOME:
        return False
    return lexemes[at + 1].kind in (kinds.AND, kinds.COMMA) and lexemes[at + 2].kind in _COUNTING


def _begins_another(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether the fate at ``at`` governs what follows it: "و زخمی شدن شش نفر دیگر"."""
    if at + 1 < len(lexemes) and lexemes[at + 1].word in _UNDERGOING:
        return True
    here = lexemes[at].word
    return here.endswith(_GOVERNING) and lexemes[at - 1].kind == kinds.AND
