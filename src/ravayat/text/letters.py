"""One form for the letters and digits that the press mixes, one character for one character."""

from __future__ import annotations

import unicodedata

_LETTERS = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک", "ۀ": "ه", "ة": "ه", "ہ": "ه", "ە": "ه", "ھ": "ه",
    "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ٸ": "ی", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip

INVISIBLE = "\u200c"
"""What marks without width become, so that a folded text has the length of the raw one."""


def _folded(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    category = unicodedata.category(char)
    if char == "ـ" or category in ("Mn", "Cf"):
        return INVISIBLE
    compatible = unicodedata.normalize("NFKC", char)
    if len(compatible) == 1 and compatible != char:
        return _folded(compatible)
    return char


class _Forms(dict[int, str]):
    """The form of each character, worked out when it first comes up: ``str.translate`` is fast with it."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _folded(chr(code))
        return form


_FORMS = _Forms()


def fold(text: str) -> str:
    """``text`` with Arabic letters made Persian and digits made ASCII, of the same length.

    Tatweel, harakat, joiners and direction marks become :data:`INVISIBLE`; ``آ`` stays
    what it is. ``fold(text)[i]`` is always the form of ``text[i]``, so offsets hold.
    """
    return text.translate(_FORMS)
