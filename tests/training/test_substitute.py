"""Other places stand in a text and every quote still names its own words."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from ravayat.corpus.article_file import AnnotatedArticle, load_articles
from ravayat.training.substitute import place_names, substituted


@pytest.fixture(scope="module")
def written(root: Path) -> list[AnnotatedArticle]:
    return list(load_articles(root / "corpus" / "articles"))[::20]


def test_every_quote_is_the_text_at_its_place(written: list[AnnotatedArticle]) -> None:
    names = place_names(written)
    for seed, annotated in enumerate(written):
        made = substituted(annotated, names, random.Random(seed))
        assert len(made.claims) == len(annotated.claims)
        for claim in made.claims:
            assert all(quote.span.of(made.article.text) == quote.text for quote in claim.quotes())


def test_a_place_is_the_same_place_throughout(written: list[AnnotatedArticle]) -> None:
    def places(one: AnnotatedArticle) -> list[str]:
        return [quote.text for claim in one.claims for quote in claim.places]

    often = next(one for one in written if max(map(places(one).count, place_names([one])), default=0) > 1)
    name = max(place_names([often]), key=places(often).count)
    made = [substituted(often, ["سرپل"], random.Random(seed)) for seed in range(40)]
    changed = [one for one in made if name not in places(one)]
    assert changed
    for one in changed:
        assert all(new == "سرپل" for old, new in zip(places(often), places(one), strict=True) if old == name)


def test_without_places_nothing_changes(written: list[AnnotatedArticle]) -> None:
    bare = replace(written[0], claims=())
    assert substituted(bare, ["سرپل"], random.Random(1)) == bare
