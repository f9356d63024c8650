"""How well claims are joined to events: pairwise F1, and B³ (Bagga and Baldwin 1998)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations

from ravayat.evaluate.agreement import Tally
from ravayat.evaluate.scorer import Row


def pairwise(
    gold: Mapping[Hashable, Hashable],
    found: Mapping[Hashable, Hashable],
    groups: Mapping[Hashable, Hashable] | None = None,
) -> Row:
    """Pairs of items put together rightly.

    Args:
        gold: for each item the event it belongs to.
        found: the same as found; items without an event are alone.
        groups: where given, pairs within one group are not counted: claims of one article, which the
            reader has joined already.
    """
    wanted, made = _pairs(gold, groups), _pairs({item: found.get(item, ("alone", item)) for item in gold}, groups)
    return Row.of(Tally(len(wanted & made), len(made - wanted), len(wanted - made)))


def b_cubed(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> Row:
    """Mean over items of how much of each one's found event belongs there, and of its gold event is there."""
    by_gold, by_found = _members(gold), _members({item: found.get(item, ("alone", item)) for item in gold})
    precision = recall = 0.0
    for item in gold:
        own, put = by_gold[item], by_found[item]
        both = len(own & put)
        precision += both / len(put)
        recall += both / len(own)
    count = len(gold) or 1
    precision, recall = precision / count, recall / count
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Row(round(precision, 4), round(recall, 4), round(f1, 4), len(gold))


def best_match(gold: Iterable[Hashable], found: Mapping[Hashable, Hashable]) -> Hashable | None:
    """The found event that most of ``gold``'s items are in."""
    counts = Counter(found[item] for item in gold if item in found)
    return min(counts, key=lambda event: (-counts[event], str(event)), default=None)


def _pairs(labels: Mapping[Hashable, Hashable], groups: Mapping[Hashable, Hashable] | None) -> set[frozenset[Hashable]]:
    members: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    for item, label in labels.items():
        members[label].append(item)
    return {
        frozenset(pair)
        for items in members.values()
        for pair in combinations(items, 2)
        if groups is None or groups[pair[0]] != groups[pair[1]]
    }


def _members(labels: Mapping[Hashable, Hashable]) -> dict[Hashable, set[Hashable]]:
    members: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for item, label in labels.items():
        members[label].add(item)
    return {item: members[label] for item, label in labels.items()}
