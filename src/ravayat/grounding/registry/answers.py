"""Answers for the parts of a phrase: an entry, the body of a country, a class."""

from __future__ import annotations

from dataclasses import replace

from ravayat.grounding.registry.entries import Entry
from ravayat.grounding.registry.phrase import Found, Phrase
from ravayat.records.actor import ResolvedActor

OF_TOWNS = frozenset({"local_government", "local_council", "emergency_service", "medical_university"})
"""Bodies of which a country has one in each town."""
_ANYONES = frozenset({"aircraft", "plane", "arms", "ships", "weapons", "civil_vessels", "enemy", "occupiers"})
"""Classes that are not the article's country's because it is about it."""
_OF_THE_WHOLE = frozenset({"presidency", "cabinet", "government", "parliament", "security_council"})
"""Bodies that only a whole country has: beside the name of a region its own are meant."""


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
    if body in _OF_THE_WHOLE and phrase.told_by_place_alone() and not phrase.of_a_constituency(at):
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


def body_id(phrase: Phrase, country: str, body: str) -> str:
    """The id of a body of a country: of its entry in the article's year, or one made of both."""
    entry = phrase.registry.body_of(country, body, phrase.context.year)
    return entry.id if entry else f"{country}.{body}"


def class_named(phrase: Phrase, found: Found) -> ResolvedActor:
    """A class as an answer, with the country that the words or the article tell."""
    place = phrase.country_at(found.at, found.noun.body or "", of_a_class=True)
    if found.noun.id in _ANYONES and place and place[1] == "context":
        place = None  # whose aircraft, nobody said: they cross borders
    return class_of(phrase.words, found, place)


def class_of(words: str, found: Found, place: tuple[str, str] | None) -> ResolvedActor:
    """A class as an answer, with its country where one is known."""
    noun = found.noun
    country, country_from = place or (None, None)
    return ResolvedActor(words, "class", noun.id, noun.fa, noun.en, noun.kind or "unidentified", country, country_from)
