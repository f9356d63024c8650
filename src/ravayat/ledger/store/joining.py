"""Finds the events that new tellings belong to and records the joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, cast

from cattrs import Converter
from sqlalchemy import Connection, bindparam, delete, func, select, update

from ravayat.ledger.joining.blocking import asks_for, filed_under
from ravayat.ledger.joining.clustering import Pair, cluster, spanning
from ravayat.ledger.joining.components import MACHINE, READER
from ravayat.ledger.joining.traits import Traits
from ravayat.ledger.joining.weighing import Weighing
from ravayat.ledger.store.rows import now
from ravayat.ledger.store.schema import block, claim, claim_join, reading, telling
from ravayat.ledger.store.statements import insert_rows, parts

_MOST = 32
"""Tellings that a new one is compared with, those that share most keys first: a bound on what one article costs."""
_LIKELY = 0.5
"""Share of the threshold from which an event is looked at."""
_MOST_EVENTS = 4
_MOST_TELLINGS = 12
"""Bounds on what is decided anew: 4 events of 12 tellings are about 1,100 pairs."""

_traits = Converter(omit_if_default=True)


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
    insert_rows(connection, block, keys)


def forget_tellings(connection: Connection, claims: Sequence[int]) -> None:
    """Take the tellings that any of the claims stand for out of what new ones are compared with."""
    for part in parts(claims):
        rows = connection.execute(select(telling.c.claim, telling.c.traits).where(telling.c.claim.in_(part))).all()
        for row in rows:
            # By its keys: the blocks of a claim cannot be found otherwise without going through all of them.
            keys = filed_under(traits_from_json(row.traits))
            connection.execute(delete(block).where(block.c.key.in_(keys), block.c.claim == row.claim))
        connection.execute(delete(telling).where(telling.c.claim.in_(part)))


def join_tellings(connection: Connection, anchors: Sequence[int], weighing: Weighing) -> list[int]:
    """Work out anew which tellings near some are one event; returns the claims whose joins changed.

    Only the events that a telling may belong to are looked at, and among their tellings all the machine's
    joins are decided again, so that the order in which articles come makes little difference.

    Args:
        connection: of a transaction that writes.
        anchors: the claims that stand for the tellings.
        weighing: scores two tellings.
    """
    changed: set[int] = set()
    known = Known(weighing)
    for anchor in anchors:
        # As it is filed: people's corrections are in it, and what they rejected in whole is not there.
        row = connection.execute(_OWN, {"anchor": anchor}).first()
        if row is None:
            continue
        own = known.candidate(row)
        near = _near(connection, anchor, own, known)
        if near:
            changed |= _decide(connection, near | {anchor: own}, known)
    return sorted(changed)


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
    """

    def __init__(self, weighing: Weighing) -> None:
        self.weighing = weighing
        self._traits: dict[int, Traits] = {}
        self._scores: dict[Pair, float] = {}

    def candidate(self, row: Any) -> Candidate:
        """The telling of a row of ``_FILED``; its traits are read once."""
        traits = self._traits.get(row.claim)
        if traits is None:
            traits = self._traits[row.claim] = traits_from_json(row.traits)
        return Candidate(row.event, row.article, traits)

    def score(self, pair: Pair, one: Traits, other: Traits) -> float:
        """The score of two tellings under their (lower, higher) number."""
        score = self._scores.get(pair)
        if score is None:
            score = self._scores[pair] = self.weighing.score(one, other)
        return score

    def scores(self, tellings: Mapping[int, Candidate]) -> dict[Pair, float]:
        """The score of every pair, by (lower, higher) number."""
        return {
            (one, other): self.score((one, other), tellings[one].traits, tellings[other].traits)
            for one, other in combinations(sorted(tellings), 2)
        }


def _decide(connection: Connection, around: Mapping[int, Candidate], known: Known) -> set[int]:
    """Cluster the tellings and make the machine's joins among them those that hold the clusters together."""
    weighing, scores = known.weighing, known.scores(around)
    articles = {anchor: one.article for anchor, one in around.items()}
    groups = cluster(sorted(around), articles, scores, weighing.threshold)
    wanted = {pair for group in groups for pair in spanning(group, scores)}
    rows = connection.execute(_MADE, {"around": list(around)}).all()
    made = {(row.first, row.second): row.id for row in rows}
    gone = [number for pair, number in made.items() if pair not in wanted]
    new = [
        _row(*pair, round(scores[pair], 4), weighing.reasons(around[pair[0]].traits, around[pair[1]].traits), MACHINE)
        for pair in sorted(wanted - made.keys())
    ]
    if gone:
        connection.execute(update(claim_join).where(claim_join.c.id.in_(gone)).values(withdrawn=now()))
    insert_rows(connection, claim_join, new)
    moved = [pair for pair, number in made.items() if number in gone] + [(row["first"], row["second"]) for row in new]
    return {end for pair in moved for end in pair}


def _near(connection: Connection, anchor: int, one: Candidate, known: Known) -> dict[int, Candidate]:
    """All tellings of the events that ``one`` may belong to, the likeliest events first, up to a bound."""
    scores: dict[int, float] = {}
    near = {"keys": asks_for(one.traits), "anchor": anchor, "own": one.article}
    for row in connection.execute(_CANDIDATES, near):
        candidate = known.candidate(row)
        pair = (min(anchor, row.claim), max(anchor, row.claim))
        score = known.score(pair, one.traits, candidate.traits)
        if candidate.event is not None and score >= _LIKELY * known.weighing.threshold:
            scores[candidate.event] = max(scores.get(candidate.event, 0.0), score)
    likeliest = sorted(scores, key=lambda event: (-scores[event], event))[:_MOST_EVENTS]
    if not likeliest:
        return {}
    found: dict[int, Candidate] = {}
    rows = connection.execute(_OF_EVENTS, {"events": likeliest}).all()
    for event in likeliest:
        # Of an event that is told very often the newest tellings stand for all.
        newest = [row for row in rows if row.event == event][:_MOST_TELLINGS]
        found |= {row.claim: known.candidate(row) for row in newest}
    return found


# Tellings out of use are not on file. The claim that stands for one may be rejected, as long as another is in use.
_FILED = select(telling.c.claim, telling.c.traits, claim.c.event, claim.c.article).join(
    claim, claim.c.id == telling.c.claim
)
# Made once: an article asks each of these for every telling, and making one costs as much as running it.
_OWN = _FILED.where(telling.c.claim == bindparam("anchor"))
_OF_EVENTS = _FILED.where(claim.c.event.in_(bindparam("events", expanding=True))).order_by(telling.c.claim.desc())
_CANDIDATES = _FILED.where(
    telling.c.claim.in_(
        select(block.c.claim)
        .where(block.c.key.in_(bindparam("keys", expanding=True)), block.c.claim != bindparam("anchor"))
        .group_by(block.c.claim)
        .order_by(func.count().desc(), block.c.claim.desc())
        .limit(_MOST)
    ),
    claim.c.event.is_not(None),
    claim.c.article != bindparam("own"),
)
_MADE = select(claim_join.c.id, claim_join.c.first, claim_join.c.second).where(
    claim_join.c.first.in_(bindparam("around", expanding=True)),
    claim_join.c.second.in_(bindparam("around", expanding=True)),
    claim_join.c.by == MACHINE,
    claim_join.c.withdrawn.is_(None),
)


def traits_to_json(traits: Traits) -> dict[str, Any]:
    """Traits as a JSON object; what is as it is by default is left out."""
    return cast("dict[str, Any]", _traits.unstructure(traits))


def traits_from_json(value: dict[str, Any]) -> Traits:
    """What :func:`traits_to_json` wrote."""
    return _traits.structure(value, Traits)


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
