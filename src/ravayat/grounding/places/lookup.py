"""From the words of a mention to the places they may name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ravayat.grounding.places.context import PlaceContext
from ravayat.grounding.places.gazetteer import Gazetteer, Spelled
from ravayat.grounding.places.kind_words import AROUND, GENERIC, KIND_WORDS, NAMED_AFTER, NATURAL
from ravayat.grounding.places.spelling import bare_key, name_words, spelling_key
from ravayat.records.place import Place, PlaceMention

LOOK_BACK: Final = 24
"""Characters in front of a mention that can hold the word for its kind."""
BY_NAME, BY_PART, BY_SOUND = "name", "part", "skeleton"


@dataclass(frozen=True, slots=True)
class Sense:
    """Places that a mention may mean before the article is weighed.

    Attributes:
        mention: the mention.
        places: each with how the words spell it.
        method: how the name was found.
        kinds: what the word in front says it is; empty for nothing.
    """

    mention: PlaceMention
    places: Sequence[tuple[Place, Spelled]] = ()
    method: str = BY_NAME
    kinds: frozenset[str] = field(default=frozenset())


def look_up(mentions: Sequence[PlaceMention], context: PlaceContext, gazetteer: Gazetteer) -> list[Sense]:
    """The places that each mention may name, by its whole words or by the name inside them."""
    phrases = [_phrases(mention.words) for mention in mentions]
    keys = {key for some in phrases for phrase, _ in some for key in (spelling_key(phrase), bare_key(phrase))}
    found = gazetteer.spelled(keys)
    senses = []
    for mention, some in zip(mentions, phrases, strict=True):
        kinds = _kinds_in_front(mention, context.text)
        for at, (phrase, inside) in enumerate(some):
            places = _places(found, phrase) if not at or phrase not in GENERIC else []
            if inside and inside <= NATURAL:
                places = [(place, spelled) for place, spelled in places if place.kind in inside]
            if places:
                method = BY_NAME if not at or inside else BY_PART
                senses.append(Sense(mention, places, method, kinds or inside))
                break
        else:
            senses.append(Sense(mention, kinds=kinds))
    return senses


def _places(found: dict[str, list[tuple[Place, Spelled]]], phrase: str) -> list[tuple[Place, Spelled]]:
    key, bare = spelling_key(phrase), bare_key(phrase)
    exact = found.get(key, [])
    seen = {place.id for place, _ in exact}
    return exact + [(place, Spelled.BARE) for place, _ in found.get(bare, []) if place.id not in seen]


def _phrases(words: str) -> list[tuple[str, frozenset[str]]]:
    """The whole mention, then what stays without words for kinds, directions and facilities in front.

    Each with the kinds that the words left out ask for.
    """
    rest = name_words(words)
    phrases = [(words, frozenset[str]())]
    while len(rest) > 1:
        head = rest[0]
        if head in NAMED_AFTER:
            break
        kinds = KIND_WORDS.get(head) or KIND_WORDS.get(head.removesuffix("ی")) or frozenset()
        if not kinds and head not in AROUND and head not in KIND_WORDS and len(rest) < 3:
            break
        rest = rest[1:]
        phrases.append((" ".join(rest), kinds))
    return phrases


def _kinds_in_front(mention: PlaceMention, text: str) -> frozenset[str]:
    if mention.span is None or not text:
        return frozenset()
    start = mention.span.start
    words = name_words(text[max(0, start - LOOK_BACK) : start])
    for word in words[-1:]:
        for form in (word, word.removesuffix("ی"), word.removesuffix("های")):
            if form in KIND_WORDS:
                return KIND_WORDS[form]
    return frozenset()
