"""Finds the events that new tellings belong to and records the joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from cattrs import Converter
from sqlalchemy import Connection, insert, select

from ravayat.ledger.joining.blocking import asks_for, filed_under
from ravayat.ledger.joining.components import MACHINE, READER
from ravayat.ledger.joining.traits import Traits
from ravayat.ledger.joining.weighing import Weighing
from ravayat.ledger.store.rows import now
from ravayat.ledger.store.schema import block, claim, claim_join, reading, telling

_MOST = 300
"""Tellings that a new one is compared with, the newest first: a bound on what one article can cost."""

_AT_ONCE = 500

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


def join_tellings(connection: Connection, anchors: Sequence[int], weighing: Weighing) -> list[int]:
    """Join each telling, named by the claim that stands for it, to the event it fits best; the claims joined to.

    A telling fits an event as well as it fits the event's tellings on the whole, so that
    one chance likeness does not chain two events together.
    """
    joined = []
    for anchor in anchors:
        # As it is stored: people's corrections are in it.
        row = connection.execute(_FILED.where(telling.c.claim == anchor)).first()
        if row is None:
            continue
        own = traits_from_json(row.traits)
        candidates = _candidates(connection, anchor, row, own)
        best = best_event(own, candidates, weighing)
        if best:
            other, score = best
            reasons = weighing.reasons(own, candidates[other].traits)
            connection.execute(insert(claim_join), [_row(other, anchor, score, reasons, MACHINE)])
            joined.append(other)
    return joined


def left_alone(connection: Connection, old: Sequence[int]) -> list[int]:
    """Claims in use that the machine joined to any of the claims ``old``, which went out of use."""
    found: set[int] = set()
    for at in range(0, len(old), _AT_ONCE):
        part = old[at : at + _AT_ONCE]
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
    """A stored telling that a new one may be about the same event as."""

    event: int
    article: int
    traits: Traits


def best_event(one: Traits, candidates: Mapping[int, Candidate], weighing: Weighing) -> tuple[int, float] | None:
    """The telling to join to and the score of its event; ``None`` where no event reaches the threshold.

    Args:
        one: the new telling.
        candidates: by the claim that stands for each.
        weighing: scores two tellings.
    """
    scores: dict[int, list[tuple[float, int]]] = {}
    for anchor, candidate in candidates.items():
        scores.setdefault(candidate.event, []).append((weighing.score(one, candidate.traits), anchor))
    best: tuple[float, int, float] | None = None
    for event, found in sorted(scores.items()):
        found.sort(reverse=True)
        # The better half: an event told often has odd tellings too.
        half = [score for score, _ in found[: (len(found) + 1) // 2]]
        mean = sum(half) / len(half)
        if mean >= weighing.threshold and (best is None or mean > best[0]):
            best = (mean, found[0][1], event)
    return (best[1], round(best[0], 4)) if best else None


_FILED = select(telling.c.claim, telling.c.traits, claim.c.event, claim.c.article).join(
    claim, claim.c.id == telling.c.claim
)


def _candidates(connection: Connection, anchor: int, row: Any, traits: Traits) -> dict[int, Candidate]:
    """Tellings of other articles and other events that one may be about the same event as."""
    near = (
        select(block.c.claim)
        .where(block.c.key.in_(asks_for(traits)), block.c.claim != anchor)
        .distinct()
        .order_by(block.c.claim.desc())
        .limit(_MOST)
    )
    # A rejected claim may still stand for a telling, as long as other claims of it are in use.
    query = _FILED.join(reading, reading.c.id == claim.c.reading).where(
        telling.c.claim.in_(near), reading.c.live, claim.c.event.is_not(None), claim.c.article != row.article
    )
    if row.event is not None:
        query = query.where(claim.c.event != row.event)
    return {
        found.claim: Candidate(found.event, found.article, traits_from_json(found.traits))
        for found in connection.execute(query)
    }


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
