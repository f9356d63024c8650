from __future__ import annotations

from ravayat.grounding.mentions import find_time_mentions


def mentions(text: str) -> list[str]:
    return [span.of(text) for span in find_time_mentions(text)]


def test_lengths_ages_and_recurring_times_are_mentions_too() -> None:
    assert mentions("هر سه روز، نیم ساعتی، در سن ۲۴ سالگی و به مدت دو هفته") == [
        "هر سه روز",
        "نیم ساعتی",
        "۲۴ سالگی",
        "به مدت دو هفته",
    ]


def test_prepositions_belong_to_a_mention() -> None:
    assert mentions("در تاریخ ۵ اکتبر ۲۰۱۸ و از ماه گذشته تا کنون") == ["در تاریخ ۵ اکتبر ۲۰۱۸", "از ماه گذشته تا کنون"]


def test_counts_of_people_are_no_mentions() -> None:
    assert mentions("۲۰۰۰ نفر با صد تیر و اسد و مهر") == []
