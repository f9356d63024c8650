"""Running text into words with a kind, whatever happened to its spaces and half-spaces.

A word may arrive whole, with its half-space deleted ("هفتههای"), turned into a space
("هفته های"), or glued to its neighbours ("ازماه", "120نظامی", "بیستودو"); every case gives
the same lexemes.  Offsets are those of the text as it came.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ravayat.grounding import kinds
from ravayat.grounding.joint_words import joint_entries
from ravayat.grounding.number_words import ORDINAL_SUFFIXES, Entry, number_entries
from ravayat.grounding.people_words import NATION, ROLE, SINGULAR, people_entries
from ravayat.grounding.time_words import JUST_NOW, WEAK_MONTHS, time_entries
from ravayat.text.letters import INVISIBLE, fold


class Lexeme(NamedTuple):
    """A word, number or mark with its reading and place."""

    kind: str
    value: int
    name: str
    word: str
    start: int
    end: int


def _squeeze(word: str) -> str:
    return fold(word).replace(INVISIBLE, "").replace("_", "")


def _build() -> tuple[dict[str, Entry], frozenset[str], frozenset[str]]:
    tables = joint_entries() | people_entries() | number_entries() | time_entries()
    lexicon: dict[str, Entry] = {}
    beginnings: set[str] = set()
    joined: set[str] = set()
    for spelling, entry in tables.items():
        pieces = [_squeeze(piece) for piece in spelling.split("_")]
        lexicon["".join(pieces)] = entry
        beginnings.update("".join(pieces[:n]) for n in range(1, len(pieces)))
        if len(pieces) > 1:
            joined.add("".join(pieces))
    # The press drops the madda too: "اذر", "اینده".
    lexicon["سیدی"] = kinds.OTHER, 0, ""  # "سی دی" is a disc, not a day of Dey
    beginnings.add("سی")
    joined.add("سیدی")
    plain = {word.replace("آ", "ا"): entry for word, entry in lexicon.items() if "آ" in word and len(word) > 2}
    beginnings |= {word.replace("آ", "ا") for word in beginnings}
    joined |= {word.replace("آ", "ا") for word in joined}
    return plain | lexicon, frozenset(beginnings), frozenset(joined)


LEXICON, _BEGINNINGS, _JOINED = _build()

_TOKEN = re.compile(
    r"""(?P<era>(?<!\w)ه\u200c*[ ]?\.?[ ]?[شق](?!\w)(?:[ ]?\.)?)
    |(?P<word>[^\W\d_]+(?:\u200c+[^\W\d_]+)*)
    |(?P<date>(?<![\d/.\\-])\d{1,4}(?P<mark>[/.\\-])\u200c*\d{1,2}(?P=mark)\u200c*\d{1,4}(?![\d/\\]|[.-]\d))
    |(?P<spaced>(?<![\d/])(?:\d{1,2}[ ]?/[ ]?\d{1,2}[ ]?/[ ]?\d{4}|\d{4}[ ]?/[ ]?\d{1,2}[ ]?/[ ]?\d{1,2})(?![\d/]))
    |(?P<clock>(?<![\d:])\d{1,2}:\d{1,2}(?::\d{2})?(?!\d|:\d))
    |(?P<grouped>(?<![\d.,/])\d{1,3}(?:[,\u066c،']\d{3})+(?!\d)|(?<![\d.,/])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.]))
    |(?P<decimal>\d+[.\u066b/]\d+(?![\d/:]))
    |(?P<digits>\d+)
    |(?P<mark_alone>[^\s\u200c])""",
    re.VERBOSE,
)
_TATWEEL_DASH = re.compile(r"(?<=[\d\s۰-۹٠-٩])ـ+(?=[\d\s۰-۹٠-٩])")
_MARKS = {
    "،": kinds.COMMA, ",": kinds.COMMA, "-": kinds.DASH, "–": kinds.DASH, "—": kinds.DASH, "−": kinds.DASH,
    "(": kinds.OPEN, "[": kinds.OPEN, ")": kinds.CLOSE, "]": kinds.CLOSE, "/": kinds.SLASH,
}  # fmt: skip
_MOST_DIGITS: Final = 15
_LONGEST_GLUED: Final = 64
_LONGEST_WORD: Final = max(map(len, LEXICON))

_TIMES = frozenset({kinds.UNIT, kinds.WEEKDAY, kinds.DAY_WORD, kinds.MONTH, kinds.EDGE, kinds.YEAR_WORD})
_COUNTED = frozenset({kinds.UNIT, kinds.CLASSIFIER, kinds.PERSON, kinds.AGE, kinds.MEASURE, kinds.SIZE})
_MAY_FOLLOW = {
    kinds.NUMBER: _COUNTED | {kinds.NUMBER, kinds.AND, kinds.TO},
    kinds.ORDINAL: frozenset({kinds.MONTH}),
    kinds.AND: frozenset({kinds.NUMBER, kinds.ORDINAL, kinds.HALF}),
    kinds.FROM: _TIMES,
    kinds.IN: _TIMES,
    kinds.TO: _TIMES,
    kinds.WITHIN: frozenset({kinds.UNIT}),
    kinds.THIS: frozenset({kinds.UNIT}),
    kinds.SAME: frozenset({kinds.UNIT}),
    kinds.UNIT: frozenset(
        {kinds.WEEKDAY, kinds.MONTH, kinds.LAST, kinds.CURRENT, kinds.NEXT, kinds.AGO, kinds.DAY_WORD}
    ),
    kinds.MONTH: frozenset({kinds.UNIT}),
    kinds.WEEKDAY: frozenset({kinds.PART, kinds.LAST}),
    kinds.DAY_WORD: frozenset({kinds.WEEKDAY, kinds.PART}),
    kinds.PART: frozenset({kinds.DAY_WORD, kinds.WEEKDAY, kinds.LAST}),
    kinds.VAGUE: _COUNTED | {kinds.NUMBER},
    kinds.SEVERAL: _COUNTED | {kinds.NUMBER},
    kinds.BOUND: frozenset({kinds.NUMBER}),
    kinds.HALF: frozenset({kinds.UNIT}),
    kinds.CLASSIFIER: frozenset({kinds.PERSON}),
    kinds.PERSON: frozenset({kinds.PERSON, kinds.STOP}),
}
"""What may be glued to what; everything else that looks like two words is one word that we do not know."""

_JUST_NOW = frozenset(map(_squeeze, JUST_NOW.split()))

# Words that fall apart into words by chance.
_WHOLE = frozenset({"یکتا", "چندمین", "سالمی", "درآب"})


def _fits(left: str, right: str) -> bool:
    if LEXICON[right][0] not in _MAY_FOLLOW.get(LEXICON[left][0], ()):
        return False
    kind, value, name = LEXICON[left]
    after, other, scale = LEXICON[right]
    if after == kinds.PERSON and kind in (kinds.CLASSIFIER, kinds.PERSON):
        return scale.startswith(ROLE) and other == SINGULAR == value and name != NATION  # "7نفرکشته"
    if after == kinds.STOP:
        return name.startswith(ROLE) and right.startswith("شد")  # "زخمیشدند"
    if kind == kinds.VAGUE and after == kinds.NUMBER:
        return scale == "scale"  # "ده‌هاهزار"
    if kind == after == kinds.NUMBER:
        return scale == "scale" or (scale == "hundred" and right == "صد" and name == "unit")
    if after == kinds.MONTH:
        return right not in WEAK_MONTHS or left == "ماه"
    if kind == kinds.MONTH:
        return right == "ماه"
    return not (kind == kinds.UNIT and value == 2) and not (after == kinds.UNIT and other == 2)


@lru_cache(maxsize=1 << 16)
def pieces_of(word: str) -> tuple[str, ...]:
    """The words that were glued into ``word``, or ``word`` alone."""
    if word in LEXICON or word in _WHOLE or not 3 <= len(word) <= _LONGEST_GLUED:
        return (word,)
    # best[i]: the fewest pieces that word[:i] falls into.
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            before, piece = best[start], word[start:end]
            if before is None or piece not in LEXICON or (before and not _fits(before[-1], piece)):
                continue
            known = best[end]
            if known is None or len(before) + 1 < len(known):
                best[end] = (*before, piece)
    return best[-1] or (word,)


def _apart(word: str, pieces: tuple[str, ...], before: tuple[str, str, int, int] | None) -> tuple[str, ...]:
    """The ``pieces`` of ``word`` where it stands, or the word alone: "و" sticks to a number only beside a number."""
    if pieces[0] == "و" and not (before and _entry(before)[0] == kinds.NUMBER):
        return (word,)
    if pieces[-1] == "و" and LEXICON[pieces[-2]][2] not in ("ten", "hundred", "scale"):
        return (word,)
    return pieces if len(word) > 3 or pieces[0] == "و" else (word,)


def _entry(token: tuple[str, str, int, int]) -> Entry:
    if token[0] in ("digits", "grouped"):
        return (kinds.NUMBER, 0, "digits")
    return LEXICON.get(token[1], (kinds.OTHER, 0, ""))


def _tokens(folded: str) -> list[tuple[str, str, int, int]]:
    """Class, squeezed text, start and end of every token; glued words already apart."""
    tokens: list[tuple[str, str, int, int]] = []
    for match in _TOKEN.finditer(folded):
        name, (start, end) = match.lastgroup or "word", match.span()
        word = match[0].replace(INVISIBLE, "")
        if name != "word" or word in LEXICON or word in _BEGINNINGS:
            tokens.append((name, word, start, end))
            continue
        pieces = pieces_of(word)
        if len(pieces) > 1:
            pieces = _apart(word, pieces, tokens[-1] if tokens else None)
        if len(pieces) == 1:
            tokens.append((name, word, start, end))
            continue
        at = start
        for piece in pieces:
            while folded[at] == INVISIBLE:
                at += 1
            begin, left = at, len(piece)
            while left:
                left -= folded[at] != INVISIBLE
                at += 1
            tokens.append((name, piece, begin, at))
    return tokens


def _with_ezafe(word: str) -> Entry:
    """The reading of "هفته‌ی" is that of "هفته"."""
    unknown = (kinds.OTHER, 0, "")
    return LEXICON.get(word[:-1], unknown) if word.endswith(("هی", "های")) else unknown


def _of_digits(name: str, text: str, start: int, end: int) -> Lexeme:
    if name in ("date", "spaced"):
        return Lexeme(kinds.DATE, 0, "", text, start, end)
    if name == "clock":
        return Lexeme(kinds.CLOCK, 0, "", text, start, end)
    if name == "decimal":
        return Lexeme(kinds.DECIMAL, 0, "", text, start, end)
    plain = re.sub(r"\D", "", text)
    if len(plain) > _MOST_DIGITS:
        return Lexeme(kinds.OTHER, 0, "", text, start, end)
    return Lexeme(kinds.NUMBER, int(plain), "digits", text, start, end)


def _near(left_end: int, right_start: int, folded: str) -> bool:
    gap = folded[left_end:right_start]
    return len(gap) <= 2 and "\n\n" not in gap


def _joined(tokens: list[tuple[str, str, int, int]], index: int, folded: str) -> tuple[str, int]:
    """The longest known word that the token before ``index`` and its followers are together, and the index behind."""
    joined, ahead = tokens[index - 1][1], index
    found = joined, ahead
    while joined in _BEGINNINGS and ahead < len(tokens) and tokens[ahead][0] == "word":
        joined += tokens[ahead][1]
        known = joined in _JOINED or joined in _BEGINNINGS
        if not known or not _near(tokens[ahead - 1][3], tokens[ahead][2], folded):
            break
        ahead += 1
        # In "کمی پیش از انفجار" the second word belongs to the third.
        parted = joined in _JUST_NOW and ahead < len(tokens) and tokens[ahead][1] == "از"
        if joined in _JOINED and not parted:
            found = joined, ahead
    return found


def lex(text: str) -> list[Lexeme]:
    """Every word, number and mark of ``text`` in order."""
    folded = fold(_TATWEEL_DASH.sub(lambda dash: "-" * len(dash.group()), text))
    tokens = _tokens(folded)
    lexemes: list[Lexeme] = []
    index, last = 0, len(tokens)
    while index < last:
        name, word, start, end = tokens[index]
        index += 1
        if name == "word":
            if word in _BEGINNINGS:
                word, index = _joined(tokens, index, folded)
                end = tokens[index - 1][3]
            if word == "ی" and lexemes and lexemes[-1].word.endswith("ه") and _near(lexemes[-1].end, start, folded):
                lexemes[-1] = lexemes[-1]._replace(end=end)  # "هفته ی گذشته"
                continue
            kind, value, label = LEXICON.get(word) or _with_ezafe(word)
            lexemes.append(Lexeme(kind, value, label, word, start, end))
        elif name == "era":
            entry = LEXICON["هش" if "ش" in word else "هق"]
            lexemes.append(Lexeme(*entry, word, start, end))
        elif name == "mark_alone":
            lexemes.append(Lexeme(_MARKS.get(word, kinds.OTHER), 0, "", word, start, end))
        else:
            lexemes.append(_of_digits(name, word, start, end))
            if lexemes[-1].name == "digits" and index < last and tokens[index][1] in ORDINAL_SUFFIXES:
                _, suffix, begin, finish = tokens[index]
                if begin == end or (suffix != "م" and _near(end, begin, folded)):
                    lexemes[-1] = lexemes[-1]._replace(kind=kinds.ORDINAL, end=finish)
                    index += 1
    return lexemes
