"""Words that tell of people without telling how many: plurals, and collectives that an army or a gang is.

The endings ان, ین and ون are those of names as well ("رمضان", "شاهین", "همایون"): only nouns that we know, and endings
that make words for people ("قاچاقچیان", "دانشمندان"), are plurals by them.
"""

from __future__ import annotations

from typing import Final

from ravayat.grounding.people_words import PLURAL, people_entries

COLLECTIVES: Final = frozenset(
    "ارتش سپاه حزب حزبالله شبکه باند کاروان دسته تیم گردان لشکر تیپ گروهان یگان گروه گروهک سازمان جنبش هیات هیئت"
    " خاندان جمعیت دولت حکومت رژیم کمیته شورا شورای مجلس باشگاه هسته قبیله طایفه ملت قوم جماعت جوخه ناوگان داعش"
    " القاعده حماس موساد جمع تعداد عده شمار سری مشت اکیپ کادر خیل کنسرت گله".split()
)
"""One of them is many, and its size is told behind it if at all: "یک باند ۴ نفره"."""

_UNNUMBERED: Final = frozenset(
    "تعدادی شماری عدهای گروهی جمعی تعداد شمار عده گروه جمع تلفات مردم اهالی ساکنان همه تمام تمامی همگی"
    " برخی بعضی اکثر نیمی بسیاری بیشتر اعضای افراد نفرات ما انها آنها آنان ایشان خود زیادی کثیری"
    " خسارت خسارات خساراتی خسارتی آسیب آسیبی صدمه صدمهای صدمات جراحت جراحات تلفاتی لطمه".split()
)
"""Further words that tell no number of people: crowds, and what harm was done."""

_PLURALS: Final = frozenset(
    "وکلا وکلای علما علمای اشرار روسا روسای فقها فقهای زعما امرا امرای وزرا وزرای سفرا سفرای ادبا شعرا اولیا اولیای"
    " اصحاب انصار اقوام کفار عوامل عواملی طلاب حجاج عشایر اراذل اوباش منسوبین رجال تجار کسبه خوانین مشایخ سران کارکنان"
    " انقلابیون افراطیون ملیون والدین کسانی افرادی اعضایی نفوس خواص سرمایهداران اهل سایر".split()
)
"""Arabic plurals and others that no ending tells."""

_NOUNS: Final = (
    "سارق عامل قاتل ضارب مسئول مسوول مدیر رهبر مخالف موافق دانشمند وکیل کارگردان بازیکن ورزشکار هنرمند شاعر مدافع حافظ"
    " آمر مسبب بانی طراح مجری رئیس مجرم خلافکار تحلیلگر صاحب مالک خریدار دشمن دوست یار همراه منافق کافر مشرک مومن"
    " مسلمان داوطلب امام پیامبر سیاستمدار دولتمرد نخبه آتشنشان صیاد ماهیگیر باربر کولبر خادم مدرس دستیار معاون همدست"
    " لشکری مستشار بازرس شاگرد آموزگار مربی شیطان قاری مداح مبلغ عالم اسیر قهرمان پهلوان پدرخوانده دلاور غواص صنعتگر"
    " آدمربا راهزن دزد یاغی شکارچی سخنران مفسد ظالم محارب مزاحم محقق پژوهشگر استادیار خیر گردشگر خواننده بازیگر"
).split()
_ENDINGS: Final = tuple(
    "چیان گران مندان کاران داران بانان سازان خواهان نشینان گرایان جویان شناسان آموزان نویسان نگاران فروشان طلبان"
    " پرستان ورزان".split()
)
_NO_PLURALS: Final = frozenset({"نگران"})
_POSSESSIVES: Final = ("شان", "مان", "تان", "یش", "ش")
_SUFFIXES: Final = ("ها", "های", "هایی", "هایش", "هایشان", "گان", "گانی")


def _forms(noun: str) -> tuple[str, ...]:
    if noun.endswith(("ا", "و")):
        return (noun + "یان",)
    return (noun + "ان", noun + "ین", noun + "انی", *((noun + "یون", noun + "ون") if noun.endswith("ی") else ()))


_OF_PEOPLE: Final = frozenset(form for form, (_, number, _) in people_entries().items() if number == PLURAL)
_KNOWN: Final = _PLURALS | {form for noun in _NOUNS for form in _forms(noun)}


def tells_no_number(word: str) -> bool:
    """Whether a folded word, half-spaces left out, tells of people but not how many: "قاچاقچیان", "اشرار", "ارتش"."""
    if word in COLLECTIVES or word in _UNNUMBERED or word in _KNOWN or word.endswith(_SUFFIXES):
        return True
    if word.endswith(_ENDINGS) and word not in _NO_PLURALS:
        return True
    owned = (word.removesuffix(end) for end in _POSSESSIVES if word.endswith(end))
    return any(one in _KNOWN or one in _OF_PEOPLE for one in owned)
