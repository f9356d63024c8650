"""Lines that hold a day and nothing but what belongs to one: labels, clock times, an article's number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ravayat.sources.dates import day_of

_LONGEST = 160
_AS_PERSIAN = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "\u00a0": " "} | dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069")
)
_GAP = "[ \u200c]?"
_COLON = r"\s*[:：]?\s*"
_PIECES = {
    "day": (
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)(?:T\d{1,2}:\d{2}\S*)?(?:\s*(?:ه\.?\s*)?ق(?![^\W\d_])\.?)?",
        rf"\d{{1,2}}\s*[^\W\d_]+(?:{_GAP}[^\W\d_]+){{0,2}}[\s،,.]+(?:سال\s+)?\d{{4}}(?!\d)",
        r"[A-Za-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}(?!\d)",
    ),
    "changed": (
        rf"(?:آخرین{_GAP}\s*)?(?:به{_GAP}روز|بروز){_GAP}(?:رسانی|شده|آوری)(?:\s+(?:شده\s+)?در)?{_COLON}",
        rf"(?:آخرین\s+)?(?:ویرایش|تغییر|اصلاح)(?:\s+شده)?(?:\s+در)?{_COLON}",
        rf"تاریخ\s+(?:ویرایش|(?:به{_GAP}روز|بروز){_GAP}رسانی){_COLON}",
        rf"(?:last\s+)?(?:updated|modified|edited)(?:\s+on)?{_COLON}",
    ),
    "published": (
        rf"(?:در\s+)?(?:تاریخ|زمان)(?:\s+و\s+(?:ساعت|زمان))?(?:\s+(?:انتشار|خبر|درج|ارسال|ثبت|مخابره))?{_COLON}",
        rf"(?:انتشار|منتشر\s+شده(?:\s+در)?|درج(?:\s+شده)?(?:\s+در)?|ارسال\s+شده(?:\s+در)?){_COLON}",
        rf"(?:published|posted)(?:\s+(?:on|at))?{_COLON}|date{_COLON}",
    ),
    "number": (rf"(?:کد|شناسه|شماره)(?:\s+(?:خبر|مطلب|نوشته|انتشار))?{_COLON}[\dA-Za-z]+",),
    "clock": (
        r"(?:(?:در\s+)?ساعت\s*)?\d{1,2}[:٫]\d{2}(?:[:٫]\d{2})?(?:\s*(?:[+-]\d{2}:?\d{2}|Z\b))?",
        r"(?:به\s+وقت\s+)?(?:گرینویچ|تهران|کابل|محلی)|GMT|UTC|IRST|IRDT|AM\b|PM\b|ق\.\s?ظ\.?|ب\.\s?ظ\.?|صبح|عصر|بعدازظهر",
    ),
    "weekday": (
        rf"(?:(?:یک|دو|سه|چهار|پنج){_GAP})?شنبه|جمعه|آدینه",
        r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?",
    ),
    "between": (r"[\s|/–—\-•·،,()\[\]:؛.]+", r"(?:برابر|مصادف|مطابق)\s+با", r"[وبه]+(?=\s)"),
}
_PIECE = re.compile("|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in _PIECES.items()), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line of a day.

    Attributes:
        published: the day of publication; ``None`` where only that of a change is told.
    """

    published: date | None


def dateline(line: str, language: str | None = None) -> Dateline | None:
    """What a line tells that holds nothing but days and what belongs to them; ``None`` of any other line.

    Of several days the first counts that is not told to be of a change: others are the same in other calendars.

    Args:
        line: such as ``کد خبر: ۱۲۳ | تاریخ انتشار: ۸ مرداد ۱۳۹۲ - ۱۲:۳۰``.
        language: of the readers, as for :func:`ravayat.sources.dates.read_date`.
    """
    line = " ".join(line.translate(_AS_PERSIAN).split())
    if not 0 < len(line) <= _LONGEST:
        return None
    at, changed, any_day = 0, False, False
    published: date | None = None
    while at < len(line):
        piece = _PIECE.match(line, at)
        if piece is None or piece.end() == at:
            return None
        if piece.lastgroup in {"changed", "published"}:
            changed = piece.lastgroup == "changed"
        elif piece.lastgroup == "day":
            day = day_of(piece[0], language)
            if day is None:
                return None
            any_day = True
            published = published or (None if changed else day)
        at = piece.end()
    return Dateline(published) if any_day else None
