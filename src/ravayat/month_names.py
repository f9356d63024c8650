"""Names of months in three calendars, as newspapers of Iran and Afghanistan write them, and in English.

``_`` marks where the press writes a half-space, a space or nothing. The name that a reader of today expects stands
first. Those of the solar year are the Academy's and, for Afghanistan, those of the zodiac; Gregorian ones come in
the French, English, Dari and Levantine spellings that Persian news uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

_PERSIAN: Final = {
    "solar": (
        "فروردین فرودین حمل", "اردیبهشت اردی_بهشت اردیبشهت ثور", "خرداد جوزا", "تیر سرطان",
        "مرداد امرداد اسد", "شهریور سنبله",
        "مهر میزان", "آبان عقرب", "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت",
    ),
    "gregorian": (
        "ژانویه ژانویۀ جنوری جانوری کانون_ثانی کانون_الثانی کانون_دوم", "فوریه فبریه فبروری فبرایر فوریۀ شباط",
        "مارس مارچ آذار", "آوریل اوریل آپریل اپریل نیسان", "مه می ایار",
        "ژوئن ژوین ژون جون حزیران", "ژوئیه ژوییه ژویه ژولیه جولای جولایی ژوئیۀ تموز",
        "اوت آگوست اگوست اوگوست آگست اگست آب", "سپتامبر سپتمبر ایلول",
        "اکتبر اکتوبر تشرین_اول تشرین_الاول تشرین_یکم", "نوامبر نومبر تشرین_ثانی تشرین_الثانی تشرین_دوم",
        "دسامبر دسمبر کانون_اول کانون_الاول کانون_یکم",
    ),
    "lunar": (
        "محرم محرم_الحرام", "صفر صفر_المظفر", "ربیع_الاول ربیع_اول ربیع_الاولی",
        "ربیع_الثانی ربیع_ثانی ربیع_الاخر ربیع_الآخر",
        "جمادی_الاول جمادی_الاولی جمادی_اول",
        "جمادی_الثانی جمادی_الثانیه جمادی_ثانی جمادی_الاخر جمادی_الآخر جمادی_الاخری",
        "رجب رجب_المرجب", "شعبان شعبان_المعظم", "رمضان رمضان_المبارک مبارک_رمضان", "شوال شوال_المکرم",
        "ذی_القعده ذیقعده ذی_قعده ذو_القعده", "ذی_الحجه ذیحجه ذی_حجه ذو_الحجه",
    ),
}  # fmt: skip
PERSIAN: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    calendar: tuple(tuple(names.split()) for names in months) for calendar, months in _PERSIAN.items()
}
"""Of the twelve months of each calendar, in order, the names that Persian writes."""

ENGLISH: Final[Mapping[str, tuple[str, ...]]] = {
    "solar": tuple("Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand".split()),
    "gregorian": tuple("January February March April May June July August September October November December".split()),
    "lunar": (
        *"Muharram|Safar|Rabi I|Rabi II|Jumada I|Jumada II".split("|"),
        *"Rajab|Shaban|Ramadan|Shawwal|Dhu al-Qadah|Dhu al-Hijjah".split("|"),
    ),
}
"""Of the same months the English names."""

_FOLDED: Final = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "\u200c": None, " ": None, "_": None}
)


def fold_month(name: str) -> str:
    """``name`` in one spelling: Persian letters, no spaces or half-spaces, small Latin letters."""
    return name.translate(_FOLDED).lower()


def shown_month(calendar: str, month: int, language: str) -> str:
    """The name of a month, 1 to 12, that a page shows its readers in Persian (``fa``) or English."""
    if language != "fa":
        return ENGLISH[calendar][month - 1]
    return PERSIAN[calendar][month - 1][0].replace("_", "\u200c")


def _folded() -> Iterator[tuple[str, tuple[str, int]]]:
    for calendar, months in PERSIAN.items():
        for number, names in enumerate(months, 1):
            yield from ((fold_month(name), (calendar, number)) for name in names)
    for number, name in enumerate(ENGLISH["gregorian"], 1):
        short = ("sept",) if name == "September" else ()
        yield from ((form.lower(), ("gregorian", number)) for form in (name, name[:3], *short))


MONTHS: Final[Mapping[str, tuple[str, int]]] = dict(_folded())
"""Calendar and number of a month by its folded name, in Persian or English."""
