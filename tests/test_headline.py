"""What an article is called where it has no title: channel posts begin with signs, at times on a line of their own."""

from __future__ import annotations

import io

import pytest

from ravayat.records import Article, ReadArticle
from ravayat.views.terminal import ledger_console, show


@pytest.mark.parametrize(
    ("title", "text", "headline"),
    [
        ("عنوان", "متن", "عنوان"),
        (None, "انفجار در حلب\nسه تن کشته شدند", "انفجار در حلب"),
        (None, "🔴\nانفجار در حلب", "انفجار در حلب"),
        (None, "▪️ ◾\n\n⭕️ انفجار در حلب", "انفجار در حلب"),
        (None, "🔴 فوری / انفجار در حلب", "فوری / انفجار در حلب"),
        (None, "- «حمله» به حلب", "«حمله» به حلب"),
        (None, "۱۲ تن کشته شدند", "۱۲ تن کشته شدند"),
        ("🔴", "🔴\nانفجار در حلب", "انفجار در حلب"),
        ("🔴 عنوان", "متن", "🔴 عنوان"),
        (None, "🔴 … ▪️", ""),
        (None, "", ""),
    ],
)
def test_a_headline_is_words_not_the_sign_before_them(title: str | None, text: str, headline: str) -> None:
    assert Article("a", text, title=title).headline == headline


def test_the_terminal_shows_the_words_of_a_post() -> None:
    out = io.StringIO()
    show(ReadArticle(Article("a", "🔴\nانفجار در حلب"), ()), ledger_console(out))
    assert out.getvalue().splitlines()[1] == "انفجار در حلب"
