"""What the reader is not sure of is marked in every view, until a person vouches for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_builder import quote, told

from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.store import open_store
from ravayat.records import Article, ReadArticle

MARK, DOUBT = 'class="unsure"', 'class="doubtful"'
RAID = "به گزارش رویترز در حمص درگیری شد و پنج نفر کشته شدند."


@pytest.fixture
def address(address: Path) -> Path:
    """The reports, and one that nobody else tells: claim 6, of which the reader is not sure, nor of its number."""
    claim = told(1, RAID, "درگیری", type="armed_clash", chain=["رویترز"], places=["حمص"], killed=(5, 5, "پنج نفر"))
    assert claim.killed
    number = replace(claim.killed, quote=replace(quote(RAID, "پنج نفر"), confidence=0.2))
    article = Article("raid", RAID, "بازنشر")
    with open_store(address) as store:
        claims = add_meanings(article, (replace(claim, killed=number, confidence=0.3),))
        store.add(ReadArticle(article, claims), "by hand")
    return address


def marks(client: TestClient, path: str, sign: str = MARK) -> int:
    return client.get(path).text.count(sign)


def test_an_event_that_rests_on_unsure_claims_alone_is_marked_wherever_it_is_listed(client: TestClient) -> None:
    assert marks(client, "/?types=armed_clash") == 1
    # A claim of the other event is unsure, too, but it has surer ones.
    assert marks(client, "/?types=air_strike") == 0
    assert marks(client, "/source?key=reuters") == 1
    assert marks(client, "/events/6") == 2  # the event and its claim
    assert marks(client, "/articles/4") == marks(client, "/review/6") == 1


def test_the_map_tells_how_many_are_unsure(client: TestClient) -> None:
    cells = client.get("/api/v1/map?zoom=6").json()["cells"]
    assert {cell["event"]: cell["unsure"] for cell in cells} == {1: 0, 5: 0, 6: 1}


def test_values_that_the_reader_is_not_sure_of_are_marked_one_by_one(client: TestClient) -> None:
    table = client.get("/events/6").text.split('<table class="tellers">')[1].split("</table>")[0]
    assert table.count(DOUBT) == 2  # the number, and the claim beside the stance
    assert marks(client, "/articles/4", DOUBT) == marks(client, "/review/6", DOUBT) == 1
    assert marks(client, "/articles/1", DOUBT) == 0


def test_what_a_person_accepted_is_unsure_no_more(client: TestClient) -> None:
    client.post("/api/v1/claims/6/review", json={"verdict": "accept", "by": "مریم"})
    for path in ("/?types=armed_clash", "/source?key=reuters", "/events/6", "/articles/4", "/review/6"):
        assert marks(client, path) == marks(client, path, DOUBT) == 0, path


def test_a_join_that_is_not_sure_is_marked(client: TestClient, address: Path) -> None:
    from sqlalchemy import update

    from ravayat.ledger.store.engine import make_engine
    from ravayat.ledger.store.schema import claim_join

    client.post("/api/v1/joins", json={"first": 5, "second": 6, "by": "مریم"})
    with make_engine(str(address)).begin() as connection:
        connection.execute(update(claim_join).where(claim_join.c.second == 6).values(score=0.3, by="machine"))
    joins = client.get("/events/5").text.split('id="joins"')[1].split("</section>")[0]
    assert joins.count(MARK) == 1
