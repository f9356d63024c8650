"""A page of events as a table."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from ravayat.records import EventLine
from ravayat.views.event_list import NARROWEST, count_line, event_table
from ravayat.views.wording import Language

LINE: dict[str, Any] = {
    "id": 1234,
    "type": "civilian_attack",
    "first": date(2015, 10, 3),
    "last": date(2015, 10, 3),
    "place_name": "قندوز",
    "place_precision": "town",
    "country": "AF",
    "province": None,
    "latitude": 36.7,
    "longitude": 68.8,
    "standing": "single_source",
    "roots": 1,
    "claims": 2,
    "articles": 1,
    "killed": None,
    "killed_low": None,
    "killed_high": None,
    "wounded": None,
    "confidence": 0.9,
    "reviewed": False,
    "published": None,
}


def table(*lines: dict[str, Any], language: Language = "en", width: int = 160) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width).print(event_table([EventLine(**LINE | line) for line in lines], language))
    return out.getvalue().splitlines()


def test_an_event_is_a_row() -> None:
    heading, row = table({})
    assert heading.split() == ["event", "days", "type", "place", "standing", "roots", "killed", "reports"]
    assert row.split("  ")[:3] == ["1234", " 2015-10-03", "Attack on civilians"]


@pytest.mark.parametrize(
    ("confidence", "reviewed", "marked"), [(0.49, False, True), (0.5, False, False), (0.2, True, False)]
)
def test_an_event_of_unsure_claims_alone_is_marked(confidence: float, reviewed: bool, marked: bool) -> None:
    _, row = table({"confidence": confidence, "reviewed": reviewed})
    assert ("Attack on civilians ؟" in row) == marked


@pytest.mark.parametrize(
    ("low", "best", "high", "english", "persian"),
    [
        (7, 7, 7, "7", "۷"),
        (3, 3, None, "at least 3", "دست‌کم ۳"),
        (None, 30, 30, "up to 30", "حداکثر ۳۰"),
        (1, 3, 5, "3 (1–5)", "۳ (۱–۵)"),
        (3, 3, 5, "3 (3–5)", "۳ (۳–۵)"),
        (1, 3, None, "3 (1–?)", "۳ (۱–?)"),
    ],
)
def test_numbers_of_killed_tell_how_far_they_reach(
    low: int | None, best: int, high: int | None, english: str, persian: str
) -> None:
    killed = {"killed": best, "killed_low": low, "killed_high": high}
    assert f" {english} " in table(killed)[1]
    assert f" {persian} " in table(killed, language="fa")[1]


def test_in_persian_grades_digits_and_sums_are_persian() -> None:
    told = "\n".join(table({}, language="fa"))
    assert {"۱۲۳۴", "۲۰۱۵-۱۰-۰۳", "تک‌منبع"} <= set(told.split())
    assert count_line(1, 12, "3|1", "fa") == "۱ از ۱۲ رویداد؛ صفحهٔ بعد: --after '3|1'"
    assert count_line(0, 0, None, "fa") == "۰ از ۰ رویداد"


def test_numbers_of_events_and_days_are_never_cut() -> None:
    told = "\n".join(table({}, {"killed": 1, "killed_low": 1}, width=NARROWEST))
    assert told.count("1234") == told.count("2015-10-03") == 2
    assert "…" not in told


def test_a_name_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in "".join(table({"place_name": "قندوز\x1b[2J"}))
