"""Stretches of a text that are no Persian prose: addresses, hashtags, names of accounts, code."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = r"^[ \t]*(?P<fence>```+|~~~+)[^\n]*\n(?:.*\n)*?[ \t]*(?P=fence)[^\n]*$"
_INLINE_CODE = r"(?P<ticks>`+)[^`\n](?:[^\n]*?[^`\n])?(?P=ticks)(?!`)"
_ADDRESS = r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[^\s<>«»]+"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_TAG = r"[#@][\w\u200c]+"
_PROTECTED = re.compile("|".join((_FENCE, _INLINE_CODE, _ADDRESS, _MAIL, _TAG)), re.MULTILINE)
_SIGNS = re.compile(r"[#@`]|~~~|://|www\.")


def protected_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch in which nothing may be changed.

    Code is what Markdown calls so: a fenced block, or words between backticks.
    """
    # Nearly all prose has none of these, and looking for one sign is far quicker than for all forms.
    if _SIGNS.search(text):
        for match in _PROTECTED.finditer(text):
            yield match.span()
