"""Who a claim comes from in the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ravayat.grounding.registry import Registry, load_registry
from ravayat.ledger.roots import NOBODY, Teller, has_offices, outlet_teller, root_of, same_tellers, side_of, tellers_of
from ravayat.records import Claim, ResolvedActor
from ravayat.testing import claim_of, made_report


def told(*chain: str, registry: Registry | None = None) -> Claim:
    """A claim told through a chain, the nearest teller first."""
    from ravayat.grounding.meanings import Knowledge, add_meanings

    article = replace(made_report(1).article, text=f"حمله هوایی {' '.join(chain)}")
    claim = claim_of(article, "air_strike", "حمله هوایی", chain="|".join(chain))
    return add_meanings(article, (claim,), Knowledge(registry))[0]


@pytest.mark.parametrize(
    ("chain", "root"),
    [
        ((), "isna"),
        (("رویترز",), "reuters"),
        (("رویترز", "ارتش روسیه"), "russian-armed-forces"),
        (("یک منبع آگاه",), "isna"),
        (("رویترز", "یک منبع آگاه"), "reuters"),
        (("شاهدان عینی",), "isna"),
        (("یکی از ساکنان",), "isna"),
        (("ارتش روسیه", "یک مقام که نخواست نامش فاش شود"), "russian-armed-forces"),
        (("سخنگوی ارتش روسیه",), "russian-armed-forces"),
        (("یک سخنگوی ارتش روسیه",), "russian-armed-forces"),
        (("قرارگاه قدس",), "irgc"),
        (("یگان‌های شرق کردستان",), "pjak"),
        (("ستاد مجاهدین ولایت داغستان",), "caucasus-emirate"),
        (("جمعیت هلال احمر عربستان سعودی",), "saudi-red-crescent"),
        (("یک افسر پلیس لبنان",), "isna"),
        (("بسیاری از شاهدان",), "isna"),
        (("بسیاری از کاربران",), "isna"),
        (("اکثر ساکنان",), "isna"),
        (("عده‌ای از مردم",), "isna"),
        (("هیچ نهاد مستقلی",), "isna"),
        (("رویترز", "تحقیقات"), "reuters"),
        (("اطلاعات موجود",), "isna"),
        (("نتایج بررسی‌های اولیه",), "isna"),
        (("شواهد و قرائن",), "isna"),
        (("داده‌های به‌دست‌آمده",), "isna"),
    ],
)
def test_the_root_is_the_last_who_has_a_name(chain: tuple[str, ...], root: str) -> None:
    assert root_of(told(*chain), "ایسنا").key == root


@pytest.mark.parametrize("words", ["تحقیقات پلیس", "بررسی شیرزاد کریمی‌پور", "روزنامه اطلاعات", "شیرزاد یافته"])
def test_what_was_found_is_whose_it_is_said_to_be(words: str) -> None:
    assert root_of(told(words), "ایسنا").key != "isna"


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("بیمارستان شهدای الاقصی", True),
        ("رئیس بیمارستان روستایی عبس", True),
        ("مسوولان شفاخانه ایمرجنسی کابل", True),
        ("پزشک کشیک بیمارستان شماره یک", True),
        ("پزشکان بیمارستان شفا", False),
        ("منابع بیمارستان مرکزی مصراته", False),
        ("یک پزشک بیمارستان شفا", False),
        ("ساکنان نزدیک بیمارستان شفا", False),
        ("شاهدان عینی در بیمارستان شفا", False),
        ("مدیر یک بیمارستان در شهر", False),
        ("پزشک ارشد این بیمارستان", False),
        ("رئیس بیمارستان محلی", False),
        ("شفاخانه ولایتی", False),
        ("بیمارستان‌های محلی", False),
    ],
)
def test_a_named_hospital_is_a_root_and_its_people_are_not(words: str, speaks: bool) -> None:
    assert (root_of(told(words), "ایسنا").key != "isna") == speaks


def test_a_hospital_and_its_head_are_one_root() -> None:
    one, other = (root_of(told(words), "ایسنا") for words in ("بیمارستان عبس", "رئیس بیمارستان عبس"))
    assert len(set(names_of([one, other]))) == 1


def test_of_a_copied_text_the_outlet_that_had_it_first_is_the_root() -> None:
    assert root_of(told(), "کیهان", "ایسنا").key == "isna"
    assert root_of(told("یک منبع آگاه"), "کیهان", "ایسنا").key == "isna"
    assert root_of(told("رویترز"), "کیهان", "ایسنا").key == "reuters"


def test_an_outlet_is_the_same_root_as_a_link_of_another_papers_chain() -> None:
    assert outlet_teller("خبرگزاری فارس").key == root_of(told("فارس"), "ایسنا").key == "fars"


def test_a_claim_without_a_meaning_is_its_outlets() -> None:
    assert root_of(replace(told("رویترز"), meaning=None), "ایسنا").key == "isna"


def test_an_outlet_that_is_not_told_is_nobody() -> None:
    assert root_of(told(), None).key == NOBODY


def test_an_unknown_name_is_a_root_by_its_words_in_any_spelling() -> None:
    one, other = (root_of(told(words), "ایسنا") for words in ("شیرزاد کریمی‌پور", "شيرزاد كريمي پور"))
    assert one.key == other.key
    assert one.en == ""


def test_tellers_are_the_outlet_and_the_chain_from_the_nearest() -> None:
    assert [teller.key for teller in tellers_of(told("رویترز", "ارتش روسیه"), "ایسنا")] == [
        "isna",
        "reuters",
        "russian-armed-forces",
    ]


def names_of(tellers: list[Teller]) -> list[str]:
    """The key that each teller goes by among all of them."""
    found = same_tellers(tellers)
    return [found[teller.key] for teller in tellers]


def named(*words: str) -> list[str]:
    """The key that each of some words goes by where all of them tell of one event."""
    return names_of([root_of(told(one), "ایسنا") for one in words])


class TestSameTellers:
    """Who is one and the same among the tellers of an event."""

    def names(self, *words: str) -> list[str]:
        return names_of([Teller("".join(one.split()), one, words=one) for one in words])

    def test_words_among_another_tellers_words_are_that_teller(self) -> None:
        one, other = self.names("سخنگوی والی", "سخنگوی والی بامیان")
        assert one == other

    def test_other_words_are_others(self) -> None:
        one, other = self.names("سخنگوی والی", "رئیس بیمارستان")
        assert one != other

    def test_the_order_makes_no_difference(self) -> None:
        words = ["سخنگوی والی", "سخنگوی والی بامیان", "رئیس بیمارستان"]
        assert dict(zip(words, self.names(*words), strict=True)) == dict(
            zip(reversed(words), self.names(*reversed(words)), strict=True)
        )

    def test_tellers_of_the_registry_are_themselves(self) -> None:
        known = [outlet_teller("ایسنا"), outlet_teller("ایرنا"), outlet_teller(None)]
        assert same_tellers(known) == {teller.key: teller.key for teller in known}

    def test_a_country_is_no_voice_beside_a_body_of_its_state(self) -> None:
        for words in ("روسیه", "مسکو", "روس‌ها"):
            assert named("وزارت دفاع روسیه", words) == ["RU.defence_ministry"] * 2
            assert named(words, "ارتش روسیه", "وزارت خارجه روسیه") == [
                "RU.foreign_ministry",
                "russian-armed-forces",
                "RU.foreign_ministry",
            ]

    def test_it_is_one_beside_others_and_alone(self) -> None:
        assert named("روسیه") == ["RU.government"]
        assert named("روسیه", "ارتش اوکراین") == ["RU.government", "ukrainian-armed-forces"]
        assert named("روسیه", "خبرگزاری تاس") == ["RU.government", "tass"]

    def test_a_body_that_is_named_stays_a_voice_of_its_own(self) -> None:
        assert named("دولت روسیه", "ارتش روسیه") == ["RU.government", "russian-armed-forces"]
        assert named("روسیه", "دولت روسیه", "ارتش روسیه") == ["RU.government", "RU.government", "russian-armed-forces"]
        assert named("کرملین", "ارتش روسیه") == ["kremlin", "russian-armed-forces"]

    def test_who_held_an_office_once_is_a_voice_of_its_own(self) -> None:
        former, now = named("وزیر خارجه پیشین آمریکا", "وزیر خارجه آمریکا")
        assert former != now == "US.foreign_ministry"
        one, other = named("حامد کرزی، رئیس جمهور پیشین افغانستان", "حامد کرزی رئیس‌جمهور پیشین")
        assert one == other != "AF.presidency"

    def test_who_held_an_office_of_an_unknown_body_is_not_who_holds_it(self) -> None:
        former, now = named("رئیس سابق بیمارستان شفا", "رئیس بیمارستان شفا")
        assert former != now
        bare, told_more = named("فرمانده سابق", "فرمانده سابق پایگاه")
        assert bare == told_more

    def test_a_capital_that_a_user_has_for_a_body_stays_that_body(self, tmp_path: Path) -> None:
        mine = tmp_path / "mine.toml"
        mine.write_text('[aliases]\nkremlin = "مسکو"\n', encoding="utf-8")
        own = root_of(told("مسکو", registry=load_registry(mine)), "ایسنا")
        assert names_of([own, root_of(told("ارتش روسیه"), "ایسنا")]) == ["kremlin", "russian-armed-forces"]

    def test_a_country_in_a_store_of_before_is_asked_of_the_package(self) -> None:
        claim = told("روسیه")
        assert claim.meaning is not None
        old = replace(claim.meaning, chain=tuple(replace(one, whole_state=None) for one in claim.meaning.chain))
        tellers = [root_of(replace(claim, meaning=old), "ایسنا"), root_of(told("ارتش روسیه"), "ایسنا")]
        assert names_of(tellers) == ["russian-armed-forces"] * 2

    def test_everybody_goes_by_the_key_of_one_of_them(self) -> None:
        tellers = [outlet_teller(None), Teller(NOBODY, "؟"), Teller("x", "سخنگو", words="سخنگو")]
        found = same_tellers(tellers)
        assert {teller.key for teller in tellers} == found.keys()
        assert set(found.values()) <= found.keys()


class TestOffices:
    """Governors, councils, fire brigades: a country has as many as it has towns."""

    def names(self, *words: str) -> list[str]:
        return names_of([root_of(told(one), "ایسنا") for one in words])

    def test_the_governors_of_two_provinces_are_two(self) -> None:
        one, other = self.names("استاندار سومی در اوکراین", "استاندار خارکف در اوکراین")
        assert one != other

    def test_a_governor_and_his_spokesman_are_one(self) -> None:
        one, other = self.names("استاندار خارکف", "سخنگوی استاندار خارکف")
        assert one == other

    def test_a_governor_and_a_council_are_two(self) -> None:
        one, other = self.names("والی جوزجان", "شورای ولایتی جوزجان")
        assert one != other

    def test_an_office_whose_place_is_not_told_is_the_only_one_of_its_kind(self) -> None:
        governor, office, mayor = self.names("استاندار خارکف", "دفتر استاندار اوکراین", "شهردار کی‌یف")
        assert office == governor != mayor

    def test_it_is_nobodys_but_its_own_beside_two(self) -> None:
        one, other, office = self.names("استاندار خارکف", "استاندار سومی", "دفتر استاندار اوکراین")
        assert office not in {one, other}

    def test_it_is_asked_for_by_the_body_or_by_itself(self) -> None:
        key = root_of(told("والی جوزجان"), "ایسنا").key
        assert not has_offices(key)
        assert has_offices(key.partition("/")[0])


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        (ResolvedActor("", "body", "SY.police", kind="police", country="SY"), "SY"),
        (ResolvedActor("", "entry", "irgc", kind="state_forces", country="IR"), "IR"),
        (ResolvedActor("", "entry", "taliban", kind="rebel_group", country="AF"), "taliban"),
        (ResolvedActor("", "entry", "brigade", kind="rebel_group", parent="army"), "army"),
        (ResolvedActor("", "class", "civilians", kind="civilians", country="SY"), None),
        (ResolvedActor("", "unresolved"), None),
    ],
)
def test_whom_an_actor_answers_to(actor: ResolvedActor, side: str | None) -> None:
    assert side_of(actor) == side


@pytest.mark.parametrize(
    ("outlet", "owner"),
    [("ایرنا", "IR"), ("پرس تی‌وی", "IR"), ("فارس", "IR"), ("المنار", "hezbollah"), ("رویترز", None)],
)
def test_whom_an_outlet_belongs_to(outlet: str, owner: str | None) -> None:
    assert outlet_teller(outlet).owner == owner


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("بنیامین نتانیاهو", "نخست‌وزیر اسرائیل"),
        ("ولودیمیر زلنسکی", "رئیس جمهور اوکراین"),
        ("دونالد ترامپ", "کاخ سفید"),
        ("سرگئی لاوروف", "وزارت خارجه روسیه"),
        ("معمر قذافی", "معمر قذافی"),
    ],
)
def test_who_holds_an_office_is_one_root_with_it(one: str, other: str) -> None:
    assert root_of(told(one), "ایسنا").key == root_of(told(other), "ایسنا").key


def test_a_leader_of_the_past_is_not_the_government_of_today() -> None:
    gaddafi = root_of(told("معمر قذافی"), "ایسنا")
    assert (gaddafi.key, gaddafi.side) == ("LY.government", "LY")


def test_reports_that_nobody_signs_are_the_outlets() -> None:
    assert root_of(told("گزارش‌های دریافتی"), "ایسنا").key == "isna"
    assert root_of(told("آخرین گزارش‌ها"), "ایسنا").key == "isna"
