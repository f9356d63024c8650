"""Where the nodes of a chain graph stand: columns from who said it first to the articles, rows by who leads to them.

A line over several columns gets a place of its own in each that it crosses, so that it never runs behind a node.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ravayat.views.chains import ChainEdge, ChainGraph


@dataclass(frozen=True, slots=True)
class ChainLayout:
    """The places of a graph.

    Attributes:
        columns: what stands in each column from the top: ids of nodes, and of places that lines go through.
        through: for each edge the places between its ends, in its direction.
    """

    columns: tuple[tuple[str, ...], ...]
    through: Mapping[ChainEdge, tuple[str, ...]]


def lay_out(graph: ChainGraph) -> ChainLayout:
    """The places of ``graph``; articles in the last column, whatever leads to them in columns before."""
    stacks = _stacks(graph)
    column = {key: at for at, stack in enumerate(stacks) for key in stack}
    through: dict[ChainEdge, tuple[str, ...]] = {}
    before: dict[str, list[str]] = {key: [] for key in column}
    for number, edge in enumerate(graph.edges):
        start, end = column[edge.source], column[edge.target]
        step = 1 if start < end else -1
        ways = [f"way:{number}:{at}" for at in range(start + step, end, step)]
        for way, at in zip(ways, range(start + step, end, step), strict=True):
            stacks[at].append(way)
        through[edge] = tuple(ways)
        stops = [edge.source, *ways, edge.target] if step > 0 else [edge.target, *reversed(ways), edge.source]
        for left, right in pairwise(stops):
            before.setdefault(right, []).append(left)
    return ChainLayout(tuple(_untangled(stacks, before)), through)


def _stacks(graph: ChainGraph) -> list[list[str]]:
    """The ids of the nodes by column."""
    depths = _depths(graph)
    tellers = [node for node in graph.nodes if node.kind != "article"]
    deepest = max((depths[node.id] for node in tellers), default=-1)
    stacks: list[list[str]] = [[] for _ in range(deepest + 2)]
    for node in graph.nodes:
        # Outlets stand beside the articles, so that papers are in one column.
        at = {"article": deepest + 1, "outlet": deepest}.get(node.kind, depths[node.id])
        stacks[at].append(node.id)
    return [stack for stack in stacks if stack]


def _depths(graph: ChainGraph) -> dict[str, int]:
    """For each node the longest way to it that does not go in circles."""
    depths: dict[str, int] = {}

    def visit(key: str, depth: int, way: frozenset[str]) -> None:
        if key in way or depths.get(key, -1) >= depth:
            return
        depths[key] = depth
        for edge in graph.onward(key):
            visit(edge.target, depth + 1, way | {key})

    for node in graph.beginnings():
        visit(node.id, 0, frozenset())
    return depths


def _untangled(stacks: Sequence[Sequence[str]], before: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Each column ordered by the middle of what leads to it."""
    places: dict[str, float] = {}
    ordered = []
    for stack in stacks:
        middles = {}
        for at, key in enumerate(stack):
            known = [places[one] for one in before.get(key, ()) if one in places]
            middles[key] = sum(known) / len(known) if known else float(at)
        rows = tuple(sorted(stack, key=middles.__getitem__))
        places |= {key: at - len(rows) / 2 for at, key in enumerate(rows)}
        ordered.append(rows)
    return ordered
