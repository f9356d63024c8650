"""Whether a teller is the outlet itself, whose own voice is no link of a chain."""

from __future__ import annotations

from functools import lru_cache

from ravayat.grounding.registry import Registry, resolve_source
from ravayat.text.letters import fold

_LONGEST_NAME = 3
"""Words up to which a link is the outlet's name; "messages received by ..." tells of somebody else."""


@lru_cache(maxsize=4096)
def names_outlet(words: str, outlet: str | None, registry: Registry | None = None) -> bool:
    """Whether ``words`` name ``outlet``, by a registry (without one the package's) or letter by letter.

    A reporter speaks for the outlet; its director or spokesman is a teller.
    """
    if not outlet or len(words.split()) > _LONGEST_NAME:
        return False
    if fold(words) == fold(outlet):
        return True
    own, teller = resolve_source(outlet, registry=registry).who, resolve_source(words, registry=registry).who
    return own.level == "entry" and teller.id == own.id and teller.role in (None, "reporter")
