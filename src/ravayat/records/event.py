"""Events: what the claims of many articles tell about one thing that happened, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ravayat.records.claim import Claim
from ravayat.records.place import Place

LOW_CONFIDENCE = 0.5
"""Values, claims and events below it are marked as unsure."""
FOUND_RIGHT = ("accepted", "corrected")
"""Reviews of claims that people let stand, as they were read or mended."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the store without its text.

    Attributes:
        id: number in the store.
        doc, outlet, published, title, url: as in :class:`ravayat.records.Article`.
        version: 1 for the first text seen under this address or name, 2 for the next.
        digest: SHA-256 of what came in, in hexadecimal.
        copy_of: the article whose text this one repeats, where one does.
        copy_share: the share of its text that it has in common with that one, from 0 to 1.
        added: when it was stored, UTC.
        forwarded_from: as in :class:`ravayat.records.Article`.
    """

    id: int
    doc: str
    outlet: str | None
    published: date | None
    title: str | None
    url: str | None
    version: int
    digest: str
    copy_of: int | None
    copy_share: float | None
    added: datetime
    forwarded_from: str | None = None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim of the store, as corrected by people where they did.

    Attributes:
        id: number in the store; the claim's own is its number within the article.
        article: where it was read.
        claim: what was read, or what a person made of it.
        event: id of the event it belongs to.
        model: digest of the model that read it, or who annotated it.
        root: key of the root that its chain ends in, see :class:`Root`.
        reviewed: ``accepted``, ``corrected``, ``rejected``, or ``None`` where nobody has looked.
    """

    id: int
    article: StoredArticle
    claim: Claim
    event: int
    model: str
    root: str
    reviewed: str | None = None

    @property
    def unsure(self) -> bool:
        """Less sure than even chances, and nobody has looked and found it right."""
        return self.claim.confidence < LOW_CONFIDENCE and self.reviewed not in FOUND_RIGHT


@dataclass(frozen=True, slots=True)
class Root:
    """Who a claim comes from in the end, as far as the chains tell.

    Attributes:
        key: id of the registry, or folded words where the registry knows nothing.
        fa, en: labels; ``en`` is empty where the registry has none.
        kind: of the source or actor, where known.
        party: it takes part in the conflict.
        asserts, denies, doubts: ids of the claims in which it asserts, denies, or only thinks possible or
            cannot confirm the event.
        carriers: outlets that carried it.
    """

    key: str
    fa: str
    en: str
    kind: str | None
    party: bool
    asserts: tuple[int, ...]
    denies: tuple[int, ...]
    doubts: tuple[int, ...]
    carriers: tuple[str, ...]

    def name_among(self, roots: Iterable[Root]) -> str:
        """The English name, with the Persian one where another of ``roots`` has the same: two governors of a country.

        Where the registry has no English name, the Persian one.
        """
        if not self.en:
            return self.fa
        shared = any(other.en == self.en and other.key != self.key for other in roots)
        return f"{self.en} ({self.fa})" if shared and self.fa != self.en else self.en


@dataclass(frozen=True, slots=True)
class Estimate:
    """What tellers say of a number of people, side by side.

    Attributes:
        slot: ``killed``, ``wounded``, ``captured`` or ``displaced``.
        low, high: the lowest and the highest bound that anyone told; ``None`` where left open.
        best: chosen by ``rule`` among what was told; ``None`` where nothing could be chosen.
        rule: key of the rule that chose it.
        fa, en: the choice in one sentence.
        claims: ids of the claims that tell ``best``.
    """

    slot: str
    low: int | None
    high: int | None
    best: int | None
    rule: str
    fa: str
    en: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How an event stands, by a written rule; never whether it is true.

    Attributes:
        key: of the rule that held first (``corroborated``, ``contested`` ...).
        also: keys of the others that hold too.
        fa, en: the grade in one sentence.
        claims: ids of the claims that it rests on.
        by: who set it by hand, or ``None``.
    """

    key: str
    also: tuple[str, ...]
    fa: str
    en: str
    claims: tuple[int, ...]
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """A decision that two claims are about one event, or that they are not.

    Attributes:
        id: number in the store.
        first, second: ids of the claims.
        same: whether they are joined or kept apart.
        score: probability in [0, 1]; ``None`` for a person's decision.
        reasons: what spoke for it, each with its weight in log-odds; a person's own words under ``reason``.
        by: ``machine``, ``reader`` (one event within an article) or the name of a person.
        at: when, UTC.
    """

    id: int
    first: int
    second: int
    same: bool
    score: float | None
    reasons: dict[str, float | str]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """What the claims joined to each other tell.

    Attributes:
        id: the number of its oldest claim.
        type: the one most roots tell.
        first, last: days it may have happened on, the narrowest that was told; ``None`` where nobody told one.
        time_precision: ``day``, ``week``, ``month``, ``year`` or ``""``.
        place: in the country that most claims tell, the most exact place that enough of them agree on, or ``None``.
        place_precision: what its coordinates stand for, see :data:`ravayat.records.place.PRECISION`.
        places: names from ``place`` outward.
        country: ISO 3166-1 alpha-2, or ``None``.
        province: name of the first-level unit, or ``None``.
        claims: by day of publication.
        roots: those that assert first.
        standing: see :class:`Standing`.
        counts: an estimate for each slot that anyone told.
        joins: the live ones, machine's and people's.
    """

    id: int
    type: str
    first: date | None
    last: date | None
    time_precision: str
    place: Place | None
    place_precision: str
    places: tuple[str, ...]
    country: str | None
    province: str | None
    claims: tuple[StoredClaim, ...]
    roots: tuple[Root, ...]
    standing: Standing
    counts: tuple[Estimate, ...]
    joins: tuple[Join, ...]

    def estimate(self, slot: str) -> Estimate | None:
        """The estimate of ``slot``, where anyone told a number."""
        return next((count for count in self.counts if count.slot == slot), None)


@dataclass(frozen=True, slots=True)
class EventLine:
    """What a list of events shows of one.

    Attributes:
        id, type, first, last, place_precision, country, province: as in :class:`Event`.
        place_name, latitude, longitude: of its place.
        standing: the grade.
        roots, claims, articles: how many assert it, tell of it, and are told in.
        killed, killed_low, killed_high, wounded: see :class:`Estimate`.
        confidence: of its surest claim.
        reviewed: a person has looked at every claim.
        published: of its first report.
    """

    id: int
    type: str
    first: date | None
    last: date | None
    place_name: str | None
    place_precision: str
    country: str | None
    province: str | None
    latitude: float | None
    longitude: float | None
    standing: str
    roots: int
    claims: int
    articles: int
    killed: int | None
    killed_low: int | None
    killed_high: int | None
    wounded: int | None
    confidence: float
    reviewed: bool
    published: date | None
