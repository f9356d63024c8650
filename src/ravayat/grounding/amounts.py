"""Quantities: a number, a vague number word, a range, and the bound in front."""

from __future__ import annotations

from typing import Final, NamedTuple

from ravayat.grounding import kinds
from ravayat.grounding.lexer import Lexeme

_MOST_BOUNDS: Final = 4
_PASSED: Final = ("گذشت", "میگذر", "فراتر", "عبور", "تجاوز")
"""How the words begin that tell that a number is passed."""
_MOST_ROUGHLY: Final = 100
"""Up to here two numbers tell one roughly: "ده، دوازده نفر"; in "سال ۲۰۰۲، ۲۹۰۰ نفر" they are two."""
_LIMIT: Final = "مرز"
_ALSO: Final = frozenset({"هم", "نیز"})
_ALTERNATIVE = frozenset({kinds.TO, kinds.OR, kinds.DASH})


class Amount(NamedTuple):
    """Bounds of a quantity and the index behind it."""

    minimum: int | None
    maximum: int | None
    after: int


def kind_at(lexemes: list[Lexeme], index: int) -> str:
    """Kind of the lexeme at ``index``, empty outside."""
    return lexemes[index].kind if 0 <= index < len(lexemes) else ""


def single(lexemes: list[Lexeme], index: int) -> Amount | None:
    """One number, vague number word, or "one of"."""
    kind = kind_at(lexemes, index)
    if kind == kinds.NUMBER:
        value, after = lexemes[index].value, index + 1
        if kind_at(lexemes, after) == kinds.AND and kind_at(lexemes, after + 1) in (kinds.SEVERAL, kinds.ODD):
            return Amount(value, None, _behind_scale(lexemes, after + 2))  # "بیست و چند": more than twenty
        return Amount(value, value, after)
    if kind in (kinds.VAGUE, kinds.SEVERAL):
        least, after = lexemes[index].value, index + 1
        if kind_at(lexemes, after) == kinds.NUMBER and lexemes[after].name != "digits" and lexemes[after].value >= 10:
            again = least == 2 * lexemes[after].value  # "هزاران هزار" says the same twice
            least, after = least * (1 if again else lexemes[after].value), after + 1  # "چند ده", "ده‌ها هزار"
        return Amount(least, None, after)
    if kind == kinds.ONE_OF:
        return Amount(1, 1, index + 1)
    return None


def _behind_scale(lexemes: list[Lexeme], index: int) -> int:
    """Past the "صد" of "هزار و چند صد"."""
    return (
        index + 1 if kind_at(lexemes, index) == kinds.NUMBER and lexemes[index].name in ("hundred", "scale") else index
    )


def _scale_of(value: int) -> int:
    return next((scale for scale in (10**9, 10**6, 10**3) if value >= scale and value % scale == 0), 1)


def _spread(low: int, high: int) -> int:
    """«۳۰ تا ۴۰ هزار»: the scale of the second number is the first's too."""
    scale = _scale_of(high)
    return low * scale if scale > 1 and low < high // scale and high // scale > 1 else low


def read_amount(lexemes: list[Lexeme], index: int) -> Amount | None:
    """A quantity at ``index``: single, range ("۳۰ تا ۴۰", "دو سه") or "بین ۲۰ و ۳۰"."""
    between = kind_at(lexemes, index) == kinds.BETWEEN
    start = index + 1 if between else index
    first = single(lexemes, start)
    if first is None:
        return None
    after = first.after
    if between or kind_at(lexemes, index - 1) == kinds.FROM:
        after += kind_at(lexemes, after) == kinds.CLASSIFIER  # "بین ۲۰ نفر تا ۳۰ نفر"
    joint = kind_at(lexemes, after)
    if joint == kinds.INTO and kind_at(lexemes, start - 1) == kinds.FROM:  # "از ۱۲ به ۱۵": corrected upwards
        return single(lexemes, after + 1)
    if joint in _ALTERNATIVE or (between and joint == kinds.AND):
        second = single(lexemes, after + 1)
        if second is None and joint == kinds.TO:
            return first._replace(after=after + 1)  # "دو تا": تا counts
        return _range(first, second) or first
    again = lexemes[after + 1] if after + 1 < len(lexemes) else None
    if joint == kinds.COMMA and again and again.kind == kinds.NUMBER:
        low = first.minimum or 0
        near = low < again.value <= min(low + max(1, low // 2), _MOST_ROUGHLY)
        if near and kind_at(lexemes, after + 2) in (kinds.CLASSIFIER, kinds.PERSON):
            return _range(first, single(lexemes, after + 1)) or first  # "دو، سه نفر", "ده، دوازده نفر"
        return first
    if joint == kinds.AND and again and again.kind == lexemes[start].kind == kinds.VAGUE:
        return _range(first, single(lexemes, after + 1)) or first  # "هزاران و هزاران نفر"
    counted_words = joint == kinds.NUMBER and lexemes[after].name != "digits" and lexemes[start].name != "digits"
    if counted_words:
        return _range(first, single(lexemes, after)) or first  # "دو سه", "سی چهل"
    return first


def _range(first: Amount, second: Amount | None) -> Amount | None:
    if second is None or first.minimum is None or second.minimum is None:
        return None
    if first.maximum is None:
        return Amount(_spread(first.minimum, second.minimum), None, second.after)  # "ده‌ها یا صدها (هزار)"
    low = _spread(first.minimum, second.minimum)
    if low >= second.minimum:
        return None
    return Amount(low, second.maximum, second.after)


def bound_before(lexemes: list[Lexeme], index: int) -> tuple[str, int]:
    """The bound word in front of a quantity («بیش از», «حداکثر تا») and the index behind it."""
    at = _behind_bounds(lexemes, index)
    names = [lexeme.name for lexeme in lexemes[index:at]]
    if names and kind_at(lexemes, at) == kinds.INTO and kind_at(lexemes, at + 1) == kinds.NUMBER:
        at += 1  # "دستکم به ۱۶ نفر"
    bound = next((name for name in reversed(names) if name != "about"), "about" if names else "")
    if kind_at(lexemes, at) == kinds.TO and kind_at(lexemes, at - 1) not in (kinds.NUMBER, kinds.CLASSIFIER):
        following = _behind_bounds(lexemes, at + 1)
        if kind_at(lexemes, following) == kinds.NUMBER:
            return bound or "most", following
    return bound, at


def exceeded(lexemes: list[Lexeme], first: int, stop: int) -> tuple[int, int] | None:
    """From "از" to the verb around a number that is passed: "از ۴۰۰ نفر گذشت", "از مرز ۳۰ تن فراتر رفت"."""
    if not first:
        return None
    first -= lexemes[first - 1].word == _LIMIT
    if kind_at(lexemes, first - 1) != kinds.FROM:
        return None
    at = stop + (stop < len(lexemes) and lexemes[stop].word in _ALSO)
    if at < len(lexemes) and lexemes[at].word.startswith(_PASSED):
        return first - 1, at + 1
    return None


def _behind_bounds(lexemes: list[Lexeme], index: int) -> int:
    at = index
    while kind_at(lexemes, at) == kinds.BOUND and at < index + _MOST_BOUNDS:
        at += 1
    return at
