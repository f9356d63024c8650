"""Words of time; ``_`` marks where the press writes a half-space, a space or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ravayat.grounding import kinds
from ravayat.grounding.calendars import GREGORIAN, LUNAR, SOLAR
from ravayat.month_names import PERSIAN

if TYPE_CHECKING:
    from ravayat.grounding.number_words import Entry

WEAK_MONTHS = frozenset(
    "مهر تیر آذر دی بهمن می مه جون آب اسد سرطان میزان حمل جدی قوس دلو حوت عقرب جوزا سنبله ثور صفر رجب شعبان محرم"
    " رمضان نیسان مارس اوت آبان ژون مارچ شوال جانوری".split()
)
"""Names that are other words too: they need a day, a year or ماه beside them."""

FRAIL_MONTHS = frozenset("می اسد جدی حمل میزان سرطان آب جون دلو صفر".split())
"""Names so common as other words that a number before them is not enough in running text."""

WEEKDAYS = {
    0: "دوشنبه دو_شنبه", 1: "سه_شنبه سشنبه", 2: "چهارشنبه چهار_شنبه چارشنبه", 3: "پنجشنبه پنج_شنبه پنشنبه",
    4: "جمعه آدینه", 5: "شنبه", 6: "یکشنبه یک_شنبه یشنبه",
}  # fmt: skip
"""Weekdays by Python's numbers, Monday 0."""

DAY_WORDS = {
    ("", 0): "امروز", ("", -1): "دیروز", ("", -2): "پریروز", ("", -3): "پس_پریروز", ("", 1): "فردا",
    ("", 2): "پس_فردا", ("night", 0): "امشب", ("night", -1): "دیشب", ("night", -2): "پریشب",
    ("night", 1): "فردا_شب",
}  # fmt: skip

YEAR_WORDS = {"امسال": 0, "پارسال": -1, "پیرارسال": -2, "پیرار_سال": -2}

UNITS = {
    "second": ("ثانیه", "ثانیه_ها ثانیه_های", "ثانیه_ای"),
    "minute": ("دقیقه دیقه", "دقایق دقائق دقیقه_ها دقیقه_های", "دقایقی دقیقه_ای دقائقی"),
    "moment": ("لحظه", "لحظات لحظه_ها لحظه_های", "لحظاتی لحظه_ای"),
    "hour": ("ساعت", "ساعات ساعت_ها ساعت_های", "ساعتی ساعاتی ساعت_هایی"),
    "day": ("روز شبانه_روز", "روزها روزهای روز_ها روز_های ایام شبانه_روزهای شب_ها شب_های", "روزی روزهایی"),
    "week": ("هفته", "هفته_ها هفته_های", "هفته_ای هفته_هایی"),
    "month": ("ماه", "ماه_ها ماه_های", "ماهی ماه_هایی"),
    "year": ("سال", "سال_ها سال_های سالیان سالهای", "سالی سال_هایی"),
    "decade": ("دهه", "دهه_های", "دهه_ای"),
    "century": ("قرن سده", "قرن_ها قرن_های قرون سده_های", "قرنی سده_ای"),
}  # fmt: skip
"""Singular, plural and indefinite forms of each unit."""

_LENGTHS = {
    "second": "ثانیه_ای", "minute": "دقیقه_ای", "hour": "ساعته ساعت_ه", "day": "روزه", "week": "هفته_ای",
    "month": "ماهه", "year": "ساله ساله_اش ساله_شان ساله_ام",
}  # fmt: skip

PARTS = {
    "dawn": "بامداد بامدادی سحر سحرگاه سپیده_دم سپیده_صبح بامدادان سحرگاهان",
    "morning": "صبح صبحگاه صبحدم پیش_از_ظهر قبل_از_ظهر پیش_ازظهر چاشت صبح_زود پیش_از_چاشت قبل_از_چاشت",
    "noon": "ظهر نیمروز نیم_روز",
    "afternoon": "بعدازظهر بعد_از_ظهر بعد_ازظهر عصر عصرگاه پس_از_ظهر پس_از_چاشت بعد_از_چاشت",
    "evening": "غروب شامگاه شام_گاه عصرگاهان شامگاهان مغرب",
    "night": "شب شبانه شبانگاه نیمه_شب نیمه_های_شب شبهنگام شب_هنگام نصف_شب",
}  # fmt: skip

EDGES = {
    "begin": "اوایل اوائل",
    "start": "ابتدای آغاز شروع ابتدا",
    "middle": "اواسط میانه میانه_های وسط",
    "half": "نیمه",
    "end": "اواخر",
    "finish": "پایان انتهای انتها آخر ختم آخرین واپسین",
}

LAST_ONES = frozenset({"آخرین", "واپسین"})
"""Those of them that are the last of their kind, not its end: "آخرین روز سال"."""

JUST_NOW = "کمی_پیش کمی_قبل اندکی_پیش اندکی_قبل یک_ربع_پیش یک_ربع_قبل ربع_ساعت_پیش ربع_ساعت_قبل"
"""Words that tell the day of publication, unless از makes them "shortly before"."""

LATER = frozenset({"بعد", "بعدی"})
"""Words for what follows that count from an event rather than from publication: "روز بعد"."""

_NEAR = {
    kinds.LAST: "گذشته اخیر پیشین پسین",
    kinds.AGO: "پیش قبل",
    kinds.NEXT: "آینده آتی بعد بعدی دیگر پیش_رو پیش_روی دیگه",
    kinds.CURRENT: "جاری کنونی حاضر روان",
    kinds.THIS: "این همین",
    kinds.SAME: "همان آن همون",
    kinds.EVERY: "هر",
    kinds.UNTIL_NOW: "تاکنون تا_کنون تا_به_امروز تا_امروز تا_به_حال تا_به_کنون به_این_سو به_بعد تا_حال تا_الان"
    " تا_به_اکنون تا_اکنون به_این_طرف بدین_سو",
    kinds.AFTER: "پس_از بعد_از",
    kinds.BEFORE: "پیش_از قبل_از",
    kinds.LOOSE: "اخیرا به_تازگی بتازگی تازگی چندی_پیش چندی_قبل مدتی_پیش مدتی_قبل مدت_ها_پیش به_زودی بزودی پیش_از_این"
    " پیشتر پیش_تر قبلا پس_از_آن بعد_از_آن پیش_از_آن قبل_از_آن متعاقبا سپس",
    kinds.NOW: "اکنون هم_اکنون در_حال_حاضر الان حالا هم_اینک " + JUST_NOW,
    kinds.DAY_AFTER: "فردای_آن_روز فردای_همان_روز فردای_آنروز",
    kinds.DAY_AFTER_A_DATE: "فردای",
    kinds.SUCH_A_DAY: "چنین_روزی چنین_شبی همچین_روزی",
    kinds.ZONE: "به_وقت",
    kinds.ON: "مورخ تاریخ مورخه",
    kinds.LENGTH: "به_مدت مدت",
    kinds.IN_A_ROW: "پیاپی متوالی پی_در_پی",
}

ERAS = {
    SOLAR: "شمسی خورشیدی هجری_شمسی هجری_خورشیدی ه_ش هش",
    GREGORIAN: "میلادی",
    LUNAR: "قمری هجری_قمری هجری ه_ق هق",
}

SEASONS = {1: "بهار", 2: "تابستان", 3: "پاییز پائیز خزان", 4: "زمستان"}

FEASTS = {
    (SOLAR, 1, 1): "نوروز عید_نوروز", (SOLAR, 1, 13): "سیزده_بدر سیزده_به_در",
    (SOLAR, 9, 30): "شب_یلدا یلدا شب_یلدای یلدای",
    (SOLAR, 12, 0): "چهارشنبه_سوری چهار_شنبه_سوری چارشنبه_سوری چار_شنبه_سوری چهارشنبه_آخر_سال آخرین_چهارشنبه_سال",
    (LUNAR, 1, 10): "عاشورا روز_عاشورا عاشورای", (LUNAR, 1, 9): "تاسوعا تاسوعای",
    (LUNAR, 10, 1): "عید_فطر عید_سعید_فطر", (LUNAR, 12, 10): "عید_قربان عید_سعید_قربان",
    (LUNAR, 12, 18): "عید_غدیر", (LUNAR, 2, 20): "اربعین",
}  # fmt: skip
"""Days known by name, by calendar, month and day; day 0 is the eve of the month's last Wednesday."""

EPITHETS = frozenset("سیاه سرخ سفید سبز خاکستری نارنجی خونین مقدس".split())
"""Behind a weekday they make it the name of one day, as of a massacre: "یکشنبه خونین", "جمعه سیاه".

Fresh news calls a day of the same week so; what is remembered, or so called, is older (:data:`REMEMBERED`).
"""

REMEMBERED = frozenset("موسوم معروف مشهور سالگرد سالروز یادبود".split())
"""Beside the name of a day they say that it is one of old."""

ZONES = {
    "محلی": "local", "تهران": "Asia/Tehran", "ایران": "Asia/Tehran", "گرینویچ": "UTC", "مسکو": "Europe/Moscow",
    "دمشق": "Asia/Damascus", "بغداد": "Asia/Baghdad", "کابل": "Asia/Kabul", "بیروت": "Asia/Beirut",
    "قدس": "Asia/Jerusalem", "غزه": "Asia/Gaza", "آنکارا": "Europe/Istanbul", "استانبول": "Europe/Istanbul",
    "ترکیه": "Europe/Istanbul", "صنعا": "Asia/Aden", "ریاض": "Asia/Riyadh", "اسلامآباد": "Asia/Karachi",
    "شرق": "America/New_York", "شرقی": "America/New_York",
    "کییف": "Europe/Kyiv", "ایروان": "Asia/Yerevan", "باکو": "Asia/Baku", "واشنگتن": "America/New_York",
    "لندن": "Europe/London", "خارطوم": "Africa/Khartoum", "طرابلس": "Africa/Tripoli",
}  # fmt: skip
"""Time zones by the place named after به وقت."""


def time_entries() -> dict[str, Entry]:
    """Every word of time with its reading."""
    entries: dict[str, Entry] = {}
    for calendar, months in PERSIAN.items():
        for number, spellings in enumerate(months, start=1):
            entries |= {name: (kinds.MONTH, number, calendar) for name in spellings if name != "صفر"}
    for day, names in WEEKDAYS.items():
        entries |= {name + end: (kinds.WEEKDAY, day, "") for name in names.split() for end in ("", "ای", "_ای")}
    for (part, shift), names in DAY_WORDS.items():
        entries |= dict.fromkeys(names.split(), (kinds.DAY_WORD, shift, part))
    entries |= {name: (kinds.YEAR_WORD, shift, "") for name, shift in YEAR_WORDS.items()}
    for unit, lengths in _LENGTHS.items():
        entries |= dict.fromkeys(lengths.split(), (kinds.AGE, 0, unit))
    for unit, forms in UNITS.items():
        for form, names in enumerate(forms):
            entries |= dict.fromkeys(names.split(), (kinds.UNIT, form, unit))
    entries |= {"سالگی": (kinds.AGE, 0, "year"), "سالگی_اش": (kinds.AGE, 0, "year")}
    for kind, table in ((kinds.PART, PARTS), (kinds.EDGE, EDGES), (kinds.ERA, ERAS)):
        entries |= {name: (kind, 0, value) for value, names in table.items() for name in names.split()}
    entries |= {name: (kind, 0, "") for kind, names in _NEAR.items() for name in names.split()}
    entries |= {name: (kinds.SEASON, number, "") for number, names in SEASONS.items() for name in names.split()}
    for (calendar, month, day), names in FEASTS.items():
        entries |= dict.fromkeys(names.split(), (kinds.FEAST, month * 100 + day, calendar))
    return entries
