"""What people decide holds: at once, after taking it back, and when articles are read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ravayat.ledger.store import Decision, Question, Store, StoreFault
from ravayat.records import ReadArticle, StoredClaim
from ravayat.testing import claim_of, made_report

Rows = Callable[[], list[dict[str, Any]]]
URL = "https://example.org/strike"


def add(store: Store, seed: int = 1, *, model: str = "m1", **told: Any) -> list[StoredClaim]:
    """The claims in use of a made report that is added."""
    return store.claims(store.add(made_report(seed, **told), model).article)


def stretch(store: Store, claim: StoredClaim, words: str) -> list[int]:
    text = store.article(claim.article.id)[1].text
    return [text.index(words), text.index(words) + len(words)]


def together(store: Store) -> list[set[str | None]]:
    """Outlets of each event."""
    return [{claim.article.outlet for claim in event.claims} for event in store.events()]


class TestDecisions:
    def test_accepting_marks_claim_and_event(self, store: Store) -> None:
        [claim] = add(store)
        store.review(claim.id, Decision("accept", "ندا", "درست است"))
        assert store.claim(claim.id).reviewed == "accepted"
        assert [line.reviewed for line in store.ask(Question()).events] == [True]
        assert store.ask(Question(unreviewed=True)).total == 0

    def test_a_decision_is_attributed_and_timed(self, store: Store) -> None:
        [claim] = add(store)
        store.review(claim.id, Decision("accept", " ندا ", "درست است"))
        [row] = store.history(claim.id)
        assert (row.by, row.reason, row.verdict, row.withdrawn) == ("ندا", "درست است", "accept", None)
        assert row.at is not None

    def test_rejecting_takes_the_claim_out_and_undoing_brings_it_back(self, store: Store, rows: Rows) -> None:
        [claim] = add(store)
        before = rows()
        made = store.review(claim.id, Decision("reject", "ندا"))
        assert store.counts()["events"] == 0
        assert store.claims(claim.article.id) == []
        store.undo(made)
        assert rows() == before
        assert store.claim(claim.id).reviewed is None

    def test_rejecting_the_claim_that_joins_lead_to_tears_nothing_apart(self, store: Store) -> None:
        first, denial = add(store, denier="ارتش روسیه")
        add(store, 2, outlet="کیهان")
        store.review(first.id, Decision("reject", "ندا"))
        [event] = store.events()
        assert {claim.id for claim in event.claims} == {denial.id, denial.id + 1}
        assert event.id == denial.id

    def test_an_event_is_found_by_a_claim_that_was_rejected(self, store: Store) -> None:
        first, denial = add(store, denier="ارتش روسیه")
        store.review(first.id, Decision("reject", "ندا"))
        assert store.event(first.id).id == denial.id

    def test_reports_that_come_later_join_a_telling_whose_first_claim_was_rejected(self, store: Store) -> None:
        first, _ = add(store, denier="ارتش روسیه")
        store.review(first.id, Decision("reject", "ندا"))
        add(store, 2, outlet="کیهان")
        assert together(store) == [{"ایسنا", "کیهان"}]

    def test_reports_that_come_later_do_not_join_what_was_rejected_in_whole(self, store: Store) -> None:
        [claim] = add(store)
        made = store.review(claim.id, Decision("reject", "ندا"))
        [other] = add(store, 2, outlet="کیهان")
        assert store.event(other.id).id == other.id
        store.undo(made)
        add(store, 3, outlet="شرق")
        assert together(store) == [{"ایسنا", "کیهان", "شرق"}]

    def test_the_newest_decision_counts(self, store: Store) -> None:
        [claim] = add(store)
        store.review(claim.id, Decision("reject", "ندا"))
        accepted = store.review(claim.id, Decision("accept", "سارا"))
        assert store.claim(claim.id).reviewed == "accepted"
        assert store.counts()["events"] == 1
        store.undo(accepted)
        assert store.counts()["events"] == 0

    def test_a_decision_is_withdrawn_once_and_stays_on_record(self, store: Store) -> None:
        [claim] = add(store)
        made = store.review(claim.id, Decision("accept", "ندا"))
        store.undo(made)
        with pytest.raises(StoreFault, match="no decision that stands"):
            store.undo(made)
        [row] = store.history(claim.id)
        assert row.withdrawn is not None

    @pytest.mark.parametrize("name", ["", "  ", "machine", "reader", "ن" * 65])
    def test_whoever_decides_has_a_name(self, store: Store, name: str) -> None:
        [claim] = add(store)
        with pytest.raises(StoreFault, match="no person's name"):
            store.review(claim.id, Decision("accept", name))
        assert store.history(claim.id) == []

    def test_unknown_claims_and_verdicts_are_refused(self, store: Store) -> None:
        [claim] = add(store)
        with pytest.raises(StoreFault, match="claim 99: is not in the store"):
            store.review(99, Decision("accept", "ندا"))
        with pytest.raises(StoreFault, match="perhaps: is no verdict"):
            store.review(claim.id, Decision("perhaps", "ندا"))

    def test_claims_out_of_use_are_refused(self, store: Store) -> None:
        [old] = add(store)
        [new] = add(store, model="m2")
        for decide in (
            lambda: store.review(old.id, Decision("accept", "ندا")),
            lambda: store.judge(old.id, new.id, same=True, by="ندا"),
            lambda: store.split([old.id], by="ندا"),
        ):
            with pytest.raises(StoreFault, match="out of use"):
                decide()


class TestCorrections:
    @pytest.mark.parametrize(
        ("slot", "value", "field", "told"),
        [
            ("type", "explosion", "type", "explosion"),
            ("stance", "possible", "stance", "possible"),
            ("time", None, "time", None),
            ("killed", None, "killed", None),
        ],
    )
    def test_slots_take_keys_or_nothing(self, store: Store, slot: str, value: Any, field: str, told: Any) -> None:
        [claim] = add(store)
        store.review(claim.id, Decision("correct", "ندا", slot=slot, value=value))
        found = store.claim(claim.id)
        assert getattr(found.claim, field) == told
        assert found.reviewed == "corrected"
        assert replace(found.claim, **{field: getattr(claim.claim, field)}) == claim.claim

    def test_numbers_and_days_are_quoted(self, store: Store) -> None:
        [claim] = add(store)
        killed = {"span": stretch(store, claim, "7"), "min": 7, "max": None}
        store.review(claim.id, Decision("correct", "ندا", slot="killed", value=killed))
        day = {"span": stretch(store, claim, "امروز"), "from": "2016-09-01", "to": "2016-09-03"}
        store.review(claim.id, Decision("correct", "ندا", slot="time", value=day))
        [event] = store.events()
        count, time = event.claims[0].claim.killed, event.claims[0].claim.time
        assert count is not None
        assert time is not None
        assert (count.minimum, count.maximum, count.quote.text) == (7, None, "7")
        assert (event.first, event.last, time.quote.text) == (date(2016, 9, 1), date(2016, 9, 3), "امروز")

    def test_a_teller_gets_a_meaning_and_the_event_its_root(self, store: Store) -> None:
        [claim] = add(store, source="سانا")
        store.review(claim.id, Decision("correct", "ندا", slot="chain", value=[]))
        [event] = store.events()
        assert [root.key for root in event.roots] == ["isna"]
        assert store.ask(Question(source="sana")).total == 0
        store.review(claim.id, Decision("correct", "ندا", slot="chain", value=[stretch(store, claim, "سانا")]))
        assert store.ask(Question(root="sana")).total == 1

    def test_correcting_one_slot_leaves_the_meaning_of_the_others(self, store: Store) -> None:
        [claim] = add(store, source="سانا")
        store.review(claim.id, Decision("correct", "ندا", slot="type", value="explosion"))
        assert store.claim(claim.id).claim.meaning == claim.claim.meaning
        store.review(claim.id, Decision("correct", "ندا", slot="chain", value=[]))
        meaning = store.claim(claim.id).claim.meaning
        assert meaning is not None
        assert claim.claim.meaning is not None
        assert meaning == replace(claim.claim.meaning, chain=())

    def test_undoing_gives_back_what_was_read(self, store: Store, rows: Rows) -> None:
        [claim] = add(store)
        before = rows()
        one = store.review(claim.id, Decision("correct", "ندا", slot="type", value="explosion"))
        two = store.review(claim.id, Decision("correct", "ندا", slot="killed", value=None))
        store.undo(one)
        assert store.claim(claim.id).claim == replace(claim.claim, killed=None)
        store.undo(two)
        assert store.claim(claim.id) == claim
        assert rows() == before

    def test_reports_that_come_later_are_joined_by_what_was_corrected(self, store: Store) -> None:
        [claim] = add(store)
        day = {"span": stretch(store, claim, "امروز"), "from": "2016-11-20", "to": "2016-11-20"}
        store.review(claim.id, Decision("correct", "ندا", slot="time", value=day))
        add(store, 2, outlet="کیهان", day=date(2016, 11, 20))
        add(store, 3, outlet="شرق", day=date(2016, 9, 1))
        assert sorted(map(len, together(store))) == [1, 2]

    @pytest.mark.parametrize(
        ("slot", "value"),
        [
            (None, "x"),
            ("words", "x"),
            ("type", "party"),
            ("stance", None),
            ("trigger", None),
            ("trigger", [5]),
            ("trigger", [9, 3]),
            ("trigger", [0, 99_999]),
            ("place", "حلب"),
            ("place", [[-4, 2]]),
            ("time", [0, 4]),
            ("time", {"from": "2016-09-01"}),
            ("time", {"span": [0, 4], "from": "yesterday"}),
            ("time", {"span": [0, 4], "from": "2016-09-02", "to": "2016-09-01"}),
            ("killed", 7),
            ("killed", {"span": [0, 4]}),
            ("killed", {"span": [0, 4], "min": -1}),
            ("killed", {"span": [0, 4], "min": 9, "max": 7}),
            ("killed", {"span": [0, 4], "min": True}),
        ],
    )
    def test_what_cannot_be_is_refused_in_one_line(
        self, store: Store, rows: Rows, slot: str | None, value: Any
    ) -> None:
        [claim] = add(store)
        before = rows()
        with pytest.raises(StoreFault) as fault:
            store.review(claim.id, Decision("correct", "ندا", slot=slot, value=value))
        assert "\n" not in str(fault.value)
        assert (rows(), store.history(claim.id)) == (before, [])


class TestReadingAgain:
    """Another model reads the article, or the article changes: decisions go to the claims that take their place."""

    @pytest.mark.parametrize("verdict", ["accept", "reject"])
    def test_verdicts_are_kept(self, store: Store, verdict: str) -> None:
        [claim] = add(store)
        store.review(claim.id, Decision(verdict, "ندا"))
        article = store.add(made_report(1), "m2").article
        new = store.claims(article, live=False)[-1]
        assert (new.model, new.reviewed) == ("m2", {"accept": "accepted", "reject": "rejected"}[verdict])
        assert store.counts()["events"] == (verdict == "accept")
        assert [row.verdict for row in store.history(new.id)] == [verdict]

    def test_corrections_are_kept_and_can_be_undone(self, store: Store) -> None:
        [claim] = add(store)
        made = store.review(claim.id, Decision("correct", "ندا", slot="type", value="explosion"))
        [new] = add(store, model="m2")
        assert (new.claim.type, new.reviewed) == ("explosion", "corrected")
        store.undo(made)
        assert store.claim(new.id).claim.type == "air_strike"

    def test_a_correction_finds_its_words_in_a_changed_text(self, store: Store) -> None:
        [claim] = add(store, url=URL, source="سانا", killed=7)
        value = [stretch(store, claim, "سانا")]
        store.review(claim.id, Decision("correct", "ندا", slot="actor", value=value))
        read = made_report(1, url=URL, source="خبرگزاری سانا", killed=7)
        new = store.claims(store.add(read, "m1").article)[0]
        assert [quote.text for quote in new.claim.actors] == ["سانا"]
        assert new.claim.actors[0].span.of(read.article.text) == "سانا"

    def test_a_correction_whose_words_are_gone_stays_with_the_old_claim(self, store: Store) -> None:
        [claim] = add(store, url=URL, killed=7)
        killed = {"span": stretch(store, claim, "7 نفر"), "min": 7, "max": 7}
        store.review(claim.id, Decision("correct", "ندا", slot="killed", value=killed))
        store.review(claim.id, Decision("correct", "ندا", slot="type", value="explosion"))
        [new] = add(store, url=URL, killed=9)
        assert new.claim.killed is not None
        assert new.claim.killed.minimum == 9
        assert new.claim.type == "explosion"
        assert [row.slot for row in store.history(claim.id)] == ["killed"]

    def test_a_decision_follows_the_teller(self, store: Store) -> None:
        read = made_report(1, source="سانا", denier="ارتش روسیه")
        both = replace(read, claims=tuple(replace(claim, stance="asserted") for claim in read.claims))
        _, second = store.claims(store.add(both, "m1").article)
        store.review(second.id, Decision("accept", "ندا"))
        again = store.claims(store.add(both, "m2").article)
        assert [claim.reviewed for claim in again] == [None, "accepted"]

    def test_a_decision_without_a_successor_stays_on_record(self, store: Store) -> None:
        [claim] = add(store)
        store.review(claim.id, Decision("accept", "ندا"))
        read = made_report(1)
        other = claim_of(read.article, "protest", "نفر")
        store.add(ReadArticle(read.article, (other,)), "m2")
        assert [row.verdict for row in store.history(claim.id)] == ["accept"]

    def test_joins_are_kept(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان", place="موصل")
        store.judge(one.id, other.id, same=True, by="ندا")
        add(store, model="m2")
        add(store, 2, outlet="کیهان", place="موصل", model="m2")
        assert together(store) == [{"ایسنا", "کیهان"}]

    def test_what_is_kept_apart_stays_apart(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان")
        store.judge(one.id, other.id, same=False, by="ندا")
        for model in ("m2", "m3"):
            add(store, model=model)
            assert sorted(map(len, together(store))) == [1, 1]
            add(store, 2, outlet="کیهان", model=model)
            assert sorted(map(len, together(store))) == [1, 1]

    def test_grades_are_kept(self, store: Store) -> None:
        [claim] = add(store)
        store.grade(claim.id, "contested", by="ندا", reason="ارتش انکار کرده است")
        add(store, model="m2")
        [event] = store.events()
        assert (event.standing.key, event.standing.by) == ("contested", "ندا")

    def test_a_new_report_is_joined_by_what_people_made_of_the_claim_read_again(self, store: Store) -> None:
        [claim] = add(store)
        day = {"span": stretch(store, claim, "امروز"), "from": "2016-11-20", "to": "2016-11-20"}
        store.review(claim.id, Decision("correct", "ندا", slot="time", value=day))
        add(store, 2, outlet="کیهان", day=date(2016, 11, 20))
        add(store, model="m2")
        assert together(store) == [{"ایسنا", "کیهان"}]


class TestJoins:
    def test_a_person_joins_what_the_machine_did_not(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان", place="موصل")
        made = store.judge(other.id, one.id, same=True, by="ندا", reason="همان است")
        [event] = store.events()
        [join] = event.joins
        assert (join.id, join.first, join.second, join.same) == (made, one.id, other.id, True)
        assert (join.by, join.score, join.reasons) == ("ندا", None, {"reason": "همان است"})
        assert store.event(other.id).id == one.id
        store.withdraw_join(made)
        assert sorted(map(len, together(store))) == [1, 1]

    def test_a_person_keeps_apart_what_the_machine_joined(self, store: Store, rows: Rows) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان")
        before = rows()
        made = store.judge(one.id, other.id, same=False, by="ندا")
        assert sorted(map(len, together(store))) == [1, 1]
        store.withdraw_join(made)
        assert rows() == before

    def test_the_newest_word_of_people_counts(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان")
        store.judge(one.id, other.id, same=False, by="ندا")
        store.judge(one.id, other.id, same=True, by="سارا")
        assert len(together(store)) == 1
        store.judge(one.id, other.id, same=False, by="ندا")
        assert len(together(store)) == 2

    def test_the_machines_join_tells_its_score_and_reasons(self, store: Store) -> None:
        add(store)
        add(store, 2, outlet="کیهان")
        [event] = store.events()
        [join] = event.joins
        assert join.by == "machine"
        assert join.score is not None
        assert 0.5 <= join.score <= 1
        assert list(join.reasons) == ["same day", "same place", "same type"]

    def test_the_machines_joins_are_overruled_and_not_taken_back(self, store: Store) -> None:
        add(store)
        add(store, 2, outlet="کیهان")
        [event] = store.events()
        [join] = event.joins
        with pytest.raises(StoreFault, match=f"ravayat ledger join {join.first} {join.second} --apart"):
            store.withdraw_join(join.id)

    def test_a_persons_join_is_taken_back_once(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان")
        made = store.judge(one.id, other.id, same=False, by="ندا")
        store.withdraw_join(made)
        with pytest.raises(StoreFault, match="no join that stands"):
            store.withdraw_join(made)

    def test_a_persons_word_holds_whatever_reports_come(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان")
        store.judge(one.id, other.id, same=False, by="ندا")
        for seed in range(3, 8):
            add(store, seed, outlet=f"روزنامه {seed}")
            assert store.event(one.id).id != store.event(other.id).id

    def test_splitting_keeps_both_parts_together_and_apart(self, store: Store) -> None:
        first = [add(store, seed, outlet=outlet)[0] for seed, outlet in ((1, "ایسنا"), (2, "کیهان"), (3, "شرق"))]
        [fourth] = add(store, 4, outlet="ایرنا")
        events = store.split([first[2].id, fourth.id], by="ندا", reason="حملهٔ دیگری است")
        assert events == [first[0].id, first[2].id]
        assert sorted(sorted(map(str, one)) for one in together(store)) == [["ایرنا", "شرق"], ["ایسنا", "کیهان"]]

    def test_what_is_split_stays_split_when_more_reports_come(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان")
        store.split([other.id], by="ندا")
        add(store, 3, outlet="شرق")
        assert store.event(one.id).id != store.event(other.id).id

    def test_what_is_split_goes_to_no_event_that_the_rest_was_kept_from(self, store: Store) -> None:
        [one] = add(store, outlet="ایسنا")
        asserted, denied = add(store, 2, outlet="کیهان", denier="ارتش روسیه")
        store.split([denied.id], by="ندا")
        [kept] = [
            join
            for join in store.event(asserted.id).joins
            if not join.same and asserted.id in (join.first, join.second)
        ]
        store.withdraw_join(kept.id)
        # Nothing but the first claim keeps the two of one article apart now, and it is left behind.
        store.split([asserted.id], by="ندا")
        assert [told.id for told in store.event(asserted.id).claims] == [asserted.id]
        assert {store.event(each.id).id for each in (one, asserted, denied)} == {one.id, asserted.id, denied.id}

    def test_a_whole_split_is_taken_back_and_a_join_that_is_of_none_alone(self, store: Store) -> None:
        told = [add(store, seed, outlet=outlet)[0] for seed, outlet in ((1, "ایسنا"), (2, "کیهان"), (3, "شرق"))]
        one, other = (
            store.judge(told[0].id, told[1].id, same=False, by="ندا"),
            store.judge(told[0].id, told[2].id, same=False, by="ندا"),
        )
        # Made by one person in one second for one reason, they are two decisions.
        store.withdraw_join(one, whole=True)
        assert {join.id for claim in told for join in store.event(claim.id).joins if join.by == "ندا"} == {other}
        store.withdraw_join(other, whole=True)
        assert len(together(store)) == 1
        store.split([told[0].id], by="ندا")
        assert len(together(store)) == 2
        own = [join for join in store.event(told[0].id).joins if join.by == "ندا"]
        store.withdraw_join(own[0].id, whole=True)
        assert len(together(store)) == 1

    def test_what_cannot_be_split_or_joined_is_refused(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان", place="موصل")
        with pytest.raises(StoreFault, match="nothing would be left"):
            store.split([one.id], by="ندا")
        with pytest.raises(StoreFault, match="not of one event"):
            store.split([one.id, other.id], by="ندا")
        with pytest.raises(StoreFault, match="name claims"):
            store.split([], by="ندا")
        with pytest.raises(StoreFault, match="named twice"):
            store.judge(one.id, one.id, same=True, by="ندا")
        store.review(one.id, Decision("reject", "ندا"))
        with pytest.raises(StoreFault, match="not of one event"):
            store.split([one.id], by="ندا")


class TestGrades:
    def test_a_persons_grade_goes_before_the_rules(self, store: Store) -> None:
        [claim] = add(store)
        made = store.grade(claim.id, "contested", by="ندا", reason="ارتش انکار کرده است")
        [event] = store.events()
        assert (event.standing.key, event.standing.by, event.standing.also) == ("contested", "ندا", ("single_source",))
        assert "ارتش انکار کرده است" in event.standing.fa
        assert "Single source" in event.standing.en
        assert store.ask(Question(standing=("contested",))).total == 1
        store.undo(made)
        assert store.event(claim.id).standing.key == "single_source"

    def test_it_goes_with_the_event_that_others_join(self, store: Store) -> None:
        [claim] = add(store)
        store.grade(claim.id, "contested", by="ندا")
        add(store, 2, outlet="کیهان")
        [event] = store.events()
        assert event.standing.key == "contested"

    def test_of_two_graded_events_that_are_joined_the_newest_grade_counts(self, store: Store) -> None:
        [one] = add(store)
        [other] = add(store, 2, outlet="کیهان", place="موصل")
        store.grade(one.id, "contested", by="ندا")
        store.grade(other.id, "corroborated", by="سارا")
        store.judge(one.id, other.id, same=True, by="سارا")
        [event] = store.events()
        assert (event.standing.key, event.standing.by) == ("corroborated", "سارا")

    def test_unknown_grades_and_events_are_refused(self, store: Store) -> None:
        [claim] = add(store)
        with pytest.raises(StoreFault, match="true: is no grade"):
            store.grade(claim.id, "true", by="ندا")
        with pytest.raises(StoreFault, match="event 99: is not in the store"):
            store.grade(99, "contested", by="ندا")
