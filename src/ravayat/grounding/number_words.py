"""Number words of Persian, Dari included, and the joints between them."""

from __future__ import annotations

from ravayat.grounding import kinds

Entry = tuple[str, int, str]
"""Kind, value and name of a word of the lexicon."""

UNITS = {
    "یک": 1, "یه": 1, "دو": 2, "سه": 3, "چهار": 4, "چار": 4, "پنج": 5, "شش": 6, "شیش": 6, "هفت": 7, "هشت": 8, "نه": 9,
    "هردو": 2, "هرسه": 3,
}  # fmt: skip
TEENS = {
    "ده": 10, "یازده": 11, "دوازده": 12, "سیزده": 13, "چهارده": 14, "چارده": 14, "پانزده": 15, "پونزده": 15,
    "شانزده": 16, "شونزده": 16, "هفده": 17, "هیفده": 17, "هجده": 18, "هیجده": 18, "هژده": 18, "نوزده": 19,
}  # fmt: skip
TENS = {
    "بیست": 20, "سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90,
}  # fmt: skip
HUNDREDS = {
    "صد": 100, "یکصد": 100, "دویست": 200, "دوصد": 200, "سیصد": 300, "سهصد": 300, "چهارصد": 400, "چارصد": 400,
    "پانصد": 500, "پونصد": 500, "پنجصد": 500, "ششصد": 600, "شیشصد": 600, "شصد": 600, "هفتصد": 700, "هشتصد": 800,
    "نهصد": 900,
}  # fmt: skip
SCALES = {
    "هزار": 1_000, "میلیون": 1_000_000, "ملیون": 1_000_000, "میلیارد": 1_000_000_000, "ملیارد": 1_000_000_000,
    "بیلیون": 1_000_000_000_000, "تریلیون": 1_000_000_000_000,
}  # fmt: skip

# What only looks like an ordinal ("سهم" is a share, "سیم" a wire) is left out; سی and digits take ام.
_IRREGULAR_ORDINALS = {
    "اول": 1, "اولین": 1, "نخست": 1, "نخستین": 1, "یکم": 1, "یکمین": 1, "سوم": 3, "سومین": 3, "سیام": 30,
    "سیامین": 30, "سیمین": 30, "دوهم": 2,
}  # fmt: skip
_NO_ORDINAL = {"یک", "یه", "سه", "سی"}

VAGUE = {
    "ده_ها": 20, "ده_های": 20, "صد_ها": 200, "صد_های": 200, "هزاران": 2_000, "هزار_ها": 2_000,
    "میلیون_ها": 2_000_000, "ملیون_ها": 2_000_000, "میلیارد_ها": 2_000_000_000,
}  # fmt: skip
"""Least numbers after the scheme of claims: dozens 20, hundreds 200, and so on."""

SEVERAL = {"چند": 3, "چندین": 3, "تنی_چند": 3}
"""Several is at least three after the scheme of claims."""

ORDINAL_SUFFIXES = frozenset({"م", "ام", "مین", "امین"})
"""What makes an ordinal of digits: "23م", "۲۳ ام"."""


def number_entries() -> dict[str, Entry]:
    """Every number word with its reading."""
    entries: dict[str, Entry] = {}
    classes = {"unit": UNITS, "teen": TEENS, "ten": TENS, "hundred": HUNDREDS, "scale": SCALES}
    for name, words in classes.items():
        for word, value in words.items():
            entries[word] = (kinds.NUMBER, value, name)
            if word not in _NO_ORDINAL:
                entries[word + "م"] = entries[word + "مین"] = (kinds.ORDINAL, value, name)
    entries["صفر"] = (kinds.NUMBER, 0, "whole")
    entries["دوجین"] = (kinds.NUMBER, 12, "whole")
    for word, value in _IRREGULAR_ORDINALS.items():
        entries[word] = (kinds.ORDINAL, value, "ten" if value == TENS["سی"] else "unit")
    entries |= {word: (kinds.VAGUE, value, "") for word, value in VAGUE.items()}
    entries |= {word: (kinds.SEVERAL, value, "") for word, value in SEVERAL.items()}
    entries["نیم"] = (kinds.HALF, 0, "")
    return entries
