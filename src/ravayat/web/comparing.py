"""Tellers against values: what each root says of an event, slot by slot, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ravayat.records import COUNT_SLOTS, Count, Event, Quote, ResolvedActor, Root, StoredClaim
from ravayat.views.context import printable
from ravayat.views.event_numbers import root_of_claims
from ravayat.views.wording import Language, between
from ravayat.web.look import Look
from ravayat.web.marking import is_unsure, slots_of

COLUMNS = (*COUNT_SLOTS, "time", "place", "type", "actor", "target")


@dataclass(frozen=True, slots=True)
class Value:
    """What one teller says in one slot.

    Attributes:
        text: in words.
        claims: numbers of the claims that say it.
        differs: others say something else, and not fewer of them.
        unsure: in none of the claims the reader is sure of the words.
    """

    text: str
    claims: tuple[int, ...]
    differs: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A teller.

    Attributes:
        key, fa, en, party: of the root.
        stances: what it does with the event, with the claims in which it does.
        cells: its values by column, in the order of the columns.
        carriers: who carried it.
        claims: its claims.
    """

    key: str
    fa: str
    en: str
    party: bool
    stances: tuple[tuple[str, tuple[int, ...]], ...]
    cells: tuple[tuple[Value, ...], ...]
    carriers: tuple[str, ...]
    claims: tuple[StoredClaim, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A value with those who share it.

    Attributes:
        text: in words.
        tellers: how many tell it.
        claim: one that does.
        most: no other value of the slot has more tellers, and some have fewer.
    """

    text: str
    tellers: int
    claim: int
    most: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table.

    Attributes:
        columns: slots that anyone fills.
        differing: those in which not all say the same.
        rows: one a teller.
        spread: for each differing slot its values, those first that most tellers share.
    """

    columns: tuple[str, ...]
    differing: frozenset[str]
    rows: tuple[Row, ...]
    spread: tuple[tuple[str, tuple[Shared, ...]], ...]


def compare(event: Event, look: Look) -> Comparison:
    """What each root says of ``event``, in the words of a page."""
    owners = root_of_claims(event)
    by_root: dict[str, list[StoredClaim]] = {root.key: [] for root in event.roots}
    for claim in event.claims:
        root = owners.get(claim.id)
        by_root.setdefault(root.key if root else claim.root, []).append(claim)
    tellers = {root.key: root for root in event.roots}
    columns = [column for column in COLUMNS if any(_told(claim, column, look) for claim in event.claims)]
    rows = [_row(tellers.get(key), key, claims, columns, look) for key, claims in by_root.items() if claims]
    differing = set()
    spread = []
    for at, column in enumerate(columns):
        counted = Counter(text for row in rows for text in dict.fromkeys(value.text for value in row.cells[at]))
        if len(counted) > 1:
            differing.add(column)
            spread.append((column, tuple(_spread(rows, at, counted))))
            rows = [_weighed(row, at, counted) for row in rows]
    return Comparison(tuple(columns), frozenset(differing), tuple(rows), tuple(spread))


def _spread(rows: Sequence[Row], at: int, counted: Counter[str]) -> Iterator[Shared]:
    """The values of a column, from the one that most tellers share; of equals the one that was told first."""
    first = {value.text: value.claims[0] for row in reversed(rows) for value in row.cells[at]}
    most, least = max(counted.values()), min(counted.values())
    for text, tellers in counted.most_common():
        yield Shared(text, tellers, first[text], most=tellers == most > least)


def _row(root: Root | None, key: str, claims: Sequence[StoredClaim], columns: Sequence[str], look: Look) -> Row:
    stances: dict[str, list[int]] = {}
    for claim in claims:
        stances.setdefault(claim.claim.stance, []).append(claim.id)
    return Row(
        key=key,
        fa=root.fa if root else key,
        en=root.en if root else "",
        party=bool(root and root.party),
        stances=tuple((stance, tuple(ids)) for stance, ids in stances.items()),
        cells=tuple(tuple(_values(claims, column, look)) for column in columns),
        carriers=root.carriers if root else (),
        claims=tuple(claims),
    )


def _values(claims: Sequence[StoredClaim], column: str, look: Look) -> Iterator[Value]:
    found: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        if text := _told(claim, column, look):
            found.setdefault(text, []).append(claim)
    for text, tellers in found.items():
        unsure = all(any(is_unsure(claim, quote) for quote in _quotes(claim, column)) for claim in tellers)
        yield Value(text, tuple(claim.id for claim in tellers), unsure=unsure)


def _quotes(claim: StoredClaim, column: str) -> Iterator[Quote]:
    """The words that a value of a column was read from; none for a type, which no words of its own tell."""
    told = claim.claim
    if column == "place":
        # Several words tell one place: the value is that of the first that is known.
        places = told.meaning.places if told.meaning else ()
        yield from [quote for quote, one in zip(told.places, places, strict=False) if one.place][:1]
        return
    yield from (quote for slot, quote in slots_of(told) if slot == column)


def _weighed(row: Row, at: int, counted: Counter[str]) -> Row:
    """The row with the values marked that fewer tellers share than share the commonest."""
    most = max(counted.values())
    alone = most == 1 or list(counted.values()).count(most) > 1
    cell = tuple(replace(value, differs=alone or counted[value.text] < most) for value in row.cells[at])
    return replace(row, cells=(*row.cells[:at], cell, *row.cells[at + 1 :]))


def _told(claim: StoredClaim, column: str, look: Look) -> str:
    told = claim.claim
    if column in COUNT_SLOTS:
        count: Count | None = getattr(told, column)
        return look.number(between(count.minimum, count.maximum, _language(look))) if count else ""
    slots: dict[str, Callable[[], str]] = {
        "time": lambda: look.days(told.time.first, told.time.last) if told.time and told.time.first else "",
        "place": lambda: _place(claim, look),
        "type": lambda: look.kind(told.type),
        "actor": lambda: _actors(told.meaning.actors if told.meaning else (), look),
        "target": lambda: _actors(told.meaning.targets if told.meaning else (), look),
    }
    return slots[column]()


def _language(look: Look) -> Language:
    return "en" if look.language == "en" else "fa"


def _place(claim: StoredClaim, look: Look) -> str:
    places = claim.claim.meaning.places if claim.claim.meaning else ()
    known = next((one.place for one in places if one.place), None)
    return printable(look.name(known.name, known.latin)) if known else ""


def _actors(actors: Sequence[ResolvedActor], look: Look) -> str:
    names = dict.fromkeys(printable(look.name(one.fa or one.words, one.en)) for one in actors)
    return ("، " if look.language == "fa" else ", ").join(name for name in names if name)
