from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.evaluate import PlainClaim, from_claims_json, to_claims_json
from ravayat.records import (
    COUNT_SLOTS,
    EVENT_TYPES,
    STANCES,
    Article,
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
    Span,
    Time,
)

SCHEME = {
    *("id", "event", "type", "trigger", "trigger_start", "trigger_end", "actor", "target", "place", "time"),
    *("killed", "wounded", "captured", "displaced", "chain", "stance"),
}

letters = st.characters(exclude_categories=["Cs"])
small = st.integers(0, 10_000)


@st.composite
def read_articles(draw: st.DrawFn) -> ReadArticle:
    """An article with claims whose quotes are cut out of its text."""
    text = draw(st.text(letters, min_size=2, max_size=80))
    confidences = st.floats(0, 1)

    def quote() -> Quote:
        start = draw(st.integers(0, len(text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(text))))
        return Quote.read(text, span, draw(confidences))

    def quotes() -> tuple[Quote, ...]:
        return tuple(quote() for _ in range(draw(st.integers(0, 3))))

    def claim(number: int) -> Claim:
        words = st.text(letters)
        optional = {
            slot: Count(
                draw(st.none() | small), draw(st.none() | small), quote(), draw(words), tuple(draw(st.lists(words)))
            )
            for slot in COUNT_SLOTS
        }
        told = {slot: count for slot, count in optional.items() if draw(st.booleans())}
        time = Time(
            draw(st.none() | st.dates()),
            draw(st.none() | st.dates()),
            quote(),
            precision=draw(st.sampled_from(["day", "month"])),
            method=draw(words),
            clock=draw(st.none() | st.just("09:30")),
        )
        return Claim(
            id=number,
            event=draw(small),
            type=draw(st.sampled_from(sorted(EVENT_TYPES))),
            trigger=quote(),
            stance=draw(st.sampled_from(sorted(STANCES))),
            actors=quotes(),
            targets=quotes(),
            places=quotes(),
            time=time if draw(st.booleans()) else None,
            chain=quotes(),
            cue=quote() if draw(st.booleans()) else None,
            confidence=draw(confidences),
            killed=told.get("killed"),
            wounded=told.get("wounded"),
            captured=told.get("captured"),
            displaced=told.get("displaced"),
        )

    words = st.none() | st.text(letters)
    article = Article(draw(st.text(letters)), text, draw(words), draw(st.none() | st.dates()), draw(words), draw(words))
    return ReadArticle(article, tuple(claim(number) for number in range(1, draw(st.integers(1, 4)))))


@given(read_articles())
def test_writing_and_reading_back_loses_nothing(read: ReadArticle) -> None:
    assert from_claims_json(json.loads(json.dumps(to_claims_json(read)))) == read


@given(read_articles())
def test_every_quote_stands_at_its_offsets(read: ReadArticle) -> None:
    fields = to_claims_json(read)
    for claim in fields["claims"]:
        for quotes in claim["quotes"].values():
            assert all(fields["text"][quote["start"] : quote["end"]] == quote["text"] for quote in quotes)


@given(read_articles())
def test_the_scorer_sees_the_same_claim_either_way(read: ReadArticle) -> None:
    for claim, fields in zip(read.claims, to_claims_json(read)["claims"], strict=True):
        ours, theirs = PlainClaim.of(claim), PlainClaim.from_json(fields)
        assert ours.counts == theirs.counts
        assert (ours.actor, ours.chain, ours.start, ours.event) == (
            theirs.actor,
            theirs.chain,
            theirs.start,
            theirs.event,
        )


def test_form_is_that_of_the_annotation_scheme() -> None:
    text = "سانا: سه نفر در حلب کشته شدند"

    def quote(words: str) -> Quote:
        return Quote.read(text, Span(text.index(words), text.index(words) + len(words)), 0.5)

    claim = Claim(
        1, 1, "other", quote("کشته"), "asserted", killed=Count(3, None, quote("سه نفر")), chain=(quote("سانا"),)
    )
    (written,) = to_claims_json(ReadArticle(Article("a", text), (claim,)))["claims"]
    assert written.keys() == SCHEME | {"confidence", "quotes", "meaning"}
    assert written["killed"] == {"min": 3, "max": None}
    assert written["chain"] == ["سانا"]
    assert written["time"] is None
    assert written["quotes"]["killed"] == [{"text": "سه نفر", "start": 6, "end": 12, "confidence": 0.5}]


def test_meaning_holds_what_is_known_and_says_what_is_not() -> None:
    text = "انفجار در حمص"
    homs = Place("gn:1", "حمص", "Homs", "town", "SY", "", 34.73, 36.72, 800_000, "GeoNames")
    quote = Quote.read(text, Span(10, 13))
    found = ResolvedPlace(PlaceMention("حمص", quote.span), homs, "town", "name", (), (PlaceCandidate(homs, 1.0),))
    lost = ResolvedActor("بنفشه‌پوشان", "unresolved", reason="no name or noun of it is in the registry")
    meaning = Meaning(places=(found,), actors=(lost,))
    claim = Claim(1, 1, "explosion", Quote.read(text, Span(0, 6)), "asserted", places=(quote,), meaning=meaning)
    (written,) = to_claims_json(ReadArticle(Article("a", text), (claim,)))["claims"]
    assert written["meaning"]["actor"] == [{"level": "unresolved", "reason": lost.reason}]
    [place] = written["meaning"]["place"]
    assert place == {
        "id": "gn:1",
        "name": "حمص",
        "latin": "Homs",
        "country": "SY",
        "latitude": 34.73,
        "longitude": 36.72,
        "precision": "town",
        "method": "name",
        "candidates": [{"id": "gn:1", "name": "حمص", "score": 1.0}],
    }


@pytest.mark.parametrize("fields", [{}, {"doc": "a", "text": "b"}])
def test_other_forms_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        from_claims_json(fields)
