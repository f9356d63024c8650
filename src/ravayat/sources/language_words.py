"""Words and letters by which the languages that use the Arabic script are told apart."""

from __future__ import annotations

import re

PERSIAN = frozenset(
    """
    در به از که را این با است برای آن می نمی شد شده کرد کردند کرده بود بودند تا بر خود یک هم نیز گفت گفته
    شدند اند دو سه هر نیست هست باید شود شوند کند کنند دارد دارند داشت داد دادند داده پس پیش روز سال دیگر همچنین
    اما اگر یا چند پی طی روی زیر بیش هزار درصد آنها آنان وی ما شما ایشان خواهد خواهند رسید رسیدند های ها ای
    توسط هنوز امروز دیروز کشته زخمی گزارش خبر جنگ شهر کشور جمهوری
    """.split()
)
"""Function words of Persian and Dari, and what every report of a war says."""

RIVALS = {
    "Arabic": frozenset(
        """
        في فی أن التي الذي عن هذا هذه قال كان كانت ذلك أو حيث قد لم لن إلى إن عليه وفي وقال اثنين منذ خلال مقتل
        قتيلان وجرحى سقطت
        """.split()
    ),
    "Urdu": frozenset("اور کی کا کو نہ ایک تھا تھی کیا گیا گئی گئے ہوا ہیں نئی".split()),
    "Pashto": frozenset("د په شوی شوي کړ کړی کړه چې کې سره یې دغه ږغ".split()),
    "Kurdish": frozenset("لە بە کە بۆ ئەو ئەم لەگەڵ".split()),
}
"""Function words that stand alone in these languages and hardly ever in Persian."""

SURE = frozenset("کې چې ہے ہیں میں سے نے کے لە لەگەڵ بۆ إلى".split())
"""Function words that no name brings into a Persian headline, for the letter as much as for the word."""

LETTERS = {
    "Urdu": re.compile("[ٹڈڑںےہ]"),
    "Pashto": re.compile("[ټډړږښځڅګڼېۍ]"),
    "Kurdish": re.compile("[ێۆڕڵڤە]"),
    "Arabic": re.compile("^[وف]?[أإ]|ة$"),
}
"""Letters of these languages. A person or place from next door may stand in a Persian text: a word counts once."""

ARABIC_SHAPE = re.compile("[وف]?(?:ال|بال|لل)...+")
PERSIAN_SHAPE = re.compile("ن?می\u200c.+|.{2,}(?:\u200c(?:ها|اند|ای|تر|ترین|شده)|های|هایی)|.*[پچژگ].*")

DARI = frozenset(
    """
    ولسوالی ولسوال ولسی جرگه قوماندان قوماندانان قوماندانی شفاخانه طیاره طیارات موتر موترهای باشندگان باشنده پولیس اردوی
    عساکر عسکر درستیز څارنوالی سارنوالی څارنوال سارنوال شاروالی شاروال مسوولان مسوول مسوولین بمباردمان ملکی دگروال دگرمن
    دگرجنرال تورن تورنجنرال بریدجنرال بریدمن محکمه مالیه فامیل چاپه کمپاین پوهنتون پوهاند کندهار چهارراهی سرک لیسه دوسیه
    محبس بیجاشدگان بیجا پلان عراده لاری ماین افگن هراس‌افگن هراس‌افگنان هراس‌افگنی مکاتب متقاعدین یوناما آگاهان
    انجینیر جاپان حوت ثور جوزا سنبله دلو مرمی فیر سلاح‌کوت
    """.split()
)
"""Words at home in Afghanistan that the press of Iran would put otherwise."""

IRANIAN = frozenset(
    """
    پلیس هواپیما هواپیمای هواپیماهای بیمارستان بیمارستان‌های استاندار استانداری استان فرماندار فرمانداری شهرستان خودرو
    خودروی خودروها دانشگاه سرهنگ سرتیپ سرلشکر سردار آمریکا آمریکایی بمباران دادستان دادستانی دادگاه پهپاد پهپادی
    پهپادهای خمپاره رئیس مسئول مسئولان مدرسه تروریستی بهداشت شهرداری کلانتری زندان تهران پاسداران آواره آوارگان بالگرد
    موشک موشکی
    """.split()
)
"""What Iran calls the same things, and what its press has most of."""
