from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from event_builder import events, kunduz
from hypothesis import given, settings

from ravayat.records import Event
from ravayat.views.exports import EXPORTS
from ravayat.views.exports.linked import ANNOTATION_CONTEXT

OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"


def document(event: Event) -> Any:
    [line] = EXPORTS["jsonld"].lines([event])
    return json.loads(line)


def expanded(event: Event, root: Path) -> dict[str, Any]:
    """The nodes of the graph by their id, as a JSON-LD processor reads them without a network."""
    jsonld = pytest.importorskip("pyld", reason="expanded where PyLD is installed").jsonld
    context = json.loads((root / "tests/data/exports/annotation_context.json").read_text(encoding="utf-8"))

    def load(url: str, _: Any) -> dict[str, Any]:
        assert url == ANNOTATION_CONTEXT
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    nodes = jsonld.flatten(document(event), None, {"documentLoader": load})
    return {node["@id"]: node for node in nodes}


@settings(max_examples=15)
@given(told=events())
def test_a_processor_finds_every_claim_and_quote(told: tuple[Event, dict[int, str]], root: Path) -> None:
    event, _ = told
    nodes = list(expanded(event, root).values())
    claims = [node for node in nodes if SCHEMA + "Claim" in node.get("@type", ())]
    notes = [node for node in nodes if OA + "Annotation" in node.get("@type", ())]
    assert len(claims) == len(event.claims)
    assert len(notes) == sum(len(claim.claim.quotes()) for claim in event.claims)
    quoted = sorted(node[OA + "exact"][0]["@value"] for node in nodes if OA + "exact" in node)
    assert quoted == sorted(quote.text for claim in event.claims for quote in claim.claim.quotes())


def test_an_annotation_selects_by_position_and_by_quote(root: Path) -> None:
    event, texts = kunduz()
    nodes = expanded(event, root)
    note = nodes["urn:ravayat:claim:1:quote:0"]
    target = nodes[note[OA + "hasTarget"][0]["@id"]]
    selectors = [nodes[one["@id"]] for one in target[OA + "hasSelector"]]
    start = texts[1].index("حمله هوایی")
    assert selectors[0][OA + "start"][0]["@value"] == start
    assert selectors[0][OA + "end"][0]["@value"] == start + 10
    assert selectors[1][OA + "exact"][0]["@value"] == "حمله هوایی"
    article = nodes[target[OA + "hasSource"][0]["@id"]]
    assert article[SCHEMA + "url"][0]["@value"] == "https://example.org/1"


def test_a_claim_names_its_teller_its_article_and_its_event(root: Path) -> None:
    event, _ = kunduz()
    nodes = expanded(event, root)
    claim = nodes["urn:ravayat:claim:3"]
    teller = nodes[claim[SCHEMA + "author"][0]["@id"]]
    assert teller["@type"] == [SCHEMA + "GovernmentOrganization"]
    assert claim["urn:ravayat:stance"][0]["@value"] == "denied"
    assert claim[SCHEMA + "about"][0]["@id"] == "urn:ravayat:event:1"
    assert SCHEMA + "NewsArticle" in nodes[claim[SCHEMA + "appearance"][0]["@id"]]["@type"]


def test_nothing_judges_a_claim() -> None:
    assert "ClaimReview" not in json.dumps(document(kunduz()[0]))
