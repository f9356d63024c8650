"""The gazetteer: an SQLite file in the package, read whole into memory.

``tools/build_gazetteer.py`` writes it.  A user's own places are added to the copy in memory, so the
file never changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from ravayat.grounding.places.rows import PlaceRow, PlacesFault, apart, contradictions, read_file
from ravayat.grounding.places.spelling import bare_key, skeleton, spelling_key
from ravayat.records.place import Place

FILE: Final = "gazetteer.sqlite"
SUPPLEMENT: Final = "places.supplement.tsv"
MOST_PARENTS: Final = 8
_COLUMNS: Final = "id, name, latin, kind, country, parent, latitude, longitude, population, source"
_MOST_KEYS: Final = 900
"""SQLite of before 2020 takes 999 values in a statement."""
_MOST_REMEMBERED: Final = 50_000
"""Keys whose places are remembered; most words of a text are the same few thousand, and name none."""


def create(base: sqlite3.Connection) -> None:
    """Make the empty tables."""
    base.executescript(
        """
        CREATE TABLE place (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, latin TEXT NOT NULL,
            kind TEXT NOT NULL, country TEXT NOT NULL, parent TEXT NOT NULL, latitude REAL NOT NULL,
            longitude REAL NOT NULL, population INTEGER NOT NULL, source TEXT NOT NULL);
        CREATE TABLE spelling (key TEXT, place INTEGER, spelled INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
        CREATE TABLE sound (skeleton TEXT, country TEXT, place INTEGER, PRIMARY KEY (skeleton, country, place))
            WITHOUT ROWID;
        """
    )


class Spelled(IntEnum):
    """How sure it is that a key names a place."""

    BARE = 0
    """The name without its article."""
    FOUND = 1
    """A name of GeoNames in some language in Arabic letters, old names included."""
    WRITTEN = 2
    """A name that a person wrote down as one of the Persian press."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with the names it is to be found by: those a person wrote down, those found in GeoNames."""

    place: Place
    written: Sequence[str] = ()
    found: Sequence[str] = ()


def insert(base: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Put places with their spellings in; spellings of a known id are added to that place."""
    for entry in entries:
        place = entry.place
        known = base.execute("SELECT number FROM place WHERE id = ?", (place.id,)).fetchone()
        if known is None:
            values = (
                place.id, place.name, place.latin, place.kind, place.country, place.parent, place.latitude,
                place.longitude, place.population, place.source,
            )  # fmt: skip
            statement = f"INSERT INTO place ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?) RETURNING number"  # noqa: S608
            known = base.execute(statement, values).fetchone()
        number = known[0]
        names = (*entry.written, *entry.found)
        forms = {bare_key(name): Spelled.BARE for name in names}
        forms |= {spelling_key(name): Spelled.FOUND for name in entry.found}
        forms |= {spelling_key(name): Spelled.WRITTEN for name in entry.written}
        base.executemany(
            "INSERT INTO spelling VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET spelled = max(spelled, excluded.spelled)",
            ((key, number, int(spelled)) for key, spelled in forms.items() if key),
        )
        base.executemany(
            "INSERT OR IGNORE INTO sound VALUES (?, ?, ?)",
            ((sound, place.country, number) for sound in set(map(skeleton, names)) if sound),
        )


class Gazetteer:
    """Places by spelling and by sound.

    Args:
        base: an SQLite connection with the tables of :func:`create`.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._known: dict[str, Place | None] = {}
        self._spelled: dict[str, tuple[tuple[Place, Spelled], ...]] = {}

    def spelled(self, keys: Iterable[str]) -> dict[str, list[tuple[Place, Spelled]]]:
        """Places by key (:func:`~ravayat.grounding.places.spelling.spelling_key`), each with how it is spelled so."""
        wanted = set(keys) - {""}
        if len(self._spelled) + len(wanted) > _MOST_REMEMBERED:
            self._spelled = {}  # a new one, since another thread may be reading the old
        remembered = self._spelled
        new = list(wanted.difference(remembered))
        for start in range(0, len(new), _MOST_KEYS):
            some = new[start : start + _MOST_KEYS]
            marks = ",".join("?" * len(some))
            statement = (
                f"SELECT key, spelled, {_COLUMNS} FROM spelling JOIN place ON place = number WHERE key IN ({marks})"  # noqa: S608
            )
            found: dict[str, list[tuple[Place, Spelled]]] = {}
            for key, spelled, *fields in self._base.execute(statement, some):
                found.setdefault(key, []).append((Place(*fields), Spelled(spelled)))
            remembered.update((key, tuple(found.get(key, ()))) for key in some)
        return {key: list(remembered[key]) for key in sorted(filter(remembered.get, wanted))}

    def sounding(self, name: str, country: str) -> list[Place]:
        """Places of one country whose name has the consonants of ``name``."""
        heard = "SELECT place FROM sound WHERE skeleton = ? AND country = ?"
        statement = f"SELECT {_COLUMNS} FROM place WHERE number IN ({heard})"  # noqa: S608
        return [Place(*fields) for fields in self._base.execute(statement, (skeleton(name), country))]

    def place(self, identifier: str) -> Place | None:
        """The place with this id."""
        if identifier not in self._known:
            row = self._base.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (identifier,)).fetchone()  # noqa: S608
            self._known[identifier] = Place(*row) if row else None
        return self._known[identifier]

    def parents(self, place: Place) -> tuple[Place, ...]:
        """What a place lies in, from the nearest outward."""
        chain: list[Place] = []
        while len(chain) < MOST_PARENTS:
            around = self.place((chain[-1] if chain else place).parent)
            if around is None:
                break
            chain.append(around)
        return tuple(chain)

    def add(self, rows: Sequence[PlaceRow], name: str) -> None:
        """Add places of a user's own.

        Args:
            rows: the places.
            name: what to call their table in messages.

        Raises:
            PlacesFault: a row contradicts another, or the place of that id, or lies in an unknown place.
        """
        own = {row.place.id for row in rows}
        faults = [f"{name}: {fault}" for fault in contradictions(list(rows))]
        for row in rows:
            known = self.place(row.place.id)
            if known and apart(known, row.place):
                faults.append(
                    f"{name}:{row.line}: {row.place.id} is {known.name} ({known.country}, {known.latitude}, "
                    f"{known.longitude}) in the gazetteer; give the row an id of its own"
                )
            if row.place.parent and row.place.parent not in own and not self.place(row.place.parent):
                faults.append(f"{name}:{row.line}: parent {row.place.parent} is no known place; write another or none")
        if faults:
            raise PlacesFault("\n".join(faults))
        insert(self._base, (Entry(row.place, row.names) for row in rows))
        self._known.clear()
        self._spelled = {}


def load_gazetteer(*own: Path) -> Gazetteer:
    """The gazetteer of the package, with the places of a user's files added.

    Raises:
        PlacesFault: a file cannot be read or contradicts itself, another or the gazetteer.
    """
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.deserialize((files(__package__) / FILE).read_bytes())
    gazetteer = Gazetteer(base)
    for path in own:
        gazetteer.add(read_file(path), str(path))
    return gazetteer


@cache
def shipped_gazetteer() -> Gazetteer:
    """The gazetteer of the package, loaded once."""
    return load_gazetteer()
