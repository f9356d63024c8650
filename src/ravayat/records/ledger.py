"""What a run puts out."""

from __future__ import annotations

from dataclasses import dataclass

from ravayat.records.article import Article
from ravayat.records.claim import Claim


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article and the claims read from it, in the order of their triggers."""

    article: Article
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that was left out.

    Attributes:
        name: the file, or ``file:line`` within a file of many articles.
        reason: what is wrong with it.
        remedy: what a person can do about it.
    """

    name: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The claims of a run and what it had to leave out."""

    articles: tuple[ReadArticle, ...]
    rejections: tuple[Rejection, ...] = ()
