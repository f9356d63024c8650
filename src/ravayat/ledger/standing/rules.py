"""The rules of grading, read from ``rules.toml`` beside this file or from a user's own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

FACTS: Final = ("asserting", "neutral", "denying", "doubting", "retracting", "acknowledging")
"""What conditions may speak of."""
CRITERIA: Final = ("roots", "neutral", "latest", "lowest")
"""What may choose among numbers."""
_SIDES: Final = 2


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
    """All grades in order, the criteria that choose a number, and a sentence for each."""

    grades: tuple[Rule, ...]
    best: tuple[str, ...]
    best_fa: dict[str, str]
    best_en: dict[str, str]


@cache
def load_rules(path: Path | None = None) -> Rules:
    """The package's rules, or those of a file.

    Raises:
        RulesError: the file cannot be read or a rule in it cannot be used.
    """
    name = str(path) if path else "rules.toml"
    try:
        text = (path or files(__package__) / "rules.toml").read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise RulesError(f"{name}: cannot be read: {error}; see docs/ledger.md for the form") from error
    grades = tuple(_rule(entry, name) for entry in data.get("rule", []))
    if not grades:
        raise RulesError(f"{name}: holds no [[rule]]; see docs/ledger.md for the form")
    return Rules(grades, *_best(data.get("best", {}), name))


def _rule(entry: dict[str, Any], name: str) -> Rule:
    key = str(entry.get("key", ""))
    faults = [f"no {field}" for field in ("key", "fa", "en") if not isinstance(entry.get(field), str)]
    when = entry.get("when")
    if not isinstance(when, dict) or not when:
        faults.append("no conditions under 'when'")
        when = {}
    for fact, bounds in when.items():
        if fact not in FACTS:
            faults.append(f"unknown fact {fact!r}; there are {', '.join(FACTS)}")
        elif not (isinstance(bounds, list) and len(bounds) == _SIDES and all(type(one) is int for one in bounds)):
            faults.append(f"{fact} must be two whole numbers, [least, most], -1 for an open side")
    if not faults:
        try:
            for text in (entry["fa"], entry["en"]):
                text.format(n=0, **dict.fromkeys(FACTS, ""))
        except (KeyError, IndexError, ValueError) as error:
            faults.append(f"a sentence names {error}, which is no fact")
    if faults:
        raise RulesError(f"{name}: rule {key or '?'}: {'; '.join(faults)}")
    bounds = {fact: (_side(least), _side(most)) for fact, (least, most) in when.items()}
    return Rule(key, bounds, entry["fa"], entry["en"])


def _side(bound: int) -> int | None:
    return None if bound < 0 else bound


def _best(entry: dict[str, Any], name: str) -> tuple[tuple[str, ...], dict[str, str], dict[str, str]]:
    by = entry.get("by", [])
    unknown = [one for one in by if one not in CRITERIA]
    if unknown or not by:
        raise RulesError(f"{name}: best.by must list some of {', '.join(CRITERIA)}, not {', '.join(unknown) or 'none'}")
    told = [entry.get(language, {}) for language in ("fa", "en")]
    for language, sentences in zip(("fa", "en"), told, strict=True):
        missing = {"only", *by} - sentences.keys()
        if missing:
            raise RulesError(f"{name}: best.{language} has no sentence for {', '.join(sorted(missing))}")
    return tuple(by), told[0], told[1]
