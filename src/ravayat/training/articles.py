"""Which annotated articles are trained on and which are held out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ravayat.corpus.article_file import AnnotatedArticle, load_articles
from ravayat.corpus.real_reports import load_real_reports, real_names, to_offsets

_WRITTEN_HELD_OUT = 10
_REAL_HELD_OUT = 20
_DENSE = 1 / 100
"""Claims a word from which an article is dense."""


@dataclass(frozen=True, slots=True)
class Split:
    """Annotated articles by use. The digest is over texts, offsets and labels of all."""

    train: tuple[AnnotatedArticle, ...]
    held_out_written: tuple[AnnotatedArticle, ...]
    held_out_real: tuple[AnnotatedArticle, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Fold:
    """One of ``of`` parts of the articles, about equal, by a hash of their names; ``number`` counts from 1."""

    number: int
    of: int

    @classmethod
    def parse(cls, told: str) -> Fold:
        """From ``1/3``, which is how a fold is also written.

        Raises:
            ValueError: this is no part of several.
        """
        number, _, of = told.partition("/")
        if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) and int(of) > 1):
            raise ValueError(f"{told} is not one of several parts, such as 1/3")
        return cls(int(number), int(of))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def holds(self, doc: str) -> bool:
        """Whether the article of this name is in it."""
        # Not the hash that holds articles out: folds of what that one leaves would be uneven.
        return int(hashlib.sha256(f"fold {doc}".encode()).hexdigest(), 16) % self.of == self.number - 1


def load_split(corpus: Path, news: Sequence[Path] = ()) -> Split:
    """Read the corpus folder, and the real reports of ``real.jsonl`` where ``news`` has their texts.

    A tenth of the written articles and a fifth of the real ones are held out, by a hash of
    their names, so that the corpus can grow without an article changing sides.

    Raises:
        CorpusError: a file is wrong.
    """
    written = list(load_articles(corpus / "articles"))
    real = load_real_reports(corpus / "real.jsonl", news) if news else []
    train = [a for a in written if not _held_out(a.article.doc, _WRITTEN_HELD_OUT)] + [
        a for a in real if not held_out_report(a.article.doc)
    ]
    return Split(
        tuple(train),
        tuple(a for a in written if _held_out(a.article.doc, _WRITTEN_HELD_OUT)),
        tuple(a for a in real if held_out_report(a.article.doc)),
        corpus_digest([*written, *real]),
    )


def is_dense(annotated: AnnotatedArticle) -> bool:
    """Whether an article tells a claim in every hundred words: it teaches more of claims than a long one with few."""
    return len(annotated.claims) >= _DENSE * len(annotated.article.text.split())


def held_out_names(corpus: Path) -> frozenset[str]:
    """Names of the annotated real reports that are held out."""
    return frozenset(doc for doc in real_names(corpus / "real.jsonl") if held_out_report(doc))


def held_out_report(doc: str) -> bool:
    """Whether a real report of this name is held out, or will be once it is annotated."""
    return _held_out(doc, _REAL_HELD_OUT)


def _held_out(doc: str, percent: int) -> bool:
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % 100 < percent


def corpus_digest(articles: Iterable[AnnotatedArticle]) -> str:
    """SHA-256 over the annotated articles, whatever their order."""
    lines = sorted(repr(to_offsets(annotated)) for annotated in articles)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def describe(articles: Sequence[AnnotatedArticle]) -> str:
    """Articles and claims, for logs."""
    return f"{len(articles)} articles, {sum(len(a.claims) for a in articles)} claims"
