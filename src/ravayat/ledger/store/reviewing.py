"""What people decide: kept beside what the machine read, attributed and timed, and never lost by reading again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select, update

from ravayat.ledger.joining.components import MACHINE, READER
from ravayat.ledger.standing.rules import Rules
from ravayat.ledger.store.codec import claim_from_json
from ravayat.ledger.store.correcting import corrected
from ravayat.ledger.store.deriving import derive
from ravayat.ledger.store.faults import OvertakenFault, StoreFault
from ravayat.ledger.store.rewriting import CORRECT, GRADE, STATES, rewrite, source_of
from ravayat.ledger.store.rows import now
from ravayat.ledger.store.schema import claim, claim_join, event, reading, review
from ravayat.ledger.store.statements import insert_one, insert_rows, parts
from ravayat.records import Join

_LONGEST_NAME: Final = 64
SPLIT: Final = "taken out with"
"""The reason of a join that names the first claim that its split took out."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides about a claim.

    Attributes:
        verdict: ``accept``, ``correct`` or ``reject``.
        by: who decides.
        reason: in the person's words.
        slot: for ``correct``, which.
        value: for ``correct``, how; see :func:`ravayat.ledger.store.correcting.corrected`.
    """

    verdict: str
    by: str
    reason: str = ""
    slot: str | None = None
    value: Any = None


def review_claim(
    connection: Connection, number: int, decision: Decision, rules: Rules, *, seen: int | None = None
) -> int:
    """Accept, correct or reject a claim; returns the number of the decision.

    Args:
        connection: of a transaction that writes.
        number: of the claim.
        decision: what is decided.
        rules: of grading, for the events that change.
        seen: the newest decision that stood when the person looked at the claim, 0 for none; ``None`` decides
            whatever others have decided since.

    Raises:
        StoreFault: no such claim in use, no such verdict, or the correction cannot be made.
        OvertakenFault: another decision stands than was seen.
    """
    if decision.verdict not in STATES:
        raise StoreFault(decision.verdict, "is no verdict", f"choose one of {', '.join(STATES)}")
    row = _claim(connection, number)
    if seen is not None:
        _check_seen(connection, number, seen)
    if decision.verdict == CORRECT:
        # Tried before it is written down.
        corrected(claim_from_json(row.body), source_of(connection, number), decision.slot or "", decision.value)
    values = asdict(decision) | {"claim": number, "by": _person(decision.by), "at": now()}
    made = insert_one(connection, review, values)
    _apply(connection, number, rules)
    return made


def _check_seen(connection: Connection, number: int, seen: int) -> None:
    """Make sure that nobody decided about a claim since somebody looked at it.

    Raises:
        OvertakenFault: somebody did.
    """
    standing = select(review).where(review.c.claim == number, review.c.withdrawn.is_(None), review.c.verdict != GRADE)
    newest = connection.execute(standing.order_by(review.c.id.desc()).limit(1)).first()
    if (newest.id if newest else 0) == seen:
        return
    told = f"was {STATES[newest.verdict]} by {newest.by} since" if newest else "its decision was taken back since"
    raise OvertakenFault(f"claim {number}", told, "look at it again and decide anew")


def undo(connection: Connection, number: int, rules: Rules) -> None:
    """Withdraw a decision about a claim or a grade; it stays on record.

    Raises:
        StoreFault: no such decision, or it is withdrawn.
    """
    row = connection.execute(select(review).where(review.c.id == number, review.c.withdrawn.is_(None))).first()
    if row is None:
        raise StoreFault(f"review {number}", "no decision that stands", "see `ravayat ledger history`")
    connection.execute(update(review).where(review.c.id == number).values(withdrawn=now()))
    if row.verdict == GRADE:
        derive(connection, [row.claim], rules)
        return
    _apply(connection, row.claim, rules)


def judge_join(
    connection: Connection, first: int, second: int, *, same: bool, by: str, reason: str, rules: Rules
) -> int:
    """Say that two claims are about one event, or that they are not; returns the number of the join.

    Raises:
        StoreFault: no such claim in use, or twice the same.
    """
    if first == second:
        raise StoreFault(f"claim {first}", "named twice", "name two claims")
    for number in (first, second):
        _claim(connection, number)
    row = {
        "first": min(first, second),
        "second": max(first, second),
        "same": same,
        "score": None,
        "reasons": {"reason": reason},
        "by": _person(by),
        "at": now(),
    }
    made = insert_one(connection, claim_join, row)
    derive(connection, [first, second], rules)
    return made


def split_event(connection: Connection, claims: Sequence[int], *, by: str, reason: str, rules: Rules) -> list[int]:
    """Take claims out of their event, to be one of their own: they stay together, and so does the rest of it.

    Returns the events that come of it.

    Raises:
        StoreFault: no such claim, claims of several events, or all claims of the event.
    """
    out = sorted(set(claims))
    rows = [_claim(connection, number) for number in out]
    of = {row.event if row.live else None for row in rows}
    if len(of) != 1 or None in of:
        raise StoreFault(f"claims {', '.join(map(str, out))}", "are not of one event", "name claims of one event")
    others = _others(connection, rows[0].event, out)
    if not others:
        raise StoreFault(f"event {rows[0].event}", "nothing would be left of it", "name fewer of its claims")
    # By the first claim that was taken out all joins of the split are known, to be taken back together.
    reasons = {"reason": reason, SPLIT: str(out[0])}
    shared = {"score": None, "reasons": reasons, "by": _person(by), "at": now()}
    # What hung together through a claim of the other part stays together, too.
    together = [
        {"first": part[0], "second": other, "same": True, **shared} for part in (out, others) for other in part[1:]
    ]
    insert_rows(connection, claim_join, [*_apart(out, others, shared), *together])
    made = derive(connection, [*out, *others], rules)
    # Apart from the rest, joins may hold that the rest stood against: those of another event, that it was kept from.
    while strangers := _others(connection, _claim(connection, out[0]).event, out):
        insert_rows(connection, claim_join, _apart(out, strangers, shared))
        made = derive(connection, [*out, *others, *strangers], rules)
    return made


def _others(connection: Connection, number: int, claims: Sequence[int]) -> list[int]:
    """Claims in use of an event that are not among some, in the order of their numbers."""
    rest = select(claim.c.id).where(claim.c.event == number, claim.c.live, claim.c.id.not_in(claims))
    return list(connection.execute(rest.order_by(claim.c.id)).scalars())


def _apart(claims: Sequence[int], others: Sequence[int], shared: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows that keep every one of some claims from every one of others."""
    return [
        {"first": min(one, other), "second": max(one, other), "same": False, **shared}
        for one in claims
        for other in others
    ]


def withdraw_join(connection: Connection, number: int, rules: Rules, *, whole: bool = False) -> None:
    """Take back a person's join, or the whole split that it is part of; it stays on record.

    The machine's are no one's word that could be taken back: it would make them again with the next report.

    Raises:
        StoreFault: no such join, it is withdrawn, or the machine's.
    """
    row = connection.execute(
        select(claim_join).where(claim_join.c.id == number, claim_join.c.withdrawn.is_(None))
    ).first()
    if row is None:
        raise StoreFault(f"join {number}", "no join that stands", "see `ravayat ledger show EVENT --joins`")
    if row.by in (READER, MACHINE):
        remedy = f"keep them apart: `ravayat ledger join {row.first} {row.second} --apart --by NAME`"
        raise StoreFault(f"join {number}", "is the machine's, which would make it again", remedy)
    joins = _of_split(connection, row) if whole and split_of(row) else [row]
    for part in parts([one.id for one in joins]):
        connection.execute(update(claim_join).where(claim_join.c.id.in_(part)).values(withdrawn=now()))
    derive(connection, sorted({end for one in joins for end in (one.first, one.second)}), rules)


def _of_split(connection: Connection, row: Row[Any]) -> list[Row[Any]]:
    """The joins that stand of the split that a join is part of."""
    same = (claim_join.c.by == row.by, claim_join.c.at == row.at, claim_join.c.withdrawn.is_(None))
    found = connection.execute(select(claim_join).where(*same).order_by(claim_join.c.id))
    return [one for one in found if split_of(one) == split_of(row)]


def split_of(join: Join | Row[Any]) -> tuple[object, ...]:
    """What the joins of one split have in common and no other join has: the person, the time, the reasons.

    Nothing for a join that is of no split.
    """
    out = join.reasons.get(SPLIT)
    return () if out is None else (join.by, join.at, out, join.reasons.get("reason"))


def grade_event(connection: Connection, number: int, key: str, *, by: str, reason: str, rules: Rules) -> int:
    """Set the standing of an event by hand; returns the number of the decision.

    Raises:
        StoreFault: no such event or grade.
    """
    if connection.execute(select(event.c.id).where(event.c.id == number)).first() is None:
        raise StoreFault(f"event {number}", "is not in the store", "see `ravayat ledger ask`")
    known = [rule.key for rule in rules.grades]
    if key not in known:
        raise StoreFault(key, "is no grade", f"choose one of {', '.join(known)}")
    row = {
        # An event has the number of its oldest claim: the grade goes where that claim goes.
        "claim": number,
        "event": number,
        "verdict": GRADE,
        "value": key,
        "reason": reason,
        "by": _person(by),
        "at": now(),
    }
    made = insert_one(connection, review, row)
    derive(connection, [number], rules)
    return made


def _apply(connection: Connection, number: int, rules: Rules) -> None:
    """Make the claim what the standing decisions say, and work out its event again."""
    rewrite(connection, number, source_of(connection, number))
    derive(connection, [number], rules)


def _claim(connection: Connection, number: int) -> Row[Any]:
    """The row of a claim that can be decided about: it is of the reading in use."""
    query = select(claim, reading.c.live.label("read_live")).join(reading, claim.c.reading == reading.c.id)
    row = connection.execute(query.where(claim.c.id == number)).first()
    if row is None:
        raise StoreFault(f"claim {number}", "is not in the store", "see `ravayat ledger show EVENT` for its claims")
    if not row.read_live:
        raise StoreFault(
            f"claim {number}", "is of a text or a reading out of use", "name the claim that took its place"
        )
    return row


def _person(by: str) -> str:
    name = by.strip()
    if not name or name in (READER, MACHINE) or len(name) > _LONGEST_NAME:
        raise StoreFault(by or "by", "is no person's name", "say who decides, with --by NAME")
    return name
