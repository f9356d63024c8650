"""Typed records that cross the borders between packages; nothing here computes."""

from ravayat.records.article import Article
from ravayat.records.claim import LIST_FIELDS, Claim, Count, Time
from ravayat.records.ledger import Ledger, ReadArticle, Rejection
from ravayat.records.ontology import COUNT_SLOTS, EVENT_TYPES, STANCES, Term
from ravayat.records.span import Quote, Span

__all__ = [
    "COUNT_SLOTS",
    "EVENT_TYPES",
    "LIST_FIELDS",
    "STANCES",
    "Article",
    "Claim",
    "Count",
    "Ledger",
    "Quote",
    "ReadArticle",
    "Rejection",
    "Span",
    "Term",
    "Time",
]
