"""What becomes of articles that are added: once, again, changed, copied, read by another model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from ravayat.ledger.store import Decision, Outcome, Question, Store, StoreFault
from ravayat.records import Article, Event, ReadArticle
from ravayat.testing import made_report

Rows = Callable[[], list[dict[str, Any]]]


def the_event(store: Store) -> Event:
    [event] = store.events()
    return event


def outlets(event: Event) -> set[str | None]:
    return {claim.article.outlet for claim in event.claims}


def copy_of(read: ReadArticle, **changes: Any) -> ReadArticle:
    """The same text and claims under another name."""
    return replace(read, article=replace(read.article, **changes))


def without_teller(read: ReadArticle) -> ReadArticle:
    """The same text, read as if nobody were named in it."""
    claims = []
    for claim in read.claims:
        assert claim.meaning is not None
        claims.append(replace(claim, chain=(), meaning=replace(claim.meaning, chain=())))
    return replace(read, claims=tuple(claims))


def test_an_article_is_kept_as_it_came(store: Store) -> None:
    read = made_report(1, url="https://example.org/1")
    added = store.add(read, "m1")
    assert added.outcome is Outcome.ADDED
    stored, article = store.article(added.article)
    assert article == read.article
    assert (stored.version, stored.copy_of) == (1, None)
    assert [claim.model for claim in store.claims(added.article)] == ["m1"]


def test_adding_twice_changes_nothing(store: Store, rows: Rows) -> None:
    first = store.add(made_report(1, denier="ارتش روسیه"), "m1")
    before, counts = rows(), store.counts()
    again = store.add(made_report(1, denier="ارتش روسیه"), "m1")
    assert (again.outcome, again.article, again.events) == (Outcome.KNOWN, first.article, ())
    assert (rows(), store.counts()) == (before, counts)


def test_the_name_of_the_file_does_not_make_another_article(store: Store) -> None:
    read = made_report(1)
    first = store.add(read, "m1")
    assert store.add(copy_of(read, doc="other"), "m1").article == first.article


def test_claims_are_stored_in_their_order_whatever_their_numbers(store: Store) -> None:
    read = made_report(1, denier="ارتش روسیه")
    turned = replace(read, claims=tuple(reversed(read.claims)))
    assert [one.claim.id for one in store.claims(store.add(turned, "m1").article)] == [2, 1]
    twice = made_report(2, denier="ارتش روسیه")
    twice = replace(twice, claims=tuple(replace(claim, id=1) for claim in twice.claims))
    stored = store.claims(store.add(twice, "m1").article)
    assert [(one.claim.stance, one.claim.id) for one in stored] == [(one.stance, 1) for one in twice.claims]


def test_an_article_without_claims_is_stored(store: Store) -> None:
    added = store.add(ReadArticle(made_report(1).article, ()), "m1")
    assert added.events == ()
    assert store.counts() == {"articles": 1, "claims": 0, "events": 0}
    assert store.find(made_report(1).article, "m1") == added.article


def test_reports_of_one_event_are_joined_and_others_are_not(store: Store) -> None:
    store.add(made_report(1, outlet="ایسنا"), "m1")
    store.add(made_report(2, outlet="کیهان"), "m1")
    store.add(made_report(3, outlet="شرق", place="موصل"), "m1")
    store.add(made_report(4, outlet="ایرنا", day=date(2016, 11, 20)), "m1")
    assert sorted(len(event.claims) for event in store.events()) == [1, 1, 2]


def test_an_event_has_the_number_of_its_oldest_claim(store: Store) -> None:
    store.add(made_report(1), "m1")
    store.add(made_report(2, outlet="کیهان"), "m1")
    event = the_event(store)
    assert event.id == min(claim.id for claim in event.claims)
    assert {store.event(claim.id).id for claim in event.claims} == {event.id}


def test_text_that_a_database_cannot_hold_is_refused_in_one_line(store: Store) -> None:
    article = replace(made_report(1).article, text="انفجار\x00در حلب")
    with pytest.raises(StoreFault, match="null character") as fault:
        store.add(ReadArticle(article, ()), "m1")
    assert "\n" not in str(fault.value)
    assert store.counts()["articles"] == 0


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_no_reader_of_json_takes_is_refused_in_one_line(store: Store, number: float) -> None:
    read = made_report(1)
    claim = replace(read.claims[0], confidence=number)
    with pytest.raises(StoreFault, match="NaN or infinite") as fault:
        store.add(replace(read, claims=(claim,)), "m1")
    assert "\n" not in str(fault.value)
    assert store.counts()["articles"] == 0


class TestVersions:
    URL = "https://example.org/strike"

    def test_a_changed_text_at_one_address_is_a_new_version(self, store: Store) -> None:
        first = store.add(made_report(1, url=self.URL, killed=7), "m1")
        second = store.add(made_report(1, url=self.URL, killed=9), "m1")
        assert second.outcome is Outcome.VERSION
        assert [one.version for one in store.versions(second.article)] == [1, 2]
        assert store.article(first.article)[1].text != store.article(second.article)[1].text

    def test_claims_of_the_version_before_leave_the_events(self, store: Store) -> None:
        first = store.add(made_report(1, url=self.URL, killed=7), "m1")
        second = store.add(made_report(1, url=self.URL, killed=9), "m1")
        event = the_event(store)
        assert {claim.article.id for claim in event.claims} == {second.article}
        assert event.counts[0].high == 9
        assert store.claims(first.article) == []
        assert store.claims(first.article, live=False)

    def test_a_version_without_claims_leaves_no_event(self, store: Store) -> None:
        store.add(made_report(1, url=self.URL), "m1")
        other = Article("x", "متن دیگری که چیزی نمی‌گوید.", url=self.URL)
        assert store.add(ReadArticle(other, ()), "m1").outcome is Outcome.VERSION
        assert store.counts() == {"articles": 1, "claims": 0, "events": 0}

    def test_a_changed_text_of_the_same_name_and_outlet_is_one_too(self, store: Store) -> None:
        store.add(made_report(1, killed=7), "m1")
        assert store.add(made_report(1, killed=9), "m1").outcome is Outcome.VERSION

    def test_another_text_of_the_same_name_is_another_article(self, store: Store) -> None:
        store.add(made_report(1), "m1")
        other = made_report(2, place="موصل")
        assert store.add(copy_of(other, doc="made-1"), "m1").outcome is Outcome.ADDED

    def test_an_old_version_that_comes_again_stays_out(self, store: Store, rows: Rows) -> None:
        old = made_report(1, url=self.URL, killed=7)
        store.add(old, "m1")
        store.add(made_report(1, url=self.URL, killed=9), "m1")
        before = rows()
        assert store.add(old, "m2").outcome is Outcome.KNOWN
        assert rows() == before

    def test_other_reports_stay_together_when_one_changes(self, store: Store) -> None:
        store.add(made_report(1, url=self.URL, killed=7), "m1")
        store.add(made_report(2, outlet="کیهان"), "m1")
        store.add(made_report(3, outlet="شرق"), "m1")
        store.add(made_report(1, url=self.URL, killed=9), "m1")
        assert outlets(the_event(store)) == {"ایسنا", "کیهان", "شرق"}

    def test_a_version_that_tells_of_another_day_leaves_the_event(self, store: Store) -> None:
        store.add(made_report(1, url=self.URL), "m1")
        store.add(made_report(2, outlet="کیهان"), "m1")
        store.add(made_report(3, outlet="شرق"), "m1")
        store.add(made_report(1, url=self.URL, day=date(2016, 11, 20)), "m1")
        assert sorted(sorted(map(str, outlets(event))) for event in store.events()) == [["ایسنا"], ["شرق", "کیهان"]]


class TestCopies:
    def test_a_copy_is_no_second_voice(self, store: Store) -> None:
        read = made_report(1, outlet="ایسنا")
        first = store.add(read, "m1")
        second = store.add(copy_of(read, outlet="کیهان", doc="b"), "m1")
        stored, _ = store.article(second.article)
        assert stored.copy_of == first.article
        assert stored.copy_share == 1.0
        event = the_event(store)
        assert [root.key for root in event.roots] == ["isna"]
        assert event.roots[0].carriers == ("ایسنا", "کیهان")
        assert event.standing.key == "single_source"

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_copies_are_linked_whichever_comes_first(self, store: Store, order: tuple[int, ...]) -> None:
        read = made_report(1, outlet="ایسنا")
        reads = [
            read,
            copy_of(read, outlet="کیهان", doc="b", published=date(2016, 9, 2)),
            copy_of(read, outlet="شرق", doc="c", published=date(2016, 9, 3)),
        ]
        numbers = {at: store.add(reads[at], "m1").article for at in order}
        assert store.article(numbers[0])[0].copy_of is None
        assert store.article(numbers[1])[0].copy_of == numbers[0]
        assert store.article(numbers[2])[0].copy_of is not None
        event = the_event(store)
        assert [root.key for root in event.roots] == ["isna"]
        assert len(event.claims) == 3

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_the_table_of_events_follows_a_link_made_later(
        self, store: Store, rows: Rows, order: tuple[int, ...]
    ) -> None:
        read = made_report(1, outlet="ایسنا")
        reads = [
            read,
            copy_of(read, outlet="کیهان", doc="b", published=date(2016, 9, 2)),
            copy_of(read, outlet="شرق", doc="c", published=date(2016, 9, 3)),
        ]
        for at in order:
            store.add(reads[at], "m1")
        before = rows()
        store.rebuild()
        assert rows() == before
        assert [row["roots"] for row in before] == [1]

    def test_a_new_version_of_a_copy_is_a_copy_still(self, store: Store) -> None:
        read = made_report(1, outlet="ایسنا", killed=7)
        first = store.add(read, "m1")
        url = "https://example.org/copy"
        store.add(copy_of(read, outlet="کیهان", url=url), "m1")
        changed = made_report(1, outlet="کیهان", killed=9, url=url)
        second = store.add(changed, "m1")
        assert second.outcome is Outcome.VERSION
        assert store.article(second.article)[0].copy_of == first.article
        assert [root.key for root in the_event(store).roots] == ["isna"]

    @pytest.mark.parametrize("day", [date(2016, 9, 1), date(2016, 9, 2)])
    def test_a_copy_that_names_nobody_is_the_tellers_of_the_originals_newest_version(
        self, store: Store, day: date
    ) -> None:
        url = "https://example.org/original"
        first = made_report(1, outlet="ایسنا", source="ارتش روسیه", killed=7, url=url)
        store.add(first, "m1")
        copy = copy_of(first, outlet="کیهان", doc="b", url=None, published=day)
        store.add(without_teller(copy), "m1")
        assert [root.key for root in the_event(store).roots] == ["russian-armed-forces"]
        corrected = made_report(1, outlet="ایسنا", source="ارتش روسیه", killed=9, url=url)
        assert store.add(corrected, "m1").outcome is Outcome.VERSION
        event = the_event(store)
        assert outlets(event) == {"ایسنا", "کیهان"}
        assert [root.key for root in event.roots] == ["russian-armed-forces"]
        assert {stage.roots for stage in store.course(event)} == {1}

    def test_a_copy_of_a_copy_that_tells_nothing_is_the_tellers_of_the_first_text(self, store: Store) -> None:
        read = made_report(1, outlet="ایسنا", source="ارتش روسیه")
        shorter = f"{' '.join(read.article.text.split()[:-12])}."
        between = copy_of(read, outlet="شرق", doc="b", text=shorter, published=date(2016, 9, 2))
        longer = f"{shorter} نشر دوباره این خبر با ذکر نشانی روزنامه آزاد است."
        last = copy_of(between, outlet="کیهان", doc="c", text=longer, published=date(2016, 9, 3))
        first = store.add(read, "m1")
        second = store.add(replace(between, claims=()), "m1")
        third = store.add(without_teller(last), "m1")
        links = [store.article(one.article)[0].copy_of for one in (first, second, third)]
        assert links == [None, first.article, second.article]
        event = the_event(store)
        assert outlets(event) == {"ایسنا", "کیهان"}
        assert [root.key for root in event.roots] == ["russian-armed-forces"]

    def test_a_copy_can_be_asked_for_by_the_root_it_has(self, store: Store) -> None:
        read = made_report(1, outlet="ایسنا")
        store.add(read, "m1")
        store.add(copy_of(read, outlet="کیهان", doc="b"), "m1")
        assert store.ask(Question(root="isna")).total == 1
        assert store.ask(Question(root="kayhan")).total == 0
        assert store.ask(Question(source="kayhan")).total == 1
        assert {claim.root for claim in the_event(store).claims} == {"isna"}

    def test_one_of_many_offices_is_asked_for_by_itself_and_by_its_kind(self, store: Store) -> None:
        store.add(made_report(1, place="خارکف", source="استاندار خارکف"), "m1")
        key = the_event(store).roots[0].key
        body = key.partition("/")[0]
        assert (body, key != body) == ("UA.local_government", True)
        for asked in (key, body):
            assert store.ask(Question(root=asked)).total == store.ask(Question(source=asked)).total == 1
        assert store.ask(Question(root="UA.local_council")).total == 0

    def test_decisions_about_a_stored_copy_stay_with_it(self, store: Store) -> None:
        read = made_report(1, outlet="ایسنا")
        late = store.add(copy_of(read, outlet="کیهان", doc="b", published=date(2016, 9, 3)), "m1")
        [claim] = store.claims(late.article)
        store.review(claim.id, Decision("accept", "ندا"))
        first = store.add(read, "m1")
        assert store.claim(claim.id).reviewed == "accepted"
        assert [one.reviewed for one in store.claims(first.article)] == [None]


class TestAnotherModel:
    def test_its_claims_take_the_place_of_the_old_ones(self, store: Store) -> None:
        first = store.add(made_report(1, denier="ارتش روسیه"), "m1")
        read = made_report(1, denier="ارتش روسیه")
        again = store.add(replace(read, claims=read.claims[:1]), "m2")
        assert (again.outcome, again.article) == (Outcome.REREAD, first.article)
        assert [claim.model for claim in store.claims(first.article)] == ["m2"]
        assert len(store.claims(first.article, live=False)) == 3

    def test_the_event_stays_together(self, store: Store) -> None:
        store.add(made_report(1, outlet="ایسنا"), "m1")
        store.add(made_report(2, outlet="کیهان"), "m1")
        store.add(made_report(3, outlet="شرق"), "m1")
        # The middle one first: the others hung together through it.
        for model in ("m2", "m3"):
            for seed, outlet in ((2, "کیهان"), (1, "ایسنا"), (3, "شرق")):
                store.add(made_report(seed, outlet=outlet), model)
                assert outlets(the_event(store)) == {"ایسنا", "کیهان", "شرق"}

    def test_what_it_finds_no_more_leaves_no_event(self, store: Store) -> None:
        store.add(made_report(1), "m1")
        store.add(ReadArticle(made_report(1).article, ()), "m2")
        assert store.counts() == {"articles": 1, "claims": 0, "events": 0}

    def test_an_article_is_known_by_the_model_whose_claims_are_in_use(self, store: Store) -> None:
        article = made_report(1).article
        store.add(made_report(1), "m1")
        assert store.find(article, "m2") is None
        store.add(made_report(1), "m2")
        assert store.find(article, "m2") is not None
        # To add it by the first model again would read it again.
        assert store.find(article, "m1") is None
