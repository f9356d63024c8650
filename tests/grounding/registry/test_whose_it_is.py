"""Whose regime, army or parliament is meant, and who of a country's people."""

from __future__ import annotations

import pytest

from ravayat.grounding.registry import Context, read_context, resolve_actor, resolve_source


def about(*countries: str) -> Context:
    """An article of an Iranian paper about some countries, the first the most."""
    return Context(tuple((code, 1 / (at + 1)) for at, code in enumerate(countries)), 2019, "IR")


class TestTheRegime:
    """It is that of the country which the words tell, and only else the article's."""

    @pytest.mark.parametrize(
        ("words", "country"),
        [
            ("رژیم عراق", "IQ"),
            ("رژیم جنگ افروز آمریکا", "US"),
            ("رژیم پلید صهیونیست", "IL"),
            ("رژیم حاکم بر بحرین", "BH"),
            ("رژیم قذافی", "LY"),
            ("رژیم مبارک", "EG"),
        ],
    )
    def test_of_another_country_it_is_not_irans(self, words: str, country: str) -> None:
        regime = resolve_actor(words, about("IR", country))
        assert (regime.id, regime.loaded) == (f"{country}.government", True)

    def test_alone_it_still_is(self) -> None:
        assert resolve_actor("رژیم", about("IR", "US")).id == "iran-government"

    def test_the_former_one_is_no_government_of_today(self) -> None:
        assert resolve_actor("رژیم سابق", about("IR")).id == "IR.government"


class TestPeopleOfACountry:
    """The adjective of a country is not always its state."""

    @pytest.mark.parametrize(
        ("words", "country"),
        [
            ("یک فلسطینی", "PS"),
            ("سه سوری", "SY"),
            ("پنج آلماني", "DE"),
            ("چهار عربستاني", "SA"),
            ("هزاران ایرانی", "IR"),
            ("۲۰ پاکستانی", "PK"),
            ("صدها یمنی", "YE"),
            ("ازبک‌ها", "UZ"),
            ("تركمنها", "TM"),
        ],
    )
    def test_those_who_are_counted_and_nations_are_people(self, words: str, country: str) -> None:
        people = resolve_actor(words, about("IR"))
        assert (people.id, people.kind, people.country) == ("civilians", "civilians", country)

    def test_alone_it_is_the_people_to_whom_something_is_done_and_the_state_that_does_it(self) -> None:
        assert resolve_actor("عراقی", about("IQ"), target=True).id == "civilians"
        assert resolve_actor("عراقی", about("IQ")).id == "IQ.government"

    @pytest.mark.parametrize("words", ["جمهوری اسلامی", "رژیم صهیونیستی", "امارات متحده عربی", "سعودی", "آمریکایی‌ها"])
    def test_names_that_end_like_an_adjective_are_the_state(self, words: str) -> None:
        assert resolve_actor(words, about("IR"), target=True).kind == "government"

    def test_the_number_of_a_model_counts_no_people(self) -> None:
        assert resolve_actor("تانکر KC-۱۳۵ آمریکایی", about("US")).id != "civilians"


class TestOurCountry:
    """An Iranian paper's own is Iran's, whatever else it writes of."""

    @pytest.mark.parametrize("words", ["وزیر امور خارجه کشورمان", "سخنگوي وزارت امور خارجه كشورمان"])
    def test_our_minister_is_the_readers(self, words: str) -> None:
        assert resolve_source(words, about("US", "IQ", "IR")).who.country == "IR"


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("روزنامه آمریکایی نیویورک‌تایمز", "new-york-times"),
        ("روزنامه عبری هاآرتص", "haaretz"),
        ("روزنامه سعودی الشرق الاوسط", "asharq-al-awsat"),
        ("شبکه آمریکایی سی‌ان‌ان", "cnn"),
        ("روزنامه انگلیسی گاردین", "guardian"),
    ],
)
def test_whose_medium_it_is_may_stand_before_its_name(words: str, who: str) -> None:
    assert resolve_source(words, about("US", "IL", "SA", "GB")).who.id == who


def test_a_state_that_speaks_at_an_organisation_still_is_the_teller() -> None:
    assert resolve_source("نماینده ایران در سازمان ملل", about("IR")).who.id == "IR.foreign_ministry"


@pytest.mark.parametrize("words", ["یکی از آنها", "آن‌ها"])
def test_they_are_no_agency(words: str) -> None:
    assert resolve_actor(words, about("IR")).level == "unresolved"


@pytest.mark.parametrize(
    ("words", "countries", "who"),
    [
        ("ستاد کل نیروهای مسلح کویت", ("IR", "KW"), "KW.army"),
        ("ستاد کل نیروهای مسلح", ("US", "IR"), "iran-general-staff"),
        ("پدافند هوایی ارتش روسیه", ("IR", "RU"), "RU.air_defence"),
        ("شورای امنیت روسیه", ("IR", "RU"), "RU.security_council"),
        ("شورای امنیت", ("IQ", "IR"), "un-security-council"),
        ("شورای امنیت اقلیم", ("IQ", "IR"), "kurdistan-security-council"),
        ("فرماندهی مرکزی ارتش اسرائیل", ("IL", "US"), "idf-central-command"),
        ("جهاد اسلامی مصر", ("EG", "PS"), "egyptian-islamic-jihad"),
        ("حزب دموکرات آمریکا", ("US", "IR"), "us-democratic-party"),
        ("جبهه متحد انقلابی", ("SL",), "ruf"),
        ("ارتش آزادی‌بخش ملی", ("IR", "IQ"), "nla-iran"),
        ("حزب‌الله کردستان", ("IR", "IQ"), "hezbollah-kurdistan"),
        ("سازمان هواپیمایی عراق", ("IR", "IQ"), "IQ.civil_aviation"),
    ],
)
def test_what_other_countries_have_too_is_that_of_the_country_in_the_words(
    words: str, countries: tuple[str, ...], who: str
) -> None:
    assert resolve_source(words, about(*countries)).who.id == who


def test_what_was_once_is_meant_before_what_is_elsewhere_today() -> None:
    columbia, iran = Context((("CO", 1.0),), 2019, "IR"), about("IR")
    assert resolve_actor("ارتش آزادیبخش ملی", columbia).id == "eln"
    assert resolve_actor("ارتش آزادیبخش ملی", iran).id == "nla-iran"  # which ended in 2003


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("رئیس مجلس شورای اسلامی", "IR.parliament"),
        ("نیروی انتظامی", "faraja"),
        ("سازمان قضائی نیروهای مسلح", "iran-judiciary"),
        ("نیروی زمینی ارتش، عقیدتی سیاسی", "iranian-army"),
        ("دادسرا", "iran-judiciary"),
        ("فرماندار درود", "IR.local_government"),
        ("نماینده مردم شاهین‌شهر", "IR.parliament"),
    ],
)
def test_what_only_iran_has_is_irans_in_an_article_about_others(words: str, who: str) -> None:
    assert resolve_source(words, about("US", "GB", "IR")).who.id == who


def test_they_tell_an_articles_country() -> None:
    assert read_context("مجلس شورای اسلامی بررسی می‌کند").home == "IR"


def test_the_same_words_with_another_country_are_that_ones() -> None:
    yemen = resolve_actor("پدافند هوایی ارتش و کمیته های مردمی یمن", about("YE", "IR"))
    assert (yemen.country, yemen.also) == ("YE", ("ansarallah",))
    assert resolve_source("نیروی انتظامی عراق", about("IR", "IQ")).who.country == "IQ"


@pytest.mark.parametrize(
    "words",
    [
        "نماینده مردم یزد در مجلس شورای اسلامی",
        "حاجی‌دلیگانی، نماینده مردم شاهین‌شهر",
        "عضو کمیسیون کشاورزی مجلس",
        "نماینده یزد در مجلس",
    ],
)
def test_members_of_parliament_are_no_residents(words: str) -> None:
    assert resolve_source(words, about("IR")).who.id == "IR.parliament"


class TestOfficers:
    """A title licenses a family name."""

    @pytest.mark.parametrize(
        ("words", "who"),
        [
            ("امیر سرتیپ حاتمی", "amir-hatami"),
            ("امیر دریادار سیاری", "habibollah-sayyari"),
            ("امیر پوردستان", "ahmad-reza-pourdastan"),
            ("سردار نقدی", "mohammad-reza-naqdi"),
            ("سرلشگر باقری", "mohammad-bagheri"),
            ("سرلشکر رضایی", "mohsen-rezaei"),
            ("سرلشکر موسوی", "abdolrahim-mousavi"),
            ("ژنرال سلیمانی", "qasem-soleimani"),
            ("آقای روحانی", "hassan-rouhani"),
            ("دکتر روحانی", "hassan-rouhani"),
        ],
    )
    def test_of_a_leader(self, words: str, who: str) -> None:
        assert resolve_source(words, about("IR", "US")).who.id == who
        assert resolve_actor(words, about("IR", "US")).id == who

    def test_a_general_who_is_called_amir_rules_nothing(self) -> None:
        assert resolve_source("امیر پوردستان", about("US", "IR")).who.role is None
        assert resolve_source("امیر کاظمی‌نیا", about("US", "IR")).who.level == "unresolved"
        assert resolve_source("امیر قطر", about("QA", "IR")).who.role == "leader"

    def test_a_given_name_like_a_leaders_family_name_is_another(self) -> None:
        speaker = resolve_source("سرلشکر آصف غفور، سخنگوی ارتش پاکستان", about("PK")).who
        assert (speaker.id, speaker.person) == ("pakistan-army", None)

    @pytest.mark.parametrize("words", ["سرهنگ دهقان", "دکتر باقری", "یک روحانی", "سردار روحانی"])
    def test_not_of_another(self, words: str) -> None:
        assert resolve_source(words, about("IR")).who.level != "entry"

    def test_in_an_article_of_another_country_it_is_nobodys(self) -> None:
        assert resolve_source("ژنرال موسوی", Context((("LB", 1.0),), 2019)).who.level != "entry"

    def test_an_office_gives_the_person_too(self) -> None:
        found = resolve_source("رئیس‌جمهور روحانی", about("US", "IR")).who
        assert (found.id, found.person) == ("IR.presidency", "hassan-rouhani")

    def test_the_chief_of_the_general_staff_is_not_the_armys(self) -> None:
        assert resolve_source("رئیس ستاد کل نیروهای مسلح", about("US", "IR")).who.id == "iran-general-staff"
        assert resolve_source("رئیس ستاد کل نیروهای مسلح عراق", about("IR", "IQ")).who.id == "iraqi-army"


class TestNamesOfPeople:
    """They are spelled like media, bodies and nouns."""

    @pytest.mark.parametrize(
        "words",
        [
            "شهاب دلیلی",
            "وفا قاضی زاده",
            "ابوالفضل سپاهی",
            "ریاض الاشقر",
            "علی‌اکبر ولایتی",
            "جمال امیری",
            "محمد کارگر",
            "ابوترابی فرد",
        ],
    )
    def test_behind_or_as_a_given_name_they_are_names(self, words: str) -> None:
        assert resolve_source(words, about("IR", "PS", "SA", "SY")).who.level == "unresolved"

    def test_a_leader_keeps_the_family_name(self) -> None:
        assert resolve_source("غلامحسین اژه‌ای", about("IR")).who.id == "gholamhossein-mohseni-ejei"
        assert resolve_source("مهدی اژه‌ای", about("IR")).who.level == "unresolved"

    def test_the_agency_and_the_spokesman_stay(self) -> None:
        assert resolve_source("خبرگزاری شهاب", about("PS")).who.id == "shehab"
        assert resolve_source("محمد سخنگوی دولت", about("IR")).who.id == "iran-government"
        assert resolve_source("محمد ناصر احمد، وزیر دفاع", about("YE")).who.id == "YE.defence_ministry"
        assert resolve_source("عصمت شیخ حسن، فرمانده دفاعی کوبانی", about("SY")).who.id == "kobani-defence"

    def test_a_family_name_of_two_actors_is_the_one_of_the_article(self) -> None:
        assert resolve_source("طالبانی", about("IQ", "IR")).who.id == "jalal-talabani"
        assert resolve_actor("نیروهای طالبانی", about("AF", "IR")).id == "taliban"


@pytest.mark.parametrize("words", ["ایران نو", "عراق امروز", "واشنگتن ریویو", "اسرائیل نو"])
def test_a_name_that_begins_like_a_countrys_is_not_its_government(words: str) -> None:
    assert resolve_source(words, about("IR", "IQ", "US", "IL")).who.level == "unresolved"


def test_several_countries_are_no_name() -> None:
    assert resolve_source("ژاپن، جمهوری کره و ایالات متحده", about("JP")).who.id == "JP.government"


def test_a_country_that_is_called_names_is_its_government() -> None:
    assert resolve_source("آمریکای زورگو", about("IR")).who.id == "US.government"


class TestOthersThanTheBody:
    """Whoever is named by a body need not be of it."""

    @pytest.mark.parametrize(
        ("words", "who"),
        [
            ("مخالفان دولت سوریه", "opposition"),
            ("مخالفان رژیم", "opposition"),
            ("طرفداران حکومت", "supporters"),
            ("زندانیان زندان سقز", "prisoners"),
            ("خانواده‌های کارکنان ارتش", "relatives"),
        ],
    )
    def test_opponents_prisoners_and_kin_are_a_class(self, words: str, who: str) -> None:
        assert resolve_actor(words, about("IR")).id == who

    def test_supporters_say_whose(self) -> None:
        assert resolve_actor("طرفداران حکومت", about("IR")).of == "iran-government"

    def test_those_who_run_a_hospital_are_no_government(self) -> None:
        assert resolve_source("مسئولان بیمارستان", about("IR")).who.id == "medics"

    def test_against_whose_deeds_somebody_is_does_not_tell_the_country(self) -> None:
        assert resolve_source("رئیس فراکسیون مقابله علیه تهدیدات آمریکا", about("IR")).who.id == "IR.parliament"


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("یک کارگر ساختمانی", "civilians"),
        ("دو دانشجوي ايراني", "civilians"),
        ("سه معلم", "civilians"),
        ("دانشجویان معترض", "protesters"),
        ("کارگران اعتصاب‌کننده", "protesters"),
        ("دو گروگان", "civilians"),
        ("دو ملوان", "civilians"),
        ("دیپلمات", "civilians"),
        ("سه مظنون", "suspects"),
        ("تجهیزات نظامی", "military_objects"),
        ("یک تک‌تیرانداز", "soldiers"),
        ("سامانه پاتریوت", "arms"),
        ("موشک شانه‌پرتاب", "arms"),
        ("پهباد", "weapons"),
    ],
)
def test_people_and_things_have_the_class_that_a_reader_gives_them(words: str, which: str) -> None:
    assert resolve_actor(words, about("IR")).id == which


@pytest.mark.parametrize("words", ["تاسیسات هسته‌ای", "دو واحد مسکونی", "باند فرودگاه", "زمین کشاورزی"])
def test_what_only_begins_like_a_group_is_none(words: str) -> None:
    assert resolve_actor(words, about("IR")).level == "unresolved"


class TestPlanes:
    """A plane that does something is an air force's, one that something is done to anybody's."""

    def test_as_actor_and_as_target(self) -> None:
        assert resolve_actor("هواپیمای عراقی", about("IR", "IQ")).id == "IQ.air_force"
        plane = resolve_actor("هواپیمای اوکراینی", about("IR", "UA"), target=True)
        assert (plane.level, plane.id, plane.country) == ("class", "plane", "UA")

    def test_of_an_airline_and_of_the_military(self) -> None:
        assert resolve_actor("یک هواپیمای خطوط هوایی اوکراین", about("IR")).id == "civil_vessels"
        assert resolve_actor("هواپیمای نظامی اوکراینی", about("IR"), target=True).id == "ukrainian-air-force"

    def test_a_maker_is_no_owner(self) -> None:
        assert resolve_actor("پهپادهای وینگ لانگ چینی", about("LY", "CN")).id == "arms"


@pytest.mark.parametrize(
    ("words", "first", "also"),
    [
        ("آمریکا و اسرائیل", "US.government", ("IL.government",)),
        ("سپاه و ارتش", "irgc", ("iranian-army",)),
        ("نیروی دریایی ارتش و سپاه", "iran-navy", ("irgc",)),
        ("نیروهای آمریکا و دولت افغانستان", "us-armed-forces", ("afghan-government-republic",)),
        ("ترامپ و نتانیاهو", "donald-trump", ("benjamin-netanyahu",)),
        ("نیروهای دریایی انگلیس", "royal-navy", ()),
    ],
)
def test_of_actors_joined_by_and_all_are_kept(words: str, first: str, also: tuple[str, ...]) -> None:
    found = resolve_actor(words, about("IR", "US"))
    assert (found.id, found.also) == (first, also)


@pytest.mark.parametrize(
    ("words", "country", "who"),
    [
        ("رژیم شاه", "IR", "pahlavi-government"),
        ("ساواک", "IR", "savak"),
        ("ارتش بعث", "IR", "iraqi-army"),
        ("طالبان پاکستان", "AF", "ttp"),
        ("گروه طالبان پاکستان", "AF", "ttp"),
        ("ارتش دموکراتیک سوریه", "SY", "sdf"),
        ("ارتش IDF", "PS", "idf"),
        ("نیروهای صلیب‌سرخ", "IR", "icrc"),
        ("فرماندهی تروریستی مرکزی آمریکا", "IR", "centcom"),
        ("کردستان عراق", "IQ", "krg"),
        ("رفيق حريري", "LB", "rafik-hariri"),
        ("هاشمی رفسنجانی", "IR", "akbar-hashemi-rafsanjani"),
        ("فدائیان اسلام", "IR", "fadaiyan-e-islam"),
        ("ملک عبدالله", "SA", "king-abdullah-saudi"),
        ("ملک عبدالله", "JO", "king-abdullah-ii"),
    ],
)
def test_names_that_were_missing_are_known(words: str, country: str, who: str) -> None:
    assert resolve_actor(words, about(country)).id == who


@pytest.mark.parametrize(
    ("words", "country", "who"),
    [
        ("WSJ", "US", "wall-street-journal"),
        ("آبزرور", "IQ", "observer"),
        ("دی ولت", "LB", "die-welt"),
        ("واشنگتن اگزمینر", "US", "washington-examiner"),
        ("لبنان ۲۴", "LB", "lebanon24"),
        ("کابل تایمز", "AF", "kabul-times"),
        ("دیلی استار", "LB", "daily-star-lebanon"),
        ("العهد", "LB", "al-ahd-lebanon"),
        ("دادگاه لاهه", "RS", "icty"),
        ("سازمان یونیسف", "IR", "unicef"),
        ("سرکنسولگری ایران", "AE", "IR.foreign_ministry"),
        ("تلویزیون حکومتی", "IR", "irib"),
    ],
)
def test_tellers_that_were_missing_are_known(words: str, country: str, who: str) -> None:
    assert resolve_source(words, about(country)).who.id == who
