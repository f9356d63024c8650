"""Words that join, bound or break up numbers; ``_`` marks where the press writes a half-space, a space or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ravayat.grounding import kinds

if TYPE_CHECKING:
    from ravayat.grounding.number_words import Entry

_JOINTS = {
    kinds.AND: "و",
    kinds.OR: "یا ویا",
    kinds.TO: "تا الی لغایت",
    kinds.FROM: "از",
    kinds.BETWEEN: "بین مابین میان",
    kinds.IN: "در توی",
    kinds.WITHIN: "طی ظرف خلال در_طی در_طول طول در_خلال در_ظرف در_عرض",
    kinds.ONE_OF: "یکی",
    kinds.ODD: "اندی",
    kinds.INTO: "به",
    kinds.NOT: "بلکه",
    kinds.WITH: "به_همراه بهمراه همراه همراه_با",
    kinds.SIZE: "نفره تنه نفری",
}

_BOUNDS = {
    "least": "بیش_از بیشتر_از بیش_تر_از زیادتر_از اضافه_از اضافه_تر_از افزون_بر متجاوز_از بالغ_بر فراتر_از بالای"
    " دست_کم حداقل حد_اقل لااقل کم_از_کم کمینه دست_پایین حتی_بیش_از نه_کمتر_از نه_کم_تر_از",
    "most": "حداکثر حد_اکثر کمتر_از کم_تر_از زیر پایین_تر_از نه_بیش_از نه_بیشتر_از نه_بیش_تر_از نهایتا بیشینه",
    "about": "حدود در_حدود حدودا تقریبا نزدیک_به نزدیک قریب_به قریب حوالی در_حوالی تخمینا به_طور_تقریبی"
    " کم_و_بیش کمابیش چیزی_حدود رقمی_حدود چیزی_در_حدود",
}

_BOUNDS_AFTER = {"least": "بیشتر بیش_تر به_بالا", "most": "کمتر کم_تر"}

_BREAKDOWN = (
    "از_جمله من_جمله منجمله به_شمول شامل متشکل_از اعم_از که که_از از_این_تعداد از_این_میان از_این_شمار از_این_عده"
    " از_آن_میان از_میان_آنها از_میان_آنان از_آنها از_آنان در_میان_آنها به_ویژه بویژه به_خصوص"
)

_STOPS = "توسط با بر برای علیه را وسیله دست پس بعد هنگام اثر پی نتیجه جریان حمله انفجار بود بودند شد شدند کشتن"

_MEASURES = (
    "درصد صدم کیلومتر متر سانتیمتر مایل کیلوگرم کیلو گرم لیتر هکتار بشکه دلار تومان ریال یورو پوند افغانی لیره"
    " شیکل روپیه دینار درهم روبل دستگاه فروند قبضه عدد موشک راکت پهپاد خمپاره گلوله تانک خودرو خودروی خودروها"
    " بمب نارنجک کشتی ناو قایق نفتکش هواپیما هواپیمای بالگرد هلیکوپتر جنگنده جنگنده_ها ساختمان خانه واحد روستا"
    " روستای شهر شهرک کشور استان ولسوالی ولایت پاسگاه پایگاه پست مقر بار مرتبه نوبت نقطه حمله حملات عملیات"
    " انفجار درگیری پرواز سورتی تظاهرات جسد_سگ کامیون خودروهای اتوبوس مدرسه بیمارستان مسجد مغازه هدف مرحله پرونده"
    " حلقه تیر جبهه محور طبقه نسخه قطعه بسته جلد میل میله مین توپ"
)

_GROUPS = "خانواده خانوار"


def joint_entries() -> dict[str, Entry]:
    """Every joint, bound and measure with its reading, keyed by the table's own spelling."""
    entries: dict[str, Entry] = dict.fromkeys(_MEASURES.split(), (kinds.MEASURE, 0, ""))
    entries |= dict.fromkeys(_STOPS.split(), (kinds.STOP, 0, ""))
    entries |= dict.fromkeys(_BREAKDOWN.split(), (kinds.BREAKDOWN, 0, ""))
    entries |= dict.fromkeys(_GROUPS.split(), (kinds.GROUP, 0, ""))
    entries |= {word: (kind, 0, "") for kind, words in _JOINTS.items() for word in words.split()}
    entries |= {word: (kinds.BOUND, 0, name) for name, words in _BOUNDS.items() for word in words.split()}
    entries |= {word: (kinds.BOUND_AFTER, 0, name) for name, words in _BOUNDS_AFTER.items() for word in words.split()}
    return entries
