from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_builder import Make, token, told

from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.standing.rules import load_rules
from ravayat.ledger.store import Question, open_store
from ravayat.ledger.store.grade_names import grade_name
from ravayat.records import Article, ReadArticle
from ravayat.web.look import Look, in_language, look_of, prefers_english
from ravayat.web.messages import LANGUAGES, messages
from ravayat.web.pages.event_list import drawn, ticks
from ravayat.web.totals import bars

PAGES = (
    "/ /?types=air_strike&killed=3 /?words=هیچ /events/1 /events/5 /articles/1 /articles/2 /sources /source?key=reuters"
    " /review/1 /review/3 /decisions /add /nowhere /events/77"
).split()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_there_in_both_languages(client: TestClient, path: str, language: str) -> None:
    page = client.get(path, headers={"Accept-Language": language})
    assert page.status_code in (200, 404)
    assert f'lang="{language}" dir="{"rtl" if language == "fa" else "ltr"}"' in page.text
    assert page.headers["content-language"] == language


def test_messages_are_the_same_in_both_languages() -> None:
    fa, en = messages("fa"), messages("en")
    assert fa.keys() == en.keys()
    for key in fa:
        assert set(re.findall(r"{\w+}", fa[key])) == set(re.findall(r"{\w+}", en[key])), key


def test_every_message_of_a_template_is_there(root: Path) -> None:
    known = messages("fa")
    for file in (root / "src/ravayat/web/templates").glob("*.html"):
        for key in re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", file.read_text(encoding="utf-8")):
            assert key in known, f"{file.name}: {key}"


def test_persian_comes_first(client: TestClient) -> None:
    assert 'dir="rtl"' in client.get("/", headers={"Accept-Language": ""}).text
    assert prefers_english("en-US,en;q=0.9,fa;q=0.8")
    assert not prefers_english("fa-IR,fa;q=0.9,en;q=0.8")
    assert not prefers_english("de")


def test_the_look_is_kept(client: TestClient) -> None:
    csrf = token(client.get("/").text)
    form = {
        "csrf": csrf,
        "language": "fa",
        "theme": "dark",
        "calendar": "lunar",
        "digits": "latin",
        "back": "/events/1",
    }
    kept = client.post("/look", data=form)
    assert kept.headers["location"] == "/events/1"
    page = client.get("/events/1").text
    assert 'data-theme="dark"' in page
    assert "20 ذی‌الحجه 1436" in page
    client.post("/look", data=form | {"language": "en"})
    assert "3 October 2015" in client.get("/events/1").text


@pytest.mark.parametrize(
    ("cookie", "language"),
    [("en.dark.solar.latin", "en"), ("xx.dark.solar.latin", "fa"), ("", "fa"), ("a" * 5000, "fa")],
)
def test_a_look_that_is_none_is_the_usual_one(cookie: str, language: str) -> None:
    from fastapi import Request

    scope = {"type": "http", "headers": [(b"cookie", f"ravayat-look={cookie}".encode())], "query_string": b""}
    assert look_of(Request(scope)).language == language


def test_list_timeline_and_map_ask_the_same(client: TestClient) -> None:
    page = client.get("/?types=air_strike&since=1394-07-01").text
    assert 'data-query="types=air_strike&amp;since=2015-09-23"' in page
    assert page.count('class="event-line"') == 1
    assert page.count('class="bar"') == 1


def test_tellers_stand_against_values(client: TestClient) -> None:
    page = client.get("/events/1", headers={"Accept-Language": "fa"}).text
    table = page.split('<table class="tellers">')[1].split("</table>")[0]
    assert table.count("<tr") == 5
    for value in ("دست‌کم ۱۹", "۴۲", "۳"):
        assert f"<bdi>{value}</bdi>" in table
    assert 'class="differing"' in table
    # Every value leads to its words on the page.
    for target in set(re.findall(r'href="#(claim-\d+)"', table)):
        assert f'id="{target}"' in page


def test_article_marks_claims_sources_and_cues(client: TestClient) -> None:
    page = client.get("/articles/1").text
    text = page.split('id="text"')[1].split("</div>")[0]
    assert re.search(r'class="mark [^"]*s-trigger[^"]*" data-claims="1">حمله هوایی<', text)
    assert "می\u200cگوید" in text  # the half-space that the raw text lost
    assert re.search(r'class="mark s-cue " data-claims="1"', text)
    assert re.search(r'class="mark s-chain " data-claims="1"', text)


def test_a_review_by_forms_alone(client: TestClient) -> None:
    first = client.get("/review")
    assert first.headers["location"] == "/review/3?skip=0"
    page = client.get(first.headers["location"]).text
    done = client.post("/review/3", data={"csrf": token(page), "verdict": "accept", "by": "مریم"})
    where = done.headers["location"]
    assert re.fullmatch(r"/review/\d+\?skip=0&undo=1", where)
    assert client.get("/api/v1/claims/3").json()["reviewed"] == "accepted"
    page = client.get(where).text
    client.post("/decisions/1/undo", data={"csrf": token(page), "back": "/review"})
    assert client.get("/api/v1/claims/3").json()["reviewed"] is None


def test_corrections_by_form(client: TestClient) -> None:
    csrf = token(client.get("/review/1").text)
    text = client.get("/api/v1/articles/1").json()["text"]
    start = text.index("۱۹ تن")
    common = {"csrf": csrf, "verdict": "correct", "by": "مریم"}
    for fields in (
        {"slot": "killed", "spans": f"{start}-{start + 5}", "low": "19", "high": "19"},
        {"slot": "type", "choice": "shelling"},
        {"slot": "time", "spans": "0-5", "first": "۱۳۹۴-۰۷-۱۲", "last": "1394/07/12"},
        {"slot": "chain", "spans": ""},
    ):
        assert client.post("/review/1", data=common | fields).status_code == 303, fields
    claim = client.get("/api/v1/claims/1").json()["claim"]
    assert (claim["killed"]["minimum"], claim["killed"]["maximum"], claim["type"]) == (19, 19, "shelling")
    assert (claim["time"]["first"], claim["chain"]) == ("2015-10-04", [])
    wrong = client.post("/review/1", data=common | {"slot": "killed", "spans": "x-y"})
    assert wrong.status_code == 422


def test_events_are_split_joined_and_graded_by_form(client: TestClient) -> None:
    csrf = token(client.get("/events/1").text)
    told = {"csrf": csrf, "by": "مریم"}
    assert client.post("/events/1/split", data=told | {"claims": ["4"]}).status_code == 303
    assert client.get("/api/v1/events/4").json()["id"] == 4
    assert client.post("/events/1/join", data=told | {"other": "4"}).status_code == 303
    assert client.get("/events/4").headers["location"] == "/events/1"
    assert client.post("/events/1/grade", data=told | {"standing": "denied", "reason": "<i>"}).status_code == 303
    page = client.get("/events/1").text
    assert "&lt;i&gt;" in page
    assert client.post("/events/1/join", data=told | {"other": "abc"}).status_code == 422


def test_an_empty_ledger_says_how_to_begin(make_client: Make, tmp_path: Path) -> None:
    client = make_client(where=tmp_path / "empty.sqlite")
    assert 'href="/add"' in client.get("/").text.split('class="empty"')[1]
    assert client.get("/review").status_code == 200
    assert client.get("/sources").status_code == 200


def test_look_speaks_the_calendar_that_is_chosen() -> None:
    day = date(2015, 10, 3)
    assert Look().day(day) == "۱۱ مهر ۱۳۹۴"
    assert Look("en", "auto", "gregorian", "latin").day(day) == "3 October 2015"
    assert Look("en", "auto", "lunar", "latin").day(day) == "20 Dhu al-Hijjah 1436"
    assert Look().days(day, date(2015, 10, 4)) == "۱۱ مهر ۱۳۹۴ تا ۱۲ مهر ۱۳۹۴"


def test_a_rejected_claim_is_found_again_and_taken_back(client: TestClient) -> None:
    csrf = token(client.get("/").text)
    # The only claim of its event, and one of several.
    for number in (5, 3):
        client.post(f"/review/{number}", data={"csrf": csrf, "verdict": "reject", "by": "سارا", "reason": "تبلیغ"})
    listed = client.get("/decisions").text
    assert [listed.count(f'href="/review/{number}"') for number in (5, 3)] == [1, 1]
    assert 'href="/decisions"' in client.get("/review/5").text
    assert "/events/5" not in client.get("/review/5").text
    gone = client.get("/events/5", headers={"Accept-Language": "en"})
    assert gone.status_code == 404
    assert "/review/5" in gone.text
    assert 'href="/review/3"' in client.get("/events/1").text.split('id="decisions"')[1]
    assert client.get("/articles/3").text.count('class="claim rejected"') == 1
    every = client.get("/api/v1/decisions").json()
    assert [(line["claim"], line["verdict"]) for line in every["decisions"]] == [(3, "reject"), (5, "reject")]
    assert every["next"] is None
    page = client.get("/api/v1/decisions?limit=1").json()
    assert client.get(f"/api/v1/decisions?before={page['next']}").json()["decisions"][0]["claim"] == 5
    client.post("/decisions/1/undo", data={"csrf": csrf, "back": "/decisions"})
    assert client.get("/events/5").status_code == 200
    assert "rejected" not in client.get("/articles/3").text


def test_a_correction_without_words_is_refused_and_loses_nothing(client: TestClient) -> None:
    csrf = token(client.get("/review/1").text)
    before = client.get("/api/v1/claims/1").json()
    common = {"csrf": csrf, "verdict": "correct", "by": "مریم", "spans": ""}
    for fields in (
        {"slot": "killed", "low": "3", "high": "9"},
        {"slot": "killed", "low": "", "high": "9"},
        {"slot": "time", "first": "1394-07-11", "last": "1394-07-12"},
        {"slot": "trigger"},
    ):
        told = client.post("/review/1", data=common | fields)
        assert told.status_code == 422, fields
        # The claim stays before one's eyes, with what was wrong.
        assert 'role="alert"' in told.text
        assert 'id="correction"' in told.text
    assert client.get("/api/v1/claims/1").json() == before
    # Without numbers the slot is emptied, as the form says.
    assert client.post("/review/1", data=common | {"slot": "killed"}).status_code == 303
    assert client.get("/api/v1/claims/1").json()["claim"]["killed"] is None


def test_a_name_that_was_typed_once_is_kept(client: TestClient) -> None:
    csrf = token(client.get("/review/1").text)
    done = client.post("/review/1", data={"csrf": csrf, "verdict": "accept", "by": "سارا"})
    page = client.get(done.headers["location"]).text
    assert 'name="by" value="سارا"' in page
    # Forms of other tabs are those of the same session.
    assert token(page) == csrf


def test_who_decides_on_an_old_page_is_told_what_others_decided(client: TestClient) -> None:
    page = client.get("/review/1").text
    seen = re.findall(r'name="seen" value="(\d+)"', page)
    assert set(seen) == {"0"}
    form = {"csrf": token(page), "seen": seen[0]}
    assert client.post("/review/1", data=form | {"verdict": "reject", "by": "سارا"}).status_code == 303
    told = client.post("/review/1", data=form | {"verdict": "accept", "by": "علی"}, headers={"Accept-Language": "fa"})
    assert told.status_code == 409
    assert "سارا آن را رد کرده است" in told.text
    assert client.get("/api/v1/claims/1").json()["reviewed"] == "rejected"
    # The page that tells of it is new.
    form["seen"] = re.findall(r'name="seen" value="(\d+)"', told.text)[0]
    assert client.post("/review/1", data=form | {"verdict": "accept", "by": "علی"}).status_code == 303
    body = {"verdict": "reject", "by": "علی", "seen": 0}
    headers = {"X-CSRF-Token": form["csrf"]}
    assert client.post("/api/v1/claims/1/review", json=body, headers=headers).status_code == 409


def test_a_split_is_one_row_and_taken_back_as_one(client: TestClient) -> None:
    csrf = token(client.get("/events/1").text)
    before = client.get("/api/v1/events/1").json()
    client.post("/events/1/split", data={"csrf": csrf, "claims": ["2", "3"], "by": "سارا", "reason": "دو حمله"})
    for number in (1, 2):
        joins = client.get(f"/events/{number}").text.split('id="joins"')[1].split("</section>")[0]
        rows = [row for row in joins.split("<tr>") if "دو حمله" in row]
        assert len(rows) == 1
        withdrawal = re.search(r'action="(/joins/\d+/withdraw)"', rows[0])
        assert withdrawal
        assert 'name="whole" value="true"' in rows[0]
    client.post(withdrawal[1], data={"csrf": csrf, "whole": "true", "back": "/events/1"})
    after = client.get("/api/v1/events/1").json()
    assert after == before


def test_only_a_persons_join_has_a_button_to_take_it_back(client: TestClient) -> None:
    joins = client.get("/events/1").text.split('id="joins"')[1].split("</section>")[0]
    for row in joins.split("<tr>")[1:]:
        assert ("/withdraw" in row) == ("مریم" in row)
    assert any("/withdraw" not in row for row in joins.split("<tr>")[1:])


def test_events_without_a_day_are_told_of_and_can_be_seen(client: TestClient) -> None:
    # Of the two events that of Aleppo has no day.
    page = client.get("/").text
    link = re.search(r'class="undated"><a href="([^"]+)">([^<]+)<', page)
    assert link
    assert "۱" in link[2]
    shown = client.get(unescape(link[1])).text
    assert 'href="/events/5"' in shown
    assert shown.count('class="event-line"') == 1
    assert 'class="undated"' not in shown
    # In a stretch of days nobody sees it, and that is said, for the other conditions that were asked.
    within = client.get("/?since=2015-10-01&until=2015-10-31").text
    assert 'class="undated"' in within
    assert within.count('class="event-line"') == 1
    assert 'class="undated"' not in client.get("/?since=2015-10-01&country=AF").text
    assert client.get("/api/v1/events?undated=true").json()["total"] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_the_timeline_stand_at_their_bars(language: str) -> None:
    look = in_language(language)
    days = [(date(year, 3, 1), 1) for year in range(2015, 2027)]
    found = bars(days, "gregorian")
    ends = {one.label.split(":")[0]: one for one in drawn(found, Question(), look)}
    marks = ticks(found, look)
    assert len(marks) > 3
    for mark in marks:
        bar = next(one for name, one in ends.items() if name == mark.label)
        assert bar.x - 7 <= mark.x <= bar.x + bar.width + 7
        if mark.anchor == "middle":
            assert abs(mark.x - (bar.x + bar.width / 2)) < 0.1
    page_anchor = "start" if language == "en" else "end"
    assert [mark.anchor for mark in marks if mark.x < 60] in ([], [page_anchor])


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"published": "1405/13/01"}, "1405/13/01"), ({"outlet": "x" * 2_500}, "رسانه")],
)
def test_a_report_that_cannot_be_taken_stays_in_the_form(client: TestClient, fields: dict[str, str], said: str) -> None:
    form = {"csrf": token(client.get("/add").text), "text": "در حلب <b>انفجار</b> رخ داد.", "title": "انفجار"}
    page = client.post("/add", data=form | fields, headers={"Accept-Language": "fa"})
    assert page.status_code == 422
    alert = page.text.split('role="alert"')[1].split("</div>")[0]
    assert said in alert
    assert not re.search("[a-z]{4}", re.sub("<[^>]+>", "", alert))
    assert "در حلب &lt;b&gt;انفجار&lt;/b&gt; رخ داد.</textarea>" in page.text
    assert 'name="title" value="انفجار"' in page.text


@pytest.mark.parametrize("path", ["/events/77", "/?since=1405-13-01", "/?confidence=5", "/nowhere", "/articles/77"])
def test_pages_tell_people_what_helps_them_and_not_programs(client: TestClient, path: str) -> None:
    for language in LANGUAGES:
        page = client.get(path, headers={"Accept-Language": language}).text
        alert = page.split('role="alert"')[1].split("</div>")[0]
        assert "ravayat " not in alert
        assert "/api/" not in alert
        if language == "fa":
            assert not re.search("[a-z]{3}", re.sub("<[^>]+>|confidence|since", "", alert)), alert


def test_a_country_is_not_named_twice(client: TestClient, address: Path) -> None:
    text = "در عراق انفجار رخ داد."
    article = Article("iraq", text, "بازنشر")
    with open_store(address) as store:
        claim = told(1, text, "انفجار", type="explosion", places=["عراق"])
        store.add(ReadArticle(article, add_meanings(article, (claim,))), "by hand")
    page = client.get("/events/6", headers={"Accept-Language": "en"}).text
    heading = page.split("<h1>")[1].split("</h1>")[0]
    assert heading.count("Iraq") == 1


def test_sentences_are_in_the_digits_of_the_page_and_name_a_grade_set_by_hand(client: TestClient) -> None:
    sentence = client.get("/events/1").text.split('class="sentence">')[1].split("</bdi>")[0]
    assert not re.search("[0-9]", sentence)
    form = {"csrf": token(client.get("/events/1").text), "standing": "denied", "by": "سارا"}
    client.post("/events/1/grade", data=form)
    event = client.get("/api/v1/events/1").json()
    assert event["standing"]["en"].startswith("Set to denied by سارا (by the rules: ")
    assert event["standing"]["fa"].startswith("به داوری سارا: انکارشده (دستگاه: ")


def test_grades_are_called_the_same_on_pages_and_in_sentences() -> None:
    for rule in load_rules(None).grades:
        for language in LANGUAGES:
            assert grade_name(rule.key, language) == in_language(language).standing(rule.key)
