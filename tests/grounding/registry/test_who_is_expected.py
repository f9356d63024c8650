"""Whom a reader of these conflicts expects to find, and the bodies that every country has."""

from __future__ import annotations

import pytest

from ravayat.grounding.registry import Context, default_registry, resolve_actor, resolve_source

BODIES = {
    "ارتش": "army",
    "نیروی هوایی": "air_force",
    "وزارت دفاع": "defence_ministry",
    "وزارت خارجه": "foreign_ministry",
    "وزارت کشور": "interior_ministry",
    "وزارت بهداشت": "health_ministry",
    "پلیس": "police",
    "رئیس جمهور": "presidency",
    "نخست‌وزیر": "cabinet",
    "سخنگوی دولت": "government",
    "سازمان آتش‌نشانی": "emergency_service",
    "مقام‌های امنیتی": "security_forces",
    "هلال احمر": "red_crescent",
}


@pytest.mark.parametrize("code", default_registry().countries)
def test_the_bodies_of_every_country_are_known_by_its_name(code: str) -> None:
    country = default_registry().countries[code]
    elsewhere = Context((("US", 2.0), ("IR", 1.0)), 2026, "IR")
    for words, body in BODIES.items():
        if body not in country.without:
            found = resolve_actor(f"{words} {country.fa}", elsewhere)
            assert (found.country, found.country_from) in {(code, "words"), (code, "entry")}, found
            assert resolve_source(f"{words} {country.fa}", elsewhere).who.country == code


@pytest.mark.parametrize(
    ("words", "country", "year", "who"),
    [
        # Syria
        ("احمد الشرع", "SY", 2026, "ahmed-al-sharaa-president"),
        ("ابومحمد جولانی", "SY", 2019, "ahmed-al-sharaa"),
        ("اداره امنیت عمومی سوریه", "SY", 2025, "syrian-general-security"),
        ("نیروی هوایی", "SY", 2015, "syrian-air-force"),
        ("سرایا انصار السنه", "SY", 2025, "saraya-ansar-al-sunna"),
        ("آندوف", "SY", 2014, "undof"),
        # Iraq
        ("محمد شیاع السودانی", "IQ", 2024, "mohammed-shia-al-sudani"),
        ("ابومهدی المهندس", "IQ", 2019, "abu-mahdi-al-muhandis"),
        ("نهاد مبارزه با تروریسم کردستان", "IQ", 2026, "kurdistan-counter-terrorism"),
        ("ابومصعب زرقاوی", "IQ", 2005, "abu-musab-al-zarqawi"),
        # Yemen
        ("ارتش یمن", "YE", 2024, "houthi-armed-forces"),
        ("ارتش یمن", "YE", 2010, "yemeni-army-until-2014"),
        ("شورای عالی سیاسی یمن", "YE", 2020, "supreme-political-council-yemen"),
        ("عیدروس الزبیدی", "YE", 2023, "aidarous-al-zubaidi"),
        # Afghanistan and Pakistan
        ("ملا هبت‌الله", "AF", 2022, "hibatullah-akhundzada"),
        ("وزارت امر به معروف طالبان", "AF", 2023, "taliban-vice-ministry"),
        ("گلبدین حکمتیار", "AF", 2015, "gulbuddin-hekmatyar"),
        ("عاصم منیر", "PK", 2025, "asim-munir"),
        ("حافظ گل بهادر", "PK", 2024, "hafiz-gul-bahadur"),
        # Lebanon, Gaza, Israel
        ("جوزف عون", "LB", 2026, "joseph-aoun"),
        ("عزالدین حداد", "PS", 2025, "izz-al-din-haddad"),
        ("گروه ابوشباب", "PS", 2025, "popular-forces-gaza"),
        ("ایال زمیر", "IL", 2026, "eyal-zamir"),
        ("کنست", "LB", 2026, "knesset"),
        ("نیروی دریایی اسرائیل", "IL", 2025, "israeli-navy"),
        # Sudan and Libya
        ("ائتلاف تأسیس سودان", "SD", 2025, "tasis-sudan"),
        ("تیپ البراء بن مالک", "SD", 2024, "al-baraa-bin-malik"),
        ("عبدالحمید الدبیبه", "LY", 2023, "abdul-hamid-dbeibah"),
        ("تیپ ۴۴۴", "LY", 2023, "brigade-444-libya"),
        # Ukraine and Russia
        ("والری گراسیموف", "UA", 2023, "valery-gerasimov"),
        ("کریلو بودانوف", "UA", 2023, "kyrylo-budanov"),
        ("کمیته تحقیق روسیه", "RU", 2024, "russian-investigative-committee"),
        ("سرویس اضطراری دولتی اوکراین", "UA", 2024, "ukrainian-emergency-service"),
        # Armenia and Azerbaijan
        ("حکمت حاجی‌اف", "AZ", 2020, "hikmet-hajiyev"),
        # Iran 2025 and 2026
        ("نداجا", "IR", 2026, "iran-navy"),
        ("تیپ ۶۵ نوهد", "IR", 2025, "iran-ground-force"),
        ("سپاه امام سجاد هرمزگان", "IR", 2026, "irgc-provincial"),
        ("مجتبی خامنه‌ای", "IR", 2026, "mojtaba-khamenei"),
        ("گروه هکری حنظله", "IR", 2026, "handala"),
        ("برد کوپر", "IR", 2026, "brad-cooper"),
        ("استیو ویتکاف", "IR", 2026, "steve-witkoff"),
        ("فرماندهی جنوبی آمریکا", "VE", 2026, "us-southcom"),
    ],
)
def test_who_acts_is_known_by_the_usual_name(words: str, country: str, year: int, who: str) -> None:
    assert resolve_actor(words, Context(((country, 5.0),), year)).id == who


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("مرکز مشترک اطلاعات دریایی", "jmic"),
        ("نت‌بلاکس", "netblocks"),
        ("شرکت کپلر", "kpler"),
        ("تنکرترکرز", "tanker-trackers"),
        ("اتاق جنگ اسرائیل", "israel-war-room"),
        ("نیوزمکس", "newsmax"),
        ("روزنامه ساوت چاینا مورنینگ پست", "scmp"),
        ("یونهاپ", "yonhap"),
        ("پایگاه خبری واللا", "walla"),
        ("کانال ۱۵ عبری", "channel-15-israel"),
        ("روسیا الیوم", "rt"),
        ("کانال تلگرامی بازا", "baza"),
        ("یونامی", "unami"),
        ("هیئت سازمان ملل در لیبی", "unsmil"),
        ("کمیته حقیقت‌یاب سازمان ملل", "un-fact-finding-iran"),
        ("سازمان بین‌المللی دریانوردی", "imo"),
        ("بنیاد عبدالرحمن برومند", "abdorrahman-boroumand"),
        ("سازمان حقوق بشر کارون", "karun-human-rights"),
        ("مجله صدای خراسان", "voice-of-khorasan"),
        ("رسانه المرصاد", "al-mirsad"),
        ("ریسکیو ۱۱۲۲", "rescue-1122"),
        ("هلال احمر افغانستان", "afghan-red-crescent"),
        ("کلش ریپورت", "clash-report"),
        ("خبرگزاری دانشجو", "snn"),
    ],
)
def test_who_tells_is_known_by_the_usual_name(words: str, who: str) -> None:
    assert resolve_source(words, Context((("IR", 5.0),), 2026)).who.id == who


def test_the_police_of_an_american_town_are_not_the_federal_bureau() -> None:
    assert resolve_source("پلیس نیویورک", Context((("US", 5.0),), 2026)).who.id == "US.police"
    assert resolve_source("پلیس فدرال آمریکا", Context((("US", 5.0),), 2026)).who.id == "fbi"


def test_red_crescents_of_two_countries_are_two() -> None:
    one, other = (resolve_source(f"هلال احمر {name}").who.id for name in ("ایران", "سومالی"))
    assert (one, other) == ("iran-red-crescent", "SO.red_crescent")


def test_relatives_of_a_leader_are_not_the_leader() -> None:
    assert resolve_source("خواهر حسن نصرالله", Context((("LB", 5.0),), 2020)).who.id == "relatives"


def test_a_passenger_plane_is_not_the_air_forces() -> None:
    plane = resolve_actor("هواپیمای مسافربری ایرانی", Context((("US", 5.0),), 2026))
    assert (plane.id, plane.country, plane.kind) == ("civil_vessels", "IR", "civilians")
    assert resolve_actor("یک کشتی جنگی", Context((("US", 5.0),), 2026)).id == "ships"


def test_the_seat_of_an_organisation_is_the_organisation() -> None:
    assert resolve_actor("مقر سازمان ملل", Context((("IQ", 5.0),), 2003)).id == "united-nations"


def test_a_family_name_that_begins_like_a_relative_is_a_name() -> None:
    assert resolve_source("عمویی", Context((("IR", 5.0),), 2026)).who.level == "unresolved"


def test_a_government_that_is_gone_is_its_countrys_in_words_that_take_a_side() -> None:
    found = resolve_actor("رژیم صدام", Context((("IR", 5.0),), 1985))
    assert (found.id, found.loaded) == ("IQ.government", True)


def test_a_guardsman_is_of_the_guard_and_a_hostage_taker_a_criminal() -> None:
    iran = Context((("IR", 5.0),), 2026)
    assert [resolve_actor(words, iran).id for words in ("دو پاسدار", "گروگانگیران")] == ["irgc", "criminals"]


def test_a_mayor_whose_country_only_the_article_tells_is_of_where_it_happened() -> None:
    context = Context((("IL", 5.0), ("LB", 2.0)), 2026, "IR", None, "LB")
    assert resolve_source("شهرداری بادرود", context).who.country == "LB"
    assert resolve_source("شهرداری حیفا", context).who.country == "IL"
