"""Typed records that cross the borders between packages; nothing here decides anything."""

from ravayat.records.actor import ResolvedActor, ResolvedSource
from ravayat.records.article import Article
from ravayat.records.claim import CLAIM_GROUP, CONFIDENCE_GROUPS, LIST_FIELDS, Claim, Count, Time
from ravayat.records.event import (
    FOUND_RIGHT,
    LOW_CONFIDENCE,
    Estimate,
    Event,
    EventLine,
    Join,
    Root,
    Standing,
    StoredArticle,
    StoredClaim,
)
from ravayat.records.ledger import Ledger, ReadArticle, Rejection
from ravayat.records.meaning import Meaning
from ravayat.records.ontology import COUNT_SLOTS, EVENT_TYPES, STANCES, Term
from ravayat.records.place import Place, PlaceCandidate, PlaceMention, ResolvedPlace
from ravayat.records.span import Quote, Span

__all__ = [
    "CLAIM_GROUP",
    "CONFIDENCE_GROUPS",
    "COUNT_SLOTS",
    "EVENT_TYPES",
    "FOUND_RIGHT",
    "LIST_FIELDS",
    "LOW_CONFIDENCE",
    "STANCES",
    "Article",
    "Claim",
    "Count",
    "Estimate",
    "Event",
    "EventLine",
    "Join",
    "Ledger",
    "Meaning",
    "Place",
    "PlaceCandidate",
    "PlaceMention",
    "Quote",
    "ReadArticle",
    "Rejection",
    "ResolvedActor",
    "ResolvedPlace",
    "ResolvedSource",
    "Root",
    "Span",
    "Standing",
    "StoredArticle",
    "StoredClaim",
    "Term",
    "Time",
]
