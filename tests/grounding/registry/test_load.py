from __future__ import annotations

from pathlib import Path

import pytest

from ravayat.grounding.registry import (
    Context,
    RegistryError,
    default_registry,
    load_registry,
    resolve_actor,
    resolve_source,
)


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> str:
    with pytest.raises(RegistryError) as error:
        load_registry(path)
    return str(error.value)


def test_the_registry_is_large_enough_and_free_of_contradictions() -> None:
    registry = default_registry()
    assert sum(1 for _ in registry.actors()) >= 400
    assert sum(1 for _ in registry.sources()) >= 300


def test_every_side_of_a_conflict_is_an_actor_or_a_country() -> None:
    registry = default_registry()
    sides = {side for conflict in registry.conflicts.values() for side in conflict.sides}
    assert not sides - registry.entries.keys() - registry.countries.keys()


def test_every_body_named_by_a_role_or_by_troops_exists() -> None:
    registry = default_registry()
    nouns = [sense.noun for senses in registry.senses.values() for sense in senses if sense.noun]
    named = {noun.body for noun in nouns if noun.body}
    assert not named - registry.bodies.keys() - {"state_tv"}
    assert not {noun.kind for noun in nouns if noun.kind} - registry.kinds.keys()


def test_an_agency_of_a_user_is_known_by_every_word_for_an_agency(tmp_path: Path) -> None:
    registry = load_registry(
        written(tmp_path, '[SY.agency]\noak = { fa = "خبرگزاری بلوط", en = "Oak News Agency", aka = "آژانس حلب" }\n')
    )
    assert resolve_source("آژانس خبری بلوط", registry=registry).who.id == "oak"
    assert resolve_source("خبرگزاری حلب", registry=registry).who.id == "oak"


def test_a_name_that_would_be_two_agencies_is_neithers(tmp_path: Path) -> None:
    text = """
[SY.agency]
oak = { fa = "خبرگزاری بلوط", en = "Oak News Agency" }
acorn = { fa = "آژانس بلوط", en = "Acorn News Agency" }
"""
    registry = load_registry(written(tmp_path, text))
    assert resolve_source("خبرگزاری بلوط", registry=registry).who.id == "oak"
    assert resolve_source("آژانس بلوط", registry=registry).who.id == "acorn"
    assert resolve_source("آژانس خبررسانی بلوط", registry=registry).who.level == "class"


def test_a_user_adds_actors_sources_and_names_without_touching_the_package(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
[SY.rebel_group]
oak-brigade = { fa = "تیپ بلوط", en = "Oak Brigade", years = "2014-" }
[SY.news_site]
oak-news = { fa = "بلوط‌نیوز", en = "Oak News", parent = "oak-brigade" }
[aliases]
hamas = "جنبش سبزها"
""",
    )
    registry = load_registry(path)
    assert resolve_actor("تیپ بلوط", registry=registry).id == "oak-brigade"
    assert resolve_actor("جنبش سبزها", registry=registry).id == "hamas"
    assert registry.entries["oak-news"].parent == "oak-brigade"
    assert resolve_actor("تیپ بلوط").level == "class"  # a brigade, and no more


def test_one_name_of_two_actors_of_a_country_is_reported_with_both_lines(tmp_path: Path) -> None:
    text = '[SY.rebel_group]\none = { fa = "تیپ بلوط", en = "One" }\n\ntwo = { fa = "تیپ‌بلوط", en = "Two" }\n'
    fault = faults(written(tmp_path, text))
    assert "mine.toml:4" in fault
    assert "mine.toml:2" in fault
    assert "part their years" in fault


def test_the_same_name_in_another_country_or_other_years_is_no_contradiction(tmp_path: Path) -> None:
    text = (
        '[SY.rebel_group]\none = { fa = "تیپ بلوط", en = "One", years = "2011-2014" }\n'
        'two = { fa = "تیپ بلوط", en = "Two", years = "2015-" }\n'
        '[IQ.rebel_group]\nthree = { fa = "تیپ بلوط", en = "Three" }\n'
    )
    registry = load_registry(written(tmp_path, text))
    assert resolve_actor("تیپ بلوط", Context((("SY", 1.0),), 2012), registry).id == "one"
    assert resolve_actor("تیپ بلوط", Context((("SY", 1.0),), 2020), registry).id == "two"
    assert resolve_actor("تیپ بلوط", Context((("IQ", 1.0),), 2012), registry).id == "three"
    unsure = resolve_actor("تیپ بلوط", Context((), 2012), registry)
    assert unsure.reason.startswith("may be any of one, three")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('hamas = { fa = "آزمون", en = "Test" }', "hamas is already at actors.toml:"),
        ('x = { en = "Test" }', "fa is missing"),
        ('x = { fa = "آزمون", en = "Test", colour = "red" }', "unknown field 'colour'"),
        ('x = { fa = "آزمون", en = "Test", years = "2018-2011" }', "write them as 2011-2018"),
        ('x = { fa = "آزمون", en = "Test", wikidata = "38799" }', "write it as Q38799"),
        ('x = { fa = "آزمون", en = "Test", parent = "nobody" }', "no parent 'nobody'"),
        ('x = { fa = "آزمون", en = "Test", body = "choir" }', "no body 'choir'"),
        ('x = { fa = "آزمون", en = "Test", body = "army" }', "are both the army of SY"),
        ('x = { fa = "آزمون", en = "Test", party = "nowhere" }', "no conflict 'nowhere'"),
        ('x = { fa = "آزمون", en = "Test", aka = "؟" }', "has no letters"),
        ('x = { fa = "آزمون", en = "Test", aka = ["a"] }', "aka must be text"),
        ('x = { fa = "آزمون", en = "Test", parent = "x" }', "is its own parent"),
        ('x = "آزمون"', "write entries under [COUNTRY.kind]"),
    ],
)
def test_each_fault_is_one_line_with_its_place_and_a_remedy(tmp_path: Path, line: str, told: str) -> None:
    fault = faults(written(tmp_path, f"[SY.rebel_group]\n{line}\n"))
    assert told in fault
    assert all(row.startswith("mine.toml:2: ") for row in fault.splitlines())


@pytest.mark.parametrize(
    ("header", "told"), [("[QQ.rebel_group]", "no country 'QQ'"), ("[SY.choir]", "no kind 'choir'")]
)
def test_unknown_countries_and_kinds_are_reported(tmp_path: Path, header: str, told: str) -> None:
    assert told in faults(written(tmp_path, f'{header}\nx = {{ fa = "آزمون", en = "Test" }}\n'))


def test_names_added_to_an_unknown_entry_are_reported(tmp_path: Path) -> None:
    assert "no actor or source 'nobody'" in faults(written(tmp_path, '[aliases]\nnobody = "آزمون"\n'))


def test_a_file_that_is_not_there_or_not_toml_is_reported(tmp_path: Path) -> None:
    assert "cannot be read" in faults(tmp_path / "none.toml")
    assert "cannot be read" in faults(written(tmp_path, "not = toml = at all"))
