from __future__ import annotations

import re
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from ravayat.ledger.roots import Teller
from ravayat.web.look import Look
from ravayat.web.network import FORMS, columns_of, draw, foremost, ordered, outline
from ravayat.web.tellers import Quoting

CHAIN = [
    Quoting("paper", "agency", 9),
    Quoting("channel", "agency", 2),
    Quoting("agency", "army", 5),
    Quoting("paper", "monitor", 1),
]
NAMES = st.sampled_from("abcdefghij")
LINKS = st.lists(
    st.builds(Quoting, NAMES, NAMES, st.integers(1, 99)),
    min_size=1,
    max_size=40,
    unique_by=lambda one: (one.by, one.of),
).map(lambda links: [one for one in links if one.by != one.of] or [Quoting("a", "b", 1)])


def tellers(links: list[Quoting], **kinds: str) -> dict[str, Teller]:
    keys = {key for link in links for key in (link.by, link.of)}
    return {key: Teller(key, f"نام {key}", key.title(), kind=kinds.get(key), party=key == "army") for key in keys}


def test_who_quotes_stands_first_and_who_is_quoted_last() -> None:
    assert columns_of(CHAIN) == [["channel", "paper"], ["agency"], ["army", "monitor"]]


@given(LINKS)
def test_everyone_stands_once_whatever_goes_in_circles(links: list[Quoting]) -> None:
    columns = columns_of(links)
    assert sorted(key for column in columns for key in column) == sorted(
        {key for one in links for key in (one.by, one.of)}
    )
    assert len(columns) <= 4
    again = ordered(columns, links)
    assert [sorted(column) for column in again] == [sorted(column) for column in columns]


@given(LINKS, st.integers(2, 12))
def test_no_more_are_drawn_than_asked_for_and_the_most_quoted_is_there(links: list[Quoting], most: int) -> None:
    shown = foremost(links, most)
    assert len({key for one in shown for key in (one.by, one.of)}) <= most
    quoted = {one.of: sum(other.claims for other in links if other.of == one.of) for one in links}
    top = max(quoted.values())
    assert any(quoted[one.of] == top for one in shown)


def test_two_hundred_who_all_quote_each_other_are_drawn() -> None:
    keys = [f"source {number}" for number in range(200)]
    links = [Quoting(by, of, 1) for by in keys for of in keys if by != of]
    assert [len(column) for column in columns_of(links)] == [200]
    assert len(draw(links, tellers(links), Look()).ribbons) == len(links)


def test_lines_that_need_not_cross_do_not() -> None:
    links = [Quoting("a", "z", 1), Quoting("b", "y", 1), Quoting("c", "x", 1)]
    first, last = ordered(columns_of(links), links)
    assert ["zyx"["abc".index(key)] for key in first] == last


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_drawing_runs_with_the_writing_and_nothing_leaves_it(language: str) -> None:
    drawing = draw(CHAIN, tellers(CHAIN, army="state_forces", agency="agency"), Look(language=language))
    nodes = {node.key: node for node in drawing.nodes}
    places = [nodes[key].x for key in ("paper", "agency", "army")]
    assert places == sorted(places, reverse=language == "fa")
    for node in drawing.nodes:
        assert 0 < node.x < drawing.width
        assert 0 < node.y < drawing.height
    rows = sorted(node.y for node in drawing.nodes if node.x == nodes["paper"].x)
    assert all(lower - upper >= 30 for upper, lower in pairwise(rows))
    assert (nodes["army"].form, nodes["agency"].form, nodes["monitor"].form) == ("state", "medium", "others")
    assert [node.key for node in drawing.nodes if node.frame] == ["army"]
    assert ("طرف درگیری" if language == "fa" else "a party") in nodes["army"].told
    widths = {(ribbon.by_key, ribbon.of_key): ribbon.width for ribbon in drawing.ribbons}
    assert widths["paper", "agency"] == max(widths.values())


def test_every_form_has_an_outline_of_its_own() -> None:
    assert len({outline(form, 8) for form in (*FORMS, "others")}) == len(FORMS) + 1


def test_the_page_draws_links_and_tells_the_same_in_a_table(client: TestClient) -> None:
    page = client.get("/sources", headers={"Accept-Language": "en"}).text
    nodes = re.findall(r'<a href="/source\?key=[^"]+" class="node node-\w+', page)
    assert len(nodes) >= 3
    ribbons = re.findall(r'class="ribbon"', page)
    rows = re.findall(r"<tr><td><a", page)
    assert len(ribbons) == len(rows) >= 2
    assert 'class="node node-state node-party"' in page
    assert client.get("/sources?drawn=1").status_code == 422
    assert len(re.findall('class="ribbon"', client.get("/sources?drawn=2").text)) == 1
