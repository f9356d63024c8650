"""How an event stands by what its roots say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ravayat.grounding.meanings import add_meanings
from ravayat.ledger.events import event_of
from ravayat.ledger.standing.grading import facts_of, grade
from ravayat.ledger.standing.rules import load_rules
from ravayat.records import Article, Event, Root, StoredArticle, StoredClaim
from ravayat.testing import claim_of

Stored = Callable[..., StoredClaim]
RootWith = Callable[..., Root]


def key(claims: list[StoredClaim], *roots: Root) -> str:
    return grade(claims, roots, load_rules()).key


def test_single_source(stored: Stored, root_with: RootWith) -> None:
    found = grade([stored(1), stored(2)], [root_with("a", 1, 2)], load_rules())
    assert (found.key, found.also, found.claims, found.by) == ("single_source", (), (1, 2), None)
    assert "A alone" in found.en


def test_corroborated_by_independent_roots(stored: Stored, root_with: RootWith) -> None:
    roots = [root_with("a", 1), root_with("b", 2, party=True), root_with("c", 3)]
    found = grade([stored(1), stored(2), stored(3)], roots, load_rules())
    assert (found.key, found.claims) == ("corroborated", (1, 2, 3))
    assert found.en == "Corroborated by 3 independent roots: A, B and C."
    assert found.fa == "۳ ریشهٔ مستقل آن را می‌گویند: a، b و c."


def test_it_is_told_where_one_report_carries_all_who_assert_it(stored: Stored, root_with: RootWith) -> None:
    roots = [root_with("a", 1), root_with("b", 2)]
    claims = [stored(1, article=7), stored(2, article=7)]
    found = grade(claims, roots, load_rules())
    assert found.en == "Corroborated by 2 independent roots: A and B. One report alone carries them all."
    assert found.fa.endswith(" همه را تنها یک گزارش نقل می‌کند.")
    copied = replace(claims[1], article=replace(claims[1].article, id=8, copy_of=7))
    assert grade([claims[0], copied], roots, load_rules()).en == found.en
    assert "alone" not in grade([claims[0], stored(2)], roots, load_rules()).en


def test_one_report_of_one_root_is_a_single_source_and_no_more(stored: Stored, root_with: RootWith) -> None:
    assert "carries" not in grade([stored(1)], [root_with("a", 1)], load_rules()).en


def test_own_rules_say_it_in_their_words_or_not_at_all(stored: Stored, root_with: RootWith) -> None:
    claims, roots = [stored(1, article=7), stored(2, article=7)], [root_with("a", 1), root_with("b", 2)]
    shipped = load_rules()
    assert grade(claims, roots, replace(shipped, one_report={"en": "Beware."})).en.endswith("A and B. Beware.")
    assert grade(claims, roots, replace(shipped, one_report={"en": ""})).en.endswith("A and B.")
    assert "یک گزارش" in grade(claims, roots, replace(shipped, one_report={})).fa


def test_tellers_whose_every_claim_is_unsure_are_marked(stored: Stored, root_with: RootWith) -> None:
    def unsure(number: int, **fields: Any) -> StoredClaim:
        told = stored(number, **fields)
        return replace(told, claim=replace(told.claim, confidence=0.4))

    roots = [root_with("a", 1, 2), root_with("b", 3), root_with("c", denies=(4,))]
    claims = [stored(1), unsure(2), unsure(3), unsure(4, stance="denied")]
    found = grade(claims, roots, load_rules())
    assert found.en == "Contested: asserted by A and B (unsure), denied by C (unsure)."
    assert "c (نامطمئن)" in found.fa
    accepted = [*claims[:2], *(replace(claim, reviewed="accepted") for claim in claims[2:])]
    assert "unsure" not in grade(accepted, roots, load_rules()).en


def test_roots_of_one_english_name_are_told_apart(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1), stored(2), stored(3)]
    north, south = (replace(root_with(name, at), en="local authorities") for at, name in ((1, "شمال"), (2, "جنوب")))
    found = grade(claims, [north, south, root_with("c", 3)], load_rules())
    assert found.en.endswith("local authorities (شمال), local authorities (جنوب) and C.")


def test_parties_alone_do_not_corroborate(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1), stored(2)]
    assert key(claims, root_with("a", 1, party=True), root_with("b", 2, party=True)) == "parties_only"


def test_contested_tells_who_denies(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1), stored(2), stored(3, stance="denied")]
    found = grade(claims, [root_with("a", 1), root_with("b", 2), root_with("c", denies=(3,))], load_rules())
    assert (found.key, found.also, found.claims) == ("contested", ("corroborated",), (1, 2, 3))
    assert found.en == "Contested: asserted by A and B, denied by C."


def test_only_denied(stored: Stored, root_with: RootWith) -> None:
    assert key([stored(1, stance="denied")], root_with("a", denies=(1,))) == "denied"


def test_unconfirmed(stored: Stored, root_with: RootWith) -> None:
    assert key([stored(1, stance="possible")], root_with("a", doubts=(1,))) == "unconfirmed"
    assert key([stored(1), stored(2, stance="possible")], root_with("a", 1, doubts=(2,))) == "single_source"


def test_retracted_by_whoever_denies_later_what_he_asserted(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1), stored(2, day=2, stance="denied")]
    found = grade(claims, [root_with("a", 1, denies=(2,))], load_rules())
    assert (found.key, found.claims) == ("retracted", (1, 2))


def test_a_denial_that_came_first_takes_nothing_back(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1, stance="denied"), stored(2, day=2)]
    assert key(claims, root_with("a", 2, denies=(1,))) == "single_source"


def test_nobody_contests_what_he_says_himself(stored: Stored, root_with: RootWith) -> None:
    """An article tells both of one root in one day, in whatever order: nothing is taken back, nobody else denies."""
    claims = [stored(1), stored(2, article=1, stance="denied")]
    found = grade(claims, [root_with("a", 1, denies=(2,))], load_rules())
    assert (found.key, found.also, found.claims) == ("inconsistent", ("single_source",), (1, 2))
    assert found.en == "Inconsistent: both asserted and denied by A; asserted by nobody else."


def test_who_says_both_contests_with_another(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1), stored(2, stance="denied"), stored(3)]
    both = root_with("a", 1, denies=(2,))
    found = grade(claims, [both, root_with("b", 3)], load_rules())
    assert (found.key, found.en) == ("contested", "Contested: asserted by B, denied by A.")
    found = grade(claims, [both, root_with("c", denies=(3,))], load_rules())
    assert (found.key, found.en) == ("contested", "Contested: asserted by A, denied by C.")
    alike = [both, root_with("b", 3, denies=(4,))]
    assert grade([*claims, stored(4, stance="denied")], alike, load_rules()).key == "inconsistent"


def test_a_name_that_nobody_knows_is_no_neutral_voice_beside_a_party(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1), stored(2), stored(3)]
    army, unknown = root_with("army", 1, party=True), root_with("b", 2, kind=None)
    assert key(claims, army, unknown) == "parties_only"
    assert key(claims, army, unknown, root_with("c", 3)) == "corroborated"
    assert key(claims, unknown, root_with("c", 3, kind=None)) == "corroborated"


def test_an_outlet_that_the_registry_does_not_know_is_a_voice(stored: Stored, root_with: RootWith) -> None:
    assert key([stored(1), stored(2)], root_with("army", 1, party=True), root_with("isna", 2, kind=None)) == (
        "corroborated"
    )


def test_what_one_took_back_others_may_still_say(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1), stored(2, day=2, stance="denied"), stored(3)]
    assert key(claims, root_with("a", 1, denies=(2,)), root_with("b", 3)) == "single_source"


def test_every_root_is_counted_once_for_each_thing_it_does(stored: Stored, root_with: RootWith) -> None:
    claims = [stored(1), stored(2, stance="denied"), stored(3, stance="possible")]
    facts = facts_of(claims, [root_with("a", 1, denies=(2,), doubts=(3,))])
    assert facts.numbers() == {
        "asserting": 1,
        "neutral": 1,
        "denying": 0,
        "doubting": 0,
        "retracting": 0,
        "wavering": 1,
        "acknowledging": 0,
    }


def told(number: int, outlet: str, *, actor: str = "", source: str = "", stance: str = "asserted") -> StoredClaim:
    """A claim with its meaning, of an article that names the actor and the source."""
    text = f"{source} حمله هوایی {actor} به حلب در سوریه"
    article = Article(f"a{number}", text, outlet, date(2016, 9, 1))
    claim = claim_of(article, "air_strike", "حمله هوایی", actor=actor, chain=source, place="حلب", stance=stance)
    kept = StoredArticle(
        number, article.doc, outlet, article.published, None, None, 1, "", None, None, datetime(2026, 1, 1, tzinfo=UTC)
    )
    return StoredClaim(number, kept, add_meanings(article, (claim,))[0], 1, "m", "")


def event(*claims: StoredClaim, rules: Path | None = None) -> Event:
    return event_of(claims, load_rules(rules))


def test_acknowledged_by_the_side_that_others_blame() -> None:
    found = event(
        told(1, "رویترز", actor="ارتش روسیه"), told(2, "ایسنا", actor="ارتش روسیه", source="وزارت دفاع روسیه")
    )
    assert found.standing.key == "acknowledged"
    assert "corroborated" in found.standing.also
    assert "ministry of defence of Russia" in found.standing.en


def test_a_side_that_tells_of_itself_alone_acknowledges_nothing() -> None:
    found = event(told(1, "ایسنا", actor="ارتش روسیه", source="وزارت دفاع روسیه"))
    assert found.standing.key == "single_source"


def test_two_bodies_of_one_side_acknowledge_nothing_together() -> None:
    found = event(
        told(1, "رویترز", actor="ارتش روسیه", source="وزارت خارجه روسیه"),
        told(2, "ایسنا", actor="ارتش روسیه", source="وزارت دفاع روسیه"),
    )
    assert (found.standing.key, found.standing.also) == ("parties_only", ())


@pytest.mark.parametrize(("outlet", "grade"), [("تاس", "parties_only"), ("رویترز", "acknowledged")])
def test_a_sides_own_media_blame_nobody(outlet: str, grade: str) -> None:
    found = event(told(1, outlet, actor="ارتش روسیه"), told(2, "ایسنا", actor="ارتش روسیه", source="وزارت دفاع روسیه"))
    assert found.standing.key == grade


def test_the_media_of_a_part_of_a_side_are_the_sides() -> None:
    """Fars belongs to the IRGC, and the IRGC to Iran."""
    found = event(told(1, "فارس", actor="سپاه پاسداران"), told(2, "ایسنا", actor="سپاه پاسداران", source="ارتش ایران"))
    assert found.standing.key != "acknowledged"


def test_blaming_others_is_no_acknowledgement() -> None:
    found = event(told(1, "رویترز", actor="داعش"), told(2, "ایسنا", actor="داعش", source="وزارت دفاع روسیه"))
    assert found.standing.key == "corroborated"


def test_a_denial_by_the_blamed_contests() -> None:
    found = event(
        told(1, "رویترز", actor="ارتش روسیه"),
        told(2, "ایسنا", actor="ارتش روسیه", source="وزارت دفاع روسیه", stance="denied"),
    )
    assert found.standing.key == "contested"


def test_rules_of_a_users_own(tmp_path: Path, stored: Stored, root_with: RootWith) -> None:
    file = tmp_path / "own.toml"
    package = Path(__file__).parents[3] / "src" / "ravayat" / "ledger" / "standing" / "rules.toml"
    best = package.read_text(encoding="utf-8").partition("[best]")[2]
    rule = '[[rule]]\nkey = "strong"\nwhen = {{ neutral = [{}, -1] }}\nfa = "{{n}}"\nen = "{{n}} tell it."\n[best]{}'
    file.write_text(rule.format(2, best), encoding="utf-8")
    rules: Any = load_rules(file)
    two = [root_with("a", 1), root_with("b", 2)]
    assert grade([stored(1), stored(2)], two, rules).en == "2 tell it."
    assert grade([stored(1)], two[:1], rules).key == "ungraded"
    assert replace(rules, grades=()).grades == ()
