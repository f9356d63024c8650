"""How well claims are joined to events: pairwise F1, and B³ (Bagga and Baldwin 1998)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TypeVar

from ravayat.evaluate.agreement import Tally
from ravayat.evaluate.scorer import Row

_Item = TypeVar("_Item", bound=Hashable)
_Label = TypeVar("_Label", bound=Hashable)


def pairwise(
    gold: Mapping[_Item, Hashable], found: Mapping[_Item, Hashable], groups: Mapping[_Item, Hashable] | None = None
) -> Row:
    """Pairs of items put together rightly.

    Args:
        gold: for each item the event it belongs to.
        found: the same as found; items without an event are alone.
        groups: where given, pairs within one group are not counted: claims of one article, which the
            reader has joined already.
    """
    wanted, made = _pairs(gold, groups), _pairs(_labelled(gold, found), groups)
    return Row.of(Tally(len(wanted & made), len(made - wanted), len(wanted - made)))


def b_cubed(gold: Mapping[_Item, Hashable], found: Mapping[_Item, Hashable]) -> Row:
    """Mean over items of how much of each one's found event belongs there, and of its gold event is there."""
    by_gold, by_found = _members(gold), _members(_labelled(gold, found))
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


def best_match(gold: Iterable[_Item], found: Mapping[_Item, _Label]) -> _Label | None:
    """The found event that most of ``gold``'s items are in."""
    counts = Counter(found[item] for item in gold if item in found)
    return min(counts, key=lambda event: (-counts[event], str(event)), default=None)


def same_roots(gold: Sequence[AbstractSet[Hashable]], found: AbstractSet[Hashable]) -> bool:
    """Whether the roots found of an event are just those annotated.

    Args:
        gold: for each annotated root the keys that it may go by.
        found: keys of the roots found.
    """
    each = all(not names.isdisjoint(found) for names in gold) and all(
        any(key in names for names in gold) for key in found
    )
    return each and len(gold) == len(found)


def _labelled(gold: Mapping[_Item, Hashable], found: Mapping[_Item, Hashable]) -> dict[_Item, Hashable]:
    """The found event of each item of ``gold``; one that is in none is alone."""
    return {item: found.get(item, ("alone", item)) for item in gold}


def _pairs(labels: Mapping[_Item, Hashable], groups: Mapping[_Item, Hashable] | None) -> set[frozenset[_Item]]:
    members: defaultdict[Hashable, list[_Item]] = defaultdict(list)
    for item, label in labels.items():
        members[label].append(item)
    return {
        frozenset(pair)
        for items in members.values()
        for pair in combinations(items, 2)
        if groups is None or groups[pair[0]] != groups[pair[1]]
    }


def _members(labels: Mapping[_Item, Hashable]) -> dict[_Item, set[_Item]]:
    members: defaultdict[Hashable, set[_Item]] = defaultdict(set)
    for item, label in labels.items():
        members[label].add(item)
    return {item: members[label] for item, label in labels.items()}
