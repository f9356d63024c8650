"""Which conflicts a teller is a party to."""

from __future__ import annotations

from ravayat.grounding.registry.context import Context
from ravayat.grounding.registry.registry import Registry
from ravayat.records.actor import ResolvedActor

STATE_KINDS = frozenset({"state_forces", "police", "intelligence", "government", "official"})
"""Kinds of actors that answer to the government of their country."""

_ABOUT = 0.2
"""A country named at least this often, beside the heaviest, is what the article is about."""


def conflicts_of(teller: ResolvedActor, context: Context, registry: Registry) -> tuple[str, ...]:
    """Conflicts fought in the article's countries to which the teller, its parents, its owner or its state is a side.

    Without countries of the article every such conflict counts; without a year, of any time.
    """
    sides, told = _sides(teller, registry)
    if not sides:
        return ()
    about = {country for country, weight in context.countries if weight >= context.countries[0][1] * _ABOUT}
    return tuple(
        conflict.id
        for conflict in registry.conflicts.values()
        if (conflict.id in told or not sides.isdisjoint(conflict.sides))
        and conflict.years.holds(context.year)
        and (not about or not about.isdisjoint(conflict.where))
    )


def _sides(teller: ResolvedActor, registry: Registry) -> tuple[set[str], set[str]]:
    """The teller and all it belongs to, and conflicts written for one of these."""
    sides: set[str] = set()
    told: set[str] = set()
    waiting = [teller.id, teller.parent, teller.of]
    while waiting:
        name = waiting.pop()
        if not name or name in sides:
            continue
        sides.add(name)
        entry = registry.entries.get(name)
        if entry:
            told |= set(entry.party)
            waiting.append(entry.parent)
            if entry.kind in STATE_KINDS and not _of_a_group(entry.parent, registry):
                sides.add(entry.country)
        elif "." in name:
            sides.add(name.partition(".")[0])
    return sides, told


def _of_a_group(parent: str | None, registry: Registry) -> bool:
    """Whether an organ that looks like a state's belongs to a group that rules: the police of the Taliban."""
    entry = registry.entries.get(parent or "")
    return entry is not None and entry.kind not in STATE_KINDS
