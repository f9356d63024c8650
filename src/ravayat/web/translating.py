"""Problems in Persian: the texts of the web, of the store and of the sources, looked up in a message file.

The English texts are made where the trouble is, with names and numbers in them. Each is recognized by its pattern, and
what it does not know stays as it is: half a message in English is worth more than none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_SLOT = re.compile(r"\\\{(\d)\\\}")
_PAUSES = (("; ", "؛ "), (": ", ": "))
"""Between the faults of one detail, and between the name of a thing and what is wrong with it."""
_LONGEST = 2_000
"""Characters beyond which a text holds something foreign that is not worth looking through."""


_MOST_PARTS = 20
"""Parts of a text from which on it is not looked through: each is held against all patterns, and strangers may ask."""


def in_persian(text: str) -> str:
    """A detail or remedy in Persian, as far as there are words for it."""
    if len(text) > _LONGEST or sum(text.count(pause) for pause, _ in _PAUSES) >= _MOST_PARTS:
        return text
    return _in_parts(text, _PAUSES)


def _in_parts(text: str, pauses: tuple[tuple[str, str], ...]) -> str:
    whole = _known(text, [pause for pause, _ in pauses])
    if whole is not None or not pauses:
        return text if whole is None else whole
    (theirs, ours), *further = pauses
    return ours.join(_in_parts(part, tuple(further)) for part in text.split(theirs))


def _known(text: str, pauses: Sequence[str]) -> str | None:
    """What a text is in Persian; where a pause is in what was put in, the text is looked at part by part first."""
    fixed, patterns = _words()
    if text in fixed:
        return fixed[text]
    for pattern, persian in patterns:
        found = pattern.fullmatch(text)
        if found and not any(pause in group for pause in pauses for group in found.groups()):
            return persian.format(*found.groups())
    return None


@cache
def _words() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """What to say for texts without slots, and what to recognize and say for the others, fewest slots first."""
    data = tomllib.loads((files("ravayat.web") / "messages" / "problems.fa.toml").read_text(encoding="utf-8"))
    told = {english: persian for table in data.values() for english, persian in table.items()}
    slots = {english: len(_SLOT.findall(re.escape(english))) for english in told}
    fixed = {_plain(english): _plain(told[english]) for english, number in slots.items() if not number}
    order = sorted((one for one in told if slots[one]), key=lambda english: (slots[english], -len(english)))
    return fixed, tuple((re.compile(_pattern(english), re.DOTALL), told[english]) for english in order)


def _plain(text: str) -> str:
    """A text without slots as it is shown."""
    return text.replace("{{", "{").replace("}}", "}")


def _pattern(english: str) -> str:
    """What recognizes a text: doubled braces stand for braces, as in the Persian beside it."""
    plain = re.escape(english).replace(r"\{\{", r"\{").replace(r"\}\}", r"\}")
    return _SLOT.sub("(.+)", plain)
