"""Who quotes whom, as a drawing: who passes words on where reading begins, whose words they are where it ends.

Those who do both stand between them. A node's form tells what kind of source it is, a second frame that it is a party,
its size how often it is quoted or quotes.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ravayat.ledger.roots import Teller
from ravayat.web.look import Look
from ravayat.web.tellers import Quoting

FORMS: Final = {
    "medium": "agency broadcaster newspaper news_site media social_channel company",
    "state": "state_forces police intelligence government public_body spokesmans_office official leader"
    " external_forces",
    "group": "rebel_group political_militia communal_militia criminal_group private_military armed_group_media"
    " political_party",
    "body": "monitor relief research international",
}
"""What kinds of the registry share a form; all others are people, or not known."""
OTHERS: Final = "others"
_FORM_OF: Final = {kind: form for form, kinds in FORMS.items() for kind in kinds.split()}
_SIDES: Final = {"medium": 4, "state": 4, "group": 3, "body": 6}
_TURN: Final = {"medium": 45.0, "state": 0.0, "group": 0.0, "body": 0.0}
_ROW, _NAMES, _GAP, _MARGIN = 38.0, 285.0, 215.0, 26.0
_SMALLEST, _LARGEST = 6.0, 12.0
_LETTERS: Final = 31
_SWEEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A source in the drawing.

    Attributes:
        number: of the node, by which lines name it.
        key: of the source.
        label: its name, shortened.
        told: all that is drawn of it, in words.
        x, y: its middle.
        shape: its outline as a path around 0, 0.
        frame: the second outline of a party; empty for others.
        form: a key of :data:`FORMS`, or ``others``.
        text_x, text_y, anchor: where its name stands.
        party: whether it is one.
    """

    number: int
    key: str
    label: str
    told: str
    x: float
    y: float
    shape: str
    frame: str
    form: str
    text_x: float
    text_y: float
    anchor: str
    party: bool


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Who quotes whom, as a line.

    Attributes:
        path: from who quotes to who is quoted.
        width: more for more claims.
        label: the same in words.
        by, of: numbers of the nodes.
        claims: how many.
        by_name, of_name, by_key, of_key: names and keys of the two.
    """

    path: str
    width: float
    label: str
    by: int
    of: int
    claims: int
    by_name: str
    of_name: str
    by_key: str
    of_key: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network, ready to be put into a page."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    width: float
    height: float


def foremost(links: Sequence[Quoting], most: int) -> list[Quoting]:
    """The links among at most so many sources: those most quoted first, with who quotes them most."""
    quoted = Counter[str]()
    for link in links:
        quoted[link.of] += link.claims
    chosen: set[str] = set()
    for link in sorted(links, key=lambda one: (-quoted[one.of], one.of, -one.claims, one.by)):
        if len(chosen | {link.by, link.of}) <= most:
            chosen |= {link.by, link.of}
    return [link for link in links if link.by in chosen and link.of in chosen]


def draw(links: Sequence[Quoting], named: Mapping[str, Teller], look: Look) -> Drawing:
    """The drawing of links, in the direction of the page's language."""
    columns = ordered(columns_of(links), links)
    height = max(map(len, columns)) * _ROW + 2 * _MARGIN
    width = 2 * _NAMES + (len(columns) - 1) * _GAP
    rightward = look.direction == "ltr"
    quoted, quotes = Counter[str](), Counter[str]()
    for link in links:
        quoted[link.of] += link.claims
        quotes[link.by] += link.claims
    names = {key: look.name(one.fa, one.en) for key, one in named.items()}
    most = max((quoted + quotes).values())
    nodes: dict[str, Node] = {}
    for column, keys in enumerate(columns):
        x = _NAMES + column * _GAP
        x = x if rightward else width - x
        for row, key in enumerate(keys):
            y = _MARGIN + (row + 0.5) * (height - 2 * _MARGIN) / len(keys)
            size = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt((quoted[key] + quotes[key]) / most)
            told = (names[key], named[key], quoted[key], quotes[key])
            end = "start" if column == 0 else "end" if column == len(columns) - 1 else "middle"
            nodes[key] = _node(len(nodes), key, told, (x, y, size), end, look)
    return Drawing(tuple(nodes.values()), tuple(_ribbons(links, nodes, names, look)), width, height)


def columns_of(links: Iterable[Quoting]) -> list[list[str]]:
    """Who only quotes, who does both in two columns, who is only quoted; without empty ones."""
    onward: dict[str, set[str]] = defaultdict(set)
    for link in links:
        onward[link.by].add(link.of)
    quoted = {link.of for link in links}
    both = sorted(key for key in onward if key in quoted)
    # Of these, who quotes another of them stands before; whoever goes in circles does so too.
    nearer = [key for key in both if any(one in onward and one != key for one in onward[key])]
    between = [nearer, [key for key in both if key not in set(nearer)]]
    first = sorted(key for key in onward if key not in quoted)
    last = sorted(key for key in quoted if key not in onward)
    return [column for column in (first, *between, last) if column]


def ordered(columns: Sequence[Sequence[str]], links: Iterable[Quoting]) -> list[list[str]]:
    """Each column in an order in which lines cross little: everyone at the height of those they are tied to."""
    ties: dict[str, dict[str, float]] = defaultdict(dict)
    for link in links:
        weight = math.sqrt(link.claims)
        ties[link.by][link.of] = ties[link.by].get(link.of, 0.0) + weight
        ties[link.of][link.by] = ties[link.of].get(link.by, 0.0) + weight
    found = [list(column) for column in columns]
    heights: dict[str, float] = {}

    def settle(column: Sequence[str]) -> None:
        heights.update({key: (row + 0.5) / len(column) for row, key in enumerate(column)})

    for column in found:
        settle(column)
    for sweep in range(_SWEEPS):
        for column in found if sweep % 2 else found[::-1]:
            middles = {
                key: sum(heights[one] * weight for one, weight in ties[key].items()) / sum(ties[key].values())
                for key in column
            }
            column.sort(key=lambda key: (middles[key], heights[key], key))
            settle(column)
    return found


def _node(
    number: int, key: str, told: tuple[str, Teller, int, int], place: tuple[float, float, float], end: str, look: Look
) -> Node:
    name, teller, quoted, quotes = told
    x, y, size = place
    form = _FORM_OF.get(teller.kind or "", OTHERS)
    words = [name, look.text(f"net.{form}")]
    words += [look.text("party")] if teller.party else []
    words += [look.text("net.is_quoted", count=quoted)] if quoted else []
    words += [look.text("net.does_quote", count=quotes)] if quotes else []
    outward = size + (11 if teller.party else 8)
    # Anchors follow the direction of the writing, as the columns do: names run outward from the lines.
    away = {"start": -outward, "end": outward, "middle": 0.0}[end] * (1 if look.direction == "ltr" else -1)
    return Node(
        number=number,
        key=key,
        label=name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…",
        told=" — ".join(words),
        x=round(x, 1),
        y=round(y, 1),
        shape=outline(form, size),
        frame=outline(form, size + 4) if teller.party else "",
        form=form,
        text_x=round(x + away, 1),
        text_y=round(y - size - 6 if end == "middle" else y + 4.5, 1),
        anchor={"start": "end", "end": "start", "middle": "middle"}[end],
        party=teller.party,
    )


def outline(form: str, size: float) -> str:
    """The outline of a form around 0, 0, about so far from its middle."""
    size = round(size, 1)
    if form not in _SIDES:
        half = f"a{size:.1f} {size:.1f} 0 1 0"
        return f"M{-size:.1f} 0{half} {2 * size:.1f} 0{half} {-2 * size:.1f} 0Z"
    sides = _SIDES[form]
    # Corners stand out further, so that all forms look equally large.
    reach = size * {3: 1.45, 4: 1.25, 6: 1.12}[sides]
    turns = [math.radians(_TURN[form] + 360 * side / sides - 90) for side in range(sides)]
    points = (f"{reach * math.cos(turn):.1f} {reach * math.sin(turn):.1f}" for turn in turns)
    return f"M{'L'.join(points)}Z"


def _ribbons(
    links: Sequence[Quoting], nodes: Mapping[str, Node], names: Mapping[str, str], look: Look
) -> Iterable[Ribbon]:
    most = max(link.claims for link in links)
    # Thick lines lie below thin ones.
    for link in sorted(links, key=lambda one: -one.claims):
        start, end = nodes[link.by], nodes[link.of]
        yield Ribbon(
            path=_curve(start, end),
            width=round(1 + 6 * math.sqrt(link.claims / most), 1),
            label=look.text("quotes", by=names[link.by], of=names[link.of], count=link.claims),
            by=start.number,
            of=end.number,
            claims=link.claims,
            by_name=names[link.by],
            of_name=names[link.of],
            by_key=link.by,
            of_key=link.of,
        )


def _curve(start: Node, end: Node) -> str:
    """A line that leaves and arrives level; between two of one column it bows out to the side."""
    sign = 1 if end.x > start.x else -1
    near = _LARGEST + 6
    if start.x == end.x:
        bow = start.x + 60
        return f"M{start.x + near:g} {start.y:g}C{bow:g} {start.y:g} {bow:g} {end.y:g} {end.x + near:g} {end.y:g}"
    left, right = start.x + sign * near, end.x - sign * near
    bend = (right - left) / 2
    return f"M{left:g} {start.y:g}C{left + bend:g} {start.y:g} {right - bend:g} {end.y:g} {right:g} {end.y:g}"
