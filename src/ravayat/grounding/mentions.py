"""Every mention of time in running text, whether or not it can date an event.

:func:`ravayat.grounding.times.find_times` finds what answers "when?"; annotated collections
(Hengam, parstdex) mark more: lengths, ages, recurring times, the prepositions in front.  Here the
kinds of the words are written as one letter each and a regular expression over the letters finds
the mentions.
"""

from __future__ import annotations

import re

from ravayat.grounding import kinds
from ravayat.grounding.calendars import calendar_of_year
from ravayat.grounding.lexer import LEXICON, Lexeme, lex
from ravayat.grounding.numbers import composed
from ravayat.grounding.time_words import WEAK_MONTHS
from ravayat.grounding.weekday_grammar import PRAYER
from ravayat.records.span import Span

_LETTERS = {
    kinds.ORDINAL: "o", kinds.SEVERAL: "V", kinds.VAGUE: "V", kinds.HALF: "h", kinds.DECIMAL: "9", kinds.AGE: "a",
    kinds.MONTH: "m", kinds.WEEKDAY: "d", kinds.DAY_WORD: "d", kinds.YEAR_WORD: "d", kinds.DAY_AFTER: "d",
    kinds.PART: "p", kinds.CLOCK: "c", kinds.DATE: "D", kinds.ERA: "e", kinds.LAST: "g", kinds.AGO: "g",
    kinds.NEXT: "g", kinds.CURRENT: "g", kinds.THIS: "t", kinds.SAME: "t", kinds.EVERY: "v", kinds.EDGE: "E",
    kinds.SEASON: "s", kinds.FEAST: "f", kinds.ZONE: "z", kinds.UNTIL_NOW: "k", kinds.AND: "&", kinds.TO: "T",
    kinds.OR: "O", kinds.DASH: "-", kinds.COMMA: ",", kinds.SLASH: "/", kinds.FROM: "F", kinds.IN: "I",
    kinds.WITHIN: "W", kinds.BETWEEN: "B", kinds.AFTER: "A", kinds.BEFORE: "A", kinds.ON: "@", kinds.LENGTH: "L",
    kinds.INTO: "j",
}  # fmt: skip
_WORDS = {
    "فصل": "S", "راس": "R", "رأس": "R", "یکبار": "1", "بار": "1", ".": ".", ":": ":", "\\": "/", "_": "-", "am": "M",
    "pm": "M", "ق": "e", "ش": "e", "میلاد": "e", "ماهی": "x", "ربع": "r", "یکربع": "r", "میلی": "l", "ب": "X",
    "ظ": "Z", "متوالی": "a", "شبه": "a", "بعد": "G", "قبل": "G", "آستانه": "E", "بقیه": "E", "آن": "x", "اولیه": "o",
    "آخرین": "o", "تابستانی": "d", "زمستانی": "d", "دیگری": "Q",
    "دیگر": "Q", "دیگه": "Q", "ها": "+", "های": "+", "مانده": "Y", "مونده": "Y",
    "بازه": "W", "حدفاصل": "B", "جز": "K", "بجز": "K", "تقریبا": "x", "یکی": "V",
}  # fmt: skip
"""Letters of words whatever their kind."""

_CUT = {"بعداز": "G", "قبلاز": "G", "پساز": "A", "پیشاز": "G"}
_FINE = {"hour": "H", "minute": "u", "second": "u"}

_ANY = r"[noyqhNV89]"
_Q = rf"{_ANY}(?:[&TO,\-]?{_ANY}){{0,8}}"
"""Any quantity, or several: "۱۱ و ۱۲ و ۱۳", "سه چهار"."""
_DAYS = r"[noqN](?:[&TO,\-]?[noqN]){0,8}"
_YEARS = r"[nqy8N9](?:[&TO,\-][nqy8N9]){0,8}"
_UNIT = r"l?[UPHiu]"
_ERA = r"(?:(?:GF)?e)"
_YEAR = rf"(?:[\-/]?(?:[yq8]|[UP]{_YEARS}|tU|U[gG]|d){_ERA}*|e+)"
_CLOCK = r"(?:c|[nqN]:[nq8](?::[nq8])?)"
_NOON = r"(?:M|X\.?Z\.?)"
_ITS_MONTH = rf"(?:U(?!{_YEARS}))?{_YEAR}?[gG]?"
_ATOM = "|".join(
    (
        r"De*",
        r"[nyqo8][./\-][nqo][./\-][nyqo8](?![./][nyq])e*",  # "1395 . 8 . 19"
        rf"[UP]?{_DAYS}U?U?m{_ITS_MONTH}",
        rf"[UP]?(?:{_DAYS}[TO&])?[noq]U?U?w{_ITS_MONTH}|[UP]?{_DAYS}U?U?w{_YEAR}",
        rf"{_DAYS}tU[gG]?|Uo[mw]{_ITS_MONTH}",  # "دهم همین ماه", "دهه دوم محرم"
        rf"(?:E?[UP]|E)[mw]U?(?:[&T\-][mw]U?){{0,8}}{_YEAR}?[gG]?|m\+?{_ITS_MONTH}",
        rf"w(?:[T\-]w){{1,2}}{_ITS_MONTH}|w(?:U(?!{_YEARS}){_YEAR}?|{_YEAR})[gG]?",
        rf"H?{_Q}ujH?{_Q}p?|H{_Q}&r",  # "ده دقیقه به پنج"
        rf"H(?:{_CLOCK}|#|[noyqhN89](?:[&TO,\-]?[noyqhN89]){{0,8}})u?(?:&{_Q}u){{0,3}}{_NOON}?",
        rf"{_CLOCK}u?{_NOON}?e*",
        rf"[UP]{_YEARS}(?![UPHiupa]){_ERA}*",  # "سال ۸۸", "سال‌های ۵۹ تا ۷۲"
        rf"y(?![UPHiu])(?:[T\-]y)?{_ERA}*|[nq89]{_ERA}+",
        rf"[nN]?r(?:j{_Q}p?)?",  # "یک ربع به شش"
        rf"{_Q}{_UNIT}Yj|UjU",
        rf"[tv]?{_Q}(?<!o){_UNIT}(?:&{_Q}{_UNIT}){{0,3}}(?:&[hE](?![noqyU]))?a?[gGQ]*(?:n?1|N1)?",
        rf"[tvE]{{1,3}}(?:{_Q})?{_UNIT}o?(?:U(?![mwno]))?[gGQ]*e*(?:N?1)?|va",
        rf"{_UNIT}[gGQ]+e*|UU?e+|o(?:[PS]|U(?!d))(?:[oU](?![PSUno]))?|[UP]o(?:&o){{0,8}}e*|i(?:[nN9]1)?",
        rf"odU?|[tv]?U?d\+?[gG]*p?\+?|[UPp]f{_YEAR}?",
        rf"S?s(?:&s){{0,3}}(?:{_YEAR}|[gG])|Ss(?:&s){{0,3}}|(?<=[IEA])s|f{_YEAR}?",
        r"(?<=[IWTFLEA])[UPS]|(?<=F)[8q](?=k)",
        rf"{_Q}a[gG]?",
        rf"{_Q}pa?|[tv]p[gG]?|p[gG]|p(?=[bdcHUIE]|{_DAYS}U?[mw])|(?<=[dcHUuNnyqoIPaGeT])p|pp",
        r"z[xp]?",
    )
)
_LINK = r"(?:T|(?<=[UPHuidpg1])&(?=[nyqhdN9V])|(?<=[UPT])F|[ILRb]|I@|[GA]F|j?K){0,4}"
_MENTION = re.compile(rf"(?:I(?!D)|I@|F@|[FTWBLRbGA]|E(?!G)){{0,6}}(?:{_ATOM})(?:{_LINK}(?:{_ATOM}))*k?")
_COUNTED = frozenset({kinds.CLASSIFIER, kinds.PERSON, kinds.MEASURE, kinds.GROUP})


def _letter(lexemes: list[Lexeme], index: int) -> str:
    here = lexemes[index]
    if here.word.lower() in _WORDS:
        return _WORDS[here.word.lower()]
    if here.kind == kinds.NUMBER:
        return _of_number(here, lexemes[min(index + 1, len(lexemes) - 1)])
    if here.kind == kinds.MONTH:
        return "w" if here.word in WEAK_MONTHS else "m"
    if here.kind == kinds.UNIT:
        return _FINE.get(here.name, "U") if here.value == 0 else "UPi"[here.value]
    if here.word == "جمعه" and index and lexemes[index - 1].word in PRAYER:
        return "x"
    if here.kind == kinds.OTHER:
        return _plural(here.word)
    return _LETTERS.get(here.kind, "x")


def _plural(word: str) -> str:
    """«صبح‌ها», «پنجشنبه‌های»."""
    for suffix in ("ها", "های"):
        kind = LEXICON.get(word.removesuffix(suffix), ("",))[0] if word.endswith(suffix) else ""
        if kind in (kinds.PART, kinds.WEEKDAY):
            return _LETTERS[kind]
    return "x"


def _of_number(number: Lexeme, following: Lexeme) -> str:
    """Letters of numbers: y a year, q two digits with a zero in front, 8 two digits above 31, N a word, n a day, 9."""
    if following.kind in _COUNTED and following.word not in _WORDS:
        return "#"
    digits = number.name == "digits"
    if digits and len(number.word) == 2 and (number.value > 31 or number.word[0] == "0"):
        return "q" if number.word[0] == "0" else "8"
    if calendar_of_year(number.value) and (len(number.word) == 4 or number.name == "whole"):
        return "y"
    if number.value > 31:
        return "9"
    return "N" if number.name == "unit" else "n"


def find_time_mentions(text: str) -> list[Span]:
    """Every mention of time in ``text``: dates, times of day, lengths, ages, what recurs."""
    lexemes = composed(lex(text))
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for index, here in enumerate(lexemes):
        if here.kind in (kinds.AFTER, kinds.BEFORE, kinds.BOUND) and here.word.endswith("از"):
            # Annotators cut "بیشتر از ۳۰ دقیقه" and "هفت روز بعد از آن" at "از".
            letters += [_CUT.get(here.word, "x"), "F"]
            cut = here.end - len("از")
            places += [(here.start, len(text[:cut].rstrip())), (cut, here.end)]
            continue
        about = here.kind == kinds.BOUND and here.name == "about" and here.word.lower() not in _WORDS
        letters.append("b" if about else _letter(lexemes, index))
        places.append((here.start, here.end))
    return [Span(places[match.start()][0], places[match.end() - 1][1]) for match in _MENTION.finditer("".join(letters))]
