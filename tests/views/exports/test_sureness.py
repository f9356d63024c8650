"""How sure the reader is, and what leads back to a text, in forms that have room for it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from event_builder import kunduz

from ravayat.records import Event
from ravayat.views.exports import EXPORTS
from ravayat.views.exports.acled import acled_row
from ravayat.views.exports.geojson import feature
from ravayat.views.exports.ucdp import ucdp_row

EVENT, _ = kunduz()


def with_confidence(*confidences: float, reviewed: str | None = None) -> Event:
    claims = [
        replace(stored, claim=replace(stored.claim, confidence=sure), reviewed=reviewed)
        for stored, sure in zip(EVENT.claims, confidences, strict=False)
    ]
    return replace(EVENT, claims=tuple(claims))


@pytest.mark.parametrize(
    ("event", "surest", "unsure"),
    [
        (with_confidence(0.3, 0.41234), 0.412, True),
        (with_confidence(0.3, 0.7), 0.7, False),
        (with_confidence(0.3, reviewed="accepted"), 0.3, False),
        (with_confidence(0.3, reviewed="rejected"), 0.3, True),
    ],
)
def test_an_event_of_unsure_claims_alone_is_said_to_be_one(event: Event, surest: float, unsure: bool) -> None:
    properties = feature(event)["properties"]
    assert (properties["confidence"], properties["unsure"]) == (surest, unsure)
    row = acled_row(event)
    assert str(row["tags"]).endswith(f"; confidence={surest}")
    assert str(row["notes"]).startswith("Read with less than even chances of being right. ") == unsure
    lines = map(json.loads, EXPORTS["followthemoney"].lines([event]))
    [told] = [entity["properties"] for entity in lines if entity["schema"] == "Event"]
    assert ("unsure" in told["keywords"]) == unsure
    assert (f"unsure: the surest claim has a confidence of {surest}" in told["notes"]) == unsure


def test_articles_without_a_title_are_cited_by_their_name() -> None:
    assert [article["doc"] for article in feature(EVENT)["properties"]["articles"]] == ["doc-1", "doc-2", "doc-3"]
    assert ucdp_row(EVENT)["source_article"] == (
        "روزنامه چهارراه, 2015-10-03, حمله به کندز; خبرگزاری شمال, 2015-10-04, doc-2; بازنشر, 2015-10-05, doc-3"
    )


def test_two_roots_of_one_english_name_stay_two() -> None:
    first, second, *_ = EVENT.roots
    twins = replace(EVENT, roots=(replace(first, en="Office"), replace(second, en="Office", asserts=(2,))))
    assert ucdp_row(twins)["source_original"] == f"Office ({first.fa}); Office ({second.fa})"
