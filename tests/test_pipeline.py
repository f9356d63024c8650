from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import ravayat
from ravayat.pipeline import BATCH, BATCH_CHARACTERS
from ravayat.records import Article, ReadArticle, Rejection
from ravayat.testing import KeywordReader


def test_a_path_gives_a_ledger_with_what_was_left_out(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.txt").write_text(report, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    ledger = ravayat.read(tmp_path, reader=KeywordReader())
    assert [read.article.doc for read in ledger.articles] == ["a"]
    assert [claim.type for claim in ledger.articles[0].claims] == ["explosion", "armed_clash"]
    assert [rejection.reason for rejection in ledger.rejections] == ["empty"]


def test_an_article_or_many_may_be_given(report: str) -> None:
    article = Article("a", report)
    assert len(ravayat.read(article, reader=KeywordReader()).articles) == 1
    assert len(ravayat.read([article, article], reader=KeywordReader()).articles) == 2


def test_many_paths_are_read_and_one_that_is_not_there_is_told(tmp_path: Path, report: str) -> None:
    """They stand in the order given, and files of one name are told apart as on the command line."""
    first, second = tmp_path / "a.txt", tmp_path / "again" / "a.txt"
    second.parent.mkdir()
    first.write_text(report, encoding="utf-8")
    second.write_text(report, encoding="utf-8")
    missing = str(tmp_path / "missing.txt")
    ledger = ravayat.read([str(first), second, missing, Article("b", report)], reader=KeywordReader())
    assert [read.article.doc for read in ledger.articles] == ["a", "a~2", "b"]
    assert [rejection.name for rejection in ledger.rejections] == [missing]


def test_claims_below_the_wanted_confidence_are_dropped(report: str) -> None:
    (kept,) = ravayat.read(Article("a", report), reader=KeywordReader(0.6), min_confidence=0.6).articles
    (dropped,) = ravayat.read(Article("a", report), reader=KeywordReader(0.6), min_confidence=0.7).articles
    assert kept.claims
    assert dropped.claims == ()


def test_first_article_is_read_alone_and_the_rest_in_batches(report: str) -> None:
    reader = KeywordReader()
    articles = [Article(str(number), report) for number in range(2 * BATCH)]
    results = list(ravayat.read_articles(articles, reader))
    assert reader.batches == [1, BATCH, BATCH - 1]
    assert [result.article.doc for result in results if isinstance(result, ReadArticle)] == [a.doc for a in articles]


def test_the_next_batch_is_begun_before_the_results_of_the_last_are_taken(report: str) -> None:
    told: list[str] = []

    class Beginner(KeywordReader):
        def begin(self, articles: Sequence[Article], /) -> Iterator[ReadArticle]:
            told.append(f"begun {len(articles)}")
            return (ReadArticle(article, ()) for article in articles)

    for read in ravayat.read_articles([Article(str(number), report) for number in range(2 * BATCH + 2)], Beginner()):
        assert isinstance(read, ReadArticle)
        told.append(read.article.doc)
    assert told[:5] == ["begun 1", "0", f"begun {BATCH}", f"begun {BATCH}", "1"]
    assert told[-2:] == [str(2 * BATCH), str(2 * BATCH + 1)]
    assert told.index("begun 1", 1) < told.index(str(BATCH + 1))


def test_what_the_reader_has_is_not_lost_with_a_source_that_fails(report: str) -> None:
    def failing() -> Iterator[Article]:
        yield from (Article(str(number), report) for number in range(BATCH + 4))
        raise OSError("the disk is gone")

    came: list[str] = []

    def read_all() -> None:
        for read in ravayat.read_articles(failing(), KeywordReader()):
            assert isinstance(read, ReadArticle)
            came.append(read.article.doc)

    with pytest.raises(OSError, match="the disk is gone"):
        read_all()
    assert came == [str(number) for number in range(BATCH + 1)]


def test_long_articles_make_small_batches(report: str) -> None:
    reader = KeywordReader()
    long = report * (BATCH_CHARACTERS // (2 * len(report)) + 1)
    ravayat.read([Article(str(number), text) for number, text in enumerate([report, long, long, long])], reader=reader)
    assert reader.batches == [1, 2, 1]


def test_nothing_is_asked_for_before_it_is_needed(report: str) -> None:
    taken = []

    def stream() -> Iterator[Article]:
        for number in range(100):
            taken.append(number)
            yield Article(str(number), report)

    next(ravayat.read_articles(stream(), KeywordReader()))
    assert taken == [0]


def test_rejections_come_through_without_a_reader() -> None:
    rejection = Rejection("a.txt", "empty", "remove it")
    assert list(ravayat.read_articles([rejection])) == [rejection]
