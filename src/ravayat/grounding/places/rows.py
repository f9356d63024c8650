"""Places as people write them down: a table with tabs, one place a line.

``places.supplement.tsv`` beside this file is such a table; a user's own has the same columns::

    id  names  latin  kind  country  parent  latitude  longitude  source

``names`` holds the Persian spellings, the usual one first, with ``|`` between; ``parent`` is the
id of the place around; ``#`` starts a comment line.  A row whose id the gazetteer already has adds its
spellings to that place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ravayat.records.place import PRECISION, Place, kilometres

COLUMNS: Final = ("id", "names", "latin", "kind", "country", "parent", "latitude", "longitude", "source")
SAME_PLACE_KM: Final = 25.0
"""Two rows of one id farther apart than this contradict each other."""


class PlacesFault(ValueError):
    """A table of places says something that cannot be; the message names the lines and the remedy."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A line of a table.

    Attributes:
        place: the place it tells of.
        names: all its Persian spellings, the usual one first.
        line: its number, from 1.
    """

    place: Place
    names: tuple[str, ...]
    line: int


def read_rows(text: str, name: str) -> tuple[PlaceRow, ...]:
    """The rows of a table.

    Args:
        text: the table.
        name: what to call it in messages.

    Raises:
        PlacesFault: listing every fault, one a line.
    """
    rows: list[PlaceRow] = []
    faults: list[str] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith("#") or line.split("\t")[0] == COLUMNS[0]:
            continue
        try:
            rows.append(_row(line, number))
        except ValueError as error:
            faults.append(f"{name}:{number}: {error}")
    faults += [f"{name}: {fault}" for fault in contradictions(rows)]
    if faults:
        raise PlacesFault("\n".join(faults))
    return tuple(rows)


def read_file(path: Path) -> tuple[PlaceRow, ...]:
    """The rows of a user's file.

    Raises:
        PlacesFault: it cannot be read, or is wrong.
    """
    try:
        return read_rows(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise PlacesFault(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise PlacesFault(f"{path}: cannot be read ({error}); save it as UTF-8") from error


def contradictions(rows: list[PlaceRow]) -> Iterator[str]:
    """Rows of one id that cannot both be right, both lines named."""
    first: dict[str, PlaceRow] = {}
    for row in rows:
        known = first.setdefault(row.place.id, row)
        if apart(known.place, row.place):
            yield (
                f"lines {known.line} and {row.line} give {row.place.id} two countries or places "
                f"more than {SAME_PLACE_KM:.0f} km apart; keep the right one, or give one a new id"
            )


def apart(one: Place, other: Place) -> bool:
    """Whether two entries of one id contradict each other."""
    distance = kilometres(one.latitude, one.longitude, other.latitude, other.longitude)
    small = {one.precision, other.precision} <= {"point", "quarter", "town"}
    return one.country != other.country or (small and distance > SAME_PLACE_KM)


def _row(line: str, number: int) -> PlaceRow:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise ValueError(
            f"has {len(cells)} columns; write these {len(COLUMNS)} with tabs between: {', '.join(COLUMNS)}"
        )
    identifier, names, latin, kind, country, parent, latitude, longitude, source = cells
    spellings = tuple(dict.fromkeys(part.strip() for part in names.split("|") if part.strip()))
    if not identifier or not spellings or not source:
        raise ValueError("lacks an id, a name or a source; fill them in")
    if kind not in PRECISION:
        raise ValueError(f"kind {kind!r} is none of {', '.join(PRECISION)}")
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        raise ValueError(f"{latitude!r}, {longitude!r} are no coordinates; write degrees such as 36.20") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"{north}, {east} lie outside the Earth; latitude comes first")
    place = Place(identifier, spellings[0], latin, kind, country, parent, north, east, 0, source)
    return PlaceRow(place, spellings, number)
