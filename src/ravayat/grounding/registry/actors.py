"""Who acted: the words of an actor as an entry, a body of a state or a class."""

from __future__ import annotations

from dataclasses import replace

from ravayat.grounding.registry.context import Context
from ravayat.grounding.registry.entries import Entry
from ravayat.grounding.registry.folding import key, stems
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
OF_TOWNS = frozenset({"local_government", "local_council", "emergency_service", "medical_university"})
"""Bodies of which a country has one in each town."""
_AND = "و"
_ANYONES = frozenset({"aircraft", "ships", "weapons", "civil_vessels", "enemy", "occupiers"})
"""Classes that are not the article's country's because it is about it."""
_EPITHETS = frozenset({"terrorists", "occupiers", "enemy", "criminals"})
"""Classes that are also said of a state's troops: "نیروهای تروریست آمریکایی"."""
_WHOLE_STATES = frozenset({"enemy", "occupiers"})
_FOR_ANOTHER = frozenset({"supporters", "proxies"})
"""Classes that say of themselves that they are for somebody."""
_OF_NO_BODY = frozenset({"commander", "officer"})
"""Offices that a country's name or adjective alone puts into no body of it."""
_CIVILIAN = "غیرنظامی"
_ADJECTIVE = "ی"
_PLURALS = ("ها", "های", "هایی")
_LAND = "ستان"
"""What the name of a nation's country adds to it: "ازبک", "ازبکستان"."""
_OF_THE_WHOLE = frozenset({"presidency", "cabinet", "government", "parliament", "security_council"})
"""Bodies that only a whole country has: beside the name of a region its own are meant."""


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
    phrase = Phrase(words, context, registry, _ORDER)
    return (_people_alone(phrase) if target else None) or actor_of(phrase)


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
    enemy = next((found for found in phrase.parts["class"] if found.noun.id == "enemy"), None)
    if enemy and not phrase.parts["country"]:
        return _class(phrase, enemy)  # "تکاوران دشمن": whose enemy, the article does not tell
    if state := _called_names(phrase):
        return state
    if office and office.noun.body:
        return replace(body_at(phrase, office.at, office.noun.body), person=person)
    if body and not (leaders and phrase.role() is None and leaders[0].at < body.at):
        return replace(body_at(phrase, body.at, body.noun.id), person=person)
    if leaders:
        return _leader(phrase, leaders[0])
    return _common(phrase)


def _group(phrase: Phrase, groups: list[Found], leaders: list[Found], body: Found | None) -> ResolvedActor:
    """A named group, perhaps with a person, a body or a relation before it."""
    main = groups[0]
    if body and body.at < main.at and any(found.at < main.at for found in phrase.parts["country"]):
        return body_at(phrase, body.at, body.noun.id)  # "سفارت پاکستان در ..."
    also = tuple(
        other.entry.id
        for other in groups[1:]
        if other.entry.id not in {main.entry.id, main.entry.parent} and other.entry.parent != main.entry.id
    )
    result = of_entry(phrase.words, main.entry)
    if also := tuple(dict.fromkeys((*also, *_armies_beside(phrase, main)))):
        result = replace(result, also=also)
    if leaders:
        result = replace(result, person=leaders[0].entry.id)
    relation = phrase.first("relation")
    crowd = next((found for found in phrase.parts["class"] if found.at < main.at), None)
    if crowd and crowd.noun.id == "supporters":
        return replace(_class(phrase, crowd), of=main.entry.id, relation="supporters")
    if relation and relation.at < main.at:
        if relation.noun.id == "allied" and crowd:
            return replace(_class(phrase, crowd), of=main.entry.id, relation="allied")
        return replace(result, relation=relation.noun.id, of=main.entry.id)
    return result


def _armies_beside(phrase: Phrase, main: Found) -> list[str]:
    """Armies of the countries that follow an army with "and": "نیروهای اسرائیلی و اردنی"."""
    if main.entry.body != "army":
        return []
    at, found = main.at, []
    named = {country.at: country.sense.country for country in phrase.parts["country"] if country.sense.via == "name"}
    while at + 2 in named and phrase.pieces[at + 1].form == _AND:
        at += 2
        found.append(_body_id(phrase, named[at] or "", "army"))
    return found


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
    if crowd and crowd.at < leader.at:
        supporters = crowd.noun.id == "supporters"
        own = phrase.registry.entries.get(leader.entry.parent or "")
        if own and not supporters:
            return replace(of_entry(phrase.words, own), person=leader.entry.id)
        result = replace(_class(phrase, crowd), of=leader.entry.id, country=leader.entry.country, country_from="entry")
        return replace(result, relation="supporters" if supporters else "affiliated")
    return of_entry(phrase.words, leader.entry)


def _common(phrase: Phrase) -> ResolvedActor:
    """Troops with a country, a class, or a country that stands for its government."""
    named = [found for found in phrase.parts["country"] if found.sense.via != "place"]
    crowd, troops = phrase.first("class"), phrase.first("troops")
    if crowd and not (troops and any(troops.at < found.at < crowd.at for found in named)):
        return _crowd(phrase, crowd, named)
    relation = phrase.first("relation")
    if troops and relation and relation.at > troops.at and any(found.at > relation.at for found in named):
        return _crowd(phrase, troops, named)  # "نیروهای وابسته به ریاض" are not those of Riyadh
    if troops and troops.noun.body and (named or phrase.first("here")):
        result = body_at(phrase, troops.at, troops.noun.body)
        others = dict.fromkeys(found.sense.country for found in named if found.sense.country)
        bodies = (_body_id(phrase, country, troops.noun.body) for country in others)
        return replace(result, also=tuple(body for body in bodies if body != result.id))
    medium = phrase.first("source")
    if troops and not medium:
        return _class(phrase, troops)
    teller = phrase.first("teller")
    if teller and teller.noun.body and (named or teller.noun.id == "security_source"):
        return body_at(phrase, teller.at, teller.noun.body)  # "مقام‌های امنیتی" who arrest are the security forces
    if people := _people(phrase, named):
        return people
    role = phrase.role()
    if named and role and role.noun.id in _OF_NO_BODY and not phrase.unknown:
        # "فرمانده ازبک" may lead a militia: not his state's government, but who he is nobody said.
        reason = "an office without the body it belongs to"
        return replace(_class(phrase, role), kind="official", reason=reason)
    if named and (phrase.opens(named[0]) or (role and role.noun.id != "reporter")):
        at = len(phrase.pieces) if phrase.first("here") else -1
        return body_at(phrase, at, "government")
    if medium:  # "مقر سازمان ملل"
        return of_entry(phrase.words, medium.entry)
    return _unresolved(phrase)


def _people_alone(phrase: Phrase) -> ResolvedActor | None:
    """People of whom nothing but the adjective of their country is told."""
    for found in phrase.parts["country"]:
        adjective = _is_adjective(phrase.pieces[found.at].form, found.sense.country or "", phrase.registry)
        if adjective and found.sense.via == "name" and phrase.alone(found):
            return _civilians(phrase, found)
    return None


def _civilians(phrase: Phrase, found: Found) -> ResolvedActor:
    civilian = next(sense for sense in phrase.registry.senses[_CIVILIAN] if sense.what == "class")
    return class_of(phrase.words, Found(found.at, civilian), (found.sense.country or "", "words"))


def _people(phrase: Phrase, named: list[Found]) -> ResolvedActor | None:
    """People of a country, told by its adjective: counted ("سه سوری"), or of a nation ("ازبک‌ها").

    Its plural stands for the state as often as not ("آمریکایی‌ها"), so that this is left to it.
    """
    for found in named:
        form = phrase.pieces[found.at].form
        state = phrase.registry.countries[found.sense.country or ""]
        if found.sense.via != "name" or form == key(state.fa):
            continue
        counted = phrase.opens(found) and any(map(phrase.is_count, range(found.at)))
        nation = form.endswith(_PLURALS) and any(stem + _LAND == key(state.fa) for stem in stems(form))
        if counted or nation:
            return _civilians(phrase, found)
    return None


def _is_adjective(form: str, code: str, registry: Registry) -> bool:
    """Whether a form is a country's name with the ending of relation: "عراقی", but not "سعودی" or "شوروی"."""
    of_the_name = (sense for stem in stems(form) for sense in registry.senses.get(stem, ()))
    return (
        form.endswith(_ADJECTIVE)
        and not form.endswith(_PLURALS)
        and any(one.country == code and not one.loaded for one in of_the_name)
    )


def _crowd(phrase: Phrase, crowd: Found, named: list[Found]) -> ResolvedActor:
    """A class, with the state that its words relate it to: "شبه‌نظامیان همپیمان آنکارا"."""
    relation = phrase.first("relation")
    told = relation.noun.id if relation else "supporters" if crowd.noun.id == "supporters" else "affiliated"
    if relation is None and crowd.noun.id not in _FOR_ANOTHER:
        return _class(phrase, crowd)
    after = relation.at if relation else crowd.at
    state = next((found for found in named if found.at > after), None)
    result = _class(phrase, crowd)
    if state is None:
        return result
    if state.sense.country == result.country:  # whose they are; where they are, it does not tell
        result = replace(result, country=None, country_from=None)
    return replace(result, relation=told, of=_body_id(phrase, state.sense.country or "", "government"))


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


def of_entry(words: str, entry: Entry) -> ResolvedActor:
    """An entry as an answer."""
    return ResolvedActor(
        words, "entry", entry.id, entry.fa, entry.en, entry.kind, entry.country, "entry", parent=entry.parent
    )


def body_at(phrase: Phrase, at: int, body: str) -> ResolvedActor:
    """The body at a piece, of its country."""
    place = phrase.country_at(at, body)
    noun = phrase.registry.bodies[body]
    if body in OF_TOWNS and phrase.context.local and (place is None or place[1] == "context"):
        place = phrase.context.local, "context"  # mayors speak of what happens in their towns
    if place is None:
        told = phrase.having(body).countries
        reason = f"{noun.id} of which country? the article is " + (
            f"as much about {told[0][0]} as about {told[1][0]}" if len(told) > 1 else "about none"
        )
        return ResolvedActor(phrase.words, "unresolved", kind=noun.kind, reason=reason)
    country, country_from = place
    if noun.within and not phrase.registry.body_of(country, body, phrase.context.year):
        return body_at(phrase, at, noun.within)  # "ستاد کل" of most countries is their army's
    if body in _OF_THE_WHOLE and phrase.told_by_place_alone():
        body, noun = "local_government", phrase.registry.bodies["local_government"]  # "رئیس‌جمهوری باشقیرستان"
    entry = phrase.registry.body_of(country, body, phrase.context.year)
    if entry and not (phrase.former_regime(at) or (body == "government" and phrase.of_a_past_leader(country))):
        return replace(of_entry(phrase.words, entry), country_from=country_from)
    state = phrase.registry.countries[country]
    return ResolvedActor(
        phrase.words,
        "body",
        f"{country}.{body}",
        noun.fa.format(state.fa),
        noun.en.format(state.en),
        noun.kind,
        country,
        country_from,
        reason="the article's country" if country_from == "context" else "",
    )


def _body_id(phrase: Phrase, country: str, body: str) -> str:
    entry = phrase.registry.body_of(country, body, phrase.context.year)
    return entry.id if entry else f"{country}.{body}"


def _class(phrase: Phrase, found: Found) -> ResolvedActor:
    place = phrase.country_at(found.at, found.noun.body or "", of_a_class=True)
    if found.noun.id in _ANYONES and place and place[1] == "context":
        place = None  # whose aircraft, nobody said: they cross borders
    return class_of(phrase.words, found, place)


def class_of(words: str, found: Found, place: tuple[str, str] | None) -> ResolvedActor:
    """A class as an answer, with its country where one is known."""
    noun = found.noun
    country, country_from = place or (None, None)
    return ResolvedActor(words, "class", noun.id, noun.fa, noun.en, noun.kind or "unidentified", country, country_from)
