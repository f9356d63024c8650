"""The rules of grading, read from ``rules.toml`` beside this file or from a user's own."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

FACTS: Final = ("asserting", "neutral", "denying", "doubting", "retracting", "wavering", "acknowledging")
"""What conditions may speak of."""
CRITERIA: Final = ("roots", "neutral", "latest", "lowest")
"""What may choose among numbers."""
_SIDES: Final = 2
_LONGEST_KEY: Final = 24
"""What a store keeps of an event's standing."""


class RulesError(ValueError):
    """A file of rules cannot be used; the message names the file, the rule and the remedy."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One grade.

    Attributes:
        key: its name.
        when: for each fact the least and the most of it; ``None`` leaves a side open.
        fa, en: the sentence.
    """

    key: str
    when: dict[str, tuple[int | None, int | None]]
    fa: str
    en: str

    def holds(self, facts: dict[str, int]) -> bool:
        """Whether every condition holds."""
        return all(
            (least is None or facts[fact] >= least) and (most is None or facts[fact] <= most)
            for fact, (least, most) in self.when.items()
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """All grades in order, the criteria that choose a number, and a sentence for each.

    Attributes:
        grades: the rules.
        best: criteria in order.
        best_fa, best_en: the sentence of each criterion.
        one_report: by language, what is said where one report carries all who assert; a language may be missing.
    """

    grades: tuple[Rule, ...]
    best: tuple[str, ...]
    best_fa: dict[str, str]
    best_en: dict[str, str]
    one_report: dict[str, str]


def load_rules(path: Path | None = None) -> Rules:
    """The package's rules, or those of a file.

    Raises:
        RulesError: the file cannot be read or a rule in it cannot be used.
    """
    if path is None:
        return _shipped()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _unreadable(str(path), error) from error
    return _rules(text, str(path))


@cache
def _shipped() -> Rules:
    return _rules((files(__package__) / "rules.toml").read_text(encoding="utf-8"), "rules.toml")


def _rules(text: str, name: str) -> Rules:
    try:
        data = tomllib.loads(text)
    except ValueError as error:
        raise _unreadable(name, error) from error
    entries = data.get("rule")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise RulesError(f"{name}: holds no [[rule]]; see docs/ledger.md for the form")
    grades = tuple(_rule(entry, name) for entry in entries)
    often = [key for key, times in Counter(rule.key for rule in grades).items() if times > 1]
    if often:
        raise RulesError(f"{name}: rule {often[0]}: is there twice; give each a key of its own")
    return Rules(grades, *_best(data.get("best"), name), _one_report(data.get("one_report"), name))


def _unreadable(name: str, error: Exception) -> RulesError:
    if isinstance(error, OSError):
        return RulesError(f"{name}: cannot be read ({error.strerror}); check the path")
    return RulesError(f"{name}: cannot be read ({' '.join(str(error).split())}); see docs/ledger.md for the form")


def _rule(entry: dict[str, Any], name: str) -> Rule:
    key = str(entry.get("key", ""))
    faults = [f"no {field}" for field in ("key", "fa", "en") if not isinstance(entry.get(field), str)]
    if len(key) > _LONGEST_KEY:
        faults.append(f"the key is longer than {_LONGEST_KEY} characters")
    when = entry.get("when")
    if not isinstance(when, dict) or not when:
        faults.append("no conditions under 'when'")
        when = {}
    for fact, bounds in when.items():
        if fact not in FACTS:
            faults.append(f"unknown fact {fact!r}; there are {', '.join(FACTS)}")
        elif not (isinstance(bounds, list) and len(bounds) == _SIDES and all(type(one) is int for one in bounds)):
            faults.append(f"{fact} must be two whole numbers, [least, most], -1 for an open side")
        elif 0 <= bounds[1] < bounds[0]:
            faults.append(f"{fact} never holds: {bounds[0]} is above {bounds[1]}")
    if not faults:
        faults += [fault for text in (entry["fa"], entry["en"]) if (fault := _fault_of(text))]
    if faults:
        raise RulesError(f"{name}: rule {key or '?'}: {'; '.join(faults)}")
    bounds = {fact: (_side(least), _side(most)) for fact, (least, most) in when.items()}
    return Rule(key, bounds, entry["fa"], entry["en"])


def _fault_of(sentence: str) -> str | None:
    """Why a sentence cannot be filled in."""
    try:
        sentence.format(n=0, **dict.fromkeys(FACTS, ""))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        return (
            f"a sentence cannot be filled in ({error}); it may name {{n}}, {', '.join(f'{{{one}}}' for one in FACTS)}"
        )
    return None


def _side(bound: int) -> int | None:
    return None if bound < 0 else bound


def _one_report(entry: Any, name: str) -> dict[str, str]:
    given = {} if entry is None else entry
    if not isinstance(given, dict) or not all(isinstance(sentence, str) for sentence in given.values()):
        raise RulesError(f"{name}: one_report must hold sentences under fa and en")
    return given


def _best(entry: Any, name: str) -> tuple[tuple[str, ...], dict[str, str], dict[str, str]]:
    entry = entry if isinstance(entry, dict) else {}
    by = entry.get("by")
    listed = [str(one) for one in by] if isinstance(by, list) else []
    unknown = [one for one in listed if one not in CRITERIA]
    if unknown or not listed:
        raise RulesError(f"{name}: best.by must list some of {', '.join(CRITERIA)}, not {', '.join(unknown) or 'none'}")
    told = []
    for language in ("fa", "en"):
        given = entry.get(language)
        sentences = given if isinstance(given, dict) else {}
        missing = [one for one in ("only", *listed) if not isinstance(sentences.get(one), str)]
        if missing:
            raise RulesError(f"{name}: best.{language} has no sentence for {', '.join(missing)}")
        told.append(sentences)
    return tuple(listed), told[0], told[1]
