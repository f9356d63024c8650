"""Actors that "and" joins to the one that a phrase names."""

from __future__ import annotations

from ravayat.grounding.registry.answers import body_at, body_id
from ravayat.grounding.registry.folding import key
from ravayat.grounding.registry.phrase import Found, Phrase
from ravayat.records.actor import ResolvedActor

_BRANCHES = frozenset({"navy", "air_force"})
_ARMY = "ارتش"
_AND = "و"
_TO_THE_FIRST = 2
"""Pieces back from what follows "and" to what stands before it."""
_BRANCHES_OF, _BRANCH_OF = "نیروهای", "نیروی"
"""How a row of branches begins, and how the name of one does."""


def before_and(phrase: Phrase, main: Found, body: Found | None) -> ResolvedActor | None:
    """The body or the troops of a state that a named group follows with "and": "نیروهای آمریکا و دولت افغانستان".

    A bare branch may be the group's own: "نیروی دریایی و هوافضای سپاه".
    """
    troops = phrase.first("troops")
    if not phrase.follows_and(main.at):
        return None
    if body and body.at < main.at:
        bare = body.noun.id in _BRANCHES and _ARMY not in phrase.pieces[body.at].form
        return None if bare else body_at(phrase, body.at, body.noun.id)
    told = any(found.at < main.at for found in phrase.parts["country"])
    if troops and troops.at < main.at and troops.noun.body and told:
        return body_at(phrase, troops.at, troops.noun.body)
    return None


def branch_beside(phrase: Phrase, main: Found) -> tuple[str, ...]:
    """The branch that "and" puts before another of the same force: "نیروی دریایی و هوافضای سپاه"."""
    at, force = main.at - _TO_THE_FIRST, main.entry.parent
    if at < 0 or not force or not phrase.follows_and(main.at) or not phrase.pieces[at].has("body"):
        return ()
    name = phrase.pieces[at].form.replace(_BRANCHES_OF, _BRANCH_OF, 1)
    entries = phrase.registry.entries.values()
    own = (one.id for one in entries if one.parent == force and key(one.fa).startswith(name))
    return tuple(one for one in own if one != main.entry.id)


def body_beside(phrase: Phrase, main: Found, body: Found | None) -> tuple[str, ...]:
    """The body that follows a named group with "and": "سپاه و ارتش"."""
    if body is None or body.at != main.at + 2 or not phrase.follows_and(body.at):
        return ()
    other = body_at(phrase, body.at, body.noun.id).id
    return (other,) if other and other != main.entry.id else ()


def states_beside(phrase: Phrase, named: list[Found], first: str | None) -> tuple[str, ...]:
    """Governments of the countries that follow the first with "and": "آمریکا و اسرائیل"."""
    at, found = named[0].at, []
    for other in named[1:]:
        if other.at != at + 2 or not phrase.follows_and(other.at) or other.sense.via == "place":
            break
        at = other.at
        found.append(body_id(phrase, other.sense.country or "", "government"))
    return tuple(one for one in dict.fromkeys(found) if one != first)


def armies_beside(phrase: Phrase, main: Found) -> list[str]:
    """Armies of the countries that follow an army with "and": "نیروهای اسرائیلی و اردنی"."""
    if main.entry.body != "army":
        return []
    at, found = main.at, []
    named = {country.at: country.sense.country for country in phrase.parts["country"] if country.sense.via == "name"}
    while at + 2 in named and phrase.pieces[at + 1].form == _AND:
        at += 2
        found.append(body_id(phrase, named[at] or "", "army"))
    return found
