"""Offices that somebody held once: "وزیر خارجه پیشین آمریکا" does not speak for today's ministry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ravayat.grounding.registry.answers import class_of
from ravayat.grounding.registry.entries import Noun
from ravayat.grounding.registry.folding import tokens
from ravayat.grounding.registry.phrase import Found, Phrase
from ravayat.records.actor import ResolvedActor

FORMER: Final = "a former office, not the body of today"
"""The reason of an answer that is a class because the office is a former one."""

_WORDS: Final = frozenset({"سابق", "پیشین", "اسبق"})
_AND: Final = "و"
_NAMES: Final = frozenset({"actor", "source"})
_PERSONS: Final = frozenset(
    {"official_source", "military_source", "security_source", "police_source", "diplomat", "observers"}
)
"""Tellers who are people of a body: reports and images can be earlier ones, too."""
_SERVING: Final = frozenset({"spokesperson", "deputy", "representative"})
"""Roles of those who serve a person: a name at once behind them is the master's."""
_STATEMENTS: Final = frozenset({"press_office", "command"})
"""Roles that are no person's: "بیانیه پیشین ارتش" is the army's."""
_HOLDERS: Final = ("سفیر", "کنسول", "وزیر", "سناتور", "دادستان", "پادشاه", "کمیسر")
_HEADS: Final = tuple("رییس فرمانده قوماندان قومندان مامور نماینده عضو اعضا افسر ژنرال سرباز نظامیان مسیول".split())
"""How words for bodies and troops are or begin that tell people of it."""
_PLACES: Final = ("کنسولگری", "دادستانی", "فرماندهی")
_OFFICIAL: Final = "مقام"


def may_be_former(words: str) -> bool:
    """Whether one of the words says that something was so once: a quick look."""
    return not _WORDS.isdisjoint(tokens(words))


def former_officer(phrase: Phrase) -> ResolvedActor | None:
    """Who held an office once, as a class of its own; ``None`` where an office is of today, or none is told.

    Of several that "و" joins, all must be former ones. The person stays, if the registry knows the name: what it
    was once the body of does not follow.
    """
    found = {office.at: office for office in _offices(phrase)}
    held = [[at for at in part if at in found] for part in _parts(phrase)]
    former = [_former(phrase, offices) for offices in held if offices]
    if not former or not all(former):
        return None
    office = found[min(found)]
    noun = _as_class(phrase, office)
    leader = next((one for one in phrase.parts["actor"] if one.entry.kind == "leader"), None)
    person = leader.entry.id if leader and not _served(phrase, leader) else None
    role = phrase.role()
    return replace(
        class_of(phrase.words, replace(office, sense=office.sense._replace(noun=noun)), _country(phrase, office)),
        kind=noun.kind if office.sense.what == "teller" and leader is None else "person",
        role=role.noun.id if role else None,
        person=person,
        reason=FORMER,
    )


def _country(phrase: Phrase, office: Found) -> tuple[str, str] | None:
    """The country of a former office: a body with a name tells it rather than what the article is about."""
    place = phrase.country_at(office.at, of_a_class=True)
    if place and place[1] != "context":
        return place
    bodies = (one.entry for one in (*phrase.parts["actor"], *phrase.parts["source"]) if one.entry.country)
    return next(((body.country, "entry") for body in bodies), place)


def _served(phrase: Phrase, leader: Found) -> bool:
    """Whether the person named is whom the teller served: "مشاور سابق ترامپ", but "رئیس‌جمهور سابق حامد کرزی"."""
    before = phrase.pieces[: leader.at]
    heads = [at for at, piece in enumerate(before) if not piece.has("skip")]
    return bool(heads) and any(one.at == heads[-1] and one.noun.id in _SERVING for one in phrase.parts["role"])


def _offices(phrase: Phrase) -> Iterator[Found]:
    """The words of a phrase for somebody who holds an office."""
    yield from (one for one in phrase.parts["role"] if one.noun.id not in _STATEMENTS)
    yield from (one for one in phrase.parts["teller"] if one.noun.id in _PERSONS)
    for one in (*phrase.parts["body"], *phrase.parts["troops"]):
        form = phrase.pieces[one.at].form
        if form.startswith(_HOLDERS + _HEADS) and not form.startswith(_PLACES):
            yield one


def _parts(phrase: Phrase) -> Iterator[range]:
    """The pieces between words for "and"."""
    start = 0
    for at, piece in enumerate(phrase.pieces):
        if piece.form == _AND:
            yield range(start, at)
            start = at + 1
    yield range(start, len(phrase.pieces))


def _former(phrase: Phrase, offices: list[int]) -> bool:
    """Whether one of the words behind the first office, up to "و", makes it a former one."""
    last = offices[0]
    for at in range(offices[0] + 1, len(phrase.pieces)):
        piece, before = phrase.pieces[at], phrase.pieces[at - 1]
        if piece.form == _AND:
            return False
        if at in offices:
            last = at
        if piece.form in _WORDS and not any(map(before.has, _NAMES)):
            # "سفیر روسیه در شوروی سابق": what stands further from the office may be former without it.
            near = all(one.has("skip") for one in phrase.pieces[last + 1 : at - 1])
            if near or any(map(before.has, ("body", "troops", "teller"))):
                return True
    return False


def _as_class(phrase: Phrase, office: Found) -> Noun:
    """The noun of an office; of a person told by a word for the body or its troops that of an official."""
    if office.sense.what not in ("body", "troops"):
        return office.noun
    senses = phrase.registry.senses[_OFFICIAL]
    return next((sense.noun for sense in senses if sense.what == "teller" and sense.noun), office.noun)
