"""What contradicts in the registry: each fault as one line that shows both places and the remedy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ravayat.grounding.registry.entries import Conflict, Country, Entry, Kind, Name, Noun
from ravayat.grounding.registry.files import Row

INTERNATIONAL = "INT"


def contradictions(
    entries: list[Entry],
    more: list[Row],
    names: Mapping[str, Mapping[str, Name]],
    kinds: Mapping[str, Kind],
    countries: Mapping[str, Country],
    bodies: Mapping[str, Noun],
    conflicts: Mapping[str, Conflict],
) -> list[str]:
    """Every fault of the entries and of the aliases added to them, one line each."""
    first: dict[str, Entry] = {}
    faults = []
    for entry in entries:
        earlier = first.setdefault(entry.id, entry)
        if earlier is not entry:
            faults.append(
                f"{entry.place}: {entry.id} is already at {earlier.place};"
                " take another id, or add names to it under [aliases]"
            )
    faults += [
        f"{row.place}: no actor or source {row.key!r} to add names to; write its id"
        for row in more
        if row.key not in first
    ]
    for entry in entries:
        faults += [f"{entry.place}: {entry.id}: {fault}" for fault in _of_one(entry, first, kinds, countries, bodies)]
        faults += [
            f"{entry.place}: {entry.id}: no conflict {name!r}; it is one of {', '.join(conflicts)}"
            for name in entry.party
            if name not in conflicts
        ]
    faults += [
        f"{name.place}: the name {name.text!r} has no letters; leave it out"
        for own in names.values()
        for name in own.values()
        if not name.form
    ]
    faults += _circles(first)
    known_kinds = [entry for entry in entries if entry.kind in kinds]
    return faults + list(_shared_names(known_kinds, names, kinds)) + list(_two_in_one_office(known_kinds))


def _of_one(
    entry: Entry,
    entries: Mapping[str, Entry],
    kinds: Mapping[str, Kind],
    countries: Mapping[str, Country],
    bodies: Mapping[str, Noun],
) -> Iterator[str]:
    if entry.kind not in kinds:
        yield f"no kind {entry.kind!r}; it is one of {', '.join(kinds)}"
    if entry.country not in countries and entry.country != INTERNATIONAL:
        yield f"no country {entry.country!r}; write its ISO 3166-1 code such as SY, or {INTERNATIONAL}"
    if entry.body and entry.body not in bodies and entry.body != "state_tv":
        yield f"no body {entry.body!r}; it is one of {', '.join(bodies)} or state_tv"
    if entry.parent and entry.parent not in entries:
        country, _, body = entry.parent.partition(".")
        if country not in countries or body not in bodies:
            yield f"no parent {entry.parent!r}; write the id of an entry, or a country and a body such as SY.army"


def _circles(entries: Mapping[str, Entry]) -> Iterator[str]:
    for entry in entries.values():
        seen = {entry.id}
        above = entries.get(entry.parent or "")
        while above and above.id not in seen:
            seen.add(above.id)
            above = entries.get(above.parent or "")
        if above is entry:
            yield f"{entry.place}: {entry.id} is its own parent by way of {', '.join(sorted(seen))}; cut the circle"


def _shared_names(
    entries: list[Entry], names: Mapping[str, Mapping[str, Name]], kinds: Mapping[str, Kind]
) -> Iterator[str]:
    """One name of two actors (or two sources) of one country that were there in the same years."""
    named: dict[tuple[str, str, str], list[tuple[Entry, Name]]] = defaultdict(list)
    for entry in {entry.id: entry for entry in entries}.values():
        of = kinds[entry.kind].of
        for form, name in names[entry.id].items():
            others = named[entry.country, of, form]
            for other, theirs in others:
                if other.years.overlaps(entry.years):
                    yield (
                        f"{name.place}: {entry.id} and {other.id} ({theirs.place}) are both called {name.text!r} in"
                        f" {entry.country}; take the name from one, or part their years"
                    )
            others.append((entry, name))


def _two_in_one_office(entries: list[Entry]) -> Iterator[str]:
    held: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.body:
            continue
        for other in held[entry.country, entry.body]:
            if other.id != entry.id and other.years.overlaps(entry.years):
                yield (
                    f"{entry.place}: {entry.id} and {other.id} ({other.place}) are both the {entry.body}"
                    f" of {entry.country}; take body from one, or part their years"
                )
        held[entry.country, entry.body].append(entry)
