"""The chains of an event as a tree of lines, for a terminal.

From each root down to the articles: ``─`` carried, ``┄`` copied, ``✗`` a denial. What several lead to is drawn whole
below the first and named again below the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from ravayat.records import Event
from ravayat.views.chains import ChainEdge, ChainGraph, ChainNode, chain_graph
from ravayat.views.labels import label
from ravayat.views.wording import Language, localised

_MARKS = {"root": "●", "unnamed": "?", "link": "○", "outlet": "□", "article": "▤"}


def chain_lines(event: Event, language: Language = "en") -> Iterator[str]:
    """The chains of ``event``, one line a node."""
    yield from graph_lines(chain_graph(event), language)


def graph_lines(graph: ChainGraph, language: Language = "en") -> Iterator[str]:
    """A graph that is already there."""
    tree = _Tree(graph, language)
    for node in graph.beginnings():
        yield from tree.lines(node)


class _Tree:
    def __init__(self, graph: ChainGraph, language: Language) -> None:
        self._graph = graph
        self._language = language
        self._shown: set[str] = set()

    def lines(self, node: ChainNode, lead: str = "", joint: str = "") -> Iterator[str]:
        onward = self._onward(node)
        again = node.id in self._shown and bool(onward)
        self._shown.add(node.id)
        seen = f"  ({label('shown above', self._language)})" if again else ""
        yield f"{lead}{joint}{_MARKS[node.kind]} {self._named(node)}{seen}"
        if again:
            return
        below = lead + {"": "", "├": "│   ", "└": "    "}[joint[:1]]
        for edge in onward:
            corner = "└" if edge is onward[-1] else "├"
            yield from self.lines(self._graph.node(edge.target), below, f"{corner}{_line(edge)} ")

    def _onward(self, node: ChainNode) -> tuple[ChainEdge, ...]:
        # That an article repeats another is told beside it, for both hang from their outlets.
        return tuple(edge for edge in self._graph.onward(node.id) if node.kind != "article")

    def _named(self, node: ChainNode) -> str:
        language, article = self._language, node.article
        notes = [label("party", language)] if node.party else []
        if node.kind == "unnamed":
            notes.append(label("anonymous", language))
        if article and article.copy_of is not None:
            notes.append(localised(f"{label('copy of', language)} [{article.copy_of}]", language))
        number = localised(f"[{article.id}]", language) if article else ""
        day = localised(article.published.isoformat(), language) if article and article.published else ""
        noted = f"({', '.join(notes)})" if notes else ""
        if language == "fa":
            return "  ".join(filter(None, (number, day, node.fa or node.en, noted)))
        # What is written from left to right stays in front of what is not, so that a terminal keeps both whole.
        persian = node.fa if node.fa != node.en else ""
        return "  ".join(filter(None, (number, day, node.en, noted, persian)))


def _line(edge: ChainEdge) -> str:
    stroke = "┄" if edge.kind == "copied" else "─"
    return f"{stroke}✗" if edge.denies else stroke * 2
