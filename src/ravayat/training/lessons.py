"""Examples with what teachers say of them, for :func:`ravayat.training.trainer.train_taught`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tokenizers import Tokenizer

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.corpus.real_reports import news_articles, real_names
from ravayat.reading.network import Network
from ravayat.records import Article
from ravayat.training.distill import teach
from ravayat.training.examples import Example
from ravayat.training.trainer import Plan, make_examples

_FEWEST, _MOST = 25, 700
"""Words of a report that is worth asking teachers about: shorter ones tell little, longer ones cost much."""


def make_lessons(
    teacher: Network,
    annotated: Sequence[AnnotatedArticle],
    others: Sequence[Article],
    tokenizer: Tokenizer,
    plan: Plan,
    epoch: int,
) -> list[Example]:
    """Examples of an epoch, of annotated articles and of ``others`` that nobody has annotated, each with its lesson."""
    bare = [AnnotatedArticle(article, (), genre="real") for article in others]
    made = make_examples([*annotated, *bare], tokenizer.to_str(), plan, epoch)
    return [
        replace(one, lesson=teach(teacher, one.words, one.windows), annotated=row < len(annotated))
        for row, one in enumerate(made)
        if len(one.words)
    ]


def not_annotated(news: Iterable[Path], annotations: Path) -> list[Article]:
    """Reports of the files that the annotations do not name, of a length worth reading."""
    named = set(real_names(annotations))
    articles = [article for path in news for article in news_articles(path) if article.doc not in named]
    return [article for article in articles if _FEWEST <= len(article.text.split()) <= _MOST]
