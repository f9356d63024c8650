"""How an event came to stand as it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from ravayat.ledger.course import MOST_DAYS, _thinned
from ravayat.ledger.store import open_store
from ravayat.testing import made_report

FIRST = date(2016, 9, 1)


def test_standing_and_counts_grow_with_each_day_of_reports(tmp_path: Path) -> None:
    with open_store(tmp_path / "ledger.sqlite") as store:
        store.add(made_report(1, outlet="ایسنا", killed=7), "by hand")
        store.add(made_report(2, outlet="فارس", killed=9), "by hand")
        denied = made_report(3, outlet="رویترز", killed=12, denier="ارتش سوریه", day=FIRST)
        store.add(denied, "by hand")
        for other in (2, 3, 4):
            if store.event(1).id != store.event(other).id:
                store.judge(1, other, same=True, by="مریم", reason="یک رویداد")
        event = store.event(1)
        days = {claim.article.id: FIRST + timedelta(days=claim.article.id - 1) for claim in event.claims}
        moved = [replace(one, article=replace(one.article, published=days[one.article.id])) for one in event.claims]
        course = store.course(replace(event, claims=tuple(moved)))
        assert [stage.day for stage in course] == [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=2)]
        assert [stage.articles for stage in course] == [(1,), (2,), (3,)]
        assert [stage.roots for stage in course] == [1, 2, 3]
        killed = [(one.low, one.high) for stage in course for one in stage.counts if one.slot == "killed"]
        assert killed == [(7, 7), (7, 9), (7, 12)]
        assert [stage.standing.key for stage in course] == ["single_source", "corroborated", "contested"]


def test_the_last_stage_is_what_the_rules_say_now(tmp_path: Path) -> None:
    with open_store(tmp_path / "ledger.sqlite") as store:
        store.add(made_report(1), "by hand")
        store.grade(1, "denied", by="مریم", reason="دیده‌ام")
        event = store.event(1)
        (stage,) = store.course(event)
        # What a person set stands beside it, and is no part of how it came about.
        assert (event.standing.key, stage.standing.key) == ("denied", "single_source")
        assert stage.counts == event.counts


def test_of_very_many_days_the_first_and_the_last_are_never_left_out() -> None:
    days = [FIRST + timedelta(days=number) for number in range(1000)]
    thinned = _thinned(days, MOST_DAYS)
    assert (len(thinned), thinned[0], thinned[-1]) == (MOST_DAYS, days[0], days[-1])
    assert list(thinned) == sorted(set(thinned))
    assert list(_thinned(days, 2)) == [days[0], days[-1]]
