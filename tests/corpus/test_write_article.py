"""What is written in the corpus's form is read back as it was."""

from pathlib import Path

import pytest

from ravayat.corpus.article_file import AnnotatedArticle, load_article, load_articles
from ravayat.corpus.write_article import to_toml
from ravayat.records import Article, Claim, Quote, Span


@pytest.fixture(scope="module")
def written(root: Path) -> list[AnnotatedArticle]:
    return list(load_articles(root / "corpus" / "articles"))[::10]


def test_articles_of_the_corpus_come_back_as_they_were(written: list[AnnotatedArticle], tmp_path: Path) -> None:
    for annotated in written:
        file = tmp_path / f"{annotated.article.doc}.toml"
        file.write_text(to_toml(annotated), encoding="utf-8")
        again = load_article(file)
        assert again.article == annotated.article
        assert again.claims == annotated.claims


def test_a_trigger_beside_its_own_twin_is_told_from_it(tmp_path: Path) -> None:
    text = "انفجار پشت انفجار و باز انفجار در حلب رخ داد."
    second = text.index("انفجار", 5)
    claim = Claim(1, 1, "explosion", Quote.read(text, Span(second, second + 6)), "asserted")
    file = tmp_path / "twin.toml"
    file.write_text(to_toml(AnnotatedArticle(Article("twin", text), (claim,), genre="agency")), encoding="utf-8")
    assert load_article(file).claims == (claim,)
