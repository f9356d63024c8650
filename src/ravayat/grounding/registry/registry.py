"""The registry: entries and common words under the form in which they are looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, NamedTuple

from ravayat.grounding.registry.check import contradictions
from ravayat.grounding.registry.entries import Conflict, Country, Entry, Kind, Name, Noun, Years
from ravayat.grounding.registry.files import ALIASES, RegistryError, Row, entry_of, listed, read_rows, years_of
from ravayat.grounding.registry.folding import key, tokens, with_ending

_FOLDER = Path(__file__).parent
_NOUN_TABLES = ("body", "troops", "class", "teller", "media", "role", "relation")
_SORTS_OF_SKIP = ("here", "abroad")
_COUNTS = "counts"
_FULL = 2
"""Words that a name has at least whose last one is a family name."""
_ARMED = frozenset({"state_forces", "police", "political_militia"})
_ARMED_BODIES = frozenset({"army", "defence_ministry"})
_HEADS_OF_STATE = frozenset({"presidency", "cabinet"})
_AGENCY = "agency"
"""Of kinds of source and of words for media the one that means a news agency."""
_SHORT = 3
_NO_NAMES = frozenset({"before", "given", "family", "ranks", "courtesies"})
"""Rows of everyday words that are looked at beside others."""
ORDINARY = "ordinary"
"""The sense of a word of every day that is spelled like a name, or like one with an ending."""
HEAD = 3
"""Letters of a head: as many as a stem has at least, so that a run and its stem have the same."""


class Sense(NamedTuple):
    """One thing a spelling can mean.

    Attributes:
        what: ``actor``, ``source``, ``country``, a table of common words, ``skip``, ``count``, ``here``, ``abroad``
            or, always the last one of a spelling, ``ordinary``.
        entry, noun, country: what it means, by ``what``; of a noun the only country that has what it means.
        via: for a country how it is told: ``name``, ``capital`` or ``place``.
        loaded: the spelling takes a side.
        shy: too short or common to be believed after a word that is not known ("علی صدر").
    """

    what: str
    entry: Entry | None = None
    noun: Noun | None = None
    country: str | None = None
    via: str = ""
    loaded: bool = False
    shy: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """Everything that is known about actors and sources; one is another only where it is the same object.

    Attributes:
        entries: actors and sources by id.
        kinds, countries, conflicts, bodies: by id.
        senses: what a spelling can mean, by :func:`~ravayat.grounding.registry.folding.key`.
        beginnings: every beginning of a key, so that a run that can become none is given up early.
        heads: the first letters of every run that is a key, with an ending or without.
        by_body: entries that are a body of their country, by country and body.
        before_places: words after which an everyday word is the name of a place ("استان انبار").
        families: the family names of leaders, each with the titles that license it.
        titles: all of these titles.
        given_names: names of people that are spelled like others' or stand before such.
        family_nouns: nouns that are family names, too.
    """

    entries: Mapping[str, Entry]
    kinds: Mapping[str, Kind]
    countries: Mapping[str, Country]
    conflicts: Mapping[str, Conflict]
    bodies: Mapping[str, Noun]
    senses: Mapping[str, tuple[Sense, ...]]
    beginnings: frozenset[str]
    heads: frozenset[str]
    by_body: Mapping[tuple[str, str], tuple[Entry, ...]]
    before_places: frozenset[str]
    families: Mapping[str, tuple[tuple[frozenset[str], Sense], ...]]
    titles: frozenset[str]
    given_names: frozenset[str]
    family_nouns: frozenset[str]

    def actors(self) -> Iterator[Entry]:
        """Entries whose kind is one of actors."""
        return (entry for entry in self.entries.values() if self.kinds[entry.kind].of == "actor")

    def sources(self) -> Iterator[Entry]:
        """Entries whose kind is one of sources."""
        return (entry for entry in self.entries.values() if self.kinds[entry.kind].of == "source")

    def body_of(self, country: str, body: str, year: int | None) -> Entry | None:
        """The entry that was this body of the country in that year, if there is one.

        Without a year the latest one; in a year of hand-over the one before, whose news fills most of it.
        """
        fitting = [entry for entry in self.by_body.get((country, body), ()) if entry.years.holds(year)]
        choose = max if year is None else min
        return choose(fitting, key=lambda entry: entry.years.first or 0, default=None)


def load_registry(*paths: Path) -> Registry:
    """The package's registry with the files of a user added to it.

    A user's file has the form of :mod:`ravayat.grounding.registry.files` and may hold
    actors and sources together.

    Raises:
        RegistryError: what cannot be read or contradicts, one fault a line.
    """
    kinds = {row.key: Kind(row.key, row.value["fa"], row.value["en"], row.value["of"]) for row in _table("kind")}
    country_rows = list(read_rows(_FOLDER / "countries.toml"))
    countries = {row.key: _country(row) for row in country_rows}
    nouns = {table: [(_noun(row), row) for row in _table(table)] for table in _NOUN_TABLES}
    bodies = {noun.id: noun for noun, _ in nouns["body"]}
    conflicts = {row.key: _conflict(row) for row in read_rows(_FOLDER / "conflicts.toml")}

    entries, more, faults = _entries([_FOLDER / "actors.toml", _FOLDER / "sources.toml", *paths])
    names = _names(entries, more)
    faults += contradictions(entries, more, names, kinds, countries, bodies, conflicts)
    if faults:
        raise RegistryError("\n".join(faults))
    _add_agencies(entries, names)
    senses: dict[str, list[Sense]] = defaultdict(list)
    _add_entries(senses, entries, names, kinds)
    _add_countries(senses, country_rows)
    _add_nouns(senses, [pair for pairs in nouns.values() for pair in pairs])
    families = _families(entries, nouns["role"])
    by_body: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.body:
            by_body[entry.country, entry.body].append(entry)
    return Registry(
        {entry.id: entry for entry in entries},
        kinds,
        countries,
        conflicts,
        bodies,
        {form: tuple(found) for form, found in senses.items()},
        frozenset(("", *chain.from_iterable(map(accumulate, senses)))),
        frozenset((*(form[:HEAD] for form in senses), *_heads_with_ending(senses))),
        {place: tuple(found) for place, found in by_body.items()},
        _everyday("before"),
        families,
        frozenset(title for found in families.values() for titles, _ in found for title in titles),
        _everyday("given"),
        _everyday("family"),
    )


def _everyday(row_key: str) -> frozenset[str]:
    return frozenset(key(word) for row in _table(ORDINARY) if row.key == row_key for word in listed(row.value))


@cache
def default_registry() -> Registry:
    """The package's registry, read once."""
    return load_registry()


@cache
def _words() -> tuple[Row, ...]:
    return tuple(read_rows(_FOLDER / "words.toml"))


def _heads_with_ending(forms: Iterable[str]) -> Iterator[str]:
    """Heads of the forms with an ending that does not follow them whole; in longer ones it leaves the head as it is."""
    return (form[:HEAD] for short in forms if len(short) <= HEAD for form in with_ending(short))


def _families(
    entries: Iterable[Entry], roles: Iterable[tuple[Noun, Row]]
) -> dict[str, tuple[tuple[frozenset[str], Sense], ...]]:
    """Family names of leaders: behind a rank one of a body that bears arms, else one of its office.

    A head of state is called by "آقای" and "دکتر", too.
    """
    known = {entry.id: entry for entry in entries}
    ranks, courtesies = _everyday("ranks"), _everyday("courtesies")
    offices: dict[str, set[str]] = defaultdict(set)
    for noun, row in roles:
        if noun.body:
            offices[noun.body].update(map(key, listed(row.value["words"])))
    families: dict[str, list[tuple[frozenset[str], Sense]]] = defaultdict(list)
    for entry in entries:
        words = entry.fa.split()
        if entry.kind != "leader" or len(words) < _FULL or not entry.parent:
            continue
        above = known.get(entry.parent)
        body = (above.body if above else entry.parent.partition(".")[2]) or ""
        if (above and above.kind in _ARMED) or body in _ARMED_BODIES:
            titles = ranks
        else:
            titles = frozenset(offices.get(body, ())) | (courtesies if body in _HEADS_OF_STATE else frozenset())
        if titles:
            families[key(words[-1])].append((titles, Sense("actor", entry=entry)))
    return {form: tuple(found) for form, found in families.items()}


def _table(name: str) -> Iterator[Row]:
    return (row for row in _words() if row.table == (name,))


def _noun(row: Row) -> Noun:
    value: dict[str, Any] = row.value
    within = value.get("within")
    return Noun(row.table[0], row.key, value["fa"], value["en"], value.get("kind", ""), value.get("body"), within)


def _country(row: Row) -> Country:
    return Country(row.key, row.value["fa"], row.value["en"], listed(row.value.get("without", "")))


def _conflict(row: Row) -> Conflict:
    value = row.value
    years = years_of(value["years"]) or Years()
    return Conflict(row.key, value["fa"], value["en"], listed(value["where"]), listed(value["sides"]), years)


def _entries(paths: Iterable[Path]) -> tuple[list[Entry], list[Row], list[str]]:
    entries: list[Entry] = []
    more: list[Row] = []
    faults: list[str] = []
    for path in paths:
        for row in read_rows(path):
            if row.table == (ALIASES,):
                more.append(row)
                continue
            entry, wrong = entry_of(row)
            faults += wrong
            if entry:
                entries.append(entry)
    return entries, more, faults


def _names(entries: list[Entry], more: list[Row]) -> dict[str, dict[str, Name]]:
    """Spellings of the entries by id and key, those added under [aliases] included."""
    names: dict[str, dict[str, Name]] = {}
    for entry in entries:
        own = names.setdefault(entry.id, {})
        for loaded, spellings in ((False, (entry.fa, entry.en, *entry.aliases)), (True, entry.loaded)):
            for text in spellings:
                parts = tokens(text)
                form = "".join(parts)
                own[form] = Name(text, form, len(parts), loaded, entry.place)
    for row in more:
        own = names.get(row.key, {})
        for text in listed(row.value) if isinstance(row.value, str) else ():
            parts = tokens(text)
            form = "".join(parts)
            own.setdefault(form, Name(text, form, len(parts), loaded=False, place=row.place))
    return names


def _add_agencies(entries: list[Entry], names: dict[str, dict[str, Name]]) -> None:
    """Give agencies that are written with a word for an agency ("خبرگزاری فرانسه") the names with the others of it.

    Without that word they may be a country or a town, so that it is a part of the name. What is another's by what is
    written stays so, and what would be two's is nobody's.
    """
    heads = sorted((tokens(word) for word in listed(_agency_words())), key=len, reverse=True)
    taken = {form for own in names.values() for form in own}
    made: dict[str, dict[str, Name]] = defaultdict(dict)
    for entry in entries:
        for name in names[entry.id].values() if entry.kind == _AGENCY else ():
            parts = tokens(name.text)
            head = next((head for head in heads if parts[: len(head)] == head), None)
            rest = parts[len(head) :] if head else []
            for other in heads if rest else ():
                form = "".join((*other, *rest))
                if form not in taken:
                    made[form][entry.id] = Name(name.text, form, len(other) + len(rest), name.loaded, name.place)
    for form, whose in made.items():
        if len(whose) == 1:
            for identifier, name in whose.items():
                names[identifier][form] = name


def _agency_words() -> str:
    return next(str(row.value["words"]) for row in _table("media") if row.key == _AGENCY)


def _add_entries(
    senses: dict[str, list[Sense]],
    entries: list[Entry],
    names: Mapping[str, Mapping[str, Name]],
    kinds: Mapping[str, Kind],
) -> None:
    for entry in entries:
        of = kinds[entry.kind].of
        for form, name in names[entry.id].items():
            shy = name.parts == 1 and (entry.kind == "leader" or len(form) <= _SHORT)
            senses[form].append(Sense(of, entry=entry, loaded=name.loaded, shy=shy))


def _add_countries(senses: dict[str, list[Sense]], rows: list[Row]) -> None:
    for row in rows:
        value: dict[str, str] = row.value
        loaded = {key(name) for name in listed(value.get("loaded", ""))}
        told = {
            "name": (value["fa"], value["en"], *listed(value.get("aka", "")), *listed(value.get("loaded", ""))),
            "capital": listed(value.get("capital", "")),
            "place": listed(value.get("places", "")),
        }
        for via, names in told.items():
            for name in names:
                form = key(name)
                if all(known.country != row.key for known in senses[form]):
                    senses[form].append(Sense("country", country=row.key, via=via, loaded=form in loaded))


def _add_nouns(senses: dict[str, list[Sense]], nouns: list[tuple[Noun, Row]]) -> None:
    for noun, row in nouns:
        loaded = {key(name) for name in listed(row.value.get("loaded", ""))}
        for name in (*listed(row.value.get("words", "")), noun.fa if noun.table in {"class", "teller"} else ""):
            form = key(name)
            if form and all(known.noun is not noun for known in senses[form]):
                senses[form].append(Sense(noun.table, noun=noun, loaded=form in loaded))
        for country, words in row.value.get("only", {}).items():
            for form in map(key, listed(words)):
                senses[form].append(Sense(noun.table, noun=noun, country=country))
    for row in _table("skip"):
        what = row.key if row.key in _SORTS_OF_SKIP else "skip"
        for name in listed(row.value):
            senses[key(name)].append(Sense(what))
            if row.key == _COUNTS:
                senses[key(name)].append(Sense("count"))
    for row in _table(ORDINARY):
        for form in map(key, listed(row.value) if row.key not in _NO_NAMES else ()):
            if form not in senses or senses[form][-1].what != ORDINARY:
                senses[form].append(Sense(ORDINARY))
