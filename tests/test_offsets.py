"""What the real reader puts out stands in the text, and the same text gives the same claims."""

from __future__ import annotations

from pathlib import Path

import pytest

import ravayat
from ravayat.records import Article, Ledger


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


def test_reading_is_deterministic(ledger: Ledger, root: Path, reader: ravayat.Reader) -> None:
    assert ravayat.read(root / "examples", reader=reader) == ledger


def test_odd_texts_do_not_stop_the_reader(reader: ravayat.Reader) -> None:
    texts = ["\u200c", "🔴🔴", ".", "\n\n\n", "a" * 5000, "حمله " * 3000, "\u202eانفجار\u202c", "و"]
    ledger = ravayat.read([Article(str(number), text) for number, text in enumerate(texts)], reader=reader)
    assert len(ledger.articles) == len(texts)
