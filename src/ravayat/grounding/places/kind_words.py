"""Words beside a name that tell what kind of place it is."""

from __future__ import annotations

from typing import Final

DISTRICT: Final = frozenset("شهرستان ولسوالی قضا فرمانداری فرماندار".split())
"""Words for a district, or for its town where the gazetteer has no more."""

TOWN: Final = frozenset("شهر شهرهای شهرک شهرکهای".split())
"""Words for a town, or for a district where the gazetteer has no more."""

KIND_WORDS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys("استان استانهای ولایت ولایات محافظه ایالت اوبلاست".split(), frozenset({"province", "region"})),
    **dict.fromkeys(("استاندار", "استانداری"), frozenset({"province"})),
    **dict.fromkeys((*sorted(DISTRICT), "بخش"), frozenset({"district", "town"})),
    **dict.fromkeys(("شهر", "شهرهای", "شهرک", "شهرکهای", "بندر", "مرکز"), frozenset({"town", "quarter", "district"})),
    **dict.fromkeys(("روستا", "روستای", "روستاهای", "قریه", "دهکده"), frozenset({"village", "town"})),
    **dict.fromkeys(("کوی", "محله", "محلههای", "محلات", "حی"), frozenset({"quarter", "camp", "town"})),
    **dict.fromkeys(("اردوگاه", "مخیم", "کمپ"), frozenset({"camp", "quarter", "base"})),
    **dict.fromkeys(("پایگاه", "پادگان"), frozenset({"base", "airport", "site"})),
    "فرودگاه": frozenset({"airport", "base"}),
    **dict.fromkeys(("گذرگاه", "معبر"), frozenset({"crossing"})),
    **dict.fromkeys(("کشور",), frozenset({"country"})),
    **dict.fromkeys(("تنگه",), frozenset({"strait"})),
    **dict.fromkeys(("دریای", "دریا", "خلیج"), frozenset({"sea"})),
    **dict.fromkeys(("رود", "رودخانه"), frozenset({"river"})),
    **dict.fromkeys(("کوه", "کوههای", "جبل", "کوهستان", "ارتفاعات"), frozenset({"mountain", "region"})),
    **dict.fromkeys(("جزیره", "جزایر"), frozenset({"island"})),
    **dict.fromkeys("میدان خیابان بلوار چهارراه زندان بیمارستان دانشگاه".split(), frozenset({"site", "quarter"})),
    "منطقه": frozenset(),
    "ناحیه": frozenset(),
}  # fmt: skip
"""Folded words that stand in front of a name, and the kinds they can mean (none: any kind)."""

REGION: Final = "منطقه"
OBLASTS: Final = frozenset({"RU", "UA", "BY"})
"""Countries whose provinces the press calls «منطقه»."""

SMALL: Final = frozenset("شهرک شهرکهای روستا روستای روستاهای قریه دهکده کوی محله محلههای محلات حی".split())
"""Words for places so small that a town known in another country is not meant."""

SPOT_WORDS: Final = frozenset(
    "پایگاه پادگان فرودگاه گذرگاه معبر میدان خیابان بلوار چهارراه زندان بیمارستان دانشگاه اردوگاه مخیم کمپ".split()
)
"""Words for what stands in a town or near it and is not around it."""

AROUND: Final = frozenset(
    "جنوب شمال شرق غرب حومه اطراف نزدیکی نزدیک مرکز حوالی پیرامون سواحل ساحل مرز مرزهای داخل ریف جبهه محور".split()
)
"""Words that name a part or the surroundings of the place after them."""

NATURAL: Final = frozenset({"mountain", "river", "sea", "strait", "island"})
"""Kinds whose name must be known as such: «کوه مبارک» is not at the town of مبارک."""

CAMPS: Final = frozenset("اردوگاه مخیم کمپ پایگاه پادگان".split())
WATERS: Final = frozenset({"river", "sea", "strait"})
"""Words for what is often named after a river or a sea, and their kinds: «اردوگاه فرات» is not at the Euphrates."""

GENERIC: Final = frozenset(
    "هوایی دریایی زمینی نظامی مرزی مرکزی جنوبی شمالی شرقی غربی شمال جنوب شرق غرب بین المللی صنعتی".split()
)
"""Words that qualify a base, a port, a coast or a front and name no place, whatever town is called so."""

NAMED_AFTER: Final = frozenset(
    "خیابان میدان بلوار چهارراه شارع دوار فلکه بزرگراه پل باشگاه رستوران هتل مسجد مصلا مصلی حرم مدرسه".split()
)
"""Words after which a name is an honour, not a location: «خیابان فلسطین» is in Baghdad."""
