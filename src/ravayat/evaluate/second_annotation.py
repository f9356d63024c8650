"""How far two people who annotated the same articles agree: the ceiling for any reader.

``corpus/second`` holds independent second annotations: of written articles as TOML without
text, of real reports and of evaluation articles as offsets. They are scored against the first as if predicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError, load_article
from ravayat.corpus.real_reports import join, load_real_reports
from ravayat.evaluate.gold import GoldArticle, load_gold
from ravayat.evaluate.plain_claim import PlainClaim
from ravayat.evaluate.scorer import Table, score, score_claims


def agreement_on_written(corpus: Path) -> Table:
    """Second against first annotation of the written articles in ``corpus/second/articles``.

    Raises:
        CorpusError: a file is wrong, or there is none.
        FileNotFoundError: the article it annotates is gone.
    """
    second = sorted((corpus / "second" / "articles").glob("*.toml"))
    if not second:
        raise CorpusError(f"{corpus}: holds no second annotation (second/articles/*.toml); name the corpus's folder")
    first = [load_article(corpus / "articles" / path.name) for path in second]
    again = [load_article(path, text=one.article.text) for path, one in zip(second, first, strict=True)]
    return _compare(first, again)


def agreement_on_real(corpus: Path, news: Sequence[Path]) -> Table:
    """Second against first annotation of the real reports in ``corpus/second/real.jsonl``.

    Raises:
        CorpusError: a text is missing from ``news`` or has changed.
    """
    second = load_real_reports(corpus / "second" / "real.jsonl", news)
    docs = {annotated.article.doc for annotated in second}
    first = [one for one in load_real_reports(corpus / "real.jsonl", news) if one.article.doc in docs]
    return _compare(first, second)


def agreement_on_gold(corpus: Path, folder: Path) -> Table:
    """Our annotation in ``corpus/second/gold.jsonl`` against that of the evaluation articles in ``folder``.

    It was made from the scheme alone, without sight of theirs: what a second person reaches.

    Raises:
        CorpusError: an article is missing from ``folder`` or its text has changed.
    """
    gold = [item for item in load_gold(folder) if isinstance(item, GoldArticle)]
    own = join(corpus / "second" / "gold.jsonl", (item.article for item in gold), str(folder))
    predicted = {one.article.doc: tuple(map(PlainClaim.of, one.claims)) for one in own}
    return score({item.article.doc: item.claims for item in gold if item.article.doc in predicted}, predicted)


def _compare(first: Sequence[AnnotatedArticle], second: Sequence[AnnotatedArticle]) -> Table:
    return score_claims({one.article.doc: one.claims for one in first}, {one.article.doc: one.claims for one in second})
