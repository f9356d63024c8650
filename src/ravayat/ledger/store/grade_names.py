"""What the grades of the package's rules are called, on pages and in sentences about grades that people set."""

from __future__ import annotations

from typing import Final

_PERSIAN: Final = {
    "retracted": "پس‌گرفته",
    "contested": "محل اختلاف",
    "denied": "انکارشده",
    "inconsistent": "دوگانه",
    "acknowledged": "پذیرفته",
    "corroborated": "چند ریشه",
    "parties_only": "تنها طرف‌ها",
    "single_source": "تک‌منبع",
    "unconfirmed": "تأییدنشده",
}


def grade_name(key: str, language: str) -> str:
    """The name of a grade in ``fa`` or ``en``; of a rule of somebody's own its key."""
    plain = key.replace("_", " ")
    return _PERSIAN.get(key, plain) if language == "fa" else plain
