"""People of whom their country's adjective tells: who is counted, a nation, whom something was done to."""

from __future__ import annotations

from ravayat.grounding.registry.answers import class_of
from ravayat.grounding.registry.folding import key, stems
from ravayat.grounding.registry.phrase import Found, Phrase
from ravayat.grounding.registry.registry import Registry
from ravayat.records.actor import ResolvedActor

_CIVILIAN = "غیرنظامی"
_ADJECTIVE = "ی"
_PLURALS = ("ها", "های", "هایی")
_LAND = "ستان"
"""What the name of a nation's country adds to it: "ازبک", "ازبکستان"."""


def people_alone(phrase: Phrase) -> ResolvedActor | None:
    """People of whom nothing but the adjective of their country is told."""
    for found in phrase.parts["country"]:
        adjective = _is_adjective(phrase.pieces[found.at].form, found.sense.country or "", phrase.registry)
        if adjective and found.sense.via == "name" and phrase.alone(found):
            return _civilians(phrase, found)
    return None


def _civilians(phrase: Phrase, found: Found) -> ResolvedActor:
    civilian = next(sense for sense in phrase.registry.senses[_CIVILIAN] if sense.what == "class")
    return class_of(phrase.words, Found(found.at, civilian), (found.sense.country or "", "words"))


def people_of(phrase: Phrase, named: list[Found]) -> ResolvedActor | None:
    """People of a country, told by its adjective: counted ("سه سوری"), or of a nation ("ازبک‌ها").

    Its plural stands for the state as often as not ("آمریکایی‌ها"), so that this is left to it.
    """
    for found in named:
        if found.sense.via != "name":
            continue
        form = phrase.pieces[found.at].form
        counted = found.at > 0 and phrase.opens(found) and any(map(phrase.is_count, range(found.at)))
        if not counted and (phrase.parts["role"] or not form.endswith(_PLURALS)):
            continue
        name = key(phrase.registry.countries[found.sense.country or ""].fa)
        if form != name and (counted or any(stem + _LAND == name for stem in stems(form))):
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
