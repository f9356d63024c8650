from __future__ import annotations

import pytest

from ravayat.grounding.registry import Context, read_context, resolve_actor, resolve_source

SYRIA = Context((("SY", 9.0), ("RU", 2.0)), 2013)
GAZA = Context((("PS", 9.0), ("IL", 7.0)), 2023)
AFGHANISTAN = Context((("AF", 9.0),), 2019)


@pytest.mark.parametrize(
    ("words", "context", "found"),
    [
        ("ارتش", SYRIA, "syrian-army"),
        ("ارتش", Context((("PK", 5.0),), 2009), "pakistan-army"),
        ("ارتش", Context((("NG", 5.0),), 2014), "NG.army"),
        ("پلیس", Context((("IR", 5.0),), 2022), "faraja"),
        ("اردوی ملی", AFGHANISTAN, "afghan-national-army"),
        ("رژیم", Context((("IR", 5.0),), 2022), "iran-government"),
    ],
)
def test_a_bare_body_is_that_of_the_articles_country(words: str, context: Context, found: str) -> None:
    actor = resolve_actor(words, context)
    assert actor.id == found
    assert actor.country == context.home


def test_the_body_of_a_country_changes_with_the_year() -> None:
    before = resolve_actor("ارتش", Context((("SY", 1.0),), 2013))
    after = resolve_actor("ارتش", Context((("SY", 1.0),), 2025))
    assert (before.id, after.id) == ("syrian-army", "new-syrian-army")
    assert resolve_actor("ارتش", Context((("SY", 1.0),), 2024)).id == "syrian-army"  # till December


def test_a_country_without_an_army_leaves_the_word_to_its_neighbour() -> None:
    assert resolve_actor("ارتش", GAZA).id == "idf"
    assert resolve_actor("پلیس", GAZA).country == "PS"


def test_the_ministry_of_ettelaat_is_intelligence_in_iran_and_information_elsewhere() -> None:
    assert resolve_actor("وزارت اطلاعات", Context((("IR", 1.0),))).kind == "intelligence"
    assert resolve_actor("وزارت اطلاعات پاکستان").en == "ministry of information of Pakistan"


def test_a_country_in_the_words_beats_the_articles() -> None:
    assert resolve_actor("نیروی هوایی روسیه", SYRIA).country == "RU"
    turks = resolve_actor("سربازان ترک", SYRIA)
    assert (turks.id, turks.kind) == ("turkish-armed-forces", "state_forces")


@pytest.mark.parametrize("words", ["گروه‌های مسلح", "گروههای مسلح", "افراد مسلح ناشناس", "مردان مسلحی", "یک گروه مسلح"])
def test_armed_groups_stay_a_class_with_their_country(words: str) -> None:
    actor = resolve_actor(words, SYRIA)
    assert (actor.level, actor.kind, actor.country) == ("class", "unidentified", "SY")


@pytest.mark.parametrize("words", ["حزب الله", "حزب‌الله", "حزبالله", "حزب ‌الله لبنان", "حزب‌اللّه", "رزمندگان حزب‌الله"])
def test_spaces_joiners_and_marks_do_not_change_a_name(words: str) -> None:
    assert resolve_actor(words).id == "hezbollah"


@pytest.mark.parametrize("words", ["پ.ک.ک", "پ‌ک‌ک", "پ.ك.ك", "حزب کارگران کردستان (پ.ک.ک)"])
def test_points_and_arabic_letters_do_not_change_an_abbreviation(words: str) -> None:
    assert resolve_actor(words).id == "pkk"


def test_the_longest_name_wins() -> None:
    assert resolve_actor("طالبان پاکستان", AFGHANISTAN).id == "ttp"
    assert resolve_actor("فرمانده ارتش ملی لیبی").id == "libyan-national-army"
    assert resolve_actor("القاعده در عراق").id == "al-qaeda-in-iraq"
    assert resolve_actor("شاخه نظامی جنبش مقاومت اسلامی فلسطین").id == "qassam"


def test_names_that_take_a_side_are_resolved_and_marked() -> None:
    actor = resolve_actor("ارتش رژیم صهیونیستی", GAZA)
    assert (actor.id, actor.loaded) == ("idf", True)
    assert not resolve_actor("ارتش اسرائیل", GAZA).loaded
    assert resolve_actor("رژیم صهیونیستی", GAZA).country == "IL"


def test_one_loaded_name_of_two_armies_is_the_one_in_the_article() -> None:
    assert resolve_actor("ارتش اشغالگر", GAZA).id == "idf"
    assert resolve_actor("ارتش اشغالگر", Context((("UA", 9.0), ("RU", 6.0)), 2022)).id == "russian-armed-forces"


def test_this_regime_is_the_one_the_article_is_about() -> None:
    assert resolve_actor("توپخانه این رژیم", Context((("LB", 9.0), ("IL", 5.0)), 2006)).country == "IL"


def test_weapons_stand_for_those_who_use_them() -> None:
    assert resolve_actor("جنگنده‌های سعودی", SYRIA).id == "SA.air_force"
    assert resolve_actor("جنگجویان حماس", GAZA).id == "hamas"
    nobodys = resolve_actor("جنگنده‌ها", SYRIA)  # whose, nobody said
    assert (nobodys.level, nobodys.country) == ("class", None)


def test_the_enemys_forces_are_not_those_of_the_articles_country() -> None:
    enemy = resolve_actor("تکاوران دشمن", SYRIA)
    assert (enemy.id, enemy.loaded) == ("enemy", True)


def test_two_actors_in_one_phrase_are_both_kept() -> None:
    actor = resolve_actor("نیروهای مشترک روسیه و سوریه", SYRIA)
    assert actor.country == "RU"
    planes = resolve_actor("هواپیماهای روسیه و اسرائیل", SYRIA)
    assert (planes.id, planes.also) == ("russian-air-force", ("israeli-air-force",))
    assert resolve_actor("حماس و جهاد اسلامی", GAZA).also == ("islamic-jihad-palestine",)


def test_a_capital_stands_for_the_government() -> None:
    assert resolve_actor("آنکارا", SYRIA).id == "TR.government"


def test_supporters_of_a_group_are_not_the_group() -> None:
    actor = resolve_actor("هواداران حزب‌الله", SYRIA)
    assert (actor.id, actor.relation, actor.of) == ("supporters", "supporters", "hezbollah")


def test_militia_allied_with_a_state_are_not_that_states() -> None:
    actor = resolve_actor("شبه نظامیان سوری همپیمان آنکارا", SYRIA)
    assert (actor.id, actor.country, actor.relation, actor.of) == ("militia", "SY", "allied", "TR.government")


def test_a_group_said_to_belong_to_another_says_so() -> None:
    actor = resolve_actor("جنگجویان وابسته به حماس", GAZA)
    assert (actor.id, actor.relation) == ("hamas", "affiliated")


def test_a_common_noun_is_a_name_only_in_its_own_country() -> None:
    assert resolve_actor("مجاهدین", AFGHANISTAN).id == "taliban"
    assert resolve_actor("مجاهدین", GAZA).level == "class"


def test_the_president_of_a_region_is_not_the_president_of_the_country() -> None:
    assert resolve_actor("رئیس جمهوری باشقیرستان", SYRIA).id == "RU.local_government"


@pytest.mark.parametrize(
    ("words", "context", "reason"),
    [
        ("ارتش", Context(), "army of which country? the article is about none"),
        (
            "ارتش",
            Context((("IN", 5.0), ("PK", 5.0))),
            "army of which country? the article is as much about IN as about PK",
        ),
        ("حلب", SYRIA, "a place, not an actor"),
        ("دو برادر فرانسوی", SYRIA, "no name or noun of it but a country's is in the registry"),
        ("قلمچی", SYRIA, "no name or noun of it is in the registry"),
        ("دو نفر", SYRIA, "only function words"),
        ("", SYRIA, "only function words"),
    ],
)
def test_what_cannot_be_known_stays_unresolved_with_the_reason(words: str, context: Context, reason: str) -> None:
    actor = resolve_actor(words, context)
    assert (actor.level, actor.id, actor.reason) == ("unresolved", None, reason)


def test_a_family_name_after_an_unknown_name_is_another_person() -> None:
    assert resolve_actor("مقتدی صدر", Context((("IQ", 1.0),))).id == "muqtada-al-sadr"
    assert resolve_actor("هوشنگ صدر", Context((("IQ", 1.0),))).level == "unresolved"


class TestEverydayWords:
    """What is spelled like a name is not always one."""

    @pytest.mark.parametrize(
        "text",
        [
            "کمک مالی رسید",
            "دو انبار خالی شد",
            "در آستانه نوروز",
            "محل را ترک کرد",
            "آب‌های آرام",
            "رؤسای ادارات",
            "این سند و آن سند",
            "استان‌های شمالی",
            "زن و کودک و آنان",
            "زخم ترکش",
            "شعر حماسی",
            "به‌طوری که",
        ],
    )
    def test_they_tell_no_country(self, text: str) -> None:
        assert read_context(text).countries == ()

    @pytest.mark.parametrize(
        ("text", "country"),
        [
            ("ارتش مالی رفت", "ML"),
            ("مردم استان انبار آمدند", "IQ"),
            ("ایالت سند آرام است", "PK"),
            ("سربازان ترک رسیدند", "TR"),
            ("مردم تهرانی و تهرانی‌ها", "IR"),
        ],
    )
    def test_beside_what_tells_so_they_do(self, text: str, country: str) -> None:
        assert read_context(text).home == country

    def test_the_end_of_one_word_and_the_next_word_are_no_name(self) -> None:
        assert resolve_actor("کودک و زن").id == "civilians"
        assert resolve_actor("دوم این ماه").level == "unresolved"

    def test_an_ending_is_not_taken_from_the_name_that_begins_with_it(self) -> None:
        assert resolve_source("شبکه ان‌بی‌سی").who.id == "nbc-news"
        assert resolve_source("شبکه ای بی سی").who.id == "abc-news"

    def test_a_family_name_that_many_bear_needs_its_country_and_a_rare_one_does_not(self) -> None:
        iran = Context((("IR", 1.0),), 2026)
        assert resolve_actor("ترامپ", iran).id == "donald-trump"
        assert resolve_actor("صدر", iran).level == "unresolved"
        assert resolve_actor("صدر", Context((("IQ", 1.0),), 2026)).id == "muqtada-al-sadr"


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("دشمن آمریکایی", "US.government"),
        ("دشمن تروریستی آمریکا", "US.government"),
        ("آمریکای جنایتکار", "US.government"),
        ("نیروهای تروریست آمریکا", "us-armed-forces"),
        ("نظامیان اشغالگر اسرائیلی", "idf"),
    ],
)
def test_a_state_that_is_called_names_is_still_that_state(words: str, who: str) -> None:
    actor = resolve_actor(words, Context((("IR", 5.0),), 2026))
    assert (actor.id, actor.loaded) == (who, True)


def test_an_enemy_or_occupier_is_never_the_articles_own_country() -> None:
    assert resolve_actor("دشمن ایران", GAZA).id == "enemy"
    assert resolve_actor("نظامیان اشغالگر", GAZA).country is None
    assert resolve_actor("جنگنده متجاوز", GAZA).country is None


def test_forces_that_depend_on_a_state_are_not_its_army() -> None:
    forces = resolve_actor("نیروهای وابسته به ریاض", Context((("YE", 5.0),), 2026))
    assert (forces.id, forces.relation, forces.of) == ("forces", "affiliated", "SA.government")
    proxies = resolve_actor("نیروهای نیابتی ایران", Context((("IQ", 5.0),), 2026))
    assert (proxies.id, proxies.relation, proxies.of) == ("proxies", "affiliated", "iran-government")


def test_who_is_against_a_country_is_not_of_it() -> None:
    assert resolve_actor("تروریست‌های ضد ایرانی", Context((("IQ", 5.0),), 2026)).country == "IQ"


def test_the_regime_alone_is_one_that_is_called_so() -> None:
    lebanon = Context((("LB", 9.0), ("IL", 5.0)), 2026)
    assert resolve_actor("نظامیان رژیم", lebanon).country == "IL"
    assert resolve_actor("نیروهای رژیم", lebanon).country == "IL"


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("مقام‌های امنیتی ایالات متحده", "US.security_forces"),
        ("نهادهای اطلاعاتی آمریکا", "cia"),
        ("نهادهای عراقی", "IQ.government"),
        ("مقامات جمهوری اسلامی", "iran-government"),
        ("مواضع اسرائیل", "idf"),
        ("مأموران کلانتری", "faraja"),
        ("وزارت دفاع بلغارستان", "BG.defence_ministry"),
    ],
)
def test_officials_who_act_are_their_body(words: str, who: str) -> None:
    assert resolve_actor(words, Context((("IR", 5.0),), 2026)).id == who


def test_two_armies_under_one_noun_are_both_kept() -> None:
    armies = resolve_actor("نیروهای اسرائیلی و اردنی", Context((("JO", 5.0),), 2026))
    assert (armies.id, armies.also) == ("idf", ("jordanian-army",))


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("یک پهپاد انتحاری", "weapons"),
        ("عامل انتحاری", "suicide_bombers"),
        ("دو خلبان", "pilots"),
        ("ستوان‌یکم بهمن آسوده", "soldiers"),
        ("دانش‌آموزان", "civilians"),
        ("زنان", "civilians"),
        ("کادر درمان", "civilians"),
        ("یک تبعه هندی", "civilians"),
    ],
)
def test_people_and_weapons_have_their_class(words: str, which: str) -> None:
    assert resolve_actor(words, SYRIA).id == which


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("نیروی دریایی و هوافضای سپاه", "irgc-aerospace", "irgc-navy"),
        ("رزمندگان نیروهای دریایی و هوافضای سپاه پاسداران", "irgc-aerospace", "irgc-navy"),
        ("نیروی هوافضا و نیروی زمینی سپاه پاسداران", "irgc-ground", "irgc-aerospace"),
    ],
)
def test_a_branch_before_another_of_one_force_is_that_forces_too(words: str, first: str, second: str) -> None:
    actor = resolve_actor(words)
    assert (actor.id, actor.also) == (first, (second,))


@pytest.mark.parametrize("words", ["بندر شهید کلانتری", "برج مراقبت بندر شهید کلانتری", "بیمارستان شهید پلیس"])
def test_what_is_named_after_one_of_the_dead_is_not_what_his_name_means(words: str) -> None:
    assert resolve_actor(words, Context((("IR", 5.0),), 2026)).id is None


def test_the_dead_of_a_body_are_still_its() -> None:
    assert resolve_actor("دو شهید پلیس", Context((("IR", 5.0),), 2026)).id == "faraja"
    assert resolve_actor("کلانتری", Context((("IR", 5.0),), 2026)).id == "faraja"


def test_branches_of_a_group_in_other_countries_are_entries_of_their_own() -> None:
    assert resolve_actor("داعش لیبی", Context((("LY", 5.0),), 2016)).id == "islamic-state-libya"
    assert resolve_actor("داعش در یمن", Context((("YE", 5.0),), 2016)).id == "islamic-state-yemen"
