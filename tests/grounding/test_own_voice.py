"""The outlet's own name in a chain."""

from pathlib import Path

import pytest

from ravayat.grounding.meanings import Knowledge, add_meanings
from ravayat.grounding.own_voice import names_outlet
from ravayat.grounding.registry import Registry, load_registry
from ravayat.records import Article, Claim, Quote, Span


@pytest.mark.parametrize(
    ("words", "outlet", "own"),
    [
        ("خبرگزاری فارس", "Fars News", True),
        ("خبرگزاري فارس", "خبرگزاری فارس", True),
        ("ابنا", "fa.abna24.com", True),
        ("ایسنا", "isna.ir", True),
        ("کردپرس", "kurdpress.com", True),
        ("رویترز", "isna.ir", False),
        ("نشریه محلی بادبان", "نشریه محلی بادبان", True),
        ("پیام‌های رسیده به ایران اینترنشنال", "ایران اینترنشنال", False),
        ("مدیر ایسنا", "isna.ir", False),
        ("روابط عمومی سپاه", "سپاه نیوز", False),
        ("ایسنا", None, False),
    ],
)
def test_the_outlet_is_known_by_its_names(words: str, outlet: str | None, own: bool) -> None:
    assert names_outlet(words, outlet) is own


OWN = '[AF.news_site]\nsail = { fa = "بادبان نیوز", en = "Sail News", aka = "بادبان، sail.example" }\n'


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    own = tmp_path / "mine.toml"
    own.write_text(OWN, encoding="utf-8")
    return load_registry(own)


def test_an_outlet_of_ones_own_registry_is_known_by_its_names(registry: Registry) -> None:
    assert names_outlet("بادبان نیوز", "sail.example", registry)
    assert not names_outlet("بادبان نیوز", "sail.example")
    assert not names_outlet("رویترز", "sail.example", registry)


def test_its_readers_are_at_home_where_that_registry_puts_it(registry: Registry) -> None:
    article = Article("a", "پولیس دو نفر را گرفت", "sail.example")
    quote = Quote.read(article.text, Span(0, 5))
    claim = Claim(1, 1, "arrest", quote, "asserted", actors=(quote,))
    [found] = add_meanings(article, [claim], Knowledge(registry))
    assert found.meaning
    assert found.meaning.actors[0].country == "AF"
