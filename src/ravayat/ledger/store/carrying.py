"""Moves people's decisions from claims that went out of use to those that took their place."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select, update

from ravayat.ledger.joining.components import MACHINE, READER
from ravayat.ledger.store.codec import claim_from_json
from ravayat.ledger.store.correcting import corrected, moved
from ravayat.ledger.store.faults import StoreFault
from ravayat.ledger.store.rewriting import CORRECT, rewrite, source_of
from ravayat.ledger.store.schema import claim, claim_join, review
from ravayat.records import Article, Claim

_PERSON = claim_join.c.by.not_in((READER, MACHINE))


def carry_over(connection: Connection, old: Sequence[int], new: Sequence[tuple[int, Claim]], source: Article) -> None:
    """Move people's decisions from the claims ``old`` to those that took their place.

    The successor has the same stance and a trigger that overlaps, or reads the same; of several the one with the
    same teller, then of the same type, then the nearest. A decision without a successor, or a correction
    whose words are not in the new text, stays with the old claim, where the history shows it.

    Args:
        connection: of a transaction that writes.
        old: claims that went out of use.
        new: those that took their place, with their numbers.
        source: where the new ones were read.
    """
    touched = _decided(connection, old) if old and new else []
    if not touched:
        return
    told = dict(new)
    rows = connection.execute(
        select(claim.c.id, claim.c.body, claim.c.read).where(claim.c.id.in_(touched)).order_by(claim.c.id)
    ).all()
    for row in rows:
        read = claim_from_json(row.read or row.body)
        successor = _successor(read, new)
        if successor is None:
            continue
        _carry_reviews(connection, (row.id, read), (successor, told[successor]), source)
        for end in (claim_join.c.first, claim_join.c.second):
            connection.execute(update(claim_join).where(end == row.id, _PERSON).values({end.name: successor}))
        rewrite(connection, successor, source)


def _decided(connection: Connection, old: Sequence[int]) -> list[int]:
    """Those of the claims about which a person decided something."""
    touched = set(connection.execute(select(review.c.claim).where(review.c.claim.in_(old))).scalars())
    joined = select(claim_join.c.first, claim_join.c.second).where(
        _PERSON, or_(claim_join.c.first.in_(old), claim_join.c.second.in_(old))
    )
    touched |= {end for row in connection.execute(joined) for end in (row.first, row.second)} & set(old)
    return sorted(touched)


def _carry_reviews(connection: Connection, old: tuple[int, Claim], new: tuple[int, Claim], source: Article) -> None:
    before = source_of(connection, old[0]).text
    shift = new[1].trigger.span.start - old[1].trigger.span.start
    for row in connection.execute(select(review).where(review.c.claim == old[0]).order_by(review.c.id)).all():
        values = {"claim": new[0]}
        if row.verdict == CORRECT:
            try:
                # Spans of one text are not those of another.
                value = row.value if before == source.text else moved(row.slot, row.value, before, source.text, shift)
                corrected(new[1], source, row.slot, value)
            except (StoreFault, ValueError):
                continue
            values["value"] = value
        connection.execute(update(review).where(review.c.id == row.id).values(values))


def _successor(old: Claim, new: Sequence[tuple[int, Claim]]) -> int | None:
    def fits(one: Claim) -> bool:
        same = one.trigger.text == old.trigger.text or one.trigger.span.overlaps(old.trigger.span)
        return same and one.stance == old.stance

    def unlike(one: Claim) -> tuple[bool, bool, int]:
        chains = [[link.text for link in claim.chain] for claim in (one, old)]
        return chains[0] != chains[1], one.type != old.type, abs(one.trigger.span.start - old.trigger.span.start)

    fitting = [(unlike(one), number) for number, one in new if fits(one)]
    return min(fitting)[1] if fitting else None
