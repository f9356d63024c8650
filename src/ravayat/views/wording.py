"""Numbers and days in words, in English and Persian."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ravayat.records import LOW_CONFIDENCE, Count, Time

Language = Literal["en", "fa"]

UNSURE = "؟"
"""The mark of a value that is less sure than that."""

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def bounds(count: Count, language: Language = "en") -> str:
    """A number of people in words: ``at least 15``, ``2 to 3``; "دست‌کم ۱۵"، "۲ تا ۳"."""
    return between(count.minimum, count.maximum, language)


def between(low: int | None, high: int | None, language: Language = "en") -> str:
    """Two bounds in words, ``None`` for one that is open; nothing where both are."""
    if low is None and high is None:
        return ""
    if low == high:
        words = {"en": f"{low}", "fa": f"{low}"}
    elif high is None:
        words = {"en": f"at least {low}", "fa": f"دست‌کم {low}"}
    elif low is None:
        words = {"en": f"up to {high}", "fa": f"حداکثر {high}"}
    else:
        words = {"en": f"{low} to {high}", "fa": f"{low} تا {high}"}
    return localised(words[language], language)


def marked(words: str, confidence: float) -> str:
    """``words`` with the mark of what is less sure than even chances."""
    return f"{words} {UNSURE}" if confidence < LOW_CONFIDENCE else words


def days(time: Time) -> str:
    """The days of a time expression; ``(day not known)`` where it could not be resolved."""
    return span_of_days(time.first, time.last)


def span_of_days(first: date | None, last: date | None, language: Language = "en") -> str:
    """First and last day in words."""
    if first is None or last is None:
        return {"en": "(day not known)", "fa": "(روز نامعلوم)"}[language]
    joined = {"en": f"{first} to {last}", "fa": f"{first} تا {last}"}[language]
    return localised(str(first) if first == last else joined, language)


def localised(text: str, language: Language) -> str:
    """``text`` with the digits of the language."""
    return text.translate(_PERSIAN_DIGITS) if language == "fa" else text
