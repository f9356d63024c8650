"""The words around what is shown, in English and Persian."""

from __future__ import annotations

from ravayat.views.wording import Language

_LABELS: dict[str, tuple[str, str]] = {
    "accepted": ("accepted by a person", "پذیرفته‌شده"),
    "actor": ("actor", "عامل"),
    "anonymous": ("no name", "بی‌نام"),
    "articles": ("Articles", "گزارش‌ها"),
    "asserts": ("asserts", "می‌گوید"),
    "best": ("best", "برآورد"),
    "captured": ("captured", "اسیر"),
    "carried": ("carried", "نقل"),
    "carriers": ("carried by", "ناقلان"),
    "chains": ("Chains of tellers", "زنجیره‌های روایت"),
    "claims": ("claims", "روایت‌ها"),
    "copied": ("copy", "رونویسی"),
    "copies": ("Copies", "رونویسی‌ها"),
    "copy of": ("copy of", "رونویسی از"),
    "corrected": ("corrected by a person", "تصحیح‌شده"),
    "denies": ("denies", "انکار می‌کند"),
    "differ": ("Where they differ", "جاهایی که اختلاف دارند"),
    "displaced": ("displaced", "آواره"),
    "doubts": ("doubts", "تردید دارد"),
    "event": ("event", "رویداد"),
    "graded by": ("graded by hand by", "درجه‌بندی دستی از"),
    "high": ("highest", "بیشترین"),
    "joined": ("same event", "یک رویداد"),
    "joins": ("Joins", "پیوندها"),
    "kept apart": ("kept apart", "جدا"),
    "killed": ("killed", "کشته"),
    "low": ("lowest", "کمترین"),
    "numbers": ("Numbers, by teller", "شمارها، هر راوی جدا"),
    "of articles": ("articles", "گزارش"),
    "of claims": ("claims", "روایت"),
    "of roots": ("roots", "ریشه"),
    "of unsure": ("unsure claims", "روایت نامطمئن"),
    "open": ("open", "باز"),
    "own voice": ("the outlet's own voice", "از زبان خود رسانه"),
    "party": ("a party", "طرف درگیری"),
    "percent": ("%", "درصد"),
    "place unknown": ("place not known", "مکان نامعلوم"),
    "place": ("place", "مکان"),
    "possible": ("thinks possible", "محتمل می‌داند"),
    "rejected": ("rejected by a person", "ردشده"),
    "roots": ("Roots", "ریشه‌ها"),
    "score": ("score", "امتیاز"),
    "shown above": ("see above", "در بالا"),
    "since": ("since", "از"),
    "target": ("target", "هدف"),
    "tellers": ("Who says what", "چه کسی چه می‌گوید"),
    "time": ("time", "زمان"),
    "type": ("type", "نوع"),
    "unsure": ("unsure", "نامطمئن"),
    "unconfirmed": ("could not confirm", "تأیید نکرد"),
    "unnamed outlet": ("unnamed outlet", "رسانهٔ بی‌نام"),
    "wounded": ("wounded", "زخمی"),
}
_STANCES = {"asserted": "asserts", "denied": "denies", "unconfirmed": "unconfirmed", "possible": "possible"}


def label(key: str, language: Language) -> str:
    """The word for ``key``.

    Raises:
        KeyError: there is none.
    """
    english, persian = _LABELS[key]
    return persian if language == "fa" else english


def stance(key: str, language: Language) -> str:
    """What a teller of a stance does; a stance that is not known is its own word."""
    return label(_STANCES[key], language) if key in _STANCES else key


def both(fa: str, en: str, language: Language) -> str:
    """A name for readers of a language: English and Persian for the one, Persian for the other."""
    if language == "fa":
        return fa or en
    # What is written from left to right comes first: so a terminal keeps both whole.
    return f"{en}  {fa}" if en and fa and en != fa else en or fa
