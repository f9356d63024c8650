"""Claims of the stories, joined by the shipped weights through a store: floors that are never lowered in silence.

The weights were learned from these stories too; figures on stories not learned from are in ``docs/quality.md``.
"""

from pathlib import Path

import pytest

from ravayat.corpus.stories import Story, load_stories
from ravayat.evaluate.joins import pairwise
from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.store import open_store
from ravayat.records import Event, ReadArticle

STORIES = ("afghanistan-1", "gaza-1", "yemen-1")


@pytest.fixture(scope="module")
def stories(root: Path) -> list[Story]:
    return [story for story in load_stories(root / "corpus" / "stories") if story.name in STORIES]


@pytest.fixture(scope="module")
def events(stories: list[Story], tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    reports = [report for story in stories for report in story.reports]
    with open_store(tmp_path_factory.mktemp("stories") / "store.sqlite") as store:
        for report in sorted(reports, key=lambda one: (str(one.article.published), one.article.doc)):
            store.add(ReadArticle(report.article, add_meanings(report.article, report.claims)), "annotated")
        return list(store.events())


def test_claims_of_one_event_are_joined_and_those_of_others_kept_apart(
    stories: list[Story], events: list[Event]
) -> None:
    gold = {
        (report.article.doc, claim.id): report.events[claim.event]
        for story in stories
        for report in story.reports
        for claim in report.claims
    }
    found = {(one.article.doc, one.claim.id): event.id for event in events for one in event.claims}
    assert found.keys() == gold.keys()
    assert pairwise(gold, found, {key: key[0] for key in gold}).f1 >= 0.95


def test_every_quote_of_every_claim_stands_in_its_article(stories: list[Story], events: list[Event]) -> None:
    texts = {report.article.doc: report.article.text for story in stories for report in story.reports}
    for event in events:
        for one in event.claims:
            assert all(quote.span.of(texts[one.article.doc]) == quote.text for quote in one.claim.quotes())
