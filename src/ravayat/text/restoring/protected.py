"""Stretches of a text that are no Persian prose: addresses, hashtags, names of accounts, code."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Runs are possessive and begin where they begin, and code has an end: so a hostile text costs no more than its length.
_FENCE = r"^[ \t]*(?P<fence>```+|~~~+)[^\n]*\n(?:.*\n){0,1000}?[ \t]*(?P=fence)[^\n]*$"
_INLINE_CODE = r"(?<!`)(?P<ticks>`++)[^`\n](?:[^\n]{0,500}?[^`\n])?(?P=ticks)(?!`)"
_ADDRESS = r"(?:(?<![A-Za-z0-9+.-])[A-Za-z0-9+.-]++://|www\.)[^\s<>«»]+"
_MAIL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[\w-]+(?:\.[\w-]+)+"
_TAG = r"[#@][\w\u200c\u0640\u064b-\u0655]+"
_PROTECTED = re.compile(f"{_FENCE}|{_INLINE_CODE}|{_ADDRESS}|{_MAIL}|{_TAG}", re.MULTILINE)
_SIGNS = ("#", "@", "`", "~~~", "://", "www.")


def protected_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch in which nothing may be changed.

    Code is what Markdown calls so: a fenced block, or words between backticks.
    """
    # Nearly all prose has none of these, and looking for single signs is far quicker than for all forms.
    if any(sign in text for sign in _SIGNS):
        for match in _PROTECTED.finditer(text):
            yield match.span()
