"""Whose office a name has where several people, or several spellings, stand in one article."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from ravayat.grounding.meanings import add_meanings
from ravayat.records import Article, Claim, Quote, ResolvedActor, Span

RUSSIAN = "بهمن آسوده، سخنگوی وزارت دفاع روسیه، گفت جنگ است. "
PAKISTANI = "پرویز آسوده، سخنگوی ارتش پاکستان، گفت صلح است. "


def met(text: str, name: str) -> ResolvedActor:
    """Who a name is, as the teller of a claim."""
    return tellers(text, name)[0]


def offices(text: str, *names: str | tuple[str, int]) -> list[str | None]:
    """The bodies of names, tellers of one claim each: of the first mention, or of that with the number (-1: last)."""
    return [who.id for who in tellers(text, *names)]


def tellers(text: str, *names: str | tuple[str, int]) -> list[ResolvedActor]:
    told: Sequence[tuple[str, int]] = [(name, 0) if isinstance(name, str) else name for name in names]
    claims = []
    for number, (name, nth) in enumerate(told, 1):
        place = [one.span() for one in re.finditer(re.escape(name), text)][nth]
        teller = Quote.read(text, Span(*place))
        claims.append(Claim(number, number, "attack", Quote.read(text, Span(0, 2)), "asserted", chain=(teller,)))
    meant = add_meanings(Article("a", text, "خبرگزاری فارس"), claims)
    return [claim.meaning.chain[0].who for claim in meant if claim.meaning]


class TestTwoOfOneName:
    """Two people of one family name keep each their own office."""

    def test_a_family_name_is_of_who_was_named_last(self) -> None:
        text = f"{RUSSIAN}آسوده افزود روز است. {PAKISTANI}آسوده نوشت شب است."
        first = text.index("آسوده افزود")
        middle = len(re.findall("آسوده", text[:first]))
        assert offices(text, ("آسوده", middle), ("آسوده", -1)) == ["RU.defence_ministry", "pakistan-army"]

    def test_it_is_of_the_full_name_that_it_is_part_of(self) -> None:
        text = f"{RUSSIAN}{PAKISTANI}دیروز بهمن آسوده نوشت شب است."
        assert offices(text, "بهمن آسوده", ("آسوده", -1)) == ["RU.defence_ministry"] * 2

    def test_an_office_of_another_by_name_is_not_its_own(self) -> None:
        text = f"{RUSSIAN}هوشنگ آسوده سخن گفت و آسوده نوشت شب است."
        assert offices(text, "هوشنگ آسوده", ("آسوده", -1)) == [None, None]
        assert offices(text, ("آسوده", -1)) == ["RU.defence_ministry"]

    def test_an_office_before_the_full_name_is_of_the_family_name_too(self) -> None:
        text = "سخنگوی ارتش پاکستان، پرویز آسوده، آمد. آسوده نوشت شب است."
        assert offices(text, "پرویز آسوده", ("آسوده", -1)) == ["pakistan-army"] * 2

    @pytest.mark.parametrize("towards", ["در واکنش به", "در دیدار با"])
    def test_whom_the_words_before_it_are_spoken_to_is_another(self, towards: str) -> None:
        assert offices(f"{towards} سخنگوی ارتش پاکستان، پرویز آسوده گفت شب است.", "پرویز آسوده") == [None]

    def test_without_a_comma_the_office_is_his_all_the_same(self) -> None:
        text = "در واکنش به سخنگوی ارتش پاکستان پرویز آسوده شب شد."
        assert offices(text, "پرویز آسوده") == ["pakistan-army"]

    def test_who_is_named_only_later_has_that_office(self) -> None:
        assert offices(f"آسوده: شب است. {RUSSIAN}{PAKISTANI}", "آسوده") == ["RU.defence_ministry"]

    def test_a_title_makes_nobody_another(self) -> None:
        text = f"{RUSSIAN}آقای آسوده آمد و آسوده نوشت شب است."
        assert offices(text, "بهمن آسوده", "آقای آسوده", ("آسوده", -1))[-1] == "RU.defence_ministry"


class TestFormerOffices:
    """An office that is held no more is none of a body."""

    @pytest.mark.parametrize("office", ["سخنگوی سابق ارتش پاکستان", "وزیر خارجه پیشین روسیه"])
    def test_beside_a_name_it_is_a_class(self, office: str) -> None:
        for text in (f"بهمن آسوده، {office}، گفت جنگ است.", f"{office} بهمن آسوده گفت جنگ است."):
            who = met(text, "بهمن آسوده")
            assert (who.level, who.words) == ("class", "بهمن آسوده")
            assert who.reason.startswith("the former office beside it")


class TestSpellings:
    """A name is the same in the letters of Arabic and with other half-spaces."""

    @pytest.mark.parametrize("again", ["کوکبی", "كوكبي"])
    def test_letters(self, again: str) -> None:
        text = f"بهمن كوكبي، سخنگوی وزارت دفاع روسیه، گفت جنگ است. {again} افزود شب است"
        assert offices(text, (again, -1)) == ["RU.defence_ministry"]

    @pytest.mark.parametrize("again", ["نیک‌اندیش", "نیک اندیش", "نیک\u200c اندیش"])
    @pytest.mark.parametrize("first", ["نیک‌اندیش", "نیک اندیش", "نیکاندیش"])
    def test_half_spaces(self, first: str, again: str) -> None:
        text = f"بهمن {first}، سخنگوی وزارت دفاع روسیه، گفت جنگ است. {again} افزود شب است"
        assert offices(text, (again, -1)) == ["RU.defence_ministry"]

    def test_a_name_in_another_word_is_none(self) -> None:
        text = "بهمن آسوده‌دل، سخنگوی وزارت دفاع روسیه، گفت جنگ است. آسوده افزود شب است"
        assert offices(text, ("آسوده", -1)) == [None]


@pytest.mark.parametrize("far", range(60, 90))
def test_an_office_far_from_its_country_ends_with_a_whole_word(far: int) -> None:
    text = f"بهمن آسوده، سخنگوی {'و ' * (far // 2)}{' ' * (far % 2)}وزارت دفاع هندوراس گفت جنگ است"
    assert offices(text, "بهمن آسوده") in ([None], ["HN.defence_ministry"])
