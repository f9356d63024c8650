"""What of a telling bears on whether it is about the same event as another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from ravayat.corpus.article_file import load_articles
from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.joining.traits import RADIUS, Traits, stems_of, traits_of
from ravayat.ledger.store.joining import traits_from_json, traits_to_json
from ravayat.records import Article, Claim, ReadArticle
from ravayat.records.place import PRECISION
from ravayat.testing import claim_of, made_report


def one(read: ReadArticle) -> Traits:
    [traits] = traits_of(read.article, read.claims).values()
    return traits


def test_a_telling_is_what_an_article_says_of_one_event() -> None:
    read = made_report(1, denier="ارتش روسیه")
    assert len(traits_of(read.article, read.claims)) == 1
    apart = (read.claims[0], replace(read.claims[1], event=2))
    assert list(traits_of(read.article, apart)) == [1, 2]
    assert traits_of(read.article, ()) == {}


def test_day_place_and_numbers_are_those_told() -> None:
    traits = one(made_report(1, place="حلب", killed=7))
    assert (traits.first, traits.last, traits.time_told) == (date(2016, 9, 1).toordinal(),) * 2 + (True,)
    assert (traits.place, traits.within[-1], traits.country, traits.precision) == ("gn:170063", "SY", "SY", "town")
    assert traits.killed == ((7, 7),)
    assert traits.types == ("air_strike",)


def test_without_a_day_it_is_looked_for_in_those_before_publication() -> None:
    read = made_report(1)
    untold = replace(read, claims=tuple(replace(claim, time=None) for claim in read.claims))
    traits = one(untold)
    assert not traits.time_told
    assert traits.last == date(2016, 9, 1).toordinal()
    assert traits.first is not None
    assert traits.first < traits.last


def test_without_any_day_there_is_none() -> None:
    traits = one(made_report(1, day=None))
    assert (traits.first, traits.last, traits.published, traits.time_told) == (None, None, None, False)


def test_the_narrowest_stretch_of_days_is_taken() -> None:
    read = made_report(1, denier="ارتش روسیه")
    first, second = read.claims
    assert second.time is not None
    wide = replace(second, time=replace(second.time, first=date(2016, 8, 1), last=date(2016, 9, 30)))
    assert one(replace(read, claims=(wide, first))).first == date(2016, 9, 1).toordinal()


def test_the_most_exact_place_is_taken() -> None:
    article = Article("a", "انفجار در سوریه و در استان حلب و در شهر حلب", "ایسنا", date(2016, 9, 1))
    claim = claim_of(article, "explosion", "انفجار", place="سوریه|استان حلب|شهر حلب")
    traits = one(ReadArticle(article, add_meanings(article, (claim,))))
    assert (traits.place, traits.precision) == ("gn:170063", "town")


def test_a_claim_without_a_meaning_has_traits_too() -> None:
    read = made_report(1)
    bare = replace(read, claims=tuple(replace(claim, meaning=None) for claim in read.claims))
    traits = one(bare)
    assert (traits.place, traits.place_told, traits.actors) == (None, False, ())
    assert traits.words


def test_words_are_those_of_the_sentence_in_one_spelling() -> None:
    article = Article("a", "پیش از آن. انفجار كتابخانه‌ها در شهر. پس از آن", "ایسنا")
    traits = one(ReadArticle(article, (claim_of(article, "explosion", "انفجار"),)))
    assert set(stems_of("انفجار کتابخانه ها شهر")) == set(traits.words)


def test_every_precision_of_a_place_has_a_radius() -> None:
    assert set(PRECISION.values()) == set(RADIUS)
    assert len(set(RADIUS.values())) == len(RADIUS), "the precision is known by its radius"


def test_traits_of_the_corpus_survive_storing(root: Path) -> None:
    read = [
        (entry.article, add_meanings(entry.article, entry.claims))
        for entry in load_articles(root / "corpus" / "articles")
    ][:60]
    found = [traits for article, claims in read for traits in traits_of(article, claims).values()]
    assert len(found) > 60
    for traits in found:
        assert traits_from_json(traits_to_json(traits)) == traits


def test_unresolved_places_are_no_places() -> None:
    read: ReadArticle = made_report(1, place="ناکجاآباد بالایی")
    claims: tuple[Claim, ...] = read.claims
    assert claims[0].meaning is not None
    assert one(read).place_told is False
