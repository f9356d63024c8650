from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravayat.grounding.registry import Context, default_registry, pieces, read_context, resolve_actor, resolve_source
from ravayat.grounding.registry.entries import Entry
from ravayat.grounding.registry.folding import ENDINGS, key, stems
from ravayat.grounding.registry.pieces import split

REGISTRY = default_registry()
ENTRIES = st.sampled_from(list(REGISTRY.entries.values()))
GAPS = st.sampled_from([" ", "\u200c", "", "  ", "ـ "])


def at_home(entry: Entry) -> Context:
    return Context(((entry.country, 1.0),), entry.years.first)


@given(ENTRIES, GAPS, st.data())
def test_every_name_finds_its_entry_however_it_is_spaced(entry: Entry, gap: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(entry.names())).replace(" ", gap).replace("\u200c", gap)
    name = name.replace("ی", "ي").replace("ک", "ك")
    context = at_home(entry)
    who = resolve_source(name, context).who if entry in list(REGISTRY.sources()) else resolve_actor(name, context)
    rivals = {sense.entry.id for sense in REGISTRY.senses.get(key(name), ()) if sense.entry}
    assert who.id in rivals | {None}
    if rivals == {entry.id} and not any(sense.noun for sense in REGISTRY.senses[key(name)]):
        assert who.id == entry.id


@given(st.text(max_size=60), st.integers(1990, 2030))
def test_any_text_gives_an_answer_or_a_reason(text: str, year: int) -> None:
    context = Context((("SY", 2.0), ("IL", 1.0)), year)
    for who in (resolve_actor(text, context), resolve_source(text, context).who):
        assert who.words == text
        assert (who.id is None) == (who.level == "unresolved")
        assert who.id or who.reason


@given(st.text(alphabet="ابپتسشعفقکگلمنوهی \u200c.،", max_size=40))
def test_the_pieces_of_a_phrase_are_the_phrase(text: str) -> None:
    assert "".join(piece.form for piece in split(text, REGISTRY)) == key(text)


@given(st.text(alphabet="ابتسفکلمنوهیش", min_size=1, max_size=12))
def test_stems_are_never_too_short(form: str) -> None:
    assert all(len(stem) >= 3 for stem in stems(form))


def test_the_countries_of_an_article_weigh_by_what_happens_where() -> None:
    text = "منابع محلی در حلب و ادلب سوریه گفتند ارتش به حومه حمص حمله کرد. مسکو واکنشی نشان نداد."
    context = read_context(text, 2016)
    assert context.home == "SY"
    assert context.weight("SY") > context.weight("RU") > 0
    assert context.weight("IQ") == 0


KEYS = st.sampled_from(sorted(REGISTRY.senses))
PARTED = st.builds(lambda form, at: f"{form[:at]} {form[at:]}", KEYS, st.integers(0, 12))
WORDS = st.lists(PARTED | KEYS | st.sampled_from([*ENDINGS, "و", "یگان", "گذشته"]), max_size=6)


@given(WORDS, GAPS)
def test_words_seen_off_early_begin_nothing_that_is_known(words: list[str], gap: str) -> None:
    text = gap.join(words)
    quick = split(text, REGISTRY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_may_go_on", lambda *_: True)
        patch.setattr(pieces, "_endings_ahead", lambda parts: [True] * len(parts))
        assert split(text, REGISTRY) == quick
