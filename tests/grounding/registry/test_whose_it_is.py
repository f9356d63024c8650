"""Whose regime, army or parliament is meant, and who of a country's people."""

from __future__ import annotations

import pytest

from ravayat.grounding.registry import Context, resolve_actor, resolve_source


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
