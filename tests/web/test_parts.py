from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_builder import DOCTORS, reports

from ravayat.grounding.calendars import read_day
from ravayat.ledger.store import Question
from ravayat.records import StoredArticle, StoredClaim
from ravayat.text.restoring import restore
from ravayat.web.days import CALENDARS, first_of_month, in_digits, parts, shown
from ravayat.web.look import Look
from ravayat.web.marking import marked
from ravayat.web.marking import parts as text_parts
from ravayat.web.questions import query_of, question_of
from ravayat.web.totals import bars

DAYS = st.dates(date(1950, 1, 1), date(2050, 1, 1))


@given(DAYS, st.sampled_from(CALENDARS))
def test_a_day_in_a_form_is_read_back(when: date, calendar: str) -> None:
    written = Look("fa", "auto", calendar, "persian").field(when)
    assert read_day(written) == when
    assert read_day(in_digits(written, "persian")) == when


@given(DAYS, st.sampled_from(CALENDARS))
def test_months_begin_on_their_first(when: date, calendar: str) -> None:
    first = first_of_month(when, calendar)
    assert first <= when < first + timedelta(days=31)
    assert parts(first, calendar)[2] == 1


@pytest.mark.parametrize("text", ["", "x", "2015", "2015-13-01", "1394-12-31", "2015-1-1-1", "٢٠١٥-١٣-١٣"])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"no day"):
        read_day(text)


def test_a_day_that_no_lunar_month_reaches_is_gregorian() -> None:
    assert shown(date(1850, 5, 1), "lunar", "en") == "1 May 1850"


@given(
    st.lists(st.tuples(DAYS, st.integers(1, 9)), max_size=40, unique_by=lambda pair: pair[0]),
    st.sampled_from(CALENDARS),
)
def test_bars_hold_every_event_once_and_leave_no_gap(counts: list[tuple[date, int]], calendar: str) -> None:
    found = bars(sorted(counts), calendar)
    assert sum(bar.count for bar in found) == sum(count for _, count in counts)
    for one, other in pairwise(found):
        assert one.until + timedelta(days=1) == other.since


def stored(number: int) -> tuple[str, list[StoredClaim]]:
    """The text of a report with its claims as a store would give them."""
    from datetime import UTC, datetime

    read = reports()[number]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    article = StoredArticle(1, "x", None, None, None, None, 1, "", None, None, at)
    return read.article.text, [
        StoredClaim(7 + at_, article, claim, 7, "m", "r") for at_, claim in enumerate(read.claims)
    ]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_pieces_are_the_whole_text_and_know_their_claims(number: int) -> None:
    text, claims = stored(number)
    found = marked(text, claims)
    assert "".join(part.text for piece in found.pieces for part in piece.parts) == restore(text).text
    for claim in claims:
        trigger = [piece for piece in found.pieces if claim.id in piece.claims and "trigger" in piece.slots]
        assert "".join(part.text for piece in trigger for part in piece.parts) in (
            claim.claim.trigger.text,
            restore(claim.claim.trigger.text).text,
        )
        assert [piece for piece in found.pieces if claim.id in piece.begins] == trigger[:1]


def test_changes_lead_from_the_shown_text_to_the_raw_one() -> None:
    text, claims = stored(0)
    changes = marked(text, claims).changes
    assert changes
    shown_text, done = [], 0
    for start, before, now in changes:
        shown_text += [text[done:start], "\u200c" * now]
        done = start + before
    assert "".join([*shown_text, text[done:]]) == restore(DOCTORS).text


def test_signs_that_nobody_sees_are_apart() -> None:
    assert [(part.text, part.code) for part in text_parts("a\u202eb\u200cc\0")] == [
        ("a", ""), ("", "U+202E"), ("b\u200cc", ""), ("", "U+0000"),
    ]  # fmt: skip


def test_a_question_is_the_same_after_its_address() -> None:
    from urllib.parse import parse_qs

    asked = Question(
        words="حلب & حمص", types=("explosion", "shelling"), near=(36.2, 37.1), within=30.0, since=date(2015, 1, 1),
        killed=3, unreviewed=True, confidence=0.5, sort="-killed", standing=("contested",), source="a b",
    )  # fmt: skip
    told = parse_qs(query_of(asked))
    many = {name: told.pop(name) for name in ("types", "standing")}
    single = {name: values[0] for name, values in told.items()}
    typed = single | {"within": 30.0, "killed": 3, "unreviewed": True, "confidence": 0.5} | many
    assert question_of(**typed) == asked
    assert query_of(Question()) == ""
