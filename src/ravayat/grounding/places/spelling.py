"""Keys under which different spellings of one name meet.

The gazetteer and the resolver must fold alike, so both call the functions of this module:
:func:`spelling_key` for what is the same name to any reader ("خان‌یونس", "خان يونس", "خانیونس"),
:func:`bare_key` without the Arabic article, and :func:`skeleton` for guesses about foreign names
that the press has not agreed on ("زاپوریژیا", "زاپاروژیه").
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ravayat.text.letters import fold

ARTICLE: Final = "ال"
LEAST_SKELETON: Final = 4
"""Consonants that a skeleton needs before two names with the same one may be the same."""

_SAME = str.maketrans({"آ": "ا", "ئ": "ی", "ء": None, "ة": "ه"})
_SOUND = str.maketrans(
    {
        "ث": "س", "ص": "س", "ذ": "ز", "ض": "ز", "ظ": "ز", "ژ": "ز", "ط": "ت", "ح": "ه", "غ": "ق", "گ": "ک", "خ": "ک",
        "ا": None, "ی": None, "و": None, "ع": None,
    }
)  # fmt: skip


class _Kept(dict[int, str]):
    """What is kept of each character, worked out when it first comes up: ``str.translate`` is fast with it."""

    def __missing__(self, code: int) -> str:
        form = fold(chr(code))
        kept = self[code] = form.translate(_SAME) if form.isalnum() else " "
        return kept


_KEPT = _Kept()


def name_words(name: str) -> list[str]:
    """Folded words of a name: letters and digits only, joiners and other signs as breaks."""
    return name.translate(_KEPT).lower().split()


@lru_cache(maxsize=1 << 14)
def spelling_key(name: str) -> str:
    """One key for the spellings of a name that differ in blanks, joiners, hamza or Arabic letters."""
    return "".join(name_words(name))


def bare_key(name: str) -> str:
    """:func:`spelling_key` without the Arabic article in front, which Persian drops at will."""
    key = spelling_key(name)
    return key[len(ARTICLE) :] if key.startswith(ARTICLE) and len(key) >= len(ARTICLE) + 3 else key


def skeleton(name: str) -> str:
    """Consonants of a name as a Persian ear hears them; empty where too few are left to mean anything.

    Letters of one Persian sound become one, vowels and ``ع`` fall, double consonants become single,
    the article falls in front of every word.
    """
    sounds = []
    for word in name_words(name):
        bare = word.removeprefix(ARTICLE) if len(word) > len(ARTICLE) + 2 else word
        sounds.append(bare.removesuffix("ه").translate(_SOUND))
    joined = "".join(sounds)
    single = "".join(char for at, char in enumerate(joined) if not at or char != joined[at - 1])
    return single if len(single) >= LEAST_SKELETON else ""
