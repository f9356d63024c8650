"""Who tells: the words of a link of a chain as a medium, a body with its office, or a class of tellers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ravayat.grounding.registry.actors import actor_of, bracketed
from ravayat.grounding.registry.answers import body_at, class_of, of_entry
from ravayat.grounding.registry.context import Context
from ravayat.grounding.registry.former_offices import former_officer, may_be_former
from ravayat.grounding.registry.parties import STATE_KINDS, conflicts_of
from ravayat.grounding.registry.phrase import Found, Phrase
from ravayat.grounding.registry.pieces import split
from ravayat.grounding.registry.registry import Registry, default_registry
from ravayat.records.actor import ResolvedActor, ResolvedSource

_ORDER = (
    "source",
    "actor",
    "country",
    "teller",
    "role",
    "media",
    "body",
    "relation",
    "class",
    "troops",
    "here",
    "abroad",
)
_NO_COUNTRY = Context()
_NAMED = ("entry", "body")
_TOLD_WHOLE = frozenset({"name", "capital"})
"""How a country is told by words that stand for its government."""
_ENVOYS = frozenset({"representative", "leader", "deputy"})


def resolve_source(words: str, context: Context = _NO_COUNTRY, registry: Registry | None = None) -> ResolvedSource:
    """What the words of a teller mean in an article.

    A medium gives its entry; a spokesperson or an office gives the body it speaks for, with
    the role; a source without a name keeps its class and whose it is, and so does who holds an
    office no more. A teller that takes part in a conflict of the article is marked with it.
    """
    registry = registry or default_registry()
    phrase = Phrase(words, context, registry, _ORDER)
    former = former_officer(phrase) if may_be_former(words) else None
    named = None if former else bracketed(words, context, registry)
    if named:
        return ResolvedSource(named, party=conflicts_of(named, context, registry), whole_state=_whole(named, registry))
    medium, teller = phrase.first("source"), _teller(phrase)
    if former:
        who = former
    elif medium and not _envoy(phrase, medium):
        who = _medium(phrase, medium)
    elif teller:
        who = _nameless(phrase, teller)
    else:
        who = _speaker(phrase)
    owner = who.parent if who.kind and registry.kinds[who.kind].of == "source" else None
    nameless = teller is not None and who.level == "class" and phrase.opens(teller)
    party = conflicts_of(who, context, registry)
    return ResolvedSource(who, owner, nameless, party, whole_state=_whole(who, registry))


def names_a_country(who: ResolvedActor, registry: Registry | None = None) -> bool:
    """Whether the words are nothing but a country's name or its capital, which stand for its government."""
    if who.kind not in STATE_KINDS:
        return False
    pieces = [piece for piece in split(who.words, registry or default_registry()) if not piece.has("skip")]
    return (
        bool(pieces)
        and all(any(sense.via in _TOLD_WHOLE for sense in piece.senses) for piece in pieces)
        and not any(piece.has("actor") for piece in pieces)  # "کرملین" is the president's office
    )


def _whole(who: ResolvedActor, registry: Registry) -> bool | None:
    """Whether a body of a state is told by its country alone; not asked of others."""
    return names_a_country(who, registry) if who.kind in STATE_KINDS and who.level in _NAMED else None


def resolve_chain(
    links: Iterable[str], context: Context = _NO_COUNTRY, registry: Registry | None = None
) -> tuple[ResolvedSource, ...]:
    """Tellers from the nearest to the root, each with the one that carried its words."""
    return carried(resolve_source(words, context, registry) for words in links)


def carried(sources: Iterable[ResolvedSource]) -> tuple[ResolvedSource, ...]:
    """Tellers from the nearest to the root, each with the one before it as who carried its words."""
    resolved: list[ResolvedSource] = []
    for source in sources:
        carrier = (resolved[-1].who.id or resolved[-1].who.words) if resolved else None
        resolved.append(replace(source, carried_by=carrier) if resolved else source)
    return tuple(resolved)


def _medium(phrase: Phrase, medium: Found) -> ResolvedActor:
    role = phrase.role()
    return replace(
        of_entry(phrase.words, medium.entry), role=role.noun.id if role else None, loaded=medium.sense.loaded
    )


def _envoy(phrase: Phrase, medium: Found) -> bool:
    """Whether a state speaks at, not through, what is named: "نماینده ایران در سازمان ملل"."""
    if phrase.pieces[0].has("relation"):
        return True
    states = [one for one in phrase.parts["country"] if one.at < medium.at and one.sense.via != "place"]
    if any(word.at < states[0].at for word in phrase.parts["media"]) if states else False:
        return False  # "روزنامه آمریکایی نیویورک‌تایمز": whose medium it is
    return bool(states)


def _teller(phrase: Phrase) -> Found | None:
    """A source without a name, unless a body or an office stands before it."""
    teller = phrase.first("teller")
    if teller is None:
        return None
    offices = [found for found in phrase.parts["role"] if found.noun.body or found.noun.id == "spokesperson"]
    ahead = [*offices, *phrase.parts["actor"], *phrase.parts["body"]]
    return None if any(found.at < teller.at for found in ahead) else teller


def _nameless(phrase: Phrase, teller: Found) -> ResolvedActor:
    """A class of tellers, with the body it is said to belong to."""
    result = class_of(phrase.words, teller, phrase.country_at(teller.at, of_a_class=True))
    role = phrase.role()
    result = replace(result, role=role.noun.id if role else None)
    # "پزشکان بیمارستان صدر": an institution may bear a leader's name.
    named = [found for found in phrase.parts["actor"] if found.entry.kind != "leader" or teller.noun.kind != "witness"]
    if any(found.at > teller.at for found in (*named, *phrase.parts["body"])):
        whose = actor_of(phrase)
        if whose.id and whose.level != "class":
            return replace(result, of=whose.id, country=whose.country, country_from=whose.country_from)
    if teller.noun.body and result.country_from == "words":
        return replace(result, of=body_at(phrase, teller.at, teller.noun.body).id)  # "یک منبع نظامی سوری"
    return result


def _begins_a_name(phrase: Phrase) -> bool:
    """Whether the first word is a country or capital, and the next unknown: "ایران نو", but not "آمریکای جنایتکار"."""
    states, behind = phrase.parts["country"], phrase.pieces[1:2]
    if len(states) != 1 or states[0].at > 0 or not behind:
        return False
    return phrase.pieces[0].form in phrase.registry.senses and not behind[0].senses


def _speaker(phrase: Phrase) -> ResolvedActor:
    """A body, a group or an office; failing these a kind of medium or a bare office as a class."""
    role = phrase.role()
    medium = phrase.first("media")
    named = phrase.parts["actor"] or phrase.parts["body"] or phrase.office()
    countries = [found for found in phrase.parts["country"] if found.sense.via != "place"]
    if role and role.noun.id in _ENVOYS and countries and not named:
        body = "foreign_ministry" if role.noun.id == "representative" else "government"
        return replace(body_at(phrase, role.at, body), role=role.noun.id)
    adviser = role and medium and role.at < medium.at and (phrase.parts["body"] or phrase.office())
    if medium and not phrase.parts["actor"] and not adviser:  # "مشاور رسانه‌ای پادشاه" is no medium
        place = phrase.country_at(medium.at, of_a_class=not medium.noun.body)
        if medium.noun.body and place:
            entry = phrase.registry.body_of(place[0], medium.noun.body, phrase.context.year)
            if entry:
                return replace(of_entry(phrase.words, entry), country_from=place[1])
        return class_of(phrase.words, medium, place)
    found = actor_of(phrase)
    if found.kind == "government" and not named and not role and _begins_a_name(phrase):
        return ResolvedActor(phrase.words, "unresolved", reason="a name that begins like a country's")
    vague = found.level == "unresolved" or found.id == "members"  # "سخنگوی این سازمان"
    if vague and role and not phrase.unsure and not named:
        office = class_of(phrase.words, role, phrase.country_at(role.at, of_a_class=True))
        return replace(office, kind="official", role=role.noun.id, reason="an office without the body it belongs to")
    if (
        found.level == "unresolved"
        and phrase.unknown
        and not phrase.unsure
        and not named
        and not phrase.parts["country"]
    ):
        return replace(found, reason="a name without an office, not in the registry")
    return found
