"""Rules are data: the package's, a user's own, and broken ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ravayat.ledger.standing.rules import CRITERIA, FACTS, Rule, RulesError, load_rules

BEST = """
[best]
by = ["lowest"]
[best.fa]
only = "تنها"
lowest = "کمترین"
[best.en]
only = "only"
lowest = "lowest"
"""
RULE = """
[[rule]]
key = "told"
when = { asserting = [1, -1] }
fa = "{asserting} می‌گوید."
en = "{asserting} says so."
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "own.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_packages_rules() -> None:
    rules = load_rules()
    assert [rule.key for rule in rules.grades] == [
        "retracted",
        "contested",
        "denied",
        "inconsistent",
        "acknowledged",
        "corroborated",
        "parties_only",
        "single_source",
        "unconfirmed",
    ]
    assert rules.best == ("roots", "neutral", "latest", "lowest")
    assert all(rule.when.keys() <= set(FACTS) for rule in rules.grades)
    assert set(rules.best) <= set(CRITERIA)


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ({"retracting": 1}, ["retracted"]),
        ({"asserting": 1, "denying": 1}, ["contested", "single_source"]),
        ({"asserting": 2, "neutral": 1, "denying": 1}, ["contested", "corroborated"]),
        ({"denying": 1}, ["denied"]),
        ({"denying": 1, "doubting": 1}, ["denied", "unconfirmed"]),
        ({"asserting": 1, "wavering": 1}, ["inconsistent", "single_source"]),
        ({"asserting": 1, "denying": 1, "wavering": 1}, ["contested", "single_source"]),
        ({"asserting": 2, "acknowledging": 1}, ["acknowledged", "parties_only"]),
        ({"asserting": 2, "neutral": 1, "acknowledging": 1}, ["acknowledged", "corroborated"]),
        ({"asserting": 3, "neutral": 1}, ["corroborated"]),
        ({"asserting": 2}, ["parties_only"]),
        ({"asserting": 1}, ["single_source"]),
        ({"asserting": 1, "neutral": 1, "doubting": 2}, ["single_source"]),
        ({"doubting": 1}, ["unconfirmed"]),
        ({}, []),
    ],
)
def test_each_rule_holds_where_it_should(facts: dict[str, int], keys: list[str]) -> None:
    numbers = dict.fromkeys(FACTS, 0) | facts
    assert [rule.key for rule in load_rules().grades if rule.holds(numbers)] == keys


@pytest.mark.parametrize("rule", load_rules().grades, ids=lambda rule: rule.key)
def test_no_verb_of_a_sentence_agrees_with_one_name(rule: Rule) -> None:
    """A list may be of one name or of several."""
    if rule.when.get("asserting") != (1, 1):
        assert not re.search(r"(?<!ن)می‌(?:گوید|داند|کند)\b", rule.fa)
        assert not re.search(r"\} (?:accepts|thinks|says|asserts|denies|tells)\b", rule.en)


def test_a_users_own_file(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, RULE + BEST))
    assert [rule.key for rule in rules.grades] == ["told"]
    assert rules.best_en["lowest"] == "lowest"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    load_rules(written(tmp_path, RULE + BEST))
    rules = load_rules(written(tmp_path, RULE.replace("told", "said") + BEST))
    assert [rule.key for rule in rules.grades] == ["said"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no [[rule]]"),
        ("rule = 3", "rule"),
        ("rule = [3]", "rule"),
        ("[rule]\nkey = 'x'", "[[rule]]"),
        ("[[rule", "cannot be read"),
        (RULE, "best.by must list"),
        (RULE + "best = 3", "best"),
        (RULE + BEST.replace('["lowest"]', '"lowest"'), "best.by must list"),
        (RULE + BEST.replace('["lowest"]', '["lowest", "mean"]'), "mean"),
        (RULE + BEST.replace('["lowest"]', "[3]"), "3"),
        (RULE + BEST.replace('only = "only"', ""), "best.en has no sentence for only"),
        (RULE + BEST.replace('lowest = "lowest"', "lowest = 4"), "best.en has no sentence for lowest"),
        (RULE.replace('key = "told"', "") + BEST, "no key"),
        (RULE.replace('en = "{asserting} says so."', "") + BEST, "rule told: no en"),
        (RULE.replace("when = { asserting = [1, -1] }", "") + BEST, "no conditions"),
        (RULE.replace("asserting = [1", "saying = [1") + BEST, "unknown fact 'saying'"),
        (RULE.replace("[1, -1]", "1") + BEST, "two whole numbers"),
        (RULE.replace("[1, -1]", "[1]") + BEST, "two whole numbers"),
        (RULE.replace("[1, -1]", "[true, 2]") + BEST, "two whole numbers"),
        (RULE.replace("[1, -1]", "[3, 2]") + BEST, "never holds"),
        (RULE.replace("{asserting} says", "{who} says") + BEST, "who"),
        (RULE.replace("{asserting} says", "{n.real.x} says") + BEST, "sentence"),
        (RULE.replace("{asserting} says", "{n[0]} says") + BEST, "sentence"),
        (RULE.replace("{asserting} says", "{asserting says") + BEST, "sentence"),
        (RULE.replace('"told"', f'"{"x" * 25}"') + BEST, "24 characters"),
        (RULE + RULE + BEST, "twice"),
    ],
)
def test_broken_files_give_one_clear_line(tmp_path: Path, text: str, told: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(RulesError) as error:
        load_rules(file)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(str(file))
    assert told in str(error.value)


def test_a_missing_file_gives_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="cannot be read"):
        load_rules(tmp_path / "none.toml")


def test_a_file_in_another_encoding_gives_one_clear_line(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes((RULE + BEST).encode("utf-16"))
    with pytest.raises(RulesError, match="cannot be read"):
        load_rules(file)


def test_what_one_report_carries_is_told_in_sentences(tmp_path: Path) -> None:
    assert set(load_rules().one_report) == {"fa", "en"}
    assert load_rules(written(tmp_path, RULE + BEST)).one_report == {}
    with pytest.raises(RulesError, match="one_report must hold sentences under fa and en"):
        load_rules(written(tmp_path, RULE + BEST + "[one_report]\nfa = 3\n"))
