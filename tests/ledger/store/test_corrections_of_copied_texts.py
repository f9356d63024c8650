"""A text that others copied is corrected: it stays the one that they copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ravayat.ledger.store import Outcome, Store
from ravayat.records import ReadArticle
from ravayat.testing import made_report
from ravayat.views.chains import chain_graph

FIRST, LATER = date(2016, 9, 1), date(2016, 9, 2)


def told(read: ReadArticle, outlet: str, day: date | None, words: str = "") -> ReadArticle:
    article = read.article
    return replace(
        read,
        article=replace(
            article, outlet=outlet, published=day, url=f"https://example.org/{outlet}", text=article.text + words
        ),
    )


@pytest.fixture
def read() -> ReadArticle:
    return made_report(1)


@pytest.mark.parametrize("day", [LATER, date(2016, 9, 3), None])
def test_a_corrected_original_is_no_copy_of_its_copy(store: Store, read: ReadArticle, day: date | None) -> None:
    store.add(told(read, "شرق", FIRST), "m1")
    copy = store.add(told(read, "کیهان", LATER), "m1")
    corrected = store.add(told(read, "شرق", day, " این خبر تصحیح شد."), "m1")
    assert corrected.outcome is Outcome.VERSION
    assert store.article(corrected.article)[0].copy_of is None
    assert store.article(copy.article)[0].copy_of == corrected.article


def test_the_drawn_chain_leads_from_the_corrected_original_to_its_copy(store: Store, read: ReadArticle) -> None:
    store.add(told(read, "شرق", FIRST), "m1")
    copy = store.add(told(read, "کیهان", LATER), "m1")
    corrected = store.add(told(read, "شرق", LATER, " این خبر تصحیح شد."), "m1")
    [event] = store.events()
    ways = [(edge.source, edge.target) for edge in chain_graph(event).edges if edge.kind == "copied"]
    assert (f"article:{corrected.article}", f"article:{copy.article}") in ways
    assert (f"article:{copy.article}", f"article:{corrected.article}") not in ways


def test_a_corrected_copy_is_a_copy_still(store: Store, read: ReadArticle) -> None:
    original = store.add(told(read, "شرق", FIRST), "m1")
    store.add(told(read, "کیهان", LATER), "m1")
    corrected = store.add(told(read, "کیهان", LATER, " این خبر تصحیح شد."), "m1")
    assert store.article(corrected.article)[0].copy_of == original.article
    assert store.article(original.article)[0].copy_of is None


def test_who_copies_a_corrected_text_later_copies_it(store: Store, read: ReadArticle) -> None:
    store.add(told(read, "شرق", FIRST), "m1")
    corrected = store.add(told(read, "شرق", date(2016, 9, 3), " این خبر تصحیح شد."), "m1")
    copy = store.add(told(read, "کیهان", LATER, " این خبر تصحیح شد."), "m1")
    assert store.article(corrected.article)[0].copy_of is None
    assert store.article(copy.article)[0].copy_of == corrected.article


def test_a_text_that_was_there_before_all_versions_is_what_they_copy(store: Store, read: ReadArticle) -> None:
    copy = store.add(told(read, "شرق", LATER), "m1")
    corrected = store.add(told(read, "شرق", LATER, " این خبر تصحیح شد."), "m1")
    original = store.add(told(read, "کیهان", FIRST), "m1")
    assert store.article(copy.article)[0].copy_of == original.article
    assert store.article(corrected.article)[0].copy_of == original.article
