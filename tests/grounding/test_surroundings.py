"""Whose body a quote means, by the words around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ravayat.grounding.meanings import add_meanings
from ravayat.records import Article, Claim, Meaning, Quote, Span


def meaning(text: str, *, actor: str = "", target: str = "", chain: str = "", outlet: str = "خبرگزاری فارس") -> Meaning:
    """What the words mean as the actor, the target or the tellers (parted by |) of a claim of an article."""

    def quotes(words: str) -> tuple[Quote, ...]:
        parts = [part for part in words.split("|") if part]
        return tuple(Quote.read(text, Span(text.index(part), text.index(part) + len(part))) for part in parts)

    trigger = Quote.read(text, Span(len(text) - 3, len(text)))
    claim = Claim(1, 1, "attack", trigger, "asserted", actors=quotes(actor), targets=quotes(target))
    article = Article("a", text, outlet, date(2026, 7, 1))
    [found] = add_meanings(article, [replace(claim, chain=quotes(chain))])
    assert found.meaning
    return found.meaning


class TestThisCountry:
    """ "This country" is the one that was named last."""

    def test_this_army_is_the_last_that_was_named(self) -> None:
        text = "در کویت و کویت و کویت ارتش آمریکا انبار دارد و سربازان این ارتش خوابند"
        assert meaning(text, target="سربازان این ارتش").targets[0].id == "us-armed-forces"

    def test_it_is_not_the_one_that_the_article_names_most(self) -> None:
        text = "در بیروت و صور و بعلبک لبنان آژیر کشیدند. وزیر خارجه اسرائیل نوشت که ارتش این کشور آماده است"
        assert meaning(text, actor="ارتش این کشور").actors[0].id == "idf"

    def test_a_capital_or_an_army_names_it_too(self) -> None:
        text = "کویت و بحرین و قطر خبر دادند. سنتکام گفت نیروی دریایی این کشور در خلیج فارس می‌ماند"
        assert meaning(text, actor="نیروی دریایی این کشور").actors[0].country == "US"

    def test_the_words_may_stand_behind_the_quote(self) -> None:
        text = "لبنان و لبنان و ایران. سخنگویی در کویت گفت پدافند هوایی این کشور بیدار است"
        assert meaning(text, actor="پدافند هوایی").actors[0].country == "KW"

    @pytest.mark.parametrize("words", ["ارتش اين كشور", "ارتش كشورشان", "ارتش این کشور"])
    def test_arabic_letters_are_the_same_words(self, words: str) -> None:
        text = f"در بیروت و صور و بعلبک لبنان آژیر کشیدند. وزیر خارجه اسرائیل نوشت که {words} آماده است"
        assert meaning(text, actor=words).actors[0].id == "idf"
        assert meaning(text, actor="ارتش").actors[0].id == ("lebanese-army" if "شان" in words else "idf")

    @pytest.mark.parametrize("far", range(290, 304))
    def test_the_end_of_a_word_is_no_country(self, far: int) -> None:
        text = "لبنان و لبنان. مردم خواهند" + " و" * (far // 2) + " " * (far % 2) + " ارتش این کشور آماده است"
        assert meaning(text, actor="ارتش این کشور").actors[0].id == "lebanese-army"

    def test_a_word_that_ends_like_this_is_another(self) -> None:
        text = "در بیروت و صور و بعلبک لبنان آژیر کشیدند. وزیر خارجه اسرائیل خوابید. بنابراین ارتش آماده است"
        assert meaning(text, actor="بنابراین ارتش").actors[0].id == "lebanese-army"


class TestOurs:
    """ "Our" forces are the teller's."""

    def test_they_are_those_of_the_state_that_tells(self) -> None:
        text = "یک مقام آمریکایی درباره ایران و ایران و ایران گفت ارتش ما سه پهپاد را زد"
        assert meaning(text, actor="ارتش", chain="یک مقام آمریکایی").actors[0].id == "us-armed-forces"

    def test_of_a_stranger_they_are_the_readers(self) -> None:
        text = "نگهبان پل در نامه‌ای به آمریکا و آمریکا نوشت نیروی دریایی ما بیدار است"
        assert meaning(text, actor="نیروی دریایی ما").actors[0].country == "IR"


def test_an_army_tells_of_its_own_air_force_and_not_of_its_own_as_a_target() -> None:
    text = "در لبنان و لبنان و لبنان: سخنگوی ارتش اسرائیل گفت نیروی هوایی به سامانه پدافند حمله کرد"
    found = meaning(text, actor="نیروی هوایی", target="سامانه پدافند", chain="سخنگوی ارتش اسرائیل")
    assert found.actors[0].id == "israeli-air-force"
    assert found.targets[0].country == "LB"


class TestReaders:
    """An outlet need not say whose ministry speaks where it is that of its readers."""

    @pytest.mark.parametrize("words", ["روابط عمومی ارتش", "وزارت بهداشت", "سخنگوی وزارت خارجه", "فرماندار"])
    def test_who_opens_a_line_with_a_colon_is_theirs(self, words: str) -> None:
        text = f"موج تازه حمله\n🔹\n{words}: پایگاه آمریکا در کویت و ناو آمریکا هدف بود"
        assert meaning(text, chain=words).chain[0].who.country == "IR"

    def test_in_the_midst_of_a_sentence_it_is_the_articles(self) -> None:
        text = "در کابل افغانستان و هرات افغانستان وزارت بهداشت از سه کشته خبر داد"
        assert meaning(text, chain="وزارت بهداشت").chain[0].who.country == "AF"

    def test_news_that_names_no_country_is_theirs(self) -> None:
        assert meaning("پلیس دو نفر را گرفت", actor="پلیس").actors[0].id == "faraja"
        assert meaning("پولیس دو نفر را گرفت", actor="پولیس", outlet="طلوع نیوز").actors[0].country == "AF"

    def test_but_the_places_of_its_events_come_first(self) -> None:
        text = "پلیس در بوگوتا سه نفر را گرفت"
        trigger = Quote.read(text, Span(len(text) - 4, len(text)))
        place = Quote.read(text, Span(text.index("بوگوتا"), text.index("بوگوتا") + 6))
        actor = Quote.read(text, Span(0, 4))
        claim = Claim(1, 1, "arrest", trigger, "asserted", actors=(actor,), places=(place,))
        [found] = add_meanings(Article("a", text, "خبرگزاری فارس"), [claim])
        assert found.meaning
        assert found.meaning.actors[0].country == "CO"

    def test_gunmen_are_nobodys_by_that(self) -> None:
        assert meaning("افراد مسلح گریختند", actor="افراد مسلح").actors[0].country is None


class TestOffices:
    """A person whom the registry does not know is known by the office beside the name."""

    @pytest.mark.parametrize(
        ("text", "who", "role"),
        [
            ("بهمن آسوده، سخنگوی وزارت دفاع روسیه، گفت مسکو آگاه است", "RU.defence_ministry", "spokesperson"),
            ("سخنگوی ارتش پاکستان، بهمن آسوده، گفت جنگ است", "pakistan-army", "spokesperson"),
            ("نخست‌وزیر جدید ایتالیا بهمن آسوده گفت جنگ است", "IT.cabinet", "prime_minister"),
            ("بهمن آسوده، گزارشگر اکسیوس، نوشت جنگ است", "axios", "reporter"),
            (
                "بهمن آسوده سخن گفت. فردا بهمن آسوده، وزیر کشور ترکیه، می‌رود",
                "TR.interior_ministry",
                "interior_minister",
            ),
        ],
    )
    def test_before_or_behind_it(self, text: str, who: str, role: str) -> None:
        [teller] = meaning(text, chain="بهمن آسوده").chain
        assert (teller.who.id, teller.who.role, teller.who.words) == (who, role, "بهمن آسوده")
        assert "the office beside it" in teller.who.reason

    @pytest.mark.parametrize(
        "text",
        [
            "بهمن آسوده، شاهد عینی، گفت جنگ است",
            "بهمن آسوده، فعال محیط زیست ایران، گفت جنگ است",
            "وزیر جنگ آمریکا به بهمن آسوده گفت جنگ است",
            "بهمن آسوده، خبرنگار مستقر در لبنان، گفت جنگ است",
            "بهمن آسوده، معاون ترامپ، گفت جنگ است",
            "به گزارش خبرنگار رویترز، بهمن آسوده گفت جنگ است",
        ],
    )
    def test_who_only_watches_or_listens_stays_a_name(self, text: str) -> None:
        [teller] = meaning(text, chain="بهمن آسوده").chain
        assert (teller.who.level, teller.anonymous) == ("unresolved", False)

    def test_a_bare_office_that_opens_the_line_is_the_readers(self) -> None:
        text = "🔹\nبهمن آسوده، معاون وزیر خارجه: لبنان و لبنان و لبنان تنها نیست"
        assert meaning(text, chain="بهمن آسوده").chain[0].who.id == "IR.foreign_ministry"

    def test_between_commas_it_may_have_words_that_nobody_knows(self) -> None:
        text = "بهمن آسوده، مشاور رسانه‌ای پادشاه بحرین، گفت جنگ است"
        assert meaning(text, chain="بهمن آسوده").chain[0].who.id == "BH.court"


def test_a_mayor_between_two_countries_is_of_the_one_where_it_happened() -> None:
    text = "مقام‌های ارمنستان و آذربایجان: شهردار بادرود از حمله در گنجه گفت"
    place = Quote.read(text, Span(text.index("گنجه"), text.index("گنجه") + 4))
    teller = Quote.read(text, Span(text.index("شهردار"), text.index("بادرود") + 6))
    trigger = Quote.read(text, Span(text.index("حمله"), text.index("حمله") + 4))
    claim = Claim(1, 1, "attack", trigger, "asserted", places=(place,), chain=(teller,))
    [found] = add_meanings(Article("a", text, "خبرگزاری فارس"), [claim])
    assert found.meaning
    assert found.meaning.chain[0].who.id == "AZ.local_government"


def test_a_target_without_a_country_is_not_the_attackers() -> None:
    text = "در ونزوئلا: آمریکا و آمریکا و آمریکا؛ ارتش آمریکا پدافند هوایی را زد"
    assert meaning(text, actor="ارتش آمریکا", target="پدافند هوایی").targets[0].country == "VE"
    assert meaning(text, target="پدافند هوایی").targets[0].country == "US"
