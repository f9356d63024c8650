"""What the real reader puts out stands in the text, and the same text gives the same claims."""

from __future__ import annotations

from pathlib import Path

import pytest

import ravayat
from ravayat.records import Article, Ledger
from ravayat.text.words import split_words


@pytest.fixture(scope="module")
def reader() -> ravayat.Reader:
    """The reader that comes with the package."""
    return ravayat.load_reader()


@pytest.fixture(scope="module")
def ledger(root: Path, reader: ravayat.Reader) -> Ledger:
    return ravayat.read(root / "examples", reader=reader)


def test_examples_have_claims(ledger: Ledger) -> None:
    assert not ledger.rejections
    assert sum(bool(read.claims) for read in ledger.articles) >= 6


def test_every_quote_is_the_raw_text_at_its_offsets(ledger: Ledger) -> None:
    for read in ledger.articles:
        for claim in read.claims:
            for quote in claim.quotes():
                assert quote.span.of(read.article.text) == quote.text
                assert 0 <= quote.confidence <= 1


def test_every_quote_begins_and_ends_with_a_word(ledger: Ledger) -> None:
    for read in ledger.articles:
        words = split_words(read.article.text)
        for claim in read.claims:
            for quote in claim.quotes():
                assert 0 <= quote.span.start < quote.span.end <= len(read.article.text)
                assert quote.span.start in words.starts, quote
                assert quote.span.end in words.ends, quote


def test_article_read_alone_gives_what_it_gives_among_others(ledger: Ledger, reader: ravayat.Reader) -> None:
    for read in ledger.articles:
        assert ravayat.read(read.article, reader=reader).articles == (read,)


def test_number_of_threads_changes_nothing(root: Path) -> None:
    one, two = (ravayat.read(root / "examples", reader=ravayat.load_reader(threads=threads)) for threads in (1, 2))
    assert one == two


def test_odd_texts_do_not_stop_the_reader(reader: ravayat.Reader) -> None:
    texts = ["\u200c", "🔴🔴", ".", "\n\n\n", "a" * 5000, "حمله " * 3000, "\u202eانفجار\u202c", "و"]
    ledger = ravayat.read([Article(str(number), text) for number, text in enumerate(texts)], reader=reader)
    assert len(ledger.articles) == len(texts)
