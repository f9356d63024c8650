"""Nouns for people, with the class of people they tell; plurals and the indefinite are made from them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from ravayat.grounding import kinds

if TYPE_CHECKING:
    from ravayat.grounding.number_words import Entry

SINGULAR: Final = 0
INDEFINITE: Final = 1
PLURAL: Final = 2
OTHERS: Final = frozenset({"دیگر", "دیگری"})
"""Words that set those counted apart from those told before."""
PAIR: Final = 3

CLASSES = {
    "civilians": "غیرنظامی غیر_نظامی شهروند ساکن روستایی کشاورز عابر رهگذر زائر مسافر نمازگزار هموطن غیرمسلح چوپان",
    "fighters": "شبه_نظامی شبهنظامی پیکارجو ستیزه_جو شورشی تروریست جنگجو رزمنده چریک مهاجم مسلح تکفیری داعشی طالب"
    " طالبانی جهادی مبارز پیشمرگه فدایی انتحاری معارض",
    "soldiers": "سرباز نظامی ارتشی افسر درجه_دار تفنگدار خلبان ملوان سرهنگ سرگرد سروان ژنرال جنرال"
    " سردار سپهبد ارتشبد سرلشکر سرتیپ ستوان گروهبان کماندو چترباز مرزبان مرزدار نظامی_ارتش پاسدار بسیجی ناوی",
    "police": "پلیس پاسبان ژاندارم پولیس",
    "children": "کودک نوجوان طفل دانش_آموز نوزاد دختربچه دختر_بچه پسربچه پسر_بچه بچه خردسال",
    "women": "زن بانو خانم",
    "": "مرد جوان دختر پسر پیرمرد پیرزن مادر پدر برادر خواهر همسر شوهر فرزند نوه معلم استاد دانشجو پزشک پرستار"
    " امدادگر خبرنگار روزنامه_نگار عکاس تصویربردار راننده کارگر کارمند مهندس نگهبان محافظ مامور فرمانده مقام عضو"
    " سرنشین خدمه معترض تظاهرکننده تظاهرات_کننده فعال نماینده وزیر فرماندار شهردار قاضی دادستان روحانی امام_جماعت"
    " معاون نیرو عنصر جاسوس مزدور متهم مظنون محکوم تبعه پناهجو جاشو ملا دیپلمات کارشناس مشاور بیمار متجاوز اشغالگر"
    " شهرک_نشین صهیونیست مریض همکار هوادار حامی وابسته بازمانده جسد پیکر جنازه",
    "*": "فلسطینی اسرائیلی سوری افغان افغانستانی عراقی ایرانی یمنی لبنانی ترک کرد روس روسی آمریکایی امریکایی"
    " سعودی عربستانی پاکستانی هندی اوکراینی ارمنی آذربایجانی سودانی لیبیایی مصری اردنی قطری اماراتی بحرینی کویتی"
    " فرانسوی انگلیسی بریتانیایی آلمانی ایتالیایی چینی ژاپنی کره_ای ترکیه_ای آفریقایی اروپایی شیعه سنی مسیحی یهودی"
    " کشمیری فیلیپینی اندونزیایی چچنی بنگلادشی نپالی خارجی عرب بلوچ هزاره",
}
"""Nouns by class; "*" are peoples, which stand as a noun only after a number."""

ROLES = {
    "killed": "کشته جانباخته جان_باخته قربانی شهید هلاک تلف فوتی",
    "wounded": "زخمی مجروح مصدوم",
    "captured": "اسیر زندانی بازداشتی بازداشت_شده دستگیر گروگان ربوده بازداشت",
    "displaced": "آواره بی_خانمان بیخانمان بیجا_شده پناهنده مهاجر",
    "missing": "مفقود ناپدید مفقودالاثر",
}
"""Nouns that tell what befell people, by the slot of the claim."""

_CLASSIFIERS = "نفر تن کس فرد شخص"

_IRREGULAR = {
    "نیروی": ("نیرو", SINGULAR), "اطفال": ("طفل", PLURAL), "اعضا": ("عضو", PLURAL), "اعضای": ("عضو", PLURAL),
    "اتباع": ("تبعه", PLURAL), "تبعه": ("تبعه", SINGULAR), "مجروحین": ("مجروح", PLURAL), "شهدا": ("شهید", PLURAL),
    "شهدای": ("شهید", PLURAL), "ماموران": ("مامور", PLURAL), "عناصر": ("عنصر", PLURAL), "مقامات": ("مقام", PLURAL),
    "خدمه": ("خدمه", SINGULAR), "زوج": ("زوج", PAIR), "زوجی": ("زوج", PAIR), "زن_و_شوهر": ("زوج", PAIR),
    "زن_و_شوهری": ("زوج", PAIR), "افراد": ("فرد", PLURAL),
    "اشخاص": ("شخص", PLURAL), "اسرا": ("اسیر", PLURAL), "اسرای": ("اسیر", PLURAL), "زوار": ("زائر", PLURAL),
    "شهروندی": ("شهروند", INDEFINITE), "طلبه": ("طالب", SINGULAR), "اجساد": ("جسد", PLURAL),
}  # fmt: skip

NATION: Final = "nation"
"""The name of peoples, whose nouns are as often adjectives."""

ROLE: Final = "role "
"""What the names of nouns begin with that tell a fate."""


def _plurals(noun: str) -> list[str]:
    forms = [noun + "_ها", noun + "_های", noun + "_هایی", noun + "_هایشان"]
    if noun.endswith("ه"):
        forms += [noun[:-1] + "گان", noun[:-1] + "گانی", noun + "_گان"]
    elif noun.endswith(("ا", "و")):
        forms += [noun + "یان", noun + "ان", noun + "یانی"]
    else:
        forms += [noun + "ان", noun + "ین", noun + "انی", noun + "ون"]
    return forms


def _indefinites(noun: str) -> list[str]:
    if noun.endswith("ه"):
        return [noun + "_ای"]
    if noun.endswith(("ا", "و")):
        return [noun + "یی", noun + "ئی", noun + "_ای"]
    return [noun + "ی"] if not noun.endswith("ی") else []


def _possessives(noun: str) -> list[str]:
    return [noun + "ش", noun + "شان", noun + "_اش", noun + "_شان"]


# Forms that are other words: "جوانی" youth, "کودکی" childhood, "برادران" is fine but "مردان" too; these are not people.
_NOT_PEOPLE = frozenset({"پزشکی", "رانندگی", "بازداشتی_ها", "تلفی", "تلفات", "جوانین", "کردی", "ترکی", "کردین", "عربی"})


@cache
def people_entries() -> dict[str, Entry]:
    """Every form of every noun; plain forms win over made ones."""
    entries: dict[str, Entry] = {}
    classes = {(NATION if name == "*" else name): words.split() for name, words in CLASSES.items()}
    classes |= {ROLE + name: words.split() for name, words in ROLES.items()}
    for name, nouns in classes.items():
        for noun in nouns:
            if name != NATION:
                for form in _indefinites(noun):
                    entries.setdefault(form, (kinds.PERSON, INDEFINITE, name))
                for form in _possessives(noun):
                    entries.setdefault(form, (kinds.PERSON, SINGULAR, name))
            for form in _plurals(noun):
                entries.setdefault(form, (kinds.PERSON, PLURAL, name))
    for name, nouns in classes.items():
        entries |= dict.fromkeys(nouns, (kinds.PERSON, SINGULAR, name))
    base = {noun: name for name, nouns in classes.items() for noun in nouns}
    entries |= {form: (kinds.PERSON, number, base.get(noun, "")) for form, (noun, number) in _IRREGULAR.items()}
    for noun in _CLASSIFIERS.split():
        for form in (noun, *_possessives(noun)):
            entries[form] = (kinds.CLASSIFIER, SINGULAR, "")
    for form in ("نفری", "تنی"):
        entries[form] = (kinds.CLASSIFIER, SINGULAR, "")
    for form in ("فردی", "شخصی", "کسی"):
        entries[form] = (kinds.PERSON, INDEFINITE, "")
    return {form: entry for form, entry in entries.items() if form not in _NOT_PEOPLE}
