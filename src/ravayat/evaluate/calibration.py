"""Whether confidences mean what they say: of what is put out at 0.8, four in five should be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ravayat.evaluate.agreement import compare, matched
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.evaluate.scorer import Table, pair, score
from ravayat.records import CLAIM_GROUP, CONFIDENCE_GROUPS, COUNT_SLOTS, LIST_FIELDS, Claim, Quote

BINS = 10


@dataclass(frozen=True, slots=True)
class Observation:
    """A confidence that was put out, and whether what it was given to is right.

    Attributes:
        doc: the article.
        group: a value of :data:`ravayat.records.CONFIDENCE_GROUPS`, or :data:`ravayat.records.CLAIM_GROUP`.
        confidence: as it was put out.
        right: for a claim, that an annotator has one of its type and stance there; for a value,
            that the annotator's claim has it too.
    """

    doc: str
    group: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Observations of like confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


def observe(
    gold: Mapping[str, Sequence[PlainClaim]], predicted: Mapping[str, Sequence[Claim]]
) -> Iterator[Observation]:
    """Every confidence of the predicted claims with its outcome."""
    for doc, wanted in gold.items():
        claims = predicted.get(doc, ())
        plain = [PlainClaim.of(claim) for claim in claims]
        partners = dict(pair(plain, wanted))
        for index, claim in enumerate(claims):
            partner = wanted[partners[index]] if index in partners else None
            for group, confidence, right in _outcomes(claim, plain[index], partner):
                yield Observation(doc, group, confidence, right)


def _outcomes(claim: Claim, plain: PlainClaim, partner: PlainClaim | None) -> Iterator[tuple[str, float, bool]]:
    agreed = compare(plain, partner)
    yield CLAIM_GROUP, claim.confidence, bool(agreed["type"].both and agreed["stance"].both)
    for slot, field in LIST_FIELDS.items():
        quotes: tuple[Quote, ...] = getattr(claim, field)
        right = matched([quote.text for quote in quotes], getattr(partner, slot) if partner else ())
        for quote, found in zip(quotes, right, strict=True):
            yield CONFIDENCE_GROUPS[slot], quote.confidence, found
    for slot in COUNT_SLOTS:
        if (count := getattr(claim, slot)) is not None:
            yield CONFIDENCE_GROUPS[slot], count.quote.confidence, bool(agreed[slot].both)
    if claim.time is not None:
        yield CONFIDENCE_GROUPS["time"], claim.time.quote.confidence, bool(agreed["time"].both)


def trade_off(
    gold: Mapping[str, Sequence[PlainClaim]], predicted: Mapping[str, Sequence[Claim]]
) -> Iterator[tuple[float, Table]]:
    """The scorer's table for claims of at least each confidence in steps of a tenth."""
    for step in range(BINS):
        least = step / BINS
        kept = {
            doc: [PlainClaim.of(claim) for claim in claims if claim.confidence >= least]
            for doc, claims in predicted.items()
        }
        yield least, score(gold, kept)


def reliability(observations: Iterable[Observation], bins: int = BINS) -> list[Bin]:
    """Bins of equal width over [0, 1], empty ones left out (Niculescu-Mizil and Caruana 2005)."""
    sorted_in: list[list[Observation]] = [[] for _ in range(bins)]
    for one in observations:
        sorted_in[min(int(one.confidence * bins), bins - 1)].append(one)
    return [
        Bin(
            len(held),
            sum(one.confidence for one in held) / len(held),
            sum(one.right for one in held) / len(held),
        )
        for held in sorted_in
        if held
    ]


def expected_error(observations: Iterable[Observation], bins: int = BINS) -> float:
    """Expected calibration error: mean distance of confidence and share right, by bin (Naeini et al. 2015)."""
    held = reliability(observations, bins)
    total = sum(one.count for one in held)
    return sum(one.count * abs(one.confidence - one.right) for one in held) / total if total else 0.0
