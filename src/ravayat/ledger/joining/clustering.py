"""Tellings to events: average linkage, so that one chance likeness does not chain two events together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Final

ONCE: Final = 0.3
"""How much surer two groups must be to become one where every article of the smaller one is in the other too: an
article seldom tells one event as two, but its reader sometimes takes it so. Where they share only some of the smaller
one's articles, as much less: one telling that fell to the wrong side does not keep two halves of an event apart."""

Pair = tuple[int, int]


def cluster(
    items: Sequence[int],
    articles: Mapping[int, int],
    scores: Mapping[Pair, float],
    threshold: float,
    speaking: Collection[Pair] | None = None,
) -> list[list[int]]:
    """Groups of ``items``.

    Args:
        items: numbers of tellings.
        articles: the article of each.
        scores: probability that the two are one event, by (lower, higher) number.
        threshold: mean probability between two groups from which they are one.
        speaking: pairs of which one at least must be between two groups that become one; all, unless told.
    """
    groups: dict[int, list[int]] = {item: [item] for item in items}
    told: dict[int, set[int]] = {item: {articles[item]} for item in items}
    means = {(a, b): scores[a, b] for a in groups for b in groups if a < b}
    # How sure each two are beyond what they must be; only what a union touches is worked out again.
    sure = {pair: mean - _once(told, *pair) for pair, mean in means.items() if speaking is None or pair in speaking}
    while sure:
        best = max(sure.values())
        if best < threshold:
            break
        one, other = min((pair for pair, value in sure.items() if value == best), key=itemgetter(0))
        size, added = len(groups[one]), len(groups[other])
        del means[one, other], sure[one, other]
        groups[one] += groups.pop(other)
        told[one] |= told.pop(other)
        for third in groups.keys() - {one}:
            mine, theirs = _key(one, third), _key(other, third)
            means[mine] = (means[mine] * size + means.pop(theirs) * added) / (size + added)
            if mine in sure or theirs in sure:
                sure[mine] = means[mine] - _once(told, *mine)
                sure.pop(theirs, None)
    return sorted(sorted(group) for group in groups.values())


def spanning(group: Sequence[int], scores: Mapping[Pair, float]) -> list[Pair]:
    """Pairs that hold a group together, the likeliest first (Prim's tree): one fewer than it has members."""
    inside, left, pairs = {group[0]}, set(group[1:]), []
    while left:
        best = max(((_key(a, b), b) for a in inside for b in left), key=lambda pair: (scores[pair[0]], pair[0]))
        pairs.append(best[0])
        inside.add(best[1])
        left.remove(best[1])
    return pairs


def _key(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _once(told: Mapping[int, set[int]], one: int, other: int) -> float:
    shared = len(told[one] & told[other])
    return ONCE * shared / min(len(told[one]), len(told[other])) if shared else 0.0
