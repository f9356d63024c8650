"""What the words of a claim mean, as far as the gazetteer and the registries know."""

from __future__ import annotations

from dataclasses import dataclass

from ravayat.records.actor import ResolvedActor, ResolvedSource
from ravayat.records.place import ResolvedPlace


@dataclass(frozen=True, slots=True)
class Meaning:
    """The answers for a claim's quotes, each list in the order of the claim's own.

    What could not be resolved stands in its place too, with the reason.
    """

    actors: tuple[ResolvedActor, ...] = ()
    targets: tuple[ResolvedActor, ...] = ()
    places: tuple[ResolvedPlace, ...] = ()
    chain: tuple[ResolvedSource, ...] = ()
