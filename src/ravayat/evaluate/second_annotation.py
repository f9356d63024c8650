"""How far two people who annotated the same articles agree: the ceiling for any reader.

``corpus/second`` holds independent second annotations: of written articles as TOML without
text, of real reports as offsets. They are scored against the first as if predicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ravayat.corpus.article_file import AnnotatedArticle, load_article
from ravayat.corpus.real_reports import load_real_reports
from ravayat.evaluate.scorer import Table, score_claims


def agreement_on_written(corpus: Path) -> Table:
    """Second against first annotation of the written articles in ``corpus/second/articles``.

    Raises:
        CorpusError: a file is wrong.
        FileNotFoundError: the article it annotates is gone.
    """
    second = sorted((corpus / "second" / "articles").glob("*.toml"))
    first = [load_article(corpus / "articles" / path.name) for path in second]
    again = [load_article(path, text=one.article.text) for path, one in zip(second, first, strict=True)]
    return _compare(first, again)


def agreement_on_real(corpus: Path, news: Path) -> Table:
    """Second against first annotation of the real reports in ``corpus/second/real.jsonl``.

    Raises:
        CorpusError: a text is missing from ``news`` or has changed.
    """
    second = load_real_reports(corpus / "second" / "real.jsonl", news)
    docs = {annotated.article.doc for annotated in second}
    first = [one for one in load_real_reports(corpus / "real.jsonl", news) if one.article.doc in docs]
    return _compare(first, second)


def _compare(first: Sequence[AnnotatedArticle], second: Sequence[AnnotatedArticle]) -> Table:
    return score_claims({one.article.doc: one.claims for one in first}, {one.article.doc: one.claims for one in second})
