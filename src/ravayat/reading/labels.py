"""What the reader looks for, in the order in which the network's outputs stand."""

from __future__ import annotations

from ravayat.records import COUNT_SLOTS, EVENT_TYPES, STANCES

TAGS = ("trigger", "participant", "source", "place", "time", "quantity", "cue")
"""Kinds of span. One stretch may be of several kinds: a party that announces its own deed is participant and source."""

TRIGGER = TAGS.index("trigger")

TYPES = tuple(EVENT_TYPES)
STANCE_NAMES = tuple(STANCES)

LIST_ROLES = ("actor", "target", "place")
"""Roles that any number of spans can fill."""

CHAIN_ROLES = ("chain1", "chain2", "chain3")
"""The links of the chain of sources, nearest teller first."""

SINGLE_ROLES = ("time", *COUNT_SLOTS, *CHAIN_ROLES, "cue")
"""Roles that one span fills or none."""

ROLES = (*LIST_ROLES, *SINGLE_ROLES)

ROLE_TAGS: dict[str, tuple[str, ...]] = {
    "actor": ("participant", "source"),
    "target": ("participant", "source"),
    "place": ("place",),
    "time": ("time",),
    **dict.fromkeys(COUNT_SLOTS, ("quantity",)),
    **dict.fromkeys(CHAIN_ROLES, ("source", "participant")),
    "cue": ("cue",),
}
"""Which kinds of span can fill a role."""
