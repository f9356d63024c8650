"""Finds the events that new tellings belong to and records the joins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any, cast

import msgspec
from cattrs import Converter
from sqlalchemy import Connection, Text, bindparam, delete, func, select, update
from sqlalchemy import cast as sql_cast

from ravayat.ledger.joining.blocking import asks_for, filed_under
from ravayat.ledger.joining.clustering import Pair, cluster, spanning
from ravayat.ledger.joining.components import MACHINE, READER
from ravayat.ledger.joining.features import Side
from ravayat.ledger.joining.traits import Traits
from ravayat.ledger.joining.weighing import LIKELY, Weighing
from ravayat.ledger.store.rows import now
from ravayat.ledger.store.schema import block, claim, claim_join, reading, telling
from ravayat.ledger.store.statements import among, insert_plain, insert_rows, parts

_MOST = 32
"""Tellings that a new one is compared with, those that share most keys first: a bound on what one article costs."""
_MOST_EVENTS = 4
_MOST_TELLINGS = 12
"""Bounds on what is decided anew: 4 events of 12 tellings are about 1,100 pairs."""

_traits = Converter(omit_if_default=True)
_stored_traits = msgspec.json.Decoder(Traits)


@lru_cache(maxsize=2048)
def _decoded(told: str) -> Traits:
    """Traits from their JSON; what is in the news is compared again and again, so the last ones are kept."""
    return _stored_traits.decode(told)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article says of one event: its claims, the first of which stands for all."""

    claims: tuple[int, ...]
    traits: Traits

    @property
    def anchor(self) -> int:
        """The first claim."""
        return self.claims[0]


def file_tellings(connection: Connection, tellings: Sequence[Telling]) -> None:
    """Store new tellings, the reader's joins within them, and the keys they are found under."""
    file_traits(connection, {one.anchor: one.traits for one in tellings})
    pairs = [(one.anchor, other) for one in tellings for other in one.claims[1:]]
    joins = [_row(*pair, None, {"reason": "one event in the article"}, READER) for pair in pairs]
    insert_rows(connection, claim_join, joins)


def file_traits(connection: Connection, tellings: Mapping[int, Traits]) -> None:
    """File tellings, each under the claim that stands for it, so that new ones are compared with them."""
    rows = [{"claim": anchor, "traits": traits_to_json(traits)} for anchor, traits in tellings.items()]
    keys = [{"key": key, "claim": anchor} for anchor, traits in tellings.items() for key in filed_under(traits)]
    insert_rows(connection, telling, rows)
    insert_plain(connection, block, keys)


def forget_tellings(connection: Connection, claims: Sequence[int]) -> None:
    """Take the tellings that any of the claims stand for out of what new ones are compared with."""
    for part in parts(claims):
        for row in connection.execute(_TRAITS, {"claims": part}).all():
            # By its keys: the blocks of a claim cannot be found otherwise without going through all of them.
            keys = filed_under(_stored_traits.decode(row.traits))
            connection.execute(delete(block).where(block.c.key.in_(keys), block.c.claim == row.claim))
        connection.execute(delete(telling).where(telling.c.claim.in_(part)))


def join_tellings(
    connection: Connection, anchors: Sequence[int], weighing: Weighing, filed: Mapping[int, Candidate] | None = None
) -> list[int]:
    """Work out anew which tellings near some are one event; returns the claims whose joins changed.

    Only the events that a telling may belong to are looked at, and among their tellings all the machine's
    joins are decided again, so that the order in which articles come makes little difference.

    Args:
        connection: of a transaction that writes.
        anchors: the claims that stand for the tellings.
        weighing: scores two tellings.
        filed: those of the tellings that are known to stand in the store just so.
    """
    known = Known(weighing, filed)
    # As they are filed: people's corrections are in them, and what they rejected in whole is not there.
    own = known.candidates(connection, anchors)
    around = _around(connection, own, known)
    joins = _Joins(connection, {end for near in around.values() for end in near})
    for near in around.values():
        _decide(near, known, joins)
    joins.write(connection)
    return sorted(joins.changed)


def left_alone(connection: Connection, old: Sequence[int]) -> list[int]:
    """Claims in use that the machine joined to any of the claims ``old``, which went out of use."""
    found: set[int] = set()
    for part in parts(old):
        for end, other in ((claim_join.c.first, claim_join.c.second), (claim_join.c.second, claim_join.c.first)):
            ends = (
                select(other)
                .join(claim, claim.c.id == other)
                .join(reading, reading.c.id == claim.c.reading)
                .where(end.in_(part), claim_join.c.by == MACHINE, claim_join.c.withdrawn.is_(None), reading.c.live)
            )
            found.update(connection.execute(ends).scalars())
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored telling, the event it is in by now, and its article."""

    event: int | None
    article: int
    traits: Traits


class Known:
    """Tellings and pairs that have been looked at: those of one article have the same neighbours.

    Args:
        weighing: scores two tellings.
        filed: what need not be looked up.
    """

    def __init__(self, weighing: Weighing, filed: Mapping[int, Candidate] | None = None) -> None:
        self.weighing = weighing
        self._traits: dict[int, Traits] = {number: one.traits for number, one in (filed or {}).items()}
        self._places: dict[int, tuple[int | None, int]] = {
            number: (one.event, one.article) for number, one in (filed or {}).items()
        }
        self._sides: dict[int, Side] = {}
        self._scores: dict[Pair, float] = {}

    def traits(self, number: int) -> Traits | None:
        """The traits of a telling, where it is known."""
        return self._traits.get(number)

    def candidates(self, connection: Connection, numbers: Iterable[int]) -> dict[int, Candidate]:
        """The tellings of some numbers, those that are on file, in the order of ``numbers``."""
        asked = self.learn(connection, numbers)
        for part in parts(number for number in asked if number not in self._places):
            self._places |= {
                row.id: (row.event, row.article) for row in connection.execute(_PLACES, {"claims": part}).all()
            }
        return {number: Candidate(*self._places[number], self._traits[number]) for number in asked}

    def learn(self, connection: Connection, numbers: Iterable[int]) -> list[int]:
        """Fetch the traits of tellings, of each once; the numbers of those that are on file."""
        asked = list(dict.fromkeys(numbers))
        for part in parts(number for number in asked if number not in self._traits):
            for row in connection.execute(_TRAITS, {"claims": part}).all():
                self._traits[row.claim] = _decoded(row.traits)
        return [number for number in asked if number in self._traits]

    def score(self, pair: Pair, one: Traits, other: Traits) -> float:
        """The score of two tellings under their (lower, higher) number, in that order."""
        if pair not in self._scores:
            self._weigh((pair,), {pair[0]: self._side(pair[0], one), pair[1]: self._side(pair[1], other)})
        return self._scores[pair]

    def _weigh(self, pairs: Iterable[Pair], sides: Mapping[int, Side]) -> None:
        score, known = self.weighing.score_sides, self._scores
        for pair in pairs:
            if pair not in known:
                known[pair] = score(sides[pair[0]], sides[pair[1]])

    def _side(self, number: int, traits: Traits) -> Side:
        side = self._sides.get(number)
        if side is None:
            side = self._sides[number] = self.weighing.words.side(traits)
        return side

    def reasons(self, pair: Pair, tellings: Mapping[int, Candidate]) -> dict[str, float]:
        """What speaks for and against two tellings being one event."""
        one, other = (self._side(number, tellings[number].traits) for number in pair)
        return self.weighing.reasons_of_sides(one, other)

    def scores(self, tellings: Mapping[int, Candidate]) -> dict[Pair, float]:
        """The score of every pair, by (lower, higher) number."""
        sides = {number: self._side(number, tellings[number].traits) for number in sorted(tellings)}
        self._weigh(combinations(sides, 2), sides)
        return {pair: self._scores[pair] for pair in combinations(sides, 2)}

    def speaking(self, tellings: Mapping[int, Candidate], scores: Mapping[Pair, float]) -> set[Pair]:
        """The pairs of which one is enough for two groups to be one event where they are sure enough on the whole."""
        sides = {number: self._side(number, tellings[number].traits) for number in tellings}
        return {pair for pair, score in scores.items() if self.weighing.speaks(score, sides[pair[0]], sides[pair[1]])}


class _Joins:
    """The machine's joins among some tellings as they are decided, to be written together.

    Args:
        connection: of a transaction.
        tellings: their numbers.

    Attributes:
        changed: claims whose joins are other ones now.
    """

    def __init__(self, connection: Connection, tellings: Collection[int]) -> None:
        self.changed: set[int] = set()
        self._stored: dict[Pair, int] = {}
        for part in parts(tellings):
            for row in connection.execute(_MADE, {"firsts": part}).all():
                if row.second in tellings:
                    self._stored[row.first, row.second] = row.id
        self._gone: list[int] = []
        self._new: list[dict[str, Any]] = []
        self._standing: dict[Pair, dict[str, Any]] = {}
        """Of the new ones those that a later decision has not withdrawn."""

    def among(self, tellings: Collection[int]) -> set[Pair]:
        """The pairs of tellings that are joined by now."""
        pairs = (*self._stored, *self._standing)
        return {pair for pair in pairs if pair[0] in tellings and pair[1] in tellings}

    def withdraw(self, pair: Pair) -> None:
        """Take back a join."""
        self.changed.update(pair)
        if pair in self._stored:
            self._gone.append(self._stored.pop(pair))
        else:
            self._standing.pop(pair)["withdrawn"] = now()

    def make(self, pair: Pair, score: float, reasons: Mapping[str, float]) -> None:
        """Join two tellings."""
        self.changed.update(pair)
        row = _row(*pair, round(score, 4), reasons, MACHINE) | {"withdrawn": None}
        self._standing[pair] = row
        self._new.append(row)

    def write(self, connection: Connection) -> None:
        """Store what was decided."""
        for part in parts(self._gone):
            connection.execute(update(claim_join).where(claim_join.c.id.in_(part)).values(withdrawn=now()))
        insert_rows(connection, claim_join, self._new)


def _decide(around: Mapping[int, Candidate], known: Known, joins: _Joins) -> None:
    """Cluster the tellings and make the machine's joins among them those that hold the clusters together."""
    scores = known.scores(around)
    articles = {anchor: one.article for anchor, one in around.items()}
    groups = cluster(sorted(around), articles, scores, known.weighing.threshold, known.speaking(around, scores))
    wanted = {pair for group in groups for pair in spanning(group, scores)}
    made = joins.among(around)
    for pair in sorted(made - wanted):
        joins.withdraw(pair)
    for pair in sorted(wanted - made):
        joins.make(pair, scores[pair], known.reasons(pair, around))


def _around(connection: Connection, own: Mapping[int, Candidate], known: Known) -> dict[int, dict[int, Candidate]]:
    """For each of some tellings itself and all those of the events that it may belong to, up to a bound.

    Tellings near none are left out.
    """
    near = {anchor: _near(connection, anchor, one) for anchor, one in own.items()}
    known.learn(connection, (number for numbers in near.values() for number in numbers))
    like = {anchor: _like(anchor, one, near[anchor], known) for anchor, one in own.items()}
    # Where they are is looked up for those alone that are like it: claims are large, and lie all over the store.
    others = known.candidates(connection, (number for scores in like.values() for number in scores))
    likeliest = {anchor: _likeliest(one, like[anchor], others) for anchor, one in own.items()}
    tellings: dict[int, list[int]] = {}
    for part in parts(event for events in likeliest.values() for event in events):
        for row in connection.execute(_OF_EVENTS, {"events": part}).all():
            # Of an event that is told very often the newest tellings stand for all.
            if len(of := tellings.setdefault(row.event, [])) < _MOST_TELLINGS:
                of.append(row.claim)
    every = known.candidates(connection, (number for of in tellings.values() for number in of))
    return {
        anchor: {number: every[number] for event in events for number in tellings.get(event, ())}
        | {anchor: own[anchor]}
        for anchor, events in likeliest.items()
        if events
    }


def _near(connection: Connection, anchor: int, one: Candidate) -> list[int]:
    """Numbers of the tellings that share most keys with one."""
    near = {"keys": asks_for(one.traits), "anchor": anchor}
    return list(connection.execute(_CANDIDATES, near).scalars().all())


def _like(anchor: int, one: Candidate, near: Iterable[int], known: Known) -> dict[int, float]:
    """The tellings whose event may be that of one, with their scores."""
    scores: dict[int, float] = {}
    for number in near:
        other = known.traits(number)
        if other is None:
            continue
        pair = (anchor, number) if anchor < number else (number, anchor)
        score = known.score(pair, *((one.traits, other) if anchor < number else (other, one.traits)))
        if score >= LIKELY * known.weighing.threshold:
            scores[number] = score
    return scores


def _likeliest(one: Candidate, scores: Mapping[int, float], others: Mapping[int, Candidate]) -> list[int]:
    """The events that a telling may belong to, the likeliest first, up to a bound."""
    events: dict[int, float] = {}
    for number, score in scores.items():
        other = others[number]
        if other.event is not None and other.article != one.article:
            events[other.event] = max(events.get(other.event, 0.0), score)
    return sorted(events, key=lambda event: (-events[event], event))[:_MOST_EVENTS]


# Made once: making a statement costs as much as running it.
# Tellings out of use are not on file. The claim that stands for one may be rejected, as long as another is in use.
_TRAITS = select(telling.c.claim, sql_cast(telling.c.traits, Text).label("traits")).where(
    among(telling.c.claim, "claims")
)
_PLACES = select(claim.c.id, claim.c.event, claim.c.article).where(among(claim.c.id, "claims"))
_OF_EVENTS = (
    select(telling.c.claim, claim.c.event)
    .join(claim, claim.c.id == telling.c.claim)
    .where(among(claim.c.event, "events"))
    .order_by(telling.c.claim.desc())
)
_CANDIDATES = (
    select(block.c.claim)
    .where(among(block.c.key, "keys"), block.c.claim != bindparam("anchor"))
    .group_by(block.c.claim)
    .order_by(func.count().desc(), block.c.claim.desc())
    .limit(_MOST)
)
_MADE = select(claim_join.c.id, claim_join.c.first, claim_join.c.second).where(
    among(claim_join.c.first, "firsts"),
    claim_join.c.by == MACHINE,
    claim_join.c.withdrawn.is_(None),
)


def traits_to_json(traits: Traits) -> dict[str, Any]:
    """Traits as a JSON object; what is as it is by default is left out."""
    return cast("dict[str, Any]", _traits.unstructure(traits))


def traits_from_json(value: dict[str, Any]) -> Traits:
    """What :func:`traits_to_json` wrote."""
    return msgspec.convert(value, Traits)


def _row(first: int, second: int, score: float | None, reasons: Mapping[str, float | str], by: str) -> dict[str, Any]:
    return {
        "first": first,
        "second": second,
        "same": True,
        "score": score,
        "reasons": dict(reasons),
        "by": by,
        "at": now(),
    }
