"""A name and the office of its bearer are one teller where the text puts them side by side, and two elsewhere."""

from __future__ import annotations

import pytest

from ravayat.grounding.appositions import one_teller
from ravayat.records import Quote, Span

NAME, OFFICE = "بهمن آسوده", "استاندار خوزستان"


def joined(text: str, *links: str) -> list[str]:
    """The links of a chain that are left, nearest teller first."""
    quotes = [Quote.read(text, Span(text.index(link), text.index(link) + len(link)), 0.7) for link in links]
    return [quote.text for quote in one_teller(text, quotes)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"{NAME}، {OFFICE}، گفت جنگ است", f"{NAME}، {OFFICE}"),
        (f"{OFFICE}، {NAME}، گفت جنگ است", f"{OFFICE}، {NAME}"),
        (f"{OFFICE} {NAME} گفت جنگ است", f"{OFFICE} {NAME}"),
        (f"«{NAME}» {OFFICE} گفت جنگ است", f"«{NAME}» {OFFICE}"),
        (f"{NAME}، {OFFICE} گفت جنگ است", f"{NAME}، {OFFICE}"),
        (f"باران آمد. {NAME}، {OFFICE} گفت جنگ است", f"{NAME}، {OFFICE}"),
        (f"به گفته {NAME}، {OFFICE}، جنگ است", f"{NAME}، {OFFICE}"),
        (f"{NAME} که {OFFICE} است گفت جنگ است", f"{NAME} که {OFFICE}"),
    ],
)
def test_side_by_side_they_are_one(text: str, whole: str) -> None:
    assert joined(text, OFFICE, NAME) == [whole]
    assert joined(text, NAME, OFFICE) == [whole]


def test_a_former_office_is_its_bearer_s_too() -> None:
    former = "سخنگوی سابق ارتش پاکستان"
    assert joined(f"{NAME}، {former}، گفت جنگ است", former, NAME) == [f"{NAME}، {former}"]


@pytest.mark.parametrize(
    "text",
    [
        f"به گزارش {OFFICE}، {NAME} گفت جنگ است",
        f"به گزارش {OFFICE}، {NAME} که در شهر است گفت جنگ است",
        f"به گفته {NAME}، {OFFICE} از جنگ خبر داد",
        f"{NAME} به {OFFICE} گفت جنگ است",
        f"{NAME} و {OFFICE} گفتند جنگ است",
        f"{NAME} گفت جنگ است.\n{OFFICE} نپذیرفت",
        f"{NAME} که با {OFFICE} سخن گفت",
        f"{OFFICE}: {NAME} گفت جنگ است",
    ],
)
def test_elsewhere_they_are_two(text: str) -> None:
    assert joined(text, OFFICE, NAME) == [OFFICE, NAME]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("رویترز", NAME),
        ("خبرنگار رویترز", NAME),
        ("شاهدان عینی", NAME),
        ("ارتش پاکستان", NAME),
        ("سخنگوی ارتش پاکستان", OFFICE),
        ("پرویز دانا", NAME),
    ],
)
def test_only_a_name_and_an_office_are_one(one: str, other: str) -> None:
    assert joined(f"{one}، {other}، گفت جنگ است", one, other) == [one, other]


def test_a_rank_is_part_of_the_name_and_the_others_of_a_chain_stay() -> None:
    name = "سرهنگ بهمن آسوده"
    text = f"به گزارش رویترز، {OFFICE} {name} به نقل از شاهدان عینی گفت"
    assert joined(text, "رویترز", OFFICE, name, "شاهدان عینی") == ["رویترز", f"{OFFICE} {name}", "شاهدان عینی"]
