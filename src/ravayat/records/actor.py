"""What the words of an actor or of a teller turned out to mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["entry", "body", "class", "unresolved"]
"""``entry``: an entry of the registry. ``body``: a body that every state has, of a country (``SY.police``).
``class``: a class of actors or tellers, never a name. ``unresolved``: see ``reason``."""


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """An actor's words with what they mean.

    Attributes:
        words: as they came.
        level: how exact the answer is.
        id: of the entry, body or class; ``None`` where unresolved.
        fa, en: labels.
        kind: a key of the registry's kinds.
        country: code, where known.
        country_from: ``words``, ``entry`` or ``context``: where the country was read.
        role: what the words say of the teller's office ("spokesperson"), a key of the roles.
        person: id of the entry of the person named, where an office stands beside the name.
        relation: ``affiliated``, ``allied`` or ``supporters`` where the words name a relation to ``of``.
        of: for a class or an affiliated group the actor it is said to belong to.
        parent: the parent of the entry.
        also: ids of further actors that the words name.
        loaded: the words take a side.
        reason: why nothing was found, or what the answer rests on.
    """

    words: str
    level: Level
    id: str | None = None
    fa: str = ""
    en: str = ""
    kind: str | None = None
    country: str | None = None
    country_from: str | None = None
    role: str | None = None
    person: str | None = None
    relation: str | None = None
    of: str | None = None
    parent: str | None = None
    also: tuple[str, ...] = ()
    loaded: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedSource:
    """A teller's words with what they mean.

    Attributes:
        who: the teller; ``of`` and ``role`` as for an actor.
        owner: of a medium, the owner or sponsor (an id, or a body such as ``RU.government``).
        anonymous: the words hide who it is ("یک منبع آگاه").
        party: conflicts, among those of the article, to which the teller is a party.
        carried_by: who passed the words on, where the teller is a link of a chain.
        whole_state: whether the words are nothing but a country's name or its capital, which stand for its
            government, by the registry that they were looked up in; ``None`` where that was not asked.
    """

    who: ResolvedActor
    owner: str | None = None
    anonymous: bool = False
    party: tuple[str, ...] = ()
    carried_by: str | None = None
    whole_state: bool | None = None

    @property
    def is_party(self) -> bool:
        """Whether the teller takes part in a conflict of the article."""
        return bool(self.party)
