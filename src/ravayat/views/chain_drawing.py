"""The chains of an event as SVG: columns from the roots to the articles, in the direction of the language.

Nothing is told by colour alone: a party has a double frame and says so, a copy is a dashed line, a denial a line with a
cross. The drawing has a title and a description for those who hear it, and every label its full words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import bidirectional
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ravayat.records import Event
from ravayat.views.chain_graph import graph_lines
from ravayat.views.chain_layout import lay_out
from ravayat.views.chains import ChainEdge, ChainGraph, ChainNode, chain_graph
from ravayat.views.labels import label
from ravayat.views.wording import Language, localised

_WIDTH, _HEIGHT = 190, 46
_ACROSS, _DOWN = 70, 18
_MARGIN = 24
_LEGEND = 34
_LARGE, _SMALL = ("14", 23), ("11", 31)
"""Sizes of a label's lines, and how many letters of each fit the box; the whole is in its title."""
_FONTS = "Vazirmatn, 'Noto Naskh Arabic', 'Noto Sans Arabic', Tahoma, 'DejaVu Sans', sans-serif"
_INK, _FAINT, _DENIAL = "#1f2933", "#5b6673", "#b42318"
_FILLS = {"root": "#e3eefb", "unnamed": "#f4f4f5", "link": "#ffffff", "outlet": "#eef6ec", "article": "#fff8e6"}
_CROSS = 5
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, however it is written."""
_DASHES = "5 4"


def chain_svg(event: Event, language: Language = "en") -> str:
    """The chains of ``event`` as an SVG document, from left to right in English and from right to left in Persian."""
    return graph_svg(chain_graph(event), language)


def graph_svg(graph: ChainGraph, language: Language = "en") -> str:
    """A graph that is already there."""
    drawing = _Drawing(graph, language).element()
    indent(drawing)
    return _NOT_XML.sub("", tostring(drawing, encoding="unicode")) + "\n"


@dataclass(frozen=True, slots=True)
class _Box:
    """The upper left corner of a node."""

    x: float
    y: float

    @property
    def middle(self) -> float:
        return self.y + _HEIGHT / 2


class _Drawing:
    def __init__(self, graph: ChainGraph, language: Language) -> None:
        self._graph = graph
        self._language = language
        self._rightward = language == "en"
        self._layout = lay_out(graph)
        stacks = self._layout.columns
        rows = max(map(len, stacks), default=0)
        self._width = 2 * _MARGIN + max(0, len(stacks) * (_WIDTH + _ACROSS) - _ACROSS)
        self._height = 2 * _MARGIN + max(0, rows * (_HEIGHT + _DOWN) - _DOWN) + _LEGEND
        self._boxes = dict(self._placed(stacks, rows))

    def _placed(self, stacks: Sequence[Sequence[str]], rows: int) -> Iterator[tuple[str, _Box]]:
        for column, stack in enumerate(stacks):
            x = _MARGIN + column * (_WIDTH + _ACROSS)
            x = x if self._rightward else self._width - x - _WIDTH
            # Short columns stand in the middle of the long ones.
            top = _MARGIN + (rows - len(stack)) * (_HEIGHT + _DOWN) / 2
            for row, key in enumerate(stack):
                yield key, _Box(x, top + row * (_HEIGHT + _DOWN))

    def element(self) -> Element:
        name = f"chains-{self._graph.event}"
        svg = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {self._width:g} {self._height:g}",
                "width": f"{self._width:g}",
                "height": f"{self._height:g}",
                "role": "img",
                "aria-labelledby": f"{name}-title {name}-desc",
                "xml:lang": self._language,
                "lang": self._language,
                "font-family": _FONTS,
                "font-size": "13",
            },
        )
        event = localised(str(self._graph.event), self._language)
        title = f"{label('chains', self._language)}: {label('event', self._language)} {event}"
        SubElement(svg, "title", {"id": f"{name}-title"}).text = title
        SubElement(svg, "desc", {"id": f"{name}-desc"}).text = "\n".join(graph_lines(self._graph, self._language))
        SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
        for edge in self._graph.edges:
            svg.append(self._edge(edge))
        for node in self._graph.nodes:
            svg.append(self._node(node, self._boxes[node.id]))
        svg.append(self._legend())
        return svg

    def _edge(self, edge: ChainEdge) -> Element:
        """A line from box to box, through the places that are kept free for it."""
        group = Element("g", {"class": f"edge {edge.kind}{' denial' if edge.denies else ''}"})
        names = (self._graph.node(key).fa for key in (edge.source, edge.target))
        told = self._word("denial" if edge.denies else edge.kind)
        SubElement(group, "title").text = f"{' ← '.join(names)}: {told}"
        stops = [self._boxes[key] for key in (edge.source, *self._layout.through[edge], edge.target)]
        stroke = {"fill": "none", "stroke": _DENIAL if edge.denies else _FAINT, "stroke-width": "1.6"}
        path = SubElement(group, "path", {"d": " ".join(self._curves(stops)), **stroke})
        if edge.kind == "copied":
            path.set("stroke-dasharray", _DASHES)
        if edge.denies:
            # Near its source, where no other line crosses it.
            start, end = self._gap(stops[0], stops[1])
            group.append(_cross((start + end) / 2, (stops[0].middle + stops[1].middle) / 2))
        return group

    def _curves(self, stops: Sequence[_Box]) -> Iterator[str]:
        for number, (one, other) in enumerate(pairwise(stops)):
            start, end = self._gap(one, other)
            bend = (end - start) / 2 or (_MARGIN if self._rightward else -_MARGIN)
            # Through a free place the line goes straight; within a column it goes round the outside.
            yield f"{'L' if number else 'M'}{start:g},{one.middle:g}"
            yield f"C{start + bend:g},{one.middle:g} {end - (bend if start != end else -bend):g},{other.middle:g}"
            yield f"{end:g},{other.middle:g}"

    def _gap(self, one: _Box, other: _Box) -> tuple[float, float]:
        """Where a line leaves a box and enters the next."""
        if one.x == other.x:
            edge = one.x + (_WIDTH if self._rightward else 0)
            return edge, edge
        return (one.x + _WIDTH, other.x) if one.x < other.x else (one.x, other.x + _WIDTH)

    def _word(self, kind: str) -> str:
        return label({"denial": "denies", "copied": "copied", "carried": "carried"}[kind], self._language)

    def _node(self, node: ChainNode, box: _Box) -> Element:
        group = Element(
            "g",
            {
                "class": f"node {node.kind}{' party' if node.party else ''}",
                "transform": f"translate({box.x:g} {box.y:g})",
            },
        )
        first, second = self._labels(node)
        SubElement(group, "title").text = " | ".join(filter(None, (first, second)))
        frame = {"width": f"{_WIDTH}", "height": f"{_HEIGHT}", "rx": "6", "stroke": _INK, "fill": _FILLS[node.kind]}
        rect = SubElement(group, "rect", frame)
        if node.kind == "unnamed" or (node.article and node.article.copy_of is not None):
            rect.set("stroke-dasharray", _DASHES)
        if node.party:
            inner = {"x": "3", "y": "3", "width": f"{_WIDTH - 6}", "height": f"{_HEIGHT - 6}", "rx": "4"}
            SubElement(group, "rect", {**inner, "fill": "none", "stroke": _INK})
        group.append(self._words(first, 19 if second else 28, _LARGE, _INK))
        if second:
            group.append(self._words(second, 36, _SMALL, _FAINT))
        return group

    def _labels(self, node: ChainNode) -> tuple[str, str]:
        """The words of a node and a smaller line below."""
        language = self._language
        if article := node.article:
            number = localised(f"[{article.id}]", language)
            day = localised(article.published.isoformat(), language) if article.published else ""
            copy = localised(f"{label('copy of', language)} [{article.copy_of}]", language) if article.copy_of else ""
            return node.fa, "  ".join(filter(None, (number, day, copy)))
        notes = [label("party", language)] if node.party else []
        notes += [label("anonymous", language)] if node.kind == "unnamed" else []
        if language == "en" and node.en:
            return node.en, "  ".join((*notes, node.fa))
        return node.fa or node.en, "  ".join(notes)

    def _words(self, text: str, y: int, size: tuple[str, int], colour: str) -> Element:
        """A line of a label in the middle of its box."""
        points, letters = size
        shown = text if len(text) <= letters else text[: letters - 1] + "…"
        place = {"x": f"{_WIDTH / 2:g}", "y": f"{y}", "text-anchor": "middle"}
        words = Element("text", {**place, "font-size": points, "fill": colour})
        words.text = shown
        self._direct(words, shown)
        return words

    def _direct(self, words: Element, text: str) -> None:
        """Say which way a text runs, by its first letter, so that it stands right in a page of any direction."""
        first = next((letter for letter in text if bidirectional(letter) in ("L", "R", "AL")), "")
        rightward = bidirectional(first) == "L" if first else self._rightward
        words.set("direction", "ltr" if rightward else "rtl")
        words.set("xml:lang", "en" if rightward else "fa")

    def _legend(self) -> Element:
        """What the lines mean, in words."""
        group = Element("g", {"class": "legend", "transform": f"translate({_MARGIN} {self._height - _LEGEND + 8:g})"})
        at = 0 if self._rightward else self._width - 2 * _MARGIN
        ahead = 1 if self._rightward else -1
        for kind in ("carried", "copied", "denial"):
            colour = _DENIAL if kind == "denial" else _FAINT
            line = {
                "x1": f"{at:g}",
                "x2": f"{at + ahead * 36:g}",
                "y1": "0",
                "y2": "0",
                "stroke": colour,
                "stroke-width": "1.6",
            }
            stroke = SubElement(group, "line", line)
            if kind == "copied":
                stroke.set("stroke-dasharray", _DASHES)
            if kind == "denial":
                group.append(_cross(at + ahead * 18, 0))
            word = SubElement(group, "text", {"x": f"{at + ahead * 44:g}", "y": "4", "font-size": "11", "fill": _FAINT})
            word.text = self._word(kind)
            self._direct(word, word.text)
            at += ahead * 130
        return group


def _cross(x: float, y: float) -> Element:
    arms = f"M{x - _CROSS:g},{y - _CROSS:g} l{2 * _CROSS},{2 * _CROSS} m0,-{2 * _CROSS} l-{2 * _CROSS},{2 * _CROSS}"
    return Element("path", {"d": arms, "stroke": _DENIAL, "stroke-width": "2", "fill": "none"})
