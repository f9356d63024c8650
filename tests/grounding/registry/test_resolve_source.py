from __future__ import annotations

import pytest

from ravayat.grounding.registry import Context, resolve_actor, resolve_chain, resolve_source

SYRIA = Context((("SY", 9.0), ("RU", 2.0)), 2016)
UKRAINE = Context((("UA", 9.0), ("RU", 7.0)), 2022)
AFGHANISTAN = Context((("AF", 9.0),), 2019)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("خبرگزاری رویترز", "reuters"),
        ("رويتر", "reuters"),
        ("فارس", "fars"),
        ("خبرگزاری فارس", "fars"),
        ("شبكه خبري «الجزيره»", "al-jazeera"),
        ("خبرنگار الجزیره در قدس", "al-jazeera"),
        ("خبرگزاری رسمی سوریه (سانا)", "sana"),
        ("بی بی سی فارسی", "bbc-persian"),
        ("بي.بي.سي", "bbc"),
        ("رامی عبدالرحمان، مدیر دیده‌بان حقوق بشر سوریه", "sohr"),
    ],
)
def test_media_are_found_with_and_without_the_word_for_the_medium(words: str, found: str) -> None:
    assert resolve_source(words, SYRIA).who.id == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("آژانس خبری فرانسه", "afp"),
        ("آژانس فرانسه", "afp"),
        ("آژانس خبررسانی فرانسه", "afp"),
        ("خبرنگار آژانس خبری فرانسه در کابل", "afp"),
        ("خبرگذاری فرانسه", "afp"),
        ("خبرگذاری فارس", "fars"),
        ("آژانس خبری چین", "xinhua"),
        ("آژانس خبری تسنیم", "tasnim"),
        ("خبرگزاری پژواک", "pajhwok"),
        ("خبرگزاری ملی خبر لبنان", "nna-lebanon"),
    ],
)
def test_an_agency_is_known_by_every_word_for_an_agency(words: str, found: str) -> None:
    assert resolve_source(words, AFGHANISTAN).who.id == found


@pytest.mark.parametrize(
    ("words", "found"),
    [("آژانس بین‌المللی انرژی اتمی", "iaea"), ("خبرگزاری‌های فرانسه", "agency"), ("آژانس هوایی فرانسه", "agency")],
)
def test_not_all_that_is_called_an_agency_is_the_one_of_that_country(words: str, found: str) -> None:
    assert resolve_source(words, AFGHANISTAN).who.id == found


def test_an_ordinary_word_is_not_the_paper_of_its_name() -> None:
    assert resolve_source("روزنامه شرق").who.id == "shargh"
    assert resolve_source("شهروندان ساکن شرق اصفهان").who.id == "residents"


def test_a_province_is_not_the_agency_of_its_name() -> None:
    assert resolve_source("یک منبع در استان فارس", Context((("IR", 1.0),))).who.id == "informed_source"


@pytest.mark.parametrize(
    ("words", "context", "body", "role"),
    [
        ("سخنگوی وزارت دفاع روسیه", UKRAINE, "RU.defence_ministry", "spokesperson"),
        ("قاری یوسف احمدی، سخن‌گوی طالبان", AFGHANISTAN, "taliban", "spokesperson"),
        ("وزیر کشور ترکیه، افکان آلا", SYRIA, "TR.interior_ministry", "interior_minister"),
        ("سخنگوی وزارت کشور", AFGHANISTAN, "AF.interior_ministry", "spokesperson"),
        ("والی فاریاب", AFGHANISTAN, "AF.local_government", "governor"),
        ("وحیده شهکار، سخن‌گوی والی", AFGHANISTAN, "AF.local_government", "spokesperson"),
        ("ژنرال فلانی، معاون رئیس ستاد مشترک ارتش روسیه", UKRAINE, "russian-armed-forces", "deputy"),
        ("نماینده ایران در سازمان ملل", SYRIA, "IR.foreign_ministry", "representative"),
        ("یک سخنگوی حماس", SYRIA, "hamas", "spokesperson"),
    ],
)
def test_offices_resolve_to_the_body_with_the_role(words: str, context: Context, body: str, role: str) -> None:
    source = resolve_source(words, context)
    assert (source.who.id, source.who.role) == (body, role)


def test_a_name_in_brackets_is_who_is_described() -> None:
    assert resolve_source("سازمان اطلاعات داخلی اسرائیل (شاباک)").who.id == "shin-bet"


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("ارتش (سوریه)", "syrian-army"),
        ("خبرگزاری رسمی سوریه (سانا)", "sana"),
        ("Abu Hamza (al-Quds Brigades)", "abu-hamza-saraya"),
        ("فرماندار (ایران)", "IR.local_government"),
        ("معترضان (ایران)", "protesters"),
        ("منبع نظامی (ایران)", "military_source"),
    ],
)
def test_a_country_in_brackets_is_not_nor_part_of_a_name(words: str, who: str) -> None:
    assert resolve_source(words, UKRAINE).who.id == who


def test_a_medium_in_brackets_is_not_who_speaks() -> None:
    assert resolve_source("سخنگوی وزارت خارجه (رویترز)").who.id != "reuters"


def test_a_person_with_an_office_beside_the_name_resolves_by_the_office() -> None:
    source = resolve_source("ایگور کوناشنکوف، سخنگوی وزارت دفاع روسیه", UKRAINE)
    assert (source.who.id, source.who.person) == ("RU.defence_ministry", "igor-konashenkov")


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("یک منبع آگاه", "informed_source"),
        ("شاهدان عینی", "witnesses"),
        ("منابع مخالفان", "opposition_source"),
        ("یک منبع نظامی", "military_source"),
        ("ساکنان محل", "residents"),
        ("یکی از ساکنان روستا", "residents"),
        ("منابع پزشکی", "medics"),
    ],
)
def test_tellers_without_a_name_keep_their_class(words: str, which: str) -> None:
    source = resolve_source(words, SYRIA)
    assert (source.who.level, source.who.id, source.who.country) == ("class", which, "SY")
    assert source.anonymous


def test_a_nameless_teller_of_a_body_says_whose_it_is() -> None:
    source = resolve_source("یک مقام پنتاگون", SYRIA)
    assert (source.who.id, source.who.of, source.who.country) == ("official_source", "pentagon", "US")


def test_a_hospital_that_bears_a_leaders_name_is_not_his() -> None:
    source = resolve_source("پزشکان بیمارستان صدر", Context((("IQ", 1.0),), 2004))
    assert (source.who.id, source.who.of) == ("medics", None)


def test_state_media_are_those_of_the_articles_country() -> None:
    assert resolve_source("تلویزیون دولتی", SYRIA).who.id == "syrian-tv"
    assert resolve_source("یک خبرگزاری روسی", SYRIA).who.country == "RU"
    assert resolve_source("رسانه‌های عبری‌زبان", SYRIA).who.country == "IL"


def test_a_teller_that_fights_is_marked_with_the_conflict() -> None:
    assert "ukraine" in resolve_source("سخنگوی وزارت دفاع روسیه", UKRAINE).party
    assert "syria" in resolve_source("یک منبع نظامی سوری", SYRIA).party
    assert not resolve_source("رویترز", UKRAINE).is_party


def test_the_media_of_a_party_are_a_party() -> None:
    manar = resolve_source("شبکه المنار", SYRIA)
    assert manar.owner == "hezbollah"
    assert manar.party == ("syria",)


def test_only_conflicts_of_the_article_and_its_time_count() -> None:
    words = "سخنگوی وزارت دفاع روسیه"
    assert "ukraine" not in resolve_source(words, Context((("UA", 1.0),), 2009)).party
    assert "ukraine" not in resolve_source(words, Context((("SY", 1.0),), 2016)).party


def test_each_link_of_a_chain_knows_who_carried_it() -> None:
    reuters, nameless = resolve_chain(["رویترز", "یک منبع آگاه"], SYRIA)
    assert reuters.carried_by is None
    assert (nameless.who.id, nameless.carried_by) == ("informed_source", "reuters")


def test_a_name_without_an_office_is_unresolved_with_the_reason() -> None:
    source = resolve_source("طلال ارسلان", Context((("LB", 1.0),)))
    assert source.who.level == "unresolved"
    assert source.who.reason == "a name without an office, not in the registry"


@pytest.mark.parametrize("words", ["سخنگوی یگان‌های مدافع خلق", "سخنگوی یگانهای مدافع خلق", "سخنگوی یگان های مدافع خلق"])
def test_the_beginning_of_a_name_is_no_ending_of_the_word_before(words: str) -> None:
    assert resolve_source(words).who.id == "ypg"


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("گزارش‌های تأییدنشده", "reports"),
        ("برخی گزارش‌ها", "reports"),
        ("گزارش‌های دریافتی", "messages"),
        ("پیام‌هایی از شهر بادرود", "messages"),
        ("یک منبع آگاه نظامی", "military_source"),
        ("یک مقام نظامی آمریکایی", "military_source"),
    ],
)
def test_reports_and_messages_have_no_teller_with_a_name(words: str, which: str) -> None:
    source = resolve_source(words, SYRIA)
    assert (source.who.id, source.anonymous) == (which, True)


def test_sources_from_abroad_are_not_the_articles_countrys() -> None:
    assert resolve_source("منابع عربی", SYRIA).who.country is None
    assert resolve_source("رسانه‌های غربی", SYRIA).who.country is None
    assert resolve_source("رسانه‌های منطقه‌ای", SYRIA).who.country == "SY"
    assert resolve_source("منابع محلی", SYRIA).who.country == "SY"


@pytest.mark.parametrize(
    ("words", "who", "role"),
    [
        ("پست ترامپ", "donald-trump", None),
        ("توییت ترامپ", "donald-trump", "press_office"),
        ("دفتر نتانیاهو", "benjamin-netanyahu", None),
        ("مجری فاکس نیوز", "fox-news", "reporter"),
        ("مرکز عملیات تجارت دریایی بریتانیا", "ukmto", None),
        ("فرماندهی پدافند هوایی ارتش", "iran-air-defence", "command"),
        ("دانشگاه علوم پزشکی هرمزگان", "IR.medical_university", None),
        ("سازمان هواپیمایی کشوری ایران", "iran-civil-aviation", None),
    ],
)
def test_who_speaks_through_a_post_an_office_or_a_host(words: str, who: str, role: str | None) -> None:
    source = resolve_source(words, Context((("IR", 5.0),), 2026))
    assert (source.who.id, source.who.role) == (who, role)


def test_a_public_body_of_another_country_is_not_the_one_of_that_name() -> None:
    assert resolve_source("سازمان هواپیمایی کشوری ترکیه", SYRIA).who.id != "iran-civil-aviation"


@pytest.mark.parametrize("words", ["فرمانده ازبک", "یک فرمانده ازبک", "ژنرال ازبک"])
def test_a_commander_of_whom_only_a_country_is_told_is_not_its_government(words: str) -> None:
    teller, actor = resolve_source(words).who, resolve_actor(words.replace("ژنرال", "فرمانده"))
    assert (teller.level, teller.country, teller.kind) == ("class", "UZ", "official")
    assert teller.role == teller.id
    assert (actor.level, actor.id, actor.country) == ("class", "commander", "UZ")


def test_a_commander_of_a_body_is_that_bodys() -> None:
    assert resolve_source("فرمانده نیروهای ازبک").who.id == "UZ.army"
    assert resolve_source("سخنگوی ازبک").who.id == "UZ.government"


def test_a_reporter_in_a_country_is_not_its_government() -> None:
    assert resolve_source("خبرنگار مستقر در لبنان", SYRIA).who.id == "reporter"


def test_of_countries_that_weigh_the_same_the_readers_is_meant_where_it_is_among_them() -> None:
    words = "وزارت خارجه"
    assert resolve_source(words, Context((("RU", 2.0), ("IR", 2.0)), 2026, "IR")).who.country == "IR"
    assert resolve_source(words, Context((("RU", 2.0), ("UA", 2.0), ("IR", 1.0)), 2026, "IR")).who.level == "unresolved"
    bulletin = Context((("US", 1.0), ("YE", 1.0), ("SA", 1.0), ("IR", 0.5)), 2026, "IR")
    assert resolve_source(words, bulletin).who.country == "IR"


@pytest.mark.parametrize(
    ("words", "countries", "conflict"),
    [
        ("سنتکام", ("KW", "US"), "iran-war-gulf"),
        ("سپاه پاسداران", ("IQ",), "iran-iraqi-kurdistan"),
        ("ارتش پاکستان", ("AF",), "pakistan-afghanistan"),
        ("سنتکام", ("YE",), "red-sea"),
    ],
)
def test_the_wars_of_these_years_have_their_parties(words: str, countries: tuple[str, ...], conflict: str) -> None:
    context = Context(tuple((code, 1.0) for code in countries), 2026)
    assert conflict in resolve_source(words, context).party
