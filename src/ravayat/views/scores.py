"""The scorer's table and its disagreements as text."""

from __future__ import annotations

from collections.abc import Iterable

from ravayat.evaluate.agreement import LIST_SLOTS
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.evaluate.scorer import Disagreement, Table
from ravayat.records import COUNT_SLOTS
from ravayat.views.context import printable

_CURVE = ("claim", "ledger")


def table_lines(table: Table) -> Iterable[str]:
    """A head and one line a row."""
    yield f"{'slot':10}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}"
    for name, row in table.rows.items():
        yield f"{name:10}{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}{row.gold:7d}"
    yield f"{table.documents} articles"


def curve_lines(curve: Iterable[tuple[float, Table]]) -> Iterable[str]:
    """What ``--min-confidence`` trades: precision and recall of claims and of the whole ledger."""
    yield f"{'min-confidence':>14}" + "".join(
        f"{name + ' ' + part:>10}" for name in _CURVE for part in ("P", "R", "F1")
    )
    for least, table in curve:
        rows = [table.rows[name] for name in _CURVE]
        yield f"{least:14.1f}" + "".join(
            f"{rate:10.3f}" for row in rows for rate in (row.precision, row.recall, row.f1)
        )


def disagreement_line(disagreement: Disagreement) -> str:
    """Where the two sides differ and what each has there."""
    predicted = _side(disagreement.predicted, disagreement.slot)
    gold = _side(disagreement.gold, disagreement.slot)
    return f"{disagreement.doc}  {disagreement.slot}: predicted {predicted}   gold {gold}"


def _side(claim: PlainClaim | None, slot: str) -> str:
    return f"«{printable(claim.trigger)}» {printable(_value(claim, slot))}" if claim else "no claim"


def _value(claim: PlainClaim, slot: str) -> str:
    if slot in COUNT_SLOTS:
        count = claim.counts.get(slot)
        return f"{count.minimum}..{count.maximum}" if count else "-"
    if slot == "time":
        return f"{claim.time.text} {claim.time.first}..{claim.time.last}" if claim.time else "-"
    if slot in LIST_SLOTS:
        return "، ".join(getattr(claim, slot)) or "-"
    if slot in ("source", "chain"):
        return " ← ".join(claim.chain) or "-"
    return str(getattr(claim, slot))
