"""The corpus that is committed is whole, large and varied enough, and holds nobody else's words."""

from collections import Counter
from pathlib import Path

import pytest

from ravayat.corpus.article_file import AnnotatedArticle, load_articles
from ravayat.records import EVENT_TYPES, STANCES

FOLDER = Path(__file__).parents[2] / "corpus" / "articles"


@pytest.fixture(scope="module")
def articles() -> list[AnnotatedArticle]:
    return list(load_articles(FOLDER))


def test_its_size(articles: list[AnnotatedArticle]) -> None:
    assert len(articles) >= 160
    assert sum(len(annotated.claims) for annotated in articles) >= 1200


def test_every_type_and_stance_is_there(articles: list[AnnotatedArticle]) -> None:
    types = Counter(claim.type for annotated in articles for claim in annotated.claims)
    stances = Counter(claim.stance for annotated in articles for claim in annotated.claims)
    assert min(types[key] for key in EVENT_TYPES) >= 10
    assert min(stances[key] for key in STANCES) >= 30


def test_some_articles_have_no_claim(articles: list[AnnotatedArticle]) -> None:
    assert sum(not annotated.claims for annotated in articles) >= 10


def test_no_two_articles_have_the_same_text(articles: list[AnnotatedArticle]) -> None:
    assert max(Counter(annotated.article.text for annotated in articles).values()) == 1
