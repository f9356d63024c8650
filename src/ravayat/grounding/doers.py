"""Whether those counted did what is told, and did not suffer it: "دو مهاجم ۵ نفر را کشتند".

Persian marks the object with "را" and nothing else, and a noun before it may as well be the last of the count's own
words ("دو سرباز ارتش را"): only what leaves no doubt is taken for a subject. "چهار سرباز راننده‌ای را کشتند" leaves
none, since a count's own words do not end with somebody new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ravayat.grounding import kinds
from ravayat.grounding.people_words import INDEFINITE, NATION, OTHERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ravayat.grounding.lexer import Lexeme

_VERBS: Final = frozenset("کشت کشتند کشتهاند ربود ربودند ربودهاند".split())
_MADE: Final = ("کرد", "میکن", "نمود", "رساند", "میرسان", "گرفت", "ساخت", "آورد")
"""How the verbs begin that make a noun or participle of a fate an act: "زخمی کردند", "به قتل رساندند"."""
_REACH: Final = 2
"""Words between such a noun and its verb: "به قتل هم رساندند"."""
_INTRANSITIVE: Final = frozenset("فوت فرار کوچ جان مرگ درگذشت".split())
_BY_DEED: Final = ("مهاجم", "متجاوز", "انتحاری", "مسلح")
"""Words for people that already tell who did it."""
_SOMEBODY: Final = frozenset("زنی مردی پیرزنی پیرمردی دختری پسری کودکی نوجوانی نوزادی طفلی".split())
"""Nouns with the indefinite "ی" that are no other word where a person can be the object."""
_INDEFINITE_BEHIND_A_VOWEL: Final = "های"
_OBJECT: Final = "را"
_SELVES: Final = frozenset("خود خودش خودشان یکدیگر همدیگر".split())
_OWNED: Final = frozenset({kinds.PERSON, kinds.GROUP})
"""Nouns for people, whose "خود" tells whose they are."""
_QUANTITIES: Final = frozenset({kinds.NUMBER, kinds.VAGUE, kinds.SEVERAL})
_COUNTED: Final = frozenset({kinds.CLASSIFIER, kinds.PERSON})
_WITHIN: Final = frozenset({kinds.AND, kinds.OR, kinds.COMMA, kinds.TO, kinds.FROM, kinds.BREAKDOWN, kinds.OPEN})
"""What goes on with the count itself, or breaks it up."""
_ADVERBIAL: Final = frozenset({kinds.IN, kinds.INTO, kinds.STOP, kinds.WITH, kinds.WITHIN})
_TIMES: Final = frozenset({kinds.UNIT, kinds.WEEKDAY, kinds.DAY_WORD, kinds.PART, kinds.LAST})
_SAYING: Final = frozenset("گفت گفتند گفته افزود نوشت".split())
CLAUSE_ENDS: Final = frozenset(".!؟?؛:")
"""Signs that end a clause."""
_THAT: Final = "که"


def did_it(lexemes: Sequence[Lexeme], first: int, stop: int, told: int) -> bool:
    """Whether ``lexemes[first:stop]`` count those who did the act that the word at ``told`` tells.

    They did it to others who are counted ("دو مهاجم ۵ نفر را کشتند"), or they begin the clause, an object with "را"
    follows, and they are named by the deed ("دو مهاجم مردم را کشتند") or it is somebody new ("زنی را").
    """
    verb = act(lexemes, told)
    between = lexemes[stop:told]
    if not verb or any(here.kind in _WITHIN for here in between[:1]):
        return False
    joined = any(here.kind in _WITHIN | _ADVERBIAL and here.word != _OBJECT for here in between)
    if _others_counted(lexemes, stop, told) and not joined:
        return True
    mark = next((at for at in range(stop, told) if lexemes[at].word == _OBJECT), stop)
    heads = [here for here in lexemes[stop:mark] if not _describes(here)]
    sure = _by_deed(lexemes, first, stop) or any(map(_somebody, heads))
    return bool(heads and sure and _agrees(lexemes[first:stop], verb) and _begins_clause(lexemes, first))


def plainly_did_it(lexemes: Sequence[Lexeme], first: int, stop: int, told: int) -> bool:
    """Whether so much speaks for it that a reader who quoted those counted as the ones it befell was wrong.

    In "طالبان دو پسر یک ملا را کشتند", "گفتند سه مهاجم این گروه را کشتند" they may be what somebody else did it to: the
    verb has to agree with them, and they begin the sentence, or are named by the deed and others are counted.
    """
    if not did_it(lexemes, first, stop, told) or not _agrees(lexemes[first:stop], act(lexemes, told)):
        return False
    sure = _by_deed(lexemes, first, stop) and _others_counted(lexemes, stop, told)
    return sure or _begins_sentence(lexemes, first)


def to_themselves(lexemes: Sequence[Lexeme], stop: int, told: int) -> bool:
    """Whether those counted before ``stop`` did it to themselves, too: "۵ نفر و سپس خود را کشت", "یکدیگر را".

    In "همسر خود را" the word only tells whose wife it is.
    """
    for at in range(stop, told):
        if lexemes[at].word in _SELVES and lexemes[at + 1].word == _OBJECT:
            before = lexemes[at - 1]
            return at == stop or before.kind not in _OWNED or _describes(before)
    return False


def act(lexemes: Sequence[Lexeme], told: int) -> str:
    """The transitive verb of what is told at ``told``; empty where it is none."""
    here = lexemes[told].word
    if here in _VERBS:
        return here
    near = (lexeme.word for lexeme in lexemes[told + 1 : told + 1 + _REACH])
    return "" if here in _INTRANSITIVE else next((word for word in near if word.startswith(_MADE)), "")


def _others_counted(lexemes: Sequence[Lexeme], stop: int, told: int) -> bool:
    pairs = zip(lexemes[stop:told], lexemes[stop + 1 : told], strict=False)
    return any(one.kind in _QUANTITIES and other.kind in _COUNTED for one, other in pairs)


def _describes(lexeme: Lexeme) -> bool:
    """Whether a word behind a count still describes those counted: "دو مهاجم مسلح", "دو سرباز آمریکایی دیگر"."""
    return lexeme.word.startswith(_BY_DEED) or lexeme.name == NATION or lexeme.word in OTHERS


def _somebody(lexeme: Lexeme) -> bool:
    """Whether a noun tells of one person who is new: "راننده‌ای", "زنی", but "مهندسی" may be what is studied."""
    new = lexeme.kind == kinds.PERSON and lexeme.value == INDEFINITE
    return new and (lexeme.word.endswith(_INDEFINITE_BEHIND_A_VOWEL) or lexeme.word in _SOMEBODY)


def _agrees(counted: Sequence[Lexeme], verb: str) -> bool:
    one = next((here.value == 1 for here in counted if here.kind == kinds.NUMBER), False)
    return one != verb.endswith("ند")


def _by_deed(lexemes: Sequence[Lexeme], first: int, stop: int) -> bool:
    """Whether a word for those counted tells that they did it."""
    return any(here.word.startswith(_BY_DEED) for here in lexemes[first : stop + 1])


def _before(lexemes: Sequence[Lexeme], first: int) -> int:
    """The index of the word before a count, its bound and words of time; negative where none is."""
    at = first - 1
    while at >= 0 and (lexemes[at].kind in _TIMES or lexemes[at].kind == kinds.BOUND):
        at -= 1
    return at


def _begins_sentence(lexemes: Sequence[Lexeme], first: int) -> bool:
    at = _before(lexemes, first)
    return at < 0 or lexemes[at].word in CLAUSE_ENDS


def _begins_clause(lexemes: Sequence[Lexeme], first: int) -> bool:
    """Whether nothing that could be the subject stands before a count in its clause."""
    word = "" if _begins_sentence(lexemes, first) else lexemes[_before(lexemes, first)].word
    return not word or word == _THAT or word in _SAYING
