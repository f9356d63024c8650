"""A medium and the teller that the text joins to it are two links, and nothing else is joined."""

from __future__ import annotations

import pytest

from ravayat.grounding.carriers import with_carrier
from ravayat.records import Quote, Span
from ravayat.text.words import split_words

TELLER = "سخنگوی کرملین"


def chain(text: str, trigger: str, *links: str, others: tuple[str, ...] = (), outlet: str | None = None) -> list[str]:
    """The links of a claim, nearest first, of an article with the links of other claims."""

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    own = tuple(Quote.read(text, at(link)) for link in links)
    known = {at(link) for link in (*links, *others)}
    return [link.text for link in with_carrier(text, split_words(text), at(trigger), own, known, outlet)]


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        (f"به گزارش رویترز، {TELLER} گفت حمله شد", "رویترز"),
        (f"به گزارش ایسنا به نقل از خبرگزاری رویترز، {TELLER} گفت حمله شد", "خبرگزاری رویترز"),
        (f"به نوشته روزنامه «الخبر»، {TELLER} گفت حمله شد", "روزنامه «الخبر»"),
        (f"به گزارش رویترز، «{TELLER}» گفت حمله شد", "رویترز"),
    ],
)
def test_a_medium_right_before_a_teller_carries_what_is_told_in_the_sentence(text: str, medium: str) -> None:
    assert chain(text, "حمله", TELLER, outlet="ایسنا") == [medium, TELLER]


def test_it_does_not_carry_what_is_told_later() -> None:
    assert chain(f"به گزارش رویترز، {TELLER} حرف زد. حمله شد", "حمله", TELLER) == [TELLER]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"به گزارش گروه بین‌الملل خبرگزاری فارس، {TELLER} گفت حمله شد", "Fars News"),
        (f"به گزارش خبرگزاری فارس از طبس، {TELLER} گفت حمله شد", "فارس"),
        (f"به گزارش خبرگزاری کردپرس، {TELLER} گفت حمله شد", "کردپرس"),
        (f"به گزارش خبرنگار سیاسی فارس، {TELLER} گفت حمله شد", "خبرگزاری فارس"),
        (f"به گزارش این پایگاه، {TELLER} گفت حمله شد", "فارس"),
        (f"به گزارش یک منبع آگاه، {TELLER} گفت حمله شد", "فارس"),
        (f"رویترز، {TELLER} گفت حمله شد", "فارس"),
        (f"به گزارش رویترز {TELLER} گفت حمله شد", "فارس"),
    ],
)
def test_the_outlet_the_nameless_and_who_is_not_told_to_report_carry_nothing(text: str, outlet: str) -> None:
    assert chain(text, "حمله", TELLER, outlet=outlet) == [TELLER]


def test_behind_a_medium_the_teller_is_the_one_known_from_another_claim() -> None:
    text = f"به نقل از شبکه الجزیره، {TELLER} حرف زد. حمله شد"
    assert chain(text, "حمله", "شبکه الجزیره", others=(TELLER,)) == ["شبکه الجزیره", TELLER]
    assert chain(text, "حمله", "شبکه الجزیره") == ["شبکه الجزیره"]


def test_a_chain_of_two_or_none_stays() -> None:
    text = f"به گزارش رویترز، {TELLER} به نقل از ارتش گفت حمله شد"
    assert chain(text, "حمله", TELLER, "ارتش") == [TELLER, "ارتش"]
    assert chain(text, "حمله") == []
