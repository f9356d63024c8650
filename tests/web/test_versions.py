"""What a version of an article changed, as text and as claims; and what one source told."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_builder import DOCTORS, Make, add_version, problem, reports, told

from ravayat.ledger.store import Question, open_store
from ravayat.records import ReadArticle
from ravayat.testing import made_report
from ravayat.web.versions import changes

API = "/api/v1"


@pytest.fixture
def versioned(address: Path, make_client: Make) -> TestClient:
    """The ledger after the first report was corrected: 22 for 19, and a sentence more."""
    add_version(address)
    return make_client()


def test_changes_lead_from_the_older_text_to_the_newer() -> None:
    found = changes("دست‌کم ۱۹ تن کشته شدند.\nپایان", "دست‌کم ۲۲ تن کشته شدند.\nپایان خبر")
    assert [(one.kind, one.text) for one in found] == [
        ("same", "دست‌کم "),
        ("out", "۱۹"),
        ("in", "۲۲"),
        ("same", " تن کشته شدند.\nپایان"),
        ("in", " خبر"),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_nothing_of_either_text_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    words = ["حلب", "کندز", "\n", " ", "\u202e", "۱۲", "،", "می‌گوید", "\0", "😀"]
    older, newer = ("".join(chance.choices(words, k=chance.randint(0, 60))) for _ in range(2))
    found = changes(older, newer)
    assert "".join(one.text for one in found if one.kind != "in") == older
    assert "".join(one.text for one in found if one.kind != "out") == newer


def test_very_long_lines_are_compared_too() -> None:
    older = " ".join(f"واژه{number}" for number in range(3_000))
    newer = "نخست " + older.replace("واژه1500", "دیگر") + " پایان"
    found = changes(older, newer)
    assert "".join(one.text for one in found if one.kind != "out") == newer
    assert "".join(one.text for one in found if one.kind != "in") == older


def test_texts_that_share_nothing_but_blanks_changed_whole() -> None:
    # difflib took minutes for less: every blank fitted every other one.
    older, newer = (" ".join(f"{stem}{number}" for number in range(5_000)) for stem in ("واژه", "سخن"))
    assert [(one.kind, one.text) for one in changes(older, newer)] == [("out", older), ("in", newer)]


@pytest.mark.parametrize(("stem", "count"), [("و", 9_000), (".", 9_000), ("\n", 300_000)])
def test_one_word_again_and_again_is_compared(stem: str, count: int) -> None:
    found = changes(stem * count + " الف", stem * (count // 2) + " ب")
    assert "".join(one.text for one in found if one.kind != "in") == stem * count + " الف"
    assert "".join(one.text for one in found if one.kind != "out") == stem * (count // 2) + " ب"


def test_a_page_shows_what_was_taken_out_and_put_in(versioned: TestClient) -> None:
    page = versioned.get("/articles/4/changes").text
    assert "<del>۱۹</del><ins>۲۲</ins>" in page
    # The text is text here too, and what nobody would see stands there by its code.
    assert "<script>alert" not in page
    assert "&lt;" in page
    assert 'data-code="U+202E"' in page
    assert 'href="/articles/4/changes"' in versioned.get("/articles/4").text
    event = versioned.get(f"{API}/articles/4").json()["claims"][0]["event"]
    assert 'href="/articles/4/changes"' in versioned.get(f"/events/{event}").text


def test_the_api_tells_texts_and_claims_that_changed(versioned: TestClient) -> None:
    told = versioned.get(f"{API}/articles/4/changes").json()
    assert (told["older"]["id"], told["newer"]["id"]) == (1, 4)
    assert {"kind": "out", "text": "۱۹"} in told["changes"]
    killed = {one["kind"]: one["claim"]["claim"]["killed"]["minimum"] for one in told["claims"]}
    assert killed == {"out": 19, "in": 22}
    assert versioned.get(f"{API}/articles/4/changes", params={"since": 1}).json() == told


@pytest.mark.parametrize("path", ["/articles/1/changes", "/articles/4/changes?since=2", "/articles/99/changes"])
def test_where_there_is_nothing_older_that_is_told(versioned: TestClient, path: str) -> None:
    assert problem(versioned.get(API + path))["status"] == 404
    assert versioned.get(path).status_code == 404


def test_the_course_of_an_event_is_told(client: TestClient) -> None:
    course = client.get(f"{API}/events/1/course").json()
    assert [stage["day"] for stage in course] == ["2015-10-03", "2015-10-04", "2015-10-09"]
    assert [stage["standing"]["key"] for stage in course] == ["single_source", "contested", "contested"]
    killed = [(stage["counts"][0]["low"], stage["counts"][0]["high"]) for stage in course]
    assert killed == [(19, None), (3, None), (3, 42)]
    page = client.get("/events/1", headers={"Accept-Language": "en"}).text
    assert "How it came to stand so" in page
    assert page.count('class="changed"') >= 2


def test_values_that_differ_stand_together(client: TestClient) -> None:
    page = client.get("/events/1", headers={"Accept-Language": "en"}).text
    spread = page.split('class="spread"')[1].split("</dl>", maxsplit=1)[0]
    assert "killed" in spread
    assert spread.count('class="shared') >= 3


def test_the_page_of_a_source_tells_what_it_told_and_how(client: TestClient) -> None:
    told = client.get(f"{API}/sources/told", params={"key": "reuters"}).json()
    (line,) = told["events"]
    assert (line["event"], line["root"], line["alone"], line["through"]) == (1, True, False, ["بازنشر"])
    assert (line["stances"], line["standing"]) == (["asserted"], "contested")
    assert told["standings"] == [{"standing": "contested", "events": 1}]
    carrier = client.get(f"{API}/sources/told", params={"key": "بازنشر"}).json()
    by_event = {line["event"]: line for line in carrier["events"]}
    assert (by_event[1]["of"], by_event[1]["root"]) == (["reuters"], False)
    assert (by_event[5]["root"], by_event[5]["alone"]) == (True, True)
    page = client.get("/source?key=reuters", headers={"Accept-Language": "en"}).text
    assert "Through whom its words came" in page
    assert 'href="/events/1#claim-' in page
    assert problem(client.get(f"{API}/sources/told", params={"key": "nobody"}))["status"] == 404


def a_version(address: Path, killed: str, *, model: str = "by hand") -> int:
    """Store the first report with another count, as it was read by a model; its number."""
    text = DOCTORS.replace("۱۹ تن", f"{killed} تن")
    claim = told(1, text, "حمله هوایی", places=["کندز"], killed=(int(killed), None, f"دست‌کم {killed} تن"))
    with open_store(address) as store:
        return store.add(ReadArticle(replace(reports()[0].article, text=text), (claim,)), model).article


def changed(client: TestClient, number: int, **params: int) -> list[tuple[str, int]]:
    """The counts that a version took out and put in."""
    claims = client.get(f"{API}/articles/{number}/changes", params=params).json()["claims"]
    return [(one["kind"], one["claim"]["claim"]["killed"]["minimum"]) for one in claims]


def test_versions_between_the_first_and_the_last_are_compared_as_they_were_read_last(
    address: Path, make_client: Make
) -> None:
    second = a_version(address, "۲۲")
    assert a_version(address, "۲۲", model="another") == second  # read again: the first reading counts no more
    third = a_version(address, "۳۰")
    client = make_client()
    assert changed(client, second) == [("out", 19), ("in", 22)]
    assert changed(client, third) == [("out", 22), ("in", 30)]
    assert changed(client, third, since=1) == [("out", 19), ("in", 30)]


def test_what_was_rejected_is_told_as_neither_taken_out_nor_put_in(address: Path, make_client: Make) -> None:
    client = make_client()
    assert client.post(f"{API}/claims/1/review", json={"verdict": "reject", "by": "مریم"}).status_code == 201
    # The decision goes over to the claim of the new version.
    assert changed(client, a_version(address, "۲۲")) == []


def test_a_body_with_many_offices_is_told_of_as_a_whole_and_office_by_office(address: Path, make_client: Make) -> None:
    body = "UA.local_government"
    with open_store(address) as store:
        for number, town in enumerate(("خارکف", "سومی")):
            store.add(made_report(number, place=town, source=f"استاندار {town}"), "by hand")
        keys = {root.key for line in store.ask(Question(root=body)).events for root in store.event(line.id).roots}
    assert len(keys) == 2
    client = make_client()
    for key, events in ((body, 2), *((key, 1) for key in keys)):
        told = client.get(f"{API}/sources/told", params={"key": key}).json()
        assert [line["root"] for line in told["events"]] == [True] * events
        assert sum(line["events"] for line in told["standings"]) == events
        (line,) = client.get(f"{API}/sources", params={"key": key}).json()["sources"]
        assert (line["key"], line["events"], line["as_root"]) == (key, events, events)
        assert client.get("/source", params={"key": key}).status_code == 200
