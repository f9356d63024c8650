"""The terms of a count: bound, quantity and the people counted."""

from __future__ import annotations

from typing import Final, NamedTuple

from ravayat.grounding import kinds
from ravayat.grounding.lexer import Lexeme
from ravayat.grounding.people_words import INDEFINITE, NATION, PAIR, PLURAL, ROLE, SINGULAR

_JOINING = frozenset({kinds.AND, kinds.COMMA})
_LINKS = _JOINING | {kinds.OR}
_ALTERNATIVE = frozenset({kinds.TO, kinds.OR, kinds.DASH})
_BREAKING = frozenset({kinds.BREAKDOWN, kinds.OPEN})
_NOUNS = frozenset({kinds.CLASSIFIER, kinds.PERSON, kinds.GROUP})
_STARTS = frozenset({kinds.BOUND, kinds.NUMBER, kinds.VAGUE, kinds.SEVERAL, kinds.BETWEEN, kinds.TO, kinds.FROM})
_NOT_PEOPLE = frozenset(
    {kinds.MEASURE, kinds.DECIMAL, kinds.FRACTION, kinds.UNIT, kinds.AGE, kinds.MONTH, kinds.PART, kinds.ERA}
)
_KIN = frozenset("مادر پدر برادر خواهر همسر شوهر فرزند نوه پسر دختر".split())
_CARGO = frozenset("مواد گندم کمک مهمات بمب سلاح تسلیحات آرد دارو بار سوخت نفت تی‌ان‌تی".split())
"""What follows تن where it means tonnes."""
_MOST_ADJECTIVES: Final = 4
_LONGEST_NAME: Final = 9
_MANY = frozenset(
    {kinds.NUMBER, kinds.DECIMAL, kinds.FRACTION, kinds.VAGUE, kinds.SEVERAL, kinds.MEASURE, kinds.GROUP, kinds.AND}
)
_COLLECTIVES = frozenset(
    "تعدادی شماری عده‌ای عدهای گروهی جمعی تعداد شمار عده گروه جمع تلفات مردم اهالی ساکنان همه تمام همگی هیچ هیچکس کسی"
    " برخی بعضی اکثر نیمی بسیاری بیشتر خانواده اعضای افراد نفرات ما آنها آنان ایشان خود زیادی کثیری".split()
)
_PLURAL_ENDINGS = ("ها", "های", "هایی", "هایش", "هایشان", "گان", "شدند", "رسیدند", "کردند", "اند", "آمدند", "باختند")


class Term(NamedTuple):
    """One quantity with the people it counts."""

    minimum: int | None
    maximum: int | None
    unit: str
    whom: tuple[str, ...]
    slots: tuple[str, ...]
    after: int


class Terms(NamedTuple):
    """The terms that add up, and those that break one of them up."""

    main: list[Term]
    breakdown: list[Term]


class _Amount(NamedTuple):
    minimum: int | None
    maximum: int | None
    after: int


def _kind(lexemes: list[Lexeme], index: int) -> str:
    return lexemes[index].kind if 0 <= index < len(lexemes) else ""


def _single(lexemes: list[Lexeme], index: int) -> _Amount | None:
    """One number, vague number word, or "one of"."""
    kind = _kind(lexemes, index)
    if kind == kinds.NUMBER:
        value, after = lexemes[index].value, index + 1
        if _kind(lexemes, after) == kinds.AND and _kind(lexemes, after + 1) in (kinds.SEVERAL, kinds.ODD):
            return _Amount(value, None, _behind_scale(lexemes, after + 2))  # "بیست و چند": more than twenty
        return _Amount(value, value, after)
    if kind in (kinds.VAGUE, kinds.SEVERAL):
        least, after = lexemes[index].value, index + 1
        if _kind(lexemes, after) == kinds.NUMBER and lexemes[after].name != "digits" and lexemes[after].value >= 10:
            least, after = least * lexemes[after].value, after + 1  # "چند ده", "ده‌ها هزار"
        return _Amount(least, None, after)
    if kind == kinds.ONE_OF:
        return _Amount(1, 1, index + 1)
    return None


def _behind_scale(lexemes: list[Lexeme], index: int) -> int:
    """Past the "صد" of "هزار و چند صد"."""
    return index + 1 if _kind(lexemes, index) == kinds.NUMBER and lexemes[index].name in ("hundred", "scale") else index


def _scale_of(value: int) -> int:
    return next((scale for scale in (10**9, 10**6, 10**3) if value >= scale and value % scale == 0), 1)


def _spread(low: int, high: int) -> int:
    """ "۳۰ تا ۴۰ هزار": the scale of the second number is the first's too."""
    scale = _scale_of(high)
    return low * scale if scale > 1 and low < high // scale and high // scale > 1 else low


def _amount(lexemes: list[Lexeme], index: int) -> _Amount | None:
    """A quantity at ``index``: single, range ("۳۰ تا ۴۰", "دو سه") or "بین ۲۰ و ۳۰"."""
    between = _kind(lexemes, index) == kinds.BETWEEN
    start = index + 1 if between else index
    first = _single(lexemes, start)
    if first is None:
        return None
    after = first.after
    if between or _kind(lexemes, index - 1) == kinds.FROM:
        while _kind(lexemes, after) == kinds.CLASSIFIER:  # "بین ۲۰ نفر تا ۳۰ نفر"
            after += 1
    joint = _kind(lexemes, after)
    if joint == kinds.INTO and _kind(lexemes, start - 1) == kinds.FROM:  # "از ۱۲ به ۱۵": corrected upwards
        return _single(lexemes, after + 1)
    if joint in _ALTERNATIVE or (between and joint == kinds.AND):
        second = _single(lexemes, after + 1)
        if second is None and joint == kinds.TO:
            return first._replace(after=after + 1)  # "دو تا": تا counts
        return _range(first, second) or first
    counted_words = joint == kinds.NUMBER and lexemes[after].name != "digits" and lexemes[start].name != "digits"
    if counted_words:
        return _range(first, _single(lexemes, after)) or first  # "دو سه", "سی چهل"
    return first


def _range(first: _Amount, second: _Amount | None) -> _Amount | None:
    if second is None or first.minimum is None or second.minimum is None:
        return None
    if first.maximum is None:
        return first._replace(after=second.after)  # "ده‌ها یا صدها"
    low = _spread(first.minimum, second.minimum)
    if low >= second.minimum:
        return None
    return _Amount(low, second.maximum, second.after)


def _bound_before(lexemes: list[Lexeme], index: int) -> tuple[str, int]:
    """The bound word in front of a quantity and the index behind it."""
    bound, at = "", index
    while _kind(lexemes, at) == kinds.BOUND:
        name = lexemes[at].name
        bound = name if name != "about" or not bound else bound
        at += 1
    if _kind(lexemes, at) == kinds.TO and _kind(lexemes, at - 1) not in (kinds.NUMBER, kinds.CLASSIFIER):
        following = _bound_before(lexemes, at + 1)[1]
        if _kind(lexemes, following) == kinds.NUMBER:
            return bound or "most", following
    return bound, at


class _People(NamedTuple):
    """Who is counted behind a quantity."""

    unit: str
    whom: tuple[str, ...]
    slots: tuple[str, ...]
    bound: str
    after: int


def _people(lexemes: list[Lexeme], index: int, *, numbered: bool) -> _People:
    """The counted nouns from ``index``, over the adjectives and names between them."""
    unit, bound = "", ""
    whom: list[str] = []
    slots: list[str] = []
    at, others = index, 0
    while at < len(lexemes):
        here = lexemes[at]
        if here.kind in _NOUNS:
            unit = unit or here.word
            if here.kind == kinds.GROUP:
                whom.append("families")
            elif here.name.startswith(ROLE):
                slots.append(here.name.removeprefix(ROLE))
            elif here.name and here.name != NATION:
                whom.append(here.name)
        elif here.kind in _LINKS:
            if not (numbered and _same_number(lexemes, at)):
                break
        elif here.kind == kinds.BOUND_AFTER:
            bound = here.name
        elif here.kind == kinds.OTHER and here.word[:1].isalpha() and others < _MOST_ADJECTIVES:
            others += 1
        elif here.kind != kinds.SIZE and (here.kind != kinds.FROM or at == index):
            break
        at += 1
    return _People(unit, tuple(dict.fromkeys(whom)), tuple(dict.fromkeys(slots)), bound, at)


def _same_number(lexemes: list[Lexeme], at: int) -> bool:
    """Whether the joint at ``at`` keeps two nouns under one number: "۹ کشته و زخمی", "پنج زن و کودک"."""
    if _kind(lexemes, at + 1) == kinds.BOUND_AFTER:
        return True  # "۲۰ نفر یا بیشتر"
    if _kind(lexemes, at + 1) != kinds.PERSON or lexemes[at + 1].value != SINGULAR:
        return False
    before = lexemes[at - 1]
    return lexemes[at + 1].name.startswith(ROLE) or (before.kind == kinds.PERSON and before.value == SINGULAR)


def _counts_people(lexemes: list[Lexeme], after: int) -> bool:
    """Whether what follows a quantity leaves it a number of people."""
    at = after
    while _kind(lexemes, at) in _JOINING and _kind(lexemes, at + 1) == kinds.NUMBER:
        at += 2  # "۳ و ۵ ساله"
        if _kind(lexemes, at) == kinds.AGE:
            return False
    if _kind(lexemes, after) == kinds.CLASSIFIER and lexemes[after].word == "تن":
        return not (after + 1 < len(lexemes) and lexemes[after + 1].word in _CARGO)
    return _kind(lexemes, after) not in _NOT_PEOPLE


def _apply(bound: str, amount: _Amount) -> tuple[int | None, int | None]:
    if bound == "least":
        return amount.minimum, None
    if bound == "most" and amount.maximum is not None:
        return None, amount.maximum
    return amount.minimum, amount.maximum


def _noun_alone(lexemes: list[Lexeme], index: int) -> int | None:
    """How many a noun without a number tells: "سربازی" one, "زوجی" two; ``None`` where it does not say."""
    here = lexemes[index]
    if here.kind != kinds.PERSON or here.name == NATION or here.name.startswith(ROLE):
        return None
    if here.value == PAIR:
        return 2
    bare = here.value == SINGULAR and (index == 0 or here.word.rstrip("ش") in _KIN)
    return 1 if bare or here.value == INDEFINITE else None


def _term(lexemes: list[Lexeme], index: int) -> Term | None:
    """The term that starts at ``index``."""
    bound, at = _bound_before(lexemes, index)
    if _kind(lexemes, at) == kinds.EVERY:
        at += 1  # "هر دو سرنشین"
    amount = _amount(lexemes, at)
    numbered = amount is not None
    if amount is None:
        alone = _noun_alone(lexemes, index) if index < len(lexemes) and at == index else None
        if alone is None:
            return None
        amount = _Amount(alone, alone, at)
    elif not _counts_people(lexemes, amount.after):
        return None
    people = _people(lexemes, amount.after, numbered=numbered)
    if "families" in people.whom and _kind(lexemes, people.after + 1) == kinds.SIZE:
        size = _single(lexemes, people.after)  # "یک خانواده پنج نفره"
        if size and size.minimum and amount.minimum:
            many = amount.minimum * size.minimum
            return Term(*_apply(bound, _Amount(many, many, 0)), "", (), (), people.after + 2)
    minimum, maximum = _apply(bound or people.bound, amount)
    return Term(minimum, maximum, people.unit, people.whom, people.slots, people.after)


def tells_one(lexemes: list[Lexeme]) -> bool:
    """Whether words quoted for a count, but without a number, name one person: "شهید بهشتی", "دستگیر شد".

    Plurals, collectives and words for an unknown number say that it is not so.
    """
    if not 0 < len(lexemes) <= _LONGEST_NAME or not any(lexeme.word[:1].isalpha() for lexeme in lexemes):
        return False
    for lexeme in lexemes:
        if lexeme.kind in _MANY or (lexeme.kind == kinds.PERSON and lexeme.value == PLURAL):
            return False
        if lexeme.kind == kinds.OTHER and (lexeme.word in _COLLECTIVES or lexeme.word.endswith(_PLURAL_ENDINGS)):
            return False
    return True


def _leader(lexemes: list[Lexeme], index: int) -> Term | None:
    """The one named before "و" and a number: "صالح العاروری و شش نفر دیگر"."""
    if index < 2 or lexemes[index - 1].kind != kinds.AND or not tells_one(lexemes[: index - 1]):
        return None
    return Term(1, 1, "", (), (), index)


def read_terms(lexemes: list[Lexeme], *, slot_told: bool = False) -> Terms:
    """Every term of quoted words, the sum apart from its breakdown.

    Args:
        lexemes: the words, numbers composed.
        slot_told: whether the words were quoted for a count, so that a name in front counts as one.
    """
    main: list[Term] = []
    breakdown: list[Term] = []
    index, joined, broken = 0, True, False
    while index < len(lexemes):
        here = lexemes[index]
        if here.kind == kinds.NOT and not broken:
            main.clear()  # "نه ۱۵ بلکه ۱۲"
            joined = True
        elif here.kind in _BREAKING and main:
            broken = True
        elif here.kind in _JOINING:
            joined = True
        elif main and _denies(lexemes, index):
            break
        elif term := _term(lexemes, index):
            if broken:
                breakdown.append(term)
            elif joined:
                leader = _leader(lexemes, index) if slot_told and not main else None
                main = _added([leader] if leader else main, term)
            index, joined = term.after, False
            continue
        elif main and joined and not broken and here.kind == kinds.PERSON and _kind(lexemes, 0) == kinds.PERSON:
            return Terms([], [])  # "زن و کودک": no telling how many
        else:
            joined = joined and not main
            index = _behind_quantity(lexemes, index)
            continue
        index += 1
    return Terms(main, breakdown)


def _denies(lexemes: list[Lexeme], index: int) -> bool:
    """ "۱۲ نفر و نه ۱۵ نفر": نه before digits denies them."""
    following = lexemes[index + 1] if index + 1 < len(lexemes) else None
    return lexemes[index].word == "نه" and following is not None and following.name == "digits"


def _behind_quantity(lexemes: list[Lexeme], index: int) -> int:
    """The index behind a quantity of something else than people, or behind one word."""
    amount = _amount(lexemes, _bound_before(lexemes, index)[1])
    return amount.after + 1 if amount else index + 1


def _added(main: list[Term], term: Term) -> list[Term]:
    """ "حداقل ۱۰ و حداکثر ۲۰ نفر" is one term, not a sum."""
    if len(main) == 1 and main[0].maximum is None and term.minimum is None and not main[0].unit:
        return [term._replace(minimum=main[0].minimum)]
    return [*main, term]


def running_terms(lexemes: list[Lexeme]) -> list[tuple[int, int]]:
    """First and last character of every count phrase in running text: bound, quantity and counted noun."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(lexemes):
        if lexemes[index].kind not in _STARTS:
            index += 1
            continue
        start, at = index, _bound_before(lexemes, index)[1]
        if _kind(lexemes, at) == kinds.FROM:
            at += 1
        amount = _amount(lexemes, at)
        ranged = amount is not None and (amount.after > at + 1 or lexemes[index].kind != kinds.FROM)
        if amount is None or not ranged or _kind(lexemes, amount.after) not in _NOUNS:
            index += 1
            continue
        if not _counts_people(lexemes, amount.after):
            index = amount.after + 1
            continue
        last = amount.after
        if lexemes[last].kind == kinds.CLASSIFIER and _plain_noun(lexemes, last + 1):
            last += 1
        if _kind(lexemes, last + 1) in _LINKS and _kind(lexemes, last + 2) == kinds.BOUND_AFTER:
            last += 2
        found.append((lexemes[start].start, lexemes[last].end))
        index = last + 1
    return found


def _plain_noun(lexemes: list[Lexeme], index: int) -> bool:
    """Whether a noun that is no fate stands at ``index``: the second word of "۱۲ نفر نظامی"."""
    if _kind(lexemes, index) != kinds.PERSON or lexemes[index].value != SINGULAR:
        return False
    return lexemes[index].name != NATION and not lexemes[index].name.startswith(ROLE)
