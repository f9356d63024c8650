from __future__ import annotations

import io
import json
import tracemalloc
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.records import Article, Rejection
from ravayat.sources import load
from ravayat.sources.fault import Fault
from ravayat.sources.json_stream import JsonStream


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2024-03-20T23:30:00",
        "date_unixtime": "1710970200",  # 21:30 UTC: one o'clock of the next day in Iran
        "from": "خبر نمونه",
        "from_id": "channel12",
        "text": text,
        **more,
    }


def chat(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "خبر نمونه", "type": "public_channel", "id": 12, **more, "messages": list(messages)}


def read(folder: Path, export: Any, *, indent: int | None = 1) -> list[Article | Rejection]:
    file = folder / "result.json"
    file.write_text(json.dumps(export, ensure_ascii=False, indent=indent), encoding="utf-8")
    return list(load([file]))


def test_post_is_an_article_of_its_channel(tmp_path: Path, report: str) -> None:
    [post] = read(tmp_path, chat(message(7, report)))
    assert isinstance(post, Article)
    assert post.text == report
    assert (post.doc, post.outlet, post.url) == ("telegram-12-7", "خبر نمونه", "https://t.me/c/12/7")
    assert (post.author, post.forwarded_from, post.fetched) == (None, None, "telegram")


def test_styled_pieces_are_put_together_to_the_letter(tmp_path: Path, report: str) -> None:
    pieces = ["🔴 ", {"type": "bold", "text": "فوری"}, "\n\n" + report, {"type": "hashtag", "text": "#حلب"}]
    [post] = read(tmp_path, chat(message(7, pieces)))
    assert isinstance(post, Article)
    assert post.text == f"🔴 فوری\n\n{report}#حلب"


@pytest.mark.parametrize(
    ("fields", "root"),
    [
        ({"forwarded_from": "کانال جبهه", "forwarded_from_id": "channel9"}, "کانال جبهه"),
        ({"forwarded_from": None, "forwarded_from_id": "channel9"}, "channel9"),
        ({"forwarded_from": None}, "Deleted Account"),
        ({}, None),
    ],
)
def test_forwarded_post_names_its_root(tmp_path: Path, report: str, fields: dict[str, Any], root: str | None) -> None:
    [post] = read(tmp_path, chat(message(7, report, **fields)))
    assert isinstance(post, Article)
    assert post.forwarded_from == root
    assert post.outlet == "خبر نمونه"


def test_day_is_that_of_the_country_whose_language_it_is(tmp_path: Path, report: str) -> None:
    first, second = read(
        tmp_path,
        chat(message(1, report), message(2, report, date_unixtime="1710966000")),  # 20:20 UTC
    )
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.published, second.published) == (date(2024, 3, 21), date(2024, 3, 20))


def test_old_export_without_the_moment_gives_the_day_as_written(tmp_path: Path, report: str) -> None:
    post = message(1, report)
    del post["date_unixtime"]
    [article] = read(tmp_path, chat(post))
    assert isinstance(article, Article)
    assert article.published == date(2024, 3, 20)


def test_signature_and_the_writer_in_a_group_are_the_author(tmp_path: Path, report: str) -> None:
    signed, written = read(
        tmp_path, chat(message(1, report, author="مریم"), message(2, report, **{"from": "رضا"}), type="private_group")
    )
    assert isinstance(signed, Article)
    assert isinstance(written, Article)
    assert (signed.author, written.author) == ("مریم", "رضا")
    assert written.url is None


def test_posts_without_words_are_passed_over_and_other_languages_told(tmp_path: Path, report: str) -> None:
    items = read(
        tmp_path,
        chat(
            {"id": 1, "type": "service", "action": "join", "text": ""},
            message(2, "", photo="photos/1.jpg"),
            message(3, ["🔴🔴 ", {"type": "mention", "text": "@channel"}, " https://example.org/x"]),
            message(4, "أعلنت وزارة الصحة ارتفاع عدد القتلى إلى سبعة"),
            message(5, report),
        ),
    )
    assert [type(item) for item in items] == [Rejection, Article]
    assert str(items[0]).startswith(f"{tmp_path / 'result.json'}:4: looks like Arabic")


def test_export_of_everything_gives_every_chat(tmp_path: Path, report: str) -> None:
    export = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "bio": '{["}'},
        "contacts": {"list": [{"first_name": "x"}] * 100},
        "chats": {
            "about": "This page lists all chats.",
            "list": [chat(message(1, report)), chat(message(1, report), name="دیگری", id=13)],
        },
        "left_chats": {"list": [{"name": None, "messages": []}]},
    }
    items = read(tmp_path, export)
    assert [(item.doc, item.outlet) for item in items if isinstance(item, Article)] == [
        ("telegram-12-1", "خبر نمونه"),
        ("telegram-13-1", "دیگری"),
    ]
    assert len(items) == 2


def test_digest_is_that_of_the_post_as_it_stands_in_the_file(tmp_path: Path, report: str) -> None:
    [post] = read(tmp_path, chat(message(7, report)), indent=None)
    assert isinstance(post, Article)
    assert post.original == sha256(json.dumps(message(7, report), ensure_ascii=False).encode()).hexdigest()


def test_what_stands_before_the_damage_is_read(tmp_path: Path, report: str) -> None:
    file = tmp_path / "result.json"
    whole = json.dumps(chat(message(1, report), message(2, report)), ensure_ascii=False)
    file.write_text(whole[: len(whole) - 40], encoding="utf-8")
    first, broken = load([file])
    assert isinstance(first, Article)
    assert isinstance(broken, Rejection)
    assert broken.reason == "broken JSON, perhaps cut off"


def test_chat_without_posts_is_told(tmp_path: Path) -> None:
    [item] = read(tmp_path, chat())
    assert isinstance(item, Rejection)
    assert item.reason == "no post with words in it"


def test_large_export_is_not_held_in_memory(tmp_path: Path, report: str) -> None:
    file = tmp_path / "result.json"
    post = json.dumps(message(1, report), ensure_ascii=False)
    with file.open("w", encoding="utf-8") as out:
        out.write('{"name": "x", "type": "public_channel", "id": 1, "messages": [')
        out.write(",".join([post] * 6_000))
        out.write("]}")
    tracemalloc.start()
    assert sum(isinstance(item, Article) for item in load([file])) == 6_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # What grows are the names of the articles, which are told apart.
    assert peak < file.stat().st_size


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def rebuilt(stream: JsonStream) -> Any:
    if stream.next() == "{":
        return {key: rebuilt(stream) for key in stream.members()}
    if stream.next() == "[":
        return [rebuilt(stream) for _ in stream.elements()]
    return stream.value()[0]


@given(VALUES, st.sampled_from([None, 0, 3]))
def test_stream_gives_what_json_gives(value: Any, indent: int | None) -> None:
    written = json.dumps(value, indent=indent).encode()
    assert rebuilt(JsonStream(io.BytesIO(written), 1_000_000)) == value
    stream = JsonStream(io.BytesIO(written), 1_000_000)
    stream.skip()
    assert stream.next() == ""


@given(VALUES, st.integers(0, 100))
def test_stream_of_broken_json_ends_in_a_fault(value: Any, cut: int) -> None:
    written = json.dumps([value]).encode()
    stream = JsonStream(io.BytesIO(written[: min(cut, len(written) - 1)]), 1_000_000)
    with pytest.raises(Fault):
        stream.skip()


def test_value_longer_than_a_chunk_is_read_and_beyond_the_limit_is_told() -> None:
    long = json.dumps("ب" * 300_000, ensure_ascii=False).encode()
    assert JsonStream(io.BytesIO(long), 1_000_000).value()[0] == "ب" * 300_000
    with pytest.raises(Fault, match="too large"):
        JsonStream(io.BytesIO(long), 100_000).value()
