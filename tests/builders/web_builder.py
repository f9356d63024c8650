"""A ledger for tests of the web application, and what they read in its answers."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.store import open_store
from ravayat.records import Article, Claim, Count, Quote, ReadArticle, Span, Time

Make = Callable[..., TestClient]
"""Makes a client of a server with settings."""


def quote(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote.read(text, Span(start, start + len(words)), 0.9)


def told(number: int, text: str, trigger: str, **slots: Any) -> Claim:
    """A claim whose quotes are the first such words of the text."""
    lists = {name: tuple(quote(text, words) for words in slots.pop(name, ())) for name in ("chain", "places", "actors")}
    for name in ("killed", "wounded"):
        if name in slots:
            low, high, words = slots[name]
            slots[name] = Count(low, high, quote(text, words))
    if "time" in slots:
        first, last, words = slots["time"]
        slots["time"] = Time(first, last, quote(text, words))
    if "cue" in slots:
        slots["cue"] = quote(text, slots["cue"])
    values: dict[str, Any] = {"type": "air_strike", "stance": "asserted", "event": 1, "confidence": 0.8}
    return Claim(id=number, trigger=quote(text, trigger), **lists, **(values | slots))


NIGHT = (date(2015, 10, 3), date(2015, 10, 3))
DOCTORS = "سازمان پزشکان بدون مرز می گوید که در حمله هوایی به شهر کندز بامداد شنبه دست‌کم ۱۹ تن کشته شدند."
ARMY = "سخنگوی ارتش آمریکا گفت که در حمله هوایی به کندز روز شنبه سه نفر کشته شدند. طالبان حمله هوایی را انکار کرد."
LATER = "به گزارش رویترز در حمله هوایی روز شنبه به کندز ۴۲ نفر جان باختند. در حلب هم انفجار بمب رخ داد."


def reports() -> list[ReadArticle]:
    """Three reports of one event, who differ, and one more event."""
    first = Article("doctors", DOCTORS, "روزنامه چهارراه", date(2015, 10, 3), "حمله به کندز", "https://example.org/1")
    second = Article("army", ARMY, "خبرگزاری شمال", date(2015, 10, 4), "ارتش: <b>سه</b> کشته")
    third = Article("later", LATER, "بازنشر", date(2015, 10, 9))
    found = [
        ReadArticle(
            first,
            (
                told(1, DOCTORS, "حمله هوایی", chain=["سازمان پزشکان بدون مرز"], cue="می گوید", places=["کندز"],
                     killed=(19, None, "دست‌کم ۱۹ تن"), time=(*NIGHT, "بامداد شنبه")),
            ),
        ),
        ReadArticle(
            second,
            (
                told(1, ARMY, "حمله هوایی", chain=["سخنگوی ارتش آمریکا"], cue="گفت", places=["کندز"],
                     killed=(3, 3, "سه نفر"), time=(*NIGHT, "روز شنبه")),
                told(2, ARMY, "انکار کرد", chain=["طالبان"], places=["کندز"], stance="denied",
                     time=(*NIGHT, "روز شنبه"), confidence=0.4),
            ),
        ),
        ReadArticle(
            third,
            (
                told(1, LATER, "حمله هوایی", chain=["رویترز"], places=["کندز"], killed=(42, 42, "۴۲ نفر"),
                     time=(*NIGHT, "روز شنبه")),
                told(2, LATER, "انفجار", type="explosion", event=2, places=["حلب"]),
            ),
        ),
    ]  # fmt: skip
    return [replace(one, claims=add_meanings(one.article, one.claims)) for one in found]


def fill(address: Path) -> None:
    """Store the reports; those about the strike are joined by hand, whatever the weights make of them."""
    with open_store(address) as store:
        for read in reports():
            store.add(read, "by hand")
        for other in (2, 4):
            if store.event(1).id != store.event(other).id:
                store.judge(1, other, same=True, by="مریم", reason="یک شب، یک جا")


def add_version(address: Path) -> None:
    """Store a corrected form of the first report as article 4: 22 for 19, and a sentence that wants to be more."""
    text = DOCTORS.replace("۱۹ تن", "۲۲ تن") + " شمار کشته‌ها افزایش یافت. <script>alert(1)</script>\u202e"
    claim = told(1, text, "حمله هوایی", places=["کندز"], killed=(22, None, "دست‌کم ۲۲ تن"))
    with open_store(address) as store:
        added = store.add(ReadArticle(replace(reports()[0].article, text=text), (claim,)), "by hand")
    assert (added.article, added.outcome.value) == (4, "version")


def token(page: str) -> str:
    """The token that a page's forms carry."""
    return page.split('name="csrf" value="')[1].split('"', maxsplit=1)[0]


def problem(response: Any) -> dict[str, Any]:
    """The problem that a response is."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    body: dict[str, Any] = json.loads(response.text)
    assert set(body) == {"type", "title", "status", "detail", "remedy"}
    assert body["remedy"]
    return body


def done(client: TestClient, key: str) -> dict[str, Any]:
    """A reading once it is through."""
    for _ in range(400):
        reading: dict[str, Any] = client.get(f"/api/v1/readings/{key}").json()
        if reading["state"] in ("done", "failed"):
            return reading
        time.sleep(0.05)
    raise AssertionError(f"never ends: {reading}")


def upload(client: TestClient, *files: tuple[str, bytes]) -> Any:
    """Hand files in."""
    return client.post("/api/v1/readings", files=[("files", (name, io.BytesIO(data))) for name, data in files])
