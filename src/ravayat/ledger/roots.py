"""Who a claim comes from in the end: the root of its chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import token_set_ratio

from ravayat.grounding.registry import resolve_source
from ravayat.grounding.registry.folding import tokens
from ravayat.records import Claim, ResolvedActor, ResolvedSource

NOBODY = "unnamed"
"""Key of an outlet that is not told."""
_NAMED = ("entry", "body")
_STATE = frozenset({"state_forces", "police", "intelligence", "government", "official"})
_ALIKE = 95
"""Likeness (0 to 100) of unknown tellers' words from which they are taken for one: one's words among the other's."""


@dataclass(frozen=True, slots=True)
class Teller:
    """One who tells, as far as can be known.

    Attributes:
        key: id of the registry, or folded words.
        fa, en: labels.
        kind: of the registry.
        party: takes part in a conflict of the article.
        side: country or group it speaks for, see :func:`side_of`.
    """

    key: str
    fa: str
    en: str = ""
    kind: str | None = None
    party: bool = False
    side: str | None = None


def tellers_of(claim: Claim, outlet: str | None) -> tuple[Teller, ...]:
    """The outlet and then the chain, nearest teller first."""
    sources = claim.meaning.chain if claim.meaning else ()
    return (outlet_teller(outlet), *map(_teller, sources))


def root_of(claim: Claim, outlet: str | None, original: str | None = None) -> Teller:
    """The root of a claim's chain.

    A teller without a name ("یک منبع آگاه") is nobody of its own: who carried it answers for it. Where
    nobody is named the outlet is the root, or, of a copied text, the outlet that had it first.

    Args:
        claim: with its meaning.
        outlet: who published it.
        original: the outlet whose text this one's is a copy of.
    """
    sources = claim.meaning.chain if claim.meaning else ()
    for source in reversed(sources):
        if not _nameless(source):
            return _teller(source)
    return outlet_teller(original or outlet)


@lru_cache(maxsize=4096)
def outlet_teller(outlet: str | None) -> Teller:
    """An outlet as a teller."""
    return _teller(resolve_source(outlet)) if outlet else Teller(NOBODY, "بی‌نام", "unnamed outlet")


def side_of(actor: ResolvedActor) -> str | None:
    """Who an actor or teller answers to: the country of a state's body, the parent of a group's, else itself."""
    if actor.kind in _STATE and actor.country:
        return actor.country
    if actor.level in _NAMED:
        return actor.parent if actor.parent and "." not in actor.parent else actor.id
    return None


def same_tellers(tellers: Sequence[Teller]) -> Mapping[str, str]:
    """For each key the key it goes by among ``tellers``.

    Tellers of the registry are themselves. Words it does not know are one teller where all words of one
    stand among the other's: "سخنگوی والی" and "سخنگوی والی بامیان" in reports of one event.
    """
    known = {teller.key for teller in tellers if teller.en}
    unknown = {teller.key: " ".join(tokens(teller.fa)) for teller in tellers if not teller.en}
    names = {key: key for key in known}
    leaders: list[str] = []
    for key in sorted(unknown, key=lambda key: (-len(unknown[key]), key)):
        like = next((one for one in leaders if token_set_ratio(unknown[one], unknown[key]) >= _ALIKE), key)
        names[key] = like
        if like == key:
            leaders.append(key)
    return names


def _nameless(source: ResolvedSource) -> bool:
    return source.anonymous


def _teller(source: ResolvedSource) -> Teller:
    who = source.who
    named = who.level in _NAMED and who.id is not None
    return Teller(
        key=who.id if named and who.id else "".join(tokens(who.words)) or NOBODY,
        fa=who.fa if named else who.words,
        en=who.en if named else "",
        kind=who.kind,
        party=source.is_party,
        side=side_of(who),
    )
