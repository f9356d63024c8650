"""The form under which names are looked up: letters alone, without the spaces between them.

The press writes one name with a space, with a joiner or with neither ("حزب الله",
"حزب‌الله", "حزبالله") and abbreviations with or without points ("پ.ک.ک"). A key
therefore runs the tokens together; where a name may begin and end is told by the tokens.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ravayat.text.letters import fold

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_LOOSE = str.maketrans({"آ": "ا", "ئ": "ی", "ء": None})
ENDINGS = ("هایی", "های", "ها", "یان", "گان", "ان", "یی", "ای", "ین", "ی", "شان", "ش")
_LEAST_STEM = 3


class _Forms(dict[int, str]):
    """The form of each character, worked out when it first comes up: ``str.translate`` is fast with it."""

    def __missing__(self, code: int) -> str:
        form = self[code] = fold(chr(code)).translate(_LOOSE).casefold()
        return form


_FORMS = _Forms()


def tokens(text: str) -> list[str]:
    """Runs of letters and of digits in ``text``, folded; joiners and points part them."""
    return _TOKEN.findall(text.translate(_FORMS))


def key(text: str) -> str:
    """What two spellings of one name have in common."""
    return "".join(tokens(text))


def with_ending(form: str) -> tuple[str, ...]:
    """Forms that :func:`stems` takes ``form`` from and that do not begin with it: "رانندگان" of "راننده"."""
    return (form.removesuffix("ه") + "گان",) if form.endswith("ه") else ()


@lru_cache(maxsize=1 << 16)
def stems(form: str) -> tuple[str, ...]:
    """``form`` with the endings of plural, ezafe and relation taken off, fewest letters first.

    "اسرائیلی" gives "اسرائیل", "سخنگوی" gives "سخنگو", "داعشی‌ها" gives "داعشی" and "داعش".
    """
    found: list[str] = []
    left = [form]
    for _ in range(2):
        shorter = []
        for word in left:
            if word.endswith(ENDINGS):
                cut = (word[: -len(ending)] for ending in ENDINGS if word.endswith(ending))
                shorter += [stem for stem in cut if len(stem) >= _LEAST_STEM]
                if word.endswith("گان"):
                    shorter.append(word.removesuffix("گان") + "ه")  # رانندگان, راننده
        shorter.sort(key=len, reverse=True)
        found += shorter
        left = shorter
    return tuple(found)
