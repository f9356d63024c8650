"""The registries of actors and of sources, and who the words of an article mean.

The data are the ``.toml`` files beside this one; ``docs/registries.md`` describes them.
"""

from ravayat.grounding.registry.actors import resolve_actor
from ravayat.grounding.registry.context import Context, read_context
from ravayat.grounding.registry.entries import Conflict, Country, Entry, Kind, Years
from ravayat.grounding.registry.files import RegistryError
from ravayat.grounding.registry.parties import STATE_KINDS
from ravayat.grounding.registry.registry import Registry, default_registry, load_registry
from ravayat.grounding.registry.sources import carried, resolve_chain, resolve_source
from ravayat.records.actor import ResolvedActor, ResolvedSource

__all__ = [
    "STATE_KINDS",
    "Conflict",
    "Context",
    "Country",
    "Entry",
    "Kind",
    "Registry",
    "RegistryError",
    "ResolvedActor",
    "ResolvedSource",
    "Years",
    "carried",
    "default_registry",
    "load_registry",
    "read_context",
    "resolve_actor",
    "resolve_chain",
    "resolve_source",
]
