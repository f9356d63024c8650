from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_builder import Make, problem

from ravayat.views.exports import EXPORTS

API = "/api/v1"


def get(client: TestClient, path: str, **params: Any) -> Any:
    response = client.get(f"{API}{path}", params=params)
    assert response.status_code == 200, response.text
    return response.json()


def test_about_counts_and_names(client: TestClient) -> None:
    about = get(client, "/about")
    assert about["counts"] == {"articles": 3, "claims": 5, "events": 2}
    assert "contested" in about["standings"]
    assert {"key", "en", "fa", "definition"} == set(about["types"][0])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {1, 5}),
        ({"types": "explosion"}, {5}),
        ({"types": ["explosion", "air_strike"]}, {1, 5}),
        ({"words": "پزشکان مرز"}, {1}),
        ({"words": "حلب"}, {1, 5}),
        ({"country": "AF"}, {1}),
        ({"near": "36.7,68.8", "within": "30"}, {1}),
        ({"near": "36.7,68.8", "within": "1"}, set()),
        ({"since": "1394-07-11", "until": "1394-07-11"}, {1}),
        ({"since": "2015-10-04"}, set()),
        ({"source": "reuters"}, {1}),
        ({"root": "taliban"}, {1}),
        ({"standing": "contested"}, {1}),
        ({"killed": "20"}, {1}),
        ({"roots": "2"}, {1}),
        ({"confidence": "0.99"}, set()),
        ({"unreviewed": "true"}, {1, 5}),
        ({"side": "US"}, set()),
        ({"undated": "true"}, {5}),
    ],
)
def test_every_condition_is_a_parameter(client: TestClient, asked: dict[str, Any], found: set[int]) -> None:
    answer = get(client, "/events", **asked)
    assert {line["id"] for line in answer["events"]} == found
    assert answer["total"] == len(found)


def test_pages_are_followed_by_a_cursor(client: TestClient) -> None:
    first = get(client, "/events", sort="id", limit=1)
    second = get(client, "/events", sort="id", limit=1, after=first["next"])
    assert [first["events"][0]["id"], second["events"][0]["id"], second["next"]] == [1, 5, None]


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{API}/events/1")
    again = client.get(f"{API}/events/1", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    client.post(f"{API}/claims/1/review", json={"verdict": "accept", "by": "مریم"})
    assert client.get(f"{API}/events/1", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_event_tells_claims_roots_and_standing(client: TestClient) -> None:
    event = get(client, "/events/1")
    assert event["standing"]["key"] == "contested"
    assert {claim["claim"]["stance"] for claim in event["claims"]} == {"asserted", "denied"}
    assert any(root["key"] == "reuters" for root in event["roots"])


def test_offsets_of_claims_count_the_text_of_the_article(client: TestClient) -> None:
    article = get(client, "/articles/2")
    for claim in article["claims"]:
        trigger = claim["claim"]["trigger"]
        assert article["text"][trigger["span"]["start"] : trigger["span"]["end"]] == trigger["text"]
    assert article["article"]["title"] == "ارتش: <b>سه</b> کشته"


def test_sources_and_who_quotes_whom(client: TestClient) -> None:
    told = get(client, "/sources")
    lines = {line["key"]: line for line in told["sources"]}
    assert lines["reuters"]["contested"] == 1
    assert lines["reuters"]["en"] == "Reuters"
    assert {"by": "بازنشر", "of": "reuters", "claims": 1} in told["quotings"]
    assert [line["key"] for line in get(client, "/sources", key="reuters")["sources"]] == ["reuters"]


def test_review_is_attributed_and_undone(client: TestClient) -> None:
    made = client.post(f"{API}/claims/1/review", json={"verdict": "reject", "by": "مریم", "reason": "تکراری"})
    assert made.status_code == 201
    assert get(client, "/claims/1")["reviewed"] == "rejected"
    (line,) = get(client, "/claims/1/history")
    assert (line["by"], line["reason"], line["withdrawn"]) == ("مریم", "تکراری", None)
    assert line["at"].endswith("Z")
    assert client.delete(f"{API}/decisions/{made.json()['decision']}").status_code == 204
    assert get(client, "/claims/1")["reviewed"] is None


def test_a_correction_takes_words_of_the_text(client: TestClient) -> None:
    text = get(client, "/articles/1")["text"]
    start = text.index("شهر کندز")
    value = [[start, start + len("شهر کندز")]]
    body = {"verdict": "correct", "slot": "place", "value": value, "by": "مریم"}
    assert client.post(f"{API}/claims/1/review", json=body).status_code == 201
    assert get(client, "/claims/1")["claim"]["places"][0]["text"] == "شهر کندز"
    body["value"] = [[0, 10_000]]
    assert "outside the text" in problem(client.post(f"{API}/claims/1/review", json=body))["detail"]


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("killed", {"span": [True, 5], "min": 1}),
        ("killed", {"span": [0, 5], "min": True}),
        ("killed", {"span": [0, 5], "min": 10**30}),
        ("place", [[False, 3]]),
        ("place", [[0, 1.5]]),
        ("trigger", None),
        ("trigger", [True, True]),
        ("time", {"span": [0, 5], "from": "0001-01-01", "to": "9999-12-31"}),
    ],
)
def test_a_correction_that_means_nothing_is_refused(client: TestClient, slot: str, value: Any) -> None:
    body = {"verdict": "correct", "slot": slot, "value": value, "by": "مریم"}
    assert problem(client.post(f"{API}/claims/1/review", json=body))["status"] == 422
    assert get(client, "/claims/1/history") == []


def test_joins_are_made_kept_apart_and_withdrawn(client: TestClient) -> None:
    made = client.post(f"{API}/joins", json={"first": 1, "second": 5, "by": "مریم"})
    assert get(client, "/events/5")["id"] == 1
    assert client.delete(f"{API}/joins/{made.json()['join']}").status_code == 204
    assert get(client, "/events/5")["id"] == 5
    split = client.post(f"{API}/splits", json={"claims": [4], "by": "مریم"})
    assert split.json()["events"] == [1, 4]
    assert client.post(f"{API}/events/5/grade", json={"standing": "denied", "by": "مریم"}).status_code == 201
    assert get(client, "/events/5")["standing"]["by"] == "مریم"


def test_the_queue_begins_with_what_a_look_would_change_most(client: TestClient) -> None:
    queue = get(client, "/queue")
    assert queue["total"] == 5
    # The least sure claim of a contested event with many deaths; last the sure one of an event without.
    assert [queue["claims"][0]["claim"], queue["claims"][-1]["claim"]] == [3, 5]


def test_map_and_timeline_sum_up_what_the_list_shows(client: TestClient) -> None:
    assert sum(cell["count"] for cell in get(client, "/map", zoom=0)["cells"]) == 2
    assert [cell["event"] for cell in get(client, "/map", zoom=6, country="AF")["cells"]] == [1]
    assert [(bar["since"], bar["count"]) for bar in get(client, "/timeline")["bars"]] == [("2015-10-03", 1)]


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_are_streams_of_what_answers(client: TestClient, name: str) -> None:
    pytest.importorskip("pyarrow")
    response = client.get(f"{API}/exports/{name}", params={"types": "air_strike"})
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith("attachment")
    if name == "jsonl":
        assert [json.loads(line)["id"] for line in response.text.splitlines()] == [1]


def test_chains_are_drawn(client: TestClient) -> None:
    response = client.get(f"{API}/events/1/chains.svg", params={"language": "fa"})
    assert response.headers["content-type"] == "image/svg+xml"
    assert "رویترز" in response.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events/999", 404),
        ("/articles/999", 404),
        ("/claims/999", 404),
        ("/events/0", 422),
        ("/events/x", 422),
        ("/events/99999999999999999999999", 422),
        ("/events?types=none", 422),
        ("/events?limit=0", 422),
        ("/events?after=x", 422),
        ("/events?after=99999999999999999999999999|99999999999999999999999999&sort=id", 422),
        ("/events?since=2015-13-41", 422),
        ("/events?since=2016-01-01&until=2015-01-01", 422),
        ("/events?near=a,b", 422),
        ("/events?near=nan,nan", 422),
        ("/events?words=%00", 422),
        ("/events?words=...", 422),
        ("/exports/xml", 404),
        ("/readings/none", 404),
        ("/nowhere", 404),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(client: TestClient, path: str, status: int) -> None:
    assert problem(client.get(API + path))["status"] == status


def test_a_decision_needs_a_name(client: TestClient) -> None:
    told = problem(client.post(f"{API}/claims/1/review", json={"verdict": "accept"}))
    assert told["remedy"] == 'say who, with "by"'


def test_description_is_whole(client: TestClient) -> None:
    described = client.get(f"{API}/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            assert told["description"], (method, path)
            assert "application/problem+json" in told["responses"]["422"]["content"], (method, path)
    assert described["components"]["schemas"]["Problem"]["required"]
    assert "Event" in described["components"]["schemas"]


def test_nobody_can_name_another_once_signed_in(make_client: Make) -> None:
    client = make_client(password="correct horse battery")  # noqa: S106 - of a test
    headers = {"Authorization": "Bearer correct horse battery", "X-Ravayat-By": "reza"}
    body = {"verdict": "accept", "by": "somebody else"}
    assert client.post(f"{API}/claims/1/review", json=body, headers=headers).status_code == 201
    history = client.get(f"{API}/claims/1/history", headers=headers).json()
    assert history[0]["by"] == "reza"


@pytest.mark.parametrize("path", [f"{API}/events/1/chains.svg", "/static/areas.json", "/static/borders.json"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_drawings_and_borders_are_not_sent_to_who_has_them(client: TestClient, path: str, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    first = client.get(path, headers=headers)
    assert first.status_code == 200
    again = client.get(path, headers={**headers, "If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={**headers, "If-None-Match": '"other"'}).content == first.content


@pytest.mark.parametrize("path", ["/", "/events/1", f"{API}/events", f"{API}/exports/jsonl", "/static/list.js"])
def test_the_head_of_an_answer_is_that_of_the_whole(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "content-encoding", "content-security-policy"):
        assert head.headers.get(name) == whole.headers.get(name)
    assert client.head("/events/77").status_code == 404
