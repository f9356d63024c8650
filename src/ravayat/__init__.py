"""Ravayat reads Persian conflict news and tells who says what happened, with the quoted words.

>>> import ravayat
>>> ledger = ravayat.read("report.txt")  # doctest: +SKIP
>>> for claim in ledger.articles[0].claims:  # doctest: +SKIP
...     print(claim.type, claim.trigger.text, [source.text for source in claim.chain])
"""

from ravayat.pipeline import Reader, load_reader, read, read_articles
from ravayat.records import (
    Article,
    Claim,
    Count,
    Ledger,
    Quote,
    ReadArticle,
    Rejection,
    Span,
    Time,
)

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Claim",
    "Count",
    "Ledger",
    "Quote",
    "ReadArticle",
    "Reader",
    "Rejection",
    "Span",
    "Time",
    "__version__",
    "load_reader",
    "read",
    "read_articles",
]
