"""Who held an office once does not speak for the body of today."""

from __future__ import annotations

import pytest

from ravayat.grounding.registry import Context, resolve_source

AFGHANISTAN = Context((("AF", 9.0),), 2019)


@pytest.mark.parametrize(
    ("words", "class_", "country"),
    [
        ("وزیر خارجه پیشین آمریکا", "foreign_minister", "US"),
        ("وزیر امور خارجه سابق ایران", "foreign_minister", "IR"),
        ("وزیر دفاع اسبق اسرائیل", "defence_minister", "IL"),
        ("وزیر خارجه دولت پیشین افغانستان", "foreign_minister", "AF"),
        ("رئیس‌جمهور پیشین افغانستان", "president", "AF"),
        ("سخنگوی سابق ارتش اسرائیل", "spokesperson", "IL"),
        ("سخنگوی ارتش سابق عراق", "spokesperson", "IQ"),
        ("سخنگوی سابق پنتاگون و کاخ سفید", "spokesperson", "US"),
        ("سخنگوی سابق وزارت دفاع آمریکا (پنتاگون)", "spokesperson", "US"),
        ("معاون سابق وزیر خارجه آمریکا", "deputy", "US"),
        ("رئیس پیشین موساد", "leader", "IL"),
        ("فرمانده سابق ازبک", "commander", "UZ"),
        ("یکی از فرماندهان سابق سپاه", "official_source", "IR"),
        ("سفیر پیشین بریتانیا در سوریه", "official_source", "GB"),
        ("وزیر سابق دفاع آمریکا", "official_source", "US"),
        ("دبیرکل سابق ناتو", "leader", "INT"),
        ("خبرنگار سابق بی‌بی‌سی", "reporter", "GB"),
        ("اعضای سابق ارتش افغانستان", "official_source", "AF"),
        ("نظامیان سابق افغان", "official_source", "AF"),
        ("مسئولان پیشین افغانستان", "official_source", "AF"),
    ],
)
def test_a_former_office_is_a_class_of_its_own(words: str, class_: str, country: str | None) -> None:
    found = resolve_source(words)
    assert (found.who.level, found.who.id, found.who.country, found.who.kind) == ("class", class_, country, "person")
    assert "former" in found.who.reason
    assert not found.is_party


@pytest.mark.parametrize("words", ["یک مقام سابق آمریکایی", "یک مقام آمریکایی سابق", "مقام پیشین سازمان ملل"])
def test_a_former_official_without_a_name_is_of_no_body(words: str) -> None:
    found = resolve_source(words)
    assert (found.who.level, found.who.of, found.anonymous, found.party) == ("class", None, True, ())


def test_a_known_person_stays_beside_the_class() -> None:
    found = resolve_source("حامد کرزی رئیس جمهور پیشین افغانستان", AFGHANISTAN).who
    assert (found.level, found.id, found.person) == ("class", "president", "hamid-karzai")


@pytest.mark.parametrize("words", ["سخنگوی سابق وزارت دفاع آمریکا", "مدیر سابق سیا", "تحلیلگر سابق سیا"])
def test_its_country_is_that_of_the_body_and_not_the_article_s(words: str) -> None:
    found = resolve_source(words, AFGHANISTAN)
    assert (found.who.country, found.who.country_from, found.who.of, found.party) == ("US", "entry", None, ())


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("مشاور سابق دونالد ترامپ", None),
        ("سخنگوی سابق معمر قذافی", None),
        ("معاون پیشین رئیس‌جمهور افغانستان امرالله صالح", "amrullah-saleh"),
        ("جان بولتون، مشاور پیشین امنیت ملی آمریکا", "john-bolton"),
        ("رئیس‌جمهور پیشین حامد کرزی", "hamid-karzai"),
    ],
)
def test_whom_somebody_served_is_not_who_speaks(words: str, person: str | None) -> None:
    assert resolve_source(words).who.person == person


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("وزیر خارجه آمریکا", "US.foreign_ministry"),
        ("بیانیه پیشین ارتش اسرائیل", "idf"),
        ("گزارش‌های پیشین", "reports"),
        ("سفیر روسیه در شوروی سابق", "RU.foreign_ministry"),
        ("وزیر خارجه روسیه و سفیر پیشین", "RU.foreign_ministry"),
        ("ارتش سابق عراق", "iraqi-army"),
        ("حامد کرزی", "hamid-karzai"),
    ],
)
def test_what_is_former_without_the_office_leaves_it_the_body(words: str, body: str) -> None:
    assert resolve_source(words).who.id == body
