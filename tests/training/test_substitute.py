"""Other places stand in a text and every quote still names its own words."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from ravayat.corpus.article_file import AnnotatedArticle, CorpusError, load_articles
from ravayat.evaluate.agreement import comparable
from ravayat.training.substitute import OTHER_WORDS, OtherWords, load_other_words, place_names, reworded, substituted


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


@pytest.fixture(scope="module")
def others(root: Path) -> OtherWords:
    return load_other_words(root / "corpus" / OTHER_WORDS)


def test_other_words_tell_the_events_and_every_quote_is_the_text_at_its_place(
    written: list[AnnotatedArticle], others: OtherWords
) -> None:
    changed = 0
    for seed, annotated in enumerate(written):
        made = reworded(annotated, others, 0.5, random.Random(seed))
        for old, new in zip(annotated.claims, made.claims, strict=True):
            assert all(quote.span.of(made.article.text) == quote.text for quote in new.quotes())
            if old.trigger.text != new.trigger.text:
                changed += 1
                assert new.trigger.text in others[comparable(old.trigger.text).replace(" ", ""), old.type]
            assert [quote.text for quote in old.chain] == [quote.text for quote in new.chain]
    assert changed


def test_no_share_of_triggers_changes_nothing(written: list[AnnotatedArticle], others: OtherWords) -> None:
    assert all(reworded(one, others, 0.0, random.Random(1)) is one for one in written)


def test_a_trigger_within_another_quote_stays(written: list[AnnotatedArticle], others: OtherWords) -> None:
    for annotated in written:
        made = reworded(annotated, others, 1.0, random.Random(2))
        for old, new in zip(annotated.claims, made.claims, strict=True):
            overlapped = any(
                quote.span.overlaps(old.trigger.span) and quote.span != old.trigger.span
                for claim in annotated.claims
                for quote in claim.quotes()
            )
            assert not overlapped or old.trigger.text == new.trigger.text


@pytest.mark.parametrize("line", ["کشته شدند\tair_strike", "a\tb\tc\td"])
def test_a_table_with_other_columns_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "words.tsv").write_text(f"کشته شدند\tother\tجان باختند\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"words.tsv:2: not three columns"):
        load_other_words(tmp_path / "words.tsv")
