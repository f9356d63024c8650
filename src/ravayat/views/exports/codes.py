"""The codes of others, read from ``codes.toml`` beside this file. What is in no table has no code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ravayat.text.letters import INVISIBLE, fold


@dataclass(frozen=True, slots=True)
class Country:
    """A country in the codes and names of others.

    Attributes:
        name: as ACLED writes it.
        ucdp_name: where UCDP writes it otherwise.
        iso3, iso: ISO 3166-1 alpha-3 and numeric.
        gw: number after Gleditsch and Ward.
        acled_region, ucdp_region: as these projects divide the world.
    """

    name: str
    ucdp_name: str | None = None
    iso3: str | None = None
    iso: int | None = None
    gw: int | None = None
    acled_region: str | None = None
    ucdp_region: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a trigger and the code that they tell."""

    words: tuple[str, ...]
    code: str


WordRules = Mapping[str, Sequence[Words]]
"""By event type what the words of a trigger tell beyond it."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The file in tables; see its comments for what each holds.

    Attributes:
        acled, ucdp, plover, followthemoney: the tables of each scheme.
        sub_event_words, mode_words: what words of triggers tell of an event type.
        countries: by ISO 3166-1 alpha-2 code.
    """

    acled: Mapping[str, Any]
    ucdp: Mapping[str, Any]
    plover: Mapping[str, Any]
    followthemoney: Mapping[str, Any]
    sub_event_words: WordRules
    mode_words: WordRules
    countries: Mapping[str, Country]

    def country(self, code: str | None) -> Country | None:
        """The country of a code; ``None`` for none, for a code we do not know and for ``INT``."""
        return self.countries.get(code) if code else None


@cache
def codes() -> Codes:
    """The tables of the package."""
    return read_codes((files(__package__) / "codes.toml").read_text(encoding="utf-8"))


def read_codes(text: str) -> Codes:
    """The tables of ``text``.

    Raises:
        KeyError, TypeError: a table is missing, or a country has an unknown field.
        tomllib.TOMLDecodeError: it is no TOML.
    """
    data = tomllib.loads(text)
    return Codes(
        acled=data["acled"],
        ucdp=data["ucdp"],
        plover=data["plover"],
        followthemoney=data["followthemoney"],
        sub_event_words=_word_rules(data["acled"]["sub_event_by_words"]),
        mode_words=_word_rules(data["plover"]["mode_by_words"]),
        countries={code: Country(**fields) for code, fields in data["country"].items()},
    )


def told_by_words(rules: WordRules, event_type: str, triggers: Iterable[str]) -> str | None:
    """The code that the words of an event's triggers tell; ``None`` where none does or they tell several."""
    spoken = [_padded(trigger) for trigger in triggers]
    told = {
        rule.code
        for rule in rules.get(event_type, ())
        for trigger in spoken
        if any(_padded(words) in trigger for words in rule.words)
    }
    return told.pop() if len(told) == 1 else None


def _word_rules(table: Mapping[str, Sequence[Mapping[str, Any]]]) -> WordRules:
    return {key: [Words(tuple(rule["words"]), rule["is"]) for rule in rules] for key, rules in table.items()}


def _padded(words: str) -> str:
    """Folded words between single spaces, so that "مین" is not found in "زمین"."""
    return f" {' '.join(fold(words).replace(INVISIBLE, ' ').split())} "
