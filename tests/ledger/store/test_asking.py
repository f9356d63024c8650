"""Questions: every condition, every order, every page."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select

from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.store import Decision, Question, Store, StoreFault
from ravayat.ledger.store.asking import SORTS, _around, following
from ravayat.ledger.store.schema import event
from ravayat.records import EventLine, ReadArticle
from ravayat.records.place import EARTH_RADIUS_KM, kilometres
from ravayat.testing import claim_of, made_report

FIRST = date(2016, 9, 1)


@pytest.fixture
def filled(store: Store) -> Store:
    """Four events: Aleppo by two tellers, Mosul denied, Kabul a month later with many dead, one that tells nothing."""
    store.add(made_report(1, outlet="ایسنا", source="سانا"), "m1")
    store.add(made_report(2, outlet="کیهان"), "m1")
    store.add(made_report(3, outlet="شرق", place="موصل", killed=3, kind="explosion", denier="ارتش روسیه"), "m1")
    store.add(made_report(4, outlet="ایرنا", place="کابل", killed=80, day=date(2016, 10, 5)), "m1")
    store.add(made_report(5, outlet=None, place="شهرکی", killed=None, day=None, stance="possible"), "m1")
    return store


def told(store: Store, **asked: Any) -> set[str]:
    """The places of the events that answer; "?" for the one without."""
    answer = store.ask(Question(**asked))
    assert answer.total == len(answer.events)
    return {line.place_name or "?" for line in answer.events}


CONDITIONS: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"حلب", "موصل", "کابل", "?"}),
    ({"types": ("explosion",)}, {"موصل"}),
    ({"types": ("explosion", "air_strike")}, {"حلب", "موصل", "کابل", "?"}),
    ({"country": "SY"}, {"حلب"}),
    ({"country": "FR"}, set()),
    ({"province": "کابل"}, {"کابل"}),
    ({"place": "gn:170063"}, {"حلب"}),
    ({"near": (36.2, 37.1)}, {"حلب"}),
    ({"near": (36.2, 37.1), "within": 2000.0}, {"حلب", "موصل"}),
    ({"since": date(2016, 9, 2)}, {"کابل"}),
    ({"until": date(2016, 9, 1)}, {"حلب", "موصل"}),
    ({"since": date(2016, 9, 1), "until": date(2016, 10, 5)}, {"حلب", "موصل", "کابل"}),
    ({"source": "sana"}, {"حلب"}),
    ({"source": "isna"}, {"حلب"}),
    ({"source": "kayhan"}, {"حلب"}),
    ({"root": "sana"}, {"حلب"}),
    ({"root": "isna"}, set()),
    ({"root": "kayhan"}, {"حلب"}),
    ({"standing": ("contested",)}, {"موصل"}),
    ({"standing": ("parties_only", "unconfirmed")}, {"حلب", "?"}),
    ({"killed": 7}, {"حلب", "کابل"}),
    ({"killed": 81}, set()),
    ({"roots": 2}, {"حلب"}),
    ({"confidence": 0.9}, {"حلب", "موصل", "کابل", "?"}),
    ({"confidence": 0.91}, set()),
    ({"unreviewed": True}, {"حلب", "موصل", "کابل", "?"}),
    ({"undated": True}, {"?"}),
    ({"country": "SY", "killed": 8}, set()),
]
"""What is asked, and the places of the events that answer."""


def test_conditions(filled: Store) -> None:
    # One store for all of them: to make one takes longer than to ask it.
    found = [(asked, told(filled, **asked)) for asked, _ in CONDITIONS]
    assert found == CONDITIONS


def test_an_answer_tells_its_conditions(filled: Store) -> None:
    for asked, _ in CONDITIONS:
        assert len(filled.ask(Question(**asked)).explained) == len(asked) - ("within" in asked)


def test_who_acts_and_who_is_hit(store: Store) -> None:
    article = replace(made_report(1).article, text="در حمله هوایی روسیه به حلب 7 غیرنظامی کشته شدند.")
    claim = claim_of(article, "air_strike", "حمله هوایی", actor="روسیه", target="غیرنظامی", place="حلب")
    store.add(ReadArticle(article, add_meanings(article, (claim,))), "m1")
    assert told(store, actor="RU.government") == {"حلب"}
    assert told(store, target="civilians") == {"حلب"}
    assert told(store, target="RU.government") == set()
    assert told(store, side="RU") == {"حلب"}
    assert told(store, side="US") == set()


SPELLINGS = ["گفت‌وگو", "گفتوگو", "گفت وگو"], ["می‌گوید", "میگوید", "می گوید"], ["کتاب یک", "كتاب يك"]
"""What careful writers write and what the web makes of it."""


@pytest.mark.parametrize("spellings", SPELLINGS, ids=["conversation", "says", "book"])
def test_words_in_any_spelling(store: Store, spellings: list[str]) -> None:
    for seed, text in enumerate(spellings):
        read = made_report(seed, place=["حلب", "موصل", "دمشق", "کابل"][seed])
        article = replace(read.article, text=read.article.text.replace(".", f". {text} ", 1))
        store.add(replace(read, article=article), "m1")
    for words in spellings:
        answer = store.ask(Question(words=words))
        assert answer.total == len(spellings), words
        assert store.ask(Question(words=f"{words} فضانورد")).total == 0


def test_words_are_all_asked_for(filled: Store) -> None:
    assert told(filled, words="هوايي حملۀ") == {"حلب", "کابل", "?"}
    assert told(filled, words="هوایی حلب") == {"حلب"}


@pytest.mark.parametrize("words", ["AND", "حلب*", "(حلب", "حلب:* & !موصل", "NEAR(حلب)", "-حلب", "حلب'", 'حلب"', "7"])
def test_signs_of_the_query_language_are_no_signs(filled: Store, words: str) -> None:
    assert told(filled, words=words) <= {"حلب"}


def test_words_must_stand_around_one_claim(filled: Store) -> None:
    assert told(filled, words="سانا حلب") == {"حلب"}
    assert told(filled, words="سانا موصل") == set()


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"types": ("party",)}, "is no type of event"),
        ({"limit": 0}, "out of bounds"),
        ({"limit": 1001}, "out of bounds"),
        ({"sort": "beauty"}, "is unknown"),
        ({"since": date(2016, 9, 2), "until": date(2016, 9, 1)}, "is after until"),
        ({"near": (91.0, 0.0)}, "no point on earth"),
        ({"near": (0.0, 0.0), "within": 0.0}, "no distance"),
        ({"near": (0.0, 0.0), "within": float("nan")}, "no distance"),
        ({"near": (float("nan"), 0.0)}, "no point on earth"),
        ({"words": "،؛"}, "hold no word"),
        ({"words": "\"' --"}, "hold no word"),
        ({"after": "soon"}, "no mark of a page"),
        ({"after": "x|3"}, "no mark of a page"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(store: Store, asked: dict[str, Any], reason: str) -> None:
    with pytest.raises(StoreFault, match=reason) as fault:
        store.ask(Question(**asked))
    assert "\n" not in str(fault.value)


def test_pages_give_every_event_once_in_order(store: Store) -> None:
    for seed in range(11):
        store.add(
            made_report(
                seed,
                place=["حلب", "موصل", "دمشق"][seed % 3],
                # Equal values and missing ones are what pages stumble over.
                killed=[None, 3, 3, 12][seed % 4],
                day=None if seed % 5 == 4 else FIRST + timedelta(40 * (seed % 4)),
            ),
            "m1",
        )
    for name, sign, near in product(SORTS, ("", "-"), (None, (36.0, 40.0))):
        asked = Question(sort=sign + name, near=near, within=2000.0)
        whole = store.ask(asked)
        assert whole.total == len(whole.events) > 3
        assert whole.next is None
        assert pages(store, replace(asked, limit=2), whole.total) == list(whole.events)
        field = {"time": "first", "reported": "published"}.get(name, name)
        values = [getattr(line, field) for line in whole.events]
        present = [value for value in values if value is not None]
        assert values[: len(present)] == present, "what has no value comes last"
        assert present == sorted(present, reverse=sign == "-")


def pages(store: Store, asked: Question, total: int) -> list[EventLine]:
    """The events of all pages."""
    found: list[EventLine] = []
    while True:
        answer = store.ask(asked)
        assert answer.total == total
        found += answer.events
        if answer.next is None:
            return found
        asked = following(asked, answer.next)


def test_all_events_are_walked_through(filled: Store) -> None:
    assert [event.id for event in filled.events()] == sorted(line.id for line in filled.ask(Question()).events)
    paged = list(filled.events(Question(limit=1, sort="killed")))
    assert [event.id for event in paged] == [line.id for line in filled.ask(Question(sort="killed")).events]


def test_what_was_looked_at_in_part_is_unreviewed(filled: Store) -> None:
    [line] = filled.ask(Question(country="SY")).events
    first, second = filled.event(line.id).claims
    filled.review(first.id, Decision("accept", "ندا"))
    assert told(filled, country="SY", unreviewed=True) == {"حلب"}
    filled.review(second.id, Decision("accept", "ندا"))
    assert told(filled, country="SY", unreviewed=True) == set()


@given(
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    within=st.floats(1, 3000),
    share=st.floats(0, 0.999),
    bearing=st.floats(0, 360),
)
def test_the_box_holds_the_circle(
    latitude: float, longitude: float, within: float, share: float, bearing: float
) -> None:
    """Wherever the point is, over the poles and across the line where the day changes too."""
    other = destination(latitude, longitude, within * share, bearing)
    assert kilometres(latitude, longitude, *other) <= within
    condition = _around(Question(near=(latitude, longitude), within=within))
    assert condition is not None
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE event (id, latitude REAL, longitude REAL)")
        connection.execute(insert(event).values({"id": 1, "latitude": other[0], "longitude": other[1]}))
        assert connection.execute(select(event.c.id).where(condition)).scalar() == 1
    engine.dispose()


def destination(latitude: float, longitude: float, distance: float, bearing: float) -> tuple[float, float]:
    """The point at a distance (km) in a direction (degrees)."""
    north, angle, turn = math.radians(latitude), distance / EARTH_RADIUS_KM, math.radians(bearing)
    sine = math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(turn)
    other = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(math.sin(turn) * math.sin(angle) * math.cos(north), math.cos(angle) - math.sin(north) * sine)
    return math.degrees(other), (longitude + math.degrees(east) + 540) % 360 - 180
