"""The terms of a count: bound, quantity and the people counted."""

from __future__ import annotations

from typing import Final, NamedTuple

from ravayat.grounding import kinds
from ravayat.grounding.amounts import Amount, bound_before, exceeded, kind_at, read_amount, single
from ravayat.grounding.crowds import COLLECTIVES
from ravayat.grounding.lexer import Lexeme
from ravayat.grounding.named_people import is_nobody, named
from ravayat.grounding.people_words import INDEFINITE, NATION, OTHERS, PAIR, ROLE, SINGULAR

_JOINING = frozenset({kinds.AND, kinds.COMMA, kinds.WITH})
_LINKS = _JOINING | {kinds.OR}
_BREAKING = frozenset({kinds.BREAKDOWN, kinds.OPEN})
_NOUNS = frozenset({kinds.CLASSIFIER, kinds.PERSON, kinds.GROUP})
_STARTS = frozenset({kinds.BOUND, kinds.NUMBER, kinds.VAGUE, kinds.SEVERAL, kinds.BETWEEN, kinds.TO, kinds.FROM})
_NOT_PEOPLE = frozenset(
    {kinds.MEASURE, kinds.DECIMAL, kinds.FRACTION, kinds.UNIT, kinds.AGE, kinds.MONTH, kinds.PART, kinds.ERA}
)
_KIN = frozenset("مادر پدر برادر خواهر همسر شوهر فرزند نوه پسر دختر".split())
_CARGO = frozenset("مواد گندم کمک مهمات بمب سلاح تسلیحات آرد دارو بار سوخت نفت تیانتی".split())
"""What follows تن where it means tonnes."""
_BESIDES = frozenset("همچنین بعلاوه بهعلاوه علاوه".split())
_ALSO = frozenset("همچنین نیز هم بر".split())
"""Words between "و" and what it joins: "و همچنین یک مترجم"."""
_CHILDREN = frozenset("فرزند کودک دختر پسر بچه نوزاد طفل".split())
_BODIES = frozenset("جسد پیکر جنازه".split())
_SHARES = frozenset("نیمی نصف درصد".split())
_TITLES = frozenset("آیتالله حجتالاسلام دکتر مهندس سید شیخ مولوی حاج حاجی امام امیر مولانا ماموستا".split())
_BORN: Final = "متولد"
_MOST_ADJECTIVES: Final = 4
_MOST_AGES: Final = 5


class Term(NamedTuple):
    """One quantity with the people it counts."""

    minimum: int | None
    maximum: int | None
    unit: Lexeme | None
    whom: tuple[str, ...]
    slots: tuple[str, ...]
    after: int


class Terms(NamedTuple):
    """The terms that add up, and those that break one of them up."""

    main: list[Term]
    breakdown: list[Term]


class _People(NamedTuple):
    """Who is counted behind a quantity."""

    unit: Lexeme | None
    whom: tuple[str, ...]
    slots: tuple[str, ...]
    bound: str
    after: int


def _people(lexemes: list[Lexeme], index: int, *, numbered: bool) -> _People:
    """The counted nouns from ``index``, over the adjectives and names between them."""
    unit: Lexeme | None = None
    bound = ""
    whom: list[str] = []
    slots: list[str] = []
    at, others = index, 0
    while at < len(lexemes):
        here = lexemes[at]
        if here.kind in _NOUNS:
            unit = unit or here
            if here.kind == kinds.GROUP:
                whom.append("families")
            elif here.name.startswith(ROLE):
                slots.append(here.name.removeprefix(ROLE))
            elif here.name and here.name != NATION:
                whom.append(here.name)
        elif here.kind in _LINKS:
            many = numbered and kind_at(lexemes, index - 1) == kinds.NUMBER and lexemes[index - 1].value > 1
            if not (numbered and _same_number(lexemes, at, many=many)):
                break
        elif here.kind == kinds.BOUND_AFTER:
            bound = here.name
        elif here.kind == kinds.OTHER and here.word in _BESIDES:
            break
        elif here.kind == kinds.OTHER and here.word[:1].isalpha() and others < _MOST_ADJECTIVES:
            others += 1
        elif here.word in OTHERS and unit:
            pass  # "۱۷ تن دیگر زخمی"
        elif here.kind != kinds.SIZE and (here.kind != kinds.FROM or at == index):
            break
        at += 1
    return _People(unit, tuple(dict.fromkeys(whom)), tuple(dict.fromkeys(slots)), bound, at)


def _same_number(lexemes: list[Lexeme], at: int, *, many: bool) -> bool:
    """Whether the joint at ``at`` keeps two nouns under one number: "۹ کشته و زخمی", "پنج زن و کودک".

    Under ``many``, a number above one, even the indefinite does: "۸۴ زن و بچه‌ای که".
    """
    if kind_at(lexemes, at + 1) == kinds.BOUND_AFTER:
        return True  # "۲۰ نفر یا بیشتر"
    alike = {SINGULAR, INDEFINITE} if many and lexemes[at].kind == kinds.AND else {SINGULAR}
    if kind_at(lexemes, at + 1) != kinds.PERSON or lexemes[at + 1].value not in alike:
        return False
    before = lexemes[at - 1]
    return lexemes[at + 1].name.startswith(ROLE) or (before.kind == kinds.PERSON and before.value == SINGULAR)


def _counts_people(lexemes: list[Lexeme], before: int, after: int) -> bool:
    """Whether the words at ``before`` and ``after`` a quantity leave it a number of people."""
    if kind_at(lexemes, before) == kinds.UNIT and kind_at(lexemes, after) not in _NOUNS:
        return False  # "سال ۲۰۱۵"
    if before >= 0 and lexemes[before].word == _BORN:
        return False  # "متولد ۱۳۵۸"
    if before > 0 and lexemes[before].kind == kinds.FROM:
        share = lexemes[before - 1]
        if share.kind == kinds.FRACTION or share.word in _SHARES:
            return False  # "نیمی از ۴ میلیون نفر"
    for at in range(after, after + 2 * _MOST_AGES, 2):  # "۳ و ۵ ساله"
        if kind_at(lexemes, at) not in _JOINING or kind_at(lexemes, at + 1) != kinds.NUMBER:
            break
        if kind_at(lexemes, at + 2) == kinds.AGE:
            return False
    if kind_at(lexemes, after) == kinds.CLASSIFIER and lexemes[after].word == "تن":
        return not (after + 1 < len(lexemes) and lexemes[after + 1].word in _CARGO)
    return kind_at(lexemes, after) not in _NOT_PEOPLE


def _apply(bound: str, amount: Amount) -> tuple[int | None, int | None]:
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
    if is_nobody(lexemes, index) or (index and is_nobody(lexemes, index - 1)):
        return None  # "کسی کشته نشد", "هیچ سربازی"
    if index and lexemes[index - 1].word in COLLECTIVES:
        return None  # "شبکه جاسوسی"
    if here.value == PAIR:
        return 2
    at = index + 1
    while here.word in _BODIES and at <= index + _MOST_ADJECTIVES and kind_at(lexemes, at) == kinds.OTHER:
        at += 1  # "پیکر مطهر ۱۲ شهید"
    behind = read_amount(lexemes, at)
    if behind and _counts_people(lexemes, index, behind.after):
        return None  # "پیکر ۳ نفر"
    bare = here.value == SINGULAR and (index == 0 or here.word.rstrip("ش") in _KIN)
    return 1 if bare or here.value == INDEFINITE else None


def _parent(lexemes: list[Lexeme], index: int) -> Term | None:
    """«پدر دو فرزند»: one, whose children are not counted."""
    if lexemes[index].word not in ("پدر", "مادر") or lexemes[index].kind != kinds.PERSON:
        return None
    children = read_amount(lexemes, index + 1)
    if children is None or children.after >= len(lexemes) or lexemes[children.after].word not in _CHILDREN:
        return None
    return Term(1, 1, lexemes[index], (), (), children.after + 1)


def term_at(lexemes: list[Lexeme], index: int) -> Term | None:
    """The term that starts at ``index``."""
    if index < len(lexemes) and (parent := _parent(lexemes, index)):
        return parent
    bound, at = bound_before(lexemes, index)
    if kind_at(lexemes, at) == kinds.EVERY:
        at += 1  # "هر دو سرنشین"
    amount = read_amount(lexemes, at)
    numbered = amount is not None
    if amount is None:
        alone = _noun_alone(lexemes, index) if index < len(lexemes) and at == index else None
        if alone is None:
            return None
        amount = Amount(alone, alone, at)
    elif not _counts_people(lexemes, at - 1, amount.after):
        return None
    if numbered and _is_crowd(lexemes, amount):
        size = _size(lexemes, amount.after + 1)
        return size and _of_size(bound, amount, size)
    if numbered and amount.after < len(lexemes) and lexemes[amount.after].word == "+":
        bound, amount = "least", amount._replace(after=amount.after + 1)  # "۱۲+ نفر"
    people = _people(lexemes, amount.after, numbered=numbered)
    if numbered and people.unit and people.unit.value == PAIR and amount.maximum:
        amount = amount._replace(minimum=amount.maximum * 2, maximum=amount.maximum * 2)  # "یک زوج"
    if "families" in people.whom and (size := _size(lexemes, people.after)):
        return _of_size(bound, amount, size)  # "خانواده پنج نفره"
    behind = range(amount.after, people.after + 1) if numbered else ()
    if any(exceeded(lexemes, index, stop) for stop in behind):
        bound = "least"  # the verb reads like an adjective: "از ۴۰۰ نفر عبور"
    minimum, maximum = _apply(bound or people.bound, amount)
    return Term(minimum, maximum, people.unit, people.whom, people.slots, people.after)


def _is_crowd(lexemes: list[Lexeme], amount: Amount) -> bool:
    """Whether a number counts crowds, not people: "یک باند", "سه شبکه", "یک خانواده" (but "۲۰۰ خانواده")."""
    here = lexemes[amount.after] if amount.after < len(lexemes) else None
    return here is not None and (here.word in COLLECTIVES or (here.kind == kinds.GROUP and amount.maximum == 1))


def _size(lexemes: list[Lexeme], index: int) -> Amount | None:
    """The size of a crowd, over the adjectives between: "یک باند مسلح ۴ نفره"."""
    at = index
    while at < index + _MOST_ADJECTIVES and kind_at(lexemes, at) in (kinds.OTHER, kinds.PERSON):
        at += 1
    size = single(lexemes, at)
    return size if size and kind_at(lexemes, size.after) == kinds.SIZE else None


def _of_size(bound: str, amount: Amount, size: Amount) -> Term | None:
    """So many crowds of that size."""
    if not amount.minimum or not size.minimum:
        return None
    many = amount.minimum * size.minimum
    return Term(*_apply(bound, Amount(many, many, 0)), None, (), (), size.after + 1)


def _leader(lexemes: list[Lexeme], index: int) -> Term | None:
    """The one named before "و" and a number: "صالح العاروری و شش نفر دیگر"."""
    before = lexemes[index - 1] if index > 1 else None
    with_title = before is not None and before.word == "با" and _is_titled(lexemes[0])
    if before is None or not (with_title or before.kind in (kinds.AND, kinds.WITH)):
        return None
    if named(lexemes[: index - 1]) != 1:
        return None
    return Term(1, 1, None, (), (), index)


def _has_along(lexemes: list[Lexeme], index: int) -> bool:
    """Whether the one person before "با" at ``index`` has own people along: "ملا دادالله با ۱۱ تن از افرادش"."""
    if lexemes[index].word != "با" or not _is_titled(lexemes[0]):
        return False
    others = read_amount(lexemes, index + 1)
    whose = others.after + 2 if others else index
    return whose < len(lexemes) and lexemes[whose - 1].kind == kinds.FROM and lexemes[whose].word.endswith(("ش", "شان"))


def _is_titled(lexeme: Lexeme) -> bool:
    """Whether somebody is named who can have others with him: "ملا دادالله با ۱۱ تن", not "درگیری با ۱۱ تن"."""
    return lexeme.word in _TITLES or (lexeme.kind == kinds.PERSON and lexeme.value == SINGULAR)


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
        elif main and (here.kind in _BREAKING or here.kind == kinds.DASH or here.word == ":"):
            broken = True
        elif main and (here.word in _BESIDES or (len(main) == 1 and _has_along(lexemes, index))):
            joined = True
        elif main and joined and here.word in _ALSO:
            pass
        elif here.kind in _JOINING:
            joined = True
        elif main and _denies(lexemes, index):
            break
        elif term := term_at(lexemes, index):
            if broken:
                breakdown.append(term)
            elif joined:
                leader = _leader(lexemes, index) if slot_told and not main else None
                main = _added([leader] if leader else main, term)
            index, joined = term.after, False
            continue
        elif main and joined and not broken and here.kind == kinds.PERSON and kind_at(lexemes, 0) == kinds.PERSON:
            if not slot_told or lexemes[index - 2].kind != kinds.OTHER:
                return Terms([], [])  # "زن و کودک": no telling how many
            people = _people(lexemes, index, numbered=False)  # "سرلشکر باقری و سردار رشید"
            if not (people.slots and people.slots == main[-1].slots):  # "زخمی و مجروح" is one
                main.append(Term(1, 1, people.unit, people.whom, people.slots, people.after))
            index, joined = people.after, False
            continue
        else:
            joined = joined and not main
            index = _behind_quantity(lexemes, index)
            continue
        index += 1
    return Terms(main, breakdown)


def _denies(lexemes: list[Lexeme], index: int) -> bool:
    """«۱۲ نفر و نه ۱۵ نفر»: نه before digits denies them."""
    following = lexemes[index + 1] if index + 1 < len(lexemes) else None
    return lexemes[index].word == "نه" and following is not None and following.name == "digits"


def _behind_quantity(lexemes: list[Lexeme], index: int) -> int:
    """The index behind a quantity of something else than people, or behind one word."""
    amount = read_amount(lexemes, bound_before(lexemes, index)[1])
    return amount.after + 1 if amount else index + 1


def _added(main: list[Term], term: Term) -> list[Term]:
    """«حداقل ۱۰ و حداکثر ۲۰ نفر» is one term, not a sum, whichever bound comes first."""
    if len(main) == 1 and (not main[0].unit or main[0].unit.kind == kinds.CLASSIFIER):
        low, high = (main[0], term) if main[0].maximum is None else (term, main[0])
        if low.maximum is None and high.minimum is None and (low.minimum or 0) <= (high.maximum or 0):
            return [term._replace(minimum=low.minimum, maximum=high.maximum)]
    return [*main, term]


def running_terms(lexemes: list[Lexeme]) -> list[tuple[int, int]]:
    """First and last character of every count phrase in running text: bound, quantity and counted noun."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(lexemes):
        if lexemes[index].kind not in _STARTS:
            index += 1
            continue
        start, at = index, bound_before(lexemes, index)[1]
        if kind_at(lexemes, at) == kinds.FROM:
            at += 1
        amount = read_amount(lexemes, at)
        ranged = amount is not None and (amount.after > at + 1 or lexemes[index].kind != kinds.FROM)
        if amount is None or not ranged or kind_at(lexemes, amount.after) not in _NOUNS:
            index += 1
            continue
        if not _counts_people(lexemes, at - 1, amount.after):
            index = amount.after + 1
            continue
        last = amount.after
        if lexemes[last].kind == kinds.CLASSIFIER and _plain_noun(lexemes, last + 1):
            last += 1
        if kind_at(lexemes, last + 1) in _LINKS and kind_at(lexemes, last + 2) == kinds.BOUND_AFTER:
            last += 2
        found.append((lexemes[start].start, lexemes[last].end))
        index = last + 1
    return found


def _plain_noun(lexemes: list[Lexeme], index: int) -> bool:
    """Whether a noun that is no fate stands at ``index``: the second word of "۱۲ نفر نظامی"."""
    if kind_at(lexemes, index) != kinds.PERSON or lexemes[index].value != SINGULAR:
        return False
    return lexemes[index].name != NATION and not lexemes[index].name.startswith(ROLE)
