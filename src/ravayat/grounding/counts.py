"""Counts of people: quoted words into bounds.

Conventions are those of the scheme of claims: a bound keeps the number that is told ("more than
120" is 120 and up, "up to 30" is 30 and down, and by the same rule "fewer than 10" is 10 and
down); "about" and "nearly" are the number itself; ده‌ها is 20 and up, صدها 200, هزاران 2000, چند 3.
What states no number ("شماری", "سربازان"), counts something other than people ("۳ تانک") or does
not say which count is meant ("۹ کشته و زخمی") gives ``None``, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ravayat.grounding import kinds
from ravayat.grounding.count_terms import Term, read_terms, running_terms
from ravayat.grounding.lexer import lex
from ravayat.grounding.named_people import is_nobody, is_without, named, says_nobody
from ravayat.grounding.numbers import composed
from ravayat.grounding.people_words import ROLE
from ravayat.records.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number of people as quoted words tell it.

    Attributes:
        minimum: the least it can be, inclusive; ``None`` where open.
        maximum: the most it can be, inclusive; ``None`` where open.
        unit: the word that was counted ("نفر", "سرباز"), empty where none is told.
        whom: classes of people the words name: civilians, fighters, soldiers, police,
            children, women; families where households were counted.
        slot: what befell them where the words say so: killed, wounded, captured,
            displaced, missing.
        parts: the terms of a sum ("دو سرباز و یک غیرنظامی") or of a breakdown
            ("۲۳ نفر از جمله ۹ کودک").
    """

    minimum: int | None
    maximum: int | None
    unit: str = ""
    whom: tuple[str, ...] = ()
    slot: str = ""
    parts: tuple[Bounds, ...] = ()


def _bounds(term: Term, words: str) -> Bounds:
    unit = words[term.unit.start : term.unit.end] if term.unit else ""
    return Bounds(term.minimum, term.maximum, unit, term.whom, term.slots[0] if len(term.slots) == 1 else "")


def _total(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _adds_up(parts: tuple[Bounds, ...]) -> bool:
    """Whether the first part is the sum of the others."""
    return parts[0].maximum is not None and parts[0].maximum == _total([part.maximum for part in parts[1:]])


def _chosen(terms: list[Term], slot: str | None) -> list[Term]:
    """The terms that answer for ``slot``; none where the words leave it open."""
    if any(len(term.slots) > 1 for term in terms):
        return []  # "۹ کشته و زخمی": one number for two fates
    told = {term.slots[0] for term in terms if term.slots}
    if slot is not None and slot in told:
        return [term for at, term in enumerate(terms) if _fate(terms, at) == slot]
    open_terms = [term for term in terms if not term.slots]
    if slot is not None and len(told) == 1 and open_terms:
        return open_terms  # "۱۵ تن کشته و ۲۳ تن زخم برداشتند"
    return terms if len(told) < 2 else []


def _fate(terms: Sequence[Term], at: int) -> str:
    """The fate of a term, or of the next that has one beside its noun: "سه سرباز و دو غیرنظامی کشته"."""
    told = next((term for term in terms[at:] if term.slots), None)
    shared = told is not None and (told is terms[at] or (told.unit is not None and not told.unit.name.startswith(ROLE)))
    return told.slots[0] if told and shared else ""


def read_count(words: str, slot: str | None = None) -> Bounds | None:
    """The number of people that ``words`` tell, or ``None`` where they tell none.

    Args:
        words: the quoted words, damage included.
        slot: the slot of the claim they were quoted for (killed, wounded, captured,
            displaced); it decides where the words tell more than one ("۵ کشته و ۱۲ زخمی").
    """
    lexemes = composed(lex(words))
    found = read_terms(lexemes, slot_told=slot is not None)
    nobody = slot is not None and says_nobody(lexemes)
    if nobody and (not found.main or is_nobody(lexemes, 0) or is_without(lexemes, 0)):
        return Bounds(0, 0)
    terms = _chosen(found.main, slot)
    if not terms:
        people = named(lexemes) if slot is not None and not found.main else None
        return Bounds(people, people) if people else None
    if slot is not None and lexemes[0].kind == kinds.WITH:
        terms = [Term(1, 1, None, (), (), 0), *terms]  # "به همراه ۷۲ تن": and whoever had them along
    if len(terms) == 1:
        whole = _bounds(terms[0], words)
        parts = tuple(_bounds(term, words) for term in found.breakdown)
        return Bounds(whole.minimum, whole.maximum, whole.unit, whole.whom, whole.slot, parts)
    parts = tuple(_bounds(term, words) for term in terms)
    if terms[0].unit and terms[0].unit.kind == kinds.CLASSIFIER and _adds_up(parts):
        return replace(parts[0], parts=parts[1:])  # "سه تن، دو مرد و یک زن"
    minimum, maximum = _total([part.minimum for part in parts]), _total([part.maximum for part in parts])
    if minimum is None and maximum is None:
        return None
    whom = tuple(dict.fromkeys(name for part in parts for name in part.whom))
    return Bounds(minimum, maximum, "", whom, parts[0].slot, parts)


def find_counts(text: str) -> list[Span]:
    """The count phrases of running text: bound, quantity and the noun counted, as long as they go.

    A number without a noun for people behind it is left out.
    """
    return [Span(start, end) for start, end in running_terms(composed(lex(text)))]
