"""Articles that want to be more than text: pages show whatever they hold as text, or the reader refuses it in words."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from web_builder import done, token, upload

API = "/api/v1"
SENTENCE = "به گزارش سانا، در حمله هوایی به شهر حلب سه نفر کشته شدند. درگیری در حومه شهر ادامه دارد. "
SCRIPTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "</div></main><h1>x</h1>",
    '"><script>alert(1)</script>', "'><iframe src=javascript:alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "{{ 7*7 }}{% raw %}", "${7*7}", "<!--", "]]>", "&lt;script&gt;", "<form action=//evil.example><button>",
    "<math><mtext></mtext><mglyph><style></style>", "<template><script></script></template>", "%3Cscript%3E",
    "<xmp><script>", "\u2028alert(1)\u2029", "\ufeff<script>", "<ScRiPt >", "<input autofocus onfocus=alert(1)>",
)  # fmt: skip
TURNING = "\u202a \u202b \u202d \u202e \u2066 \u2067 \u2068 \u200e \u200f \u061c \u00ad \ufff9 \U000e0041".split(" ")


class Allowed(HTMLParser):
    """Elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "script":
            self.scripts.append(told.get("src"))
        if tag in ("iframe", "base", "style", "xmp", "template", "math", "object", "embed"):
            self.bad.append(tag)
        self.bad += [name for name in told if name.startswith("on") or name == "style"]
        self.bad += [value for value in told.values() if value and re.match(r"\s*(javascript|//|https?:)", value)]


def check(page: str) -> None:
    """A page holds nothing but ours."""
    parser = Allowed()
    parser.feed(page)
    assert parser.bad == []
    assert all(source and source.startswith("/static/") for source in parser.scripts)
    assert "49" not in re.findall(r"{{.*?}}|49 ", page)


def hand_in(client: TestClient, **article: str) -> dict[str, object]:
    return done(client, client.post(f"{API}/readings/text", json=article).json()["id"])


def pages(client: TestClient, reading: dict[str, object]) -> list[str]:
    (stored,) = reading["stored"]  # type: ignore[misc]
    found = [f"/articles/{stored['article']}", f"/review/{stored['events'][0]}", "/", "/sources"]  # type: ignore[index]
    return [client.get(path).text for path in [*found, *(f"/events/{one}" for one in stored["events"])]]  # type: ignore[index]


@pytest.mark.parametrize("attack", SCRIPTS)
def test_scripts_are_text(client: TestClient, attack: str) -> None:
    text = f"{SENTENCE}{attack}\n{SENTENCE}"
    reading = hand_in(client, text=text, title=attack.strip(), outlet=f"سانا {attack}", url=f"javascript:{attack}")
    for page in pages(client, reading):
        check(page)
    number = reading["stored"][0]["article"]  # type: ignore[index]
    answer = client.get(f"{API}/articles/{number}")
    assert answer.headers["content-type"] == "application/json"
    # Nothing was lost or changed on the way.
    assert answer.json()["text"] == text.removeprefix("\ufeff")


@pytest.mark.parametrize("sign", TURNING)
def test_signs_that_turn_the_direction_are_shown_by_their_code(client: TestClient, sign: str) -> None:
    reading = hand_in(client, text=f"{SENTENCE}سی{sign}صد نفر {SENTENCE}", title=f"عنوان{sign}", outlet=f"سانا{sign}")
    page, *others = pages(client, reading)
    assert f'data-code="U+{ord(sign):04X}"' in page
    assert all(sign not in one for one in [page, *others])


def test_null_bytes_and_half_characters_are_refused_in_words(client: TestClient) -> None:
    reading = hand_in(client, text=f"{SENTENCE}\0{SENTENCE}")
    assert (reading["stored"], reading["left_out"][0]["reason"]) == ([], "holds null bytes")  # type: ignore[index]
    surrogate = client.post(
        f"{API}/readings/text", content=b'{"text": "\\ud800"}', headers={"Content-Type": "application/json"}
    )
    assert surrogate.status_code in (202, 422)
    told = done(client, upload(client, ("a.txt", b"\xff\xfe\xfd" + SENTENCE.encode())).json()["id"])
    assert told["left_out"]


def test_a_line_of_ten_megabytes_is_refused_in_words(client: TestClient) -> None:
    told = done(client, upload(client, ("a.txt", (SENTENCE * 60_000).encode()[:10_000_000])).json()["id"])
    assert "longer than 1,000,000 characters" in told["left_out"][0]["reason"]
    # The one that fits is stored, and its page is there.
    text = SENTENCE.strip() * 2_000
    reading = hand_in(client, text=text)
    page = client.get(f"/articles/{reading['stored'][0]['article']}")  # type: ignore[index]
    assert page.status_code == 200


def test_a_bomb_is_refused_in_words(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 60_000_000)
    told = done(client, upload(client, ("bomb.zip", packed.getvalue())).json()["id"])
    assert told["stored"] == []
    assert told["left_out"]


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "\"'><b>", "{{7*7}}", "\u202e"])
def test_addresses_are_text_too(client: TestClient, attack: str) -> None:
    for path in ("/", "/source", "/review/1", "/nowhere", "/login"):
        for name in ("words", "source", "key", "undo", "next", "actor", "province", "sort", "types", attack):
            page = client.get(path, params={name: attack})
            assert page.status_code < 500, (path, name)
            check(page.text)


def test_names_and_reasons_of_people_are_text(client: TestClient) -> None:
    told = {"csrf": token(client.get("/review/1").text), "verdict": "accept", "by": "<b>مریم", "reason": "<script>x"}
    assert client.post("/review/1", data=told).status_code == 303
    for path in ("/review/1", "/events/1"):
        page = client.get(path).text
        check(page)
        assert "&lt;b&gt;مریم" in page
