"""Whatever is done in whatever order: events are what deriving gives, and nothing is lost."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from ravayat.ledger.joining.features import FEATURES, WordWeights
from ravayat.ledger.joining.weighing import Weighing
from ravayat.ledger.store import Decision, Outcome, StoreFault, open_store
from ravayat.ledger.store.engine import looking
from ravayat.ledger.store.schema import claim, claim_join, event, reading, review
from ravayat.testing import made_report

WEIGHING = Weighing(
    -3.5,
    dict.fromkeys(FEATURES, 0.0) | {"same type": 1.0, "same day": 2.0, "same place": 2.0, "days between": -4.0},
    WordWeights({"": 5.0}),
    0.5,
)
OUTLETS = ("ایسنا", "کیهان", "شرق", None)
PLACES = ("حلب", "موصل")
PEOPLE = ("ندا", "سارا")

reports = st.builds(
    lambda seed, outlet, day, place, killed, denier, url: made_report(
        seed,
        outlet=outlet,
        day=date(2016, 9, 1) + timedelta(day),
        place=place,
        killed=killed,
        denier=denier,
        url=f"https://example.org/{seed}" if url else None,
    ),
    # Few of each, so that copies, versions and joins happen often.
    seed=st.integers(0, 3),
    outlet=st.sampled_from(OUTLETS),
    day=st.integers(0, 1),
    place=st.sampled_from(PLACES),
    killed=st.sampled_from([None, 3, 7]),
    denier=st.sampled_from(["", "ارتش روسیه"]),
    url=st.booleans(),
)


class Sequences(RuleBasedStateMachine):
    """A store to which anything is done that can be."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(Path(self.folder.name) / "store.db", weighing=WEIGHING)
        self.told: list[Any] = []

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    def numbers(self, query: Any) -> list[int]:
        with looking(self.store._engine) as connection:
            return list(connection.execute(query).scalars())

    def claims(self) -> list[int]:
        """Claims of readings in use."""
        return self.numbers(
            select(claim.c.id).join(reading, reading.c.id == claim.c.reading).where(reading.c.live).order_by(claim.c.id)
        )

    def rows(self) -> list[dict[str, Any]]:
        with looking(self.store._engine) as connection:
            found = connection.execute(select(event).order_by(event.c.id)).mappings()
            return [{name: value for name, value in row.items() if name != "derived"} for row in found]

    @rule(read=reports, model=st.sampled_from(["m1", "m2"]))
    def add(self, read: Any, model: str) -> None:
        found = self.store.find(read.article, model)
        added = self.store.add(read, model)
        assert (found is not None) == (added.outcome is Outcome.KNOWN)
        assert self.store.article(added.article)[1] == replace(
            read.article, doc=self.store.article(added.article)[1].doc
        )
        self.told.append(read.article)
        assert self.store.add(read, model).outcome is Outcome.KNOWN

    @precondition(lambda self: self.claims())
    @rule(data=st.data(), verdict=st.sampled_from(["accept", "reject"]), by=st.sampled_from(PEOPLE))
    def review(self, data: Any, verdict: str, by: str) -> None:
        self.store.review(data.draw(st.sampled_from(self.claims())), Decision(verdict, by))

    @precondition(lambda self: self.claims())
    @rule(data=st.data(), correction=st.sampled_from([("type", "explosion"), ("place", []), ("chain", [[0, 5]])]))
    def correct(self, data: Any, correction: tuple[str, Any]) -> None:
        slot, value = correction
        number = data.draw(st.sampled_from(self.claims()))
        self.store.review(number, Decision("correct", "ندا", slot=slot, value=value))

    @precondition(lambda self: len(self.claims()) > 1)
    @rule(data=st.data(), same=st.booleans(), by=st.sampled_from(PEOPLE))
    def judge(self, data: Any, same: bool, by: str) -> None:
        one, other = data.draw(st.lists(st.sampled_from(self.claims()), min_size=2, max_size=2, unique=True))
        self.store.judge(one, other, same=same, by=by)
        together = {self.store.event(number).id for number in (one, other) if self.is_live(number)}
        if self.is_live(one) and self.is_live(other):
            assert (len(together) == 1) == same, "the newest word of a person holds"

    def is_live(self, number: int) -> bool:
        return bool(self.numbers(select(claim.c.id).where(claim.c.id == number, claim.c.live)))

    @precondition(lambda self: self.claims())
    @rule(data=st.data())
    def split(self, data: Any) -> None:
        number = data.draw(st.sampled_from(self.claims()))
        try:
            self.store.split([number], by="ندا")
        except StoreFault:
            return
        assert len(self.store.event(number).claims) == 1

    @precondition(lambda self: self.rows())
    @rule(data=st.data(), key=st.sampled_from(["contested", "corroborated"]))
    def grade(self, data: Any, key: str) -> None:
        number = data.draw(st.sampled_from([row["id"] for row in self.rows()]))
        self.store.grade(number, key, by="ندا")
        assert self.store.event(number).standing.key == key

    @rule(data=st.data())
    def undo(self, data: Any) -> None:
        made = self.numbers(select(review.c.id).where(review.c.withdrawn.is_(None)))
        if made:
            self.store.undo(data.draw(st.sampled_from(made)))

    @rule(data=st.data())
    def withdraw(self, data: Any) -> None:
        of_people = claim_join.c.by.in_(PEOPLE) & claim_join.c.withdrawn.is_(None)
        if made := self.numbers(select(claim_join.c.id).where(of_people)):
            self.store.withdraw_join(data.draw(st.sampled_from(made)))

    @invariant()
    def every_claim_in_use_has_an_event(self) -> None:
        if not hasattr(self, "store"):
            return
        live = self.numbers(select(claim.c.id).where(claim.c.live))
        found = [one.id for each in self.store.events() for one in each.claims]
        assert sorted(found) == sorted(live)
        assert {row["id"] for row in self.rows()} == set(self.numbers(select(claim.c.event).where(claim.c.live)))

    @invariant()
    def every_article_is_kept(self) -> None:
        if hasattr(self, "store"):
            kept = {(one.text, one.outlet, one.url) for _, one in self.store.articles(current=False)}
            assert {(one.text, one.outlet, one.url) for one in self.told} == kept

    @invariant()
    def deriving_again_changes_nothing(self) -> None:
        if not hasattr(self, "store"):
            return
        before, claims = self.rows(), self.numbers(select(claim.c.event).order_by(claim.c.id))
        assert self.store.rebuild() == len(before)
        assert self.rows() == before
        assert self.numbers(select(claim.c.event).order_by(claim.c.id)) == claims


Sequences.TestCase.settings = settings(max_examples=12, stateful_step_count=14)
TestSequences = Sequences.TestCase
