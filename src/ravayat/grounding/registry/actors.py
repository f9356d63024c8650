"""Who acted: the words of an actor as an entry, a body of a state or a class."""

from __future__ import annotations

from dataclasses import replace

from ravayat.grounding.registry.answers import body_at, body_id, class_named, of_entry
from ravayat.grounding.registry.context import Context
from ravayat.grounding.registry.joined_actors import (
    armies_beside,
    before_and,
    body_beside,
    branch_beside,
    states_beside,
)
from ravayat.grounding.registry.people_of_countries import people_alone, people_of
from ravayat.grounding.registry.phrase import Found, Phrase, name_in_brackets
from ravayat.grounding.registry.registry import Registry, default_registry
from ravayat.records.actor import ResolvedActor

_ORDER = (
    "actor",
    "country",
    "body",
    "relation",
    "class",
    "troops",
    "role",
    "media",
    "source",
    "teller",
    "here",
    "abroad",
)
_NO_COUNTRY = Context()
_EPITHETS = frozenset({"terrorists", "occupiers", "enemy", "criminals"})
"""Classes that are also said of a state's troops: "نیروهای تروریست آمریکایی"."""
_WHOLE_STATES = frozenset({"enemy", "occupiers"})
_FOR_ANOTHER = frozenset({"supporters", "proxies"})
"""Classes that say of themselves that they are for somebody."""
_NOT_OF_IT = frozenset({"opposition", "supporters", "prisoners", "relatives"})
"""Classes that are named by a body they do not belong to: "مخالفان دولت"."""
_OF_NO_BODY = frozenset({"commander", "officer"})
"""Offices that a country's name or adjective alone puts into no body of it."""
_SEVERAL = 2
_PLANE = "plane"
"""What does something as one is an air force's; what something is done to may be anybody's."""


def resolve_actor(
    words: str, context: Context = _NO_COUNTRY, registry: Registry | None = None, *, target: bool = False
) -> ResolvedActor:
    """What the words of an actor mean in an article.

    A name gives its entry ("حماس"), also one in brackets behind a description; a body gives the body
    of the country that stands beside it or of the article ("ارتش"); a common noun stays a class with
    its country ("گروه‌های مسلح").
    What is none of these is unresolved, with the reason. To whom something was done (a ``target``) the adjective
    of a country alone means its people ("عراقی"), where it means the state of who did something.
    """
    registry = registry or default_registry()
    if named := bracketed(words, context, registry):
        return named
    phrase = Phrase(words, context, registry, _ORDER, target=target)
    return (people_alone(phrase) if target else None) or actor_of(phrase)


def bracketed(words: str, context: Context, registry: Registry) -> ResolvedActor | None:
    """The actor whose own name stands in brackets behind a description: no country, person or medium is one."""
    inner = name_in_brackets(words, registry)
    named = resolve_actor(inner, context, registry) if inner else None
    # A country stands for its government, which is an entry too, but not read from a name of its own.
    if named is None or named.level != "entry" or named.country_from != "entry" or named.kind == "leader":
        return None
    return replace(named, words=words) if named.kind and registry.kinds[named.kind].of == "actor" else None


def actor_of(phrase: Phrase) -> ResolvedActor:
    """The actor that a phrase names."""
    found = _head(phrase)
    loaded = any(part.sense.loaded for parts in phrase.parts.values() for part in parts)
    role = phrase.role()
    return replace(found, loaded=loaded, role=role.noun.id if role else None) if loaded or role else found


def _head(phrase: Phrase) -> ResolvedActor:
    groups = [found for found in phrase.parts["actor"] if found.entry.kind != "leader"]
    leaders = [found for found in phrase.parts["actor"] if found.entry.kind == "leader"]
    office = phrase.office()
    body = phrase.first("body")
    if groups:
        return _group(phrase, groups, leaders, body)
    person = leaders[0].entry.id if leaders else None
    if crowd := _crowd_of(phrase, body):
        return crowd
    enemy = next((found for found in phrase.parts["class"] if found.noun.id == "enemy"), None)
    if enemy and not phrase.parts["country"]:
        return class_named(phrase, enemy)  # "تکاوران دشمن": whose enemy, the article does not tell
    if state := _called_names(phrase):
        return state
    if office and office.noun.body:
        return replace(body_at(phrase, office.at, office.noun.body), person=person)
    if body and not (leaders and phrase.role() is None and leaders[0].at < body.at):
        return replace(body_at(phrase, body.at, body.noun.id), person=person)
    if leaders:
        return _leader(phrase, leaders[0])
    return _common(phrase)


def _crowd_of(phrase: Phrase, body: Found | None) -> ResolvedActor | None:
    """Whoever stands before a body as its opponents, supporters, prisoners or as kin is not that body."""
    crowd = phrase.first("class")
    if crowd is None or body is None or crowd.noun.id not in _NOT_OF_IT or not phrase.opens(crowd):
        return None
    if crowd.at > body.at or phrase.joined(crowd.at, body.at):
        return None
    whose = body_at(phrase, body.at, body.noun.id)
    result = class_named(phrase, crowd)
    if crowd.noun.id != "supporters" or not whose.id:
        return result
    return replace(result, relation="supporters", of=whose.id)


def _group(phrase: Phrase, groups: list[Found], leaders: list[Found], body: Found | None) -> ResolvedActor:
    """A named group, perhaps with a person, a body or a relation before it."""
    main = groups[0]
    crowd = next((found for found in phrase.parts["class"] if found.at < main.at), None)
    if (
        crowd
        and crowd.noun.id in _NOT_OF_IT - _FOR_ANOTHER
        and phrase.opens(crowd)
        and not phrase.joined(crowd.at, main.at)
    ):
        return class_named(phrase, crowd)
    if body and body.at < main.at and any(found.at < main.at for found in phrase.parts["country"]):
        return body_at(phrase, body.at, body.noun.id)  # "سفارت پاکستان در ..."
    if first := before_and(phrase, main, body):
        others = (found.entry.id for found in groups if found.entry.id != first.id)
        return replace(first, also=tuple(dict.fromkeys((*first.also, *others))))
    also = tuple(
        other.entry.id
        for other in groups[1:]
        if other.entry.id not in {main.entry.id, main.entry.parent} and other.entry.parent != main.entry.id
    )
    result = of_entry(phrase.words, main.entry)
    beside = (*branch_beside(phrase, main), *armies_beside(phrase, main), *body_beside(phrase, main, body))
    if also := tuple(dict.fromkeys((*also, *beside))):
        result = replace(result, also=also)
    if leaders:
        result = replace(result, person=leaders[0].entry.id)
    relation = phrase.first("relation")
    if crowd and crowd.noun.id == "supporters":
        return replace(class_named(phrase, crowd), of=main.entry.id, relation="supporters")
    if relation and relation.at < main.at:
        if relation.noun.id == "allied" and crowd:
            return replace(class_named(phrase, crowd), of=main.entry.id, relation="allied")
        return replace(result, relation=relation.noun.id, of=main.entry.id)
    return result


def _called_names(phrase: Phrase) -> ResolvedActor | None:
    """The state that is called an enemy by an adjective, or its troops, which an epithet parts from its name.

    "دشمن آمریکایی" is the United States, "دشمن آمریکا" may be anybody; "نیروهای تروریست آمریکا" are its army.
    """
    if phrase.parts["body"]:
        return None
    names = {found.at: found for found in phrase.parts["country"] if found.sense.via == "name"}
    crowds = {found.at: found.noun.id for found in phrase.parts["class"] if found.noun.id in _EPITHETS}
    troops = phrase.first("troops")
    for at, crowd in crowds.items():
        if at + 1 in names:
            if troops and troops.noun.body and troops.at == at - 1:
                return body_at(phrase, troops.at, troops.noun.body)
            adjective = phrase.pieces[at + 1].form.endswith("ی")
            if not troops and ((crowd in _WHOLE_STATES and adjective) or crowds.get(at - 1) in _WHOLE_STATES):
                return body_at(phrase, at, "government")
        elif not troops and at - 1 in names and phrase.opens(names[at - 1]):
            return body_at(phrase, -1, "government")  # "آمریکای جنایتکار"
    return None


def _leader(phrase: Phrase, leader: Found) -> ResolvedActor:
    crowd = phrase.first("class") or phrase.first("troops")
    if crowd and crowd.at < leader.at and not phrase.is_title(crowd.at):  # "ژنرال سلیمانی" is himself
        supporters = crowd.noun.id == "supporters"
        own = phrase.registry.entries.get(leader.entry.parent or "")
        if own and not supporters:
            return replace(of_entry(phrase.words, own), person=leader.entry.id)
        result = replace(
            class_named(phrase, crowd), of=leader.entry.id, country=leader.entry.country, country_from="entry"
        )
        return replace(result, relation="supporters" if supporters else "affiliated")
    beside = dict.fromkeys(one.entry.id for one in phrase.parts["actor"] if phrase.follows_and(one.at))
    found = of_entry(phrase.words, leader.entry)
    return replace(found, also=tuple(one for one in beside if one != found.id)) if beside else found


def _common(phrase: Phrase) -> ResolvedActor:
    """Troops with a country, a class, or a country that stands for its government."""
    named = [found for found in phrase.parts["country"] if found.sense.via != "place"]
    crowd, troops = _crowd_named(phrase), phrase.first("troops")
    if crowd and not (troops and any(troops.at < found.at < crowd.at for found in named)):
        return _crowd(phrase, crowd, named)
    relation = phrase.first("relation")
    if troops and relation and relation.at > troops.at and any(found.at > relation.at for found in named):
        return _crowd(phrase, troops, named)  # "نیروهای وابسته به ریاض" are not those of Riyadh
    if troops and (forces := _forces(phrase, troops, named)):
        return forces
    medium = phrase.first("source")
    if troops and not medium:
        return class_named(phrase, troops)
    teller = phrase.first("teller")
    if teller and teller.noun.body and (named or teller.noun.id == "security_source"):
        return body_at(phrase, teller.at, teller.noun.body)  # "مقام‌های امنیتی" who arrest are the security forces
    if people := people_of(phrase, named):
        return people
    role = phrase.role()
    if named and role and role.noun.id in _OF_NO_BODY and not phrase.unknown:
        # "فرمانده ازبک" may lead a militia: not his state's government, but who he is nobody said.
        reason = "an office without the body it belongs to"
        return replace(class_named(phrase, role), kind="official", reason=reason)
    if named and (phrase.opens(named[0]) or (role and role.noun.id != "reporter")):
        at = len(phrase.pieces) if phrase.first("here") else -1
        state = body_at(phrase, at, "government")
        beside = states_beside(phrase, named, state.id) if len(named) > 1 else ()
        return replace(state, also=beside) if beside else state
    if medium:  # "مقر سازمان ملل"
        return of_entry(phrase.words, medium.entry)
    return _unresolved(phrase)


def _forces(phrase: Phrase, troops: Found, named: list[Found]) -> ResolvedActor | None:
    """The bodies of the countries whose troops are told; whose a plane is to which something was done, is not."""
    body = troops.noun.body
    if not body or not (named or phrase.first("here")) or (phrase.target and troops.noun.id == _PLANE):
        return None
    result = body_at(phrase, troops.at, body)
    if len(named) < _SEVERAL:
        return result
    others = dict.fromkeys(found.sense.country for found in named if found.sense.country)
    bodies = (body_id(phrase, country, body) for country in others)
    return replace(result, also=tuple(one for one in bodies if one != result.id))


def _crowd_named(phrase: Phrase) -> Found | None:
    """The class that the words name first, or what is said of its people at once: "کارگران اعتصاب‌کننده"."""
    first = phrase.first("class")
    if first is None or first.noun.id != "civilians":
        return first
    behind = (one for one in phrase.parts["class"] if one.at == first.at + 1 and one.noun.id == "protesters")
    return next(behind, first)


def _crowd(phrase: Phrase, crowd: Found, named: list[Found]) -> ResolvedActor:
    """A class, with the state that its words relate it to: "شبه‌نظامیان همپیمان آنکارا"."""
    relation = phrase.first("relation")
    told = relation.noun.id if relation else "supporters" if crowd.noun.id == "supporters" else "affiliated"
    if relation is None and crowd.noun.id not in _FOR_ANOTHER:
        return class_named(phrase, crowd)
    after = relation.at if relation else crowd.at
    state = next((found for found in named if found.at > after), None)
    result = class_named(phrase, crowd)
    if state is None:
        return result
    if state.sense.country == result.country:  # whose they are; where they are, it does not tell
        result = replace(result, country=None, country_from=None)
    return replace(result, relation=told, of=body_id(phrase, state.sense.country or "", "government"))


def _unresolved(phrase: Phrase) -> ResolvedActor:
    if phrase.unsure:
        reason = f"may be any of {', '.join(phrase.unsure)}; the article's countries do not tell which"
    elif phrase.parts["country"]:
        stranger = phrase.unknown or any(piece.has("teller") for piece in phrase.pieces)
        reason = "no name or noun of it but a country's is in the registry" if stranger else "a place, not an actor"
    elif phrase.parts["role"]:
        reason = "an office without the body it belongs to"
    elif phrase.unknown:
        reason = "no name or noun of it is in the registry"
    else:
        reason = "only function words"
    return ResolvedActor(phrase.words, "unresolved", reason=reason)
