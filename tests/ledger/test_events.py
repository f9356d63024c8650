"""An event out of what its claims tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest

from ravayat.ledger.events import Original, event_of
from ravayat.ledger.roots import root_of
from ravayat.ledger.standing.rules import load_rules
from ravayat.records import Article, Event, StoredArticle, StoredClaim, Time
from ravayat.testing import made_report

RULES = load_rules()


def told(
    number: int, *, outlet: str | None = "ایسنا", days: tuple[date, date] | None = None, **report: Any
) -> StoredClaim:
    """A claim as the store would keep it."""
    read = made_report(number, outlet=outlet, **report)
    claim = read.claims[0]
    if days:
        assert claim.time is not None
        claim = replace(claim, time=replace(claim.time, first=days[0], last=days[1]))
    source: Article = read.article
    article = StoredArticle(
        number, source.doc, outlet, source.published, None, None, 1, "", None, None, datetime(2026, 1, 1, tzinfo=UTC)
    )
    return StoredClaim(number, article, claim, 1, "m", root_of(claim, outlet).key)


def event(*claims: StoredClaim, originals: dict[int, Original] | None = None) -> Event:
    return event_of(claims, RULES, originals=originals)


def day(number: int, month: int = 9) -> date:
    return date(2016, month, number)


def whole(claims: Sequence[StoredClaim]) -> list[Event]:
    return [event(*order) for order in permutations(claims)]


def test_its_number_is_that_of_its_oldest_claim() -> None:
    assert event(told(9), told(4), told(7)).id == 4


def test_claims_come_by_day_of_publication() -> None:
    found = event(told(1, day=day(3)), told(2, day=None), told(3, day=day(1)))
    assert [claim.id for claim in found.claims] == [3, 1, 2]


def test_the_order_of_claims_makes_no_difference() -> None:
    claims = [
        told(1, outlet="ایسنا", place="حلب", killed=3),
        told(2, outlet="کیهان", place="سوریه", killed=7, source="سخنگوی والی"),
        told(3, outlet="شرق", day=day(2), source="سخنگوی والی بامیان", stance="denied"),
    ]
    first, *others = whole(claims)
    assert all(other == first for other in others)


def test_the_type_is_what_most_roots_tell() -> None:
    claims = [
        told(1, kind="explosion"),
        told(2, kind="explosion", day=day(2)),
        told(3, outlet="کیهان"),
        told(4, outlet="شرق"),
    ]
    assert event(*claims).type == "air_strike"


@pytest.mark.parametrize(
    ("kinds", "kind"), [(("other", "explosion"), "explosion"), (("shelling", "explosion"), "explosion")]
)
def test_of_types_told_equally_often_other_is_last(kinds: tuple[str, str], kind: str) -> None:
    assert event(told(1, kind=kinds[0]), told(2, outlet="کیهان", kind=kinds[1])).type == kind


def test_days_are_the_narrowest_that_most_roots_agree_with() -> None:
    found = event(
        told(1, days=(day(1), day(30))),
        told(2, outlet="کیهان", days=(day(5), day(5))),
        told(3, outlet="شرق", days=(day(5), day(7))),
        told(4, outlet="ایرنا", days=(day(20), day(20))),
    )
    assert (found.first, found.last, found.time_precision) == (day(5), day(5), "day")


@pytest.mark.parametrize(
    ("days", "precision"),
    [
        ((day(1), day(1)), "day"),
        ((day(1), day(7)), "week"),
        ((day(1), day(30)), "month"),
        ((day(1, 1), day(31, 12)), "year"),
        ((date(2010, 1, 1), day(1)), ""),
    ],
)
def test_precision_of_time(days: tuple[date, date], precision: str) -> None:
    assert event(told(1, days=days)).time_precision == precision


def test_an_event_without_days_or_place() -> None:
    found = event(told(1, day=None, place="ناکجا", killed=None))
    assert (found.first, found.last, found.time_precision) == (None, None, "")
    assert (found.place, found.place_precision, found.places, found.country, found.province) == (
        None,
        "",
        (),
        None,
        None,
    )
    assert (found.counts, found.estimate("killed")) == ((), None)


def test_a_time_that_is_not_resolved_is_no_day() -> None:
    claim = told(1)
    assert claim.claim.time is not None
    unresolved = replace(claim.claim, time=Time(None, None, claim.claim.time.quote))
    assert event(replace(claim, claim=unresolved)).first is None


def test_the_place_is_the_most_exact_that_most_roots_agree_with() -> None:
    found = event(told(1, place="سوریه"), told(2, outlet="کیهان", place="حلب"), told(3, outlet="شرق", place="سوریه"))
    # Who says Syria does not say that it was not Aleppo, but one of three is not most.
    assert found.country == "SY"
    alone = event(told(1, place="سوریه"), told(2, outlet="کیهان", place="حلب"))
    assert (alone.place_precision, alone.province, alone.places) == ("town", "حلب", ("حلب", "سوریه"))


def test_one_outlier_does_not_move_the_event() -> None:
    found = event(told(1, place="حلب"), told(2, outlet="کیهان", place="حلب"), told(3, outlet="شرق", place="موصل"))
    assert found.country == "SY"


def test_the_country_is_the_one_that_most_claims_tell() -> None:
    """However exact another place is, and though the two roots differ."""
    found = event(
        *(told(number, place="سوریه") for number in (1, 2, 3)),
        told(4, outlet="کیهان", place="موصل"),
    )
    assert (found.country, found.place_precision) == ("SY", "country")


def test_of_countries_told_as_often_the_one_of_more_roots_and_then_the_exacter() -> None:
    found = event(
        told(1, place="حلب"),
        told(2, place="حلب"),
        told(3, outlet="کیهان", place="عراق"),
        told(4, outlet="شرق", place="عراق"),
    )
    assert found.country == "IQ"
    assert event(told(1, place="حلب"), told(2, outlet="کیهان", place="عراق")).country == "SY"


def test_of_one_root_a_place_is_half_of_its_claims() -> None:
    claims = [told(number, place="سوریه") for number in (1, 2)] + [told(3, place="حلب")]
    assert event(*claims).place_precision == "country"
    assert event(*claims[1:]).place_precision == "town"


def test_what_more_than_half_of_several_roots_tell_is_enough() -> None:
    """An agency that tells the country four times does not outvote two that tell the town."""
    found = event(
        *(told(number, place="سوریه") for number in (1, 2, 3, 4)),
        told(5, outlet="کیهان", place="حلب"),
        told(6, outlet="شرق", place="حلب"),
    )
    assert found.place_precision == "town"


def test_a_denial_moves_no_event_to_its_own_country() -> None:
    denials = [told(number, outlet="کیهان", place="موصل", stance="denied") for number in (1, 2)]
    assert event(*denials, told(3, place="سوریه")).country == "SY"
    assert event(*denials).country == "IQ"
    there = told(4, outlet="شرق", place="حلب", stance="denied")
    assert event(there, told(3, place="سوریه")).place_precision == "town"


def test_who_is_on_a_partys_side_is_a_party() -> None:
    """A director of roads is of Iran, and of no conflict that anybody has written down."""
    official = told(2, outlet="کیهان", source="مدیرکل راه هرمزگان", place="هرمزگان")
    army = told(1, source="ارتش ایران", place="هرمزگان")
    alone, beside = event(official), event(army, official)
    assert [root.party for root in alone.roots] == [False]
    assert {root.key for root in beside.roots if root.party} == {root.key for root in beside.roots}
    assert beside.standing.key == "parties_only"


def test_roots_that_assert_come_first_with_their_carriers() -> None:
    found = event(
        told(1, outlet="کیهان", source="ارتش روسیه", stance="denied"),
        told(2, outlet="ایسنا", source="رویترز"),
        told(3, outlet="شرق", source="رویترز"),
        told(4, outlet="ایرنا", stance="possible"),
    )
    assert [(root.key, root.asserts, root.denies, root.doubts) for root in found.roots] == [
        ("reuters", (2, 3), (), ()),
        ("russian-armed-forces", (), (1,), ()),
        ("irna", (), (), (4,)),
    ]
    assert found.roots[0].carriers == ("ایسنا", "شرق")
    assert found.roots[1].party


def test_two_outlets_that_rest_on_one_agency_are_one_root() -> None:
    found = event(
        told(1, outlet="ایسنا", source="رویترز"), told(2, outlet="شرق", source="رویترز"), told(3, outlet="رویترز")
    )
    assert [root.key for root in found.roots] == ["reuters"]
    assert found.standing.key == "single_source"


def test_an_anonymous_source_is_the_papers_that_carries_it() -> None:
    found = event(told(1, outlet="ایسنا", source="یک منبع آگاه"), told(2, outlet="شرق", source="یک منبع آگاه"))
    assert {root.key for root in found.roots} == {"isna", "shargh"}


def test_a_copy_rests_on_the_outlet_that_had_the_text_first() -> None:
    found = event(told(1, outlet="ایسنا"), told(2, outlet="شرق"), originals={2: Original(1, "ایسنا")})
    assert [root.key for root in found.roots] == ["isna"]
    assert found.roots[0].carriers == ("ایسنا", "شرق")


def test_a_copy_that_leaves_out_who_said_so_makes_nobody_say_more() -> None:
    """The agency only carries the army's words; a paper that cuts "the army says" off does not make it a witness."""
    found = event(
        told(1, outlet="ایسنا", source="ارتش روسیه"),
        told(2, outlet="شرق"),
        told(3, outlet="کیهان"),
        originals={2: Original(1, "ایسنا"), 3: Original(1, "ایسنا")},
    )
    assert [(root.key, root.asserts) for root in found.roots] == [("russian-armed-forces", (1, 2, 3))]


def test_a_copy_is_the_agencys_where_the_agency_tells_something_of_its_own() -> None:
    of_its_own = replace(told(4, outlet="ایسنا"), article=told(1, outlet="ایسنا").article)
    found = event(
        told(1, outlet="ایسنا", source="ارتش روسیه"),
        of_its_own,
        told(2, outlet="شرق"),
        originals={2: Original(1, "ایسنا")},
    )
    assert {root.key: root.asserts for root in found.roots} == {"russian-armed-forces": (1,), "isna": (2, 4)}


def test_a_copys_denial_is_whose_denial_the_original_carries() -> None:
    denial = replace(told(4, outlet="ایسنا", source="ارتش روسیه", stance="denied"), article=told(1).article)
    found = event(
        told(1, outlet="ایسنا", source="رویترز"),
        denial,
        told(2, outlet="شرق", stance="denied"),
        originals={2: Original(1, "ایسنا")},
    )
    assert {root.key: root.denies for root in found.roots} == {"reuters": (), "russian-armed-forces": (2, 4)}


def test_nobody_is_made_to_assert_what_the_original_has_them_deny() -> None:
    """The agency carries the army's denial, a copy of it is read as asserted: the army has taken nothing back."""
    found = event(
        told(1, outlet="ایسنا", source="ارتش روسیه", stance="denied", day=day(1)),
        told(2, outlet="شرق", day=day(1)),
        told(3, outlet="کیهان", source="ارتش روسیه", stance="denied", day=day(2)),
        originals={2: Original(1, "ایسنا")},
    )
    assert {root.key: (root.asserts, root.denies) for root in found.roots} == {
        "isna": ((2,), ()),
        "russian-armed-forces": ((), (1, 3)),
    }
    assert "retracted" not in (found.standing.key, *found.standing.also)


@pytest.mark.parametrize("source", ["یک منبع آگاه", "ایسنا"])
def test_a_copy_that_names_somebody_of_its_own_is_not_given_to_the_originals_teller(source: str) -> None:
    found = event(
        told(1, outlet="ایسنا", source="ارتش روسیه"),
        told(2, outlet="شرق", source=source),
        originals={2: Original(1, "ایسنا")},
    )
    assert {root.key: root.asserts for root in found.roots} == {"russian-armed-forces": (1,), "isna": (2,)}


def test_every_claim_is_in_one_root() -> None:
    found = event(told(1), told(2, stance="denied"), told(3, outlet=None, stance="unconfirmed"), told(4, outlet="شرق"))
    numbers = [one for root in found.roots for one in (*root.asserts, *root.denies, *root.doubts)]
    assert sorted(numbers) == [1, 2, 3, 4]
