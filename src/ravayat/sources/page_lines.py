"""Lines that pages and feeds put into an article's text and that are none of it: pointers to others, comments, ends."""

from __future__ import annotations

import re

_AS_PERSIAN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"} | dict.fromkeys("\u200e\u200f\u202a\u202b\u202c"))
_GAP = "[ \u200c]?"
_POINTER = re.compile(
    rf"(?:(?:بیشتر|همچنین|حتما|حتماً)\s+(?:بخوانید|ببینید|بدانید)|(?:مطالب|اخبار|خبرهای|گزارش{_GAP}های)\s+(?:مرتبط|پیشنهادی|مشابه)"
    rf"|(?:(?:این\s+را\s+هم\s+)?بخوانید|در\s+همین\s+(?:زمینه|رابطه|باره)|(?:برچسب|تگ){_GAP}ها|کلید{_GAP}واژه{_GAP}ها"
    r"|لینک\s+کوتاه|read\s+more|related)\s*(?:[:：]|$))",
    re.IGNORECASE,
)
"""How a line begins that points to other articles; what could begin a sentence needs its colon."""
_FOLLOWS = re.compile(
    r"(?:نوشته|مطلب)\s.+\sاولین\s+بار\s+در\s.+\s(?:پدیدار|منتشر|ظاهر)\s+شد\W*|The post .+ appeared first on .+"
)
"""What a common program for sites appends to an item of its feed, its headline again."""
_END = re.compile(
    r"انتهای\s+(?:پیام|خبر)\W*(?:\d.*)?"
    rf"|(?:نظرات|نظر{_GAP}ها|دیدگاه{_GAP}ها)ی?(?:\s+(?:شما|کاربران|بینندگان|مخاطبان|خوانندگان))?[\W\d]*"
    r"|(?:ارسال|ثبت|درج)\s+(?:نظر|دیدگاه)\W*"
    rf"|(?:نظر|دیدگاه){_GAP}(?:خود|تان)?\s*(?:را\s+)?(?:بنویسید|بگذارید|وارد\s+کنید)\W*"
)
"""Lines after which nothing of the article comes."""
_ENOUGH_BEFORE = 40
"""Letters of an article that must stand before what ends it."""


def without_strange_lines(text: str) -> str:
    """``text`` without lines that point elsewhere, and without all that comes after its end."""
    kept: list[str] = []
    letters = 0
    for line in text.split("\n"):
        words = line.translate(_AS_PERSIAN).strip(" \t-•*|")
        if letters >= _ENOUGH_BEFORE and _END.fullmatch(words):
            break
        if _POINTER.match(words) or _FOLLOWS.fullmatch(words):
            continue
        kept.append(line)
        letters += sum(map(str.isalpha, line))
    return "\n".join(kept)
