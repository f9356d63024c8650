"""What the registry's files say, as records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """Where an entry was written: for messages that show both lines of a contradiction."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Place("", 0)


@dataclass(frozen=True, slots=True)
class Years:
    """First and last year of activity, both included; ``None`` leaves a side open."""

    first: int | None = None
    last: int | None = None

    def holds(self, year: int | None) -> bool:
        """Whether ``year`` lies within; an unknown year does."""
        return year is None or ((self.first or year) <= year <= (self.last or year))

    def overlaps(self, other: Years) -> bool:
        """Whether the two share a year that is not just the year of a hand-over."""
        first = max(self.first or 0, other.first or 0)
        last = min(self.last or 9999, other.last or 9999)
        return first < last


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor or a source of the registry.

    Attributes:
        id: unique over actors and sources.
        fa, en: names.
        kind: a key of :attr:`~ravayat.grounding.registry.registry.Registry.kinds`.
        country: ISO 3166-1 alpha-2 code, or ``INT``.
        aliases: further spellings that the press uses.
        loaded: names that take a side ("رژیم صهیونیستی").
        parent: for an actor the body it belongs to, for a source its owner or sponsor: an
            entry's id, ``SY.army`` for a body of a country, or ``None``.
        body: the body of its country that this entry is ("army"), if it is one.
        years: when it was active.
        wikidata: its item there, where sure.
        party: conflicts it is a party to, beyond those that follow from its parent.
        place: where it is written.
    """

    id: str
    fa: str
    en: str
    kind: str
    country: str
    aliases: tuple[str, ...] = ()
    loaded: tuple[str, ...] = ()
    parent: str | None = None
    body: str | None = None
    years: Years = Years()
    wikidata: str | None = None
    party: tuple[str, ...] = ()
    place: Place = NOWHERE

    def names(self) -> tuple[str, ...]:
        """Every spelling, the Persian name first."""
        return (self.fa, self.en, *self.aliases, *self.loaded)


class Name(NamedTuple):
    """A spelling of an entry: ``form`` is its key, ``parts`` how many tokens it has, ``place`` where it is written."""

    text: str
    form: str
    parts: int
    loaded: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Noun:
    """A common word of the trade: a body of any state, a class of actors or tellers, a role, a medium.

    Attributes:
        table: ``body``, ``class``, ``troops``, ``teller``, ``role``, ``media``, ``relation``.
        id: unique within its table.
        fa, en: labels; of a body with ``{}`` where the country stands.
        kind: what actors or sources of it are, a key of :attr:`~ravayat.grounding.registry.registry.Registry.kinds`.
        body: the body that a role or kind of troops belongs to ("وزیر دفاع": the ministry).
        within: of a body that few countries tell apart the one that it is a part of elsewhere.
    """

    table: str
    id: str
    fa: str
    en: str
    kind: str = ""
    body: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory; ``code`` is ISO 3166-1 alpha-2, XK for Kosovo by custom; ``without``: bodies it has not."""

    code: str
    fa: str
    en: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict, the countries it is fought in, and its sides: ids of actors and codes of countries."""

    id: str
    fa: str
    en: str
    where: tuple[str, ...]
    sides: tuple[str, ...]
    years: Years


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of actor or of source; ``of`` is ``actor`` or ``source``."""

    id: str
    fa: str
    en: str
    of: str
