"""Text is cut into the names that the registry knows."""

from ravayat.grounding.registry.folding import stems, with_ending
from ravayat.grounding.registry.pieces import split
from ravayat.grounding.registry.registry import HEAD, default_registry


def test_every_known_spelling_is_found_whole() -> None:
    registry = default_registry()
    missed = [form for form in registry.senses if [piece.form for piece in split(form, registry)] != [form]]
    assert not missed


def test_the_head_of_a_word_with_an_ending_is_known_where_its_stem_is() -> None:
    registry = default_registry()
    for form in registry.senses:
        for word in (form + "ها", form + "ی", *with_ending(form), *(one + "ی" for one in with_ending(form))):
            if form in stems(word):
                assert word[:HEAD] in registry.heads


def test_an_ending_that_stands_apart_belongs_to_the_name_before_it() -> None:
    registry = default_registry()
    assert [piece.form for piece in split("گفت داعشی ها رفتند", registry)] == ["گفت", "داعشیها", "رفتند"]
