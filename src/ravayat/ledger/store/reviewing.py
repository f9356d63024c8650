"""What people decide: kept beside what the machine read, attributed and timed, and never lost by reading again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.joining.blocking import filed_under
from ravayat.ledger.joining.components import MACHINE, READER
from ravayat.ledger.joining.traits import traits_of
from ravayat.ledger.roots import root_of, tellers_of
from ravayat.ledger.standing.rules import Rules
from ravayat.ledger.store.codec import claim_from_json, claim_to_json
from ravayat.ledger.store.deriving import derive
from ravayat.ledger.store.faults import StoreFault
from ravayat.ledger.store.joining import traits_to_json
from ravayat.ledger.store.rows import article_of, now, participant_rows, teller_rows
from ravayat.ledger.store.schema import (
    article,
    block,
    claim,
    claim_join,
    event,
    participant,
    reading,
    review,
    teller,
    telling,
)
from ravayat.records import COUNT_SLOTS, EVENT_TYPES, LIST_FIELDS, STANCES, Article, Claim, Count, Quote, Span, Time

ACCEPT: Final = "accept"
CORRECT: Final = "correct"
REJECT: Final = "reject"
GRADE: Final = "grade"
_STATES: Final = {ACCEPT: "accepted", CORRECT: "corrected", REJECT: "rejected"}
_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides about a claim.

    Attributes:
        verdict: ``accept``, ``correct`` or ``reject``.
        by: who decides.
        reason: in the person's words.
        slot: for ``correct``, which.
        value: for ``correct``, how; see :func:`corrected`.
    """

    verdict: str
    by: str
    reason: str = ""
    slot: str | None = None
    value: Any = None


def review_claim(connection: Connection, number: int, decision: Decision, rules: Rules) -> int:
    """Accept, correct or reject a claim; returns the number of the decision.

    Args:
        connection: of a transaction that writes.
        number: of the claim.
        decision: what is decided.
        rules: of grading, for the events that change.

    Raises:
        StoreFault: no such claim or verdict, or the correction cannot be made.
    """
    if decision.verdict not in _STATES:
        raise StoreFault(decision.verdict, "is no verdict", f"choose one of {', '.join(_STATES)}")
    row = _claim(connection, number)
    source = article_of(connection.execute(select(article).where(article.c.id == row.article)).one())
    if decision.verdict == CORRECT:
        # Tried before it is written down.
        corrected(claim_from_json(row.body), source, decision.slot or "", decision.value)
    values = asdict(decision) | {"claim": number, "by": _person(decision.by), "at": now()}
    made = _number(connection.execute(insert(review).values(values)).inserted_primary_key)
    _apply(connection, number, source, rules)
    return made


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
    kept = _claim(connection, row.claim)
    source = article_of(connection.execute(select(article).where(article.c.id == kept.article)).one())
    _apply(connection, row.claim, source, rules)


def judge_join(
    connection: Connection, first: int, second: int, *, same: bool, by: str, reason: str, rules: Rules
) -> int:
    """Say that two claims are about one event, or that they are not; returns the number of the join.

    Raises:
        StoreFault: no such claim, or twice the same.
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
    made = _number(connection.execute(insert(claim_join).values(row)).inserted_primary_key)
    derive(connection, [first, second], rules)
    return made


def split_event(connection: Connection, claims: Sequence[int], *, by: str, reason: str, rules: Rules) -> list[int]:
    """Take claims out of their event: they stay together, and apart from the rest of it.

    Returns the events that come of it.

    Raises:
        StoreFault: no such claim, claims of several events, or all claims of the event.
    """
    out = sorted(set(claims))
    rows = [_claim(connection, number) for number in out]
    of = {row.event for row in rows}
    if len(of) != 1 or None in of:
        raise StoreFault(f"claims {', '.join(map(str, out))}", "are not of one event", "name claims of one event")
    rest = select(claim.c.id).where(claim.c.event == rows[0].event, claim.c.live, claim.c.id.not_in(out))
    others = list(connection.execute(rest).scalars())
    if not others:
        raise StoreFault(f"event {rows[0].event}", "nothing would be left of it", "name fewer of its claims")
    shared = {"score": None, "reasons": {"reason": reason}, "by": _person(by), "at": now()}
    apart = [
        {"first": min(one, other), "second": max(one, other), "same": False, **shared}
        for one in out
        for other in others
    ]
    together = [{"first": out[0], "second": other, "same": True, **shared} for other in out[1:]]
    connection.execute(insert(claim_join), [*apart, *together])
    return derive(connection, [*out, *others], rules)


def withdraw_join(connection: Connection, number: int, rules: Rules) -> None:
    """Take back a join, a person's or the machine's; it stays on record.

    Raises:
        StoreFault: no such join, or it is withdrawn.
    """
    row = connection.execute(
        select(claim_join).where(claim_join.c.id == number, claim_join.c.withdrawn.is_(None))
    ).first()
    if row is None:
        raise StoreFault(f"join {number}", "no join that stands", "see `ravayat ledger show EVENT --joins`")
    connection.execute(update(claim_join).where(claim_join.c.id == number).values(withdrawn=now()))
    derive(connection, [row.first, row.second], rules)


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
    made = _number(connection.execute(insert(review).values(row)).inserted_primary_key)
    derive(connection, [number], rules)
    return made


def corrected(told: Claim, source: Article, slot: str, value: Any) -> Claim:
    """The claim with one slot as a person has it; every value is a stretch of the text.

    ``type`` and ``stance`` take a key; ``actor``, ``target``, ``place``, ``chain`` a list of ``[start, end]``;
    ``trigger`` and ``cue`` one ``[start, end]``; ``time`` ``{"span": [start, end], "from": day, "to": day}``; counts
    ``{"span": [start, end], "min": n, "max": n}``. ``null`` or ``[]`` empties what can be empty.

    Raises:
        StoreFault: the slot or the value is not of this form, or lies outside the text.
    """
    try:
        changed = _changed(told, source.text, slot, value)
    except (TypeError, ValueError, KeyError, IndexError) as error:
        if isinstance(error, StoreFault):
            raise
        raise StoreFault(slot or "slot", f"cannot be {value!r} ({error})", "see docs/ledger.md for the form") from error
    return add_meanings(source, (changed,))[0]


def _changed(told: Claim, text: str, slot: str, value: Any) -> Claim:
    changes: dict[str, Any] = {}
    if slot in ("type", "stance"):
        known = EVENT_TYPES if slot == "type" else STANCES
        if value not in known:
            raise StoreFault(slot, f"{value!r} is unknown", f"choose one of {', '.join(known)}")
        changes[slot] = value
    elif slot in LIST_FIELDS:
        changes[LIST_FIELDS[slot]] = tuple(_quote(text, span) for span in value or ())
    elif slot == "trigger":
        changes[slot] = _quote(text, value)
    elif slot == "cue":
        changes[slot] = _quote(text, value) if value else None
    elif slot == "time":
        changes[slot] = _time(text, value) if value else None
    elif slot in COUNT_SLOTS:
        changes[slot] = _count(text, value) if value else None
    if changes:
        return replace(told, **changes)
    slots = ("type", "stance", "trigger", "cue", "time", *LIST_FIELDS, *COUNT_SLOTS)
    raise StoreFault(slot or "slot", "is no slot of a claim", f"choose one of {', '.join(slots)}")


def _quote(text: str, span: Sequence[int]) -> Quote:
    start, end = span
    if end > len(text):
        raise ValueError(f"[{start}, {end}) lies outside the text of {len(text)} characters")
    return Quote.read(text, Span(start, end))


def _time(text: str, value: Mapping[str, Any]) -> Time:
    first, last = (date.fromisoformat(day) if (day := value.get(side)) else None for side in ("from", "to"))
    if first and last and first > last:
        raise ValueError(f"from {first} is after to {last}")
    return Time(first, last, _quote(text, value["span"]), method="a person's")


def _count(text: str, value: Mapping[str, Any]) -> Count:
    low, high = value.get("min"), value.get("max")
    for bound in (low, high):
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int) or bound < 0):
            raise ValueError("min and max must be whole numbers")
    if low is None and high is None:
        raise ValueError("min, max or both")
    if low is not None and high is not None and low > high:
        raise ValueError(f"min {low} is above max {high}")
    return Count(low, high, _quote(text, value["span"]))


def carry_over(connection: Connection, old: Sequence[int], new: Sequence[tuple[int, Claim]]) -> None:
    """Move people's decisions from claims that went out of use to those that took their place.

    The successor has the same stance and a trigger that overlaps, or reads the same, the nearest first. A
    decision without a successor stays with the old claim, where the history shows it.
    """
    decided = select(review.c.claim).where(review.c.claim.in_(old))
    joined = select(claim_join.c.first, claim_join.c.second).where(
        claim_join.c.by.not_in((READER, MACHINE)),
        or_(claim_join.c.first.in_(old), claim_join.c.second.in_(old)),
    )
    touched = set(connection.execute(decided).scalars())
    touched |= {end for row in connection.execute(joined) for end in (row.first, row.second)} & set(old)
    if not touched or not new:
        return
    rows = connection.execute(select(claim.c.id, claim.c.body, claim.c.read).where(claim.c.id.in_(sorted(touched))))
    for row in rows.all():
        successor = _successor(claim_from_json(row.read or row.body), new)
        if successor is None:
            continue
        connection.execute(update(review).where(review.c.claim == row.id).values(claim=successor))
        for end in (claim_join.c.first, claim_join.c.second):
            moved = update(claim_join).where(end == row.id, claim_join.c.by.not_in((READER, MACHINE)))
            connection.execute(moved.values({end.name: successor}))
        number = connection.execute(select(claim.c.article).where(claim.c.id == successor)).scalar_one()
        source = article_of(connection.execute(select(article).where(article.c.id == number)).one())
        _write(connection, successor, source)


def _successor(old: Claim, new: Sequence[tuple[int, Claim]]) -> int | None:
    def fits(one: Claim) -> bool:
        same = one.trigger.text == old.trigger.text or one.trigger.span.overlaps(old.trigger.span)
        return same and one.stance == old.stance

    fitting = [(abs(one.trigger.span.start - old.trigger.span.start), number) for number, one in new if fits(one)]
    return min(fitting)[1] if fitting else None


def _apply(connection: Connection, number: int, source: Article, rules: Rules) -> None:
    """Make the claim what the standing decisions say, and work out its event again."""
    _write(connection, number, source)
    derive(connection, [number], rules)


def _write(connection: Connection, number: int, source: Article) -> None:
    row = connection.execute(
        select(claim, reading.c.live.label("read_live"))
        .join(reading, claim.c.reading == reading.c.id)
        .where(claim.c.id == number)
    ).one()
    standing = select(review).where(review.c.claim == number, review.c.withdrawn.is_(None), review.c.verdict != GRADE)
    decisions = connection.execute(standing.order_by(review.c.id)).all()
    read = claim_from_json(row.read or row.body)
    made = read
    for decision in decisions:
        if decision.verdict == CORRECT:
            made = corrected(made, source, decision.slot, decision.value)
    state = _STATES[decisions[-1].verdict] if decisions else None
    root = root_of(made, source.outlet)
    values = {
        "body": claim_to_json(made),
        "read": claim_to_json(read) if made != read else None,
        "type": made.type,
        "stance": made.stance,
        "root": root.key,
        "reviewed": state,
        "live": row.read_live and state != _STATES[REJECT],
    }
    connection.execute(update(claim).where(claim.c.id == number).values(values))
    for table in (teller, participant):
        connection.execute(delete(table).where(table.c.claim == number))
    for table, rows in (
        (teller, teller_rows(number, tellers_of(made, source.outlet), root)),
        (participant, participant_rows(number, made)),
    ):
        if rows:
            connection.execute(insert(table), rows)
    _file_again(connection, number, row.article, source)


def _file_again(connection: Connection, number: int, of: int, source: Article) -> None:
    """Give the claim's telling the traits that follow from what its claims are now."""
    columns = select(claim.c.id, claim.c.body).where(claim.c.article == of, claim.c.live).order_by(claim.c.id)
    claims = {row.id: claim_from_json(row.body) for row in connection.execute(columns)}
    if number not in claims:
        return
    own = claims[number].event
    anchor = min(one for one, told in claims.items() if told.event == own)
    traits = traits_of(source, list(claims.values()))[own]
    connection.execute(delete(block).where(block.c.claim == anchor))
    connection.execute(delete(telling).where(telling.c.claim == anchor))
    connection.execute(insert(telling).values(claim=anchor, traits=traits_to_json(traits)))
    connection.execute(insert(block), [{"key": key, "claim": anchor} for key in filed_under(traits)])


def _claim(connection: Connection, number: int) -> Row[Any]:
    row = connection.execute(select(claim).where(claim.c.id == number)).first()
    if row is None:
        raise StoreFault(f"claim {number}", "is not in the store", "see `ravayat ledger show EVENT` for its claims")
    return row


def _person(by: str) -> str:
    name = by.strip()
    if not name or name in (READER, MACHINE) or len(name) > _LONGEST_NAME:
        raise StoreFault(by or "by", "is no person's name", "say who decides, with --by NAME")
    return name


def _number(key: Any) -> int:
    return int(key[0])
