"""Claims go into the store and come back as they were."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.ledger.store import Store
from ravayat.ledger.store.codec import claim_from_json, claim_from_text, claim_to_json
from ravayat.pipeline import load_reader
from ravayat.records import (
    Claim,
    Count,
    Meaning,
    Place,
    PlaceCandidate,
    PlaceMention,
    Quote,
    ReadArticle,
    ResolvedActor,
    ResolvedPlace,
    ResolvedSource,
    Span,
    Time,
)
from ravayat.records.place import PRECISION
from ravayat.sources import load
from ravayat.testing import made_report

# What PostgreSQL's JSONB cannot hold is refused before it gets here.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
floats = st.floats(0, 1)
spans = st.tuples(st.integers(0, 500), st.integers(1, 50)).map(lambda pair: Span(pair[0], sum(pair)))
quotes = st.builds(Quote, texts, spans, floats)
days = st.none() | st.dates()
numbers = st.none() | st.integers(0, 10**9)
counts = st.none() | st.builds(Count, numbers, numbers, quotes, texts, st.lists(texts, max_size=2).map(tuple))
times = st.builds(
    Time, days, days, quotes, texts, texts, texts, texts, st.none() | texts, st.none() | texts, st.none() | texts
)
degrees = st.floats(-180, 180)
places = st.builds(
    Place,
    texts,
    texts,
    texts,
    st.sampled_from(sorted(PRECISION)),
    texts,
    texts,
    degrees,
    degrees,
    st.integers(0, 10**8),
    texts,
)
resolved = st.builds(
    ResolvedPlace,
    st.builds(PlaceMention, texts, st.none() | spans, st.integers(0, 5)),
    st.none() | places,
    texts,
    texts,
    st.lists(places, max_size=2).map(tuple),
    st.lists(st.builds(PlaceCandidate, places, floats), max_size=2).map(tuple),
)
actors = st.builds(ResolvedActor, **{
    field.name: st.sampled_from(["entry", "body", "class", "unresolved"])
    if field.name == "level"
    else st.lists(texts, max_size=2).map(tuple)
    if field.name == "also"
    else st.booleans()
    if field.name == "loaded"
    else texts
    if field.name in ("words", "fa", "en", "reason")
    else st.none() | texts
    for field in fields(ResolvedActor)
})  # fmt: skip
sources = st.builds(
    ResolvedSource,
    actors,
    st.none() | texts,
    st.booleans(),
    st.lists(texts, max_size=2).map(tuple),
    st.none() | texts,
    st.none() | st.booleans(),
)


def some(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=2).map(tuple)


meanings = st.builds(Meaning, some(actors), some(actors), some(resolved), some(sources))
claims = st.builds(
    Claim,
    st.integers(1, 99),
    st.integers(1, 99),
    texts,
    quotes,
    texts,
    some(quotes),
    some(quotes),
    some(quotes),
    st.none() | times,
    counts,
    counts,
    counts,
    counts,
    some(quotes),
    st.none() | quotes,
    floats,
    st.none() | meanings,
)


def slim(claim: Claim) -> Claim:
    """Without the candidates of places, which are not kept."""
    if claim.meaning is None:
        return claim
    kept = tuple(replace(place, candidates=()) for place in claim.meaning.places)
    return replace(claim, meaning=replace(claim.meaning, places=kept))


@given(claims)
def test_claims_survive_json(claim: Claim) -> None:
    assert claim_from_json(json.loads(json.dumps(claim_to_json(claim)))) == slim(claim)
    assert claim_from_text(json.dumps(claim_to_json(claim))) == slim(claim)


def test_a_teller_stored_before_its_country_was_asked_is_read_as_not_asked() -> None:
    teller = ResolvedSource(ResolvedActor("روسیه", "body", "RU.government", kind="government", country="RU"))
    claim = Claim(1, 1, "explosion", Quote("x", Span(0, 1)), "asserted")
    asked = replace(claim, meaning=Meaning(chain=(replace(teller, whole_state=True),)))
    stored = claim_to_json(asked)
    assert stored["meaning"]["chain"][0].pop("whole_state") is True
    before = replace(claim, meaning=Meaning(chain=(teller,)))
    assert claim_from_json(stored) == claim_from_text(json.dumps(stored)) == before


def test_what_is_as_it_is_by_default_is_not_written() -> None:
    assert set(claim_to_json(Claim(1, 1, "explosion", Quote("x", Span(0, 1)), "asserted"))) == {
        "id",
        "event",
        "type",
        "trigger",
        "stance",
    }


def test_what_is_no_claim_is_refused() -> None:
    with pytest.raises(ValueError, match="no claim"):
        claim_from_json({"id": 1})
    for broken in ('{"id": 1}', '{"id"'):
        with pytest.raises(ValueError, match="no claim"):
            claim_from_text(broken)


@given(st.data())
def test_floats_and_days_are_exact(data: st.DataObject) -> None:
    quote = Quote("x", Span(0, 1), data.draw(floats))
    claim = Claim(1, 1, "x", quote, "y", time=Time(date.min, date.max, quote), confidence=data.draw(floats))
    assert claim_from_json(json.loads(json.dumps(claim_to_json(claim)))) == claim


def test_claims_survive_the_store(store: Store) -> None:
    read = made_report(1, source="سانا", denier="ارتش روسیه")
    odd = replace(read.claims[0], confidence=0.1 + 0.2, trigger=replace(read.claims[0].trigger, confidence=1 / 3))
    read = ReadArticle(read.article, (odd, *read.claims[1:]))
    number = store.add(read, "m1").article
    assert tuple(one.claim for one in store.claims(number)) == tuple(map(slim, read.claims))


def test_claims_of_real_reports_survive_the_store(store: Store, root: Path) -> None:
    articles = list(load([root / "examples"]))[:3]
    for read in load_reader().read(articles):  # type: ignore[arg-type]
        assert read.claims
        number = store.add(read, "m1").article
        assert tuple(one.claim for one in store.claims(number)) == tuple(map(slim, read.claims))
        assert {one.event for one in store.claims(number)} <= {event.id for event in store.events()}
