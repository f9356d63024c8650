"""Makes a stored claim, and the telling it belongs to, what the standing decisions of people say."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update

from ravayat.ledger.joining.traits import traits_of
from ravayat.ledger.roots import root_of, tellers_of
from ravayat.ledger.store.codec import claim_from_json, claim_to_json
from ravayat.ledger.store.correcting import corrected
from ravayat.ledger.store.joining import file_traits, forget_tellings
from ravayat.ledger.store.rows import article_of, participant_rows, teller_rows
from ravayat.ledger.store.schema import article, claim, participant, reading, review, teller
from ravayat.ledger.store.statements import insert_rows
from ravayat.records import Article

ACCEPT: Final = "accept"
CORRECT: Final = "correct"
REJECT: Final = "reject"
GRADE: Final = "grade"
STATES: Final = {ACCEPT: "accepted", CORRECT: "corrected", REJECT: "rejected"}
"""What a claim is by the last decision about it."""


def source_of(connection: Connection, number: int) -> Article:
    """The article in which a claim was read."""
    query = select(article).join(claim, claim.c.article == article.c.id).where(claim.c.id == number)
    return article_of(connection.execute(query).one())


def rewrite(connection: Connection, number: int, source: Article) -> None:
    """Make the claim what the standing decisions say; its event is left as it is."""
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
    state = STATES[decisions[-1].verdict] if decisions else None
    values = {
        "body": claim_to_json(made),
        "read": claim_to_json(read) if made != read else None,
        "type": made.type,
        "stance": made.stance,
        "root": root_of(made, source.outlet, source.forwarded_from).key,
        "reviewed": state,
        "live": row.read_live and state != STATES[REJECT],
    }
    connection.execute(update(claim).where(claim.c.id == number).values(values))
    for table in (teller, participant):
        connection.execute(delete(table).where(table.c.claim == number))
    insert_rows(connection, teller, teller_rows(number, tellers_of(made, source.outlet)))
    insert_rows(connection, participant, participant_rows(number, made))
    if row.read_live:
        _file_again(connection, row, source)


def _file_again(connection: Connection, row: Row[Any], source: Article) -> None:
    """Give the claim's telling the traits that follow from those of its claims that are in use now."""
    columns = (
        select(claim.c.id, claim.c.body, claim.c.live)
        .where(claim.c.article == row.article, claim.c.reading == row.reading)
        .order_by(claim.c.id)
    )
    rows = connection.execute(columns).all()
    told = {one.id: claim_from_json(one.body) for one in rows}
    own = told[row.id].event
    # Whoever stands for the telling stays so, also when rejected: joins lead there.
    anchor = min(one for one, claim_ in told.items() if claim_.event == own)
    traits = traits_of(source, [told[one.id] for one in rows if one.live]).get(own)
    forget_tellings(connection, [anchor])
    # Where nothing of it is in use, nothing is compared with it.
    if traits is not None:
        file_traits(connection, {anchor: traits})
