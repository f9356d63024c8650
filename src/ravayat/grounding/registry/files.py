"""Reading the registry's TOML files, each entry with the line it stands on.

A file of actors or sources has one table for each country and kind, one entry a line::

    [SY.rebel_group]
    jaysh-al-islam = { fa = "جیش‌الاسلام", en = "Jaysh al-Islam", aka = "لواء الاسلام", years = "2011-" }

    [aliases]
    hamas = "another name, and another"

Lists are written as running words parted by commas ("،" or ","): Persian between quotes
and brackets cannot be read in most editors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import tomli  # tomllib, compiled: half the time of loading was reading TOML

from ravayat.grounding.registry.entries import Entry, Place, Years

ENTRY_FIELDS = frozenset({"fa", "en", "aka", "loaded", "parent", "body", "years", "wikidata", "party"})
ALIASES = "aliases"

_HEADER = re.compile(r"\s*\[([^\]]+)\]")
_KEY = re.compile(r"\s*\"?([\w.-]+)\"?\s*=")
_YEARS = re.compile(r"(\d{4})?-(\d{4})?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


class RegistryError(ValueError):
    """A file of the registry contradicts itself or another; one fault a line, with places and remedy."""


class Row(NamedTuple):
    """``key = value`` of a table with its place."""

    table: tuple[str, ...]
    key: str
    value: Any
    place: Place


def read_rows(path: Path) -> Iterator[Row]:
    """Rows of the tables of a TOML file, in order.

    Raises:
        RegistryError: the file is not there or not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomli.loads(text)
    except OSError as error:
        raise RegistryError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise RegistryError(
            f"{path}: cannot be read ({error}); write it as UTF-8 TOML, see docs/registries.md"
        ) from error
    table: tuple[str, ...] = ()
    rows: dict[str, Any] = data
    for number, line in enumerate(text.splitlines(), 1):
        if "[" in line and (header := _HEADER.match(line)):
            table = tuple(part.strip().strip('"') for part in header.group(1).split("."))
            rows = data
            for part in table:
                rows = rows.get(part, {})
        elif (found := _KEY.match(line)) and found.group(1) in rows:
            yield Row(table, found.group(1), rows[found.group(1)], Place(path.name, number))


def listed(text: str) -> tuple[str, ...]:
    """The items of a list written as running words."""
    return tuple(item for part in text.replace(",", "،").split("،") if (item := part.strip()))


def years_of(text: str) -> Years | None:
    """``2011-``, ``-2003`` or ``2011-2018``; ``None`` where it is none of these."""
    found = _YEARS.fullmatch(text.strip())
    if not found:
        return None
    first, last = (int(year) if year else None for year in found.groups())
    return None if first and last and first > last else Years(first, last)


def _faults(row: Row) -> list[str]:
    faults = [f"{row.place}: {row.key}: unknown field {name!r}" for name in sorted(row.value.keys() - ENTRY_FIELDS)]
    return faults + [
        f"{row.place}: {row.key}: {name} must be text"
        for name, value in row.value.items()
        if not isinstance(value, str)
    ]


def entry_of(row: Row) -> tuple[Entry | None, list[str]]:
    """The entry of a row of actors or sources, and what is wrong with the row."""
    if len(row.table) != 2 or not isinstance(row.value, dict):
        return None, [f"{row.place}: {row.key}: write entries under [COUNTRY.kind], as id = {{ fa = ..., en = ... }}"]
    fields: dict[str, Any] = row.value
    faults = _faults(row) if not fields.keys() <= ENTRY_FIELDS or {*map(type, fields.values())} != {str} else []
    if not faults:
        faults += [f"{row.place}: {row.key}: {name} is missing" for name in ("fa", "en") if not fields.get(name)]
    if faults:
        return None, faults
    years = years_of(fields["years"]) if "years" in fields else Years()
    if years is None:
        faults.append(f"{row.place}: {row.key}: years {fields['years']!r}; write them as 2011-2018, 2011- or -2003")
    if "wikidata" in fields and not _WIKIDATA.fullmatch(fields["wikidata"]):
        faults.append(f"{row.place}: {row.key}: wikidata {fields['wikidata']!r} is no item; write it as Q38799")
    country, kind = row.table
    entry = Entry(
        row.key,
        fields["fa"],
        fields["en"],
        kind,
        country,
        listed(fields.get("aka", "")),
        listed(fields.get("loaded", "")),
        fields.get("parent"),
        fields.get("body"),
        years or Years(),
        fields.get("wikidata"),
        listed(fields.get("party", "")),
        row.place,
    )
    return entry, faults
