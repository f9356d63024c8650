from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ravayat.grounding.times import resolve_time
from ravayat.month_names import ENGLISH, MONTHS, PERSIAN, fold_month, shown_month
from ravayat.sources.dates import read_date

CALENDARS = sorted(PERSIAN)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_name_is_that_of_one_month(calendar: str) -> None:
    names = [name for months in PERSIAN[calendar] for name in months]
    assert len(PERSIAN[calendar]) == len(ENGLISH[calendar]) == 12
    assert len(names) == len(set(names))
    for number, months in enumerate(PERSIAN[calendar], 1):
        assert {MONTHS[fold_month(name)] for name in months} == {(calendar, number)}


@pytest.mark.parametrize(("calendar", "year"), [("solar", "۱۳۹۲"), ("gregorian", "۲۰۱۳"), ("lunar", "۱۴۳۴")])
def test_a_name_means_the_same_month_in_a_text_and_as_a_day_of_publication(calendar: str, year: str) -> None:
    for months in PERSIAN[calendar]:
        for name in months:
            words = f"۸ {name.replace('_', ' ')} {year}"
            found = resolve_time(words, None)
            assert found is not None, words
            assert read_date(words) == found.first == found.last, words


def test_pages_show_the_name_that_readers_of_today_expect() -> None:
    assert shown_month("solar", 5, "fa") == "مرداد"
    assert shown_month("gregorian", 7, "fa") == "ژوئیه"
    assert shown_month("lunar", 4, "fa") == "ربیع‌الثانی"
    assert shown_month("lunar", 4, "en") == "Rabi II"


def test_the_table_stands_in_one_module(root: Path) -> None:
    tables = []
    for file in sorted((root / "src").rglob("*.py")):
        strings = " ".join(
            node.value
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        if all(months[0] in strings.split() for months in PERSIAN["solar"]):
            tables.append(file.name)
    assert tables == ["month_names.py"]
