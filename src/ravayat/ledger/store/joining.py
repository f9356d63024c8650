"""Finds the events that new tellings belong to and records the joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, cast

from cattrs import Converter
from sqlalchemy import Connection, func, insert, select, update

from ravayat.ledger.joining.blocking import asks_for, filed_under
from ravayat.ledger.joining.clustering import Pair, cluster, spanning
from ravayat.ledger.joining.components import MACHINE, READER
from ravayat.ledger.joining.traits import Traits
from ravayat.ledger.joining.weighing import Weighing
from ravayat.ledger.store.rows import now
from ravayat.ledger.store.schema import block, claim, claim_join, telling

_MOST = 60
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
    rows = [{"claim": one.anchor, "traits": traits_to_json(one.traits)} for one in tellings]
    keys = [{"key": key, "claim": one.anchor} for one in tellings for key in filed_under(one.traits)]
    pairs = [(one.anchor, other) for one in tellings for other in one.claims[1:]]
    joins = [_row(*pair, None, {"reason": "one event in the article"}, READER) for pair in pairs]
    for table, values in ((telling, rows), (block, keys), (claim_join, joins)):
        if values:
            connection.execute(insert(table), values)


def join_tellings(connection: Connection, tellings: Sequence[Telling], weighing: Weighing) -> list[int]:
    """Work out anew which tellings near the new ones are one event; returns the claims whose joins changed.

    Only the events that a new telling may belong to are looked at, and among their tellings all the machine's
    joins are decided again, so that the order in which articles come makes little difference.
    """
    changed: set[int] = set()
    for one in tellings:
        near = _near(connection, one, weighing)
        if not near:
            continue
        own = _article_of(connection, one.anchor)
        around = near | {one.anchor: Candidate(None, own, one.traits)}
        changed |= _decide(connection, around, weighing)
    return sorted(changed)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored telling, the event it is in by now, and its article."""

    event: int | None
    article: int
    traits: Traits


def pair_scores(tellings: Mapping[int, Candidate], weighing: Weighing) -> dict[Pair, float]:
    """The score of every pair, by (lower, higher) number."""
    return {
        (one, other): weighing.score(tellings[one].traits, tellings[other].traits)
        for one, other in combinations(sorted(tellings), 2)
    }


def _decide(connection: Connection, around: Mapping[int, Candidate], weighing: Weighing) -> set[int]:
    """Cluster the tellings and make the machine's joins among them those that hold the clusters together."""
    scores = pair_scores(around, weighing)
    articles = {anchor: one.article for anchor, one in around.items()}
    groups = cluster(sorted(around), articles, scores, weighing.threshold)
    wanted = {pair for group in groups for pair in spanning(group, scores)}
    rows = connection.execute(
        select(claim_join.c.id, claim_join.c.first, claim_join.c.second).where(
            claim_join.c.first.in_(around),
            claim_join.c.second.in_(around),
            claim_join.c.by == MACHINE,
            claim_join.c.withdrawn.is_(None),
        )
    ).all()
    made = {(row.first, row.second): row.id for row in rows}
    gone = [number for pair, number in made.items() if pair not in wanted]
    new = [
        _row(*pair, round(scores[pair], 4), weighing.reasons(around[pair[0]].traits, around[pair[1]].traits), MACHINE)
        for pair in sorted(wanted - made.keys())
    ]
    if gone:
        connection.execute(update(claim_join).where(claim_join.c.id.in_(gone)).values(withdrawn=now()))
    if new:
        connection.execute(insert(claim_join), new)
    moved = [pair for pair, number in made.items() if number in gone] + [(row["first"], row["second"]) for row in new]
    return {end for pair in moved for end in pair}


def _near(connection: Connection, one: Telling, weighing: Weighing) -> dict[int, Candidate]:
    """All tellings of the events that ``one`` may belong to, the likeliest events first, up to a bound."""
    scores: dict[int, float] = {}
    for candidate in _candidates(connection, one).values():
        score = weighing.score(one.traits, candidate.traits)
        if candidate.event is not None and score >= _LIKELY * weighing.threshold:
            scores[candidate.event] = max(scores.get(candidate.event, 0.0), score)
    likeliest = sorted(scores, key=lambda event: (-scores[event], event))[:_MOST_EVENTS]
    if not likeliest:
        return {}
    found: dict[int, Candidate] = {}
    members = _LOADED.where(claim.c.event.in_(likeliest), claim.c.live).order_by(telling.c.claim.desc())
    rows = connection.execute(members).all()
    for event in likeliest:
        # Of an event that is told very often the newest tellings stand for all.
        newest = [row for row in rows if row.event == event][:_MOST_TELLINGS]
        found |= {row.claim: Candidate(row.event, row.article, traits_from_json(row.traits)) for row in newest}
    return found


_LOADED = select(telling.c.claim, telling.c.traits, claim.c.event, claim.c.article).join(
    claim, claim.c.id == telling.c.claim
)


def _article_of(connection: Connection, number: int) -> int:
    return int(connection.execute(select(claim.c.article).where(claim.c.id == number)).scalar_one())


def _candidates(connection: Connection, one: Telling) -> dict[int, Candidate]:
    keys = asks_for(one.traits)
    near = (
        select(block.c.claim)
        .where(block.c.key.in_(keys), block.c.claim < one.anchor)
        .group_by(block.c.claim)
        .order_by(func.count().desc(), block.c.claim.desc())
        .limit(_MOST)
    )
    own = select(claim.c.article).where(claim.c.id == one.anchor).scalar_subquery()
    rows = connection.execute(
        _LOADED.where(telling.c.claim.in_(near), claim.c.live, claim.c.event.is_not(None), claim.c.article != own)
    )
    return {row.claim: Candidate(row.event, row.article, traits_from_json(row.traits)) for row in rows}


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
