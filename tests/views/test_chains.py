"""Who told whom, as a graph, as a tree of lines and as a drawing."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

from event_builder import DOCTORS, OFFICIAL, REUTERS, US_FORCES, Telling, events, kunduz
from hypothesis import given, settings

from ravayat.records import Event
from ravayat.views.chain_drawing import chain_svg
from ravayat.views.chain_graph import chain_lines
from ravayat.views.chain_layout import lay_out
from ravayat.views.chains import ChainGraph, chain_graph

SVG = "{http://www.w3.org/2000/svg}"
TEXT = "رویترز به نقل از یک مقام از سازمان پزشکان و ارتش آمریکا از حمله هوایی خبر داد"


def edges(graph: ChainGraph) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.target, edge.kind) for edge in graph.edges}


def drawing(event: Event, language: str = "en") -> Element:
    return fromstring(chain_svg(event, language))  # type: ignore[arg-type]  # noqa: S314  # it is our own


def groups(svg: Element, kind: str) -> list[Element]:
    return [one for one in svg.iter(f"{SVG}g") if kind in one.get("class", "").split()]


def test_what_a_root_says_is_carried_by_tellers_outlets_and_articles() -> None:
    graph = chain_graph(kunduz()[0])
    assert [(node.kind, node.en or node.fa) for node in graph.nodes] == [
        ("root", "Doctors"),
        ("root", "United States Armed Forces"),
        ("link", "Reuters"),
        ("outlet", "روزنامه چهارراه"),
        ("outlet", "خبرگزاری شمال"),
        ("outlet", "بازنشر"),
        ("article", "حمله به کندز"),
        ("article", "doc-2"),
        ("article", "doc-3"),
    ]
    assert {
        ("teller:doctors", "outlet:روزنامه چهارراه", "carried"),
        ("teller:doctors", "teller:reuters", "carried"),
        ("teller:reuters", "outlet:خبرگزاری شمال", "carried"),
        ("outlet:خبرگزاری شمال", "article:2", "carried"),
        ("article:2", "article:3", "copied"),
    } <= edges(graph)


def test_a_way_that_only_denials_took_is_a_denial() -> None:
    graph = chain_graph(kunduz()[0])
    denials = {(edge.source, edge.target) for edge in graph.edges if edge.denies}
    assert denials == {
        ("teller:US.army", "outlet:خبرگزاری شمال"),
        ("teller:US.army", "outlet:بازنشر"),
    }
    both = next(edge for edge in graph.edges if edge.target == "article:2")
    assert both.stances == ("asserted", "denied")


def test_parties_are_marked() -> None:
    graph = chain_graph(kunduz()[0])
    assert [node.en for node in graph.nodes if node.party] == ["United States Armed Forces"]


def test_an_outlet_that_speaks_in_its_own_voice_is_a_root_and_one_node() -> None:
    telling = Telling()
    own = telling.article("روزنامه", TEXT)
    quoting = telling.article("روزنامه", TEXT)
    telling.claim(own, "حمله هوایی")
    telling.claim(quoting, "حمله هوایی", chain=[("سازمان پزشکان", DOCTORS)])
    graph = chain_graph(telling.event())
    assert edges(graph) == {
        ("teller:روزنامه", "article:1", "carried"),
        ("teller:doctors", "teller:روزنامه", "carried"),
        ("teller:روزنامه", "article:2", "carried"),
    }


def test_words_without_a_name_stand_before_the_one_who_answers_for_them() -> None:
    telling = Telling()
    article = telling.article("روزنامه", TEXT)
    telling.claim(article, "حمله هوایی", chain=[("رویترز", REUTERS), ("یک مقام", OFFICIAL)])
    graph = chain_graph(telling.event())
    [hidden] = [node for node in graph.nodes if node.kind == "unnamed"]
    assert hidden.fa == "یک مقام"
    assert (hidden.id, "teller:reuters", "carried") in edges(graph)
    assert [node.id for node in graph.beginnings()] == [hidden.id]


def test_an_outlet_that_copies_has_its_words_from_the_outlet_that_had_them_first() -> None:
    telling = Telling()
    first = telling.article("خبرگزاری", TEXT)
    copy = telling.article("بازنشر", TEXT, copy_of=first, copy_share=0.97)
    telling.claim(first, "حمله هوایی")
    telling.claim(copy, "حمله هوایی", root="خبرگزاری")
    assert edges(chain_graph(telling.event())) == {
        ("teller:خبرگزاری", "article:1", "carried"),
        ("teller:خبرگزاری", "outlet:بازنشر", "copied"),
        ("outlet:بازنشر", "article:2", "carried"),
        ("article:1", "article:2", "copied"),
    }


def test_tellers_that_quote_each_other_are_drawn_too() -> None:
    telling = Telling()
    article = telling.article("روزنامه", TEXT)
    telling.claim(article, "حمله هوایی", chain=[("رویترز", REUTERS), ("سازمان پزشکان", DOCTORS)])
    telling.claim(article, "حمله هوایی", chain=[("سازمان پزشکان", DOCTORS), ("رویترز", REUTERS)])
    event = telling.event()
    tree = list(chain_lines(event))
    assert [line.lstrip("└├─│ ") for line in tree[:3]] == [
        "● Doctors  سازمان پزشکان",
        "● Reuters  رویترز",
        "□ روزنامه",
    ]
    assert sum("Doctors" in line and "(see above)" in line for line in tree) == 1
    assert len(groups(drawing(event), "node")) == 4


@settings(max_examples=60)
@given(told=events())
def test_every_claim_can_be_followed_from_a_beginning_to_its_article(told: tuple[Event, dict[int, str]]) -> None:
    event, _ = told
    graph = chain_graph(event)
    for claim in event.claims:
        into = [edge for edge in graph.edges if edge.target == f"article:{claim.article.id}"]
        assert any(claim.id in edge.claims for edge in into)
    named = {node.id for node in graph.nodes}
    assert all({edge.source, edge.target} <= named for edge in graph.edges)
    assert sorted(key for column in lay_out(graph).columns for key in column if key in named) == sorted(named)


def test_the_tree_names_everyone_and_draws_each_once() -> None:
    assert list(chain_lines(kunduz()[0])) == [
        "● Doctors  سازمان پزشکان",
        "├── □ روزنامه چهارراه",
        "│   └── ▤ [1]  2015-10-03  حمله به کندز",
        "└── ○ Reuters  رویترز",
        "    ├── □ خبرگزاری شمال",
        "    │   └── ▤ [2]  2015-10-04  doc-2",
        "    └── □ بازنشر",
        "        └── ▤ [3]  2015-10-05  (copy of [2])  doc-3",
        "● United States Armed Forces  (a party)  ارتش آمریکا",
        "├─✗ □ خبرگزاری شمال  (see above)",
        "└─✗ □ بازنشر  (see above)",
    ]


def test_the_tree_is_told_in_persian_too() -> None:
    tree = "\n".join(chain_lines(kunduz()[0], "fa"))
    assert "▤ [۳]  ۲۰۱۵-۱۰-۰۵  doc-3  (رونویسی از [۲])" in tree
    assert "ارتش آمریکا  (طرف درگیری)" in tree
    assert "Doctors" not in tree


def test_the_drawing_has_a_title_and_a_description_for_those_who_hear_it() -> None:
    event, _ = kunduz()
    svg = drawing(event)
    named = {one.get("id"): one.text for one in svg if one.get("id")}
    assert svg.get("role") == "img"
    assert list(named) == (svg.get("aria-labelledby") or "").split()
    assert named["chains-1-title"] == "Chains of tellers: event 1"
    assert named["chains-1-desc"] == "\n".join(chain_lines(event))


def test_copies_are_dashed_and_denials_crossed_and_both_say_so() -> None:
    svg = drawing(kunduz()[0])
    [copied] = groups(svg, "copied")
    assert copied.find(f"{SVG}path").get("stroke-dasharray")  # type: ignore[union-attr]
    assert copied.findtext(f"{SVG}title") == "doc-2 ← doc-3: copy"
    denials = groups(svg, "denial")
    assert {len(one.findall(f"{SVG}path")) for one in denials} == {2}
    assert {one.findtext(f"{SVG}title", "").rpartition(": ")[2] for one in denials} == {"denies"}
    carried = [one for one in groups(svg, "carried") if one not in denials]
    assert {len(one.findall(f"{SVG}path")) for one in carried} == {1}


def test_parties_have_a_double_frame_and_say_so() -> None:
    svg = drawing(kunduz()[0])
    [party] = groups(svg, "party")
    assert len(party.findall(f"{SVG}rect")) == 2
    assert "a party" in party.findtext(f"{SVG}title", "")


def test_persian_labels_run_from_right_to_left_and_latin_ones_do_not() -> None:
    labels = {one.text: one for one in drawing(kunduz()[0], "fa").iter(f"{SVG}text")}
    assert (labels["سازمان پزشکان"].get("direction"), labels["doc-2"].get("direction")) == ("rtl", "ltr")


def test_roots_stand_left_in_english_and_right_in_persian() -> None:
    def roots_then_articles(language: str) -> tuple[float, float]:
        svg = drawing(kunduz()[0], language)
        xs = [
            float(re.findall(r"[\d.]+", one[0].get("transform", ""))[0]) for one in map(_only(svg), ("root", "article"))
        ]
        return xs[0], xs[1]

    left, right = roots_then_articles("en")
    assert left < right
    assert roots_then_articles("fa") == (right, left)


def _only(svg: Element) -> object:
    return lambda kind: groups(svg, kind)


def test_no_box_lies_on_another_and_all_lie_on_the_sheet() -> None:
    svg = drawing(kunduz()[0])
    _, _, width, height = map(float, (svg.get("viewBox") or "").split())
    corners = [tuple(map(float, re.findall(r"[\d.]+", one.get("transform", "")))) for one in groups(svg, "node")]
    assert len(set(corners)) == len(corners) == 9
    assert all(0 <= x <= width - 190 and 0 <= y <= height - 46 for x, y in corners)


def test_words_of_an_article_cannot_break_out_of_the_drawing() -> None:
    telling = Telling()
    article = telling.article('<script>alert("1")</script>&\x00\x1b', TEXT, title="</text><a>\uffff")
    telling.claim(article, "حمله هوایی", chain=[("ارتش آمریکا", US_FORCES)])
    svg = drawing(telling.event())
    assert not list(svg.iter(f"{SVG}script"))
    assert not list(svg.iter(f"{SVG}a"))
    assert "\x00" not in chain_svg(telling.event())
    assert any('<script>alert("1")</script>&' in (one.text or "") for one in svg.iter(f"{SVG}title"))


@settings(max_examples=40)
@given(told=events())
def test_any_event_can_be_drawn(told: tuple[Event, dict[int, str]]) -> None:
    for language in ("en", "fa"):
        assert list(drawing(told[0], language).iter(f"{SVG}text"))
        assert list(chain_lines(told[0], language))
