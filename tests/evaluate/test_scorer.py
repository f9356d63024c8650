from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ravayat.corpus.article_file import load_articles
from ravayat.evaluate import PlainClaim, score, to_claims_json
from ravayat.evaluate.plain_claim import Bounds, Days
from ravayat.records import EVENT_TYPES, STANCES, ReadArticle

Claims = list[dict[str, Any]]
Articles = dict[str, dict[str, Any]]
Reference = Callable[[Articles, Articles], dict[str, Any]]


def plain(articles: Articles) -> dict[str, list[PlainClaim]]:
    return {doc: list(map(PlainClaim.from_json, fields["claims"])) for doc, fields in articles.items()}


@pytest.fixture(scope="module")
def reference(shared: Path) -> Reference:
    """The scorer that defines the measures."""
    spec = importlib.util.spec_from_file_location("reference_score", shared / "score" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function: Reference = module.score
    return function


@pytest.fixture(scope="module")
def gold(shared: Path) -> Articles:
    files = sorted((shared / "gold").glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


words = st.sampled_from(["ارتش", "نیروهای دولتی", "حلب", "كابل", "دو سرباز", "مقام‌های محلی", "«سانا»", "", "،"])
counts = st.sampled_from([None, {}, {"min": 3, "max": None}, {"min": 2, "max": 2}, {"min": None, "max": 30}])
times = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {
            "text": st.sampled_from(["دیروز", "روز شنبه", "", "شنبه"]),
            "from": st.sampled_from([None, "2013-07-28", "2013-07-29", "2013-07-30T05:00"]),
            "to": st.sampled_from([None, "2013-07-29", "2013-08-01"]),
        }
    ),
)


@st.composite
def perturbed_claim(draw: st.DrawFn, claim: dict[str, Any]) -> dict[str, Any]:
    """The claim with some of its slots changed, as a reader might get it wrong."""
    changed = dict(claim)
    for slot in draw(st.sets(st.sampled_from([*claim, "trigger_start"]), max_size=5)):
        match slot:
            case "type":
                changed[slot] = draw(st.sampled_from(sorted(EVENT_TYPES)))
            case "stance":
                changed[slot] = draw(st.sampled_from(sorted(STANCES)))
            case "event":
                changed[slot] = draw(st.integers(1, 4))
            case "trigger_start":
                moved = st.integers(claim["trigger_start"] - 200, claim["trigger_start"] + 200)
                changed[slot] = draw(st.none() | moved)
            case "actor" | "target" | "place" | "chain":
                changed[slot] = draw(st.lists(st.one_of(words, *map(st.just, claim[slot])), max_size=4))
            case "killed" | "wounded" | "captured" | "displaced":
                changed[slot] = draw(counts)
            case "time":
                changed[slot] = draw(times)
    return changed


@st.composite
def perturbed(draw: st.DrawFn, gold: Articles) -> Articles:
    """Predictions for some of the articles: claims changed, lost, doubled and shuffled."""
    docs = draw(st.lists(st.sampled_from(sorted(gold)), min_size=1, max_size=3, unique=True))
    predicted = {}
    for doc in docs:
        claims: Claims = gold[doc]["claims"]
        kept = draw(st.lists(st.sampled_from(claims), max_size=2 * len(claims))) if claims else []
        predicted[doc] = {"doc": doc, "claims": [draw(perturbed_claim(claim)) for claim in kept]}
    return predicted


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_agrees_with_the_reference_on_perturbed_gold(data: st.DataObject, reference: Reference, gold: Articles) -> None:
    predicted = data.draw(perturbed(gold))
    assert score(plain(gold), plain(predicted)).as_json() == reference(gold, predicted)


def test_agrees_with_the_reference_on_the_corpus(root: Path, reference: Reference) -> None:
    annotated = list(load_articles(root / "corpus" / "articles"))
    assert annotated
    gold = {one.article.doc: to_claims_json(ReadArticle(one.article, one.claims)) for one in annotated}
    # Each article is judged by the claims of the next one moved into its place, and by itself without every third.
    docs = list(gold)
    shifted = {doc: gold[docs[(place + 1) % len(docs)]] for place, doc in enumerate(docs)}
    thinned = {doc: {"claims": [c for c in gold[doc]["claims"] if c["id"] % 3]} for doc in docs}
    for predicted in (gold, shifted, thinned):
        assert score(plain(gold), plain(predicted)).as_json() == reference(gold, predicted)


def claim(start: int = 0, **slots: Any) -> PlainClaim:
    return PlainClaim(type=slots.pop("type", "explosion"), trigger="انفجار", start=start, stance="asserted", **slots)


def f1(slot: str, predicted: Sequence[PlainClaim], gold: Sequence[PlainClaim]) -> float:
    return score({"a": gold}, {"a": predicted}).rows[slot].f1


def test_gold_against_itself_is_perfect() -> None:
    told = claim(actor=("ارتش",), counts={"killed": Bounds(3, None)}, chain=("سانا",), event=1)
    rows = score({"a": [told]}, {"a": [told]}).rows
    assert rows["ledger"].f1 == rows["claim"].f1 == rows["killed"].f1 == rows["chain"].f1 == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("نیروهای دولتي", "نیروهای دولتی", True),
        ("به‌دست", "بهدست", True),
        ("خالدیه", "شهر خالدیه", True),
        ("مقام ارتش", "یک مقام ارتش سوریه", True),
        ("ارتش سوریه", "دولت سوریه", True),
        ("ارتش سوریه", "دولت مرکزی سوریه", False),
        ("قم", "قمصر", False),
        ("«»", "«»", False),
    ],
)
def test_words_agree_by_letters_containment_or_half_of_the_words(one: str, other: str, *, same: bool) -> None:
    assert (f1("actor", [claim(actor=(one,))], [claim(actor=(other,))]) == 1) is same


def test_days_may_be_one_off_and_unresolved_ones_agree_by_words() -> None:
    day = Days("شنبه", date(2013, 7, 27), date(2013, 7, 27))
    assert f1("time", [claim(time=day)], [claim(time=Days("روز بعد", date(2013, 7, 28)))]) == 1
    assert f1("time", [claim(time=day)], [claim(time=Days("روز بعد", date(2013, 7, 29)))]) == 0
    assert f1("time", [claim(time=day)], [claim(time=Days("شنبه"))]) == 0
    assert f1("time", [claim(time=Days("شنبه"))], [claim(time=Days("روز شنبه"))]) == 1


def test_claims_are_paired_by_place_and_by_type_when_near() -> None:
    assert f1("claim", [claim(5, type="other")], [claim(0)]) == 0
    assert f1("stance", [claim(5, type="other")], [claim(0)]) == 1
    assert f1("claim", [claim(160)], [claim(0)]) == 1
    assert f1("claim", [claim(161)], [claim(0)]) == 0


def test_pairs_change_partners_when_more_slots_agree() -> None:
    gold = [claim(0, actor=("ارتش",), place=("حلب",)), claim(0, actor=("داعش",), place=("موصل",))]
    assert f1("actor", gold[::-1], gold) == 1


def test_article_without_prediction_counts_as_missed_and_extra_articles_as_nothing() -> None:
    table = score({"a": [claim()], "b": [claim()]}, {"a": [claim()], "c": [claim()]})
    assert table.rows["claim"].recall == 0.5
    assert table.rows["claim"].precision == 1
    assert table.documents == 2


def test_disagreements_say_where_and_what() -> None:
    table = score({"a": [claim(place=("حلب",))]}, {"a": [claim(place=("حمص",))]})
    assert [(one.doc, one.slot) for one in table.disagreements] == [("a", "place")]


def test_scoring_nothing_is_no_error() -> None:
    empty: Mapping[str, Sequence[PlainClaim]] = {}
    assert score(empty, empty).rows["ledger"].f1 == 0
