"""From the words of a mention to the places they may name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from ravayat.grounding.places.arrangement import Arrangement
from ravayat.grounding.places.context import PlaceContext
from ravayat.grounding.places.gazetteer import Gazetteer, Spelled
from ravayat.grounding.places.kind_words import AROUND, GENERIC, KIND_WORDS, NAMED_AFTER, NATURAL
from ravayat.grounding.places.spelling import bare_key, name_words, spelling_key
from ravayat.records.place import Place, PlaceMention
from ravayat.records.span import Span

LOOK_BACK: Final = 24
"""Characters in front of a mention that can hold the word for its kind."""
PLURALS: Final = ("های", "هایی")
"""Endings of a word that tells the kind of every name in a row behind it."""
OCCUPIED: Final = "اشغالی"
PORT: Final = "بندر"
EZAFE: Final = "ی"
LEAST_AROUND: Final = 50_000
"""People of a town that a name which the gazetteer lacks may be told to lie in by standing in front of it."""
LANDMARKS: Final = frozenset({"سد", "دشت"})
"""Short words for what lies at the town behind them."""
SHORTEST: Final = 4
"""Letters of a name in "ای" from which on its last letter may be one of grammar."""
BY_NAME, BY_PART, BY_SOUND = "name", "part", "skeleton"


@dataclass(frozen=True, slots=True)
class Sense:
    """Places that a mention may mean before the article is weighed.

    Attributes:
        mention: the mention.
        places: each with how the words spell it.
        method: how the name was found.
        kinds: what the word in front says it is; empty for nothing.
        word: that word.
    """

    mention: PlaceMention
    places: Sequence[tuple[Place, Spelled]] = ()
    method: str = BY_NAME
    kinds: frozenset[str] = field(default=frozenset())
    word: str = ""

    def fits(self, place: Place) -> bool:
        """Whether the word in front can mean such a place; a village is a small town to the press."""
        return place.kind in self.kinds or (place.kind == "village" and "town" in self.kinds)


def look_up(
    mentions: Sequence[PlaceMention],
    context: PlaceContext,
    gazetteer: Gazetteer,
    arrangement: Arrangement | None = None,
) -> list[Sense]:
    """The places that each mention may name, by its whole words or by the name inside them."""
    arrangement = arrangement or Arrangement(mentions, context.text)
    first = {(mention.words, mention.span): mention for mention in reversed(mentions)}
    # Claims of one article quote the same words over and over.
    senses = dict(zip(first, _look_up(list(first.values()), context, gazetteer, arrangement), strict=True))
    asked = (senses[mention.words, mention.span] for mention in mentions)
    return [
        Sense(mention, sense.places, sense.method, sense.kinds, sense.word)
        for mention, sense in zip(mentions, asked, strict=True)
    ]


def _look_up(
    mentions: Sequence[PlaceMention], context: PlaceContext, gazetteer: Gazetteer, arrangement: Arrangement
) -> list[Sense]:
    """The same for mentions of which no two are the same words at the same place."""
    phrases = [_phrases(mention.words) for mention in mentions]
    tails = {index: tail for index, mention in enumerate(mentions) if (tail := _tail(mention.words))}
    heads = (head for head, _ in tails.values())
    spellings = chain((phrase for some in phrases for phrase, _ in some), heads)
    keys = {key for phrase in spellings for key in (spelling_key(phrase), bare_key(phrase))}
    found = gazetteer.spelled(keys | {spelling_key(last) for _, last in tails.values()})
    senses = []
    for index, (mention, some) in enumerate(zip(mentions, phrases, strict=True)):
        word = _word_in_front(mention.span, context.text)
        first = arrangement.first_of_row(mention)
        if not word and first is not None and first != mention.span:
            word = _word_in_front(first, context.text, PLURALS)  # «استان‌های اربیل و دهوک»
        kinds = KIND_WORDS.get(word, frozenset())
        for at, (phrase, inside) in enumerate(some):
            places = _places(found, phrase) if not at or phrase not in GENERIC else []
            if inside and inside <= NATURAL:
                places = [(place, spelled) for place, spelled in places if place.kind in inside]
            if places:
                method = BY_NAME if not at or inside else BY_PART
                senses.append(Sense(mention, places, method, kinds or inside, word))
                break
        else:
            beside = (_within(found, *tails[index]) or _town_behind(found, *tails[index])) if index in tails else ()
            senses.append(Sense(mention, beside, BY_PART, kinds, word))
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
        if head in NAMED_AFTER or head.removesuffix("ی") in NAMED_AFTER:
            break
        kinds = KIND_WORDS.get(head) or KIND_WORDS.get(head.removesuffix("ی")) or frozenset()
        qualifies = head in GENERIC and len(phrases) > 1  # "پایگاه دریایی بوشهر"
        if not kinds and head not in AROUND and head not in KIND_WORDS and len(rest) < 3 and not qualifies:
            break
        rest = rest[1:]
        phrases.append((" ".join(rest), kinds))
    return phrases + _plainer(phrases)


def _plainer(phrases: list[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """The phrases without «اشغالی» at their end, the «ی» of an ezafe, or a «بندر» glued to the name."""
    plainer = []
    for phrase, kinds in phrases:
        words = name_words(phrase)
        if EZAFE in words[1:-1]:
            plainer.append((" ".join(word for word in words if word != EZAFE), kinds))  # "تنگه‌ی هرمز"
        bare = phrase.removesuffix(OCCUPIED).rstrip()
        bare = bare[:-1] if bare.endswith(("ای", "وی")) and len(bare) > SHORTEST else bare
        if bare and bare != phrase:
            plainer.append((bare, kinds))
        glued = phrase.removeprefix(PORT)
        if glued != phrase and len(glued) >= SHORTEST and not glued.startswith((" ", "\u200c")):
            plainer.append((glued, KIND_WORDS[PORT]))  # "بندرکوهستک"
    return plainer


def _tail(words: str) -> tuple[str, str] | None:
    """A mention of several words without its last one, and that."""
    rest = name_words(words)
    return (" ".join(rest[:-1]), rest[-1]) if len(rest) > 1 else None


def _within(found: dict[str, list[tuple[Place, Spelled]]], head: str, last: str) -> list[tuple[Place, Spelled]]:
    """Places of a name whose land stands behind it in the same words: «بیت شمش اسرائیل», «نورآباد فارس»."""
    lands = {
        place.country if place.kind == "country" else place.id
        for place, _ in found.get(spelling_key(last), ())
        if place.kind in ("country", "province")
    }
    if not lands:
        return []
    rest = name_words(head)
    for start in range(len(rest)):
        if start and rest[start - 1] not in KIND_WORDS and rest[start - 1] not in AROUND:
            return []
        places = [
            (place, how)
            for place, how in _places(found, " ".join(rest[start:]))
            if lands & {place.country, place.parent}
        ]
        if places:
            return places
    return []


def _town_behind(found: dict[str, list[tuple[Place, Spelled]]], head: str, last: str) -> list[tuple[Place, Spelled]]:
    """The town that ends two words of which the first is not known: «زیتون اهواز» is a quarter of it.

    Only one of many people by its own name, and no short words: of «کفر زیتا» and «دیر حسن» either is half of one name.
    """
    unknown = [word for word in name_words(head) if word not in KIND_WORDS and word not in AROUND]
    if len(unknown) != 1 or unknown[0] in NAMED_AFTER or len(last) < SHORTEST:
        return []
    if len(unknown[0]) < SHORTEST and unknown[0] not in LANDMARKS:
        return []
    return [
        (place, how)
        for place, how in found.get(spelling_key(last), ())
        if place.kind == "town" and place.population >= LEAST_AROUND and spelling_key(place.name) == spelling_key(last)
    ]


def _word_in_front(span: Span | None, text: str, endings: Sequence[str] = ("", "ی", "های", "هایی")) -> str:
    """The word for a kind in front of a name where it ends in one of ``endings``, or nothing."""
    if span is None or not text:
        return ""
    words = name_words(text[max(0, span.start - LOOK_BACK) : span.start])
    if len(words) > 1 and words[-1] in GENERIC:
        words = words[:-1]  # "پایگاه هوایی"
    if len(words) > 1 and words[-1] in ("های", "هایی", "ی"):
        words = [*words[:-2], words[-2] + words[-1]]  # "استان‌های"
    for ending in endings if words else ():
        form = words[-1].removesuffix(ending)
        if words[-1].endswith(ending) and form in KIND_WORDS:
            return form
    return ""
