from __future__ import annotations

from ravayat.corpus.article_file import AnnotatedArticle
from ravayat.records import Article
from ravayat.views.corpus import coverage_lines, matrix

CORPUS = [
    AnnotatedArticle(Article("a", "واژه " * 50), (), "syria", "agency", ("denial", "nested")),
    AnnotatedArticle(Article("b", "واژه " * 50), (), "syria", "dari"),
    AnnotatedArticle(Article("c", "واژه " * 300), (), "yemen", "agency", ("denial",)),
]


def test_articles_are_counted_once_but_under_each_of_their_constructions() -> None:
    assert matrix(CORPUS, "conflict", "genre") == {("syria", "agency"): 1, ("syria", "dari"): 1, ("yemen", "agency"): 1}
    assert matrix(CORPUS, "construction", "genre")["denial", "agency"] == 2
    assert matrix(CORPUS, "construction", "genre")["none", "dari"] == 1


def test_lengths_fall_into_planned_classes() -> None:
    assert matrix(CORPUS, "conflict", "length") == {("syria", "40-99"): 2, ("yemen", "260-599"): 1}


def test_tables_show_gaps_as_dots() -> None:
    lines = list(coverage_lines(CORPUS))
    assert lines[0] == "3 articles, 0 claims"
    assert lines[2].split() == ["conflict", "agency", "dari", "all"]
    assert lines[3].split() == ["syria", "1", "1", "2"]
    assert lines[4].split() == ["yemen", "1", ".", "1"]
