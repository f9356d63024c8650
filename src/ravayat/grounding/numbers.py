"""Persian numbers in digits and words.

A number word is put together from groups below a thousand and scales ("دو میلیون و ۳۰۰ هزار و
پنجاه"); "و" joins only what descends, so that "بین بیست و سی" stays two numbers.  Ordinals and
fractions are told apart from cardinals, and digits that belong to a name ("اف-۱۶") are no number.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from ravayat.grounding import kinds
from ravayat.grounding.lexer import Lexeme, lex
from ravayat.records.span import Span

_RANK = {"unit": 1, "teen": 1, "ten": 2, "hundred": 3}
_STANDALONE_ORDINALS = frozenset({"اول", "اولین", "نخست", "نخستین"})
_ORDINAL_WORDS = frozenset({"ام", "امین"})
_COUNTED = frozenset({kinds.CLASSIFIER, kinds.PERSON, kinds.UNIT, kinds.MONTH, kinds.AGE})
_NUMERIC = frozenset({kinds.NUMBER, kinds.DECIMAL, kinds.HALF, kinds.ORDINAL})
_HUNDREDS: Final = 3
"""How many digits hundreds have."""
_LARGEST: Final = 10**15


class _Read(NamedTuple):
    """What a group or number says: its value, the next index, and whether it was an ordinal."""

    value: Fraction | int
    after: int
    ordinal: bool = False


def _class(lexemes: list[Lexeme], index: int) -> str:
    return lexemes[index].name if index < len(lexemes) and lexemes[index].kind == kinds.NUMBER else ""


def _is(lexemes: list[Lexeme], index: int, kind: str) -> bool:
    return index < len(lexemes) and lexemes[index].kind == kind


def _words_below_thousand(lexemes: list[Lexeme], index: int) -> _Read | None:
    """«صد و بیست و سه»: each part smaller in rank than the one before."""
    rank, total, at = 4, 0, index
    while True:
        here = lexemes[at] if at < len(lexemes) else None
        if here is None or here.kind not in (kinds.NUMBER, kinds.ORDINAL) or here.word in _STANDALONE_ORDINALS:
            break
        value, its_rank = here.value, _RANK.get(here.name, 0)
        step = 1
        if here.name == "unit" and here.kind == kinds.NUMBER and _class(lexemes, at + 1) == "hundred":
            follower = lexemes[at + 1]
            if follower.word == "صد":  # Dari "پنج صد"
                value, its_rank, step = value * 100, 3, 2
        if not 0 < its_rank < rank:
            break
        total, rank, at = total + value, its_rank, at + step
        if here.kind == kinds.ORDINAL:
            return _Read(total, at, ordinal=True)
        if rank == 1 or not _is(lexemes, at, kinds.AND):
            return _Read(total, at)
        at += 1
    return _Read(total, at - 1) if total else None


def _group(lexemes: list[Lexeme], index: int) -> _Read | None:
    """One multiplier of a scale, or a number of its own."""
    here = lexemes[index]
    if here.kind == kinds.NUMBER and here.name in ("digits", "whole"):
        read: _Read | None = _Read(here.value, index + 1)
    elif here.kind == kinds.NUMBER and here.name == "scale":
        return _Read(1, index)
    elif here.kind == kinds.DECIMAL:
        return _decimal(lexemes, index)
    elif here.kind == kinds.HALF:
        return _Read(Fraction(1, 2), index + 1) if _class(lexemes, index + 1) == "scale" else None
    else:
        read = _words_below_thousand(lexemes, index)
    if read is None or read.ordinal or not _is(lexemes, read.after, kinds.AND):
        return read
    if _is(lexemes, read.after + 1, kinds.HALF) and _class(lexemes, read.after + 2) == "scale":
        return _Read(read.value + Fraction(1, 2), read.after + 2)  # «یک و نیم میلیون»
    return read


def _decimal(lexemes: list[Lexeme], index: int) -> _Read | None:
    """«۱.۵ میلیون»; a slash too is a decimal point before a scale, and groups thousands elsewhere."""
    whole, _, part = lexemes[index].word.replace("٫", ".").replace("/", ".").partition(".")
    if len(whole) + len(part) > 15:
        return None
    if _class(lexemes, index + 1) == "scale":
        return _Read(Fraction(int(whole + part), 10 ** len(part)), index + 1)
    if "/" in lexemes[index].word and len(part) == 3 and 0 < len(whole) <= 3 and whole[0] != "0":
        return _Read(int(whole + part), index + 1)
    return None


def _scale(lexemes: list[Lexeme], index: int) -> _Read:
    """The product of the scale words from ``index``: "هزار میلیارد"."""
    product, at = 1, index
    while _class(lexemes, at) == "scale" and product < _LARGEST:
        product, at = product * lexemes[at].value, at + 1
    if at < len(lexemes) and lexemes[at].kind == kinds.ORDINAL and lexemes[at].name == "scale":
        return _Read(product * lexemes[at].value, at + 1, ordinal=True)
    return _Read(product, at)


def _continues(lexemes: list[Lexeme], index: int) -> int | None:
    """Where the next group starts after a scale: behind "و", or a bare hundred ("دو هزار سیصد")."""
    if _is(lexemes, index, kinds.AND) and index + 1 < len(lexemes) and lexemes[index + 1].kind in _NUMERIC:
        return index + 1
    if _class(lexemes, index) == "digits" and len(lexemes[index].word) == _HUNDREDS:
        return index if index + 1 < len(lexemes) and lexemes[index + 1].kind in _COUNTED else None  # "۳۴ هزار ۵۰۰ نفر"
    return index if _class(lexemes, index) == "hundred" else None


def _number(lexemes: list[Lexeme], index: int) -> _Read | None:
    """The longest number that starts at ``index``."""
    total: Fraction | int = 0
    at, after, smallest = index, index, _LARGEST * 10
    while True:
        if _is(lexemes, at, kinds.HALF) and after > index:  # "دو میلیون و نیم"
            followed = _class(lexemes, at + 1) == "scale"
            return _Read(total, after) if followed else _Read(total + Fraction(smallest, 2), at + 1)
        if lexemes[at].kind == kinds.ORDINAL and after == index:
            group: _Read | None = _words_below_thousand(lexemes, at) or _Read(lexemes[at].value, at + 1, ordinal=True)
        else:
            group = _group(lexemes, at)
        if group is None:
            break
        scale = _scale(lexemes, group.after) if not group.ordinal else _Read(1, group.after, ordinal=True)
        if scale.value >= smallest or (after > index and group.value * scale.value >= smallest):
            break
        total, after = total + group.value * scale.value, scale.after
        if group.ordinal or scale.ordinal:
            return _Read(total, after, ordinal=True)
        smallest = int(scale.value)
        following = _continues(lexemes, after) if smallest > 1 else None
        if following is None:
            break
        at = following
    return _Read(total, after) if after > index else None


def _part_of_name(lexemes: list[Lexeme], index: int) -> bool:
    """Whether digits belong to a name: "اف-۱۶", "F16", "5G", "هتل4ستاره" but not "تعداد120نفر"."""
    here = lexemes[index]
    following = lexemes[index + 1] if index + 1 < len(lexemes) else None
    if following and following.start == here.end and following.word[:1].isascii() and following.word[:1].isalpha():
        return True
    before = lexemes[index - 1] if index else None
    if before is None or before.end != here.start:
        return False
    if before.kind == kinds.DASH and index > 1:
        earlier = lexemes[index - 2]
        return earlier.end == before.start and earlier.kind == kinds.OTHER and earlier.word[-1:].isalpha()
    if before.kind != kinds.OTHER or not before.word[-1:].isalpha():
        return False
    counted = following is not None and following.kind in _COUNTED
    return not counted or len(before.word) < 3 or before.word.isascii()


def composed(lexemes: list[Lexeme]) -> list[Lexeme]:
    """``lexemes`` with every number, ordinal and fraction made one lexeme."""
    out: list[Lexeme] = []
    index, last = 0, len(lexemes)
    while index < last:
        here = lexemes[index]
        if here.kind not in _NUMERIC:
            out.append(here)
            index += 1
            continue
        if here.name == "digits" and here.kind == kinds.NUMBER and _part_of_name(lexemes, index):
            out.append(here._replace(kind=kinds.OTHER))
            index += 1
            continue
        read = _number(lexemes, index)
        if read is None or (isinstance(read.value, Fraction) and read.value.denominator != 1):
            out.append(here)
            index += 1
            continue
        after, ordinal = read.after, read.ordinal
        if not ordinal and after < last and lexemes[after].word in _ORDINAL_WORDS:
            ordinal, after = True, after + 1
        kind = kinds.ORDINAL if ordinal else kinds.NUMBER
        if not ordinal and _is(lexemes, after, kinds.AND) and _is(lexemes, after + 1, kinds.HALF):
            kind, after = kinds.DECIMAL, after + 2  # "سه و نیم": no whole number
        name = here.name if after == index + 1 else "whole"
        word = here.word if after == index + 1 else ""
        whole = Lexeme(kind, int(read.value), name, word, here.start, lexemes[after - 1].end)
        if ordinal and out and _is_fraction(out[-1], whole):
            whole = whole._replace(kind=kinds.FRACTION, start=out.pop().start)
        out.append(whole)
        index = after
    return out


def _is_fraction(number: Lexeme, ordinal: Lexeme) -> bool:
    """«یک سوم», «سه چهارم»: a small number word right before an ordinal word."""
    words = number.kind == kinds.NUMBER and number.name == "unit" and ordinal.name in ("unit", "teen")
    return words and ordinal.word not in _STANDALONE_ORDINALS and number.value < ordinal.value


def find_numbers(text: str) -> list[tuple[Span, int]]:
    """The whole numbers of ``text`` with their values, in order.

    Digits of any script, grouped or not, and words; ordinals, fractions, dates, clock times
    and digits inside names are left out.
    """
    return [
        (Span(lexeme.start, lexeme.end), lexeme.value) for lexeme in composed(lex(text)) if lexeme.kind == kinds.NUMBER
    ]
