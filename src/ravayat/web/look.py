"""How pages look to one person: language, theme, calendar and digits, kept in a cookie of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import Request

from ravayat.grounding.calendars import SOLAR, calendar_of_year
from ravayat.grounding.registry import default_registry
from ravayat.ledger.store.grade_names import grade_name
from ravayat.records import EVENT_TYPES, STANCES
from ravayat.web.days import CALENDARS, in_digits, shown
from ravayat.web.messages import LANGUAGES, messages
from ravayat.web.translating import in_persian

COOKIE: Final = "ravayat-look"
THEMES: Final = ("auto", "light", "dark")
DIGITS: Final = ("persian", "latin")
_CHOICES: Final[tuple[tuple[str, ...], ...]] = (LANGUAGES, THEMES, CALENDARS, DIGITS)


@dataclass(frozen=True, slots=True)
class Look:
    """How pages look.

    Attributes:
        language: ``fa`` or ``en``.
        theme: ``auto`` (as the system), ``light`` or ``dark``.
        calendar: ``solar``, ``gregorian`` or ``lunar``.
        digits: ``persian`` or ``latin``.
    """

    language: str = "fa"
    theme: str = "auto"
    calendar: str = "solar"
    digits: str = "persian"

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.language == "fa" else "ltr"

    def cookie(self) -> str:
        """The cookie's value."""
        return f"{self.language}.{self.theme}.{self.calendar}.{self.digits}"

    def text(self, key: str, /, **values: object) -> str:
        """A message, with values put in; numbers in the digits that are wanted."""
        told = {name: in_digits(str(value), self.digits) for name, value in values.items()}
        return messages(self.language)[key].format(**told)

    def problem(self, text: str) -> str:
        """What is wrong, or what helps, in the language of the page."""
        return in_persian(text) if self.language == "fa" else text

    def has(self, key: str) -> bool:
        """Whether there is a message."""
        return key in messages(self.language)

    def number(self, value: object) -> str:
        """A number in the digits that are wanted."""
        return in_digits(str(value), self.digits)

    def day(self, when: date | None, *, words: bool = True) -> str:
        """A day in the calendar that is wanted; a dash for none."""
        return "—" if when is None else self.number(shown(when, self.calendar, self.language, words=words))

    def field(self, when: date | None) -> str:
        """A day as :func:`ravayat.grounding.calendars.read_day` reads it back, in the page's calendar where it can."""
        if when is None:
            return ""
        solar = shown(when, SOLAR, self.language, words=False)
        # Years tell their calendar, and lunar ones before 1420 look like solar ones.
        reads_back = self.calendar == SOLAR and calendar_of_year(int(solar[:4])) == SOLAR
        return solar if reads_back else when.isoformat()

    def days(self, first: date | None, last: date | None) -> str:
        """A stretch of days."""
        if first is None or last is None:
            return self.text("day_unknown")
        if first == last:
            return self.day(first)
        return self.text("from_to", first=self.day(first), last=self.day(last))

    def name(self, fa: str, en: str) -> str:
        """A name in the language of the page, as far as there is one."""
        return (en or fa) if self.language == "en" else (fa or en)

    def country(self, code: str | None) -> str:
        """The name of a country, or its code where the registry has none."""
        known = default_registry().countries.get(code or "")
        return self.name(known.fa, known.en) if known else code or ""

    def kind(self, key: str) -> str:
        """The label of a type of event."""
        term = EVENT_TYPES[key]
        return self.name(term.fa, term.en)

    def stance(self, key: str) -> str:
        """The label of a stance."""
        term = STANCES[key]
        return self.name(term.fa, term.en)

    def standing(self, key: str) -> str:
        """The label of a grade; of a rule of somebody's own its key."""
        name = f"standing.{key}"
        return self.text(name) if self.has(name) else grade_name(key, self.language)


def look_of(request: Request) -> Look:
    """What the cookie says, and where there is none what the browser asks for."""
    told = request.cookies.get(COOKIE, "").split(".")
    if len(told) == len(_CHOICES) and all(one in choice for one, choice in zip(told, _CHOICES, strict=True)):
        look = Look(*told)
    else:
        look = in_language("en" if prefers_english(request.headers.get("accept-language", "")) else "fa")
    wanted = request.query_params.get("lang")
    return look if wanted is None or wanted not in LANGUAGES or wanted == look.language else in_language(wanted)


def in_language(language: str) -> Look:
    """What is usual in a language."""
    return Look() if language == "fa" else Look("en", "auto", "gregorian", "latin")


def chosen(told: dict[str, str]) -> Look:
    """The look of a form; what is no choice is as usual. Another language brings its calendar and digits along."""
    usual = Look()
    names = ("language", "theme", "calendar", "digits")
    kept = {name: told.get(name, "") for name in names}
    for name, choice in zip(names, _CHOICES, strict=True):
        if kept[name] not in choice:
            kept[name] = str(getattr(usual, name))
    return Look(**kept)


def prefers_english(header: str) -> bool:
    """Whether a browser asks for English and not, or less, for Persian."""
    order = _weights(header)
    return order.get("en", 0.0) > max(order.get("fa", 0.0), order.get("prs", 0.0))


def prefers_persian(header: str) -> bool:
    """Whether somebody asks for Persian or Dari, and not more for English."""
    order = _weights(header)
    wanted = max(order.get("fa", 0.0), order.get("prs", 0.0))
    return wanted > 0 and wanted >= order.get("en", 0.0)


def _weights(header: str) -> dict[str, float]:
    """How much each language is wanted, by ``Accept-Language``."""
    order: dict[str, float] = {}
    for entry in header.split(","):
        name, _, quality = entry.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        language = name.split("-")[0].lower()
        order[language] = max(order.get(language, 0.0), weight)
    return order
