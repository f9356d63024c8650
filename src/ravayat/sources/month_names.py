"""Names of months as newspapers of Iran and Afghanistan write them, in three calendars, and the English ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Calendar = Literal["solar", "lunar", "gregorian"]

_SOLAR = """
فروردین حمل
اردیبهشت ثور
خرداد جوزا
تیر سرطان
مرداد امرداد اسد
شهریور سنبله
مهر میزان
آبان عقرب
آذر قوس
دی جدی
بهمن دلو
اسفند حوت
"""
_LUNAR = """
محرم محرم_الحرام
صفر
ربیع_الاول ربیع_اول
ربیع_الثانی ربیع_الآخر ربیع_ثانی
جمادی_الاول جمادی_الاولی جمادی_اول
جمادی_الثانی جمادی_الثانیه جمادی_الآخر جمادی_ثانی
رجب رجب_المرجب
شعبان شعبان_المعظم
رمضان رمضان_المبارک
شوال
ذی_القعده ذیقعده ذوالقعده
ذی_الحجه ذیحجه ذوالحجه
"""
_GREGORIAN = """
ژانویه جنوری january jan
فوریه فبروری february feb
مارس مارچ march mar
آوریل اپریل april apr
مه می may
ژوئن جون june jun
ژوئیه جولای جولای july jul
اوت آگوست اگست august aug
سپتامبر سپتمبر september sep sept
اکتبر اکتوبر october oct
نوامبر نومبر november nov
دسامبر دسمبر december dec
"""

_FOLDED = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "\u200c": None, " ": None, "_": None}
)


def fold_month(name: str) -> str:
    """``name`` in one spelling: Persian letters, no spaces or half-spaces, small Latin letters."""
    return name.translate(_FOLDED).lower()


def _numbered(calendar: Calendar, table: str) -> dict[str, tuple[Calendar, int]]:
    lines = enumerate(table.strip().splitlines(), 1)
    return {fold_month(name): (calendar, number) for number, line in lines for name in line.split()}


MONTHS: Mapping[str, tuple[Calendar, int]] = {
    **_numbered("solar", _SOLAR),
    **_numbered("lunar", _LUNAR),
    **_numbered("gregorian", _GREGORIAN),
}
"""Calendar and number of a month by its folded name."""
