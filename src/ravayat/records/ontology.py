"""Event types and stances, read from ``ontology.toml`` beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology with its labels."""

    key: str
    en: str
    fa: str
    definition: str = ""


def _terms(table: str) -> dict[str, Term]:
    data = tomllib.loads((files(__package__) / "ontology.toml").read_text(encoding="utf-8"))
    return {key: Term(key, **fields) for key, fields in data[table].items()}


EVENT_TYPES: dict[str, Term] = _terms("event")
"""Event types by key, in the order of the annotation scheme."""

STANCES: dict[str, Term] = _terms("stance")
"""Stances by key."""

COUNT_SLOTS: tuple[str, ...] = ("killed", "wounded", "captured", "displaced")
"""Slots that hold a number of people."""
