from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import URL
from starlette.requests import HTTPConnection
from web_builder import Make, problem, token

from ravayat.web.pace import Pace
from ravayat.web.sessions import LONGEST, Sessions
from ravayat.web.settings import Settings, SettingsFault

PASSWORD = "correct horse battery"  # noqa: S105 - of tests
EVERYWHERE = "0.0.0.0"  # noqa: S104 - no test binds to it
REVIEW = "/api/v1/claims/1/review"
ACCEPT = {"verdict": "accept", "by": "مریم"}


@pytest.mark.parametrize("host", [EVERYWHERE, "192.168.1.4", "::", "example.org"])
def test_others_get_in_only_with_a_password_or_a_proxy(host: str) -> None:
    with pytest.raises(SettingsFault, match="RAVAYAT_PASSWORD or --password-file"):
        Settings(host=host).check()
    Settings(host=host, password=PASSWORD).check()
    Settings(host=host, user_header="X-Remote-User").check()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_loopback_is_open(host: str) -> None:
    Settings(host=host).check()


@pytest.mark.parametrize(
    "settings",
    [
        {"password": "short"},
        {"port": 70_000},
        {"proxies": ("proxy",)},
        {"user_header": ""},
        {"user_header": "X Remote"},
        {"names": ("",)},
        {"names": ("https://a.example",)},
        {"names": ("a.example:80",)},
        {"names": ("ab.de:80",)},
        {"host": EVERYWHERE, "user_header": ""},
        {"tiles_attribution": "OpenStreetMap"},
    ],
)
def test_settings_that_cannot_be_are_told(settings: dict[str, object]) -> None:
    with pytest.raises(SettingsFault):
        Settings(**settings).check()  # type: ignore[arg-type]


PAGES = (
    "/",
    "/events/1",
    "/articles/2",
    "/sources",
    "/review",
    "/add",
    "/nowhere",
    "/static/base.css",
    "/api/v1/about",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_what_is_not_ours(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES[:6])
def test_pages_hold_no_script_style_or_handler_of_their_own(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=", page)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", page)


def test_another_site_cannot_write(client: TestClient) -> None:
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Origin": "http://127.0.0.1:8741.evil.example"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert problem(client.post(REVIEW, json=ACCEPT, headers=headers))["status"] == 403
    own = {"Origin": "http://127.0.0.1:8741", "Sec-Fetch-Site": "same-origin"}
    assert client.post(REVIEW, json=ACCEPT, headers=own).status_code == 201


def test_a_browser_must_send_its_token(client: TestClient) -> None:
    first = client.get("/review/1")
    page = first.text
    assert "HttpOnly; SameSite=Lax" in first.headers["set-cookie"]
    assert problem(client.post(REVIEW, json=ACCEPT))["status"] == 403
    assert client.post(REVIEW, json=ACCEPT, headers={"X-CSRF-Token": token(page)}).status_code == 201
    form = {"verdict": "accept", "by": "مریم"}
    assert client.post("/review/1", data=form).status_code == 403
    assert client.post("/review/1", data=form | {"csrf": token(page)}).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1"])
def test_a_foreign_name_for_our_address_is_not_us(client: TestClient, host: str) -> None:
    response = client.get("/api/v1/about", headers={"Host": host})
    assert problem(response)["status"] == 421


def test_names_can_be_told(make_client: Make) -> None:
    client = make_client(names=("ledger.example",))
    assert client.get("/api/v1/about", headers={"Host": "ledger.example:8741"}).status_code == 200
    # Behind a proxy that asks under our inner name.
    outer = {"Origin": "https://ledger.example", "Sec-Fetch-Site": "same-origin"}
    assert client.post(REVIEW, json=ACCEPT, headers=outer).status_code == 201


def test_password_is_asked_for_everywhere(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    for path in ("/api/v1/about", "/api/v1/openapi.json", "/api/v1/exports/jsonl"):
        assert problem(client.get(path))["status"] == 401
    assert client.get("/events/1?x=1").headers["location"] == "/login?next=/events/1%3Fx%3D1"
    assert client.post("/add").status_code == 401
    assert client.get("/static/base.css").status_code == 200


def test_signing_in_and_out(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    page = client.get("/login?next=/events/1").text
    form = {"csrf": token(page), "name": "مریم", "password": "wrong password", "next": "/events/1"}
    assert client.post("/login", data=form).status_code == 403
    before = client.cookies["ravayat"]
    signed = client.post("/login", data=form | {"password": PASSWORD})
    assert signed.headers["location"] == "/events/1"
    assert client.cookies["ravayat"] != before
    page = client.get("/review/1").text
    assert client.get("/api/v1/about").status_code == 200
    assert client.post("/review/1", data={"verdict": "accept", "csrf": token(page)}).status_code == 303
    assert client.get("/api/v1/claims/1/history").json()[0]["by"] == "مریم"
    kept = client.cookies["ravayat"]
    client.post("/logout", data={"csrf": token(page)})
    client.cookies.set("ravayat", kept)
    assert client.get("/api/v1/about").status_code == 401


def test_guessing_passwords_takes_long(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    csrf = token(client.get("/login").text)
    form = {"csrf": csrf, "name": "x", "password": "guess"}
    statuses = [client.post("/login", data=form).status_code for _ in range(8)]
    assert statuses[0] == 403
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "where", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\nx"]
)
def test_after_signing_in_nobody_is_led_elsewhere(make_client: Make, where: str) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    form = {"csrf": token(client.get("/login").text), "name": "x", "password": PASSWORD, "next": where}
    assert client.post("/login", data=form).headers["location"] == "/"


def test_the_proxy_tells_who_it_is(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, user_header="X-Remote-User", proxies=("127.0.0.1",))
    # The test client's address is "testclient", which is no proxy.
    told = problem(client.get("/api/v1/about", headers={"X-Remote-User": "admin"}))
    assert told["status"] == 403


def test_a_trusted_proxy_is_believed(address: object) -> None:
    from ravayat.web.app import create_app

    app = create_app(
        str(address),
        Settings(host=EVERYWHERE, user_header="X-Remote-User", proxies=("10.0.0.1",), names=("ledger.example",)),
    )
    with TestClient(app, base_url="http://ledger.example", client=("10.0.0.1", 5000)) as client:
        assert client.get("/api/v1/about").status_code == 401
        headers = {b"X-Remote-User": "مریم".encode()}
        assert client.get("/api/v1/about", headers=headers).status_code == 200
        made = client.post(REVIEW, json={"verdict": "accept", "by": "other"}, headers=headers)
        assert made.status_code == 201
        assert client.get("/api/v1/claims/1/history", headers=headers).json()[0]["by"] == "مریم"


def test_bodies_are_limited_whatever_length_they_tell(make_client: Make) -> None:
    client = make_client(largest_upload=1)
    text = {"text": "ا" * 600_000}
    assert problem(client.post("/api/v1/readings/text", json=text))["status"] == 413

    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(30):
            yield b"x" * 100_000

    form = {"Content-Type": "multipart/form-data; boundary=x"}
    assert problem(client.post("/api/v1/readings", content=endless(), headers=form))["status"] == 413
    assert problem(client.post(REVIEW, content=b"x" * 300_000))["status"] == 413


def test_cookies_are_for_https_alone_where_told(make_client: Make) -> None:
    assert "; Secure" in make_client(secure=True).get("/").headers["set-cookie"]
    assert "; Secure" not in make_client().get("/").headers["set-cookie"]


def test_forged_and_old_sessions_are_none() -> None:
    now = [1000.0]
    sessions = Sessions(lambda: now[0])
    session = sessions.begin("مریم", signed_in=True)
    cookie = sessions.cookie(session)
    assert sessions.read(cookie) == session
    assert Sessions(lambda: now[0]).read(cookie) is None
    for forged in ("", ".", "x.y", cookie[:-1], "A" + cookie, cookie + "\udcff", "ی" + cookie):
        assert sessions.read(forged) is None
    now[0] += LONGEST
    assert sessions.read(cookie) is None


def test_pace_fills_up_again() -> None:
    now = [0.0]
    pace = Pace(2, lambda: now[0])
    assert [pace.wait("a"), pace.wait("a"), pace.wait("b")] == [0, 0, 0]
    assert pace.wait("a") > 0
    now[0] += 31
    assert pace.wait("a") == 0


@pytest.mark.parametrize("path", ["/api/v1/about", "/events/1"])
def test_a_failure_tells_nothing_and_keeps_the_headers(
    client: TestClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(client.app.state.desk.store, "counts", fail)  # type: ignore[attr-defined]
    monkeypatch.setattr(client.app.state.desk.store, "event", fail)  # type: ignore[attr-defined]
    response = client.get(path)
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "script-src 'self'" in response.headers["content-security-policy"]


def from_proxy(address: object, **settings: object) -> TestClient:
    """A client on the machine of a proxy that is believed."""
    from ravayat.web.app import create_app

    told = {"host": "127.0.0.1", "user_header": "X-Remote-User", "proxies": ("10.0.0.1",), **settings}
    app = create_app(str(address), Settings(**told))  # type: ignore[arg-type]
    return TestClient(app, base_url="http://127.0.0.1", client=("10.0.0.1", 5000), follow_redirects=False)


def test_a_page_of_another_name_on_the_proxys_machine_is_nobody(address: object) -> None:
    # DNS rebinding: evil.example leads to our address, and its page may send any header it likes.
    headers = {"Host": "evil.example", "X-Remote-User": "admin", "Origin": "http://evil.example"}
    with from_proxy(address) as client:
        refused = client.get("/events/1", headers=headers)
        assert refused.status_code == 421
        assert "badge" not in refused.text
        assert problem(client.post(REVIEW, json=ACCEPT, headers=headers))["status"] == 421
        assert client.get("/events/1", headers={"X-Remote-User": "admin"}).status_code == 200


def test_a_name_that_somebody_sent_beside_the_proxys_is_not_believed(address: object) -> None:
    with from_proxy(address) as client:
        twice = client.get("/api/v1/about", headers=[("X-Remote-User", "admin"), ("X-Remote-User", "reza")])
        assert problem(twice)["status"] == 403
        assert "more than once" in problem(twice)["detail"]


def test_guessing_the_password_as_a_program_takes_long_too(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    right = {"Authorization": f"Bearer {PASSWORD}"}
    # Who knows it may come as often as they like.
    assert {client.get("/api/v1/about", headers=right).status_code for _ in range(20)} == {200}
    wrong = [client.get("/api/v1/about", headers={"Authorization": f"Bearer guess {n}"}) for n in range(8)]
    assert [answer.status_code for answer in wrong] == [401] * 6 + [429] * 2
    assert int(wrong[-1].headers["retry-after"]) > 0
    # Strangers at the same address do not keep out who knew it before.
    assert client.get("/api/v1/about", headers=right).status_code == 200
    csrf = token(client.get("/login").text)
    form = {"csrf": csrf, "name": "x", "password": PASSWORD}
    assert client.post("/login", data=form).status_code == 429


def test_a_right_guess_among_too_many_is_none(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    for n in range(6):
        client.get("/api/v1/about", headers={"Authorization": f"Bearer guess {n}"})
    assert client.get("/api/v1/about", headers={"Authorization": f"Bearer {PASSWORD}"}).status_code == 429


def test_strangers_learn_nothing_of_the_ledger(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    page = client.get("/login").text
    assert 'class="badge"' not in page
    assert 'class="badge"' in client.get("/", headers={"Authorization": f"Bearer {PASSWORD}"}).text
    for path in ("/loginx", "/lookup", "/fonts.cssx", "/static", "/login/", "/static/../api/v1/about", "//static/x"):
        assert client.get(path).status_code in (303, 307, 401, 404), path
        assert "articles" not in client.get(path).text


def test_another_name_is_no_other_person_to_the_pace(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD, readings_a_minute=2)
    statuses = []
    for name in ("a", "b", "c"):
        headers = {"Authorization": f"Bearer {PASSWORD}", "X-Ravayat-By": name}
        statuses.append(client.post("/api/v1/readings/text", json={"text": name * 50}, headers=headers).status_code)
    assert statuses == [202, 202, 429]


@pytest.mark.parametrize("path", ["/", "/api/v1/exports/jsonl", "/api/v1/events/1/chains.svg", "/login"])
def test_nobody_between_keeps_what_is_not_for_all(client: TestClient, path: str) -> None:
    assert "private" in client.get(path).headers["cache-control"]


def test_ended_sessions_are_forgotten_once_they_are_too_old() -> None:
    now = [1000.0]
    sessions = Sessions(lambda: now[0])
    first = sessions.begin("مریم", signed_in=True)
    sessions.end(first)
    assert sessions.read(sessions.cookie(first)) is None
    now[0] += LONGEST + 1
    sessions.end(sessions.begin())
    assert len(sessions._ended) == 1
    assert sessions.read(sessions.cookie(first)) is None


def test_what_is_given_back_does_not_count_and_no_more_than_all_is_there() -> None:
    pace = Pace(1, lambda: 0.0)
    assert pace.wait("a") == 0
    pace.give_back("a")
    pace.give_back("a")
    assert pace.wait("a") == 0
    assert pace.wait("a") > 0


@pytest.mark.parametrize("path", ["/api/v1/about", "/events/1", "/api/v1/exports/jsonl"])
@pytest.mark.parametrize("host", ["x/static/?", "x/login?", "x/fonts/#"])
def test_a_host_that_holds_a_path_opens_nothing(
    make_client: Make, monkeypatch: pytest.MonkeyPatch, path: str, host: str
) -> None:
    # What older Starlettes make of such a Host: an address whose path begins with what is for all.
    monkeypatch.setattr(HTTPConnection, "url", URL(f"http://{host}{path}"))
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    answered = client.get(path, headers={"Host": host})
    assert answered.status_code in (303, 401)
    assert "articles" not in answered.text
    assert answered.headers.get("location", "").removeprefix("/login?next=") in ("", path)


def sign_in(client: TestClient, password: str, **headers: str) -> int:
    """The status of a try at the door."""
    form = {"csrf": token(client.get("/login").text), "name": "x", "password": password}
    return client.post("/login", data=form, headers=headers).status_code


def test_signing_in_with_the_right_password_counts_as_no_try(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    statuses = set()
    for _ in range(10):
        client.cookies.clear()
        statuses.add(sign_in(client, PASSWORD))
    assert statuses == {303}


def test_behind_our_proxy_one_who_guesses_keeps_nobody_else_out(address: object) -> None:
    password = {"host": EVERYWHERE, "user_header": None, "password": PASSWORD}
    with from_proxy(address, **password) as client:
        stranger = [sign_in(client, "guess", **{"X-Forwarded-For": f"1.1.1.{n}, 203.0.113.7"}) for n in range(8)]
        assert stranger == [403] * 6 + [429] * 2
        assert sign_in(client, PASSWORD, **{"X-Forwarded-For": "203.0.113.7, 2001:db8::1"}) == 303
        # What is no address is not believed: all of these are the proxy itself.
        odd = [sign_in(client, "guess", **{"X-Forwarded-For": f"unknown{n}"}) for n in range(8)]
        assert odd == [403] * 6 + [429] * 2


def test_addresses_that_a_stranger_tells_are_not_believed(make_client: Make) -> None:
    client = make_client(host=EVERYWHERE, password=PASSWORD)
    tries = [sign_in(client, "guess", **{"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(8)]
    assert tries == [403] * 6 + [429] * 2
