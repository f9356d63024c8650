"""Precision, recall and F1 per slot, by the definitions of the annotation scheme.

Within an article predicted and gold claims are paired where their triggers overlap, or
where they have one type and begin near each other; among the possible pairings the one
that agrees on most slots is taken. Slots of claims without a partner count as surplus
or as missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ravayat.evaluate.agreement import SLOTS, Tally, compare
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.records import Claim

_NEAR = 160
_OVERLAP_BONUS = 0.5
# Keeps a pair that may be made, but agrees on nothing, above one that may not.
_POSSIBLE = 0.01
_CLEARLY_BETTER = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, rounded to four digits; ``gold`` is how many there are to find."""

    precision: float
    recall: float
    f1: float
    gold: int

    @classmethod
    def of(cls, tally: Tally) -> Row:
        """The rates of a tally, 0 where there is nothing to divide by."""
        gold = tally.both + tally.gold_only
        precision = _rate(tally.both, tally.both + tally.predicted_only)
        recall = _rate(tally.both, gold)
        f1 = _rate(2 * precision * recall, precision + recall)
        return cls(round(precision, 4), round(recall, 4), round(f1, 4), gold)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A slot on which a pair differs, or that only one side has."""

    doc: str
    slot: str
    predicted: PlainClaim | None
    gold: PlainClaim | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by name: the slots, then ``claim`` (right type found), ``ledger`` (all slots), ``event``.

    Attributes:
        rows: by name, in the order they are shown.
        documents: how many gold articles were scored.
        disagreements: in the order of the articles.
    """

    rows: Mapping[str, Row]
    documents: int
    disagreements: tuple[Disagreement, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The table as a JSON object, one key a row and ``documents``."""
        rows: dict[str, object] = {
            name: {"p": row.precision, "r": row.recall, "f1": row.f1, "gold": row.gold}
            for name, row in self.rows.items()
        }
        return rows | {"documents": self.documents}


def score(gold: Mapping[str, Sequence[PlainClaim]], predicted: Mapping[str, Sequence[PlainClaim]]) -> Table:
    """Score the claims of articles by ``doc``; an article without a prediction has none of its claims found."""
    totals = dict.fromkeys((*SLOTS, "event"), Tally())
    disagreements: list[Disagreement] = []
    for doc, wanted in gold.items():
        found = predicted.get(doc, ())
        pairs = pair(found, wanted)
        for one, other in _with_lone(found, wanted, pairs):
            for slot, tally in compare(one, other).items():
                totals[slot] += tally
                if tally.predicted_only or tally.gold_only:
                    disagreements.append(Disagreement(doc, slot, one, other))
        totals["event"] += _events(found, wanted, pairs)
    rows = {slot: Row.of(totals[slot]) for slot in SLOTS}
    ledger = sum((totals[slot] for slot in SLOTS), Tally())
    rows |= {"claim": rows["type"], "ledger": Row.of(ledger), "event": Row.of(totals["event"])}
    return Table(rows, len(gold), tuple(disagreements))


def score_claims(gold: Mapping[str, Sequence[Claim]], predicted: Mapping[str, Sequence[Claim]]) -> Table:
    """:func:`score` for claims of our own, by ``doc``."""
    plain_gold, plain_predicted = (
        {doc: [PlainClaim.of(claim) for claim in claims] for doc, claims in side.items()} for side in (gold, predicted)
    )
    return score(plain_gold, plain_predicted)


def pair(predicted: Sequence[PlainClaim], gold: Sequence[PlainClaim]) -> list[tuple[int, int]]:
    """Indices of claims that belong together, each in at most one pair.

    The best pairs are taken first; then two pairs change partners for as long as that is better.
    """
    worth = {(i, j): _worth(one, other) for i, one in enumerate(predicted) for j, other in enumerate(gold)}
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(worth, key=worth.__getitem__, reverse=True):
        if worth[i, j] > 0 and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    while sum(_swap(partner, worth, i, k) for i, k in combinations(partner, 2)):
        pass
    return sorted(partner.items())


def _swap(partner: dict[int, int], worth: Mapping[tuple[int, int], float], i: int, k: int) -> bool:
    crossed = worth[i, partner[k]], worth[k, partner[i]]
    if min(crossed) <= 0 or sum(crossed) <= worth[i, partner[i]] + worth[k, partner[k]] + _CLEARLY_BETTER:
        return False
    partner[i], partner[k] = partner[k], partner[i]
    return True


def _worth(predicted: PlainClaim, gold: PlainClaim) -> float:
    if predicted.start is None or gold.start is None:
        return 0.0
    ends = predicted.start + len(predicted.trigger), gold.start + len(gold.trigger)
    overlap = predicted.start < ends[1] and gold.start < ends[0]
    near = predicted.type == gold.type and abs(predicted.start - gold.start) <= _NEAR
    if not overlap and not near:
        return 0.0
    agreed = sum(tally.both for tally in compare(predicted, gold).values())
    return agreed + _OVERLAP_BONUS * overlap + _POSSIBLE


def _with_lone(
    predicted: Sequence[PlainClaim], gold: Sequence[PlainClaim], pairs: Sequence[tuple[int, int]]
) -> list[tuple[PlainClaim | None, PlainClaim | None]]:
    left = {i for i, _ in pairs}
    right = {j for _, j in pairs}
    together: list[tuple[PlainClaim | None, PlainClaim | None]] = [(predicted[i], gold[j]) for i, j in pairs]
    together += [(claim, None) for i, claim in enumerate(predicted) if i not in left]
    together += [(None, claim) for j, claim in enumerate(gold) if j not in right]
    return together


def _events(predicted: Sequence[PlainClaim], gold: Sequence[PlainClaim], pairs: Sequence[tuple[int, int]]) -> Tally:
    total = Tally()
    for (i, j), (k, m) in combinations(pairs, 2):
        ours, theirs = predicted[i].event == predicted[k].event, gold[j].event == gold[m].event
        total += Tally(int(ours and theirs), int(ours and not theirs), int(theirs and not ours))
    return total


def _rate(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
